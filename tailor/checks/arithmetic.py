"""ARI: figures that contradict each other, with the working."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tailor.checks.figures import SECONDS, Figure, find_figures
from tailor.checks.reading import Reading, Sentence
from tailor.checks.types import Found, Known

#: Rounding: a stated product may be off by this share, a stated percentage by so many points.
ROUNDING, POINTS = 0.16, 0.011
_MONEY = ("$", "€", "£")
_FROM_TO = re.compile(r"(?i)\b(?:from|was)\s*$")
_HOURS = ("hour",)


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    for at, sentence in enumerate(letter.sentences):
        figures = find_figures(sentence.text)
        yield from _before_after(sentence, figures)
        yield from _periods(sentence, figures)
        following = letter.sentences[at + 1] if at + 1 < len(letter.sentences) else None
        if following is not None and following.paragraph != sentence.paragraph:
            following = None
        yield from _products(sentence, following)


def _found(code: str, sentence: Sentence, first: Figure, last: Figure, detail: str) -> Found:
    return Found(code, sentence.start + first.start, sentence.start + last.end, detail)


def _before_after(sentence: Sentence, figures: Sequence[Figure]) -> Iterator[Found]:
    """From A to B against a percentage, a factor or a difference of the same quantity."""
    text = sentence.text
    for at, (before, after) in enumerate(pairwise(figures)):
        between = text[before.end : after.start]
        if not _FROM_TO.search(text[: before.start]) or not re.fullmatch(
            r"(?i)[\w ,%-]{0,40}?\b(?:to|down to|up to|and now is|and is now)\s(?:about |around |roughly |just |under |over |a |an |only )*",
            between,
        ):
            continue
        unit = after.unit
        low = before
        if before.unit != after.unit:
            if (
                before.unit == "count"
                and not before.noun
                and after.unit in {"time", "%", "points", "rate", "size", *_MONEY, "count"}
            ):
                low = _with_unit(before, after)
            elif {before.unit, after.unit} <= {"count", "rate"}:
                continue
            else:
                continue
        stated = [figure for figure in (*figures[:at], *figures[at + 2 :]) if _belongs(text, figure, before, after)]
        for figure in stated:
            problem = _contradicts(low, after, figure, text, unit)
            if problem is not None:
                code, detail = problem
                first, last = sorted((before, figure, after), key=lambda one: one.start)[::2]
                yield _found(code, sentence, first, last, detail)


def _with_unit(before: Figure, after: Figure) -> Figure:
    """Read "from 9 to 6 seconds": the first figure has the second's unit."""
    number = re.search(r"[\d.,]*\d", after.text)
    if number is None:
        return before
    factor = after.value / float(number.group().replace(",", "")) if float(number.group().replace(",", "")) else 1.0
    return Figure(before.start, before.end, before.text, before.value * factor, after.unit)


def _belongs(text: str, figure: Figure, before: Figure, after: Figure) -> bool:
    """Whether a stated change is said of the same quantity as the two figures."""
    if figure.unit not in {"%", "points", "times", after.unit}:
        return False
    if figure.start > after.end:
        link = text[after.end : figure.start]
        return bool(re.fullmatch(r"(?i)[\w\s]{0,18}[,;:(—–-]*\s*(?:[\w' ]{0,34})?", link)) and not re.search(
            r"(?i)\b(?:and (?!that|which|it|this)\w+|cut|lifted|raised|from|for|with|at|while|saved|brought|took|when)\b",
            link,
        )
    link = text[figure.end : before.start]
    return bool(re.fullmatch(r"(?i)[\w\s,'-]{0,45}(?:from|was)?\s*", link)) and not re.search(
        r"(?i)\b(?:and|cut|lifted|raised|while|with|at|to)\b", link
    )


def _contradicts(before: Figure, after: Figure, stated: Figure, text: str, unit: str) -> tuple[str, str] | None:
    if not before.value or not after.value:
        return None
    a, b = before.value, after.value
    relative = abs(b - a) / a
    working = f"{before.text.strip()} to {after.text.strip()}"
    if stated.unit in {"%", "points"}:
        shares = unit in {"%", "points"}
        if (
            shares
            and abs(stated.value - abs(b - a)) < POINTS / 2
            and stated.unit == "%"
            and abs(relative - stated.value) > POINTS
        ):
            return "ARI104", f"{working} is {_number(abs(b - a) * 100)} points, or {relative:.0%}"
        if stated.unit == "points":
            return (
                None
                if not shares or abs(stated.value - abs(b - a)) < POINTS
                else ("ARI102", f"{working} is {_number(abs(b - a) * 100)} points")
            )
        fits = (
            relative,
            a / b - 1 if b < a else relative,
            b / a
            if re.search(r"(?i)\bto \d+(?:\.\d+)?(?:%| percent) of\b|percent of (?:the|its|what)", text)
            else relative,
        )
        if any(abs(stated.value - fit) <= max(POINTS, 0.03 * fit) for fit in fits):
            return None
        return "ARI102", f"{working} is {relative:.0%}"
    if stated.unit == "times":
        factor = max(a / b, b / a)
        said = stated.value if stated.value >= 1 else 1 / stated.value
        if abs(factor - said) <= 0.12 * said:
            return None
        return "ARI102", f"{working} is a factor of {factor:.1f}"
    if stated.unit == after.unit and re.search(
        r"(?i)\b(?:difference|less|more|fewer|shorter|faster|saving|saved|drop|cut|gain|reduction|down|off|by|gone|earlier|sooner|extra|increase|rise)\b",
        text[stated.start - 25 if stated.start > 25 else 0 : stated.end + 25],
    ):
        if abs(stated.value - abs(b - a)) <= ROUNDING * abs(b - a):
            return None
        return "ARI102", f"{working} differs by {_number(abs(b - a))}"
    return None


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _periods(sentence: Sentence, figures: Sequence[Figure]) -> Iterator[Found]:
    """Two sums of the same thing over different periods."""
    money = [figure for figure in figures if figure.unit in _MONEY and figure.period]
    for first, second in pairwise(money):
        link = re.sub(r"(?i)^\s*(?:a|per|each|every) \w+", "", sentence.text[first.end : second.start])
        if (
            first.unit != second.unit
            or first.period == second.period
            or re.search(
                r"(?i)\b(?:and (?!so|that|thus|therefore)|from|to (?!about|roughly)|plus|while|another|then|against|of which)\b",
                link,
            )
            or len(link.split()) > _LINK
        ):
            continue
        expected = first.value * SECONDS[second.period] / SECONDS[first.period]
        if abs(expected - second.value) > ROUNDING * max(expected, second.value):
            yield _found(
                "ARI103",
                sentence,
                first,
                second,
                f"{first.text.strip()} a {first.period} is {first.unit}{expected:,.0f} a {second.period}",
            )


#: More words than this between two sums make them sums of two things.
_LINK = 9
_PER_CALL = re.compile(
    r"(?i)^\s?(?:a|per|each|every|for each|for every|/)\s?(?P<many>thousand|1,?000|million)?\s?(?P<noun>call|request|prediction|query|inference|document|page|image|token|tokens|requests|calls|queries|transaction|message|record|score|invocation|lookup|minute of audio|e-?mail|ticket|claim|translation)s?\b"
)
_PER_HOUR = re.compile(
    r"(?i)^\s?(?:a|an|per|each|/)\s?(?:gpu[- ]?)?(?:hour|hr|h)\b|^\s?(?:a|per) (?:gpu|card|machine|node|instance)[- ]hour\b|^\s?hourly\b"
)


def _products(sentence: Sentence, following: Sentence | None) -> Iterator[Found]:
    """Load x price x cut, machines x hours x price, people x hours x rate, against the stated sum."""
    text = sentence.text + ("  " + following.text if following else "")
    figures = find_figures(text)
    own = [figure for figure in figures if figure.start < len(sentence.text)]
    if len(own) < 2:
        return
    yield from _load_times_price(sentence, text, figures)
    yield from _hours(sentence, text, figures)


def _load_times_price(sentence: Sentence, text: str, figures: Sequence[Figure]) -> Iterator[Found]:
    prices = [
        (figure, found)
        for figure in figures
        if figure.unit in _MONEY and (found := _PER_CALL.match(text[figure.end :]))
    ]
    loads = [figure for figure in figures if figure.unit == "rate"]
    sums = [
        figure
        for figure in figures
        if figure.unit in _MONEY and figure.period and not any(figure is price for price, _ in prices)
    ]
    if len(prices) != 1 or len(loads) != 1 or not sums:
        return
    (price, many), load = prices[0], loads[0]
    total = sums[0]
    if not (price.start < len(sentence.text) or load.start < len(sentence.text)) or total.unit != price.unit:
        return
    if min(price.start, load.start, total.start) >= len(sentence.text):
        return
    per = price.value / {"thousand": 1e3, "1000": 1e3, "1,000": 1e3, "million": 1e6}.get(
        (many["many"] or "").lower(), 1.0
    )
    duty = _duty(text)
    full = load.value * per * SECONDS[total.period] * duty
    cuts = [figure.value for figure in figures if figure.unit == "%" and not _is_duty(text, figure)]
    fits = [full, *(full * cut for cut in cuts), *(full * (1 - cut) for cut in cuts)]
    if any(abs(fit - total.value) <= ROUNDING * max(fit, total.value) for fit in fits):
        return
    cut = cuts[0] if cuts else 1.0
    working = f"{load.text.strip()} x {price.unit}{per:g}{f' x {cut:.0%}' if cuts else ''}{f' x {duty:.0%} of the time' if duty != 1 else ''} is about {total.unit}{full * cut:,.0f} a {total.period}"
    ends = sorted((price, load, total), key=lambda one: one.start)
    yield _placed(sentence, ends[0], ends[-1], working)


def _placed(sentence: Sentence, first: Figure, last: Figure, working: str) -> Found:
    end = min(last.end, len(sentence.text))
    return Found("ARI101", sentence.start + first.start, sentence.start + max(end, first.end), working)


_DUTY = re.compile(
    r"(?i)(?:(?P<share>\d+(?:\.\d+)?) ?(?:%|percent) (?:duty|of the (?:time|day))|(?:at |a )?(?P<share2>\d+(?:\.\d+)?) ?(?:%|percent) duty|(?P<hours>\w+) hours a day(?P<week>,? (?:five|5) days a week)?|(?P<office>(?:in|during) (?:business|office|working) hours))"
)


def _duty(text: str) -> float:
    """The share of the time that a load holds for; 1 where nothing is said."""
    found = _DUTY.search(text)
    if found is None:
        return 1.0
    if found["share"] or found["share2"]:
        return float(found["share"] or found["share2"]) / 100
    if found["hours"]:
        from tailor.checks.figures import find_figures as figures

        hours = next((figure.value for figure in figures(f"{found['hours']} things") if figure.unit == "count"), 24.0)
        return hours / 24 * (5 / 7 if found["week"] else 1.0)
    return 8 / 24 * 5 / 7


def _is_duty(text: str, figure: Figure) -> bool:
    return bool(re.match(r"(?i)\s?(?:duty|of the (?:time|day))", text[figure.end :]))


def _hours(sentence: Sentence, text: str, figures: Sequence[Figure]) -> Iterator[Found]:
    """Things x hours (x price) against hours or money."""
    counts = [
        figure
        for figure in figures
        if figure.unit == "count"
        and re.match(
            r"(?i)(?:\w+ )?(?:gpus?|cards?|machines?|nodes?|instances?|a100s?|h100s?|people|engineers?|analysts?|agents?|lawyers?|nurses?|clerks?|persons?|colleagues?|servers?|developers?|editors?|adjusters?|workers?|reviewers?|planners?)\b",
            figure.noun,
        )
    ]
    rates = [figure for figure in figures if figure.unit in _MONEY and _PER_HOUR.match(text[figure.end :])] + [
        figure for figure in figures if figure.unit in _MONEY and figure.period == "hour"
    ]
    times = [figure for figure in figures if figure.unit == "time" and 60 <= figure.value <= SECONDS["week"]]
    if len(counts) != 1:
        return
    count = counts[0]
    period = {
        figure: found[1].lower()
        for figure in times
        if (
            found := re.match(
                r"(?i)(?: of \w+(?: \w+)?| \w+ed)?(?: each)?,? ?(?:a|per|each|every) (day|week|month|year|quarter)\b",
                text[figure.end :],
            )
        )
    }
    totals = [
        figure
        for figure in figures
        if figure.unit in {"count", "rate"}
        and figure is not count
        and re.match(
            r"(?i)^\s*(?:\w+[ -])?hours\b",
            text[
                figure.end
                - (
                    len(figure.text) - len(re.match(r"[\d,.]+|\w+", figure.text).group())
                    if re.match(r"[\d,.]+|\w+", figure.text)
                    else 0
                ) :
            ],
        )
    ]
    sums = [
        figure
        for figure in figures
        if figure.unit in _MONEY and figure.period and figure.period != "hour" and figure not in rates
    ]
    each = next((figure for figure in times if figure in period), None)
    around = re.search(r"(?i)around the clock|day and night|24/7|all day,? every day", text)
    if each is not None and sums and rates:
        target = sums[0]
        weekly = each.value / 3600 * SECONDS[target.period] / SECONDS[period[each]]
        yield from _compare(
            sentence,
            count,
            [rates[0], each],
            target,
            count.value * weekly * rates[0].value,
            f"{count.text} x {each.text} a {period[each]} x {rates[0].text}",
        )
    elif around and rates and sums:
        target = sums[0]
        value = count.value * SECONDS[target.period] / 3600 * rates[0].value
        yield from _compare(
            sentence, count, [rates[0]], target, value, f"{count.text} around the clock x {rates[0].text} an hour"
        )
    elif each is not None and totals:
        target = totals[0]
        said = re.search(
            r"(?i)\b(?:a|per|each|every) (day|week|month|quarter|year)\b", text[target.start : target.end + 40]
        )
        if said:
            value = count.value * each.value / 3600 * SECONDS[said[1].lower()] / SECONDS[period[each]]
            stated = _leading(target)
            yield from _compare(
                sentence,
                count,
                [each],
                target,
                value,
                f"{count.text} x {each.text} a {period[each]}",
                stated,
                f"hours a {said[1].lower()}",
            )


def _leading(figure: Figure) -> float:
    return figure.value * SECONDS[figure.period] if figure.unit == "rate" and figure.period else figure.value


def _compare(
    sentence: Sentence,
    count: Figure,
    parts: Sequence[Figure],
    target: Figure,
    expected: float,
    working: str,
    stated: float | None = None,
    unit: str = "",
) -> Iterator[Found]:
    value = target.value if stated is None else stated
    if min(count.start, target.start, *(part.start for part in parts)) >= len(sentence.text):
        return
    loose = 0.3 if unit or target.period in {"year", "quarter"} else ROUNDING
    if abs(expected - value) <= loose * max(expected, value):
        return
    ends = sorted((count, *parts, target), key=lambda one: one.start)
    said = f"{target.unit}{expected:,.0f} a {target.period}" if not unit else f"{expected:,.0f} {unit}"
    yield _placed(sentence, ends[0], ends[-1], f"{working} is about {said}")
