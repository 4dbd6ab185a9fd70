"""Figures in running text: value, unit, period, and where they stand.

A figure is compared by value and unit: ``900 ms`` and ``0.9 s``, ``18%`` and ``18 percent``, ``$2.4M`` and ``2.4 million
dollars``, ``1,200 rps`` and ``1200 requests per second``, ``nine`` and ``9``, ``twofold`` and ``2x`` are the same.

Source: https://github.com/allo-media/text2num (number words), a table of units below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
_TIME: Mapping[str, float] = {
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600.0),
    **{name + end: SECONDS[name] for name in ("day", "week", "month", "quarter", "year") for end in ("", "s")},
}
_SIZE: Mapping[str, float] = {"KB": 1e3, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15}
_SIZE_WORDS: Mapping[str, float] = {
    "kilobyte": 1e3,
    "megabyte": 1e6,
    "gigabyte": 1e9,
    "terabyte": 1e12,
    "petabyte": 1e15,
}
_SCALE: Mapping[str, float] = {
    **dict.fromkeys(("k", "K", "thousand"), 1e3),
    **dict.fromkeys(("m", "M", "mn", "million"), 1e6),
    **dict.fromkeys(("b", "B", "bn", "billion"), 1e9),
    "trillion": 1e12,
}
_MONEY_WORDS: Mapping[str, str] = {"dollar": "$", "euro": "€", "pound": "£", "USD": "$", "EUR": "€", "GBP": "£"}
_TIMES: Mapping[str, float] = {
    "halved": 0.5, "halves": 0.5, "halving": 0.5, "halve": 0.5, "half": 0.5,
    "doubled": 2.0, "doubles": 2.0, "doubling": 2.0, "double": 2.0, "twice": 2.0,
    "tripled": 3.0, "triples": 3.0, "tripling": 3.0, "trebled": 3.0, "quadrupled": 4.0,
}  # fmt: skip
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORD = rf"(?:{'|'.join([*_ONES.split(), *_TENS.split()])})"
_NUMBER_WORDS = re.compile(
    rf"(?i)(?<![\w-])(?:(?:a|{_WORD}(?:[- ]{_WORD})?)(?: hundred(?: and)?)?(?:[ -]{_WORD}(?:[- ]{_WORD})?)?(?: (?:thousand|million|billion))?"
    rf"(?:(?: and)? {_WORD}(?:[- ]{_WORD})?(?: hundred(?: and)?(?: {_WORD}(?:[- ]{_WORD})?)?)?)?)(?![\w-])"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PERIOD = r"(?:(?:a|an|per|each|every|/)\s?(?:single )?(?P<period>second|sec|s|minute|min|hour|hr|day|night|week|month|quarter|year)\b|(?P<adverb>hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually)\b)"
_FIGURE = re.compile(
    rf"(?P<currency>[$€£])?\s?(?P<number>{_DIGITS})"
    r"(?:\s?(?P<scale>k|K|M|bn|B|mn|thousand|million|billion|trillion)(?![\w]))?"
    r"(?:\s?(?P<percent>%|percent\b|per cent\b)|[\s-]?(?P<points>(?:percentage[\s-])?points?\b|pp\b)"
    r"|\s?(?P<times>x\b|×|times\b|fold\b|-fold\b)"
    r"|[\s-]?(?P<unit>ms|msec|milliseconds?|secs?|seconds?|s|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|quarters?|years?|[KkMGTP]B|(?:kilo|mega|giga|tera|peta)bytes?)(?!\w)"
    r"|\s?(?P<rate>QPS|qps|RPS|rps|req/s|requests/s)(?!\w)"
    r"|\s(?P<money>dollars?|euros?|pounds?|USD|EUR|GBP)(?!\w))?"
)
#: A name that ends in a figure, or a figure that is part of a name: p99, NDCG@10, A100, GPT-4, v2, Python 3.11, 24/7.
_NAMED = re.compile(
    r"(?<![\w.])(?:[A-Za-z]+@\d+|[A-Za-z]{1,6}\d+[A-Za-z]*(?:[.-]\d+)*|[A-Za-z]+-\d+(?:\.\d+)*[a-z]?(?!\w)|\d+/\d+(?!\d)|\d+[A-Z]{1,2}\d*(?![\w])(?<!\dM)(?<!\dB)(?<!\dK)(?<!GB)(?<!MB)(?<!TB)(?<!KB)(?<!PB)|\d+D\b"
    r"|(?:Python|CUDA|Java|Spark|PyTorch|TensorFlow|version|release|Llama|Claude|Postgres|Ubuntu|Kubernetes|Windows|ISO|RFC|Section|Article|level|L)\s\d+(?:\.\d+)*)"
)
_APPROXIMATELY = re.compile(
    r"(?i)(?:about|around|roughly|nearly|almost|some|approximately|circa|ca\.|close to|just (?:under|over)|over|under|more than|less than|at least|up to|well over|~|or so|below|above|within|a little (?:over|under)|north of|inside)\s*$"
)
_RATE_NOUN = re.compile(
    rf"(?i)^\s(?:[a-z-]+\s){{0,2}}?(?P<noun>[a-z-]+)\s{_PERIOD}|^\s?{_PERIOD.replace('period', 'period2').replace('adverb', 'adverb2')}"
)
_PERIODS: Mapping[str, str] = {
    "sec": "second", "s": "second", "min": "minute", "hr": "hour", "night": "day", "hourly": "hour", "daily": "day",
    "nightly": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts.

    Attributes:
        start: First character.
        end: One past the last, unit included.
        text: The characters.
        value: In the base unit: seconds, bytes, currency units, shares (0.18 for 18%), points as 0.01, calls a second.
        unit: ``time``, ``size``, ``$``, ``€``, ``£``, ``%``, ``points``, ``rate``, ``times`` or ``count``.
        period: For money, the period that it is counted over; empty if none is said.
        noun: For a count, what follows it, in lower case; else empty.
        loose: Whether a word such as "about" stands before it.
        spelled: Whether it is written in words.
    """

    start: int
    end: int
    text: str
    value: float
    unit: str
    period: str = ""
    noun: str = ""
    loose: bool = False
    spelled: bool = False


@lru_cache(maxsize=512)
def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order; those that are part of a name are left out."""
    named = [(found.start(), found.end()) for found in _NAMED.finditer(text)]
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        start, number = match.start(), match.start("number")
        if (number and (text[number - 1].isalnum() or text[number - 1] in "@_#.")) or any(
            a <= number < b for a, b in named
        ):
            continue
        found.append(_figure(text, match, start + len(match.group()) - len(match.group().lstrip())))
    taken = [(figure.start, figure.end) for figure in found]
    for words in _NUMBER_WORDS.finditer(text):
        if any(a < words.end() and words.start() < b for a, b in taken):
            continue
        figure = _spelled(text, words)
        if figure is not None:
            found.append(figure)
    for fold in re.finditer(
        rf"(?i)(?<![\w-])(?:(?P<ones>{_WORD})[- ]?fold|(?P<verb>{'|'.join(_TIMES)}))(?![\w-])", text
    ):
        value = _TIMES[fold["verb"].lower()] if fold["verb"] else float(_words_value(fold["ones"]) or 0)
        if not any(a < fold.end() and fold.start() < b for a, b in taken):
            found.append(Figure(fold.start(), fold.end(), fold.group(), value, "times", spelled=True))
    return tuple(sorted(found, key=lambda figure: (figure.start, figure.end)))


def _figure(text: str, match: re.Match[str], start: int) -> Figure:
    value = float(match["number"].replace(",", ""))
    scaled = value * _SCALE.get(match["scale"] or "", 1.0)
    loose = bool(_APPROXIMATELY.search(text[:start]))
    return _measured(text, start, match.end(), scaled, match.groupdict(), loose, spelled=False)


def _measured(
    text: str, start: int, end: int, value: float, parts: Mapping[str, str | None], loose: bool, *, spelled: bool
) -> Figure:
    """A figure from its number and the unit that follows it."""
    rest = text[end:]
    currency, money = parts.get("currency"), parts.get("money")
    if currency or money:
        sign = currency or _MONEY_WORDS.get((money or "").rstrip("s"), _MONEY_WORDS.get(money or "", "$"))
        period = re.match(rf"\s?(?:of [a-z ]{{3,20}})?{_PERIOD}", rest)
        return Figure(start, end, text[start:end], value, sign, _period(period), loose=loose, spelled=spelled)
    if parts.get("percent"):
        return Figure(start, end, text[start:end], value / 100, "%", loose=loose, spelled=spelled)
    if parts.get("points"):
        return Figure(start, end, text[start:end], value / 100, "points", loose=loose, spelled=spelled)
    if parts.get("times"):
        return Figure(start, end, text[start:end], value, "times", loose=loose, spelled=spelled)
    unit = parts.get("unit")
    if unit:
        if unit in _SIZE:
            return Figure(start, end, text[start:end], value * _SIZE[unit], "size", loose=loose, spelled=spelled)
        word = unit.lower().rstrip("s") if len(unit) > len("secs") else unit.lower()
        if word in _SIZE_WORDS:
            return Figure(start, end, text[start:end], value * _SIZE_WORDS[word], "size", loose=loose, spelled=spelled)
        return Figure(start, end, text[start:end], value * _TIME[unit.lower()], "time", loose=loose, spelled=spelled)
    if parts.get("rate"):
        return Figure(start, end, text[start:end], value, "rate", loose=loose, spelled=spelled)
    rate = _RATE_NOUN.match(rest)
    if rate and (rate["period"] or rate["adverb"] or rate["period2"] or rate["adverb2"]):
        said = rate["period"] or rate["adverb"] or rate["period2"] or rate["adverb2"]
        over = _PERIODS.get(said.lower(), said.lower())
        last = end + rate.end()
        return Figure(
            start,
            last,
            text[start:last],
            value / SECONDS[over],
            "rate",
            over,
            (rate["noun"] or "").lower(),
            loose,
            spelled,
        )
    noun = re.match(
        r"\s(?:(?:more|other|further|additional|extra|different|new|live|of (?:the|our|my|them|its|these))\s)*([A-Za-z][\w-]*)(?:\s([a-z]+))?",
        rest,
    )
    words = f"{noun[1]} {noun[2] or ''}".strip().lower() if noun else ""
    return Figure(start, end, text[start:end], value, "count", noun=words, loose=loose, spelled=spelled)


def _period(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    said = (found["period"] or found["adverb"]).lower()
    return _PERIODS.get(said, said)


_AFTER_WORDS = re.compile(
    r"(?:\s?(?P<percent>%|percent\b|per cent\b)|[\s-](?P<points>(?:percentage[\s-])?points?\b)|\s(?P<times>times\b)"
    r"|[\s-](?P<unit>milliseconds?|secs?|seconds?|mins?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|(?:kilo|mega|giga|tera|peta)bytes?)(?!\w)"
    r"|\s(?P<rate>QPS|qps|RPS|rps)(?!\w)|\s(?P<money>dollars?|euros?|pounds?)(?!\w))?"
)


def _spelled(text: str, words: re.Match[str]) -> Figure | None:
    """A number in words; None for "one" and "a", which count nothing."""
    said = words.group().lower()
    value = _words_value(said)
    if value is None or said in {"a", "one", "zero"}:
        return None
    after = _AFTER_WORDS.match(text, words.end())
    end = after.end() if after and after.group() else words.end()
    parts = after.groupdict() if after else {}
    loose = bool(_APPROXIMATELY.search(text[: words.start()]))
    return _measured(text, words.start(), end, value, parts, loose, spelled=True)


@lru_cache(maxsize=1024)
def _words_value(words: str) -> float | None:
    from text_to_num import text2num

    try:
        return float(text2num(re.sub(r"^a (?=hundred|thousand)", "one ", words.lower().replace("-", " ")), "en"))
    except ValueError:
        return None


#: A figure after "about" may be rounded by so much.
LOOSE = 0.1
_CLOSE = 0.002
#: A number of people, machines or things no larger than this must count the same thing.
_SMALL = 12


def same(claim: Figure, record: Figure) -> bool:
    """Whether a claim says what a record says, by value and unit."""
    if claim.unit != record.unit:
        shares = {claim.unit, record.unit} <= {"%", "points"}
        return shares and _near(claim, record.value)
    value = claim.value
    if claim.unit in "$€£" and claim.period and record.period and claim.period != record.period:
        value = claim.value * SECONDS[record.period] / SECONDS[claim.period]
    if not _near(claim, record.value, value):
        return False
    if claim.unit == "count" and claim.value <= _SMALL and claim.noun and record.noun:
        return bool({_stem(word) for word in claim.noun.split()} & {_stem(word) for word in record.noun.split()})
    return True


def _near(claim: Figure, record: float, value: float | None = None) -> bool:
    value = claim.value if value is None else value
    return abs(value - record) <= (LOOSE if claim.loose else _CLOSE) * max(abs(record), abs(value))


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s)$", "", word)


def fractions(text: str) -> Sequence[tuple[int, int, float]]:
    """Places such as "two of three" and "one in five", with their share."""
    pattern = rf"(?i)(?<![\w-])({_WORD}|\d+)(?: out)? (?:of|in)(?: every)? ({_WORD}|\d+)(?![\w-])"
    found: list[tuple[int, int, float]] = []
    for match in re.finditer(pattern, text):
        part, whole = (float(word) if word.isdigit() else _words_value(word) or 0.0 for word in match.groups())
        if whole and part <= whole:
            found.append((match.start(), match.end(), part / whole))
    return found
