"""What a posting orders: a request that only a letter can answer ("include the word papaya"), or words to a model.

Such a sentence says nothing of the job. Its shapes are rows of ``lexicons/english/orders.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

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
        pattern: What such a sentence holds, between word bounds and in any case; classes of ``words.toml`` stand in braces.
        unless: A sentence that holds this too is no order.
        hits: Sentences with the order.
        misses: Sentences without.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    to: To
    near: tuple[str, ...] = Field(min_length=1)
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

    def found_in(self, sentence: str, low: str) -> bool:
        """Whether a sentence has this shape; `low` is the sentence in lower case."""
        if not any(word in low for word in self.near):
            return False
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


#: An order is a sentence or two; in a longer stretch without a stop only the beginning is looked at.
_LONGEST = 600


def ordered(sentence: str, rows: Sequence[Order] | None = None) -> To | None:
    """To whom a sentence gives an order; None where it gives none."""
    said = sentence[:_LONGEST]
    low = said.lower()
    return next((row.to for row in (load_orders() if rows is None else rows) if row.found_in(said, low)), None)
