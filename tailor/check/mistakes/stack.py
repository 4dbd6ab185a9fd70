"""A stack that is listed like a skills section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from jdparse.english.patterns import pattern
from tailor.check.finding import Found
from tailor.check.letter import Reading, Sentence, tools_of

#: So many tools in one enumeration are a stack list.
_STACK = 4
#: So many tools in one sentence are a list, whatever stands between them: "data processing (pandas, NumPy), backend (FastAPI, Flask)".
_CROWD = 6
#: So many of them must be known as tools where the rest are only names.
_KNOWN = 2
#: What may stand between two tools of one enumeration; a verb or a purpose between them makes it a story.
_BETWEEN = pattern(
    r"(?i)(?:\s?v?\d[\d.x+]*)?\s*(?:\([^)]{0,30}\)\s*)?(?:(?:{list-asides})\s*)?(?:[,;/&+|•·*\n-]|\band\b|\bor\b|\bplus\b|\bas well as\b|\balong with\b"
    r"|(?<=, )with\b|\s)+(?:(?:also|even|some|plain|raw|a (?:little|bit of|touch of|dash of))\s+)?"
)
#: A name that the lexicon may not know, as it stands in an enumeration.
_NAME = pattern(r"(?<![\w.])(?!(?:{capital-starts})\b)[A-Z][\w+#.]*\w(?:[ -][A-Z][\w+#.]*\w){0,2}(?!\w)")
#: Before a name that is a place or an employer and no part of the enumeration after it.
_PLACED = pattern(r"(?i)\b(?:at|for|in|on|from|since|by|to|dear)\s+(?:the\s+)?$")
#: A line of a bulleted list.
_BULLET = pattern(r"(?m)^[ \t]*[-*•·][ \t]+")
#: An item of a list that names a tool is no longer.
_ITEM_CHARACTERS = 60
#: Whose stack it is: the nearest of these words before an enumeration.
_WHOSE = pattern(r"(?i)\b(?:i|i'm|i've|my|me|we|our|you|your|the (?:{postings}|position))\b")
#: "You would find ComfyUI on my desk" is no reader's stack.
_READER = pattern(r"(?i)(?:you|the )(?!\w* (?:would|will|could|can|may)\b)")
#: What announces a list of tools, so that its names need not be known.
_ANNOUNCED = pattern(
    r"(?i)\b(?:tools?|(?:tech )?stack|skills?|technolog(?:y|ies)|toolbox|toolkit|frameworks|libraries)\b[^.;]{0,30}(?::"
    r"|\b(?:are|includes?|is))\s*$"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a sentence that may be a tool's, with its place; the lexicon knows some."""

    name: str
    start: int
    end: int
    known: bool


def stack_lists(letter: Reading) -> Iterator[Found]:
    """Tools in a row, as in a skills section."""
    lead = ""
    for text, start in _stretches(letter):
        listed = False
        for run in _runs(letter, text):
            names = list(dict.fromkeys(one.name for one in run))
            before = text[: run[0].start]
            told = f"{lead} {_BULLET.sub('', before)}"
            if len(names) < _STACK or not (_are_tools(run) or _ANNOUNCED.search(told)) or _of_the_reader(before):
                continue
            alphabet = sorted(names, key=str.casefold) == names
            listed = True
            yield Found(
                "MIS101",
                start + run[0].start,
                start + run[-1].end,
                f"{len(names)} tools in a row{', and in alphabetical order' if alphabet else ''}: {', '.join(names[:5])}",
            )
        tools = tools_of(letter, text)
        names = list(dict.fromkeys(tool.entry_id for tool in tools))
        if not listed and len(names) >= _CROWD and not _of_the_reader(text[: tools[0].span.start]):
            place = (start + tools[0].span.start, start + tools[-1].span.end)
            yield Found("MIS101", *place, f"{len(names)} tools in one sentence: {', '.join(names[:5])}")
        lead = text


def _stretches(letter: Reading) -> Iterator[tuple[str, int]]:
    """Sentences with their places; short items of one list that follow each other are read together."""
    for _, group in groupby(letter.sentences, key=lambda one: one.paragraph if _is_short_item(one) else -1 - one.start):
        sentences = list(group)
        start = sentences[0].start
        yield letter.text[start : sentences[-1].end], start


def _is_short_item(sentence: Sentence) -> bool:
    """Whether a sentence is an item of a list with no more than a name or two."""
    return len(sentence.text) <= _ITEM_CHARACTERS and bool(_BULLET.match(sentence.text))


def _are_tools(run: Sequence[_Named]) -> bool:
    """Whether enough of an enumeration is known, or one beside a known tool has a product's spelling (ComfyUI)."""
    sure = sum(one.known for one in run)
    return sure >= _KNOWN or (sure > 0 and any(re.search(r"[a-z][A-Z]", one.name) for one in run if not one.known))


def _of_the_reader(before: str) -> bool:
    """Whether an enumeration is of what the posting lists or the reader's team uses."""
    whose = list(_WHOSE.finditer(before))
    return bool(whose) and bool(_READER.match(before, whose[-1].start()))


def _runs(letter: Reading, text: str) -> Iterator[list[_Named]]:
    """The enumerations of names of a sentence, known tools or not."""
    flat = _BULLET.sub(lambda found: ", ".rjust(len(found.group())), text)
    known = [_Named(tool.entry_id, tool.span.start, tool.span.end, True) for tool in tools_of(letter, flat)]
    names = [
        _Named(found.group(), found.start(), found.end(), False)
        for found in _NAME.finditer(flat)
        if not any(found.start() < tool.end and tool.start < found.end() for tool in known)
    ]
    run: list[_Named] = []
    for one in sorted([*known, *names], key=lambda named: named.start):
        between = flat[run[-1].end : one.start] if run else ""
        if not run or not _BETWEEN.fullmatch(between) or (not one.known and _closed(flat, run, between)):
            if run:
                yield run
            run = []
            # Why: "At Halvard Pay, Kafka ..." and "Today, Kafka ..." begin with no tool.
            if not one.known and (_PLACED.search(flat[: one.start]) or not text[: one.start].strip()):
                continue
        run.append(one)
    if run:
        yield run


def _closed(text: str, run: Sequence[_Named], between: str) -> bool:
    """Whether an enumeration has had its "and", so that a name after it begins something else."""
    return ", and" in between or any(
        re.search(r"\b(?:and|or)\b", text[one.end : two.start]) for one, two in pairwise(run)
    )
