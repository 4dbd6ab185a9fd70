"""What a person types for a number, read strictly, and how a number is said again.

Why no library reads the numbers: `1.2k`, `$0.0008`, `40%` and `5M` are one pattern and `decimal`; those that read
amounts out of free text guess, and a guess has no place under a figure that somebody will be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from tailor.errors import CallError

#: Above this nothing that an applicant ran is counted: a thousand trillion.
LARGEST = Decimal("1e15")
#: Below this a price or a count is a slip of the keyboard.
SMALLEST = Decimal("1e-12")
_MAX_TYPED = 40
_SIGNIFICANT, _WORKING_DIGITS = 2, 6
#: From here on money in the working is shown without cents.
_NO_CENTS = Decimal(10_000)
_SIGNS: Mapping[str, str] = {"USD": "$", "EUR": "€", "GBP": "£"}
_TIMES: Mapping[str, Decimal] = {
    "": Decimal(1),
    **dict.fromkeys(("k", "K", "thousand"), Decimal(1_000)),
    **dict.fromkeys(("M", "million"), Decimal(1_000_000)),
    **dict.fromkeys(("B", "bn", "billion"), Decimal(1_000_000_000)),
}
_TYPED = re.compile(
    r"(?P<minus>[-−]?)\s*(?P<currency>[$€£]?)\s*(?P<inner>[-−]?)"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]*\.?[0-9]+)(?P<power>[eE][-+]?[0-9]{1,3})?"
    r"(?![0-9.,])\s*(?P<tail>.*)"
)
_UNITS = """\
second = [time] = s = sec
millisecond = 0.001 second = ms = msec
minute = 60 second = min
hour = 3600 second = h = hr
day = 24 hour = d
week = 7 day = wk
byte = [size] = B
kilobyte = 1000 byte = kB
megabyte = 1000 kilobyte = MB
gigabyte = 1000 megabyte = GB
terabyte = 1000 gigabyte = TB
petabyte = 1000 terabyte = PB
kibibyte = 1024 byte = KiB
mebibyte = 1024 kibibyte = MiB
gibibyte = 1024 mebibyte = GiB
tebibyte = 1024 gibibyte = TiB
pebibyte = 1024 tebibyte = PiB"""
_KINDS: Mapping[str, tuple[str, str]] = {
    "[time]": ("a time", "ms, s, min, h, d or wk"),
    "[size]": ("a size", "kB, MB, GB, TB, PB, or GiB and TiB"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as a person typed it.

    Attributes:
        text: What was typed, on one line.
        value: In the unit that the reader of the option names; a share is 0 to 1.
        step: One unit of the last digit that was typed, in the same unit: how finely the number is known.
        currency: `$`, `€`, `£` or "".
        unit: The unit that was typed, as its usual sign; "" if none was.
        bare: Whether a share was typed without its percent sign.
    """

    text: str
    value: Decimal
    step: Decimal
    currency: str = ""
    unit: str = ""
    bare: bool = False


def parse_count(option: str, text: str) -> Typed:
    """A number of things: `80`, `1,200`, `1.2k`, `5M`.

    Raises:
        CallError: It is none, or it is zero, negative or beyond belief.
    """
    found = _read(option, text)
    if found["currency"]:
        raise CallError(
            f"{option} {_shown(text)}: is money, and a number is wanted; write it without {found['currency']}"
        )
    return _within(option, text, _scaled(option, text, found))


def parse_money(option: str, text: str, currency: str = "") -> Typed:
    """An amount of money: `0.0008`, `$0.0008`, `€2.5M`; dollars unless a sign or `currency` says otherwise.

    Raises:
        CallError: As for `parse_count`, or sign and `currency` differ.
    """
    found = _read(option, text)
    if found["digits"].startswith("."):
        raise CallError(f"{option} {_shown(text)}: write it as 0{found['digits']}, and quote a $: a shell eats it")
    if found["currency"] and currency and found["currency"] != currency:
        raise CallError(f"{option} {_shown(text)}: does not agree with --currency {currency}; leave one of them out")
    return _within(option, text, _scaled(option, text, found, currency or found["currency"] or "$"))


def parse_currency(text: str) -> str:
    """A currency's sign, or its code if it has none here: `$`, `EUR` -> `€`, `CHF`.

    Raises:
        CallError: It is neither a known sign nor three capital letters.
    """
    if text not in _SIGNS.values() and not re.fullmatch(r"[A-Z]{3}", text):
        raise CallError(f"--currency {_shown(text)}: write $, €, £ or a code of three capitals such as CHF")
    return _SIGNS.get(text, text)


def parse_share(option: str, text: str) -> Typed:
    """A part of a whole, 0 to 1: `40%`, or `0.4`, which is marked as bare.

    Raises:
        CallError: It is no share, or it could mean two things, such as `40` and `1`.
    """
    found = _read(option, text)
    tail = found["tail"]
    if found["currency"] or tail not in {"%", "", "percent"}:
        raise CallError(f"{option} {_shown(text)}: is no share; write it as 40% or 0.4")
    value, step = _number(found)
    if tail:
        value, step = value / 100, step / 100
        if value > 1:
            raise CallError(f"{option} {_shown(text)}: a share cannot be more than 100%")
    elif value >= 1:
        raise CallError(f"{option} {_shown(text)}: could mean two things; write a share as 40% or 0.4")
    return _within(option, text, Typed(_line(text), value, step, bare=not tail))


def parse_duration(option: str, text: str, *, unit: str = "hour", bare: bool = True, zero: bool = False) -> Typed:
    """A time in `unit`: `3h`, `30 min`, `100ms`; a number without a unit is in `unit` where `bare` allows it.

    Raises:
        CallError: As for `parse_count`, or the unit is unknown or none of time.
    """
    return _measured(option, text, "[time]", unit, bare=bare, zero=zero)


def parse_size(option: str, text: str) -> Typed:
    """A size in gigabytes of 1,000 megabytes: `40TB`, `40,000 GB`, `512 GiB`.

    Raises:
        CallError: As for `parse_count`, or the unit is missing, unknown or none of size.
    """
    return _measured(option, text, "[size]", "gigabyte", bare=False, zero=False)


def _measured(option: str, text: str, kind: str, unit: str, *, bare: bool, zero: bool) -> Typed:
    found = _read(option, text)
    what, examples = _KINDS[kind]
    if found["currency"]:
        raise CallError(f"{option} {_shown(text)}: is money, and {what} is wanted; use {examples}")
    value, step = _number(found)
    name = found["tail"]
    if not name:
        if not bare:
            raise CallError(f"{option} {_shown(text)}: has no unit; add {examples}")
        return _within(option, text, Typed(_line(text), value, step), zero=zero)
    factor, sign = _unit(option, text, name, kind, unit)
    return _within(option, text, Typed(_line(text), value * factor, step * factor, unit=sign), zero=zero)


def _unit(option: str, text: str, name: str, kind: str, unit: str) -> tuple[Decimal, str]:
    """How many of `unit` one of the named unit is, and its sign."""
    from pint.errors import DimensionalityError, UndefinedUnitError

    what, examples = _KINDS[kind]
    units = _registry()
    try:
        if not re.fullmatch(r"[A-Za-z]{1,12}", name):
            raise UndefinedUnitError(name)
        one = units.Quantity(Decimal(1), name.lower() if len(name) > len("KiB") else name)
        return Decimal(one.to(unit).magnitude), f"{one.units:~}"
    # Why: "nan" is a number to the library, and no unit.
    except (UndefinedUnitError, ValueError) as error:
        raise CallError(f"{option} {_shown(text)}: unknown unit {_shown(name)!r}; use {examples}") from error
    except DimensionalityError as error:
        other = _KINDS[next(iter(units.Unit(name).dimensionality))][0]
        raise CallError(f"{option} {_shown(text)}: is {other}, and {what} is wanted; use {examples}") from error


@lru_cache(maxsize=1)
def _registry() -> Any:
    """The units above and no others, in pint.

    Why: pint's own thousand units read `Gb` as gilbert, `Min` as megainch and let a percentage pass for a size.
    """
    import pint

    units: Any = pint.UnitRegistry(None, non_int_type=Decimal, case_sensitive=False, cache_folder=None)
    units.load_definitions(_UNITS.splitlines())
    return units


def _read(option: str, text: str) -> dict[str, str]:
    line = _line(text)
    found = _TYPED.fullmatch(line) if len(line) <= _MAX_TYPED else None
    if found is None:
        quote = (
            "; a shell eats an unquoted $, so quote it" if line.startswith(",") or "$" in line or "sh." in line else ""
        )
        raise CallError(f"{option} {_shown(text)}: is no number; write it as 80, 1,200, 0.05, 1.2k or 5M{quote}")
    if found["minus"] or found["inner"]:
        raise CallError(f"{option} {_shown(text)}: is negative; write an amount above zero")
    return found.groupdict()


def _number(found: Mapping[str, str]) -> tuple[Decimal, Decimal]:
    value = Decimal(found["digits"].replace(",", "") + (found["power"] or ""))
    exponent = value.as_tuple().exponent
    return value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _scaled(option: str, text: str, found: Mapping[str, str], currency: str = "") -> Typed:
    times = _TIMES.get(found["tail"])
    if times is None:
        hint = "; for millions write M" if found["tail"] in {"m", "mm", "mn"} else ""
        raise CallError(
            f"{option} {_shown(text)}: {_shown(found['tail'])!r} is not understood; use k, M or B, or nothing{hint}"
        )
    value, step = _number(found)
    return Typed(_line(text), value * times, step * times, currency)


def _within(option: str, text: str, typed: Typed, *, zero: bool = False) -> Typed:
    if typed.value == 0 and not zero:
        raise CallError(f"{option} {_shown(text)}: is zero; write an amount above zero")
    if typed.value > LARGEST:
        raise CallError(f"{option} {_shown(text)}: is larger than anything this could count; check it")
    if 0 < typed.value < SMALLEST:
        raise CallError(f"{option} {_shown(text)}: is too small to count; check it")
    return typed


def _line(text: str) -> str:
    """Text on one line, without what a terminal would act on."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())


def _shown(text: str) -> str:
    line = _line(text)
    return (line if len(line) <= _MAX_TYPED else f"{line[: _MAX_TYPED - 3]}...") or "(empty)"


def plain(value: Decimal) -> str:
    """A number for the working: whole numbers in full, others to six significant digits."""
    places = max(0, _WORKING_DIGITS - 1 - value.adjusted()) if value else 0
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Decimal) -> str:
    """A share with its sign: `40%`."""
    return f"{plain(share * 100)}%"


def money(value: Decimal, currency: str) -> str:
    """An amount for the working: `$165,888`, `$0.0008`, `CHF 2.50`."""
    if value >= 1:
        value = value.quantize(Decimal(1) if value >= _NO_CENTS else Decimal("0.01"), ROUND_HALF_UP)
    text = plain(value)
    return _with_sign(f"{text}0" if re.fullmatch(r"[\d,]+\.\d", text) else text, currency)


def rounded(value: Decimal) -> Decimal:
    """To two significant digits."""
    return value.quantize(Decimal(1).scaleb(value.adjusted() + 1 - _SIGNIFICANT), ROUND_HALF_UP)


def about(value: Decimal, currency: str = "") -> str:
    """A number as it may be said: two significant digits; `$66K`, `350,000`, `1.4M`."""
    short = rounded(value)
    sizes = (("T", 12), ("B", 9), ("M", 6), ("K", 3)) if currency else (("T", 12), ("B", 9), ("M", 6))
    for sign, power in sizes:
        if short >= Decimal(1).scaleb(power):
            return _with_sign(f"{plain(short.scaleb(-power))}{sign}", currency)
    return money(short, currency) if currency else plain(short)


def _with_sign(text: str, currency: str) -> str:
    return f"{currency} {text}" if currency.isalpha() else f"{currency}{text}"
