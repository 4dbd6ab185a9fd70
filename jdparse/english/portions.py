"""Parts of a whole in words: "two thirds", "nine in ten", "half of"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jdparse.english.numerals import WORD, words_value

_PART = re.compile(rf"(?i)(?<![\w-])({WORD}|\d+)(?: out)? (?:of|in)(?: every)? ({WORD}|\d+)(?![\w-])")


def fractions(text: str) -> Sequence[tuple[int, int, float]]:
    """Places such as "two of three" and "one in five", with their share."""
    found: list[tuple[int, int, float]] = []
    for match in _PART.finditer(text):
        part, whole = (float(word) if word.isdigit() else words_value(word) or 0.0 for word in match.groups())
        if whole and part <= whole:
            found.append((match.start(), match.end(), part / whole))
    return found


_PORTION = re.compile(
    r"(?i)(?<![\w-])(?:(?P<half>half)|(?P<many>an?|one|two|three|four|five)[ -](?P<part>third|quarter|fifth|sixth|eighth|tenth)s?)(?![\w-])"
)
_PARTS: Mapping[str, int] = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


def portions(text: str) -> Sequence[tuple[int, int, float]]:
    """Places such as "a third" and "two thirds", with their share; a "quarter" that is three months is among them."""
    found: list[tuple[int, int, float]] = []
    for match in _PORTION.finditer(text):
        many = {"a": 1.0, "an": 1.0}.get((match["many"] or "a").lower()) or words_value(match["many"]) or 1.0
        found.append((match.start(), match.end(), 0.5 if match["half"] else many / _PARTS[match["part"].lower()]))
    return found
