"""Jobs under the usual names of their fields: what scrapers, tables, feeds and the state of pages have in common.

The names are ``keys-of-*`` of ``lexicons/words.toml``. A job may stand at any depth; the employer may stand beside it or above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import islice
from typing import Any

from jdparse.lexicon.load import load_words
from jdparse.readers.jobs import Told
from jdparse.readers.plain import clean_name, plain_name, sound
from jdparse.readers.titles import is_role, is_title

#: The state of a page is some twenty deep; a file that is made to break a reader is a thousand.
_MAX_DEPTH = 60
#: A text of fewer words describes no job.
_LEAST_WORDS = 8
#: Above this a value is a text and no name.
_LONGEST_NAME = 200
#: A text under a name that nobody knows is a job's if it has so many words.
_LONG_TEXT_WORDS = 40
#: A job is told in no more records than these.
_MOST_RECORDS = 200
#: Where a record keeps its name, a section its heading, and a section its text.
_NAMES = ("name", "displayname", "title", "label", "heading", "header")
_TEXTS = ("value", "content", "text", "body", "description", "html", "items", "bullets", "points", "list")


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
        company = _company(_folded(value)) or company
        job = usual_job(value, company)
        if job is None or not job.parts:
            inner = [
                found
                for part in value.values()
                if job is None and isinstance(part, dict | list)
                for found in usual_jobs(part, company, depth + 1)
            ]
            if any(one.parts for one in inner):
                yield from inner
                return
            job = _scattered(value, company) or job
            if job is None:
                yield from inner
                return
        yield job


def usual_job(row: Mapping[str, Any], company: str = "") -> Told | None:
    """The job that a record tells, without its text where it has none; None where it tells no job."""
    fields = _folded(row)
    parts = _parts(fields)
    title = _title(fields) or (_only_title(fields) if parts or any(key.endswith("title") for key in fields) else "")
    if not title:
        return None
    parts = _with_inner(parts, row)
    if not parts and is_role(title):
        parts = _longest(fields)
    if not (parts or (is_role(title) and _tells_a_job(fields))):
        return None
    return _told(fields, row, title, company, parts)


def _scattered(value: Mapping[str, Any], company: str) -> Told | None:
    """The job whose title stands in one record and whose text in another beside it."""
    records = list(islice(_records(value, ""), _MOST_RECORDS))
    titles = [title for fields in records if is_role(title := _title(fields))]
    title = min(titles, key=len, default="")
    # A page names the job more than once; several jobs are none of them.
    if not title or any(title not in other for other in titles):
        return None
    parts = tuple(part for fields in records for part in _parts(fields) or _longest(fields))
    named = next(filter(None, map(_company, records)), "")
    return _told({}, {}, title, named or company, parts) if parts else None


def _records(value: Mapping[str, Any], title: str, depth: int = 0) -> Iterator[dict[str, Any]]:
    """A record and those inside it that are not another job, with folded names."""
    fields = _folded(value)
    if depth > _MAX_DEPTH or (title and is_role(other := _title(fields)) and other != title):
        return
    yield fields
    for part in value.values():
        if isinstance(part, dict):
            yield from _records(part, title, depth + 1)


def _with_inner(parts: tuple[tuple[str, str], ...], row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The parts of a job with those of the records inside it: duties and requirements; any text where it has none."""
    found = list(parts)
    for fields in islice(_records(row, _title(_folded(row)), 0), 1, _MOST_RECORDS):
        found += (
            part for part in _parts(fields) if (part[0] or not parts) and all(part[1] != known for _, known in found)
        )
    return tuple(found)


def _told(
    fields: Mapping[str, Any], row: Mapping[str, Any], title: str, company: str, parts: tuple[tuple[str, str], ...]
) -> Told:
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
    return _is_listed(_fold(name), what)


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", str(name)).lower()


def _folded(row: Mapping[str, Any]) -> dict[str, Any]:
    return {_fold(key): value for key, value in row.items()}


def _of(fields: Mapping[str, Any], what: str) -> Iterator[tuple[str, Any]]:
    return ((key, value) for key, value in fields.items() if value not in (None, "") and _is_listed(key, what))


@lru_cache(maxsize=4096)
def _is_listed(key: str, what: str) -> bool:
    words = load_words()[what]
    return key in words or any("*" in word and fnmatchcase(key, word) for word in words)


def _title(fields: Mapping[str, Any]) -> str:
    titles = [(key, plain_name(value)) for key, value in _of(fields, "keys-of-title") if isinstance(value, str)]
    named = [(key, title) for key, title in titles if 0 < len(title) <= _LONGEST_NAME]
    # A record's name may be anybody's: it is a title only where it names a role.
    best = sorted(named, key=lambda pair: (not is_role(pair[1]), pair[0] in {"name", "job"}))
    return next((title for key, title in best if key != "name" or is_role(title)), "")


def _only_title(fields: Mapping[str, Any]) -> str:
    """The one value that reads as a title, under a name that nobody knows."""
    titles = {plain_name(value) for value in fields.values() if isinstance(value, str) and len(value) <= _LONGEST_NAME}
    roles = {title for title in titles if is_title(title)}
    return roles.pop() if len(roles) == 1 else ""


def _longest(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The longest text of a record, where it is long enough for a posting."""
    text = max((sound(value) for value in fields.values() if isinstance(value, str)), key=len, default="")
    return (("", text),) if len(text.split()) >= _LONG_TEXT_WORDS else ()


def _company(fields: Mapping[str, Any]) -> str:
    for _, value in _of(fields, "keys-of-company"):
        record = next((part for part in value if isinstance(part, dict)), None) if isinstance(value, list) else value
        for fields_inside in _records(record, "") if isinstance(record, dict) else ():
            record = next((fields_inside[key] for key in _NAMES if isinstance(fields_inside.get(key), str)), "")
            if record:
                break
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
        words = sound(_lines(value))
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
            # A block of an editor keeps its text one level down.
            inner = {key: value for record in islice(_records(part, ""), 3) for key, value in record.items()}
            text = next(filter(None, (_lines(inner.get(key)) for key in _TEXTS)), "")
            heading = next((inner[key] for key in _NAMES if isinstance(inner.get(key), str)), "")
            if text.strip():
                found.append((heading, sound(text)))
    return found


def _lines(value: Any) -> str:
    """A text, or a list of texts as lines with bullets."""
    if isinstance(value, list):
        return "\n".join(f"- {part}" for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _heading_of(key: str) -> str:
    """A heading that postings have, for the name of a field: ``minimumqualifications`` -> ``Qualifications``."""
    for word in ("responsibilities", "requirements", "qualifications", "duties", "benefits"):
        if word in key:
            return word.capitalize()
    return ""


def _tells_a_job(fields: Mapping[str, Any]) -> bool:
    return bool(_company(fields)) or any(True for _ in _of(fields, "keys-of-address"))
