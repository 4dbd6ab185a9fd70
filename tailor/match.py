"""Which story answers these highlights, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import jdparse
from jdparse import Highlight, Kind, Signal
from tailor.profile import Story

#: So many shared words, the tool counted as one, tell of the same kind of work; fewer are chance.
_TELLING_WORDS = 2.9
#: What one word that pain and story share adds to a story's score.
_ONE_WORD = 0.35


@dataclass(frozen=True, slots=True)
class Match:
    """A story with the reasons for telling it.

    Attributes:
        story: The story.
        reasons: Named reasons; the score is their sum.
        solves: Whether the story claims the pain's own category.
        nearness: ``near`` when it claims that one or another that a reader would accept for the same words, ``kin`` for a
            neighbouring one, else ``far``.
        topic: The category that it shares with the pain; empty if it shares none.
        metric: Whether it moved a metric of the highlight's category.
        tool: The story's own spelling of the highlight's tool, if it ran on it.
    """

    story: Story
    reasons: tuple[Signal, ...]
    solves: bool
    nearness: Literal["near", "kin", "far"]
    topic: str
    metric: bool
    tool: str

    @property
    def close(self) -> bool:
        """Whether the letter may say that this is work of the same kind: the category fits, and so do the words."""
        words = next((reason.value for reason in self.reasons if reason.name == "words"), 0.0) / _ONE_WORD
        return self.solves and words + bool(self.tool) >= _TELLING_WORDS

    @property
    def foremost(self) -> bool:
        """Whether what it shares with the pain is the first thing that the story says it solved."""
        return self.topic in self.story.solves[:1]

    @property
    def score(self) -> float:
        """Sum of the reasons."""
        return sum(reason.value for reason in self.reasons)


def match_stories(
    stories: Sequence[Story], highlights: Mapping[Kind, Highlight | None], text: str = ""
) -> tuple[Match, ...]:
    """The stories, best first; ties keep the profile's order. `text` is the whole posting's."""
    matches = [(match_story(story, highlights, text), number) for number, story in enumerate(stories)]
    return tuple(match for match, _ in sorted(matches, key=lambda pair: (-pair[0].score, pair[1])))


def match_story(story: Story, highlights: Mapping[Kind, Highlight | None], text: str = "") -> Match:
    """How a story answers the three highlights, and how much of it the rest of the posting speaks of."""
    reasons: list[Signal] = []
    pain, metric, tool = (highlights.get(kind) for kind in (Kind.PAIN, Kind.METRIC, Kind.TOOL))
    solves = False
    nearness: Literal["near", "kin", "far"] = "far"
    topic = ""
    if pain is not None:
        category = pain.evidence.category
        also = next((name for name in pain.evidence.also_categories if name in story.solves), "")
        solves = category in story.solves
        kin = set(jdparse.load_lexicon().pains[category].neighbours)
        near = category if solves else also
        neighbour = next((name for name in story.solves if name in kin), "")
        nearness = "near" if near else "kin" if neighbour else "far"
        topic = near
        if solves:
            reasons.append(Signal("solves", 2.4, f"solves {category}"))
        elif also:
            reasons.append(Signal("also", 1.8, f"solves {also}, which the same words speak of"))
        elif neighbour:
            reasons.append(Signal("neighbours", 1.0, f"solves a neighbour of {category}"))
        shared = sorted(_words(pain.evidence.quote) & _words(story.facts))
        if shared:
            reasons.append(Signal("words", min(len(shared), 4) * _ONE_WORD, f"shares {', '.join(shared[:4])}"))
        counted = sorted(jdparse.metrics_named(pain.evidence.quote) & set(story.metrics))
        if counted:
            reasons.append(
                Signal("counts", 0.6 * min(len(counted), 2), f"moved {', '.join(counted[:2])}, which it names")
            )
    moved = metric is not None and metric.evidence.category in story.metrics
    if moved and metric is not None:
        reasons.append(Signal("metric", 1.5, f"moved {metric.evidence.category}"))
    spelt = ""
    if tool is not None:
        wanted = fold_name(tool.evidence.name)
        spelt = next((name for name in story.tools if fold_name(name) == wanted), "")
        if spelt:
            reasons.append(Signal("tool", 1.5, f"ran on {spelt}"))
    if tool is not None:
        named = {found.category for found in (tool.evidence, *tool.alternatives)}
        known = sorted(named & {_kinds().get(fold_name(name), "") for name in story.tools})
        if known:
            value = 0.5 * min(len(known), MAX_KINDS)
            reasons.append(Signal("kinds", value, f"ran on tools of the kinds {', '.join(known[:MAX_KINDS])}"))
    spoken = [name for name in story.tools if _names(text, name)]
    if spoken:
        value = _ONE_TOOL * min(len(spoken), MAX_KINDS)
        reasons.append(Signal("posting", value, f"the posting names {', '.join(spoken[:MAX_KINDS])}"))
    speaks = sorted(word for word in _words(f"{story.system} {story.design}") if _names(text, word))
    if speaks:
        value = _ONE_TOOL * min(len(speaks), MAX_KINDS)
        reasons.append(Signal("system", value, f"the posting speaks of {', '.join(speaks[:MAX_KINDS])}"))
    if re.search(r"\d", story.result + story.worth + story.constraint):
        reasons.append(Signal("figures", 0.5, "has figures"))
    if story.worth:
        reasons.append(Signal("worth", 0.3, "has a worth"))
    return Match(story, tuple(reasons), solves, nearness, topic, moved, spelt)


#: More shared kinds of tools, or words that the posting has too, than this say nothing more.
MAX_KINDS = 3
#: What a tool or a word of the system that the rest of the posting names adds to a story's score.
_ONE_TOOL = 0.4


def _names(text: str, word: str) -> bool:
    return bool(re.search(rf"(?i)(?<![\w-]){re.escape(word)}(?![\w-])", text))


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    """The kind of each ML system and framework by its folded spellings; infrastructure and languages tell no story apart."""
    return {
        fold_name(spelling): tool.kind.id
        for tool in jdparse.load_lexicon().tools.values()
        if tool.kind.tier <= _TELLING_TIER
        for spelling in tool.row.spellings
    }


#: Tiers that tell one kind of work from another: ML systems, frameworks and models.
_TELLING_TIER = 2
#: A runner-up this much below the first choice may be answered in its place (log-odds), because a tool that the applicant has
#: run says more than one that they have not.
MAX_TOOL_GAP = 2.5
#: The tier of languages, which say least.
_LANGUAGE_TIER = 4


def prefer_known_tool(tool: Highlight | None, stories: Sequence[Story]) -> Highlight | None:
    """The tool that the letter should answer: a runner-up if a story ran on that one.

    Why: "LangGraph or CrewAI" asks for either; the one that the applicant has run is the better answer.
    """
    if tool is None:
        return None
    known = {fold_name(name) for story in stories for name in story.tools}
    ranked = (tool.evidence, *tool.alternatives)
    kinds = jdparse.load_lexicon().kinds
    first = kinds.get(tool.evidence.category)
    for number, evidence in enumerate(ranked):
        kind = kinds.get(evidence.category)
        near = (
            tool.evidence.score - evidence.score <= MAX_TOOL_GAP
            and kind is not None
            and (kind.tier < _LANGUAGE_TIER or (first is not None and first.tier == kind.tier))
        )
        if (number == 0 or near) and fold_name(evidence.name) in known:
            return tool.answering(evidence)
    return tool


def fold_name(name: str) -> str:
    """A tool's name for comparing: vendor, case, marks and spaces aside."""
    folded = re.sub(r"[\s\-_.]+", "", name).casefold()
    return re.sub(r"^(?:apache|amazon|aws|google|microsoft|nvidia|azure)(?=\w{3})", "", folded)


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Za-z][A-Za-z-]{3,}", text)} - jdparse.load_lexicon().words[
        "small-words"
    ]
