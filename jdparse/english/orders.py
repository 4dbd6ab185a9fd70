"""What a posting orders: a request that only a letter can answer ("include the word papaya"), or words to a model.

Such a sentence says nothing of the job. Its shapes are rows of ``lexicons/english/orders.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick
from pydantic import BaseModel, ConfigDict, Field

from jdparse.data import LEXICONS
from jdparse.english.patterns import Pattern, pattern
from jdparse.lexicon.files import parse_rows


class To(StrEnum):
    """To whom an order is given."""

    APPLICANT = "applicant"
    MODEL = "model"


class Order(BaseModel):
    """One shape of an order, with what looks like it and is none.

    Attributes:
        id: Its name.
        to: To whom it is given.
        near: A sentence without any of these, in lower case, is passed over; the pattern is not even built.
        also: Further groups; a sentence in which none of a group begins a word is passed over too.
        pattern: What such a sentence holds, between word bounds and in any case; classes of ``words.toml`` stand in braces.
        unless: A sentence that holds this too is no order.
        hits: Sentences with the order.
        misses: Sentences without.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    to: To
    near: tuple[str, ...] = Field(min_length=1)
    also: tuple[tuple[str, ...], ...] = ()
    pattern: str = Field(min_length=4)
    unless: str = ""
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def _said(self) -> Pattern:
        return pattern(_loose(self.pattern), re.IGNORECASE)

    @cached_property
    def _not_said(self) -> Pattern | None:
        return pattern(_loose(self.unless), re.IGNORECASE) if self.unless else None

    def found_in(self, sentence: str) -> bool:
        """Whether a sentence that holds the words nearby has this shape."""
        return self._said.search(sentence) is not None and (
            self._not_said is None or self._not_said.search(sentence) is None
        )


_CLASS = re.compile(r"\{[a-z][a-z-]*\}")


def _loose(template: str) -> str:
    template = _CLASS.sub(r"\\b(?:\g<0>)\\b", template)
    # Where it begins or ends with a mark, a letter may stand beside it.
    return rf"(?:(?<![\w-])|(?=\W))(?:{template})(?:(?!\w)|(?<=\W))".replace(" ", r"\s+")


@lru_cache(maxsize=2)
def load_orders(folder: Path = LEXICONS / "english") -> tuple[Order, ...]:
    """The shapes of ``orders.toml``.

    Raises:
        LexiconError: The file is missing or a row is wrong.
    """
    return parse_rows(folder / "orders.toml", "order", Order, lambda row: row.id)


@lru_cache(maxsize=1)
def _words() -> tuple[AhoCorasick, tuple[tuple[int, int], ...]]:
    """Finds the words of all groups of all rows in one go, and to which row and group each belongs; 0 is ``near``."""
    words = [
        (word, (number, group))
        for number, row in enumerate(load_orders())
        for group, given in enumerate((row.near, *row.also))
        for word in given
    ]
    return AhoCorasick([word for word, _ in words]), tuple(owner for _, owner in words)


#: An order is a sentence or two; in a longer stretch without a stop only the beginning is looked at.
_LONGEST = 600


def ordered(sentence: str) -> To | None:
    """To whom a sentence gives an order; None where it gives none."""
    # Why: the automaton refuses half a character, which what a posting hides may hold.
    low = sentence.lower().encode(errors="replace").decode()
    return next(ordered_in(sentence, low, [(0, len(sentence))]))


def ordered_in(text: str, low: str, sentences: Iterable[tuple[int, int]]) -> Iterator[To | None]:
    """To whom each sentence of a text gives an order; None for one that gives none.

    Args:
        text: The text.
        low: The same in lower case, character for character.
        sentences: Where each begins and ends.
    """
    rows = load_orders()
    automaton, owners = _words()
    # Why all at once: most sentences have a word of some row, and hardly one has all that a row asks for.
    found = sorted((start, end, word) for word, start, end in automaton.find_matches_as_indexes(low, overlapping=True))
    starts = [start for start, _, _ in found]
    for begin, end in sentences:
        until = min(end, begin + _LONGEST)
        held: dict[int, set[int]] = defaultdict(set)
        for start, stop, word in found[bisect_left(starts, begin) : bisect_left(starts, until)]:
            number, group = owners[word]
            if stop <= until and (group == 0 or start == begin or not low[start - 1].isalnum()):
                held[number].add(group)
        asked = (rows[number] for number in sorted(held) if len(held[number]) == 1 + len(rows[number].also))
        yield next((row.to for row in asked if row.found_in(text[begin:until])), None)
