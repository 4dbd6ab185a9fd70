"""What a profile holds and no letter can: blanks that are still to be filled in, a sentence for a thing, an address that is none.

A profile with such fields loads, because a draft is a file too; `tailor profile check` and the interview turn them away.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from jdparse.english.blanks import find_blanks
from jdparse.english.patterns import pattern
from tailor.data import TEMPLATES
from tailor.profile.lines import Loc
from tailor.profile.story import NO_SUBJECT, SUBJECT, Me, Story

#: How a field is left out of a file.
LEAVE = "take the line out"
#: A whole field that answers nothing.
_NO_ANSWER = pattern(r"(?i)[\W_]*|\W*(?:{no-answers})\W*")
#: Dots that stand for words, brackets around what is to be written there, a figure in letters.
_LEFT_OPEN = re.compile(
    r"(?<![\w.])(?:\.{3,}|…)(?![\w.])|<[A-Za-z][^<>\d]*>|\[[A-Za-z][^\[\]]*\]|\{[A-Za-z][^{}]*\}|\?{2,}|_{3,}|\$X+\b|^TODO(?= )"
)
_LINK = re.compile(r"\w[.:/]+\w")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_DEEDS = frozenset({"did", "result"})
_THINGS = frozenset({"system", "constraint", "design", "field"})
_ANY_SUBJECT = re.compile(SUBJECT.pattern, re.IGNORECASE)
#: A sentence with the applicant as its subject, and the thing that it tells of.
_OF_A_THING = re.compile(r"(?i)(?:i|we)(?:['’]\w+)?\s+(?:[a-z-]+\s+){1,3}?(?P<thing>(?:the|an?|our|my|its?)\s.+)")
#: Fields whose items are ids and names: one that is unknown is told of by its own problem.
_IDS = frozenset({"solves", "metrics", "past", "years"})


def field_fault(table: str, field: str, value: object, *, leave: str = LEAVE) -> str:
    """What is still to be written in a field; empty where nothing is.

    Args:
        table: ``me`` or ``story``.
        field: Its name.
        value: As a profile holds it.
        leave: How the field is left out.
    """
    return next((said for _, said in _faults(table, field, value, leave)), "")


def table_faults(table: str, row: Mapping[str, object]) -> Iterator[tuple[Loc, str]]:
    """The fields of a table that are still to be filled in: where, and what to do."""
    for field, value in row.items():
        yield from _faults(table, field, value, LEAVE)


def starter_words(table: str, row: Mapping[str, object]) -> Iterator[tuple[Loc, str]]:
    """The fields of a table that nobody has touched since the starter file was written."""
    for field, value in _starter_table(table).items():
        if row.get(field) == value:
            yield (field,), f'"{value}" is the example of the starter file: {_order(table, field, LEAVE)}'


def _faults(table: str, field: str, value: object, leave: str) -> Iterator[tuple[Loc, str]]:
    if field in _IDS:
        return
    for loc, words in _texts(value):
        said = _fault(table, next((str(key) for key in reversed(loc) if isinstance(key, str)), field), words, leave)
        if said:
            yield (field, *loc), said


def _texts(value: object) -> Iterator[tuple[Loc, str]]:
    """The texts of a field, in lists and tables too."""
    if isinstance(value, str):
        yield (), value
    rows = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else ()
    for key, below in rows:
        for loc, words in _texts(below):
            yield (key, *loc), words


def _fault(table: str, field: str, words: str, leave: str) -> str:
    if not words.strip():
        return ""
    if _NO_ANSWER.fullmatch(words):
        return f'"{words.strip()}" says nothing: {_order(table, field, leave)}'
    found = next(find_blanks(words), None) or _LEFT_OPEN.search(words)
    if found is not None:
        return f'"{found.group().strip()}" is a blank: {_order(table, field, leave)}'
    sentence = _sentence_fault(field, words.strip())
    if sentence:
        return sentence
    if field == "email" and not _EMAIL.fullmatch(words.strip()):
        return f'"{words.strip()}" is no e-mail address: write it as name@example.org'
    if field == "links" and not _LINK.search(words):
        return f'"{words.strip()}" is no address of a page: write it as https://example.org/you'
    return ""


def _order(table: str, field: str, leave: str) -> str:
    model = Me if table == "me" else Story
    needed = field in model.model_fields and model.model_fields[field].is_required()
    return "write what belongs there" + ("" if needed else f", or {leave}")


def _sentence_fault(field: str, words: str) -> str:
    """What to write for a sentence that begins with the applicant; a deed that does so with a small letter does not load."""
    if field in _DEEDS and _ANY_SUBJECT.match(words) and not SUBJECT.match(words):
        return NO_SUBJECT
    if field not in _THINGS or not re.match(r"(?i)(?:i|we)(?=\s|['’]\w)", words):
        return ""
    found = _OF_A_THING.match(words)
    thing = found["thing"] if found else "the card-fraud scoring service"
    return f'name the thing, without I or we: {"" if found else "as in "}"{thing}"'


@lru_cache(maxsize=2)
def _starter_table(table: str) -> Mapping[str, object]:
    """What stands in a table of the starter file; all but the needed fields are remarks there."""
    content = tomllib.loads((TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8"))
    found: Mapping[str, object] = content["me"] if table == "me" else content["story"][0]
    return found
