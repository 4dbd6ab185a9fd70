"""The applicant's facts: load and validate a profile.

A profile is TOML with one ``[me]`` table and any number of ``[[story]]`` tables; see docs/profile.md. All problems
are reported at once, each with its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tailor.errors import ProfileError
from tailor.profile.lines import Lines, Loc, key_of
from tailor.profile.place import read_as_it_is
from tailor.profile.story import M, Me, Profile, Story, one_line
from tailor.profile.tolerant import Reading, read_tables
from tailor.profile.unfinished import starter_words, table_faults
from tailor.profile.wording import MISSING, in_words

#: Stands for what a story needs and does not have, so that its other fields can be read.
_STAND_INS = {"system": "it", "did": "did it"}


@dataclass(frozen=True, slots=True)
class Examined:
    """A profile's text looked over whole.

    Attributes:
        source: The file.
        me: Who writes; None where that has problems.
        stories: Each story with its number in the file; fields that have problems are at their defaults or stand-ins.
        problems: Line -> what is wrong there, in the order of lines; with these no letter can be written.
        unfinished: The same for what is still to be filled in.
        samples: The same for what stands there as the starter file has it.
        lines: Where what stands.
    """

    source: str
    me: Me | None
    stories: tuple[tuple[int, Story], ...]
    problems: tuple[tuple[int, str], ...]
    unfinished: tuple[tuple[int, str], ...]
    samples: tuple[tuple[int, str], ...]
    lines: Lines

    @property
    def told(self) -> tuple[str, ...]:
        """The problems, and what is still to be filled in, as lines."""
        both = dict.fromkeys((*self.problems, *self.unfinished))
        return tuple(f"{self.source}:{line}: {said}" for line, said in _by_line(both))

    def profile(self, *, sample: bool = False) -> Profile:
        """The profile that the text is.

        Raises:
            ProfileError: It has problems.
        """
        if self.problems or self.me is None:
            raise ProfileError(tuple(f"{self.source}:{line}: {said}" for line, said in self.problems))
        return Profile(self.me, tuple(story for _, story in self.stories), self.source, sample)


#: Above the comments of an import that name the lines of a résumé that lack least.
NEAREST = "Nearest to a story:"
_MOST_SHOWN = 3
#: So many faults of a table are told of at once; each is looked for in the whole text.
_MOST_FAULTS = 50


def load_profile(path: Path, *, sample: bool = False) -> Profile:
    """The profile of a file.

    Raises:
        ProfileError: The file cannot be read or has problems; all of them are in ``problems``.
    """
    return parse_profile(read_profile(path), str(path), sample=sample)


def read_profile(path: Path) -> str:
    """The text of a profile's file.

    Raises:
        ProfileError: The file cannot be read.
    """
    # Why: a text file is read with one end of line, whatever the system has.
    return read_as_it_is(path).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def parse_profile(text: str, source: str, *, sample: bool = False) -> Profile:
    """The profile in a TOML text.

    Raises:
        ProfileError: As for `load_profile`.
    """
    return examine(text, source).profile(sample=sample)


def examine(text: str, source: str) -> Examined:
    """All that a profile's text holds and lacks, whatever is wrong with it."""
    reading = read_tables(text)
    lines = Lines(text if reading.content is None else reading.text)
    problems = [(line, ": ".join(filter(None, told))) for line, told in reading.problems.items()]
    if reading.content is None:
        return Examined(source, None, (), _by_line(problems), (), (), lines)
    rows = reading.content.get("story", [])
    told = isinstance(rows, list) and bool(rows)
    rows = rows if told else []
    for key in sorted(set(reading.content) - {"me", "story"})[:_MOST_FAULTS]:
        problems.append((lines.of("", (key,)), f"{key}: no such table; a profile has [me] and [[story]]"))
    tables: list[tuple[str, type[Me] | type[Story], object]] = [("me", Me, reading.content.get("me", {}))]
    tables += [(f"story {number}", Story, row) for number, row in enumerate(rows, 1)]
    unfinished: list[tuple[int, str]] = []
    samples: list[tuple[int, str]] = []
    parsed: list[Me | Story | None] = []
    for place, model, row in tables:
        one, faults = _parse(model, row, place)
        parsed.append(one)
        left_out = [loc for loc, said in faults if said == MISSING and _spoilt(place, loc, lines, reading)]
        problems += _placed(place, [fault for fault in faults if fault[0] not in left_out], lines)
        samples += _placed(place, starter_words(place.split()[0], row) if isinstance(row, dict) else (), lines)
        unfinished += _placed(place, table_faults(place.split()[0], row) if isinstance(row, dict) else (), lines)
    if not told:
        problems.append((1, f"story: a profile needs at least one [[story]]; {_nearest(text)}"))
    problems += _named_twice(rows, lines)
    me, stories = parsed[0], [(number, one) for number, one in enumerate(parsed) if isinstance(one, Story)]
    found = me if isinstance(me, Me) else None
    return Examined(source, found, tuple(stories), _by_line(problems), _by_line(unfinished), _by_line(samples), lines)


def parse_field(model: type[Me] | type[Story], field: str, value: object) -> Any:
    """One field's value as a profile would hold it.

    Raises:
        ProfileError: The value does not fit the field.
    """
    needed = {name: "x" for name, about in model.model_fields.items() if about.is_required()}
    try:
        return getattr(model.model_validate({**needed, field: one_line(value)}), field)
    except ValidationError as error:
        raise ProfileError(tuple(in_words(model, problem) for problem in error.errors())) from error


def begins_with_noun(words: str) -> bool:
    """Whether a word that could be a verb is none here: "costs fell 20%", "model training".

    Why lazily: few fields begin with such a word, and the parser takes half a second to load.
    """
    from jdparse.english.parser import parse

    doc = parse(words)
    named = len(doc) > 1 and doc[0].tag_.startswith("NN") and doc[1].lower_ in {"of", "in"}
    return named or doc[0].dep_ in {"nsubj", "nsubjpass", "compound", "amod", "nmod", "poss"}


def _parse(model: type[M], row: object, place: str) -> tuple[M | None, list[tuple[Loc, str]]]:
    """A table's value without the fields that have problems, and these."""
    try:
        return model.model_validate(row), []
    except ValidationError as error:
        problems = error.errors()
    faults = [(problem["loc"], in_words(model, problem)) for problem in problems[:_MOST_FAULTS]]
    if not isinstance(row, dict):
        return None, faults
    wrong = {str(problem["loc"][0]) for problem in problems if problem["loc"]}
    needed = {name: words for name, words in _STAND_INS.items() if name in model.model_fields}
    return model.model_validate(
        {"name": place.split()[-1], **needed, **{key: value for key, value in row.items() if key not in wrong}}
    ), faults


def _by_line(said: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted(said, key=lambda one: one[0]))


def _placed(place: str, faults: Iterable[tuple[Loc, str]], lines: Lines) -> list[tuple[int, str]]:
    return [(lines.of(place, loc), ": ".join(filter(None, (place, key_of(loc), said)))) for loc, said in faults]


def _spoilt(place: str, loc: Loc, lines: Lines, reading: Reading) -> bool:
    """Whether a field is missing only because its line could not be read."""
    return any(lines.holds(place, line) for line in reading.spoilt.get(str(loc[-1]), ()))


def _named_twice(rows: Sequence[object], lines: Lines) -> list[tuple[int, str]]:
    names = [one_line(row.get("name")) if isinstance(row, dict) else None for row in rows]
    return [
        (lines.of(f"story {number}", ("name",)), f"story: the name {name!r} stands twice")
        for number, name in enumerate(names, 1)
        if isinstance(name, str) and name in names[: number - 1]
    ]


def _nearest(text: str) -> str:
    """What to do about a profile without a story: the lines that an import found nearest to one, or how to write one."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip("# ") == NEAREST), None)
    shown = []
    for line in lines[start + 1 : start + 1 + _MOST_SHOWN] if start is not None else ():
        if not line.startswith("#   "):
            break
        shown.append(line.strip("# "))
    if start is None or not shown:
        return "write one with: tailor profile init"
    return (
        f"nearest to one (line {start + 2}): {'; '.join(shown)}; fill in a [[story]] from it, or: tailor profile init"
    )
