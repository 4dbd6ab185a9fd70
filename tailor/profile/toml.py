"""Write a profile as TOML that a person goes on editing: guidance, order and an existing file's comments are kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import tomlkit
from tomlkit.items import InlineTable

from tailor.errors import ProfileError
from tailor.profile.starter import RESULTS, RESULTS_HEADER, Line, Starter, keys, load_starter

#: What a field of a draft may hold: a text, a number, a list, what each tool was used for, further results.
Value = str | bool | int | tuple[str, ...] | Mapping[str, str] | tuple[Mapping[str, str], ...]
_SURROGATES = re.compile("[\ud800-\udfff]")
#: What TOML forbids in a comment. Source: https://toml.io/en/v1.0.0#comment
_NO_COMMENT = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
_ME = re.compile(r"\s*\[\s*[\"']?me[\"']?\s*\]")
_TABLE = re.compile(r"\s*\[")
_KEY = re.compile(r"\s*[\w\"'-]+\s*=")
#: What stands behind a field that an import guessed.
PROPOSED = "   # guessed from the words: take the first # away if it is so"


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story as far as it is known.

    Attributes:
        fields: The known fields of a `tailor.profile.Story`, in any order; an empty one counts as not known.
        comments: Lines that stand as comments above the story: what is missing, what was left over.
        proposed: Fields that nobody has said yes to; they stand as comments.
    """

    fields: Mapping[str, Value]
    comments: tuple[str, ...] = ()
    proposed: frozenset[str] = frozenset()


def new_profile(me: Mapping[str, Value], stories: Sequence[StoryDraft], comments: Sequence[str] = ()) -> str:
    """The text of a commented profile: the starter's guidance, these facts, and an example for what is not known.

    Args:
        me: The known fields of `tailor.profile.Me`.
        stories: In the order in which they are to stand; without any, the file holds one that is still to be filled in.
        comments: Lines for the end of the file.

    Raises:
        ProfileError: A field is none that a profile has.
    """
    starter = load_starter()
    drafts = _named(stories, ()) or [StoryDraft({})]
    lines = [line.text for line in starter.head]
    lines += _table("[me]", starter.me, _known(me, keys(starter.me)), guided=True)
    lines += [line.text for line in starter.between]
    for number, draft in enumerate(drafts):
        lines += [""] * bool(number) + _story(starter, draft, guided=not number)
    return "\n".join([*lines, *_comments(comments, before="")]) + "\n"


def add_stories(
    text: str,
    stories: Sequence[StoryDraft],
    me: Mapping[str, Value] | None = None,
    comments: Sequence[str] = (),
) -> str:
    """An existing profile with further stories at its end; what stands there stays as it is.

    Args:
        text: The profile.
        stories: A name that is taken already gets -2, -3, and so on.
        me: Fills fields of ``[me]`` that the profile does not have.
        comments: Lines for the end of the file.

    Raises:
        ProfileError: The text is not TOML, its tables have another shape, or a field is none that a profile has.
    """
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError((f"the profile is not TOML: {error}",)) from error
    rows, mine = before.get("story", []), before.get("me", {})
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not isinstance(mine, dict):
        raise ProfileError(("the profile has other tables than [me] and [[story]]; see: tailor profile check",))
    newline = "\r\n" if "\r\n" in text else "\n"
    starter = load_starter()
    missing = {key: value for key, value in _known(me or {}, keys(starter.me)).items() if key not in mine}
    if missing:
        text = _with_me(text, missing, before, newline)
    drafts = _named(stories, [_folded(str(row.get("name", ""))) for row in rows])
    if rows and not re.search(r"(?m)^\s*\[\[\s*[\"']?story", text):
        text = _in_array(text, drafts, starter)
        drafts = []
    blocks = ["", *_join([_story(starter, draft, guided=False) for draft in drafts])] if drafts else []
    blocks += _comments(comments, before="")
    if blocks and text and not text.endswith("\n"):
        text += newline
    return text + "".join(line + newline for line in blocks)


def _story(starter: Starter, draft: StoryDraft, *, guided: bool) -> list[str]:
    known = _known(draft.fields, [*keys(starter.story), RESULTS])
    table = _table("[[story]]", starter.story, known, guided=guided, proposed=draft.proposed)
    lines = [*_comments(draft.comments), *table]
    further = known.get(RESULTS, ())
    if not further:
        return [*lines, f"# {RESULTS_HEADER}", *_table("", starter.results, {}, guided=guided)[1:]]
    for one in further if isinstance(further, tuple) else ():
        told = [line for line in starter.results if line.key in one]
        lines += _table(RESULTS_HEADER, told, dict(one) if isinstance(one, Mapping) else {}, guided=False)
    return lines


def _table(
    header: str, lines: Sequence[Line], known: Mapping[str, Value], *, guided: bool, proposed: Collection[str] = ()
) -> list[str]:
    """A table's lines: known fields with their values, the others commented out with the starter's example."""
    width = max(len(line.text.partition(" = ")[0].removeprefix("# ")) for line in lines if line.key)
    made = [header]
    for line in lines:
        if line.key in known:
            before, after = ("# ", PROPOSED) if line.key in proposed else ("", "")
            made.append(f"{before}{line.key:<{width}} = {toml_value(known[line.key])}{after}")
        elif line.key:
            made.append(f"# {line.key:<{width}} = {line.example}{line.guidance if guided else ''}")
        elif guided:
            made.append(line.text)
    return made


def _known(fields: Mapping[str, Value], keys: Sequence[str]) -> dict[str, Value]:
    unknown = sorted(set(fields) - set(keys))
    if unknown:
        raise ProfileError((f"a profile has no field {unknown[0]!r}; it has {', '.join(keys)}",))
    cleaned = {key: _cleaned(fields[key]) for key in keys if key in fields}
    # Why: an empty text or list and a plain `past = false` say nothing; no years at all is an answer.
    return {key: value for key, value in cleaned.items() if value or type(value) is int}


def _cleaned(value: Value) -> Value:
    """The value without lone surrogates, which no file can hold, and without blanks."""
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return _SURROGATES.sub("", value) if value.strip() else ""
    if isinstance(value, Mapping):
        return {
            str(name): str(words) for key, raw in value.items() if (name := _cleaned(key)) and (words := _cleaned(raw))
        }
    texts = tuple(one for raw in value if isinstance(raw, str) and (one := _cleaned(raw)) and isinstance(one, str))
    tables = tuple(
        one for raw in value if isinstance(raw, Mapping) and isinstance(one := _cleaned(raw), Mapping) and one
    )
    return texts or tables


def toml_value(value: Value) -> str:
    """A value in TOML; a table stays on its line."""
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update(value)
        return table.as_string()
    if isinstance(value, tuple) and any(isinstance(one, Mapping) for one in value):
        return f"[{', '.join(toml_value(one) for one in value)}]"
    return tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string()


def _comments(said: Sequence[str], before: str | None = None) -> list[str]:
    """Text as comment lines, with a blank line before them if asked for."""
    lines = [line for text in said for line in (text.splitlines() or [""])]
    made = [f"# {_NO_COMMENT.sub(' ', line)}".rstrip() for line in lines]
    return [before, *made] if made and before is not None else made


def _folded(name: str) -> str:
    return " ".join(name.split())


def _named(stories: Sequence[StoryDraft], taken: Sequence[str]) -> list[StoryDraft]:
    """The stories, with a number behind each name that is taken."""
    names = set(taken)
    made: list[StoryDraft] = []
    for draft in stories:
        name = str(draft.fields.get("name", ""))
        if name:
            unique, number = name, 1
            while _folded(unique) in names:
                number += 1
                unique = f"{name}-{number}"
            names.add(_folded(unique))
            draft = replace(draft, fields={**draft.fields, "name": unique})
        made.append(draft)
    return made


def _join(blocks: Sequence[list[str]]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        yield from ([""] if number else []) + block


def _with_me(text: str, missing: Mapping[str, Value], before: Mapping[str, Any], newline: str) -> str:
    """The profile with further fields of ``[me]``."""
    width = max(map(len, missing))
    added = "".join(f"{key:<{width}} = {toml_value(value)}{newline}" for key, value in missing.items())
    if "me" not in before:
        gap = "" if not text else newline if text.endswith("\n") else newline * 2
        return f"{text}{gap}[me]{newline}{added}"
    whole = tomllib.loads(f"[me]\n{added}")["me"]
    expected = {**before, "me": {**before["me"], **whole}}
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    start = next((at for at, line in enumerate(lines) if _ME.match(line)), None)
    if start is not None:
        end = next((at for at in range(start + 1, len(lines)) if _TABLE.match(lines[at])), len(lines))
        last = max((at for at in range(start, end) if _KEY.match(lines[at])), default=start)
        # Why: a value may run over several lines, and only the whole text says where it ends.
        for at in range(last + 1, len(lines) + 1):
            gap = "" if lines[at - 1].endswith("\n") else newline
            made = "".join([*lines[:at], gap, added, *lines[at:]])
            try:
                if tomllib.loads(made) == expected:
                    return made
            except tomllib.TOMLDecodeError:
                continue
    document = tomlkit.parse(text)
    table: Any = document["me"]
    for key, value in missing.items():
        table[key] = list(value) if isinstance(value, tuple) else value
    return tomlkit.dumps(document)


def _in_array(text: str, drafts: Sequence[StoryDraft], starter: Starter) -> str:
    """The profile with further stories where they stand as ``story = [{...}]``, which no ``[[story]]`` may follow."""
    document = tomlkit.parse(text)
    rows: Any = document["story"]
    for draft in drafts:
        row: InlineTable = tomlkit.inline_table()
        fields = {key: value for key, value in draft.fields.items() if key not in draft.proposed}
        for key, value in _known(fields, [*keys(starter.story), RESULTS]).items():
            row[key] = list(value) if isinstance(value, tuple) else value
        rows.append(row)
    return tomlkit.dumps(document)
