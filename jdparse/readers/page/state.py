"""The jobs in the state that a page carries for its scripts.

It stands as JSON in a script (``__NEXT_DATA__``), is assigned (``window.__appData = {...}``), parsed from a string (``JSON.parse("...")``),
pushed in pieces (``self.__next_f.push``), or kept in an attribute (``data-page``).

Source: https://nextjs.org/docs/app/getting-started/server-and-client-components (the payload of server components);
https://inertiajs.com/the-protocol
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from jdparse.readers.jobs import Told
from jdparse.readers.page.lines import html_to_text
from jdparse.readers.titles import is_role
from jdparse.readers.usual import usual_jobs

#: The teaser of another job has fewer words.
_LEAST_WORDS = 15
_ASSIGNED = re.compile(r"(?:^|[;\s])(?:var |let |const )?[\w.$]+(?:\[[\"']\w+[\"']\])?\s*=\s*(?=[{\[])")
_PARSED = re.compile(r"JSON\.parse\(\s*(?=[\"'])")
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[)")
#: A row of a pushed payload: its number in hexadecimal, then JSON, or T, a length in bytes and that much text.
_ROW = re.compile(rb"(?P<id>[0-9a-f]+):(?:T(?P<length>[0-9a-f]+),)?")
_HOLDS_STATE = ("data-page", "data-props", "data-react-props", "data-state")
_SINGLE_QUOTED = re.compile(r"'(?P<inner>(?:[^'\\]|\\.)*)'")


def jobs_of_state(tree: Any) -> Iterator[Told]:
    """The jobs that the state of a page describes, each with its title and enough text."""
    for state in _states(tree):
        for job in usual_jobs(_resolved(state, state, 0) if isinstance(state, dict) else state):
            if is_role(job.title) and sum(len(html_to_text(text).split()) for _, text in job.parts) >= _LEAST_WORDS:
                yield job


def _states(tree: Any) -> Iterator[Any]:
    pushed: list[str] = []
    for script in tree.iter("script"):
        code = script.text or ""
        if "json" in (script.get("type") or ""):
            yield from _json_at(code, 0)
            continue
        if "__next_f" in code:
            pushed += (
                piece[1]
                for found in _PUSHED.finditer(code)
                for piece in _json_at(code, found.end())
                if isinstance(piece, list) and len(piece) > 1 and isinstance(piece[1], str)
            )
        if not any(word in code for word in ("escription", '"content"', '\\"content')):
            continue
        for found in _PARSED.finditer(code):
            for text in _string_at(code, found.end()):
                yield from _json_at(text, 0)
        assigned = _ASSIGNED.search(code)
        if assigned:
            yield from _json_at(code, assigned.end())
    if pushed:
        yield _payload("".join(pushed).encode("utf-8", "replace"))
    for key in _HOLDS_STATE:
        for value in tree.xpath(f"//@{key}"):
            yield from _json_at(str(value), 0)


def _json_at(code: str, start: int) -> Iterator[Any]:
    """The JSON that begins at a place, if there is some."""
    try:
        yield json.JSONDecoder(strict=False).raw_decode(code[start:].lstrip())[0]
    except (ValueError, RecursionError):
        return


def _string_at(code: str, start: int) -> Iterator[str]:
    """The string of a script that begins at a place."""
    single = _SINGLE_QUOTED.match(code, start)
    if single:
        inner = single["inner"].replace("\\'", "'")
        yield from _json_at('"' + re.sub(r'(?<!\\)"', '\\\\"', inner) + '"', 0)
    else:
        yield from (text for text in _json_at(code, start) if isinstance(text, str))


def _payload(content: bytes) -> list[Any]:
    """The rows of a pushed payload, with the texts that they refer to by number (``$1f``) put in."""
    texts: dict[str, str] = {}
    rows: list[Any] = []
    at = 0
    while at < len(content):
        row = _ROW.match(content, at)
        end = content.find(b"\n", at) if row is None or row["length"] is None else row.end() + int(row["length"], 16)
        end = len(content) if end < 0 else end
        if row is not None and row["length"] is not None:
            texts[row["id"].decode()] = content[row.end() : end].decode("utf-8", "replace")
            at = end
            continue
        if row is not None:
            rows += _json_at(content[row.end() : end].decode("utf-8", "replace"), 0)
        at = end + 1
    return [_resolved(row, texts, 0) for row in rows]


#: Nothing that a page needs stands deeper.
_MAX_DEPTH = 60


def _resolved(value: Any, known: dict[str, Any], depth: int) -> Any:
    """A value with what it refers to put in: a text as ``$1f``, Apollo's records as ``{"__ref": "Organization:9"}``."""
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, str):
        return known.get(value[1:], value) if value.startswith("$") else value
    if isinstance(value, list):
        return [_resolved(part, known, depth + 1) for part in value]
    if isinstance(value, dict):
        referred = value.get("__ref")
        # What is referred to is not looked into again: two records may refer to each other.
        if isinstance(referred, str) and referred in known:
            return known[referred]
        return {key: _resolved(part, known, depth + 1) for key, part in value.items()}
    return value
