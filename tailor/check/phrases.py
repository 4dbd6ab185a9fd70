"""The phrases of the rules, as patterns with their misses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

import jdparse
from jdparse.english.beginnings import beginnings, word_beginnings


class Phrase(BaseModel):
    """A pattern of a set of words that a rule asks for, in any case, as whole words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    set: str = Field(pattern=r"^[a-z][a-z-]*$")
    pattern: str = Field(min_length=2)
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)

    @property
    def _loose(self) -> str:
        return self.pattern.replace(" ", r"\s+")

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Finds the pattern between word bounds; a space stands for any white space."""
        return re.compile(rf"(?<![\w-])(?:{self._loose})(?!\w)", re.IGNORECASE)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """How its matches can begin; a text without any of them has none."""
        return beginnings(self._loose)

    def failing(self) -> tuple[str, ...]:
        """The examples that do not hold: hits that the pattern misses, misses that it hits.

        Why not on load: to compile 167 patterns and run their examples takes longer than to check a letter; a test does it.
        """
        wrong = [text for text in self.hits if not self.compiled.search(text)]
        return (*wrong, *(text for text in self.misses if self.compiled.search(text)))


@lru_cache(maxsize=2)
def load_phrases(folder: Path = jdparse.LEXICONS) -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases by the set that they are of.

    Raises:
        LexiconError: A row is wrong or stands twice.
    """
    rows = jdparse.parse_rows(
        folder / "checks" / "phrases.toml", "phrase", Phrase, lambda row: f"{row.set}: {row.pattern}"
    )
    sets: dict[str, list[Phrase]] = defaultdict(list)
    for row in rows:
        sets[row.set].append(row)
    return {name: tuple(found) for name, found in sets.items()}


#: How often each set was asked for; from so often on a text is looked at for the beginnings of its patterns first.
_asked: Counter[str] = Counter()
_OFTEN = 60


def hits(name: str, text: str) -> Iterator[re.Match[str]]:
    """Where a set's phrases stand in a text, phrase by phrase.

    Raises:
        KeyError: There is no such set.
    """
    _asked[name] += 1
    # Why not at once: to see how patterns can begin takes longer than to search one letter.
    here = word_beginnings(text) if _asked[name] > _OFTEN else None
    for phrase in load_phrases()[name]:
        if here is None or not phrase.beginnings.isdisjoint(here):
            yield from phrase.compiled.finditer(text)


def has(name: str, text: str) -> bool:
    """Whether any phrase of a set stands in a text."""
    return next(hits(name, text), None) is not None
