"""What a fraud model saves."""

from __future__ import annotations

from decimal import Decimal

from tailor.errors import CallError
from tailor.estimate import quantities
from tailor.estimate.quantities import money, percent, plain
from tailor.estimate.working import (
    MONTHS_A_QUARTER,
    MONTHS_A_YEAR,
    Amount,
    Estimate,
    Input,
    Step,
    blur,
    how_many,
    one_currency,
    readings,
    saving,
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
    sign = one_currency(currency)
    steps: list[Step] = []
    inputs: list[Input] = []
    if volume is not None:
        total = quantities.parse_money("--volume", volume, sign)
        moved = Amount(total.value, "a month", total.currency)
        inputs.append(Input("volume", total.text, total.value, moved.whole_unit))
    else:
        number = quantities.parse_count("--transactions", transactions or "")
        each = quantities.parse_money("--average", average or "", sign)
        moved = Amount(number.value * each.value, "a month", each.currency)
        inputs += [
            Input("transactions", number.text, number.value, "transactions a month"),
            Input("average", each.text, each.value, f"{each.currency} a transaction"),
        ]
        steps.append(
            Step(f"{how_many(number.value, 'transaction')} a month x {money(each.value, each.currency)}", moved)
        )
    points = Amount(saving("--loss-rate-after", before, after) * 100, "percentage points")
    a_month, a_quarter, a_year = (
        Amount(moved.value * points.value / 100 * months, period, moved.currency)
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
            *readings(("--loss-rate-before", before), ("--loss-rate-after", after)),
            *blur(before, after, a_month),
        ),
    )
