"""Figures that no story has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from jdparse import Posting
from jdparse.english.figures import Figure, find_figures, is_year, same
from jdparse.english.patterns import pattern
from jdparse.english.portions import fractions, portions
from jdparse.english.units import SECONDS
from jdparse.english.voice import clause
from tailor.check.facts.claim import PERSONAL, Told, is_claim
from tailor.check.facts.record import Record
from tailor.check.finding import Found, Known

#: Nouns that make a small number a claim.
_COUNTED = pattern(r"(?i)(?:{headcount}|[avh]\d{2,3})(?:y|s|es|ies)?")
_NO_CLAIM_AFTER = pattern(
    r"(?i)\s*(?:a\.?m\b|p\.?m\b|o'clock|in the morning|at night|of us\b|of them\b|°|/\d|(?:other |more |short |good |hard "
    r"|simple )?(?:{harmless-count})\b)"
)
_HEADCOUNT = pattern(r"(?i)\b(?:{groups}) of (?:about |some )?$")
_CLOCK = pattern(r"(?i)\b(?:{clock})\s*$")


def numbers(told: Told, records: Sequence[Record], posting: Posting | None, known: Known) -> Iterator[Found]:
    """Figures of the applicant's that no story has."""
    text, offset = told.sentence.text, told.sentence.start
    shares = tuple(share for record in records for share in record.shares)
    percents = tuple(figure.value for record in records for figure in record.figures if figure.unit in {"%", "points"})
    parts = [*fractions(text), *_claimed_portions(text)]
    for start, end, share in parts:
        # "Two of three" is as often two of three things as a rate; "one in forty" is a rate.
        claimed = not re.fullmatch(r"(?i)\S+(?: out)? of \S+", text[start:end])
        if (
            claimed
            and is_claim(told, start, known)
            and not any(abs(share - other) < _PORTION_STEP for other in (*shares, *percents))
        ):
            yield Found("FCT101", offset + start, offset + end, f'"{text[start:end]}"')
    borrowed = _figures_of(posting.text) if posting else ()
    for figure in find_figures(text):
        if any(a <= figure.start < b for a, b, _ in parts):
            continue
        if not _counts(figure, text) or not is_claim(told, figure.start, known):
            continue
        if _supported(figure, told.named or records, shares):
            continue
        place = (offset + figure.start, offset + figure.end)
        said = f'"{figure.text.strip()}"'
        if _supported(figure, records, shares):
            owner = next(record.story for record in records if _supported(figure, [record], record.shares))
            yield Found("FCT106", *place, f"{said} is of {owner.employer or owner.name}")
        elif any(same(figure, other) or _restated(figure, other) for other in borrowed):
            yield Found("FCT105", *place, said)
        else:
            yield Found("FCT101", *place, said)


@lru_cache(maxsize=8)
def _figures_of(text: str) -> tuple[Figure, ...]:
    return find_figures(text)


def _claimed_portions(text: str) -> list[tuple[int, int, float]]:
    """Portions that a change is told in: "by a third", "a quarter less"; "a quarter" alone may be three months."""
    return [
        (start, end, share)
        for start, end, share in portions(text)
        if "half" not in text[start:end].lower()
        and (
            re.search(r"(?i)\bby (?:about |almost |nearly |over |more than )?$", text[:start])
            or re.match(r"(?i) (?:less|fewer|more|lower|higher|shorter|faster|cheaper)\b", text[end:])
        )
    ]


_SHARE_STEP, _PORTION_STEP = 0.004, 0.03


def _supported(figure: Figure, records: Sequence[Record], shares: Sequence[float]) -> bool:
    if figure.unit == "%" and any(abs(figure.value - share) < _SHARE_STEP for share in shares):
        return True
    return any(
        _restated(figure, other) or (bool(other.text) and same(figure, other))
        for record in records
        for other in record.figures
    )


def _restated(figure: Figure, record: Figure) -> bool:
    """Whether two figures are one said in two ways.

    A count may be told as a rate ("6 million readers a month"), a factor as its inverse, hours as a count of hours; what
    follows from two values of a story may be rounded.
    """
    pair = {figure.unit, record.unit}
    if "time" in pair and len(pair) > 1:
        hours = [_hours(one) for one in (figure, record)]
        return hours[0] is not None and hours[0] == hours[1]
    if pair == {"count", "rate"}:
        rate, count = (figure, record) if figure.unit == "rate" else (record, figure)
        return abs(rate.value * SECONDS[rate.period or "second"] - count.value) <= _ROUNDED * count.value
    if pair == {"times", "%"}:
        # "halved" for a fall of 48%.
        factor, share = (figure, record) if figure.unit == "times" else (record, figure)
        return factor.value in {0.5, 2.0} and abs(share.value - 0.5) <= _ROUNDED
    if pair == {"times"}:
        ratio = figure.value * record.value
        return abs(ratio - 1) < _SHARE_STEP or (record.loose and not record.text and _rounded(figure, record, _FACTOR))
    if pair == {"%", "points"} or len(pair) > 1:
        return False
    if record.text:
        return False
    if figure.unit == "%" and not figure.loose:
        return abs(figure.value - record.value) <= _last_place(figure)
    return _rounded(figure, record, _ROUNDED)


def _hours(figure: Figure) -> float | None:
    """The hours of "4,000 hours" and of "4,000 agent hours a month" alike; None where a figure counts something else."""
    if figure.unit == "time":
        return round(figure.value / SECONDS["hour"], 3)
    if not re.search(r"\bhours\b", f"{figure.text} {figure.noun}"):
        return None
    return round(figure.value * (SECONDS[figure.period] if figure.unit == "rate" else 1.0), 3)


def _last_place(figure: Figure) -> float:
    """What the last digit of a percentage stands for: 0.01 for 81%, 0.001 for 99.9%."""
    written = re.match(r"\d+\.(\d+)", figure.text.strip())
    return float(10 ** -(2 + (len(written[1]) if written else 0)))


#: What follows from two values may be rounded by so much; a factor by more.
_ROUNDED, _FACTOR = 0.03, 0.1


def _rounded(figure: Figure, record: Figure, slack: float) -> bool:
    value = 1 / figure.value if figure.unit == "times" and 0 < figure.value < 1 else figure.value
    return abs(value - record.value) <= slack * record.value


def _counts(figure: Figure, text: str) -> bool:
    """Whether a figure counts something that a profile would know."""
    before, after, number = text[: figure.start], text[figure.end :], figure.text.strip()
    start, end = clause(text, figure.start)
    if _NO_CLAIM_AFTER.match(after) or PERSONAL.search(text[start:end]):
        return False
    if figure.unit == "count":
        if is_year(figure) or (_CLOCK.search(before) and figure.value <= _HOURS and not figure.noun):
            return False
        if _HEADCOUNT.search(before):
            return True
        if figure.value <= _SMALL_COUNT:
            return any(_COUNTED.fullmatch(word) for word in figure.noun.split())
        return bool(figure.noun) or figure.value >= _LARGE_COUNT
    if figure.unit == "times":
        if figure.spelled and number.lower() in {"half", "twice", "double"}:
            return False
        return number.lower().endswith("ed") or not re.match(r"\s+(?:the|a|an|as|of)\b", after)
    if figure.unit == "time":
        return not re.search(r"(?i)\b(?:first|next|following|coming)\s$", before)
    if figure.unit == "points":
        return figure.value != 0
    return True


#: Numbers up to this need a noun that a profile counts; bare numbers up to the next are house numbers, ages and the like.
_SMALL_COUNT, _LARGE_COUNT = 12, 100
_HOURS = 24
