"""The rows of ``templates/wants.toml`` and ``templates/offers.toml``: many, and each for postings that say certain things."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from pydantic import Field

from tailor.data import TEMPLATES
from tailor.letter.rows import Categorised, rows_by_category

#: Groups of phrases, of each of which a text is to hold one.
Groups: TypeAlias = tuple[tuple[str, ...], ...]


class BankRow(Categorised):
    """Words for what a posting says: what the team wants, or what the applicant offers to do about it.

    Attributes:
        says: Groups of phrases; the line, or for an offer the posting, holds one phrase of each, in any inflection.
        about: Groups of phrases of which the posting holds one each.
        proved: Phrases of which the story says one; where there is none, the story has to be about the category.
        text: The words.
    """

    says: Groups = ()
    about: Groups = ()
    proved: tuple[str, ...] = ()
    text: str

    @property
    def groups(self) -> Groups:
        """All groups of phrases that it looks for."""
        return (*self.says, *self.about)


class Want(BankRow):
    """What a team wants, as a noun phrase ready for "you need ..."."""

    says: Groups = Field(min_length=1)
    text: str = Field(min_length=10, pattern=r"^[^.!?]+$")


class Offer(BankRow):
    """What the applicant offers to do with the reader, as a sentence or two."""

    text: str = Field(min_length=20, pattern=r"[.]$")


@lru_cache(maxsize=4)
def load_wants(folder: Path = TEMPLATES) -> tuple[Want, ...]:
    """What a team may want, in the file's order.

    Raises:
        TemplateFault: A row is wrong, stands twice, or a pain category has none.
    """
    return rows_by_category(folder / "wants.toml", "want", Want)


@lru_cache(maxsize=4)
def load_offers(folder: Path = TEMPLATES) -> tuple[Offer, ...]:
    """What an applicant may offer, in the file's order.

    Raises:
        TemplateFault: A row is wrong, stands twice, or a pain category has none.
    """
    return rows_by_category(folder / "offers.toml", "offer", Offer)
