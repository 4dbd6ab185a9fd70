"""The starter profile in its parts: the guidance, the order of the fields, an example for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tailor.data import TEMPLATES

_FIELD = re.compile(r"(?P<off># )?(?P<key>[a-z]+) *= (?P<example>.*?)(?P<guidance>\s{2,}#.*)?$")
#: The table of a further result. It stands last in its story, because what follows a table's header belongs to that table.
RESULTS, RESULTS_HEADER = "results", "[[story.results]]"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the starter profile; one that is no field is kept as it is."""

    text: str
    key: str = ""
    example: str = ""
    guidance: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class Starter:
    """The starter profile in its parts."""

    head: tuple[Line, ...]
    me: tuple[Line, ...]
    between: tuple[Line, ...]
    story: tuple[Line, ...]
    results: tuple[Line, ...]


def is_starter(text: str) -> bool:
    """Whether a profile is the starter file as it was written, which holds nobody's facts yet."""
    return text == _starter_text()


@lru_cache(maxsize=1)
def load_starter() -> Starter:
    """The starter profile."""
    lines = _starter_text().rstrip("\n").split("\n")
    me, story, results = lines.index("[me]"), lines.index("[[story]]"), lines.index(f"# {RESULTS_HEADER}")
    between = lines.index("", me)

    def read(part: list[str]) -> tuple[Line, ...]:
        return tuple(map(starter_line, part))

    return Starter(
        head=tuple(map(Line, lines[:me])),
        me=read(lines[me + 1 : between]),
        between=tuple(map(Line, lines[between:story])),
        story=read(lines[story + 1 : results]),
        results=read(lines[results + 1 :]),
    )


def starter_line(text: str) -> Line:
    """A line as the starter file writes one: its field with an example and guidance, where it has one."""
    found = _FIELD.match(text)
    if found is None:
        return Line(text)
    return Line(text, found["key"], found["example"], found["guidance"] or "", bool(found["off"]))


def keys(lines: Sequence[Line]) -> list[str]:
    """The fields of lines, in their order."""
    return [line.key for line in lines if line.key]


def _starter_text() -> str:
    return (TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8")
