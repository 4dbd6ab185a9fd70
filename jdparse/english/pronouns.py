"""A posting speaks of itself as "we"; a letter says "you" for it, and "they" for those whom it called "you"."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The company's words in the reader's ear.
COMPANY: Mapping[str, str] = {
    "we're": "you're",
    "we've": "you've",
    "we'll": "you'll",
    "we'd": "you'd",
    "we": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "us": "you",
}
_ITS_OWN = re.compile(r"(?i)\b(?:the|this) (?:company|organi[sz]ation|firm|business)'s\b")
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
#: Words in quotation marks are somebody's own.
_QUOTED = re.compile(r"((?<!\w)'[^']{2,80}'(?!\w))")


def to_reader(words: str) -> str:
    """The posting's words with "we" and "our" as "you" and "your"; "US" and quotations stay."""

    def turned(found: re.Match[str]) -> str:
        word = found.group()
        other = None if word == "US" else COMPANY.get(word.lower())
        if other is None:
            return word
        return other.capitalize() if word[0].isupper() and found.start() == 0 else other

    parts = _QUOTED.split(_ITS_OWN.sub("your", words))
    return "".join(part if number % 2 else _WORD.sub(turned, part) for number, part in enumerate(parts))
