"""Lines that job boards put around a posting: where it begins and ends, and their buttons and labels (``lexicons/words.toml``)."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache

from jdparse.lexicon.load import load_words
from jdparse.reading.sections import plain_heading

#: A line of more words is prose, however it begins.
_MOST_WORDS = 12
#: A banner is one paragraph.
_LONGEST = 80


def begins_posting(text: str) -> bool:
    """Whether a posting's own text begins after a line."""
    return _is_listed(text, "posting-begins")


def ends_posting(text: str) -> bool:
    """Whether a posting's own text has ended before a line."""
    return _is_listed(text, "posting-ends")


def is_mark(text: str) -> bool:
    """Whether a line is one by which a board says that the posting begins or has ended."""
    return begins_posting(text) or ends_posting(text)


def is_label(text: str) -> bool:
    """Whether a line is a button or a label of a board, or what a site says of itself: a banner for cookies."""
    return _is_listed(text, "site-labels") or is_site_prose(text)


def is_site_prose(text: str) -> bool:
    """Whether a line, of any length, is what a site says of itself or sells."""
    return _is_listed(text, "site-prose", _LONGEST)


def _is_listed(text: str, name: str, most_words: int = _MOST_WORDS) -> bool:
    plain = plain_heading(text)
    exact, patterns = _listed(name)
    if plain in exact:
        return True
    return len(plain.split()) <= most_words and any(
        piece in plain and fnmatchcase(plain, pattern) for piece, pattern in patterns
    )


@lru_cache(maxsize=8)
def _listed(name: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """The words without a star, and those with one, each behind its longest piece: to look for that costs less than to compile a pattern."""
    words = load_words()[name]
    starred = sorted(word for word in words if "*" in word)
    return frozenset(words) - frozenset(starred), tuple((max(word.split("*"), key=len), word) for word in starred)


def is_answer(text: str) -> bool:
    """Whether a line is what a form has below its questions."""
    return _is_listed(text, "form-answers")
