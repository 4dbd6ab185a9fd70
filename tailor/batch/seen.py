"""What a report says of one posting: what it asks for, and how the applicant's stories answer it. Made in a worker, small enough to travel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import jdparse
from jdparse import Analysis, Evidence, Highlight, Kind, of_the_job
from tailor.highlights.names import fold_name
from tailor.letter.match import Match, match_stories
from tailor.profile.story import Profile
from tailor.review.ask import review


class State(StrEnum):
    """How far the applicant's record answers a posting."""

    READY = "ready"
    THIN = "thin"
    MISSING = "missing"


#: What each says, for a legend.
MEANINGS: Mapping[State, str] = {
    State.READY: "the best story solved the posting's pain, and it is of the same field or answers the metric or the tool",
    State.THIN: "the best story solved the pain alone, or is of the same field alone",
    State.MISSING: "no story solved the pain or is of the field",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a posting asks for of one kind.

    Attributes:
        quote: Its own words.
        id: The category, or a tool's folded name.
        name: The same for a reader.
        others: The ids of the runners-up with their names, each once, without the first.
        accepted: The categories that its words may be read as.
    """

    quote: str
    id: str
    name: str
    others: Mapping[str, str]
    accepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a story fits a posting, in log-odds: the score that chooses the story of a letter."""

    story: str
    score: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A posting as the report tells of it.

    Attributes:
        id: Its id.
        source: Its file.
        title: The job's title, or empty.
        company: The employer, or empty.
        asked: What it asks for; a kind that it does not state is absent.
        fits: The stories in the profile's order; none without a profile.
        best: The name of the story that fits best; empty without a profile.
        state: Whether a letter is ready; None without a profile.
        reason: Why, in words.
    """

    id: str
    source: str
    title: str
    company: str
    asked: Mapping[Kind, Asked]
    fits: tuple[Fit, ...] = ()
    best: str = ""
    state: State | None = None
    reason: str = ""

    @property
    def score(self) -> float:
        """The best story's."""
        return next((fit.score for fit in self.fits if fit.story == self.best), 0.0)


def see(analysis: Analysis, profile: Profile | None) -> Seen:
    """What a report says of a posting; without a profile nothing of stories."""
    posting = analysis.posting
    asked = {kind: _asked(highlight) for kind in Kind if (highlight := analysis.highlight(kind))}
    seen = Seen(posting.id, posting.source, posting.title, posting.company, asked)
    if profile is None:
        return seen
    # The story that a letter without a review tells first.
    wanted = review(analysis, {}, None, profile.stories)
    ranked = match_stories(profile.stories, wanted, of_the_job(posting), posting.title)
    scores = {match.story.name: match.score for match in ranked}
    fits = tuple(Fit(story.name, scores[story.name]) for story in profile.stories)
    state, reason = _judged(ranked, wanted)
    return Seen(seen.id, seen.source, seen.title, seen.company, asked, fits, ranked[0].story.name, state, reason)


def _asked(highlight: Highlight) -> Asked:
    first = highlight.evidence
    own, name = _named(first)
    others = dict(_named(other) for other in highlight.alternatives)
    others.pop(own, None)
    return Asked(" ".join(first.quote.split()), own, name, others, frozenset((first.category, *first.also_categories)))


def _named(evidence: Evidence) -> tuple[str, str]:
    """The id that equals are counted under, and its name."""
    if evidence.kind is Kind.TOOL:
        return tool_named(evidence.name)
    category = jdparse.load_lexicon().categories(evidence.kind).get(evidence.category)
    return evidence.category, category.name if category else evidence.category


def tool_named(said: str) -> tuple[str, str]:
    """The id of a tool that a posting or a story names, and its name: one for all of its spellings."""
    name = _tools().get(fold_name(said), said)
    return fold_name(name), name


@lru_cache(maxsize=1)
def _tools() -> Mapping[str, str]:
    """The lexicon's spelling of each tool by its folded spellings."""
    return {fold_name(said): tool.name for tool in jdparse.load_lexicon().tools.values() for said in tool.row.spellings}


def _judged(ranked: Sequence[Match], wanted: Mapping[Kind, Highlight | None]) -> tuple[State, str]:
    """The state of a posting's letter, and why."""
    match = ranked[0]
    field = match.nearness == "near" or (match.nearness == "kin" and not match.topic)
    pain, metric, tool = (wanted.get(kind) for kind in (Kind.PAIN, Kind.METRIC, Kind.TOOL))
    said = [_pain_said(match, ranked, pain), "same field" if field else "another field"]
    if metric is not None:
        said.append("moved the metric" if match.metric else "did not move the metric")
    if tool is not None:
        said.append(f"ran on {match.tool}" if match.tool else f"did not run on {tool.evidence.name}")
    if match.topic and (field or match.metric or match.tool):
        state = State.READY
    else:
        state = State.THIN if match.topic or field else State.MISSING
    return state, "; ".join(said)


def _pain_said(match: Match, ranked: Sequence[Match], pain: Highlight | None) -> str:
    if pain is None:
        return "the posting states no pain"
    if match.topic:
        solved = f"solved {jdparse.load_lexicon().pains[match.topic].name}"
        return solved if match.topic == pain.evidence.category else f"{solved}, as the pain may be read too"
    name = _named(pain.evidence)[1]
    other = next((one.story.name for one in ranked if one.topic), "")
    return f"did not solve {name}, as {other} did" if other else f"no story solved {name}"
