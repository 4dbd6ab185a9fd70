"""What a team may want, as rows: each for lines of postings that say certain things, and each an answer to such a line where it is said."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from pydantic import Field

from tailor.data import TEMPLATES
from tailor.files.rows import Categorised, read_rows, with_all_categories

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
    text: str = Field(min_length=10, pattern=r"^[^.!?{}]+$")


@lru_cache(maxsize=4)
def load_wants(folder: Path = TEMPLATES) -> tuple[Want, ...]:
    """What a team may want, in the file's order.

    Raises:
        TemplateFault: A row is wrong, stands twice, or a pain category has none.
    """
    path = folder / "wants.toml"
    return with_all_categories(path, "want", read_rows(path, "want", Want))


def wants_told(text: str) -> frozenset[str]:
    """The pain categories of which a text says what a team wants in the words of a row."""
    said = " ".join(text.split())
    return frozenset(row.category for row in load_wants() if row.text in said)
