"""Back-of-the-envelope arithmetic for a number that the applicant does not have yet, step by step.

Each estimate takes what a person typed and gives an `Estimate`: the working, what it assumes, the figure to two
significant digits and the words for a story of the profile. Choices lean low: a figure in a letter will be asked about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from tailor import quantities
from tailor.errors import CallError
from tailor.quantities import LARGEST, Typed, about, money, percent, plain

#: Changes only with an entry in the changelog.
SCHEMA = 1
SECONDS_A_DAY = Decimal(86_400)
#: Why not the mean month of 30.4 days: thirty can be checked in the head, and it errs low, by about 1%.
DAYS_A_MONTH = Decimal(30)
MONTHS_A_QUARTER, MONTHS_A_YEAR = Decimal(3), Decimal(12)
#: 52 less some six of leave and public holidays.
WORKING_WEEKS = Decimal(46)
WEEKS_A_YEAR, HOURS_A_WEEK = Decimal(52), Decimal(168)
#: What a service that is busy for part of the day is shown at, beside the clock round.
DUTY_TO_COMPARE = Decimal("0.1")
#: From here on the digits as typed leave the second digit of a difference open.
BLUR = Decimal("0.1")
#: What a unit's noun loses when there is one of it.
_ONE = re.compile(r"(?<=hour|call)s\b")
_LEAST = Decimal("0.01")
_LONGEST_BUDGET_SECONDS = Decimal(3600)


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
class Figure:
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
    figure: Figure
    final: bool = False


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
    result: Figure
    field: Literal["worth", "result"]
    sentence: str
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if all(step.figure != self.result for step in self.steps):
            raise ValueError(f"{self.name}: the result is none of the steps")
        if self.result.value < _LEAST:
            raise CallError(f"{self.name}: comes to less than {_LEAST} {self.result.whole_unit}, too little to state")


def inference_cost(
    qps: str, cost_per_call: str, cut: str, duty: str | None = None, currency: str | None = None
) -> Estimate:
    """The money a month that a cheaper call saves.

    Args:
        qps: Calls a second while the service is busy.
        cost_per_call: Money.
        cut: The share of that cost which is gone.
        duty: The share of the time at that load; around the clock if not given.
        currency: A sign or a code.

    Raises:
        CallError: A value is none, or none that can be.
    """
    calls = quantities.parse_count("--qps", qps)
    cost = quantities.parse_money("--cost-per-call", cost_per_call, _currency(currency))
    less = quantities.parse_share("--cut", cut)
    part = None if duty is None else quantities.parse_share("--duty", duty)
    sign, load = cost.currency, f"{plain(calls.value)} QPS"
    a_day = Figure(calls.value * SECONDS_A_DAY, "calls a day")
    steps = [Step(f"{_many(calls.value, 'call')} a second x 86,400 seconds a day", a_day)]
    if part is not None:
        busy = Figure(a_day.value * part.value, "calls a day")
        steps.append(Step(f"{a_day.exact} x {percent(part.value)} of the time", busy))
        a_day = busy
    a_month = Figure(a_day.value * DAYS_A_MONTH, "calls a month")
    bill = Figure(a_month.value * cost.value, "a month", sign)
    saved = Figure(bill.value * less.value, "a month", sign)
    steps += [
        Step(f"{a_day.exact} x 30 days", a_month),
        Step(f"{a_month.exact} x {money(cost.value, sign)} a call", bill, final=True),
        Step(f"{percent(less.value)} of {bill.exact}", saved, final=True),
    ]
    notes = list(_readings(("--cut", less), ("--duty", part)))
    sentence = f"{saved.said} in inference cost"
    if part is None:
        at_a_tenth = Figure(saved.value * DUTY_TO_COMPARE, "a month", sign)
        notes.append(
            f"{load} around the clock is assumed, and few services run at that rate all day: "
            f"at a {percent(DUTY_TO_COMPARE)} duty cycle it is {at_a_tenth.said} (--duty {percent(DUTY_TO_COMPARE)})"
        )
        sentence += f" at {load} around the clock"
    return Estimate(
        "inference-cost",
        "Inference cost saved",
        (
            Input("qps", calls.text, calls.value, "calls a second"),
            Input("cost-per-call", cost.text, cost.value, f"{sign} a call"),
            Input("cut", less.text, less.value, "share"),
            Input("duty", part.text if part else None, part.value if part else Decimal(1), "share"),
        ),
        tuple(steps),
        (
            "a month has 30 days: easy to check, and low by about 1% (the mean month has 30.4)",
            f"{load} around the clock"
            if part is None
            else f"{load} for {percent(part.value)} of the time and nothing otherwise",
            "every call costs the same",
        ),
        saved,
        "worth",
        sentence,
        tuple(notes),
    )


def gpu_hours(
    gpus: str,
    hours_before: str,
    hours_after: str,
    runs_per_month: str,
    price: str | None = None,
    currency: str | None = None,
) -> Estimate:
    """The GPU hours a month, and the money if there is a price, that a shorter run saves.

    Args:
        gpus: GPUs of one run.
        hours_before: Time of a run, in hours unless it has a unit.
        hours_after: Likewise.
        runs_per_month: Runs.
        price: Money for a GPU and hour.
        currency: A sign or a code.

    Raises:
        CallError: As for `inference_cost`, or a run does not get shorter.
    """
    cards = quantities.parse_count("--gpus", gpus)
    before = quantities.parse_duration("--hours-before", hours_before)
    after = quantities.parse_duration("--hours-after", hours_after)
    runs = quantities.parse_count("--runs-per-month", runs_per_month)
    sign = _currency(currency, price, "--price")
    cost = None if price is None else quantities.parse_money("--price", price, sign)
    shorter = Figure(_saving("--hours-after", before, after), "hours a run")
    a_run = Figure(shorter.value * cards.value, "GPU hours a run")
    result = Figure(a_run.value * runs.value, "GPU hours a month")
    steps = [
        Step(f"{_hours(before)} - {_hours(after)}", shorter),
        Step(f"{_many(cards.value, 'GPU')} x {shorter.exact}", a_run),
        Step(f"{a_run.exact} x {_many(runs.value, 'run')} a month", result, final=True),
    ]
    inputs = [
        Input("gpus", cards.text, cards.value, "GPUs"),
        Input("hours-before", before.text, before.value, "hours a run"),
        Input("hours-after", after.text, after.value, "hours a run"),
        Input("runs-per-month", runs.text, runs.value, "runs a month"),
    ]
    sentence = result.said
    assumptions = ["each run holds all its GPUs from start to end"]
    if cost is not None:
        hours, result = result, Figure(result.value * cost.value, "a month", cost.currency)
        steps.append(Step(f"{hours.exact} x {money(cost.value, cost.currency)}", result, final=True))
        inputs.append(Input("price", cost.text, cost.value, f"{cost.currency} a GPU hour"))
        assumptions.append(
            "GPUs are paid by the hour; on a machine that is paid for anyway the hours are saved, not the money"
        )
        sentence = f"{result.said} in GPU cost"
    return Estimate(
        "gpu-hours",
        "GPU hours saved",
        tuple(inputs),
        tuple(steps),
        tuple(assumptions),
        result,
        "worth",
        sentence,
        tuple(_blur(before, after, result)),
    )


def latency_users(requests_per_day: str, within_before: str, within_after: str, budget: str | None = None) -> Estimate:
    """How many more requests a day are answered within the latency budget.

    Args:
        requests_per_day: Requests.
        within_before: The share that was answered in time.
        within_after: The share that is now.
        budget: A time with its unit, for the words.

    Raises:
        CallError: As for `inference_cost`, or the share does not grow.
    """
    requests = quantities.parse_count("--requests-per-day", requests_per_day)
    before = quantities.parse_share("--within-before", within_before)
    after = quantities.parse_share("--within-after", within_after)
    limit = None if budget is None else quantities.parse_duration("--budget", budget, unit="second", bare=False)
    if limit is not None and limit.value > _LONGEST_BUDGET_SECONDS:
        raise CallError(f"--budget {limit.text}: is longer than an hour; a latency budget is a time such as 100 ms")
    if after.value <= before.value:
        raise CallError(
            f"--within-after {after.text}: is not more than before ({before.text}), so no more requests are answered in "
            "time; swap the two if they are the wrong way round"
        )
    gained = Figure((after.value - before.value) * 100, "percentage points")
    early = Figure(requests.value * before.value, "requests a day")
    result = Figure(requests.value * (after.value - before.value), "more requests a day")
    inputs = [
        Input("requests-per-day", requests.text, requests.value, "requests a day"),
        Input("within-before", before.text, before.value, "share"),
        Input("within-after", after.text, after.value, "share"),
    ]
    inside = "the latency budget"
    if limit is not None:
        inputs.append(Input("budget", limit.text, limit.value, "seconds"))
        short = limit.value < 1
        inside = f"the {plain(limit.value * 1000 if short else limit.value)} {'ms' if short else 's'} budget"
    return Estimate(
        "latency-users",
        "Requests answered in time",
        tuple(inputs),
        (
            Step(f"{percent(before.value)} of {plain(requests.value)} requests a day", early),
            Step(f"{percent(after.value)} - {percent(before.value)}", gained),
            Step(f"{plain(gained.value)}% of {plain(requests.value)} requests a day", result, final=True),
        ),
        (
            "the number of requests is the same before and after",
            "requests are counted, not people: one person may send many",
        ),
        result,
        "result",
        f"brought {result.said} inside {inside}",
        (
            *_readings(("--within-before", before), ("--within-after", after)),
            *_blur(before, after, result),
        ),
    )


def fraud_loss(
    loss_rate_before: str,
    loss_rate_after: str,
    volume: str | None = None,
    transactions: str | None = None,
    average: str | None = None,
    currency: str | None = None,
) -> Estimate:
    """The money a month, a quarter and a year that a lower loss rate saves.

    Args:
        loss_rate_before: The share of the volume that was lost.
        loss_rate_after: The share that is now.
        volume: Money a month; or else both of the next two.
        transactions: Transactions a month.
        average: Money of one.
        currency: A sign or a code.

    Raises:
        CallError: As for `inference_cost`, the rate does not fall, or the volume is given twice or not at all.
    """
    if (volume is None) == (transactions is None and average is None) or (transactions is None) != (average is None):
        raise CallError("the volume: give --volume, or --transactions and --average together")
    before = quantities.parse_share("--loss-rate-before", loss_rate_before)
    after = quantities.parse_share("--loss-rate-after", loss_rate_after)
    sign = _currency(currency)
    steps: list[Step] = []
    inputs: list[Input] = []
    if volume is not None:
        total = quantities.parse_money("--volume", volume, sign)
        moved = Figure(total.value, "a month", total.currency)
        inputs.append(Input("volume", total.text, total.value, moved.whole_unit))
    else:
        number = quantities.parse_count("--transactions", transactions or "")
        each = quantities.parse_money("--average", average or "", sign)
        moved = Figure(number.value * each.value, "a month", each.currency)
        inputs += [
            Input("transactions", number.text, number.value, "transactions a month"),
            Input("average", each.text, each.value, f"{each.currency} a transaction"),
        ]
        steps.append(Step(f"{_many(number.value, 'transaction')} a month x {money(each.value, each.currency)}", moved))
    points = Figure(_saving("--loss-rate-after", before, after) * 100, "percentage points")
    a_month, a_quarter, a_year = (
        Figure(moved.value * points.value / 100 * months, period, moved.currency)
        for months, period in (
            (Decimal(1), "a month"),
            (MONTHS_A_QUARTER, "a quarter"),
            (MONTHS_A_YEAR, "a year"),
        )
    )
    steps += [
        Step(f"{percent(before.value)} - {percent(after.value)}", points),
        Step(f"{plain(points.value)}% of {moved.exact}", a_month, final=True),
        Step(f"{a_month.exact} x 3 months", a_quarter, final=True),
        Step(f"{a_month.exact} x 12 months", a_year, final=True),
    ]
    return Estimate(
        "fraud-loss",
        "Fraud losses avoided",
        (
            *inputs,
            Input("loss-rate-before", before.text, before.value, "share"),
            Input("loss-rate-after", after.text, after.value, "share"),
        ),
        tuple(steps),
        (
            "every month has the same volume",
            "the rates are shares of the money, not of the number of payments, and nothing else changed them",
        ),
        a_month,
        "worth",
        f"{a_month.said} in fraud losses avoided",
        (
            *_readings(("--loss-rate-before", before), ("--loss-rate-after", after)),
            *_blur(before, after, a_month),
        ),
    )


def engineer_hours(
    people: str,
    hours_before: str,
    hours_after: str,
    rate: str | None = None,
    weeks: str | None = None,
    currency: str | None = None,
) -> Estimate:
    """The hours a month and a year, and their cost if there is a rate, that people no longer spend.

    Args:
        people: How many did the work.
        hours_before: Time of each a week, in hours unless it has a unit.
        hours_after: Likewise; may be zero.
        rate: Money for an hour of one of them.
        weeks: Working weeks a year; 46 if not given.
        currency: A sign or a code.

    Raises:
        CallError: As for `inference_cost`, the time does not fall, or a week would be longer than it is.
    """
    team = quantities.parse_count("--people", people)
    before = _week("--hours-before", hours_before)
    after = _week("--hours-after", hours_after, zero=True)
    sign = _currency(currency, rate, "--rate")
    cost = None if rate is None else quantities.parse_money("--rate", rate, sign)
    worked = None if weeks is None else quantities.parse_count("--weeks", weeks)
    number = worked.value if worked else WORKING_WEEKS
    if number > WEEKS_A_YEAR:
        raise CallError(f"--weeks {plain(number)}: a year has 52 weeks")
    each = Figure(_saving("--hours-after", before, after), "hours a week each")
    a_week = Figure(each.value * team.value, "hours a week")
    a_year = Figure(a_week.value * number, "hours a year")
    a_month = Figure(a_year.value / MONTHS_A_YEAR, "hours a month")
    result = a_year
    steps = [
        Step(f"{_hours(before)} - {_hours(after)}", each),
        Step(f"{'1 person' if team.value == 1 else f'{plain(team.value)} people'} x {each.exact}", a_week),
        Step(f"{a_week.exact} x {_many(number, 'working week')} a year", a_year, final=True),
        Step(f"{a_year.exact} / 12 months", a_month, final=True),
    ]
    inputs = [
        Input("people", team.text, team.value, "people"),
        Input("hours-before", before.text, before.value, "hours a week each"),
        Input("hours-after", after.text, after.value, "hours a week each"),
        Input("weeks", worked.text if worked else None, number, "working weeks a year"),
    ]
    sentence = f"about {a_year.number} engineer hours a year"
    assumptions = [
        "46 working weeks: 52 less some six of leave and public holidays (--weeks)"
        if worked is None
        else f"{_many(number, 'working week')} a year"
    ]
    if cost is not None:
        priced = money(cost.value, cost.currency)
        by_month, result = (
            Figure(hours.value * cost.value, period, cost.currency)
            for hours, period in ((a_month, "a month"), (a_year, "a year"))
        )
        steps += [
            Step(f"{a_month.exact} x {priced}", by_month, final=True),
            Step(f"{a_year.exact} x {priced}", result, final=True),
        ]
        inputs.append(Input("rate", cost.text, cost.value, f"{cost.currency} an hour"))
        assumptions.append(
            "an hour that is freed counts at the full rate, although nobody is paid less: time, not cash"
        )
        sentence = f"{result.said} in engineer time"
    return Estimate(
        "engineer-hours",
        "Engineer hours saved",
        tuple(inputs),
        tuple(steps),
        tuple(assumptions),
        result,
        "worth",
        sentence,
        tuple(_blur(before, after, result)),
    )


def storage(size: str, cut: str, price: str, currency: str | None = None) -> Estimate:
    """The money a month that smaller storage saves.

    Args:
        size: With its unit.
        cut: The share of it that is gone.
        price: Money for a gigabyte and month.
        currency: A sign or a code.

    Raises:
        CallError: As for `inference_cost`.
    """
    stored = quantities.parse_size("--size", size)
    less = quantities.parse_share("--cut", cut)
    cost = quantities.parse_money("--price", price, _currency(currency))
    whole = Figure(stored.value, "GB")
    freed = Figure(stored.value * less.value, "GB")
    saved = Figure(freed.value * cost.value, "a month", cost.currency)
    steps = [
        Step(f"{percent(less.value)} of {whole.exact}", freed),
        Step(f"{freed.exact} x {money(cost.value, cost.currency)} a GB and month", saved, final=True),
    ]
    if stored.unit != "GB":
        steps.insert(0, Step(f"{stored.text} in GB", whole))
    return Estimate(
        "storage",
        "Storage cost saved",
        (
            Input("size", stored.text, stored.value, "GB"),
            Input("cut", less.text, less.value, "share"),
            Input("price", cost.text, cost.value, f"{cost.currency} a GB and month"),
        ),
        tuple(steps),
        (
            "1 TB is 1,000 GB of 1,000 MB; where the bill counts in 1,024s, write TiB or GiB",
            "the price is for keeping the data: requests and transfer are left out",
        ),
        saved,
        "worth",
        f"{saved.said} in storage cost",
        tuple(_readings(("--cut", less))),
    )


def estimate_text(estimate: Estimate) -> str:
    """An estimate for a person to read; the notes are not in it."""
    wide = max(len(step.text) for step in estimate.steps)
    lines = [estimate.title, ""]
    for step in estimate.steps:
        rounded = f", about {step.figure.number}" if step.final and step.figure.number not in step.figure.exact else ""
        lines.append(f"  {step.text:<{wide}}  = {step.figure.exact}{rounded}")
    lines += ["", "Assumed", *(f"  {assumption}" for assumption in estimate.assumptions)]
    lines += ["", "For a story of your profile", f'  {estimate.field} = "{estimate.sentence}"']
    return "\n".join(lines) + "\n"


def estimate_json(estimate: Estimate) -> str:
    """An estimate as the contract's JSON object."""
    row: dict[str, Any] = {
        "schema": SCHEMA,
        "estimate": estimate.name,
        "inputs": {
            entry.name: {"given": entry.given, "value": _bare(entry.value), "unit": entry.unit}
            for entry in estimate.inputs
        },
        "steps": [
            {"text": step.text, "value": _bare(step.figure.value), "unit": step.figure.whole_unit}
            for step in estimate.steps
        ],
        "assumptions": list(estimate.assumptions),
        "result": {
            "text": estimate.result.said,
            "value": _bare(quantities.rounded(estimate.result.value)),
            "unit": estimate.result.whole_unit,
        },
        "field": estimate.field,
        "sentence": estimate.sentence,
        "notes": list(estimate.notes),
    }
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def _bare(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _currency(option: str | None, money_given: str | None = "", money_option: str = "") -> str:
    if option is None:
        return ""
    if money_given is None:
        raise CallError(
            f"--currency {option}: there is no money without {money_option}; add it or leave the currency out"
        )
    return quantities.parse_currency(option)


def _week(option: str, text: str, *, zero: bool = False) -> Typed:
    """Hours of a week."""
    typed = quantities.parse_duration(option, text, zero=zero)
    if typed.unit in {"d", "wk"}:
        raise CallError(f"{option} {typed.text}: a working day is not 24 hours; write it in hours")
    if typed.value > HOURS_A_WEEK:
        raise CallError(f"{option} {typed.text}: a week has 168 hours")
    return typed


def _saving(option: str, before: Typed, after: Typed) -> Decimal:
    if after.value >= before.value:
        raise CallError(
            f"{option} {after.text}: is not less than before ({before.text}), so nothing is saved; "
            "swap the two if they are the wrong way round"
        )
    return before.value - after.value


def _readings(*shares: tuple[str, Typed | None]) -> Iterable[str]:
    """How shares without a percent sign were read."""
    for option, share in shares:
        if share is not None and share.bare:
            yield f"{option} {share.text} was read as {percent(share.value)}"


def _blur(before: Typed, after: Typed, result: Figure) -> Iterable[str]:
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
        f"to the last digit typed, {before.text} and {after.text} bear {least}{about(high, result.currency)} "
        f"{result.unit}; type more digits if you have them"
    )


def _hours(typed: Typed) -> str:
    return _many(typed.value, "hour")


def _many(value: Decimal, noun: str) -> str:
    return f"{plain(value)} {noun}{'' if value == 1 else 's'}"
