"""Change single fields of a profile in its own text: what is not changed keeps its place, its remarks and its line ends.

Each change is made in one of several ways, and the first is taken whose text reads as the profile with that change and no other.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from tailor.errors import ProfileError
from tailor.profile.places import KEY, Path, attached, find_tables
from tailor.profile.starter import RESULTS, RESULTS_HEADER, Line, load_starter, starter_line
from tailor.profile.toml import PROPOSED, Value, toml_value

_USES = "uses"
_UNREADABLE = "the profile is no TOML that can be read; mend it first: tailor profile edit"
_UNUSUAL = "is written in a way that cannot be changed from here; change it with: tailor profile edit"


def edit_me(text: str, changes: Mapping[str, Value | None]) -> str:
    """A profile with other fields of ``[me]``.

    Args:
        text: The profile, without a byte order mark.
        changes: Field -> value; None takes the field out.

    Raises:
        ProfileError: The text is no TOML, or a field is written in a way that cannot be changed.
    """
    if "me" not in _read(text):
        gap = "" if not text else _newline(text) * (1 if text.endswith("\n") else 2)
        text += f"{gap}[me]{_newline(text)}"
    for field, value in changes.items():
        text = _changed(text, ("me", field), value)
    return text


def edit_story(text: str, number: int, changes: Mapping[str, Value | None]) -> str:
    """A profile with other fields of a story.

    Args:
        text: The profile, without a byte order mark.
        number: Which story, counted from 0.
        changes: Field -> value; None takes the field out.

    Raises:
        ProfileError: As for `edit_me`.
    """
    for field, value in changes.items():
        text = _edited(text, ("story", number), field, value)
    return text


def remove_story(text: str, number: int) -> str:
    """A profile without one of its stories, and without the remarks that stand right above it.

    Raises:
        ProfileError: As for `edit_me`.
    """
    return _changed(text, ("story", number), None)


def _edited(text: str, story: Path, field: str, value: Value | None) -> str:
    """The text with a field of a story; further results and uses may be tables of their own."""
    tables = find_tables(text.split("\n"))
    rows = _at(_read(text), story).get(field)
    if field == _USES and (*story, _USES) in tables and isinstance(rows, dict):
        wanted = value if isinstance(value, Mapping) else {}
        for tool in [*wanted, *(tool for tool in rows if tool not in wanted)]:
            text = _changed(text, (*story, _USES, tool), wanted.get(tool))
        return text if wanted else _changed(text, (*story, _USES), None)
    if field != RESULTS or story not in tables or (rows and (*story, RESULTS, 0) not in tables):
        return _changed(text, (*story, field), value)
    before = rows if isinstance(rows, list) else []
    after = [row for row in value if isinstance(row, Mapping)] if isinstance(value, tuple) else []
    for at in reversed(range(len(after), len(before))):
        text = _changed(text, (*story, RESULTS, at), None)
    for at, row in enumerate(after[: len(before)]):
        for key in {**before[at], **row}:
            text = _changed(text, (*story, RESULTS, at, key), row.get(key))
    for row in after[len(before) :]:
        text = _with_result(text, story, row)
    return text


def _changed(text: str, path: Path, value: Any) -> str:
    """The text with a value at a place; None takes out what stands there."""
    before = _read(text)
    expected = _expected(before, path, value)
    if expected == before:
        return text
    for made in _ways(text, path, value):
        if _reads_as(made, expected):
            return made
    raise ProfileError((f"{'.'.join(map(str, path))}: {_UNUSUAL}",))


def _with_result(text: str, story: Path, row: Mapping[str, str]) -> str:
    """The text with one more further result at the end of its story."""
    before = _read(text)
    expected = copy.deepcopy(before)
    _at(expected, story).setdefault(RESULTS, []).append(dict(row))
    lines, newline, examples = _lines(text), _newline(text), load_starter().results
    width = len(examples[0].text.removeprefix("# ").partition(" = ")[0])
    block = [f"{key:<{width}} = {toml_value(words)}" for key, words in row.items()]
    added = "".join(f"{line}{newline}" for line in (RESULTS_HEADER, *block))
    spans = [span for path, span in find_tables(lines).items() if path[:2] == story]
    start, end = min(spans, default=(0, 0))[0], max((end for _, end in spans), default=0)
    ways = list(_below_last(lines, start, end, added, newline))
    header = next((at for at in range(start, end) if lines[at].rstrip() == f"# {RESULTS_HEADER}"), None)
    if header is not None:
        after = next((at for at in range(header + 1, end) if not _is_example(lines[at], examples)), end)
        ways.insert(0, "".join([*lines[:header], added, *lines[after:]]))
    for made in ways:
        if _reads_as(made, expected):
            return made
    raise ProfileError((f"{RESULTS}: {_UNUSUAL}",))


def _ways(text: str, path: Path, value: Any) -> Iterator[str]:
    """Texts that may have the change; those that keep most stand first."""
    lines = _lines(text)
    if value is None:
        yield from _cut(lines, path)
    elif not _has(_read(text), path):
        yield from _inserted(lines, path, value, _newline(text))
    for whole in (False, True):
        try:
            yield _set(text, path, value, whole=whole)
        except (TOMLKitError, LookupError, TypeError, ValueError, AttributeError):
            continue


def _set(text: str, path: Path, value: Any, *, whole: bool) -> str:
    """The text as tomlkit changes it: item by item where a list stands there already, or whole."""
    document = tomlkit.parse(text)
    holder: Any = document
    for part in path[:-1]:
        holder = holder[part]
    last = path[-1]
    if value is None:
        del holder[last]
    elif not whole and isinstance(holder.get(last), Array):
        _mend(holder[last], list(value))
    else:
        holder[last] = tomlkit.value(toml_value(value))
    made = tomlkit.dumps(document)
    # Why: tomlkit ends the lines that it adds as it likes.
    only = "\r\n" in text and "\n" not in text.replace("\r\n", "")
    return made if not only else made.replace("\r\n", "\n").replace("\n", "\r\n")


def _mend(array: Array, wanted: Sequence[str]) -> None:
    """Change a list item by item, so that remarks between its lines stay."""
    for at in reversed([at for at, item in enumerate(array) if item not in wanted]):
        del array[at]
    for at, item in enumerate(wanted):
        if at >= len(array) or array[at] != item:
            array.insert(at, item)


def _inserted(lines: Sequence[str], path: Path, value: Any, newline: str) -> Iterator[str]:
    """The text with one more field of a table: in the place of its example, or below the last field."""
    span = find_tables(lines).get(path[:-1])
    if span is None:
        return
    start, end = span
    key = tomlkit.key(str(path[-1])).as_string()
    last = max((at for at in range(start + 1, end) if KEY.match(lines[at])), default=start)
    width = max(len(lines[last].partition("=")[0]) - 1, 0) if last > start else 0
    added = f"{key:<{width}} = {toml_value(value)}"
    starter = load_starter()
    known = starter.me if path[0] == "me" else starter.story if len(path) == len(("story", 0, "field")) else ()
    for at in range(start + 1, end):
        if _is_example(lines[at], [line for line in known if line.key == path[-1]]):
            guidance = starter_line(lines[at].rstrip("\r\n")).guidance
            words = "" if guidance == PROPOSED else guidance
            yield "".join([*lines[:at], f"{added}{words}{newline}", *lines[at + 1 :]])
    yield from _below_last(lines, start, end, added + newline, newline)


def _below_last(lines: Sequence[str], start: int, end: int, added: str, newline: str) -> Iterator[str]:
    """The text with lines below the last field of a table; a value may run over several lines, and only the whole text says where it ends."""
    last = max((at for at in range(start, end) if KEY.match(lines[at])), default=start)
    for at in range(last + 1, end + 1):
        gap = "" if lines[at - 1].endswith("\n") else newline
        yield "".join([*lines[:at], gap, added, *lines[at:]])


def _cut(lines: Sequence[str], path: Path) -> Iterator[str]:
    """The text without a table and the remarks right above it; what stands behind a blank line, or above the next table, stays."""
    tables = find_tables(lines)
    if path not in tables:
        return
    own = [span for other, span in tables.items() if other[: len(path)] == path]
    start, end = min(own)[0], max(end for _, end in own)
    starter = load_starter()
    begin = attached(lines, start) if len(path) == len(("story", 0)) else start
    kept = [
        at
        for at in range(begin, start)
        if starter_line(lines[at].rstrip("\r\n")) in starter.between
        or _is_example(lines[at], (*starter.story, *starter.results))
    ]
    begin = max((at + 1 for at in kept), default=begin)
    last = max((at for at in range(start, end) if KEY.match(lines[at])), default=start)
    limit = attached(lines, end) if end < len(lines) else end
    for stop in range(last + 1, end + 1):
        if stop == end or stop >= limit or not lines[stop].strip():
            blank = stop < end and not lines[stop].strip() and (not begin or not lines[begin - 1].strip())
            rest = stop + 1 if blank else stop
            yield "".join([*lines[:begin], *lines[rest:]])


def _is_example(text: str, known: Sequence[Line]) -> bool:
    """Whether a line is an example that the program wrote, or what an import guessed, and no remark of a person."""
    line = starter_line(text.rstrip("\r\n"))
    return line.off and any(
        line.key == one.key and (line.guidance == PROPOSED or line.example == one.example) for one in known
    )


def _expected(before: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """What the tables are with the change."""
    after: dict[str, Any] = copy.deepcopy(dict(before))
    holder = _at(after, path[:-1])
    if value is None:
        if _has(before, path):
            del holder[path[-1]]
            if path[-2:-1] == (RESULTS,) and not holder:
                del _at(after, path[:-2])[RESULTS]
            if path == ("story", 0) and not holder:
                del after["story"]
    else:
        holder[path[-1]] = tomllib.loads(f"value = {toml_value(value)}")["value"]
    return after


def _has(tables: Any, path: Path) -> bool:
    holder = _at(tables, path[:-1])
    return path[-1] in holder if isinstance(holder, dict) else len(holder) > int(path[-1])


def _at(tables: Any, path: Path) -> Any:
    for part in path:
        tables = tables[part]
    return tables


def _reads_as(text: str, expected: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == expected
    except tomllib.TOMLDecodeError:
        return False


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError((_UNREADABLE,)) from error


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
