"""The applicant's facts: load and validate a profile.

A profile is TOML with one ``[me]`` table and any number of ``[[story]]`` tables; see docs/profile.md. All problems
are reported at once, each with its line.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tailor.errors import ProfileError
from tailor.nearest import did_you_mean
from tailor.profile.story import M, Me, Outcome, Profile, Story, one_line

#: Above the comments of an import that name the lines of a résumé that lack least.
NEAREST = "Nearest to a story:"
_MOST_SHOWN = 3


def load_profile(path: Path, *, sample: bool = False) -> Profile:
    """The profile of a file.

    Raises:
        ProfileError: The file cannot be read or has problems; all of them are in ``problems``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ProfileError((f"{path}: no such profile; write one with: tailor profile init",)) from error
    except UnicodeDecodeError as error:
        raise ProfileError((f"{path}: is not UTF-8 text; save it as UTF-8",)) from error
    except OSError as error:
        raise ProfileError((f"{path}: cannot be read ({error.strerror})",)) from error
    return parse_profile(text, str(path), sample=sample)


def parse_profile(text: str, source: str, *, sample: bool = False) -> Profile:
    """The profile in a TOML text.

    Raises:
        ProfileError: As for `load_profile`.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError((f"{source}: is not TOML: {error}",)) from error
    problems: list[str] = []
    lines = text.split("\n")
    for key in sorted(set(content) - {"me", "story"}):
        problems.append(f"{source}:{_line(lines, key)}: {key}: no such table; a profile has [me] and [[story]]")
    me = _parse(Me, content.get("me", {}), "me", (source, lines), problems)
    rows = content.get("story", [])
    if not isinstance(rows, list) or not rows:
        problems.append(f"{source}:1: story: a profile needs at least one [[story]]; {_nearest(lines)}")
        rows = []
    stories = [_parse(Story, row, f"story {number}", (source, lines), problems) for number, row in enumerate(rows, 1)]
    names = [story.name for story in stories if story is not None]
    problems += [
        f"{source}:{_line(lines, name)}: story: the name {name!r} stands twice"
        for name in sorted({n for n in names if names.count(n) > 1})
    ]
    if problems or me is None:
        raise ProfileError(tuple(problems))
    return Profile(me, tuple(story for story in stories if story is not None), source, sample)


def parse_field(model: type[Me] | type[Story], field: str, value: object) -> Any:
    """One field's value as a profile would hold it.

    Raises:
        ProfileError: The value does not fit the field.
    """
    needed = {name: "x" for name, about in model.model_fields.items() if about.is_required()}
    try:
        return getattr(model.model_validate({**needed, field: one_line(value)}), field)
    except ValidationError as error:
        raise ProfileError(tuple(_message(model, problem) for problem in error.errors())) from error


def begins_with_noun(words: str) -> bool:
    """Whether a word that could be a verb is none here: "costs fell 20%", "model training".

    Why lazily: few fields begin with such a word, and the parser takes half a second to load.
    """
    from jdparse.english.parser import parse

    doc = parse(words)
    named = len(doc) > 1 and doc[0].tag_.startswith("NN") and doc[1].lower_ in {"of", "in"}
    return named or doc[0].dep_ in {"nsubj", "nsubjpass", "compound", "amod", "nmod", "poss"}


def _parse(model: type[M], row: object, place: str, text: tuple[str, list[str]], problems: list[str]) -> M | None:
    source, lines = text
    try:
        return model.model_validate(row)
    except ValidationError as error:
        for problem in error.errors():
            line, key = _problem_line(lines, place, problem["loc"]), _problem_key(problem["loc"])
            problems.append(f"{source}:{line}: {place}: {key}: {_message(model, problem)}")
        return None


#: What to write where a field of tables holds something else.
_SHAPES = {
    "uses": 'write each tool with what it was used for: {Flink = "the streaming joins"}',
    "results": "write each further result as a table of its own: [[story.results]]",
}


def _message(model: type[BaseModel], problem: ErrorDetails) -> str:
    loc = problem["loc"]
    if problem["type"] == "extra_forbidden":
        near = did_you_mean(str(loc[-1]), (model if len(loc) == 1 else Outcome).model_fields)
        return f"no such field{f'; {near}' if near else ''}"
    if problem["type"] == "missing":
        return "is missing"
    if loc and loc[0] in _SHAPES and problem["type"] in {"tuple_type", "model_type"}:
        return _SHAPES[str(loc[0])]
    message = problem["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _problem_key(loc: tuple[int | str, ...]) -> str:
    """The field that a problem is about; one of a further result with that result's number."""
    if len(loc) > 2 and loc[0] == "results":
        return f"results {int(loc[1]) + 1}: {loc[2]}"
    return str(loc[0]) if loc else ""


def _problem_line(lines: list[str], place: str, loc: tuple[int | str, ...]) -> int:
    """The line of a problem in a table, counted from 1; ``[[story.results]]`` and ``[story.uses]`` are tables in a story."""
    key = str(loc[0]) if loc else ""
    starts = [at for at, line in enumerate(lines) if re.match(r"\s*\[\[\s*story\s*\]\]", line)]
    number = int(place.split()[-1]) if place.startswith("story") else 0
    if not number or len(starts) < number:
        return _line(lines, key, place)
    end = starts[number] if number < len(starts) else len(lines)
    header = re.compile(rf"\s*\[\[?\s*story\s*\.\s*[\"']?{re.escape(key)}\b")
    tables = [at for at in range(starts[number - 1], end) if header.match(lines[at])]
    if not tables:
        return _line(lines, key, place)
    which = int(loc[1]) if len(loc) > 1 and key == "results" else 0
    table = tables[min(which, len(tables) - 1)]
    for at in range(table + 1, end):
        if re.match(r"\s*\[", lines[at]):
            break
        if len(loc) > 2 and re.match(rf"\s*[\"']?{re.escape(str(loc[2]))}\b", lines[at]):
            return at + 1
    return table + 1


def _line(lines: list[str], key: str, place: str = "") -> int:
    """The line of a key in its table, counted from 1; the table's own line if the key is not there."""
    start = 0
    if place:
        table = re.compile(r"\s*\[me\]") if place == "me" else re.compile(r"\s*\[\[\s*story\s*\]\]")
        number = 1 if place == "me" else int(place.split()[-1])
        found = [at for at, line in enumerate(lines) if table.match(line)]
        if len(found) < number:
            return 1
        start = found[number - 1]
    for at in range(start + bool(place), len(lines)):
        if place and re.match(r"\s*\[", lines[at]):
            break
        if re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}\b", lines[at]) or (not place and key in lines[at]):
            return at + 1
    return start + 1


def _nearest(lines: list[str]) -> str:
    """What to do about a profile without a story: the lines that an import found nearest to one, or how to write one."""
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
