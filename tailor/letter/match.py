"""Which story leads a letter, and why: a linear model over named features, fitted on pairs of posting and profile that two readers labelled.

What counts: the posting's field of work against the story's, the posting's pains that the story solved and its metrics that the story moved,
the words of its title and its duties that the story has too, and tools that both run. Weights are data (`lexicons/stories.toml`), written by
``python benchmarks/stories.py ../shared --fit``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import jdparse
from jdparse import Evidence, Highlight, Kind, Signal
from jdparse.english.rarity import rarity, whole_rarity, word_rarity
from jdparse.english.stems import fold
from tailor.highlights.names import fold_name
from tailor.letter.story_fields import field_nearness, load_numbers, posting_fields, story_fields
from tailor.profile.story import Story

#: The features, with how each is told.
FEATURES: Mapping[str, str] = {
    "field": "is of the same field",
    "field-kin": "is of a neighbouring field",
    "solves-lead": "solved the posting's problem before others",
    "solves": "solved what the posting's pains are about",
    "metrics": "moved what the posting measures",
    "tools": "ran on tools that the posting names",
    "tool-kinds": "ran on ML systems of the kinds that the posting asks for",
    "words": "shares telling words with the posting",
    "title": "shares telling words with its title",
}
#: A word that more than about half of all postings have tells nothing.
TELLING = 0.7
#: Tiers that tell one kind of work from another: ML systems, frameworks and models. Infrastructure tells half as much, a language nothing.
_TELLING_TIER, _HALF_TELLING_TIER = 2, 3
#: A further pain for the lead, and a further category of any evidence, count for half.
_FURTHER = 0.5
#: What a category counts that a story solves after its first.
_SOLVED_TOO = 0.7
#: From here on two fields are the same trade.
_SAME_FIELD = 0.25


@dataclass(frozen=True, slots=True)
class Match:
    """A story with the reasons for telling it.

    Attributes:
        story: The story.
        reasons: Named reasons; the score is their sum.
        solves: Whether the story claims the pain's own category.
        nearness: ``near`` when it claims that one and is of the posting's field, ``kin`` when one of the two holds, else ``far``.
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
    def score(self) -> float:
        """Sum of the reasons."""
        return sum(reason.value for reason in self.reasons)


def match_stories(
    stories: Sequence[Story], highlights: Mapping[Kind, Highlight | None], text: str = "", title: str = ""
) -> tuple[Match, ...]:
    """The stories, best first; ties keep the profile's order.

    Args:
        stories: The profile's.
        highlights: The posting's highlights as reviewed.
        text: The whole posting.
        title: Its title.
    """
    matches = [(match_story(story, highlights, text, title), number) for number, story in enumerate(stories)]
    return tuple(match for match, _ in sorted(matches, key=lambda pair: (-pair[0].score, pair[1])))


def match_story(story: Story, highlights: Mapping[Kind, Highlight | None], text: str = "", title: str = "") -> Match:
    """How a story answers a posting."""
    features, said = story_features(story, highlights, text, title)
    numbers = load_numbers()
    reasons = tuple(
        Signal(
            name,
            numbers["weights"].get(name, 0.0)
            * (value - numbers["mean"].get(name, 0.0))
            / numbers["spread"].get(name, 1.0),
            f"{FEATURES[name]}{said[name]}",
        )
        for name, value in features.items()
    )
    pain, metric, tool = (highlights.get(kind) for kind in (Kind.PAIN, Kind.METRIC, Kind.TOOL))
    accepted = (pain.evidence.category, *pain.evidence.also_categories) if pain is not None else ()
    topic = next((name for name in accepted if name in story.solves), "")
    same = features["field"] >= _SAME_FIELD
    wanted = fold_name(tool.evidence.name) if tool is not None else ""
    return Match(
        story=story,
        reasons=reasons,
        solves=bool(accepted) and accepted[0] in story.solves,
        nearness="near" if topic and same else "kin" if topic or same else "far",
        topic=topic,
        metric=metric is not None and metric.evidence.category in story.metrics,
        tool=next((name for name in story.tools if fold_name(name) == wanted), "") if wanted else "",
    )


def story_features(
    story: Story, highlights: Mapping[Kind, Highlight | None], text: str, title: str
) -> tuple[dict[str, float], dict[str, str]]:
    """A story's features for a posting, and what each is about, in words."""
    near, kin, field = field_nearness(posting_fields(text, title), story_fields(story))
    pain, metric, tool = (highlights.get(kind) for kind in (Kind.PAIN, Kind.METRIC, Kind.TOOL))
    lead, pains, metrics = _lead(pain), _shares(pain), _shares(metric)
    answered = [name for name in story.solves if name in pains]
    moved = [name for name in story.metrics if name in metrics]
    tools = _tools(story, text)
    kinds = sorted({evidence.category for evidence in _ranked(tool)} & _kinds_run(story))
    counts = _counts(text)
    rest = telling_words(" ".join((story.did, story.wall, story.design)))
    core = telling_words(f"{story.system} {story.field}") | rest
    heard = {word: word_rarity(word) * (1 + math.log(counts[word])) for word in rest if word in counts}
    head = {word: word_rarity(word) * (1 + math.log(counts.get(word, 1))) for word in core & telling_words(title)}
    features = {
        "field": near,
        "field-kin": kin,
        "solves-lead": lead.get(story.solves[0], 0.0) if story.solves else 0.0,
        "solves": sum(pains[name] * (1.0 if name == story.solves[0] else _SOLVED_TOO) for name in answered),
        "metrics": sum(metrics[name] for name in moved),
        "tools": math.log1p(sum(tools.values())),
        "tool-kinds": float(len(kinds)),
        "words": sum(heard.values()) / (whole_rarity(rest) ** 0.5 + 1),
        "title": sum(head.values()) / (whole_rarity(core) ** 0.5 + 1),
    }
    about = {
        "field": [field] if field else [],
        "solves": answered[:3],
        "metrics": moved[:3],
        "tools": sorted(tools, key=lambda name: (-tools[name], name))[:3],
        "tool-kinds": [jdparse.load_lexicon().kinds[name].name for name in kinds[:3]],
        "words": _written(sorted(heard, key=lambda word: (-heard[word], word))[:3], text),
        "title": _written(sorted(head)[:3], title),
    }
    return features, {name: f": {', '.join(about[name])}" if about.get(name) else "" for name in features}


def _ranked(highlight: Highlight | None) -> tuple[Evidence, ...]:
    return (highlight.evidence, *highlight.alternatives) if highlight is not None else ()


def _lead(pain: Highlight | None) -> dict[str, float]:
    """The categories that a posting's pains are about, the first pain's own in full."""
    found: dict[str, float] = {}
    for number, evidence in enumerate(_ranked(pain)):
        for place, category in enumerate((evidence.category, *evidence.also_categories[:2])):
            value = (_FURTHER if number else 1.0) * (_FURTHER if place else 1.0)
            found[category] = max(found.get(category, 0.0), value)
    return found


def _shares(highlight: Highlight | None) -> dict[str, float]:
    """How much of what a posting says of a kind is about each category; all of it is 1, and runners-up count less and less."""
    found: dict[str, float] = {}
    for number, evidence in enumerate(_ranked(highlight)):
        for place, category in enumerate((evidence.category, *evidence.also_categories)):
            found[category] = found.get(category, 0.0) + (_FURTHER if place else 1.0) / (1 + number / 2)
    total = sum(found.values())
    return {category: value / total for category, value in found.items()}


def _tools(story: Story, text: str) -> dict[str, float]:
    """The story's tools that a posting names, with how much each tells: by its tier, and by how rare it is."""
    lowered = text.lower()
    named = {name for name in story.tools if re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", lowered)}
    worth = {name: rarity(name) * _tier_worth(name) for name in named}
    return {name: value for name, value in worth.items() if value}


def _tier_worth(name: str) -> float:
    tier = _kinds().get(fold_name(name), ("", _TELLING_TIER))[1]
    return 1.0 if tier <= _TELLING_TIER else _FURTHER if tier == _HALF_TELLING_TIER else 0.0


def _kinds_run(story: Story) -> set[str]:
    known = (_kinds().get(fold_name(name), ("", _HALF_TELLING_TIER)) for name in story.tools)
    return {kind for kind, tier in known if tier <= _TELLING_TIER}


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, tuple[str, int]]:
    """The kind and the tier of each known tool by its folded spellings."""
    return {
        fold_name(said): (tool.kind.id, tool.kind.tier)
        for tool in jdparse.load_lexicon().tools.values()
        for said in tool.row.spellings
    }


def shares_words(story: Story, thing: str) -> bool:
    """Whether a story has a telling word of a thing of the reader's."""
    told = " ".join((story.system, story.field, story.did, story.wall, story.design, *story.owned, *story.tools))
    return bool(telling_words(thing) & telling_words(told))


@lru_cache(maxsize=16)
def _counts(text: str) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for word in _tokens(text):
        counts[word] = counts.get(word, 0) + 1
    return counts


_WORD = re.compile(r"[A-Za-z][A-Za-z+#]{2,}")


def _tokens(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


def _written(folded: Sequence[str], text: str) -> list[str]:
    """Folded words as a text first writes them."""
    words = {fold(word): word for word in reversed(_WORD.findall(text))}
    return [words[word] for word in folded]


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that not every posting has, without their endings."""
    return frozenset(word for word in _tokens(text) if word_rarity(word) > TELLING)


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
