"""What serving a model costs."""

from __future__ import annotations

from decimal import Decimal

from tailor.estimate import quantities
from tailor.estimate.quantities import money, percent, plain
from tailor.estimate.working import (
    DAYS_A_MONTH,
    SECONDS_A_DAY,
    Amount,
    Estimate,
    Input,
    Step,
    how_many,
    one_currency,
    readings,
)

#: What a service that is busy for part of the day is shown at, beside the clock round.
DUTY_TO_COMPARE = Decimal("0.1")


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
    cost = quantities.parse_money("--cost-per-call", cost_per_call, one_currency(currency))
    less = quantities.parse_share("--cut", cut)
    part = None if duty is None else quantities.parse_share("--duty", duty)
    sign, load = cost.currency, f"{plain(calls.value)} QPS"
    a_day = Amount(calls.value * SECONDS_A_DAY, "calls a day")
    steps = [Step(f"{how_many(calls.value, 'call')} a second x 86,400 seconds a day", a_day)]
    if part is not None:
        busy = Amount(a_day.value * part.value, "calls a day")
        steps.append(Step(f"{a_day.exact} x {percent(part.value)} of the time", busy))
        a_day = busy
    a_month = Amount(a_day.value * DAYS_A_MONTH, "calls a month")
    bill = Amount(a_month.value * cost.value, "a month", sign)
    saved = Amount(bill.value * less.value, "a month", sign)
    steps += [
        Step(f"{a_day.exact} x 30 days", a_month),
        Step(f"{a_month.exact} x {money(cost.value, sign)} a call", bill, final=True),
        Step(f"{percent(less.value)} of {bill.exact}", saved, final=True),
    ]
    notes = list(readings(("--cut", less), ("--duty", part)))
    sentence = f"{saved.said} in inference cost"
    if part is None:
        at_a_tenth = Amount(saved.value * DUTY_TO_COMPARE, "a month", sign)
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
