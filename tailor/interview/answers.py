"""Answers given so far, and a draft of them on disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import tomlkit
from pydantic import Field

from jdparse.english.patterns import pattern
from jdparse.intake import parse_toml
from tailor.errors import ProfileError
from tailor.files.write import keep_private
from tailor.profile.place import read_as_it_is
from tailor.profile.script import Row, load_script
from tailor.profile.toml import Value

#: A name for a story is the first so many words of its system.
_NAME_WORDS = 3


@dataclass(frozen=True, slots=True)
class Answers:
    """What has been answered so far, and what is asked next.

    Attributes:
        me: Field -> value.
        stories: Field -> value, story by story.
        block: What is being asked about: 0 for the person, 1 for the first story.
        number: Which question of that block; past the last one of a story, whether there is another.
    """

    me: Mapping[str, Value] = field(default_factory=dict)
    stories: tuple[Mapping[str, Value], ...] = ()
    block: int = 0
    number: int = 0

    @property
    def table(self) -> Mapping[str, Value]:
        """The answers of the block that is being asked about."""
        if self.block == 0:
            return self.me
        return self.stories[self.block - 1] if self.block <= len(self.stories) else {}

    def having(self, name: str, value: Value | None) -> Answers:
        """With another answer in this block; None takes it out."""
        table = {key: old for key, old in self.table.items() if key != name}
        if value is not None:
            table[name] = value
        if self.block == 0:
            return replace(self, me=table)
        if not table and self.block > len(self.stories):
            return self
        return replace(self, stories=(*self.stories[: self.block - 1], table, *self.stories[self.block :]))

    def at(self, block: int, number: int) -> Answers:
        """With another question next."""
        return replace(self, block=block, number=number)


_Kept = dict[str, bool | int | str | tuple[str, ...] | dict[str, str] | tuple[dict[str, str], ...]]


class _Draft(Row):
    """The answers as a file holds them; `next` is the field that is asked next, or empty after a story's last."""

    block: int = Field(ge=0)
    next: str = ""
    me: _Kept = Field(default_factory=dict)
    story: tuple[_Kept, ...] = ()


def draft_path(profile: Path) -> Path:
    """Where the answers lie until the profile is written."""
    return profile.with_name(f"{profile.name}.draft")


def keep_draft(path: Path, answers: Answers) -> None:
    """Write the answers so far, for their owner alone.

    Raises:
        OutputError: The folder cannot be made or written.
    """
    asked = load_script().questions("me" if answers.block == 0 else "story")
    row = {
        "block": answers.block,
        "next": asked[answers.number].field if answers.number < len(asked) else "",
        "me": dict(answers.me),
        "story": [dict(story) for story in answers.stories],
    }
    head = "# Answers to `tailor profile init`, which takes them up again. Remove this file to start anew.\n"
    keep_private(path, head + tomlkit.dumps(row))


def find_draft(path: Path) -> Answers | None:
    """The answers of a conversation that was broken off.

    Raises:
        ProfileError: The file is none that was written by it.
    """
    if not path.exists():
        return None
    try:
        draft = _Draft.model_validate(parse_toml(read_as_it_is(path)))
        fields = [question.field for question in load_script().questions("story" if draft.block else "me")]
        number = fields.index(draft.next) if draft.next else len(fields)
    except ValueError as error:
        raise ProfileError((f"{path}: cannot be taken up again; remove it, or move it away first",)) from error
    return Answers(draft.me, draft.story, min(draft.block, len(draft.story) + 1), number)


def suggest_name(system: str, taken: Sequence[str] = ()) -> str:
    """An id for a story from the first words of its system: `the card-fraud scoring service` -> `card-fraud-scoring`."""
    head = pattern(r"(?i)\b(?:{name-ends})\b").split(system, 1)[0]
    plain = unicodedata.normalize("NFKD", head).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in {"the", "a", "an", "our", "my", "its"}]
    name = "-".join(words[:_NAME_WORDS]) or "story"
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    return unique
