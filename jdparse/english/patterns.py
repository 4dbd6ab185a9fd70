"""Regular expressions that take classes of words by name: ``{months}`` stands for any month.

The classes lie in ``lexicons/english/words.toml``, each with hits and misses. A pattern is compiled when it is first asked, so a
command pays only for those that it uses.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jdparse.data import LEXICONS
from jdparse.lexicon.files import parse_rows
from jdparse.lexicon.rows import WordList

_NAME = re.compile(r"\{([a-z][a-z-]*)\}")


@lru_cache(maxsize=4)
def load_words(folder: Path = LEXICONS / "english") -> Mapping[str, tuple[str, ...]]:
    """The words of each class in their order: where one begins another, the first of the two that is tried wins.

    Raises:
        LexiconError: The file is missing or a list is wrong.
    """
    return {row.id: row.words for row in parse_rows(folder / "words.toml", "list", WordList, lambda row: row.id)}


def alternatives(name: str) -> str:
    """The words of a class as the alternatives of a pattern.

    Raises:
        KeyError: There is no such class.
    """
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in load_words()[name])


class Pattern:
    """A regular expression with names of classes in braces; it is asked like one of `re`."""

    def __init__(self, template: str, flags: int = 0) -> None:
        self.template = template
        self._flags = flags

    def __repr__(self) -> str:
        return f"Pattern({self.template!r})"

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression with the words in the place of their names.

        Raises:
            KeyError: A name is no class.
            re.error: The template is no regular expression.
        """
        return re.compile(_NAME.sub(lambda found: alternatives(found[1]), self.template), self._flags)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.compiled.finditer(text, start)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As `re.Pattern.sub`."""
        return self.compiled.sub(new, text)

    def split(self, text: str, most: int = 0) -> list[str | Any]:
        """As `re.Pattern.split`, at most so many times."""
        return self.compiled.split(text, most)


@lru_cache(maxsize=1024)
def pattern(template: str, flags: int = 0) -> Pattern:
    """The pattern of a template, one for each."""
    return Pattern(template, flags)
