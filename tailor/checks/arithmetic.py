"""ARI: figures that contradict each other, with the working.

A contradiction is reported where every reading of the words fails; where a figure's part in the sum is not clear, nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tailor.checks.figures import CURRENCIES, SECONDS, Change, Figure, changes, find_figures, is_year, portions
from tailor.checks.reading import Reading, Sentence
from tailor.checks.types import Found, Known

#: A stated product may be off by this share: rounding, and months of 30 days or of four weeks.
ROUNDING = 0.2
#: Likewise for hours of people over a year, which has 44 to 52 working weeks.
WORKING_YEAR = 0.3
#: A stated share may be off by this much, or by this share of it, before it contradicts its two values.
POINTS, SHARE = 0.015, 0.05
#: Likewise where "about", "nearly" or "more than" stands before it.
HEDGED = 0.06
#: A stated factor or difference may be off by this share; by twice as much where it is hedged.
FACTOR = 0.12


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    for at, sentence in enumerate(letter.sentences):
        yield from _before_after(sentence)
        following = letter.sentences[at + 1] if at + 1 < len(letter.sentences) else None
        if following is not None and following.paragraph != sentence.paragraph:
            following = None
        yield from _periods(letter, sentence, following)
        yield from _products(letter, sentence, following)


# ---- before and after ------------------------------------------------------------------------------------------------------

_LESS = r"less|fewer|lower|shorter|faster|quicker|smaller|cheaper|leaner|lighter|sooner|earlier|off|down|cut|cuts|drop|dip|fall|decrease|decline|reduction|saving|savings|saved|improvement|speed-?up|slimmer|gone"
_MORE = r"more|higher|larger|bigger|greater|better|longer|up|rise|raise|increase|gain|growth|jump|lift|climb|uplift|boost|improvement|extra|again|change|difference|swing"
_CHANGE_WORD = re.compile(rf"(?i)\b(?:{_LESS}|{_MORE})\b")
#: What may stand between the two values and the change that is stated of them.
_LINK_WORD = r"(?:an?|the|that|is|was|which|it|this|so|or|i\.e\.|about|roughly|nearly|almost|some|just|under|over|around|approximately|exactly|more than|less than|well|down|up|by|of|cut|drop|fall|gain|improvement|saving|reduction|increase|decrease|lift|rise|change|jump|difference|factor|to|only|full|whole|meaning|representing|equal|equals|for|and that was|and that is|relative|total|overall|net)"
_AFTER_PAIR = re.compile(
    rf"(?i)(?: (?!and\b|but\b|while\b|with\b|at\b|when\b|for\b|as\b)[\w'’-]+){{0,4}}?\s*[,;:(—–-]*\s*(?:{_LINK_WORD}\s+)*[~≈]?"
)
_BEFORE_PAIR = re.compile(
    r"(?i)(?:[ -](?!and\b|but\b|while\b|whereas\b|with\b|at\b|when\b|as\b|by\b|to\b|from\b|because\b|after\b|on\b|took\b|brought\b|moved\b|went\b|gets?\b|\w+ing\b)[\w'’-]+){0,5}?\s*[,:(—–-]*\s*(?:(?:up|down|going|falling|rising)\s)?"
)
_ENDS = re.compile(r"(?i)\s*(?:$|[.,;:)!?—–]|\s(?:and|but|in all|all told|overall|in total|together|while|which)\b)")
_OF_SOMETHING = re.compile(
    r"(?i)\s?of (?!what\b|its\b|(?:the|their|our) (?:old|former|original|previous|first|earlier|time|size|cost)\b)"
)
_NOT_THE_CHANGE = re.compile(r"(?i)\b(?:in|within|after|for|over|at|of|every|with|until)\s(?:about |only |just )?$")
_MOVED = re.compile(
    r"(?i)\b(?:by|rose|risen|fell|fallen|dropped|climbed|grew|gained|lost|shrank|improved|cut|lifted|raised|reduced|shaved|saved|down|up|increased|decreased|jumped|declined)\s(?:by )?(?:about |nearly |almost |roughly |some |over |more than |just (?:over|under) |an? )*$"
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A change as a letter states it.

    Attributes:
        figure: Its size; a portion such as "a third" has the unit ``portion``.
        before: The words of the sentence before it.
        after: The words after it.
    """

    figure: Figure
    before: str
    after: str

    @property
    def hedged(self) -> bool:
        """Whether it is rounded by its own words."""
        return self.figure.loose or bool(
            re.search(
                r"(?i)\b(?:nearly|almost|about|over|under|more than|less than|at least|up to|close to)\s(?:an? )?$",
                self.before,
            )
        )


def _before_after(sentence: Sentence) -> Iterator[Found]:
    """Two values of one quantity against a percentage, a factor, a portion or a difference."""
    text = sentence.text
    for pair in changes(text):
        for stated in _stated(text, pair):
            problem = _contradiction(pair, stated)
            if problem is not None:
                code, detail = problem
                start, end = min(pair.start, stated.figure.start), max(pair.end, stated.figure.end)
                yield Found(code, sentence.start + start, sentence.start + end, detail)


def _stated(text: str, pair: Change) -> Iterator[_Stated]:
    """The changes that a sentence states of a pair of values, right before or right after it."""
    figures = list(find_figures(text))
    figures += [
        Figure(start, end, text[start:end], share, "portion", spelled=True)
        for start, end, share in portions(text)
        if not any(figure.start <= start < figure.end for figure in figures)
    ]
    for figure in figures:
        bare = pair.after.unit == "count" and not pair.after.noun and figure.unit in {"time", "size", *CURRENCIES}
        if figure.unit not in {"%", "points", "times", "portion", pair.after.unit} and not bare:
            continue
        if figure.unit == "count" or (bare and pair.end <= figure.start):
            continue
        stated = _Stated(figure, text[: figure.start], text[figure.end :])
        verb = figure.unit == "times" and figure.text.lower().endswith(("ed", "es", "ing"))
        near = bool(_CHANGE_WORD.match(re.sub(r"^[\s-]+", "", stated.after)) or _MOVED.search(stated.before))
        noun = re.match(rf"(?i)[\s-](?:[\w-]+ )?(?:{_LESS}|{_MORE})\b", stated.after)
        evident = verb or near or bool(noun)
        if pair.end <= figure.start:
            link = text[pair.end : figure.start]
            if not _AFTER_PAIR.fullmatch(link) or _OF_SOMETHING.match(stated.after) or _of_another(text, stated, pair):
                continue
            if not re.search(r"[,;:(—–]|\b(?:by|a|an)\b", link):
                continue
            factor = figure.unit in {"times", "portion"} and re.match(r"(?i)\s(?:as|of|what|the)\b", stated.after)
            if evident or factor or _CHANGE_WORD.search(link) or _ENDS.match(stated.after):
                yield stated
        elif figure.end <= pair.start and evident:
            link = text[figure.end : pair.start]
            idle = figure.unit == "portion" or figure.text.lower() in {"half", "twice"}
            if not idle and _BEFORE_PAIR.fullmatch(link) and not _NOT_THE_CHANGE.search(stated.before):
                yield stated


#: A stated change, and what it is said of: "5% more auctions", "a 40% cut in cost".
_SAID_OF = re.compile(
    rf"(?i)[\s-]+(?:\w+ )?(?:{_LESS}|{_MORE})s?(?P<link> (?:in|of|to|on|for)(?: the| our| its| my)?)? (?P<noun>[a-z][\w-]+)"
)
#: Words after a change that begin something else.
_GOES_ON = re.compile(
    r"(?i)(?:and|but|or|while|that|which|who|worth|for|over|at|with|within|without|since|after|by|as|on|in|of|to|from|across|along|overall|there|here|now|again|already|per|than|when|under|before|a|an|the|so|because|all|each|every|total|through|thanks|during|this|on|it|year|month|week|time|one|two)"
)


def _of_another(text: str, stated: _Stated, pair: Change) -> bool:
    """Whether a change is said of a thing that the words before its two values do not name."""
    said = _SAID_OF.match(stated.after)
    if said is None or _GOES_ON.fullmatch(said["noun"]):
        return False
    return said["noun"].lower().rstrip("s") not in text[: pair.end].lower()


#: "A saving of" before a difference.
_CHANGE_OF = re.compile(rf"(?i)\b(?:an?|the) (?:[\w-]+ )?(?:{_LESS}|{_MORE})s? of (?:about |roughly |nearly |some )?$")


def _contradiction(pair: Change, stated: _Stated) -> tuple[str, str] | None:
    """The code and the working, if a stated change fits its two values in no reading."""
    a, b = pair.before.value, pair.after.value
    relative, difference, ratio = abs(b - a) / a, abs(b - a), min(a, b) / max(a, b)
    figure, said = stated.figure, stated.figure.value
    working = f"{pair.before.text.strip()} to {pair.after.text.strip()}"
    # Recall and AUC are told between 0 and 1.
    shares = pair.after.unit == "%" or (pair.after.unit == "count" and max(a, b) < 1)
    if figure.unit == "points":
        if not shares or _fits(said, [difference], stated):
            return None
        return "ARI102", f"{working} is {_number(difference * 100)} points"
    if figure.unit in {"%", "portion"}:
        readings = [relative]
        if b < a and re.search(r"(?i)faster|quicker|speed|throughput|more|higher|better|improve", stated.after[:30]):
            readings.append(a / b - 1)
        if re.search(r"(?i)\bto (?:about |nearly |just )?$", stated.before) or re.match(
            r"(?i) (?:of|as)\b", stated.after
        ):
            readings.append(b / a)
        if figure.unit == "portion" and not _CHANGE_WORD.match(stated.after.lstrip()):
            readings.append(ratio)
        if figure.unit == "%" and shares and abs(said - difference) < _EXACT and abs(said - relative) > _EXACT:
            points = _number(difference * 100)
            return (
                "ARI104",
                f"{working} is {points} point{'s' if points != '1' else ''}, or {relative:.{_decimals(relative)}%}",
            )
        if _fits(said, readings, stated):
            return None
        return "ARI102", f"{working} is {relative:.0%}"
    if figure.unit == "times":
        return _factor(1 / ratio, stated, working)
    told = _CHANGE_WORD.match(stated.after.lstrip()) or _MOVED.search(stated.before) or _CHANGE_OF.search(stated.before)
    if not told:
        return None
    if figure.unit != pair.after.unit:
        # "by 12 minutes, from 30 to 22": the two have the unit of their difference.
        said = figure.number
    slack = FACTOR * (2 if stated.hedged else 1)
    if not said or abs(said - difference) <= slack * difference:
        return None
    return "ARI102", f"{working} differs by {_measure(difference, pair.after)}"


#: Half a percent: what a whole percentage is rounded by.
_EXACT = 0.005
#: Below this a share is told with a decimal.
_SMALL_SHARE = 0.1


def _decimals(share: float) -> int:
    return 1 if share < _SMALL_SHARE else 0


def _fits(said: float, readings: Sequence[float], stated: _Stated) -> bool:
    slack = HEDGED if stated.hedged else POINTS
    if stated.figure.unit == "points":
        slack = 2 * POINTS if stated.hedged else POINTS / 2
    return any(abs(said - reading) <= max(slack, SHARE * reading) for reading in readings)


def _factor(factor: float, stated: _Stated, working: str) -> tuple[str, str] | None:
    """A stated factor against that of two values, both as the larger over the smaller."""
    said = stated.figure.value if stated.figure.value >= 1 else 1 / stated.figure.value
    readings = [said]
    if stated.figure.text.lower() == "half" and re.match(r"(?i) (?:as\b|again|more)", stated.after):
        readings = [1.5]
    elif re.match(r"(?i) (?:more|higher|larger|bigger)", stated.after):
        readings.append(said + 1)
    hedge = re.search(r"(?i)\b(?:more than|over|at least|well over)\s$", stated.before)
    slack = FACTOR * (2 if stated.hedged else 1)
    if any(abs(factor - reading) <= slack * reading for reading in readings) or (hedge and factor >= said):
        return None
    return "ARI102", f"{working} is a factor of {factor:.1f}"


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _measure(value: float, like: Figure) -> str:
    """A value in the unit in which a figure is written."""
    written = re.search(r"\d[\d,.]*", like.text)
    unit = like.text[written.end() :].strip() if written else ""
    number = float(written.group().replace(",", "").rstrip(".")) if written else 0.0
    if not number or like.unit in CURRENCIES:
        return f"{like.unit if like.unit in CURRENCIES else ''}{_number(value)}"
    return f"{_number(value / (like.value / number))} {unit}".strip()


# ---- periods ---------------------------------------------------------------------------------------------------------------

#: What may stand between two sums that are the same one.
_SAME_SUM = re.compile(
    r"(?i)(?:\s(?:a|an|per|each|every|in) \w+)?(?: (?:saved|in \w+|of \w+|for (?:it|this|that)|more|less|each|extra))?\s*[,;:(=—–-]*\s*"
    r"(?:(?:or|so|thus|hence|therefore|which|that|this|it|is|are|was|being|makes?|making|comes?|came|adds?|added|works?|worked|up|out|amounts?|amounting|means?|meaning|equals?|i\.e\.|about|roughly|nearly|almost|some|just|under|over|around|approximately|close|a little|well|more than|less than|short|at least|in total|say|annualized|=|~|≈)\s+(?:to\s+|at\s+)?)*[~≈]?"
)
_SAME_SUM_NEXT = re.compile(
    r"(?i)\s*(?:(?:over|in|across) (?:the|a|one) (?:full |whole )?(?:year|month|quarter|week),? )?(?:that|this|it|which)\b(?: [\w'-]+){0,4}? (?:is|was|comes to|came to|makes|made|adds up to|added up to|amounts to|amounted to|means|equals)\s(?:about |roughly |nearly |almost |some |just (?:under|over) |around )?"
)


def _periods(letter: Reading, sentence: Sentence, following: Sentence | None) -> Iterator[Found]:
    """Two sums of the same thing over different periods."""
    money = _sums(sentence.text)
    for first, second in pairwise(money):
        link = sentence.text[first.end : second.start]
        if second.period and _SAME_SUM.fullmatch(link) and link.strip().lower() != "to":
            yield from _compared(sentence.text, first, second, second.period, sentence.start, sentence.start)
    if following is None or not money:
        return
    opening = _SAME_SUM_NEXT.match(following.text)
    later = _sums(following.text)
    if opening is None or not later or later[0].start != opening.end():
        return
    said = re.search(r"(?i)\b(year|month|quarter|week)\b", opening.group())
    period = later[0].period or (said[1].lower() if said else "")
    if period:
        yield from _compared(sentence.text, money[-1], later[0], period, sentence.start, following.start)


def _sums(text: str) -> list[Figure]:
    """The sums of money of a text, without prices an hour, a minute or a second."""
    return [
        figure
        for figure in find_figures(text)
        if figure.unit in CURRENCIES and figure.period not in {"hour", "minute", "second"}
    ]


def _compared(text: str, first: Figure, second: Figure, period: str, at: int, second_at: int) -> Iterator[Found]:
    if first.unit != second.unit or not first.period or first.period == period:
        return
    expected = first.value * SECONDS[period] / SECONDS[first.period]
    saved = [
        abs(pair.before.value - first.value) * SECONDS[period] / SECONDS[first.period]
        for pair in changes(text)
        if pair.after == first
    ]
    if not _agrees(second, [expected, *saved]):
        detail = f"{first.text.strip()} a {first.period} is {first.unit}{expected:,.0f} a {period}"
        yield Found("ARI103", at + first.start, second_at + second.end, detail)


# ---- products --------------------------------------------------------------------------------------------------------------

_CALL = r"call|request|prediction|query|querie|inference|document|page|image|photo|video|token|transaction|message|record|score|invocation|lookup|e-?mail|ticket|claim|translation|summar(?:y|ie)|answer|response|item|file|order|session|search|searche|conversation|event|row|prompt|completion|embedding|job|case|review|minute of audio|recommendation|impression|click|user|transcript"
_PER_CALL = re.compile(
    rf"(?i)\s?(?:a|an|per|each|every|for each|for every|/)\s?(?P<many>thousand|1,?000|1K|million|1M)?\s?(?:(?:\w+ )?(?:{_CALL})s?\b|(?<=thousand)|(?<=000)|(?<=million))|\s?(?:apiece|each)\b"
)
_MANY = {"thousand": 1e3, "1000": 1e3, "1,000": 1e3, "1k": 1e3, "million": 1e6, "1m": 1e6}
#: A price that only "at" announces is below one unit of money.
_AT_PRICE = re.compile(r"(?i)\bat (?:about |roughly |only |just )?$")
_PER_HOUR = re.compile(
    r"(?i)\s?(?:a|an|per|each|/)\s?(?:[\w-]+[ -])?(?:hour|hr|h)\b|\s?hourly\b|[ -](?:GPU|card|node|machine|instance)[ -]hour\b"
)
_MACHINES = r"gpus?|cpus?|tpus?|cards?|machines?|nodes?|instances?|servers?|boxes|replicas?|pods|vms?|workers?|[ahvltb]\d{1,3}s?|accelerators?"
_PEOPLE = r"people|engineers?|analysts?|agents?|lawyers?|nurses?|clerks?|persons?|colleagues?|developers?|editors?|adjusters?|reviewers?|planners?|advis[eo]rs?|inspectors?|drivers?|doctors?|teachers?|scientists?|annotators?|labellers?|labelers?|moderators?|operators?|employees?|staff|underwriters?|buyers?|traders?|recruiters?|accountants?|technicians?|dispatchers?|users|members|handlers?"
_THINGS = re.compile(rf"(?i)(?:[\w-]+ )?(?:{_MACHINES}|{_PEOPLE})\b")
_AROUND_THE_CLOCK = re.compile(r"(?i)around the clock|round the clock|day and night|24/7|all day,? every day|non-?stop")
_DUTY = re.compile(r"(?i)\s?(?:duty|of the (?:time|day|hours))")
#: Words that leave open how long a load holds.
_PART_TIME = re.compile(
    r"(?i)\b(?:peaks?|peaking|average|averaging|bursts?|off-peak|(?:business|office|working|opening|trading) (?:hours|days)|weekdays?|weekends?|overnight|at night|nightly|spikes?|seasonal|half of|utili[sz]ation|(?:two|three) shifts)\b"
)
#: What may stand before a total of hours.
_TOTAL_LINK = re.compile(
    r"(?i)(?: (?!and\b|then\b|while\b|from\b|per\b|plus\b|but\b|for\b|on\b)[\w'’-]+){0,5}?\s*(?:[,;:(=—–]|\b(?:is|are|makes?|comes? to|adds? up to|or|so|saves?|saving|equals?|that is)\b)\s*(?:(?:or|so|that|which|is|was|makes?|about|roughly|nearly|almost|some|just|under|over|a|total|of|in all|altogether|together|equals?|comes?|to)\s+)*"
)


@dataclass(slots=True)
class _Group:
    """Figures up to a total, each by its part in a product.

    Attributes:
        prices: Sums for one call or so, with the price of one.
        hourly: Sums for an hour.
        volumes: Calls or so over a period.
        things: Machines or people.
        each: Hours or minutes of each of them.
        repeats: Shifts, runs or days over a period.
        hours: Hours of machines or people together.
        cuts: Shares that may be cut off.
        duty: The share of the time that a load holds for.
        unclear: Whether a figure has no part that is known.
        start: Where the group begins in the text.
    """

    prices: list[tuple[Figure, float]] = field(default_factory=list)
    hourly: list[Figure] = field(default_factory=list)
    volumes: list[Figure] = field(default_factory=list)
    things: list[Figure] = field(default_factory=list)
    each: list[Figure] = field(default_factory=list)
    repeats: list[Figure] = field(default_factory=list)
    hours: list[Figure] = field(default_factory=list)
    cuts: list[float] = field(default_factory=list)
    duty: float = 1.0
    unclear: bool = False
    start: int = 0

    def taken(self) -> list[Figure]:
        """The figures that a product can use."""
        prices = [price for price, _ in self.prices]
        return [*prices, *self.hourly, *self.volumes, *self.things, *self.each, *self.repeats, *self.hours]


def _products(letter: Reading, sentence: Sentence, following: Sentence | None) -> Iterator[Found]:
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
    group = _Group()
    for figure in find_figures(text):
        if _adds_to(group, text, figure):
            continue
        group_text = text[group.start : figure.end]
        if figure.unit in CURRENCIES:
            working = _money_working(group, figure, group_text)
        else:
            working = _hours_working(group, figure, text)
        if working and group.taken():
            yield min(one.start for one in group.taken()), figure.end, working
        group = _Group(start=figure.end)


def _adds_to(group: _Group, text: str, figure: Figure) -> bool:
    """Put a figure into a group by its part; False if it is a total, which closes the group."""
    after, before = text[figure.end :], text[: figure.start]
    if figure.unit in CURRENCIES:
        if figure.period == "hour" or _PER_HOUR.match(after):
            group.hourly.append(figure)
        elif found := _PER_CALL.match(after):
            group.prices.append((figure, figure.value / _MANY.get((found["many"] or "").lower(), 1.0)))
        elif figure.value < 1 and not figure.period and _AT_PRICE.search(before):
            group.prices.append((figure, figure.value))
        else:
            return False
        return True
    if figure.unit == "time":
        return _adds_time(group, text, figure)
    if figure.unit == "rate":
        if re.search(r"\bhours$", figure.noun) and (group.things or group.volumes):
            return False
        kind = group.hours if re.search(r"\bhours$", figure.noun) else group.volumes
        if re.fullmatch(r"(?:shift|run|pas|passe|time|night|batche|session|round)s", figure.noun):
            kind = group.repeats
        kind.append(figure)
    elif figure.unit == "%":
        if _DUTY.match(after):
            group.duty = figure.value
        else:
            group.cuts.append(figure.value)
    elif figure.unit == "count":
        if re.match(r"(?:\w+ )?hours\b", figure.noun):
            if re.match(r"(?:business|office|working|opening) hours", figure.noun):
                group.each.append(_as_hours(figure))
            elif group.things:
                return False
            else:
                group.hours.append(figure)
        elif _THINGS.match(figure.noun):
            group.things.append(figure)
        elif not is_year(figure) and not _is_price_unit(text, figure):
            group.unclear = True
    elif figure.unit == "times":
        group.unclear = True
    return True


def _is_price_unit(text: str, figure: Figure) -> bool:
    """Whether a number is the thousand or million of "$0.40 per million"."""
    return bool(
        re.search(r"(?i)(?:\bper\s|/\s?)$", text[: figure.start]) or figure.text.lower().startswith(("per ", "a ", "1"))
    ) and figure.value in {1e3, 1e6}


def _as_hours(figure: Figure) -> Figure:
    return Figure(figure.start, figure.end, figure.text, figure.value * SECONDS["hour"], "time", "day")


def _adds_time(group: _Group, text: str, figure: Figure) -> bool:
    """Likewise for a time: a latency is no part, hours are worked, days of a month are repeats."""
    if figure.value < SECONDS["minute"]:
        return True
    unit = re.search(r"(?i)\b(minute|min|hour|hr|h|day)s?\b", figure.text) or re.search(
        r"(?i)\b(minute|hour|day)s?\b", text[figure.end : figure.end + 25]
    )
    name = unit[1].lower()[0] if unit else ""
    if name == "d" and figure.period in {"week", "month", "year"}:
        days = figure.value / SECONDS["day"]
        group.repeats.append(
            Figure(
                figure.start, figure.end, figure.text, days / SECONDS[figure.period], "rate", figure.period, noun="days"
            )
        )
        return True
    if name not in {"m", "h"}:
        group.unclear = True
        return True
    if name == "h" and group.each and (group.things or group.volumes):
        if _TOTAL_LINK.fullmatch(text[group.each[-1].end : figure.start]):
            return False
        group.unclear = True
    group.each.append(figure)
    return True


def _money_working(group: _Group, total: Figure, text: str) -> str:
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


def _load_times_price(group: _Group, total: Figure, text: str) -> str:
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
    if _agrees(total, readings) or (_PART_TIME.search(text) and not told and total.value < expected):
        return ""
    cut = f" x {group.cuts[0]:.0%}" if group.cuts else ""
    product = f"{load.text.strip()} x {price.unit}{f'{each:.9f}'.rstrip('0').rstrip('.')}{cut}{told}"
    if load.period in {"second", "minute"} and not told:
        return (
            f"{product} is about {_money(expected, total.unit)} a {period} at that rate all day; "
            f"{_money(total.value, total.unit)} holds only at {_share(total.value / expected)} that load"
        )
    return f"{product} is about {_money(expected, total.unit)} a {period}"


def _other_noun(price: Figure, load: Figure, text: str) -> bool:
    """Whether a price is said of other things than those that a load counts: tokens and documents."""
    priced = re.search(
        rf"(?i){re.escape(price.text.strip())}\s?(?:per|a|an|each|every|/)\s?(?:\S+ )??({_CALL})s?\b", text
    )
    generic = {"call", "request", "query", "querie", "prediction", "inference", "lookup", "search", "invocation"}
    counted = load.noun.removesuffix("s")
    if priced is None or not counted or counted in generic or priced[1].lower() in generic:
        return False
    return priced[1].lower() != counted


def _hours_times_price(group: _Group, total: Figure, text: str) -> str:
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
        expected, product = spent * price.value, f"{hours.text.strip()} x {_hourly(price)}"
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
        product = f"{_as_said(things, text)} x {how} x {_hourly(price)}"
    else:
        return ""
    readings = [expected * group.duty]
    if group.each and group.each[0].period == "day":
        readings.append(expected * _WORKING_DAYS)
    if _agrees(total, readings, slack) or (_PART_TIME.search(text) and total.value < expected):
        return ""
    return f"{product} is about {_money(readings[0], total.unit)}" + (f" a {period}" if period else "")


def _hours_working(group: _Group, total: Figure, text: str) -> str:
    """The working of a number of hours that people x hours, or cases x minutes, contradicts."""
    if group.unclear or len(group.each) != 1 or group.hourly or group.prices or group.cuts or len(group.repeats) > 1:
        return ""
    each, rate = group.each[0], group.repeats[0] if group.repeats else None
    if total.unit == "count" and not _TOTAL_LINK.fullmatch(text[each.end : total.start]):
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
    return f"{_as_said(first, text)} x {each.text.strip()}{said} is about {expected:,.0f} hours" + (
        f" a {period}" if period else ""
    )


#: What is done each day may be done on working days only.
_WORKING_DAYS = 5 / 7


def _agrees(total: Figure, readings: Sequence[float], slack: float = ROUNDING) -> bool:
    return any(abs(reading - total.value) <= slack * max(reading, total.value) for reading in readings)


def _as_said(figure: Figure, text: str) -> str:
    """A figure with the first word that it counts, as a text writes them."""
    if figure.unit != "count":
        return figure.text.strip()
    word = re.escape(figure.noun.split()[0])
    found = re.search(rf"(?i){re.escape(figure.text.strip())}[\s-](?:\w+\s){{0,3}}?{word}\b", text)
    return found.group() if found else figure.text.strip()


def _hourly(price: Figure) -> str:
    return f"{price.text.strip()} an hour"


def _money(value: float, sign: str) -> str:
    """A sum as a person would say it: $66K, $1.2M, $480."""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "K")):
        if value >= size:
            amount = value / size
            return f"{sign}{amount:.0f}{letter}" if amount >= _TWO_DIGITS else f"{sign}{_number(amount)}{letter}"
    return f"{sign}{value:,.0f}"


_TWO_DIGITS = 10


def _share(share: float) -> str:
    """A share of a load in words."""
    if share >= 1:
        return f"{_number(share)} times"
    for name, value in (("a half of", 1 / 2), ("a third of", 1 / 3), ("a quarter of", 1 / 4), ("a tenth of", 1 / 10)):
        if abs(share - value) <= FACTOR * value:
            return name
    return f"{share:.0%} of" if share >= POINTS else f"{share:.1%} of"
