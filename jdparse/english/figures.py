"""Figures in running text: value, unit, period, and where they stand.

A figure is compared by value and unit: ``900 ms`` and ``0.9 s``, ``18%`` and ``18 percent``, ``$2.4M`` and ``2.4 million
dollars``, ``1,200 rps`` and ``1200 requests per second``, ``nine`` and ``9``, ``twofold`` and ``2x`` are the same.

Source: https://github.com/allo-media/text2num (number words), a table of units below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from jdparse.english.numerals import BIG, WORD, words_value
from jdparse.english.patterns import pattern
from jdparse.english.portions import portions
from jdparse.english.units import CURRENCIES, MONEY, PERIODS, SCALE, SECONDS, TIMES, UNITS

_RUN = pattern(
    rf"(?i)(?<![\w-])(?:(?:(?:a|half a|{WORD}) )?dozen|{WORD}|(?:a|half a|per|every) {BIG}\b(?! of\b))"
    rf"(?:(?:[ -]|,? and |(?<=hundred)[ -]and[ -]| point )(?:{WORD}|{BIG}|a half)(?!\w))*(?!\w)"
)
#: Without one of these a text has no number in words, and the long pattern need not be tried at each of its words.
_NUMBERED = pattern(
    rf"(?i)(?:{WORD}|{BIG}|dozen|decade|fold|hal[fv]|quarter|third|tenth|twice|doubl|tripl|trebl|quadrupl)"
)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = pattern(
    rf"(?P<currency>[$€£])?\s?(?P<number>{_DIGITS})(?:\s?(?P<scale>k|K|M|m(?=n?\b)|mn|bn|b|B|thousand|million|billion"
    rf"|trillion)(?!\w))?(?P<plus>\+)?"
)
_MEASURE = pattern(
    r"\s?(?P<percent>%|percent\b|per cent\b|pct\b)"
    r"|[\s-]?(?P<basis>basis points?\b|bps\b)|[\s-]?(?P<points>(?:percentage[\s-])?points?\b|pp\b|ppts?\b)"
    r"|\s?(?P<times>[x×](?!\w)|-?fold\b|times\b)(?!\s(?:(?:a|per|each|every|in)\b|daily|weekly))"
    r"|[\s-]?(?P<unit>[nmµu]s|msec|(?:nano|micro|milli)?seconds?|secs?|s|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?"
    r"|quarters?|years?|decades?|[KkMGTP]B|(?:kilo|mega|giga|tera|peta)bytes?)(?![\w])"
    r"|\s?(?P<rate>(?i:QPS|RPS|TPS)|(?:req|requests|queries|calls|tokens|events|messages)/s(?:ec)?)(?!\w)"
    r"|[\s-](?P<money>(?:US )?dollars?|euros?|pounds?|cents?|pence|USD|EUR|GBP)(?!\w)"
)
_SPAN = r"{periods}|sec|s|min|hr|h"
_PERIOD = rf"(?:(?:(?:in )?(?:an?|each|every|any)\s(?:single )?|per[ -]|/\s?)(?P<period>{_SPAN})\b|(?P<adverb>{{period-adverbs}}|annually)\b)"
#: Words that end a noun phrase, so that they are not what a figure counts.
_FUNCTION = r"(?:{function})\b"
NOUN = rf"(?:A/B\b|(?!{_FUNCTION})[A-Za-z][\w'-]*)"
_RATE = pattern(rf"(?i)\s?(?:(?:{NOUN}\s){{0,2}}(?P<noun>{NOUN})\s?(?:of\s(?:{NOUN}\s){{1,2}})?)?{_PERIOD}")
_SUM_PERIOD = pattern(
    rf"(?i)\s?(?:(?:of|in)(?: {NOUN}){{1,3}} |(?:more|less|extra|saved|back|net) )?{_PERIOD}(?! of\b)"
)
_TIME_PERIOD = pattern(rf"(?i)\s?(?:of |(?:of )?(?:{NOUN} ){{1,2}})?{_PERIOD}")
_COUNTED = pattern(
    rf"(?i)\s(?:(?:more|other|further|additional|extra|different|new|live|of (?:the|our|my|them|its"
    rf"|these))\s)*(?P<noun>{NOUN})(?:\s(?P<next>(?!{_FUNCTION})[a-z][\w-]*))?"
)
#: Nouns that may hang on a number by a hyphen: "a 12-person team".
_HYPHENED = pattern(r"(?i)-({sized-by})\b")
#: A name that ends in a figure, a figure that is part of a name, a date or a time of the day.
_NAMED = pattern(
    r"(?<![\w.])(?:[A-Za-z]+@\d+|@\d+|[Tt]op[ -]\d+|[A-Za-z]{1,6}\d+[A-Za-z]*(?:[.-]\d+)*|[A-Za-z]+-\d+(?:\.\d+)*[a-z]?(?!\w)|\d+/\d+(?!\d)"
    r"|\d+[A-Z]{1,2}\d*(?!\w)(?<!\d[MBK])(?<![GMTKP]B)|\d+D\b|\d+[.:]\d+[.:]\d+|\d{1,2}:\d\d|\+?\d{2,5}(?: \d{3,}){1,4}(?!\d"
    r"|\s?[A-Za-z%])|\d{3}-\d{3,4}-\d{4}|\d{1,3} 000(?!\d)|\d{4}-\d\d(?:-\d\d)?|[A-Za-z]\s?=\s?\d+"
    r"|\d{1,2}\.? (?:{months})\b"
    r"|(?:{months-short})\.? \d{1,2}\b"
    r"|(?i:{numbered})\s\d+(?:\.\d+)*)"
)
ADVERB = r"(?:{adverbs-of-number}|~|≈)"
_APPROXIMATELY = pattern(rf"(?i)(?<!\w)(?!(?:an?|one|only|exactly)\s*$){ADVERB}(?:\s+an?)?\s*[$€£]?\s*$")
#: No such word is as wide, with all that may stand between it and the number.
_BEFORE = 60
_OR_SO = re.compile(r" or so\b")
_GOES_ON, _RANGE_TO = re.compile(r"-?\w|-$"), re.compile(r"[-–]\d")
#: No number has more words.
_MOST_WORDS = 20
_RANGE = pattern(rf"(?i)\s?[-–—]\s?|\s(?:(?:down |up )?to|or|and|through)\s(?:{ADVERB}\s)*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts.

    Attributes:
        start: First character.
        end: One past the last, unit included.
        text: The characters.
        value: In the base unit: seconds, bytes, currency units, shares (0.18 for 18%), points as 0.01, calls a second.
        unit: ``time``, ``size``, ``$``, ``€``, ``£``, ``%``, ``points``, ``rate``, ``times`` or ``count``.
        period: For money, a rate or a time, the period that it is counted over; empty if none is said.
        noun: For a count or a rate, what it counts, in lower case; else empty.
        loose: Whether a word such as "about" stands before it.
        spelled: Whether it is written in words.
        number: The number as it is written, without scale and unit.
    """

    start: int
    end: int
    text: str
    value: float
    unit: str
    period: str = ""
    noun: str = ""
    loose: bool = False
    spelled: bool = False
    number: float = 0.0


@lru_cache(maxsize=2048)
def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order; those that are part of a name are left out."""
    found = sorted([*_in_digits(text), *_in_words(text)], key=lambda figure: (figure.start, -figure.end))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    # Why: "no two clinics" and "no two days" count nothing.
    return tuple(_shared_units(text, [figure for figure in kept if not _NO.search(text, 0, figure.start)]))


_NO = re.compile(r"(?i)(?<![\w-])no $")


def _in_digits(text: str) -> Iterator[Figure]:
    if not re.search(r"\d", text):
        return
    named = [(found.start(), found.end()) for found in _NAMED.finditer(text)]
    for match in _NUMBER.finditer(text):
        at = match.start("number")
        before = bisect_right(named, (at, len(text)))
        if (at and (text[at - 1].isalnum() or text[at - 1] in "@_#.")) or (before and at < named[before - 1][1]):
            continue
        scale = match["scale"] or ""
        end = match.end()
        if scale in {"m", "b"} and not match["currency"]:
            # Without a currency "5 m" is a length.
            continue
        number = _value(match["number"])
        start = match.start("currency") if match["currency"] else at
        figure = _measured(
            text, start, end, number * SCALE.get(scale.lower(), 1.0), match["currency"] or "", spelled=False
        )
        if figure is not None:
            yield replace(figure, number=number if not scale else 0.0)


def _value(digits: str) -> float:
    return float(re.sub(r"[^\d.]", "", digits))


def _in_words(text: str) -> Iterator[Figure]:
    if not _NUMBERED.search(text):
        return
    for run in _RUN.finditer(text):
        yield from _spelled(text, run.start(), run.end())
    for fold in re.finditer(rf"(?i)(?<![\w-])(?:(?P<ones>{WORD})[- ]?fold|(?P<verb>{'|'.join(TIMES)}))(?![\w-])", text):
        value = TIMES[fold["verb"].lower()] if fold["verb"] else words_value(fold["ones"]) or 0.0
        yield Figure(
            fold.start(), fold.end(), fold.group(), value, "times", loose=_is_loose(text, fold.start()), spelled=True
        )
    for found in re.finditer(r"(?i)(?<![\w-])(?:a|the (?:last|past|better part of a)) decade\b", text):
        yield Figure(found.start(), found.end(), found.group(), 10 * SECONDS["year"], "time", spelled=True, number=1.0)
    for part in re.finditer(
        r"(?i)(?<![\w-])(half|an? quarter of|a third of|two thirds of|three quarters of|a tenth of) an? (second|minute|hour|day|week|month|year)\b",
        text,
    ):
        share = next(share for start, _, share in portions(text) if start == part.start())
        yield Figure(part.start(), part.end(), part.group(), share * SECONDS[part[2].lower()], "time", spelled=True)


def _spelled(text: str, start: int, end: int) -> Iterator[Figure]:
    """The numbers of a run of number words: the longest beginning that is a number, then what is left."""
    words = list(re.finditer(r"[A-Za-z]+", text[start:end]))
    first = 0
    while first < len(words):
        for last in range(min(len(words), first + _MOST_WORDS), first, -1):
            begin, until = start + words[first].start(), start + words[last - 1].end()
            said = text[begin:until].lower()
            value = words_value(said)
            if value is None:
                continue
            figure = _measured(text, begin, until, value, "", spelled=True)
            idle = said in {"zero", "one"} or (said.startswith(("per ", "every ")) and figure is None)
            if figure is not None and not idle:
                yield replace(figure, number=value)
            first = last
            break
        else:
            first += 1


def _measured(text: str, start: int, end: int, value: float, currency: str, *, spelled: bool) -> Figure | None:
    """A figure from its number and the unit that follows it; None for an ordinal or a part of a name."""
    measure = _MEASURE.match(text, end)
    parts: Mapping[str, str | None] = measure.groupdict() if measure else {}
    last = measure.end() if measure else end
    loose = _is_loose(text, start) or bool(_OR_SO.match(text, last))

    def figure(amount: float, unit: str, until: int = last, period: str = "", noun: str = "") -> Figure:
        return Figure(start, until, text[start:until], amount, unit, period, noun.lower(), loose, spelled)

    money = parts.get("money")
    if currency or money:
        sign, factor = MONEY[money.removeprefix("US ").lower().rstrip("s")] if money else (currency, 1.0)
        until = last if money else end
        return figure(value * factor, sign, until, _period(_SUM_PERIOD.match(text, until)))
    if parts.get("percent"):
        return figure(value / 100, "%")
    if parts.get("points"):
        return figure(value / 100, "points")
    if parts.get("basis"):
        return figure(value / 10_000, "points")
    if parts.get("times"):
        return figure(value, "times")
    if name := parts.get("unit"):
        folded = name.lower()
        kind, factor = UNITS[folded if folded in UNITS else folded.rstrip("s")]
        return figure(value * factor, kind, period=_period(_TIME_PERIOD.match(text, last)) if kind == "time" else "")
    if parts.get("rate"):
        return figure(value, "rate", period="second")
    if rate := _RATE.match(text, end):
        over = _period(rate)
        return figure(value / SECONDS[over], "rate", rate.end(), over, rate["noun"] or "")
    if hyphened := _HYPHENED.match(text, end):
        return figure(value, "count", noun=hyphened[1])
    if _GOES_ON.match(text, end) and not _RANGE_TO.match(text, end):
        return None
    noun = _COUNTED.match(text, end)
    if noun and re.fullmatch(r"(?i)(?:third|quarter|fifth|sixth|eighth|tenth)s?", noun["noun"]):
        # "two thirds" is a portion.
        return None
    return figure(value, "count", noun=f"{noun['noun']} {noun['next'] or ''}".strip() if noun else "")


def _is_loose(text: str, start: int) -> bool:
    """Whether a word such as "about" stands before a figure."""
    return bool(_APPROXIMATELY.search(text, max(0, start - _BEFORE), start))


def _period(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    said = (found["period"] or found["adverb"]).lower()
    return PERIODS.get(said, said)


def _shared_units(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Give the bare end of a range the unit of the other: "40 to 60 ms", "from 31 hours to 6"."""
    kept = list(figures)
    for at, (first, second) in enumerate(pairwise(figures)):
        link = _RANGE.fullmatch(text[first.end : second.start])
        joined = link and (
            link.group().strip().lower() != "and"
            or re.search(r"(?i)\bbetween\s*$", text[max(0, first.start - _BEFORE) : first.start])
        )
        if not joined:
            continue
        if _is_bare(first) and not _is_bare(second) and second.value:
            raw = second.number or _written(second)
            kept[at] = replace(
                first,
                value=first.value * second.value / raw if raw else first.value,
                unit=second.unit,
                period=second.period,
                noun=second.noun,
            )
        elif _is_bare(second) and not _is_bare(kept[at]) and "to" in (link.group() if link else "").split():
            bearer = kept[at]
            # A figure with a scale ("1.2 million to 900") leaves open whether the other has it too.
            if bearer.number:
                kept[at + 1] = replace(
                    second,
                    value=second.value * bearer.value / bearer.number,
                    unit=bearer.unit,
                    period=bearer.period,
                    noun=bearer.noun,
                )
    yield from kept


def _is_bare(figure: Figure) -> bool:
    return figure.unit == "count" and not figure.noun and not is_year(figure) and bool(figure.number)


def _written(figure: Figure) -> float:
    found = re.search(_DIGITS, figure.text)
    return _value(found.group()) if found else 0.0


def is_year(figure: Figure) -> bool:
    """Whether a figure is a year of the calendar."""
    return figure.unit == "count" and bool(re.fullmatch(r"(?:19|20)\d\d", figure.text))


#: A figure after "about" may be rounded by so much.
LOOSE = 0.1
_CLOSE = 0.002
#: A number of people, machines or things no larger than this must count the same thing.
_SMALL = 12


def same(claim: Figure, record: Figure) -> bool:
    """Whether a claim says what a record says, by value and unit."""
    if {claim.unit, record.unit} <= {"%", "points"}:
        # 99.9% and 99.99% are far apart: what is left of the whole counts.
        small = min(record.value, 1 - record.value) if 0 < record.value < 1 else record.value
        return abs(claim.value - record.value) <= (LOOSE if claim.loose else _CLOSE) * small
    if claim.unit != record.unit:
        return False
    if _near(claim, record.value) and claim.unit != "count":
        return True
    if claim.unit in CURRENCIES and claim.period and record.period and claim.period != record.period:
        return _near(claim, record.value, claim.value * SECONDS[record.period] / SECONDS[claim.period])
    if not _near(claim, record.value):
        return False
    if claim.unit == "count" and claim.value <= _SMALL and claim.noun and record.noun:
        return bool({stem(word) for word in claim.noun.split()} & {stem(word) for word in record.noun.split()})
    return True


def _near(claim: Figure, record: float, value: float | None = None) -> bool:
    value = claim.value if value is None else value
    return abs(value - record) <= (LOOSE if claim.loose else _CLOSE) * max(abs(record), abs(value))


def stem(word: str) -> str:
    """A noun without its plural."""
    return re.sub(r"(?:ies|es|s)$", "", word)
