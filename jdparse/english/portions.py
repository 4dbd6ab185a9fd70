"""Parts of a whole in words: "two thirds", "nine in ten", "half of"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jdparse.english.numerals import BIG, WORD, words_value
from jdparse.english.patterns import pattern

_PART = re.compile(rf"(?i)(?<![\w-])({WORD}|\d+)(?: out)? (?:of|in)(?: every)? ({WORD}|\d+(?:,\d{{3}})*)(?![\w-]|,\d)")
_NUM = rf"(?:{WORD}(?:[ -]{WORD})?|\d+(?:,\d{{3}})*)"
#: "Four rows in a thousand", "1 in 1,000": what is counted may stand between, as the whole is a round one.
_IN_MANY = pattern(
    rf"(?i)(?<![\w-])(?P<part>{_NUM})(?: (?!out|of|in)[\w-]+){{0,3}}(?: out)? (?:of|in)(?: every)? (?P<whole>(?:(?:an?|one|{WORD}) |(?<=every )){BIG}|ten|1(?:0|,0{{3}}|,0{{3}},0{{3}})+)(?![\w,-])"
    r"(?! (?:ms|s|min|(?:{periods})s?)\b)"
)
#: "Three first matches in four ended in a booking": nothing is counted behind the whole.
_WITH_NOUN = pattern(
    rf"(?i)(?<![\w,.-])({_NUM})(?: (?!out|of|in|and|or)[a-z-]+){{1,3}} (?:out of|in)(?: every)? ({_NUM})"
    r"(?=[.,;:!?](?!\d)|$| (?:{behind-share}|\w+ed)\b)"
)
#: "Of every hundred releases some 17 failed".
_OF_EVERY = re.compile(
    rf"(?i)\bof every (ten|hundred|thousand|million|1(?:0|,0{{3}}|,0{{3}},0{{3}})+) [a-z][^.;:\d]{{0,60}}? ({_NUM})\b(?![.,]\d)"
)


def fractions(text: str) -> Sequence[tuple[int, int, float]]:
    """Places such as "two of three", "one in five" and "four rows in a thousand", with their share."""
    found: list[tuple[int, int, float]] = []
    for every in _OF_EVERY.finditer(text):
        whole, part = (_number(word) for word in every.groups())
        if 0 < part <= whole:
            found.append((every.start(), every.end(), part / whole))
    taken = -1
    for match in sorted(
        [*_PART.finditer(text), *_IN_MANY.finditer(text), *_WITH_NOUN.finditer(text)],
        key=lambda one: (one.start(), -one.end()),
    ):
        if match.start() < taken:
            continue
        part, whole = (_number(word) for word in match.groups())
        if 0 < part <= whole and whole > 1:
            found.append((match.start(), match.end(), part / whole))
            taken = match.end()
    return sorted(found)


def _number(said: str) -> float:
    digits = said.replace(",", "")
    return float(digits) if digits.isdigit() else words_value(said.lower()) or words_value(f"one {said.lower()}") or 0.0


_PORTION = pattern(r"(?i)(?<![\w-])(?:(?P<half>half)|(?P<many>{ones})[ -](?P<part>{parts})s?)(?![\w-])")
_PARTS: Mapping[str, int] = {
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
}


def portions(text: str) -> Sequence[tuple[int, int, float]]:
    """Places such as "a third" and "two thirds", with their share; a "quarter" that is three months is among them."""
    found: list[tuple[int, int, float]] = []
    for match in _PORTION.finditer(text):
        many = {"a": 1.0, "an": 1.0}.get((match["many"] or "a").lower()) or words_value(match["many"]) or 1.0
        found.append((match.start(), match.end(), 0.5 if match["half"] else many / _PARTS[match["part"].lower()]))
    return found
