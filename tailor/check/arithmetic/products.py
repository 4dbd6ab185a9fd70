"""Products: load times price, hours times price."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdparse.english.figures import Figure, find_figures
from jdparse.english.patterns import pattern
from jdparse.english.units import CURRENCIES, SECONDS
from tailor.check.arithmetic.group import CALL, TOTAL_LINK, Group, adds_to
from tailor.check.arithmetic.say import ROUNDING, WORKING_YEAR, agrees, as_said, hourly_said, money_said, share_said
from tailor.check.finding import Found
from tailor.check.letter import Reading, Sentence

_AROUND_THE_CLOCK = pattern(r"(?i)around the clock|round the clock|day and night|24/7|all day,? every day|non-?stop")
#: Words that leave open how long a load holds.
_PART_TIME = pattern(r"(?i)\b(?:{part-time})\b")


def products(letter: Reading, sentence: Sentence, following: Sentence | None) -> Iterator[Found]:
    """Load x price x cut, machines x hours x price, people x hours x rate, against the stated sum."""
    alone = list(_found_in(sentence.text))
    for start, end, detail in alone:
        yield Found("ARI101", sentence.start + start, sentence.start + end, detail)
    if following is None:
        return
    both = letter.text[sentence.start : following.end]
    border = following.start - sentence.start
    for start, end, detail in _found_in(both):
        if start < len(sentence.text) and end > border:
            yield Found("ARI101", sentence.start + start, sentence.start + end, detail)


def _found_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where figures contradict each other as a product, with the working."""
    group = Group()
    for figure in find_figures(text):
        if adds_to(group, text, figure):
            continue
        group_text = text[group.start : figure.end]
        if figure.unit in CURRENCIES:
            working = _money_working(group, figure, group_text)
        else:
            working = _hours_working(group, figure, text)
        if working and group.taken():
            yield min(one.start for one in group.taken()), figure.end, working
        group = Group(start=figure.end)


def _money_working(group: Group, total: Figure, text: str) -> str:
    """The working of a sum of money that the group's product contradicts; empty if it does not."""
    if group.unclear:
        return ""
    if len(group.prices) == 1 and len(group.volumes) == 1 and not group.hourly and not group.things:
        return _load_times_price(group, total, text)
    if len(group.hourly) == 1 and not group.prices and not group.volumes:
        return _hours_times_price(group, total, text)
    return ""


#: A bill's month has 30 days.
_BILLED = {"month": 30 * SECONDS["day"]}


def _load_times_price(group: Group, total: Figure, text: str) -> str:
    """Calls x price (x cut) a period."""
    (price, each), load = group.prices[0], group.volumes[0]
    period = total.period or ("" if load.period == "second" else load.period)
    if not period or price.unit != total.unit or _other_noun(price, load, text):
        return ""
    seconds = _BILLED.get(period, SECONDS[period]) * group.duty
    told = ""
    if group.each or group.repeats:
        if len(group.each) != 1 or len(group.repeats) > 1:
            return ""
        days = group.repeats[0].value if group.repeats else 1 / SECONDS["day"]
        seconds = group.each[0].value * days * SECONDS[period]
        told = f" x {group.each[0].text.strip()}" + (
            f" x {group.repeats[0].text.strip()}" if group.repeats else " a day"
        )
    elif group.duty < 1:
        told = f" x {group.duty:.0%} of the time"
    full = load.value * each * seconds
    readings = [full, *(full * cut for cut in group.cuts), *(full * (1 - cut) for cut in group.cuts)]
    expected = readings[1] if group.cuts else full
    # Why: of nothing, or with all of it cut away, no share can be said.
    if not expected:
        return ""
    if agrees(total, readings) or (_PART_TIME.search(text) and not told and total.value < expected):
        return ""
    cut = f" x {group.cuts[0]:.0%}" if group.cuts else ""
    product = f"{load.text.strip()} x {price.unit}{f'{each:.9f}'.rstrip('0').rstrip('.')}{cut}{told}"
    if load.period in {"second", "minute"} and not told:
        return (
            f"{product} is about {money_said(expected, total.unit)} a {period} at that rate all day; "
            f"{money_said(total.value, total.unit)} holds only at {share_said(total.value / expected)} that load"
        )
    return f"{product} is about {money_said(expected, total.unit)} a {period}"


def _other_noun(price: Figure, load: Figure, text: str) -> bool:
    """Whether a price is said of other things than those that a load counts: tokens and documents."""
    priced = pattern(
        rf"(?i){re.escape(price.text.strip())}\s?(?:per|a|an|each|every|/)\s?(?:\S+ )??({CALL})s?\b"
    ).search(text)
    generic = {"call", "request", "query", "querie", "prediction", "inference", "lookup", "search", "invocation"}
    counted = load.noun.removesuffix("s")
    if priced is None or not counted or counted in generic or priced[1].lower() in generic:
        return False
    return priced[1].lower() != counted


def _hours_times_price(group: Group, total: Figure, text: str) -> str:
    """Machines or people x hours x price, or hours x price."""
    price = group.hourly[0]
    if price.unit != total.unit or group.cuts or len(group.repeats) > 1:
        return ""
    slack = ROUNDING
    if len(group.hours) == 1 and not group.things and not group.each:
        hours = group.hours[0]
        period = hours.period or total.period
        spent = hours.value * SECONDS[period] if hours.unit == "rate" else hours.value
        if hours.unit == "rate" and total.period:
            spent, period = hours.value * SECONDS[total.period], total.period
        expected, product = spent * price.value, f"{hours.text.strip()} x {hourly_said(price)}"
    elif len(group.things) == 1 and not group.hours:
        things = group.things[0]
        if _AROUND_THE_CLOCK.search(text) and not group.each and total.period:
            period = total.period
            spent, how = SECONDS[period] / SECONDS["hour"], "around the clock"
        elif len(group.each) == 1:
            each = group.each[0]
            spent, how = each.value / SECONDS["hour"], each.text.strip()
            rate = group.repeats[0] if group.repeats else None
            period = total.period or each.period or (rate.period if rate else "")
            if each.period and period:
                over = rate.value if rate and each.period == "day" else 1 / SECONDS[each.period]
                spent *= SECONDS[period] * over
                how += f" a {each.period}"
                slack = WORKING_YEAR if period in {"year", "quarter"} else ROUNDING
            elif rate and period:
                spent *= rate.value * SECONDS[period]
                how += f" x {rate.text.strip()}"
            elif total.period:
                return ""
        else:
            return ""
        expected = things.value * spent * price.value
        product = f"{as_said(things, text)} x {how} x {hourly_said(price)}"
    else:
        return ""
    readings = [expected * group.duty]
    if group.each and group.each[0].period == "day":
        readings.append(expected * _WORKING_DAYS)
    if agrees(total, readings, slack) or (_PART_TIME.search(text) and total.value < expected):
        return ""
    return f"{product} is about {money_said(readings[0], total.unit)}" + (f" a {period}" if period else "")


def _hours_working(group: Group, total: Figure, text: str) -> str:
    """The working of a number of hours that people x hours, or cases x minutes, contradicts."""
    if group.unclear or len(group.each) != 1 or group.hourly or group.prices or group.cuts or len(group.repeats) > 1:
        return ""
    each, rate = group.each[0], group.repeats[0] if group.repeats else None
    if total.unit == "count" and not TOTAL_LINK.fullmatch(text[each.end : total.start]):
        return ""
    stated = total.value if total.unit == "count" else total.value / SECONDS["hour"]
    if total.unit == "rate":
        stated = total.value * SECONDS[total.period]
    period = total.period
    spent = each.value / SECONDS["hour"]
    if len(group.things) == 1 and not group.volumes:
        first = group.things[0]
        source = each.period or (rate.period if rate else "")
        if rate and not each.period:
            spent *= rate.value * SECONDS[source]
        if period and not source:
            return ""
        expected = first.value * spent * (SECONDS[period] / SECONDS[source] if period else 1.0)
    elif len(group.volumes) == 1 and not group.things and not each.period:
        first = group.volumes[0]
        period = period or first.period
        expected = first.value * SECONDS[period] * spent
    else:
        return ""
    slack = WORKING_YEAR if period in {"year", "quarter"} else ROUNDING
    readings = [expected, expected * _WORKING_DAYS] if each.period == "day" and period != "day" else [expected]
    if any(abs(reading - stated) <= slack * max(reading, stated) for reading in readings):
        return ""
    said = f" a {each.period}" if each.period else ""
    return f"{as_said(first, text)} x {each.text.strip()}{said} is about {expected:,.0f} hours" + (
        f" a {period}" if period else ""
    )


#: What is done each day may be done on working days only.
_WORKING_DAYS = 5 / 7
