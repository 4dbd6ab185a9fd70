"""How many users a latency budget leaves waiting."""

from __future__ import annotations

from decimal import Decimal

from tailor.errors import CallError
from tailor.estimate import quantities
from tailor.estimate.quantities import percent, plain
from tailor.estimate.working import Amount, Estimate, Input, Step, blur, readings

_LONGEST_BUDGET_SECONDS = Decimal(3600)


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
    gained = Amount((after.value - before.value) * 100, "percentage points")
    early = Amount(requests.value * before.value, "requests a day")
    result = Amount(requests.value * (after.value - before.value), "more requests a day")
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
            *readings(("--within-before", before), ("--within-after", after)),
            *blur(before, after, result),
        ),
    )
