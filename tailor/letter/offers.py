"""The rows of ``templates/offers.toml``: many, and each for postings that say certain things."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from tailor.data import TEMPLATES
from tailor.files.rows import read_rows, with_all_categories
from tailor.highlights.wants import BankRow


class Offer(BankRow):
    """What the applicant offers to do with the reader, as a sentence or two.

    Attributes:
        unless: Phrases of which the posting holds none.
        subject: Whether it is for teams on one subject, which the first group of `says` names: the posting says it several times, and the row
            may be of any kind of problem that the story has solved, or of any that the letter speaks of.
    """

    unless: tuple[str, ...] = ()
    subject: bool = False
    text: str = Field(min_length=20, pattern=r"^[^{}]*[.]$")


@lru_cache(maxsize=4)
def load_offers(folder: Path = TEMPLATES) -> tuple[Offer, ...]:
    """What an applicant may offer, in the file's order.

    Raises:
        TemplateFault: A row is wrong, stands twice, or a pain category has none.
    """
    path = folder / "offers.toml"
    return with_all_categories(path, "offer", read_rows(path, "offer", Offer))
