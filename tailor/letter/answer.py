"""Which of the posting's lines the letter answers, and in which words: the need, its metric, its tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import jdparse
from jdparse import Evidence, Highlight, Kind, SectionKind
from jdparse.english.rarity import rarity
from tailor.highlights.names import fold_name
from tailor.highlights.near import MAX_PAIN_GAP, is_chosen, near_equals
from tailor.letter.bank import good_wants
from tailor.letter.proof import pains_of, proves
from tailor.letter.task import Task, good_tasks
from tailor.letter.thing import find_thing
from tailor.profile.story import Story

#: What a line loses for each log-odd that it lies behind the first, in the judge's units.
_GAP_COST = 0.6
#: What it is worth that the lead story solved the line's own kind of problem, or one that a reader would accept.
_SOLVED, _ALSO_SOLVED = 0.9, 0.5
#: What it is worth that the story's own words are about that kind.
_PROVEN = 1.0
#: What a line loses that asks something of the applicant.
_ASKED_COST = 0.6
#: What a line is worth that names a thing of the team's with its kind, and how rare that is at the most.
_NAMES_THING, _MOST_RARE = 0.5, 1.0
#: What it is worth that the letter can say in few words what a line asks for.
_TASK_TOLD = 2.5


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the posting, and the thing of the team's that it names.

    Attributes:
        evidence: The line.
        thing: A thing of the team's that it names: "ranking models"; empty where it names none.
        plural: Whether that is plural.
    """

    evidence: Evidence
    thing: str = ""
    plural: bool = False


def known_tasks(evidence: Evidence, company: str, story: Story) -> list[Task]:
    """The duty of a line in few words, where one reads well and a story is about all that its words name; where they name no problem, about the line's."""
    if evidence.typed:
        return []
    return [
        task
        for task in good_tasks(evidence.quote, company)
        if all(proves(story, kind) for kind in pains_of(task.text) or {evidence.category})
    ]


def _told_in_few(evidence: Evidence, company: str, story: Story) -> bool:
    """Whether a line can be told in few words, its own or a row's, before a story that is about it."""
    return bool(known_tasks(evidence, company, story) or good_wants(evidence, evidence.quote, story))


@lru_cache(maxsize=512)
def tell(evidence: Evidence, company: str) -> Told:
    """A line with the thing that it names."""
    return Told(evidence, *find_thing(evidence.quote, company))


def _sayable(told: Told) -> float:
    return _NAMES_THING + min(rarity(told.thing) / 2, _MOST_RARE) if " " in told.thing else 0.0


def prefer_sayable(pain: Highlight | None, company: str, story: Story | None = None) -> Highlight | None:
    """The pain that the letter should answer where nobody chooses: among near equals the one that says most of the team and is answered best.

    Why: readers accept three or four lines of a posting; one that names a thing of the team's, and that the story has solved, gives
    the letter something to speak of.
    """
    if pain is None or is_chosen(pain):
        return pain
    first = pain.evidence

    def value(evidence: Evidence) -> float:
        solved = -_ASKED_COST if evidence.section in {SectionKind.REQUIRED, SectionKind.PREFERRED} else 0.0
        if story is not None:
            solved += (
                _SOLVED
                if evidence.category in story.solves
                else _ALSO_SOLVED
                if set(evidence.also_categories) & set(story.solves)
                else 0.0
            )
            solved += _PROVEN * any(proves(story, name) for name in (evidence.category, *evidence.also_categories))
        told = _TASK_TOLD if story is not None and _told_in_few(evidence, company, story) else 0.0
        return told + _sayable(tell(evidence, company)) + solved - _GAP_COST * (first.score - evidence.score)

    best = max(
        near_equals(pain, MAX_PAIN_GAP), key=lambda evidence: (value(evidence), evidence.score, -evidence.span.start)
    )
    return pain if best == first else pain.answering(best)


@dataclass(frozen=True, slots=True)
class ToolTold:
    """How the tool is answered.

    Attributes:
        way: ``ran`` (the story ran on it), ``other`` (another story ran on it), ``none``.
        name: As the letter writes it.
        category: Its kind.
    """

    way: str
    name: str = ""
    category: str = ""


def answer_tool(tool: Highlight | None, lead: Story, others: Sequence[Story]) -> ToolTold:
    """How the lead story answers the tool, and if it does not, whether another one does."""
    if tool is None:
        return ToolTold("none")
    wanted = fold_name(tool.evidence.name)
    name = spelling(tool.evidence.name)
    if any(fold_name(known) == wanted for known in lead.tools):
        return ToolTold("ran", name, category=kind_of(name) or tool.evidence.category)
    if any(fold_name(known) == wanted for story in others for known in story.tools):
        return ToolTold("other", name, category=tool.evidence.category)
    return ToolTold("none", name, category=tool.evidence.category)


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    return {
        fold_name(said): tool.kind.id for tool in jdparse.load_lexicon().tools.values() for said in tool.row.spellings
    }


def kind_of(name: str) -> str:
    """The kind of a tool by any of its spellings; empty for one that the lexicon lacks."""
    return _kinds().get(fold_name(name), "")


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    return {
        text.casefold(): text for tool in jdparse.load_lexicon().tools.values() for text in reversed(tool.row.spellings)
    }


def spelling(name: str) -> str:
    """A tool's name as its makers write it, where the posting's differs only in case."""
    return _spellings().get(name.casefold(), name)


def thing_of_theirs(told: Told, others: Sequence[Evidence], company: str) -> tuple[str, bool, Evidence]:
    """A thing of the reader's: named with its kind in the line that is told, else in another pain of the posting; empty where none names one."""
    lines = [tell(evidence, company) for evidence in (told.evidence, *others)]
    for named in (
        [line for line in lines[:1] if " " in line.thing],
        [line for line in lines if " " in line.thing],
        [line for line in lines if line.thing],
    ):
        if named:
            return named[0].thing, named[0].plural, named[0].evidence
    return "", False, told.evidence


def highlights_told(
    highlights: Mapping[Kind, Highlight | None], lead: Story, company: str
) -> dict[Kind, Highlight | None]:
    """The highlights with the line that this story answers best in the place of the pain, where no person chose."""
    return {**highlights, Kind.PAIN: prefer_sayable(highlights.get(Kind.PAIN), company, lead)}
