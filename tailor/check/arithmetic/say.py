"""Figures as a finding says them, and when two agree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jdparse.english.figures import Figure

#: A stated product may be off by this share: rounding, and months of 30 days or of four weeks.
ROUNDING = 0.2
#: Likewise for hours of people over a year, which has 44 to 52 working weeks.
WORKING_YEAR = 0.3
#: A stated share may be off by this much, or by this share of it, before it contradicts its two values.
POINTS, SHARE = 0.015, 0.05
#: A stated factor or difference may be off by this share; by twice as much where it is hedged.
FACTOR = 0.12


def number_said(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:,.1f}".removesuffix(".0")


def agrees(total: Figure, readings: Sequence[float], slack: float = ROUNDING) -> bool:
    """Whether a total is one of some readings, rounding aside."""
    return any(abs(reading - total.value) <= slack * max(reading, total.value) for reading in readings)


def as_said(figure: Figure, text: str) -> str:
    """A figure with the first word that it counts, as a text writes them."""
    if figure.unit != "count":
        return figure.text.strip()
    word = re.escape(figure.noun.split()[0])
    found = re.search(rf"(?i){re.escape(figure.text.strip())}[\s-](?:\w+\s){{0,3}}?{word}\b", text)
    return found.group() if found else figure.text.strip()


def hourly_said(price: Figure) -> str:
    """A price for an hour, as it is said."""
    return f"{price.text.strip()} an hour"


def money_said(value: float, sign: str) -> str:
    """A sum as a person would say it: $66K, $1.2M, $480."""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "K")):
        if value >= size:
            amount = value / size
            return f"{sign}{amount:.0f}{letter}" if amount >= _TWO_DIGITS else f"{sign}{number_said(amount)}{letter}"
    return f"{sign}{value:,.0f}"


_TWO_DIGITS = 10


def share_said(share: float) -> str:
    """A share of a load in words."""
    if share >= 1:
        return f"{number_said(share)} times"
    for name, value in (("a half of", 1 / 2), ("a third of", 1 / 3), ("a quarter of", 1 / 4), ("a tenth of", 1 / 10)):
        if abs(share - value) <= FACTOR * value:
            return name
    return f"{share:.0%} of" if share >= POINTS else f"{share:.1%} of"
