"""Prices, calls, machines and hours that are told together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jdparse.english.figures import Figure, is_year
from jdparse.english.patterns import pattern
from jdparse.english.units import CURRENCIES, SECONDS

# ---- products --------------------------------------------------------------------------------------------------------------

CALL = r"{calls}"
_PER_CALL = pattern(
    rf"(?i)\s?(?:a|an|per|each|every|for each|for every|/)\s?(?P<many>thousand|1,?000|1K|million"
    rf"|1M)?\s?(?:(?:\w+ )?(?:{CALL})s?\b|(?<=thousand)|(?<=000)|(?<=million))|\s?(?:apiece|each)\b"
)
_MANY = {"thousand": 1e3, "1000": 1e3, "1,000": 1e3, "1k": 1e3, "million": 1e6, "1m": 1e6}
#: A price that only "at" announces is below one unit of money.
_AT_PRICE = pattern(r"(?i)\bat (?:about |roughly |only |just )?$")
_PER_HOUR = pattern(
    r"(?i)\s?(?:a|an|per|each|/)\s?(?:[\w-]+[ -])?(?:hour|hr|h)\b|\s?hourly\b|[ -](?:GPU|card|node|machine|instance)[ -]hour\b"
)
_MACHINES = r"{machines}|[ahvltb]\d{1,3}s?"
_PEOPLE = r"{paid-people}"
_THINGS = pattern(rf"(?i)(?:[\w-]+ )?(?:{_MACHINES}|{_PEOPLE})\b")
_REPEATS = pattern(r"(?:{repeats})s")
_DUTY = pattern(r"(?i)\s?(?:duty|of the (?:time|day|hours))")
#: What may stand before a total of hours.
TOTAL_LINK = pattern(
    r"(?i)(?: (?!(?:{not-in-total})\b)[\w'’-]+){0,5}?\s*(?:[,;:(=—–]|\b(?:is|are|makes?"
    r"|comes? to|adds? up to|or|so|saves?|saving|equals?|that is)\b)\s*(?:(?:{total-link})\s+)*"
)


@dataclass(slots=True)
class Group:
    """Figures up to a total, each by its part in a product.

    Attributes:
        prices: Sums for one call or so, with the price of one.
        hourly: Sums for an hour.
        volumes: Calls or so over a period.
        things: Machines or people.
        each: Hours or minutes of each of them.
        repeats: Shifts, runs or days over a period.
        hours: Hours of machines or people together.
        cuts: Shares that may be cut off.
        duty: The share of the time that a load holds for.
        unclear: Whether a figure has no part that is known.
        start: Where the group begins in the text.
    """

    prices: list[tuple[Figure, float]] = field(default_factory=list)
    hourly: list[Figure] = field(default_factory=list)
    volumes: list[Figure] = field(default_factory=list)
    things: list[Figure] = field(default_factory=list)
    each: list[Figure] = field(default_factory=list)
    repeats: list[Figure] = field(default_factory=list)
    hours: list[Figure] = field(default_factory=list)
    cuts: list[float] = field(default_factory=list)
    duty: float = 1.0
    unclear: bool = False
    start: int = 0

    def taken(self) -> list[Figure]:
        """The figures that a product can use."""
        prices = [price for price, _ in self.prices]
        return [*prices, *self.hourly, *self.volumes, *self.things, *self.each, *self.repeats, *self.hours]


def adds_to(group: Group, text: str, figure: Figure) -> bool:
    """Put a figure into a group by its part; False if it is a total, which closes the group."""
    after, before = text[figure.end :], text[: figure.start]
    if figure.unit in CURRENCIES:
        if figure.period == "hour" or _PER_HOUR.match(after):
            group.hourly.append(figure)
        elif found := _PER_CALL.match(after):
            group.prices.append((figure, figure.value / _MANY.get((found["many"] or "").lower(), 1.0)))
        elif figure.value < 1 and not figure.period and _AT_PRICE.search(before):
            group.prices.append((figure, figure.value))
        else:
            return False
        return True
    if figure.unit == "time":
        return _adds_time(group, text, figure)
    if figure.unit == "rate":
        if re.search(r"\bhours$", figure.noun) and (group.things or group.volumes):
            return False
        kind = group.hours if re.search(r"\bhours$", figure.noun) else group.volumes
        if _REPEATS.fullmatch(figure.noun):
            kind = group.repeats
        kind.append(figure)
    elif figure.unit == "%":
        if _DUTY.match(after):
            group.duty = figure.value
        else:
            group.cuts.append(figure.value)
    elif figure.unit == "count":
        if re.match(r"(?:\w+ )?hours\b", figure.noun):
            if re.match(r"(?:business|office|working|opening) hours", figure.noun):
                group.each.append(_as_hours(figure))
            elif group.things:
                return False
            else:
                group.hours.append(figure)
        elif _THINGS.match(figure.noun):
            group.things.append(figure)
        elif not is_year(figure) and not _is_price_unit(text, figure):
            group.unclear = True
    elif figure.unit == "times":
        group.unclear = True
    return True


def _is_price_unit(text: str, figure: Figure) -> bool:
    """Whether a number is the thousand or million of "$0.40 per million"."""
    return bool(
        re.search(r"(?i)(?:\bper\s|/\s?)$", text[: figure.start]) or figure.text.lower().startswith(("per ", "a ", "1"))
    ) and figure.value in {1e3, 1e6}


def _as_hours(figure: Figure) -> Figure:
    return Figure(figure.start, figure.end, figure.text, figure.value * SECONDS["hour"], "time", "day")


def _adds_time(group: Group, text: str, figure: Figure) -> bool:
    """Likewise for a time: a latency is no part, hours are worked, days of a month are repeats."""
    if figure.value < SECONDS["minute"]:
        return True
    unit = re.search(r"(?i)\b(minute|min|hour|hr|h|day)s?\b", figure.text) or re.search(
        r"(?i)\b(minute|hour|day)s?\b", text[figure.end : figure.end + 25]
    )
    name = unit[1].lower()[0] if unit else ""
    if name == "d" and figure.period in {"week", "month", "year"}:
        days = figure.value / SECONDS["day"]
        group.repeats.append(
            Figure(
                figure.start, figure.end, figure.text, days / SECONDS[figure.period], "rate", figure.period, noun="days"
            )
        )
        return True
    if name not in {"m", "h"}:
        group.unclear = True
        return True
    if name == "h" and group.each and (group.things or group.volumes):
        if TOTAL_LINK.fullmatch(text[group.each[-1].end : figure.start]):
            return False
        group.unclear = True
    group.each.append(figure)
    return True
