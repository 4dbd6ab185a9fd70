"""TOML as people write it: what is wrong with a line is said, the line is left out, and the rest is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jdparse.intake import parse_toml
from tailor.profile.lines import STORY

#: So many lines that are no TOML are told of at once; behind a list that was never closed nothing can be told.
_MOST = 20
#: A header that is nearly one of a profile's, with the parts before and behind it.
_HEADER = re.compile(
    r"(?i)^(\s*)(\[{1,2})\s*[\"']?(me|story|stories)((?:\.[\w\"']+)?)[\"']?\s*(\]{1,2})(\s*(?:#.*)?\r?)$"
)
#: The tables of a profile that may stand several times.
_SEVERAL = frozenset({"story", "story.results"})
_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_LONG_TEXT = re.compile(r"\"{3}|'{3}")
_FIELD = re.compile(r"\s*[\"']?(?P<key>[\w-]+)[\"']?\s*=\s*(?P<value>.*)")
_COLON = re.compile(r"\s*(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>\S.*)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a profile's text holds.

    Attributes:
        content: Its tables; None where even those that are left cannot be read.
        problems: Line -> field, or empty, and what is wrong.
        text: The text as it was read: the lines with problems mended or empty.
        spoilt: Field -> the lines of it that were left out.
    """

    content: Mapping[str, Any] | None
    problems: Mapping[int, tuple[str, str]]
    text: str
    spoilt: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def read_tables(text: str) -> Reading:
    """The tables of a text, whatever lines of it are no TOML."""
    problems: dict[int, tuple[str, str]] = {}
    spoilt: dict[str, tuple[int, ...]] = {}
    lines = text.split("\n")
    story = quotes = 0
    for at, line in enumerate(lines):
        quotes += len(_LONG_TEXT.findall(line))
        # Why: within a text of several lines nothing is a header.
        mended = None if quotes % 2 else _mended_header(line)
        if mended is not None:
            lines[at] = mended[0]
        story += STORY.match(lines[at]) is not None
        if mended is not None:
            problems[at + 1] = (f"story {story}" if "[story" in mended[0] else "me", mended[1])
    for _ in range(_MOST):
        try:
            return Reading(parse_toml("\n".join(lines)), problems, "\n".join(lines), spoilt)
        except ValueError as error:
            if not isinstance(error, tomllib.TOMLDecodeError):
                problems.setdefault(1, ("", f"cannot be read as TOML: {error}"))
                break
            start, end = _place(str(error), lines)
            key, said = _explained(lines[start], _LINE.sub("", str(error)).removesuffix(" (at end of document)"))
            if start + 1 in problems or not any(line.strip() for line in lines[start:end]):
                problems.setdefault(start + 1, ("", f"cannot be read as TOML: {error}"))
                break
            problems[start + 1] = (key, said)
            spoilt[key] = (*spoilt.get(key, ()), start + 1)
            lines[start:end] = [""] * (end - start)
    return Reading(None, problems, text, spoilt)


def _mended_header(line: str) -> tuple[str, str] | None:
    """A table's header as it must be, and what was wrong with it; None where nothing was."""
    found = _HEADER.match(line)
    if found is None:
        return None
    indent, _, name, below, _, rest = found.groups()
    right = ("me" if name.lower() == "me" else "story") + below.lower()
    header = f"[[{right}]]" if right in _SEVERAL else f"[{right}]"
    written = line.partition("#")[0].strip()
    if re.sub(r"[\s\"']", "", written) == header:
        return None
    why = "each is one of several" if right in _SEVERAL else "there is only one"
    return f"{indent}{header}{rest}", f"write {header} in the place of {written}: {why}"


def _place(said: str, lines: list[str]) -> tuple[int, int]:
    """The lines to leave out, from 0: where it went wrong, or the whole list that was never closed."""
    found = _LINE.search(said)
    at = min(int(found[1]) - 1 if found else len(lines) - 1, len(lines) - 1)
    if found is None or "rray" in said or "nline table" in said:
        start = next((row for row in range(at, -1, -1) if re.search(r"=\s*(?:\[|\{|\"{3}|'{3})", lines[row])), at)
        return start, max(at, start + 1) if found else len(lines)
    return at, at + 1


def _explained(line: str, said: str) -> tuple[str, str]:
    """The field of a line, and what is wrong with the line in the words of somebody who fills in a form."""
    colon, found = _COLON.match(line), _FIELD.match(line)
    if found is None:
        if colon is not None:
            value = colon["value"].strip().strip("\"'")
            return colon["key"], f'cannot be read as TOML: write {colon["key"]} = "{value}", with = and quotation marks'
        return "", 'cannot be read as TOML: a line is FIELD = "text", a [table], or a remark behind #'
    return found["key"], f"cannot be read as TOML: {_value_fault(found['key'], found['value'].rstrip(), said)}"


def _value_fault(key: str, value: str, said: str) -> str:
    if said.startswith(("Cannot overwrite", "Duplicate")):
        return f"{key} stands twice in this table; keep one"
    if value[:1] in "“”„«‘’" and value:
        return f'use straight quotation marks: {key} = "{value.strip("“”„«»‘’")}"'
    if not value:
        return f'nothing stands behind =; write {key} = "...", or take the line out'
    if "rray" in said or (value.startswith("[") and "]" not in value):
        return 'a list ends with ], and has commas between its items: ["training", "serving"]'
    if value.startswith(('"', "'")):
        return _quotes_fault(value, said)
    if value.lower() in {"true", "false", "yes", "no"}:
        return f"write {key} = {'true' if value.lower() in {'true', 'yes'} else 'false'}, in small letters"
    if value[0] not in "[{":
        return f'put quotation marks around the words: {key} = "{value}"'
    return said[:1].lower() + said[1:]


def _quotes_fault(value: str, said: str) -> str:
    mark = value[0]
    if value.startswith(mark * 3):
        return f"the closing {mark * 3} is missing"
    bare = re.sub(r"\\.", "", value)
    if "Unescaped" in said or "escape" in said.lower():
        return "write each backslash twice, or put the words between single quotation marks"
    if bare.count(mark) == 1:
        return f"the closing {mark} is missing"
    if bare.count(mark) > 2:
        return (
            f"the words hold a {mark} of their own: write \\{mark} for it"
            if mark == '"'
            else 'the words hold a \' of their own: put them between ""'
        )
    return f"nothing may stand behind the closing {mark}, but a remark behind #"
