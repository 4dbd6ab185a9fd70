"""What a posting orders: a request that only a letter can answer ("include the word papaya"), or words to a model.

Such a sentence says nothing of the job. Its shapes are rows of ``lexicons/english/orders.toml``.
"""

from __future__ import annotations

import re
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
        also: Where given, a sentence in which none of these begins a word is passed over too.
        pattern: What such a sentence holds, between word bounds and in any case; classes of ``words.toml`` stand in braces.
        unless: A sentence that holds this too is no order.
        hits: Sentences with the order.
        misses: Sentences without.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    to: To
    near: tuple[str, ...] = Field(min_length=1)
    also: tuple[str, ...] = ()
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
def _words() -> tuple[AhoCorasick, tuple[tuple[int, bool], ...]]:
    """Finds the words nearby of all rows in one go, and to which row each belongs, and whether it is one of its others."""
    words = [
        (word, (number, other))
        for number, row in enumerate(load_orders())
        for other, given in enumerate((row.near, row.also))
        for word in given
    ]
    return AhoCorasick([word for word, _ in words]), tuple((number, bool(other)) for _, (number, other) in words)


#: An order is a sentence or two; in a longer stretch without a stop only the beginning is looked at.
_LONGEST = 600


def ordered(sentence: str) -> To | None:
    """To whom a sentence gives an order; None where it gives none."""
    said = sentence[:_LONGEST]
    rows = load_orders()
    return next((rows[number].to for number in _possible(said.lower()) if rows[number].found_in(said)), None)


def _possible(low: str) -> list[int]:
    """The rows whose words stand in a sentence in lower case."""
    automaton, owners = _words()
    near, others = set(), set()
    for word, start, _ in automaton.find_matches_as_indexes(low, overlapping=True):
        number, other = owners[word]
        if not other:
            near.add(number)
        elif not low[start - 1 : start].isalnum():
            others.add(number)
    return sorted(number for number in near if number in others or not load_orders()[number].also)
