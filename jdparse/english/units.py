"""Units of time, money and amount: their spellings, and what each is worth in its base unit."""

from __future__ import annotations

from collections.abc import Mapping

#: Seconds of each period; a month is a twelfth of a year.
SECONDS: Mapping[str, float] = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
    "month": 365.0 / 12 * 86_400.0,
    "quarter": 365.0 / 4 * 86_400.0,
    "year": 365.0 * 86_400.0,
}
#: Units by what is left of them in lower case without a plural's s: kind, and the factor to the base unit.
UNITS: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(("ns", "nanosecond"), ("time", 1e-9)),
    **dict.fromkeys(("us", "µs", "microsecond"), ("time", 1e-6)),
    **dict.fromkeys(("ms", "msec", "millisecond"), ("time", 1e-3)),
    **dict.fromkeys(("s", "sec", "second"), ("time", 1.0)),
    **dict.fromkeys(("min", "minute"), ("time", 60.0)),
    **dict.fromkeys(("h", "hr", "hour"), ("time", 3600.0)),
    **{name: ("time", SECONDS[name]) for name in ("day", "week", "month", "quarter", "year")},
    "decade": ("time", 10 * SECONDS["year"]),
    **dict.fromkeys(("kb", "kilobyte"), ("size", 1e3)),
    **dict.fromkeys(("mb", "megabyte"), ("size", 1e6)),
    **dict.fromkeys(("gb", "gigabyte"), ("size", 1e9)),
    **dict.fromkeys(("tb", "terabyte"), ("size", 1e12)),
    **dict.fromkeys(("pb", "petabyte"), ("size", 1e15)),
}
SCALE: Mapping[str, float] = {
    **dict.fromkeys(("k", "thousand"), 1e3),
    **dict.fromkeys(("m", "mn", "million"), 1e6),
    **dict.fromkeys(("b", "bn", "billion"), 1e9),
    "trillion": 1e12,
}
#: A currency's word or code without a plural's s: the sign, and the factor to its unit.
MONEY: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(("dollar", "usd"), ("$", 1.0)),
    **dict.fromkeys(("euro", "eur"), ("€", 1.0)),
    **dict.fromkeys(("pound", "gbp"), ("£", 1.0)),
    "cent": ("$", 0.01),
    "pence": ("£", 0.01),
}
#: Signs of the currencies, which are also the units of sums of money.
CURRENCIES = ("$", "€", "£")
TIMES: Mapping[str, float] = {
    "halved": 0.5, "halves": 0.5, "halving": 0.5, "halve": 0.5, "half": 0.5,
    "doubled": 2.0, "doubles": 2.0, "doubling": 2.0, "double": 2.0, "twice": 2.0,
    "tripled": 3.0, "triples": 3.0, "tripling": 3.0, "trebled": 3.0, "quadrupled": 4.0,
}  # fmt: skip
PERIODS: Mapping[str, str] = {
    "sec": "second", "s": "second", "min": "minute", "hr": "hour", "h": "hour", "night": "day", "hourly": "hour",
    "daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annually": "year",
}  # fmt: skip
