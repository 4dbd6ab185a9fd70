"""What a figure of running text says beyond its value: how it is bounded, at which statistic, and what it is a figure of.

"Under 50 ms at p99" is a time with an upper bound at the 99th percentile; "cut inference cost by more than a third" is a share of
cost with a lower bound. Two figures say the same only where all of that agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, Field

from jdparse.data import LEXICONS
from jdparse.english.changes import changes
from jdparse.english.figures import Figure, find_figures
from jdparse.english.patterns import pattern
from jdparse.english.stems import fold
from jdparse.english.units import CURRENCIES, SECONDS
from jdparse.lexicon.files import parse_rows


class Row(BaseModel):
    """What a number can be a number of, with the words that say so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    counted: bool = False
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what it says beyond its value.

    Attributes:
        figure: The figure.
        bound: ``over``, ``under``, ``about``, ``just over``, ``just under``; empty where it is said outright.
        low: The lower end of a range that it is an end of, in the figure's unit; the value itself elsewhere.
        high: Likewise the upper end.
        statistic: ``p99``, ``mean``, ``p50`` (which is the median) and the like; empty where none is said.
        measures: Ids of what the words beside it say that it is a figure of (`quantities.toml`); empty where they say nothing.
        said: The words of the text around it.
        behind: The few words behind it, in lower case.
        thing: What a change is said to be one of, folded: "page" for "58% fewer pages".
        others: In a record, the telling words of what else its story moved.
    """

    figure: Figure
    bound: str = ""
    low: float = 0.0
    high: float = 0.0
    statistic: str = ""
    measures: frozenset[str] = frozenset()
    said: str = ""
    behind: tuple[str, ...] = ()
    thing: str = ""
    others: frozenset[str] = frozenset()


@lru_cache(maxsize=2)
def load_quantities() -> Mapping[str, Row]:
    """The rows of `quantities.toml` by id.

    Raises:
        LexiconError: A row is wrong or stands twice.
    """
    rows = parse_rows(LEXICONS / "english" / "quantities.toml", "quantity", Row, lambda row: row.id)
    return {row.id: row for row in rows}


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for all the words, longest first, and the id of each word."""
    ids = {word.lower(): row.id for row in load_quantities().values() for word in row.words}
    longest = "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in sorted(ids, key=len, reverse=True))
    return re.compile(rf"(?i)(?<![\w-])({longest})(?:e?s)?(?:@\d+)?(?![\w-])"), ids


@lru_cache(maxsize=1)
def _counted() -> frozenset[str]:
    """The ids of what is counted behind its number."""
    return frozenset(name for name, row in load_quantities().items() if row.counted)


def measured_in(text: str) -> list[tuple[int, int, str]]:
    """Where the words of quantities stand in a text: start, end, id."""
    words, ids = _words()
    return [
        (found.start(), found.end(), ids.get(found[1].lower()) or ids[found[1].lower().replace("-", " ")])
        for found in words.finditer(text)
    ]


#: A percentile, a mean.
_STATISTIC = pattern(
    r"(?i)(?<![\w-])(?:p(?P<p>\d\d(?:\.\d+)?|999)s?|(?P<nth>\d\d)(?:th|st|nd|rd)[ -]percentile|(?P<median>median)"
    r"|(?P<mean>mean|averages?|averaged|averaging|on average))(?![\w])"
)
#: Between a figure and the word behind it that says what it is of: "37% less latency", "a 37% cut in cost".
_OF = pattern(
    r"(?i)\s?(?:an? (?:{periods})s? |(?:{period-adverbs}) )?"
    r"(?:(?:of|in|off) (?:{whose} )?(?:[\w-]+ )?|(?:{whose} )?(?:{change-of}) (?:(?:of|in|off|on|to|for) )?(?:{whose} )?(?:[\w-]+ )?)?"
)
#: Where another part of a sentence begins.
_PART = pattern(r"(?i)[;:.](?=\s|$)|[—–()]|,? (?:and|then|{joins}) |, ")
#: The words before a number that bound it, by bound; "about" may be a mark too.
_BOUNDS = {
    bound: pattern(rf"(?i)(?:(?<![\w-])(?:{{bound-{bound.replace(' ', '-')}}})\s+{mark})(?:an?\s+)?[$€£]?\s*$")
    for bound, mark in (("over", ""), ("under", ""), ("just over", ""), ("just under", ""), ("about", r"|[~≈]\s?"))
}
_RANGE = pattern(r"(?i)\s?[-–—]\s?|\s(?:to|or|and)\s(?:(?:about|roughly|around|nearly|even)\s)?")


def bound_of(text: str, start: int, end: int) -> str:
    """The bound that the words beside a number set."""
    before, after = text[:start], text[end:]
    # Why: "no more than" is an upper bound, though "more than" is a lower one: the longest words count.
    found = [(match.start(), bound) for bound, cue in _BOUNDS.items() if (match := cue.search(before))]
    if found:
        return min(found)[1]
    if re.match(r"\+|(?i: or (?:more|better)\b| and (?:up|more)\b)", after) or "+" in text[start:end]:
        return "over"
    if re.match(r"(?i) or (?:less|fewer|under|below)\b", after):
        return "under"
    return "about" if re.match(r"(?i) or so\b|-ish\b|ish\b", after) else ""


@lru_cache(maxsize=1024)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of a text with what they say beyond their values."""
    # Why: "The median latency of the platform, which I own, was 180 ms": what is said aside stands between.
    flat = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    figures = sorted(
        [*(_spread(text, figure) for figure in find_figures(text)), *_one_unit(text)], key=lambda one: one.start
    )
    statistics = [(found.start(), found.end(), _statistic(found)) for found in _STATISTIC.finditer(text)]
    measured = measured_in(text)
    pairs = tuple(changes(text))
    partner = {change.after.start: change.before for change in pairs} | {
        change.before.start: change.after for change in pairs
    }
    found = [
        Quantity(
            figure,
            bound_of(text, figure.start, figure.end),
            figure.value,
            figure.value,
            _nearest_statistic(flat, figure, partner.get(figure.start), statistics),
            frozenset(_measures(flat, figure, partner.get(figure.start), measured)),
            part_around(text, figure.start, figure.end),
            tuple(re.findall(r"[a-z]+", text[figure.end : figure.end + _BEHIND].lower())[:_BEHIND_WORDS]),
            fold(found[1].lower()) if (found := _FEWER.match(text, figure.end)) else "",
        )
        for figure in figures
    ]
    _set_ranges(text, found, partner)
    return tuple(found)


def _set_ranges(text: str, found: list[Quantity], partner: Mapping[int, Figure]) -> None:
    """Give both ends of a range its ends: "35 to 40%"."""
    for at, (first, second) in enumerate(pairwise(found)):
        link = text[first.figure.end : second.figure.start]
        between = re.search(r"(?i)\bbetween\s*(?:about\s)?[$€£]?$", text[: first.figure.start])
        joined = _RANGE.fullmatch(link) and (between or " and" not in f" {link.strip().lower()}")
        # Why: "from 31 hours to 6" tells two values, "6 to 8 hours" one that lies between.
        changed = partner.get(first.figure.start) == second.figure
        if joined and first.figure.unit == second.figure.unit and not changed:
            if re.search(r"(?i)\bfrom\s+(?:\w+\s+){0,3}$", text[: first.figure.start]):
                continue
            low, high = sorted((first.figure.value, second.figure.value))
            both = first.measures | second.measures
            found[at] = replace(found[at], low=low, high=high, measures=both)
            found[at + 1] = replace(found[at + 1], low=low, high=high, measures=both)


#: A period that stands apart from its figure: "over a year it gives back 13,000 hours".
_OVER_PERIOD = pattern(r"(?i)\b(?:{over-period}) (?:\w+ ){0,2}?(?P<period>{periods})\b")


#: What is counted stands within so many characters and words behind a number: "31 forecasting and routing models".
_BEHIND, _BEHIND_WORDS = 60, 5


_ASIDE = re.compile(r", (?:which|who|that|whose) [^,;.\d]*,")


_ONE_UNIT = pattern(r"(?i)(?<=\b)(?:{bound-under}) (?P<one>an? (?P<unit>{periods}))\b(?! and a half)")


_FEWER = pattern(r"(?i) (?:{compared}) ([a-z]{4,})\b")


def _one_unit(text: str) -> Iterator[Figure]:
    """A bound of one unit: "in less than a minute"."""
    for found in _ONE_UNIT.finditer(text):
        yield Figure(
            *found.span("one"),
            found["one"],
            SECONDS[found["unit"].lower()],
            "time",
            loose=True,
            spelled=True,
            number=1.0,
        )


def _spread(text: str, figure: Figure) -> Figure:
    """A sum of money or of hours with the period that its sentence gives, where none stands beside it."""
    hours = (figure.unit == "count" and "hours" in figure.noun) or (figure.unit == "time" and "hours" in figure.text)
    found = _OVER_PERIOD.search(text) if not figure.period and (hours or figure.unit in CURRENCIES) else None
    return replace(figure, period=found["period"].lower()) if found else figure


def _statistic(found: re.Match[str]) -> str:
    if found["median"]:
        return "p50"
    if found["mean"]:
        return "mean"
    number = found["p"] or found["nth"]
    return "p99.9" if number == "999" else f"p{number}"


def _nearest_statistic(
    text: str, figure: Figure, partner: Figure | None, statistics: list[tuple[int, int, str]]
) -> str:
    """The statistic that a time is given at: the nearest one of its part of the sentence."""
    first = min(figure.start, partner.start) if partner else figure.start
    last = max(figure.end, partner.end) if partner else figure.end
    if figure.unit != "time":
        # Of what is no time a statistic is told by the words before it: "the median pricing error from 19% to 11%".
        told = [
            (first - end, name) for _, end, name in statistics if end <= first and not _BREAK.search(text[end:first])
        ]
        return min(told)[1] if told else ""
    gaps = (
        (text[end:first] if end <= first else text[last:start], name)
        for start, end, name in statistics
        if end <= first or start >= last
    )
    near = [(len(gap), name) for gap, name in gaps if not _FIGURE_BETWEEN.search(gap) and not _CUT.search(gap)]
    return min(near)[1] if near else ""


_FIGURE_BETWEEN = re.compile(r"\d")
_CUT = pattern(r"(?i)[;:.]\s|,? (?:and|{joins}) ")


def _measures(text: str, figure: Figure, partner: Figure | None, measured: list[tuple[int, int, str]]) -> Iterator[str]:
    """What a figure is a figure of: the word close behind it, else the nearest before it in its part of the sentence."""
    things = _counted()
    if figure.unit == "rate" and not figure.noun:
        yield "throughput"
        return
    if figure.unit in {"count", "rate"}:
        behind_it = _NOUNS_BEHIND.match(text, figure.end)
        near = [name for _, _, name in measured_in(behind_it.group() if behind_it else "") if name in things]
        counted = [name for _, _, name in measured_in(figure.noun)][:1] or near[:1]
        yield from counted
        if counted:
            return
    measured = [one for one in measured if one[2] not in things]
    if figure.unit == "time":
        # Why: "the outage cost us the assistant for three hours" gives no cost.
        measured = [one for one in measured if not _COSTING.match(text, one[0])]
    last = max(figure.end, partner.end) if partner else figure.end
    first = min(figure.start, partner.start) if partner else figure.start
    behind = [(start, name) for start, _, name in measured if start >= last and _OF.fullmatch(text[last:start])]
    if behind:
        yield min(behind)[1]
        return
    before = [(start, end, name) for start, end, name in measured if end <= first]
    if before:
        _, end, name = max(before)
        gap = text[end:first]
        if not _BREAK.search(gap):
            yield name


_COSTING = pattern(r"(?i)cost (?:{whom})\b")
#: The words behind a number up to a mark or a small word: "22 forecasting and routing models".
_NOUNS_BEHIND = pattern(r"(?i)(?: (?!(?:\w+ed|{ends-noun})\b)[\w-]+){0,4}")
#: The word before a figure is not of it across one of these.
_BREAK = pattern(r"(?i)[;:.—–()]\s|, | (?:{joins}) | and (?=(?:\w+ed|{change-verbs}|I|we|it|they|our|my)\b)|\d")


def part_around(text: str, start: int, end: int) -> str:
    """The part of a sentence around a place."""
    begin = max((found.end() for found in _PART.finditer(text) if found.end() <= start), default=0)
    until = min((found.start() for found in _PART.finditer(text) if found.start() >= end), default=len(text))
    return text[begin:until].strip()


@dataclass(frozen=True, slots=True)
class Vague:
    """A number that is told by its size alone: "dozens of models", "an order of magnitude".

    Attributes:
        start: First character.
        end: One past the last.
        unit: ``count`` or ``times``.
        low: The least that it can mean.
        high: The most.
        noun: For a count, what it counts, in lower case.
    """

    start: int
    end: int
    unit: str
    low: float
    high: float
    noun: str = ""


_DOZENS = pattern(
    r"(?i)(?<![\w-])(?:(?P<of>tens|hundreds|dozens) of )?(?P<many>{large-sizes})(?= of (?P<noun>[a-z-]+(?: [a-z-]+)?))(?! of (?:things|miles|kilomet))"
)
_MAGNITUDE = re.compile(
    r"(?i)(?<![\w-])(?P<many>an|one|two|three|several)? ?(?:full |whole )?orders? of magnitude(?!\w)"
)
_SIZES = {
    "dozens": 12.0,
    "scores": 20.0,
    "hundreds": 100.0,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "tens": 10.0,
}
#: "Dozens" are at least two and at most ten of them, or nearly.
_LEAST, _MOST = 1.5, 12.0


def vague_numbers(text: str) -> Iterator[Vague]:
    """The numbers of a text that are told by their size alone."""
    for found in _DOZENS.finditer(text):
        size = _SIZES[found["many"].lower()] * (_SIZES[found["of"].lower()] if found["of"] else 1.0)
        yield Vague(found.start(), found.end(), "count", _LEAST * size, _MOST * size, found["noun"].lower())
    for found in _MAGNITUDE.finditer(text):
        power = {"two": 2, "three": 3}.get((found["many"] or "an").lower(), 1)
        yield Vague(found.start(), found.end(), "times", 0.7 * 10**power, 1.6 * 10**power)
