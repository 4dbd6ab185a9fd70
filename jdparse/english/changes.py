"""A change told with both ends: "from 240 ms to 90 ms"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from jdparse.english.figures import ADVERB, NOUN, Figure, find_figures, is_year, stem
from jdparse.english.numerals import ONES, TENS
from jdparse.english.patterns import pattern


@dataclass(frozen=True, slots=True)
class Change:
    """Two values of one quantity.

    Attributes:
        before: The old one.
        after: The new one.
        start: First character of the two, "from" included.
        end: One past the last.
    """

    before: Figure
    after: Figure
    start: int
    end: int


_FROM = pattern(rf"(?i)\bfrom\s(?:(?:an? |the |its )?(?:{NOUN} ){{0,3}}(?:of|at) |(?:{ADVERB}\s)*)(?:{ADVERB}\s)*$")
_TO = pattern(rf"(?i)(?: (?!and\b|or\b)[\w'-]+){{0,3}},? (?:down |up |back )?to\s(?:{ADVERB}\s)*")
_THEN = pattern(
    rf"(?i) (?:before|then|earlier|previously|at first)(?: the change)?(?:[,;:]| and| to)?(?: it is)?\s(?:{ADVERB}\s)*"
)
_NOW = pattern(
    rf"(?i)(?: [\w'-]+){{0,2}}(?:[,;] (?:and |but )?| and | but )(?:it |that )?(?:is |takes |needs |stands at )?(?:now"
    rf"|today)(?: is| it is| takes| at)?\s(?:{ADVERB}\s)*"
)
_WAS = pattern(rf"(?i)[,;(\s—–-]*\b(?:(?:down|up) from|was|it had been|it was)\s(?:{ADVERB}\s)*")


def changes(text: str) -> Iterator[Change]:
    """The pairs of values that a text gives for one quantity: "from A to B", "A before, B now", "B, down from A"."""
    figures = find_figures(text)
    for at, (first, second) in enumerate(pairwise(figures)):
        if not _comparable(first, second):
            continue
        link, lead = text[first.end : second.start], text[: first.start]
        if origin := _FROM.search(lead):
            if _TO.fullmatch(link):
                yield Change(first, second, origin.start(), second.end)
        elif (
            (_TO.fullmatch(link) and first.unit != "count" and _has_unit(first) and re.search(r"[,:(]\s*$", lead))
            or (
                _THEN.fullmatch(link)
                and re.match(r"(?i)[\w\s]{0,12}\b(?:now|today|after|since)\b|[.,;)]|$", text[second.end :])
            )
            or (_NOW.fullmatch(link) and re.search(r"(?i)\b(?:was|were|took|needed|used to \w+)\b[^.;]{0,30}$", lead))
        ):
            yield Change(first, second, first.start, second.end)
        elif _WAS.fullmatch(link):
            third = figures[at + 2] if at + 2 < len(figures) else None
            if third is None or not _TO.fullmatch(text[second.end : third.start]):
                yield Change(second, first, first.start, second.end)


def _has_unit(figure: Figure) -> bool:
    """Whether the unit is written at the figure itself, as it is not in the first of a range."""
    return bool(re.search(r"[^\d.,\s]$", figure.text)) and not (
        figure.spelled and figure.text.lower().split()[-1] in f"{ONES} {TENS}"
    )


def _comparable(first: Figure, second: Figure) -> bool:
    if first.unit != second.unit or is_year(first) or is_year(second) or not first.value or not second.value:
        return False
    if first.period and second.period and first.period != second.period:
        return False
    if first.unit in {"count", "rate"} and first.noun and second.noun:
        nouns = [{stem(word) for word in figure.noun.split()} for figure in (first, second)]
        return bool(nouns[0] & nouns[1])
    return first.unit != "times" and first.value != second.value
