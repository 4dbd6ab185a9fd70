"""The fields of work that a posting and a story speak of, and how near the two are.

A posting's fields are told from what postings usually say: a field counts by how far it stands out. Fields of one kin meet half-way.
Source: standard scores against 968 postings (`gold/train.jsonl`), compared by the cosine of the two vectors.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick
from pydantic import BaseModel, ConfigDict, Field

from jdparse import LEXICONS, parse_rows
from jdparse.english.stems import fold
from tailor.letter.weights import load_weights
from tailor.profile.story import Story

#: What two fields of one kin have in common.
_KIN = 0.5
#: What the first pain that a story solves says of its field, and what the others do.
_FIRST, _FURTHER = 0.7, 0.4
_WORD = re.compile(r"[a-z0-9+#]+")


class WorkField(BaseModel):
    """A field of machine-learning work."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    phrases: tuple[str, ...] = Field(min_length=1)
    kin: tuple[str, ...] = ()
    solves: tuple[str, ...] = ()
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=2)
def load_fields(folder: Path = LEXICONS) -> tuple[WorkField, ...]:
    """The fields of work.

    Raises:
        LexiconError: The file is missing or a row is wrong.
    """
    return parse_rows(folder / "fields.toml", "field", WorkField, lambda row: row.id)


def load_numbers() -> Mapping[str, Mapping[str, float]]:
    """The fitted numbers of the story's choice, by table.

    Raises:
        LexiconError: The file is missing or holds something other than numbers.
    """
    return load_weights(LEXICONS / "stories.toml", "weights", "mean", "spread")


def _folded(text: str) -> str:
    return "  " + "  ".join(_fold(word) for word in _WORD.findall(text.lower())) + "  "


@lru_cache(maxsize=16384)
def _fold(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=1)
def _finder() -> tuple[AhoCorasick, tuple[str, ...]]:
    phrases = [(f" {_folded(phrase).strip()} ", row.id) for row in load_fields() for phrase in row.phrases]
    return AhoCorasick([phrase for phrase, _ in phrases]), tuple(name for _, name in phrases)


def fields_named(text: str) -> dict[str, float]:
    """How much a text speaks of each field: one for each phrase, and more where it comes again."""
    finder, owners = _finder()
    counts: dict[int, int] = {}
    for number, _, _ in finder.find_matches_as_indexes(_folded(text), overlapping=True):
        counts[number] = counts.get(number, 0) + 1
    found: dict[str, float] = {}
    for number, count in counts.items():
        found[owners[number]] = found.get(owners[number], 0.0) + 1 + math.log(count)
    return found


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {name: value / length for name, value in vector.items() if value} if length else {}


@lru_cache(maxsize=64)
def posting_fields(text: str, title: str) -> Mapping[str, float]:
    """What a posting speaks of more than postings do, as a vector of length 1; its title counts three times."""
    numbers = load_numbers()
    mean, spread = numbers["field-mean"], numbers["field-spread"]
    said = fields_named(f"{title} . {title} . {title} . {text}")
    return _unit(
        {
            name: max(0.0, (math.log1p(value) - mean.get(name, 0.0)) / spread.get(name, 1.0))
            for name, value in said.items()
        }
    )


@lru_cache(maxsize=256)
def story_fields(story: Story) -> Mapping[str, float]:
    """What a story speaks of, as a vector of length 1: its system, its field and its tools count twice."""
    rest = fields_named(
        " . ".join((story.did, story.wall, story.design, story.result, story.worth, ", ".join(story.playbook)))
    )
    core, tools = fields_named(f"{story.system} . {story.field}"), fields_named(", ".join(story.tools))
    found = {
        name: math.log1p(2 * core.get(name, 0.0) + 2 * tools.get(name, 0.0) + rest.get(name, 0.0))
        for name in {*rest, *core, *tools}
    }
    for row in load_fields():
        for number, category in enumerate(story.solves):
            if category in row.solves:
                found[row.id] = found.get(row.id, 0.0) + (_FURTHER if number else _FIRST)
    return _unit(found)


def field_nearness(posting: Mapping[str, float], story: Mapping[str, float]) -> tuple[float, float, str]:
    """How near two vectors are: in the same fields, in fields of one kin, and the field that they share most."""
    shared = {name: value * posting.get(name, 0.0) for name, value in story.items()}
    kin = 0.0
    for row in load_fields():
        kin += (
            story.get(row.id, 0.0)
            * _KIN
            * sum(posting.get(other.id, 0.0) for other in load_fields() if other.id in row.kin or row.id in other.kin)
        )
    best = max(shared, key=lambda name: (shared[name], name), default="")
    return sum(shared.values()), kin, best if shared.get(best, 0.0) > 0 else ""
