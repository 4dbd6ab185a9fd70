"""The same sum told for two periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from jdparse.english.changes import changes
from jdparse.english.figures import Figure, find_figures
from jdparse.english.patterns import pattern
from jdparse.english.units import CURRENCIES, SECONDS
from tailor.check.arithmetic.say import agrees
from tailor.check.finding import Found
from tailor.check.letter import Reading, Sentence

# ---- periods ---------------------------------------------------------------------------------------------------------------

#: What may stand between two sums that are the same one.
_SAME_SUM = pattern(
    r"(?i)(?:\s(?:a|an|per|each|every|in) \w+)?(?: (?:saved|in \w+|of \w+|for (?:it|this|that)|more|less|each"
    r"|extra))?\s*[,;:(=—–-]*\s*(?:(?:{same-sum}|=|~|≈)\s+(?:to\s+|at\s+)?)*[~≈]?"
)
_SAME_SUM_NEXT = pattern(
    r"(?i)\s*(?:(?:over|in|across) (?:the|a|one) (?:full |whole )?(?:{periods}),? )?(?:that|this|it"
    r"|which)\b(?: [\w'-]+){0,4}? (?:{sum-verbs})\s(?:(?:{sum-about}) )?"
)


def periods(letter: Reading, sentence: Sentence, following: Sentence | None) -> Iterator[Found]:
    """Two sums of the same thing over different periods."""
    money = _sums(sentence.text)
    for first, second in pairwise(money):
        link = sentence.text[first.end : second.start]
        if second.period and _SAME_SUM.fullmatch(link) and link.strip().lower() != "to":
            yield from _compared(sentence.text, first, second, second.period, sentence.start, sentence.start)
    if following is None or not money:
        return
    opening = _SAME_SUM_NEXT.match(following.text)
    later = _sums(following.text)
    if opening is None or not later or later[0].start != opening.end():
        return
    said = re.search(r"(?i)\b(year|month|quarter|week)\b", opening.group())
    period = later[0].period or (said[1].lower() if said else "")
    if period:
        yield from _compared(sentence.text, money[-1], later[0], period, sentence.start, following.start)


def _sums(text: str) -> list[Figure]:
    """The sums of money of a text, without prices an hour, a minute or a second."""
    return [
        figure
        for figure in find_figures(text)
        if figure.unit in CURRENCIES and figure.period not in {"hour", "minute", "second"}
    ]


def _compared(text: str, first: Figure, second: Figure, period: str, at: int, second_at: int) -> Iterator[Found]:
    if first.unit != second.unit or not first.period or first.period == period:
        return
    expected = first.value * SECONDS[period] / SECONDS[first.period]
    saved = [
        abs(pair.before.value - first.value) * SECONDS[period] / SECONDS[first.period]
        for pair in changes(text)
        if pair.after == first
    ]
    if not agrees(second, [expected, *saved]):
        detail = f"{first.text.strip()} a {first.period} is {first.unit}{expected:,.0f} a {period}"
        yield Found("ARI103", at + first.start, second_at + second.end, detail)
