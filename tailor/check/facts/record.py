"""What the profile's stories say, ready to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from jdparse.english import stems
from jdparse.english.changes import changes
from jdparse.english.figures import Figure
from jdparse.english.patterns import pattern
from jdparse.english.portions import fractions, portions
from jdparse.english.quantities import Quantity, find_quantities
from jdparse.english.units import PERIODS, SECONDS
from tailor.highlights.names import fold_name, tools_in
from tailor.profile.story import HELPING, Story

DEEDS = r"{deeds}"
_HELPED_AT = pattern(rf"(?i)(?<![\w-])(?:{HELPING})(?![\w-])")
#: A verb of one's own that begins another part of a story's sentence.
_NEXT_DEED = pattern(rf"(?i)(?:,| and) (?=(?:{HELPING}|{{more-own}}|{DEEDS})\b)")


@dataclass(frozen=True, slots=True)
class Record:
    """A story with what can be looked up in it.

    Attributes:
        story: The story.
        quantities: Its figures, and those that follow from two of them.
        shares: Its fractions: 0.2 for "one in five", 0.125 for a fall from one in five to one in forty.
        tools: Its tools, folded.
        helped: The telling words of what the applicant only helped with.
        own: The telling words of what the applicant answered for or did alone.
        words: All of its telling words.
    """

    story: Story
    quantities: tuple[Quantity, ...]
    shares: tuple[float, ...]
    tools: frozenset[str]
    helped: frozenset[str]
    own: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=8)
def find_records(stories: tuple[Story, ...]) -> tuple[Record, ...]:
    """What each story says, ready to be compared."""
    return tuple(_record(story) for story in stories)


def _record(story: Story) -> Record:
    parts = [
        part
        for part in (
            *(story.system, story.constraint, story.design, story.wall, story.did, story.result, story.worth),
            *(text for more in story.results for text in (more.result, more.worth)),
            *(use for _, use in story.uses),
            *(story.lesson, story.field, *story.owned, *story.playbook, *story.tools),
        )
        if part
    ]
    text = ". ".join(parts)
    helped, own = _shared_work(story)
    quantities = (
        *_periods(text),
        *(one for part in parts for one in find_quantities(part)),
        *(one for part in parts for one in _derived(part)),
    )
    moved = telling(". ".join((story.result, *(more.result for more in story.results))))
    quantities = tuple(replace(one, others=moved - telling(one.said)) for one in quantities)
    return Record(
        story,
        quantities,
        (
            *(share for _, _, share in (*fractions(text), *portions(text))),
            *_changed_shares(text),
        ),
        tools_in(text) | {fold_name(tool) for tool in story.tools},
        helped,
        own,
        telling(text),
    )


def _periods(text: str) -> Iterator[Quantity]:
    """The periods that a record names, which are figures of it too: "a year of past transfers", "in one night", "weekly"."""
    for found in (*_ONE_UNIT.finditer(text), *_ADVERB.finditer(text)):
        said = found[1].lower()
        seconds = SECONDS[PERIODS.get(said, said)]
        figure = Figure(found.start(), found.end(), found.group(), seconds, "time", loose=True)
        yield Quantity(figure, said=found.group())


def _changed_shares(text: str) -> Iterator[float]:
    """What follows from two fractions of a story: "from one in five to one in forty" is an eighth, and seven eighths less."""
    for (_, end, before), (start, _, after) in pairwise(fractions(text)):
        if re.fullmatch(r"(?i) (?:down |up )?to ", text[end:start]) and before:
            yield after / before
            yield abs(after - before) / before


_ONE_UNIT = pattern(r"(?i)\b(?:an?|one|each|every) (?:whole |full |single )?({periods})\b")
_ADVERB = pattern(r"(?i)\b({period-adverbs})\b")


def _derived(text: str) -> Iterator[Quantity]:
    """What follows from two values of a story: "from 31 hours to 6" is 81% less, 25 hours, a factor of five and a fifth."""
    told = {one.figure.start: one for one in find_quantities(text)}
    for pair in changes(text):
        a, b = pair.before.value, pair.after.value
        difference = "points" if pair.after.unit == "%" else pair.after.unit
        for value, unit in (
            (abs(b - a) / a, "%"),
            (max(a, b) / min(a, b), "times"),
            (b / a, "times"),
            (abs(b - a), difference),
        ):
            period = pair.after.period if unit == pair.after.unit else ""
            figure = Figure(pair.start, pair.end, "", value, unit, period, loose=True)
            beside = told.get(pair.after.start)
            yield Quantity(
                figure,
                "",
                value,
                value,
                beside.statistic if beside else "",
                beside.measures if beside else frozenset(),
                beside.said if beside else text[pair.start : pair.end],
            )


def _shared_work(story: Story) -> tuple[frozenset[str], frozenset[str]]:
    """The telling words of what a story only helped with, and of what it did itself."""
    helped: set[str] = set()
    own = set(telling(" ".join(story.owned)))
    for sentence in (story.did, story.result):
        for deed in _NEXT_DEED.split(sentence):
            (helped if _HELPED_AT.search(deed) else own).update(telling(deed))
    if helped and _HELPED_AT.match(story.did):
        helped |= telling(story.system)
    return frozenset(helped), frozenset(own)


SYSTEM_WORDS = frozenset("the that this service system platform with from which model models behind each".split())
#: A sentence speaks of a system if it has so many of its telling words.
SYSTEM = 2


@lru_cache(maxsize=4096)
def telling(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, without their endings."""
    return frozenset(stems.fold(word) for word in re.findall(r"[a-z]{4,}", text.lower())) - SYSTEM_WORDS
