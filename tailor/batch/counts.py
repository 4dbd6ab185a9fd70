"""What many postings ask for, counted as they come; of the postings themselves no more are kept than a page can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from jdparse import Kind
from tailor.batch.seen import Seen, State, tool_named
from tailor.profile.story import Profile
from tailor.show.profile import pain_answers

#: A table of more rows is slow to sort on a phone, and nobody reads it.
MOST_ROWS = 500
#: So many postings that could not be read are named.
MOST_PROBLEMS = 50


@dataclass(slots=True)
class Ranking:
    """How many postings ask for each thing of a kind: as their highlight, or among its runners-up only."""

    first: Counter[str] = field(default_factory=Counter)
    besides: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, own: str, name: str, others: Mapping[str, str]) -> None:
        """Count one posting."""
        self.first[own] += 1
        self.besides.update(others.keys())
        for other, said in ((own, name), *others.items()):
            self.names.setdefault(other, said)

    def ranked(self) -> list[tuple[str, str, int, int]]:
        """Id, name, how often it is the highlight, and how often a runner-up; most asked for first."""
        rows = [(own, name, self.first[own], self.besides[own]) for own, name in self.names.items()]
        return sorted(rows, key=lambda row: (-row[2], -row[3], row[0]))


@dataclass(frozen=True, slots=True)
class Gap:
    """What postings ask for and no story answers.

    Attributes:
        kind: Pain or tool.
        name: What.
        first: How many postings have it as their highlight.
        besides: How many only among the runners-up.
        hint: What would answer it.
    """

    kind: Kind
    name: str
    first: int
    besides: int
    hint: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A posting that could not be read."""

    id: str
    source: str
    error: str


@dataclass(slots=True)
class Counts:
    """What is known of all postings so far.

    Attributes:
        profile: The applicant's; None without one.
        postings: How many were read.
        asked: By kind.
        states: How many letters are ready, thin, missing, by the story that fits best.
        failed: How many could not be read.
        problems: The first of those.
    """

    profile: Profile | None
    postings: int = 0
    asked: dict[Kind, Ranking] = field(default_factory=lambda: {kind: Ranking() for kind in Kind})
    states: Counter[tuple[str, State]] = field(default_factory=Counter)
    failed: int = 0
    problems: list[Problem] = field(default_factory=list)
    _rows: list[tuple[float, int, Seen]] = field(default_factory=list)

    def add(self, seen: Seen) -> None:
        """Count a posting."""
        self.postings += 1
        for kind, asked in seen.asked.items():
            self.asked[kind].add(asked.id, asked.name, asked.others)
        if seen.state is not None:
            self.states[seen.best, seen.state] += 1
        self._rows.append((-seen.score, self.postings, seen))
        if len(self._rows) >= 2 * MOST_ROWS:
            self._cut()

    def add_problem(self, problem: Problem) -> None:
        """Count one that could not be read."""
        self.failed += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def _cut(self) -> None:
        self._rows = sorted(self._rows, key=lambda row: row[:2])[:MOST_ROWS]

    def rows(self) -> list[Seen]:
        """The postings that are shown: those that a story fits best, or without a profile the first ones."""
        self._cut()
        return [seen for *_, seen in self._rows]

    def state(self, state: State) -> int:
        """How many letters are in a state."""
        return sum(number for (_, own), number in self.states.items() if own is state)

    def told(self) -> list[tuple[str, dict[State, int]]]:
        """How many letters each story leads, by state; the most asked for first."""
        if self.profile is None:
            return []
        rows = [
            (story.name, {state: self.states[story.name, state] for state in State}) for story in self.profile.stories
        ]
        return sorted(rows, key=lambda row: (-sum(row[1].values()), row[0]))

    def gaps(self, kind: Kind) -> list[Gap]:
        """The pains or the tools that postings ask for and no story answers, most asked for first."""
        if self.profile is None:
            return []
        stories = self.profile.stories
        hints: Mapping[str, str] = {}
        if kind is Kind.PAIN:
            answers = pain_answers(self.profile)
            known = {answer.id for answer in answers if answer.stories}
            hints = {answer.id: answer.hint for answer in answers}
        else:
            known = {tool_named(tool)[0] for story in stories for tool in story.tools}
        return [
            Gap(kind, name, first, besides, hints.get(own, ""))
            for own, name, first, besides in self.asked[kind].ranked()
            if own not in known
        ]
