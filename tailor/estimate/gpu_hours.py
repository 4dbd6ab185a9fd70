"""What training costs in GPU hours."""

from __future__ import annotations

from tailor.estimate import quantities
from tailor.estimate.quantities import money
from tailor.estimate.working import Amount, Estimate, Input, Step, blur, how_many, in_hours, one_currency, saving


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
    sign = one_currency(currency, price, "--price")
    cost = None if price is None else quantities.parse_money("--price", price, sign)
    shorter = Amount(saving("--hours-after", before, after), "hours a run")
    a_run = Amount(shorter.value * cards.value, "GPU hours a run")
    result = Amount(a_run.value * runs.value, "GPU hours a month")
    steps = [
        Step(f"{in_hours(before)} - {in_hours(after)}", shorter),
        Step(f"{how_many(cards.value, 'GPU')} x {shorter.exact}", a_run),
        Step(f"{a_run.exact} x {how_many(runs.value, 'run')} a month", result, final=True),
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
        hours, result = result, Amount(result.value * cost.value, "a month", cost.currency)
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
        tuple(blur(before, after, result)),
    )
