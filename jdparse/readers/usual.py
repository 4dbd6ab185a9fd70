"""Jobs under the usual names of their fields: what scrapers, tables, feeds and the state of pages have in common.

The names are ``keys-of-*`` of ``lexicons/words.toml``. A job may stand at any depth; the employer may stand beside it or above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jdparse.lexicon.load import load_words
from jdparse.readers.jobs import Told
from jdparse.readers.plain import clean_name, plain_name, sound
from jdparse.readers.titles import is_role

#: The state of a page is some twenty deep; a file that is made to break a reader is a thousand.
_MAX_DEPTH = 60
#: A text of fewer words describes no job.
_LEAST_WORDS = 8
#: Above this a value is a text and no name.
_LONGEST_NAME = 200
#: Where a record keeps its name, a section its heading, and a section its text.
_NAMES = ("name", "displayname", "title", "label")
_TEXTS = ("value", "content", "text", "body", "description", "html")


def usual_jobs(value: Any, company: str = "", depth: int = 0) -> Iterator[Told]:
    """The jobs in a piece of JSON or the like, in its order, outer ones first.

    Args:
        value: Parsed JSON, rows of a table, or XML as records.
        company: The employer, where a record above tells it.
        depth: How deep it stands.
    """
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from usual_jobs(part, company, depth + 1)
    elif isinstance(value, dict):
        fields = _folded(value)
        company = _company(fields) or company
        job = usual_job(value, company)
        if job is not None:
            yield job
            return
        for part in value.values():
            if isinstance(part, dict | list):
                yield from usual_jobs(part, company, depth + 1)


def usual_job(row: Mapping[str, Any], company: str = "") -> Told | None:
    """The job that a record tells, without its text where it has none; None where it tells no job."""
    fields = _folded(row)
    title = _title(fields)
    parts = _parts(fields)
    if not title or not (parts or (is_role(title) and _tells_a_job(fields))):
        return None
    identity = next((str(value) for _, value in _of(fields, "keys-of-id") if isinstance(value, str | int)), "")
    address = next((value for _, value in _of(fields, "keys-of-address") if isinstance(value, str)), "")
    inner = (_company(_folded(part)) for part in row.values() if isinstance(part, dict))
    company = _company(fields) or next(filter(None, inner), "") or company
    return Told(plain_name(identity), title, company, address, parts)


def keys_of(row: object, most: int = 8) -> str:
    """The keys of a record, for a message."""
    names = list(row) if isinstance(row, dict) else []
    return ", ".join(map(str, names[:most])) + (", ..." if len(names) > most else "")


def is_key(name: str, what: str) -> bool:
    """Whether a field's name is one of a list: ``is_key("Job Title", "keys-of-title")``."""
    return _fold(name) in load_words()[what]


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", str(name)).lower()


def _folded(row: Mapping[str, Any]) -> dict[str, Any]:
    return {_fold(key): value for key, value in row.items()}


def _of(fields: Mapping[str, Any], what: str) -> Iterator[tuple[str, Any]]:
    known = load_words()[what]
    return ((key, value) for key, value in fields.items() if key in known and value not in (None, ""))


def _title(fields: Mapping[str, Any]) -> str:
    titles = [(key, plain_name(value)) for key, value in _of(fields, "keys-of-title") if isinstance(value, str)]
    named = [(key, title) for key, title in titles if 0 < len(title) <= _LONGEST_NAME]
    # A record's name may be anybody's: it is a title only where it names a role.
    best = sorted(named, key=lambda pair: (not is_role(pair[1]), pair[0] in {"name", "job"}))
    return next((title for key, title in best if key != "name" or is_role(title)), "")


def _company(fields: Mapping[str, Any]) -> str:
    for _, value in _of(fields, "keys-of-company"):
        record = next((part for part in value if isinstance(part, dict)), None) if isinstance(value, list) else value
        if isinstance(record, dict):
            inner = _folded(record)
            record = next((inner[key] for key in _NAMES if isinstance(inner.get(key), str)), "")
        name = clean_name(record)
        if 0 < len(name) <= _LONGEST_NAME:
            return name
    return ""


def _parts(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The text and the further parts with their headings; empty where there is not enough of it."""
    texts = [sound(value) for _, value in _of(fields, "keys-of-text") if isinstance(value, str)]
    text = max(texts, key=len, default="")
    parts = [("", text)] if text.strip() else []
    for key, value in fields.items():
        if key in load_words()["keys-of-sections"]:
            parts += _sections(value)
    for key, value in _of(fields, "keys-of-parts"):
        items = [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)]
        words = sound("\n".join(items))
        if words.strip() and words[:60] not in text:
            parts.append((_heading_of(key), words))
    return tuple(parts) if sum(len(words.split()) for _, words in parts) >= _LEAST_WORDS else ()


def _sections(value: Any) -> list[tuple[str, str]]:
    """Heading and text of each section of a list of records, which may stand in a record of its own."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    found = []
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            inner = _folded(part)
            text = next((inner[key] for key in _TEXTS if isinstance(inner.get(key), str)), "")
            heading = next((inner[key] for key in _NAMES if isinstance(inner.get(key), str)), "")
            if text.strip():
                found.append((heading, sound(text)))
    return found


def _heading_of(key: str) -> str:
    """A heading that postings have, for the name of a field: ``minimumqualifications`` -> ``Qualifications``."""
    for word in ("responsibilities", "requirements", "qualifications", "duties", "benefits"):
        if word in key:
            return word.capitalize()
    return ""


def _tells_a_job(fields: Mapping[str, Any]) -> bool:
    return bool(_company(fields)) or any(True for _ in _of(fields, "keys-of-address"))
