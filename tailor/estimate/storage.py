"""What storage costs."""

from __future__ import annotations

from tailor.estimate import quantities
from tailor.estimate.quantities import money, percent
from tailor.estimate.working import Amount, Estimate, Input, Step, one_currency, readings


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
    cost = quantities.parse_money("--price", price, one_currency(currency))
    whole = Amount(stored.value, "GB")
    freed = Amount(stored.value * less.value, "GB")
    saved = Amount(freed.value * cost.value, "a month", cost.currency)
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
        tuple(readings(("--cut", less))),
    )
