"""Inputs, steps and the figure of an estimate, with the units that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tailor.errors import CallError
from tailor.estimate import quantities
from tailor.estimate.quantities import LARGEST, Typed, about, money, percent, plain

#: Changes only with an entry in the changelog.
SCHEMA = 1
SECONDS_A_DAY = Decimal(86_400)
#: Why not the mean month of 30.4 days: thirty can be checked in the head, and it errs low, by about 1%.
DAYS_A_MONTH = Decimal(30)
MONTHS_A_QUARTER, MONTHS_A_YEAR = Decimal(3), Decimal(12)
#: 52 less some six of leave and public holidays.
WORKING_WEEKS = Decimal(46)
WEEKS_A_YEAR, HOURS_A_WEEK = Decimal(52), Decimal(168)
#: From here on the digits as typed leave the second digit of a difference open.
BLUR = Decimal("0.1")
#: What a unit's noun loses when there is one of it.
_ONE = re.compile(r"(?<=hour|call)s\b")
_LEAST = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Input:
    """What went in.

    Attributes:
        name: The option without its dashes.
        given: What was typed; None for a default.
        value: The number, in `unit`.
        unit: For example `calls a second`, `$ a call`, `share`.
    """

    name: str
    given: str | None
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit.

    Attributes:
        value: Not rounded.
        unit: `calls a day`; for money the period, `a month`, or nothing.
        currency: A sign or a code, for money.
    """

    value: Decimal
    unit: str
    currency: str = ""

    def __post_init__(self) -> None:
        if self.value > LARGEST:
            raise CallError(
                f"the working comes to more than {plain(LARGEST)} {self.whole_unit}; check the numbers given"
            )

    @property
    def whole_unit(self) -> str:
        """With the currency: `$ a month`."""
        return f"{self.currency} {self.unit}".strip()

    @property
    def exact(self) -> str:
        """For the working."""
        number = money(self.value, self.currency) if self.currency else plain(self.value)
        return f"{number} {_ONE.sub('', self.unit, count=1) if self.value == 1 else self.unit}".strip()

    @property
    def number(self) -> str:
        """The number alone, as it may be said."""
        return about(self.value, self.currency)

    @property
    def said(self) -> str:
        """As it may be said: two significant digits."""
        return f"about {self.number} {self.unit}"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working.

    Attributes:
        text: The arithmetic, in words and numbers.
        figure: What it comes to.
        final: Whether it is a figure to say, and so is shown rounded too.
    """

    text: str
    figure: Amount
    final: bool = False

    @property
    def said(self) -> str:
        """What it comes to, and where that is a figure to say, also rounded."""
        rounded = f", about {self.figure.number}" if self.final and self.figure.number not in self.figure.exact else ""
        return f"{self.figure.exact}{rounded}"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its working.

    Attributes:
        name: The sub-command.
        title: What was estimated.
        inputs: What went in, defaults included.
        steps: The working, in order.
        assumptions: What the working takes for granted.
        result: The figure to say; one of the steps'.
        field: The field of a story that the sentence is for.
        sentence: A noun phrase for `worth`, past tense without a subject for `result`.
        notes: How an input was read, and what weakens the figure.
    """

    name: str
    title: str
    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    assumptions: tuple[str, ...]
    result: Amount
    field: Literal["worth", "result"]
    sentence: str
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if all(step.figure != self.result for step in self.steps):
            raise ValueError(f"{self.name}: the result is none of the steps")
        if self.result.value < _LEAST:
            raise CallError(f"{self.name}: comes to less than {_LEAST} {self.result.whole_unit}, too little to state")


def bare_number(value: Decimal) -> int | float:
    """A whole number as an int, another as a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def one_currency(option: str | None, money_given: str | None = "", money_option: str = "") -> str:
    """The currency that an option names; empty without one.

    Raises:
        CallError: It is given without an amount of money, or is not known.
    """
    if option is None:
        return ""
    if money_given is None:
        raise CallError(
            f"--currency {option}: there is no money without {money_option}; add it or leave the currency out"
        )
    return quantities.parse_currency(option)


def week(option: str, text: str, *, zero: bool = False) -> Typed:
    """Hours of a week."""
    typed = quantities.parse_duration(option, text, zero=zero)
    if typed.unit in {"d", "wk"}:
        raise CallError(f"{option} {typed.text}: a working day is not 24 hours; write it in hours")
    if typed.value > HOURS_A_WEEK:
        raise CallError(f"{option} {typed.text}: a week has 168 hours")
    return typed


def saving(option: str, before: Typed, after: Typed) -> Decimal:
    """What is saved.

    Raises:
        CallError: Nothing is.
    """
    if after.value >= before.value:
        raise CallError(
            f"{option} {after.text}: is not less than before ({before.text}), so nothing is saved; "
            "swap the two if they are the wrong way round"
        )
    return before.value - after.value


def readings(*shares: tuple[str, Typed | None]) -> Iterable[str]:
    """How shares without a percent sign were read."""
    for option, share in shares:
        if share is not None and share.bare:
            yield f"{option} {share.text} was read as {percent(share.value)}"


def blur(before: Typed, after: Typed, result: Amount) -> Iterable[str]:
    """The range, where the numbers as typed leave the second digit of their difference open.

    Why: each is known to half a unit of its last digit, and a difference keeps both errors while it shrinks itself. Zero is exact: nothing is done any more.
    """
    gap = abs(before.value - after.value)
    doubt = (before.step + (after.step if after.value else 0)) / 2
    if doubt < gap * BLUR:
        return
    many = result.value / gap
    low, high = max(Decimal(0), (gap - doubt) * many), (gap + doubt) * many
    least = f"{about(low, result.currency)} to " if low >= _LEAST else "anything up to "
    yield (
        f"{before.text} and {after.text} are rounded to the last digit typed, so it may be {least}{about(high, result.currency)} "
        f"{result.unit}; type more digits if you have them"
    )


def in_hours(typed: Typed) -> str:
    """A number of hours, as it is said."""
    return how_many(typed.value, "hour")


def how_many(value: Decimal, noun: str) -> str:
    """A number with its noun, in the plural where it asks for one."""
    return f"{plain(value)} {noun}{'' if value == 1 else 's'}"
