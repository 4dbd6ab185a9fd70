"""Which category a candidate is of, and why."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from jdparse.types import Signal


@dataclass(frozen=True, slots=True)
class Named:
    """The category of a highlight.

    Attributes:
        category: The likeliest.
        also: Others that a reader would more likely accept than not, likeliest first.
        reasons: For a pain, what speaks for the category; they sum to the log-odds that a reader would accept it.
    """

    category: str
    also: tuple[str, ...]
    reasons: tuple[Signal, ...]


#: The groups of category features by how their names begin; all others are words.
_WORDING = ("category-wording", "wording")
_CATEGORY_GROUPS = {
    "votes ": ("category-phrases", "the lexicon's phrases"),
    "posting ": ("category-posting", "what the whole posting speaks of"),
}


def category_reasons(category: str, bias: float, parts: Mapping[str, float]) -> tuple[Signal, ...]:
    """A category's score in groups, each with its three strongest parts."""
    groups: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for key, value in parts.items():
        start = key[: key.find(" ") + 1]
        if start in _CATEGORY_GROUPS:
            groups[_CATEGORY_GROUPS[start]][key.removeprefix(start)] = value
        else:
            groups[_WORDING][key] = value
    found = [Signal("category-usual", bias, f"how often readers name {category}")]
    for (name, words), said in groups.items():
        found.append(Signal(name, math.fsum(said.values()), f"{words} ({strongest(said)})"))
    return tuple(sorted(found, key=lambda signal: (-abs(signal.value), signal.name)))


def strongest(parts: Mapping[str, float]) -> str:
    """The three strongest of some words with what each adds."""
    chosen = sorted([(-abs(value), word) for word, value in parts.items()])[:3]
    return ", ".join([f"{word} {parts[word]:+.2f}" for _, word in chosen])
