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
        metric = next(hits("model-metric", sentence.text), None)
        if metric is None or not _is_gain(sentence, metric):
            continue
        here, after = sentence.text, letter.after(sentence)[len(sentence.text) :]
        context = f"{here[: metric.start()]} {here[metric.end() :]} {after}"
        people = f"{here[metric.end() :]} {after}"
        if has("business", context) or has("business-people", people):
            continue
        place = (sentence.start + metric.start(), sentence.start + metric.end())
        placed = has("baseline", here) or _slice(here, metric)
        yield Found("SIG301" if placed else "MIS201", *place, f'"{metric.group()}"')


#: What a gain was measured on: "in fog", "on white pills", "for that group"; not when it happened.
_SLICE_BEFORE = pattern(r"(?:On|In|For|At|Among|Across) (?!the way|the side|my|top|addition|fact|total)[\w' -]{3,60}$")
_SLICE_AFTER = pattern(
    r"(?i)\s(?:on|for|among|in) (?!the (?:final|last|first|end|way|side|meantime|second)|my|it|this|that|production|a (?:week"
    r"|month|day|year)|\d)[\w' -]{3,40}"
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
    if not has("gain", near) or re.search(
        r"(?i)\b(?:would|could|should|you|your|can|will|want)\b", text[: metric.start()]
    ):
        return False
    if _NO_GAIN.search(text) or (
        re.search(r"(?i)\b(?:fell|drops?|dropped|lowered)\b", near) and not has("error-metric", near)
    ):
        return False
    if re.match(
        r"(?i) of (?:the|our|its|their|these) (?:\w+ )?(?:data|addresses|stock|records|entries|clock|map|invoice)",
        text[metric.end() :],
    ):
        return False
    return bool(MINE.search(text)) or bool(find_figures(near))


#: A metric that did not move, or that somebody else moved.
_NO_GAIN = pattern(
    r"(?i)\b(?:hardly|barely|scarcely|never|did not|didn't|does not|doesn't|will not)\b|\b(?:was|were) \w+ by (?:the|a|an"
    r"|another|our) (?!factor|third|quarter|half|fifth|tenth|sixth)"
)
MINE = pattern(r"(?i)\b(?:i|my|we|our|which|that|it|this)\b")
