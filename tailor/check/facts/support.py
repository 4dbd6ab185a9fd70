"""Whether a record's figure bears out a claim's: value under its bound, unit, period, statistic, and what it is a figure of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jdparse.english.figures import Figure, stem
from jdparse.english.quantities import Quantity, Vague
from jdparse.english.units import CURRENCIES, SECONDS

#: A figure said outright may be rounded in its last place, by no more than this; after "about" by the next.
_ROUNDING, ABOUT = 0.06, 0.1
#: A lower bound may lie so far below what is meant, an upper one so far above it.
_OVER, _UNDER = 1.6, 0.55
#: Where the record has an upper bound itself, so far below another one.
_LOOSE_UNDER = 0.3
#: "Just over" and "nearly" leave so much.
_JUST = 0.12
#: Values are the same within this.
_CLOSE = 0.002
#: A number of people, machines or things no larger than this must count the same thing.
_SMALL = 12
#: What follows from two values may be rounded by so much; a factor by more.
_DERIVED, _FACTOR = 0.03, 0.1
#: A percentage that follows is told to its last place, or cut off there.
_PLACE = 1.2
#: A range that is wider than this says nothing.
_WIDE = 2.5
#: Quantities that nobody calls by another name.
_OF_SPEED = frozenset({"speed", "latency", "training time", "freshness", "throughput"})
_EXACT = frozenset(
    {
        "latency",
        "throughput",
        "memory",
        "recall",
        "precision",
        "auc",
        "ndcg",
        "f1",
        "availability",
        "false alarms",
        "misses",
        "skew",
        "churn",
        "error",
    }
)
#: Shares in words are rough.
PORTION = 0.03
#: Small shares are told more closely: "one in forty".
_SMALL_SHARE = 0.12


def bears_out(record: Quantity, claim: Quantity) -> bool:
    """Whether a record's figure says what a claim says."""
    return same_value(record, claim) and not unlike(record, claim)


def unlike(record: Quantity, claim: Quantity) -> str:
    """In what a claim differs from a record of the same value: ``statistic``, ``quantity`` or nothing."""
    if claim.statistic and claim.statistic != record.statistic and (record.statistic or record.figure.unit == "time"):
        return "statistic"
    if claim.measures and record.measures and not claim.measures & record.measures:
        fast = "speed" in claim.measures | record.measures and not (claim.measures | record.measures) - _OF_SPEED
        return "" if fast else "quantity"
    if claim.thing and claim.thing in record.others and not claim.measures & record.measures:
        return "quantity"
    # Why: a share that the record tells of something that no row names is none of latency, or of recall.
    exact = not record.measures and record.figure.unit in {"%", "points"} and bool(record.figure.text)
    return "quantity" if exact and claim.measures and claim.measures <= _EXACT else ""


def same_value(record: Quantity, claim: Quantity) -> bool:
    """Whether a record's figure has the value that a claim's has, by unit and period, under the claim's bound."""
    said, known = claim.figure, record.figure
    pair = {said.unit, known.unit}
    if ("time" in pair and len(pair) > 1) or (_counts_hours(said) and _counts_hours(known)):
        return _same_hours(claim, said, known)
    if pair == {"count", "rate"}:
        scales = [SECONDS[one.period or "second"] if one.unit == "rate" else 1.0 for one in (said, known)]
        counts = [one.value * scale for one, scale in zip((said, known), scales, strict=True)]
        return _near(claim, *counts) or claim.low * scales[0] < counts[1] < claim.high * scales[0]
    if pair == {"times", "%"}:
        factor, share = (said, known) if said.unit == "times" else (known, said)
        return factor.value in {0.5, 2.0} and abs(share.value - 0.5) <= PORTION
    if pair == {"times"}:
        values = [1 / one.value if 0 < one.value < 1 else one.value for one in (said, known)]
        return _near(claim, values[0], values[1]) or (
            not claim.bound and not known.text and abs(values[0] - values[1]) <= _FACTOR * values[1]
        )
    if len(pair) > 1:
        return False
    return _same_unit(record, claim)


def _same_unit(record: Quantity, claim: Quantity) -> bool:
    """Whether two figures of one unit have one value, under the claim's bound."""
    said, known = claim.figure, record.figure
    value = said.value
    if said.unit in CURRENCIES and said.period and said.period != known.period:
        if not {said.period, known.period} <= SECONDS.keys():
            return False
        value *= SECONDS[known.period] / SECONDS[said.period]
    if said.unit == "count" and value <= _SMALL and said.noun and known.noun:
        nouns = [{stem(word) for word in one.noun.split()} for one in (said, known)]
        if not nouns[0] & nouns[1]:
            return False
    if claim.low < claim.high <= _WIDE * claim.low and claim.low * (1 - _CLOSE) <= known.value <= claim.high * (
        1 + _CLOSE
    ):
        return True
    if not known.text:
        # What follows from two values: a percentage to its last place, other figures by a little.
        if said.unit == "%" and not claim.bound:
            return abs(value - known.value) <= _PLACE * _half_place(said)
        if not claim.bound:
            return abs(value - known.value) <= _DERIVED * known.value
    if record.bound == claim.bound == "under" and said.unit != "%" and _LOOSE_UNDER * value <= known.value <= value:
        return True
    return _near(claim, value, known.value)


def _near(claim: Quantity, value: float, known: float) -> bool:
    """Whether a value stands for a known one under the claim's bound.

    Of shares close to the whole what is left of it counts: 99.9% and 99.99% are far apart.
    """
    if value <= 0 or known <= 0:
        return value == known
    bound = claim.bound
    if claim.figure.unit in {"%", "points"} and 0.9 < known < 1 and value < 1:
        value, known = 1 - value, 1 - known
        bound = {"over": "under", "under": "over", "just over": "just under", "just under": "just over"}.get(
            bound, bound
        )
        if abs(value - known) <= _CLOSE * known:
            return True
        if not bound:
            return abs(value - known) <= _ROUNDING * known
    if abs(value - known) <= _CLOSE * max(value, known):
        return True
    if bound == "over":
        return value <= known <= _OVER * value
    if bound == "under":
        least = 0.0 if _is_one_unit(claim.figure) else _UNDER * value
        return least <= known <= value
    if bound == "just over":
        return value <= known <= value * (1 + _JUST)
    if bound == "just under":
        return value * (1 - _JUST) <= known <= value * (1 + 10 * _CLOSE)
    if bound == "about":
        return abs(value - known) <= ABOUT * max(value, known)
    half = _half_place(claim.figure) * (value / claim.figure.value if claim.figure.value else 1.0)
    return abs(value - known) <= min(half * (1 + _CLOSE), _ROUNDING * known)


def _is_one_unit(figure: Figure) -> bool:
    """Whether a figure is "a second" or "one minute", under which any time may lie."""
    return figure.unit == "time" and figure.value in SECONDS.values()


def _half_place(figure: Figure) -> float:
    """Half of what the last digit of a figure stands for, in its base unit: 0.005 for 81%, 50 for 2,300."""
    written = re.search(r"\d[\d,\u00a0\u2009\u202f]*(?:\.(?P<decimals>\d+))?", figure.text)
    if written is None:
        number, place = figure.number or 1.0, 1.0
    elif written["decimals"]:
        number, place = float(re.sub(r"[^\d.]", "", written.group())), 10.0 ** -len(written["decimals"])
    else:
        digits = re.sub(r"\D", "", written.group())
        number, place = float(digits), 1.0
        digits = digits.rstrip("0") or "0"
        while number and len(digits) < len(str(int(number / place))):
            place *= 10
    if written is None:
        while number >= 10 * place and number % (10 * place) == 0:
            place *= 10
    return place / 2 * (figure.value / number if number else 1.0)


def _counts_hours(figure: Figure) -> bool:
    """Whether a count or a rate is one of hours: "4,000 agent hours a month"."""
    return figure.unit in {"count", "rate"} and bool(re.search(r"\bhours\b", f"{figure.text} {figure.noun}"))


def _same_hours(claim: Quantity, said: Figure, known: Figure) -> bool:
    """Whether "4,000 hours" and "4,000 agent hours a month" are the same; where both name a period, it counts."""
    if not all(one.unit == "time" or _counts_hours(one) for one in (said, known)):
        return False
    hours, periods = [], []
    for one in (said, known):
        # Why not every period: "31 hours a night" or "a run" are no rate that could be converted.
        scale = SECONDS.get(one.period, 1.0)
        hours.append(
            one.value / SECONDS["hour"] if one.unit == "time" else one.value * (scale if one.unit == "rate" else 1.0)
        )
        periods.append(SECONDS.get(one.period, 0.0))
    if all(periods):
        hours = [hours[0] / periods[0] * periods[1], hours[1]]
    return _near(claim, *hours)


def share_holds(share: float, bound: str, known: float) -> bool:
    """Whether a share in words stands for a known one: "a third" for 33%, "more than a third" for 37%."""
    step = min(PORTION, _SMALL_SHARE * max(share, known))
    low, high = {
        "over": (0.0, 5 * step),
        "just over": (0.0, 2 * step),
        "under": (-5 * step, 0.0),
        "just under": (-2 * step, 0.0),
        "about": (-1.5 * step, 1.5 * step),
    }.get(bound, (-step, step))
    return low - _CLOSE * share <= known - share <= high + _CLOSE * share


def size_holds(vague: Vague, records: Sequence[Quantity]) -> bool:
    """Whether any figure of a record has the size that is told, of the same things where the record counts such things."""
    counted = [one for one in records if one.figure.unit in {"count", "rate"}]
    nouns = {stem(word) for word in vague.noun.split()}
    alike = [one for one in counted if nouns & {stem(word) for word in (*one.figure.noun.split(), *one.behind)}]
    for record in [one for one in records if one.figure.unit == "times"] if vague.unit == "times" else alike or counted:
        figure = record.figure
        if vague.unit == "times":
            value = 1 / figure.value if 0 < figure.value < 1 else figure.value
        else:
            value = figure.value * (SECONDS[figure.period or "second"] if figure.unit == "rate" else 1.0)
        if vague.low <= value <= vague.high:
            return True
    return False


def nearest(claim: Quantity, records: Sequence[Quantity]) -> Quantity | None:
    """What the record has in a claim's place: the same value of another quantity, else the nearest figure of the same kind."""
    told = [one for one in records if one.figure.text]
    same = next((one for one in told if same_value(one, replace(claim, bound="about"))), None)
    if same is not None:
        return same
    alike = [one for one in told if one.figure.unit == claim.figure.unit and not unlike(one, claim)]
    if claim.figure.unit in {"count", "rate"} and claim.figure.noun:
        nouns = {stem(word) for word in claim.figure.noun.split()}
        alike = [one for one in alike if nouns & {stem(word) for word in one.figure.noun.split()}]
    elif claim.measures:
        alike = [one for one in alike if claim.measures & one.measures] or alike
    return min(alike, key=lambda one: (abs(one.figure.value - claim.figure.value), one.figure.start), default=None)
