"""MIS: the mistakes that get a letter binned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import jdparse
from jdparse import Mention
from tailor.checks.figures import find_figures
from tailor.checks.reading import Reading, Sentence
from tailor.checks.rules import has, hits
from tailor.checks.types import Found, Known

#: So many tools in one enumeration are a stack list.
_STACK = 4
#: So many competitions are a list of them.
_COMPETITIONS = 3
#: What may stand between two tools of one enumeration.
_BETWEEN = re.compile(
    r"(?i)\s*(?:[,;/&+|•·-]|\band\b|\bor\b|\bplus\b|\bas well as\b|\bwith\b|\s|\([^)]{0,20}\)|\bsome\b|\ba bit of\b|\ba little\b)*\s*"
)
_POSTING_ASKS = re.compile(
    r"(?i)\b(?:you|your (?:posting|advert|ad|team|notice|description)|the (?:posting|advert|ad|role|job|position|notice))\b[^.;]{0,40}\b(?:ask|want|need|look|seek|list|require|say|write|mention|call|wish|name|demand|hope)\w*"
)


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    if not letter.body:
        return
    yield from _stack_lists(letter)
    yield from _proficiency(letter)
    yield from _gains(letter)
    yield from _notebook_only(letter)
    yield from _competitions(letter)
    for sentence in letter.sentences:
        found = next(hits("apology", sentence.text), None)
        if found is not None:
            yield Found("MIS401", sentence.start + found.start(), sentence.start + found.end(), f'"{found.group()}"')
    body = letter.body
    if has("model", body) and not has("job", body):
        place = next(
            sentence for sentence in letter.sentences if has("model", sentence.text) or sentence is letter.sentences[-1]
        )
        yield Found("MIS501", place.start, place.end)


def _stack_lists(letter: Reading) -> Iterator[Found]:
    for sentence in letter.sentences:
        tools = jdparse.tools_named(sentence.text)
        for run in _runs(sentence.text, tools):
            names = list(dict.fromkeys(tool.entry_id for tool in run))
            if len(names) >= _STACK and not _POSTING_ASKS.search(sentence.text[: run[0].span.start]):
                alphabet = sorted(names, key=str.casefold) == names
                yield Found(
                    "MIS101",
                    sentence.start + run[0].span.start,
                    sentence.start + run[-1].span.end,
                    f"{len(names)} tools in a row{', and in alphabetical order' if alphabet else ''}: {', '.join(names[:5])}",
                )


def _runs(text: str, tools: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The tools that stand in one enumeration."""
    run: list[Mention] = []
    for tool in tools:
        between = text[run[-1].span.end : tool.span.start] if run else ""
        if run and (_BETWEEN.fullmatch(between) or re.fullmatch(r"(?i),? (?:and |or )?(?:\w+ )?", between)):
            run.append(tool)
        else:
            if run:
                yield run
            run = [tool]
    if run:
        yield run


def _proficiency(letter: Reading) -> Iterator[Found]:
    for sentence in letter.sentences:
        if _POSTING_ASKS.search(sentence.text) or '"' in sentence.text or "“" in sentence.text:
            continue
        found = next(hits("proficient", sentence.text), None)
        if found is not None and not re.search(
            r"(?i)\b(?:he|she|they|who|team|colleague|somebody|someone|manager|not|never)\b",
            sentence.text[: found.start()],
        ):
            yield Found("MIS102", sentence.start + found.start(), sentence.start + found.end(), f'"{found.group()}"')


def _gains(letter: Reading) -> Iterator[Found]:
    """A model metric's gain with nothing beside it (MIS201), or with nothing that a business counts (SIG301)."""
    for sentence in letter.sentences:
        metric = next(hits("model-metric", sentence.text), None)
        if metric is None or not _is_gain(sentence, metric):
            continue
        context = letter.after(sentence)
        without = context.replace(metric.group(), " ", 1)
        if has("business", without):
            continue
        place = (sentence.start + metric.start(), sentence.start + metric.end())
        yield Found("SIG301" if has("baseline", without) else "MIS201", *place, f'"{metric.group()}"')


def _is_gain(sentence: Sentence, metric: re.Match[str]) -> bool:
    text = sentence.text
    near = text[max(0, metric.start() - 70) : metric.end() + 70]
    if not has("gain", near) or re.search(
        r"(?i)\b(?:would|could|should|you|your|can|will|want)\b", text[: metric.start()]
    ):
        return False
    if re.match(
        r"(?i) of (?:the|our|its|their|these) (?:\w+ )?(?:data|addresses|stock|records|entries|clock|map|invoice)",
        text[metric.end() :],
    ):
        return False
    return bool(_MINE.search(text)) or bool(find_figures(near))


_MINE = re.compile(r"(?i)\b(?:i|my|we|our|which|that|it|this)\b")


def _notebook_only(letter: Reading) -> Iterator[Found]:
    proof = next((sentence for sentence in letter.sentences if has("notebook", sentence.text)), None)
    if proof is None:
        return
    produced = any(
        has("ownership", sentence.text)
        or (
            has("running", sentence.text)
            and not has("notebook", sentence.text)
            and _MINE.search(sentence.text)
            and not re.search(r"(?i)\b(?:would|your|you)\b", sentence.text)
        )
        for sentence in letter.sentences
    )
    if not produced:
        yield Found("MIS301", proof.start, proof.end, f'"{" ".join(proof.text.split()[:9])} ..."')


def _competitions(letter: Reading) -> Iterator[Found]:
    told: list[tuple[int, int]] = []
    names: set[str] = set()
    for sentence in letter.sentences:
        if not has("placed", sentence.text):
            continue
        for found in hits("competition", sentence.text):
            name = found.group().lower()
            if name not in names and not re.search(
                r"(?i)\b(?:players|singers|rowers|sports?|football|chess|music)\b", sentence.text
            ):
                names.add(name)
                told.append((sentence.start + found.start(), sentence.start + found.end()))
    if len(told) >= _COMPETITIONS:
        yield Found("MIS302", told[0][0], told[-1][1], f"{len(told)} of them")
