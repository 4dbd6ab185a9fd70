"""What somebody left open in a text to fill it in later: "XX%", "TODO", "X years"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from jdparse.data import LEXICONS
from jdparse.lexicon.files import parse_rows


class Blank(BaseModel):
    """One shape of a blank, as a pattern with its misses."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pattern: str = Field(min_length=2)
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Finds the pattern between word bounds; a space stands for any white space."""
        loose = self.pattern.replace(" ", r"\s+")
        return re.compile(rf"(?<![\w-])(?:{loose})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2)
def load_blanks(folder: Path = LEXICONS / "english") -> tuple[Blank, ...]:
    """The shapes of ``blanks.toml``.

    Raises:
        LexiconError: The file is missing or a row is wrong.
    """
    return parse_rows(folder / "blanks.toml", "blank", Blank, lambda row: row.pattern)


def find_blanks(text: str) -> Iterator[re.Match[str]]:
    """Where a text was left open, shape by shape."""
    for blank in load_blanks():
        yield from blank.compiled.finditer(text)
