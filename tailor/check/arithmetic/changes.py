"""A change stated beside its two ends: does it fit them?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jdparse.english.changes import Change, changes
from jdparse.english.figures import Figure, find_figures
from jdparse.english.patterns import pattern
from jdparse.english.portions import portions
from jdparse.english.units import CURRENCIES
from tailor.check.arithmetic.say import FACTOR, POINTS, SHARE, number_said
from tailor.check.finding import Found
from tailor.check.letter import Sentence

#: Likewise where "about", "nearly" or "more than" stands before it.
HEDGED = 0.06


# ---- before and after ------------------------------------------------------------------------------------------------------

_LESS = r"{going-down}"
_MORE = r"{going-up}"
_CHANGE_WORD = pattern(rf"(?i)\b(?:{_LESS}|{_MORE})\b")
#: What may stand between the two values and the change that is stated of them.
_LINK_WORD = r"(?:{change-link})"
_AFTER_PAIR = pattern(
    rf"(?i)(?: (?!(?:{{not-after-pair}})\b)[\w'’-]+){{0,4}}?\s*[,;:(—–-]*\s*(?:{_LINK_WORD}\s+)*[~≈]?"
)
_BEFORE_PAIR = pattern(
    r"(?i)(?:[ -](?!(?:{not-before-pair}|\w+ing)\b)"
    r"[\w'’-]+){0,5}?\s*[,:(—–-]*\s*(?:(?:up|down|going|falling|rising)\s)?"
)
_ENDS = pattern(r"(?i)\s*(?:$|[.,;:)!?—–]|\s(?:and|but|in all|all told|overall|in total|together|while|which)\b)")
_OF_SOMETHING = pattern(r"(?i)\s?of (?!what\b|its\b|(?:the|their|our) (?:{former})\b)")
_NOT_THE_CHANGE = pattern(r"(?i)\b(?:{before-period})\s(?:about |only |just )?$")
_MOVED = pattern(
    r"(?i)\b(?:{moved})\s(?:by )?(?:about |nearly |almost |roughly |some |over |more than |just (?:over|under) |an? )*$"
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


def before_after(sentence: Sentence) -> Iterator[Found]:
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
        noun = pattern(rf"(?i)[\s-](?:[\w-]+ )?(?:{_LESS}|{_MORE})\b").match(stated.after)
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
_SAID_OF = pattern(
    rf"(?i)[\s-]+(?:\w+ )?(?:{_LESS}|{_MORE})s?(?P<link> (?:in|of|to|on|for)(?: the| our| its| my)?)? (?P<noun>[a-z][\w-]+)"
)
#: Words after a change that begin something else.
_GOES_ON = pattern(r"(?i)(?:{going-on})")


def _of_another(text: str, stated: _Stated, pair: Change) -> bool:
    """Whether a change is said of a thing that the words before its two values do not name."""
    said = _SAID_OF.match(stated.after)
    if said is None or _GOES_ON.fullmatch(said["noun"]):
        return False
    return said["noun"].lower().rstrip("s") not in text[: pair.end].lower()


#: "A saving of" before a difference.
_CHANGE_OF = pattern(rf"(?i)\b(?:an?|the) (?:[\w-]+ )?(?:{_LESS}|{_MORE})s? of (?:about |roughly |nearly |some )?$")


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
        return "ARI102", f"{working} is {number_said(difference * 100)} points"
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
            points = number_said(difference * 100)
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


def _measure(value: float, like: Figure) -> str:
    """A value in the unit in which a figure is written."""
    written = re.search(r"\d[\d,.]*", like.text)
    unit = like.text[written.end() :].strip() if written else ""
    number = float(written.group().replace(",", "").rstrip(".")) if written else 0.0
    if not number or like.unit in CURRENCIES:
        return f"{like.unit if like.unit in CURRENCIES else ''}{number_said(value)}"
    return f"{number_said(value / (like.value / number))} {unit}".strip()
