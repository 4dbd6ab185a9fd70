"""What a routine costs in hours of engineers."""

from __future__ import annotations

from tailor.errors import CallError
from tailor.estimate import quantities
from tailor.estimate.quantities import money, plain
from tailor.estimate.working import (
    MONTHS_A_YEAR,
    WEEKS_A_YEAR,
    WORKING_WEEKS,
    Amount,
    Estimate,
    Input,
    Step,
    blur,
    how_many,
    in_hours,
    one_currency,
    saving,
    week,
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
    before = week("--hours-before", hours_before)
    after = week("--hours-after", hours_after, zero=True)
    sign = one_currency(currency, rate, "--rate")
    cost = None if rate is None else quantities.parse_money("--rate", rate, sign)
    worked = None if weeks is None else quantities.parse_count("--weeks", weeks)
    number = worked.value if worked else WORKING_WEEKS
    if number > WEEKS_A_YEAR:
        raise CallError(f"--weeks {plain(number)}: a year has 52 weeks")
    each = Amount(saving("--hours-after", before, after), "hours a week each")
    a_week = Amount(each.value * team.value, "hours a week")
    a_year = Amount(a_week.value * number, "hours a year")
    a_month = Amount(a_year.value / MONTHS_A_YEAR, "hours a month")
    result = a_year
    steps = [
        Step(f"{in_hours(before)} - {in_hours(after)}", each),
        Step(f"{'1 person' if team.value == 1 else f'{plain(team.value)} people'} x {each.exact}", a_week),
        Step(f"{a_week.exact} x {how_many(number, 'working week')} a year", a_year, final=True),
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
        else f"{how_many(number, 'working week')} a year"
    ]
    if cost is not None:
        priced = money(cost.value, cost.currency)
        by_month, result = (
            Amount(hours.value * cost.value, period, cost.currency)
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
        tuple(blur(before, after, result)),
    )
