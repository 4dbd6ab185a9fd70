"""A gain without its context in production."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdparse.english.figures import find_figures
from jdparse.english.patterns import pattern
from tailor.check.finding import Found
from tailor.check.letter import Reading, Sentence
from tailor.check.phrases import has, hits


def gains(letter: Reading) -> Iterator[Found]:
    """A model metric's gain with nothing beside it (MIS201), or with nothing that a business counts (SIG301)."""
    for sentence in letter.sentences:
        metrics = list(hits("model-metric", sentence.text))
        metric = next((one for one in metrics if _is_gain(sentence, one) or _is_level(sentence.text, one)), None)
        if metric is None:
            continue
        here, after = sentence.text, letter.after(sentence)[len(sentence.text) :]
        context = f"{here[: metric.start()]} {here[metric.end() :]} {after}"
        people = f"{here[metric.end() :]} {after}"
        if has("business", context) or has("business-people", people):
            continue
        place = (sentence.start + metric.start(), sentence.start + metric.end())
        placed = has("baseline", here) or _slice(here, metric) or _in_traffic(context) or _compared(here, after)
        yield Found("SIG301" if placed else "MIS201", *place, f'"{metric.group()}"')


#: What a gain was measured on: "in fog", "on white pills", "for that group"; not when it happened.
_SLICE_BEFORE = pattern(r"(?:On|In|For|At|Among|Across) (?![A-Z]|{no-slice})[\w' -]{3,60}$")
_SLICE_AFTER = pattern(
    r"(?i)\s(?:on|for|among|in) (?!(?:{no-slice-behind})"
    r"|\d)[\w' -]{3,40}"
)
_WHEN = pattern(r"(?i)\b(?:{times-of-year}|evening$|morning$)\b")


def _slice(text: str, metric: re.Match[str]) -> bool:
    """Whether a gain is said of some part of the data."""
    before = _SLICE_BEFORE.match(text[: metric.start()].rstrip().removesuffix(" the").removesuffix(" its").rstrip(","))
    after = _SLICE_AFTER.match(text[metric.end() :])
    return any(found is not None and not _WHEN.search(found.group()) for found in (before, after))


def _is_gain(sentence: Sentence, metric: re.Match[str]) -> bool:
    text = sentence.text
    near = text[max(0, metric.start() - 70) : metric.end() + 70]
    if not has("gain", near) or _HOPED.search(text[: metric.start()]):
        return False
    if _NO_GAIN.search(text) or (
        re.search(r"(?i)\b(?:fell|drops?|dropped|lowered)\b", near) and not has("error-metric", near)
    ):
        return False
    if _OF_DATA.match(text, metric.end()):
        return False
    return bool(MINE.search(text)) or bool(find_figures(near))


#: A metric with its level: "at 96.8% accuracy", "an AUC of 0.99", "its F1 score is 0.93".
_SHARE = r"(?:0?\.\d+|\d{1,2}(?:\.\d+)?\s?(?:%\+?|percent|per cent))"
_LEVEL_BEFORE = re.compile(rf"(?i){_SHARE}(?: [a-z-]+){{0,3}} $")
_LEVEL_BEHIND = pattern(
    rf"(?i)(?:@[\d.:]+)?(?: scores?| values?| rates?)?(?:,)? (?:(?:{{reaching}}) |[:=] ?)(?:\w+ )?{_SHARE}"
)


#: "The accuracy of the map" is no model's.
_OF_DATA = pattern(r"(?i) of (?:the|our|its|their|these) (?:\w+ )?(?:{data-things})")
_MODEL = pattern(r"(?i)\b(?:{ml-things})\b")
_HOPED = pattern(r"(?i)\b(?:{modal-you})\b")
_SCORED = pattern(rf"(?i)\b(?:{{score-verbs}})\b[^.;]{{0,30}}{_SHARE}")
_RIVAL = pattern(r"(?i)\b(?:{rivals})\b")


def _is_level(text: str, metric: re.Match[str]) -> bool:
    """Whether a metric stands there with what the applicant's model reached."""
    if _HOPED.search(text[: metric.start()]) or _NO_GAIN.search(text):
        return False
    told = _LEVEL_BEFORE.search(text[: metric.start()]) or _LEVEL_BEHIND.match(text[metric.end() :])
    return bool(told) and bool(MINE.search(text) or _MODEL.search(text))


def _in_traffic(context: str) -> bool:
    """Whether a production constraint, or how much the model sees, stands beside a metric."""
    return has("constraint", context) or any(figure.unit == "rate" for figure in find_figures(context))


def _compared(here: str, after: str) -> bool:
    """Whether the next sentence has another figure of the same metric beside the first."""
    return bool(_SCORED.search(after) and _RIVAL.search(after))


#: A metric that did not move, or that somebody else moved.
_NO_GAIN = pattern(
    r"(?i)\b(?:{denied-moves})\b|\b(?:was|were) \w+ by (?:the|a|an"
    r"|another|our) (?!factor|half|{parts})"
)
MINE = pattern(r"(?i)\b(?:i|my|we|our|which|that|it|this)\b")
