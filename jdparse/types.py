"""Frozen values that travel through jdparse: posting, section, mention, signal, evidence, highlight, analysis.

Offsets are half-open and count characters of the text that the value belongs to. Inside the NLP pass that is the
normalised text; an `Analysis` speaks only of the user's own text (`Posting.text`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a highlight is about."""

    PAIN = "pain"
    METRIC = "metric"
    TOOL = "tool"


class SectionKind(StrEnum):
    """What a stretch of a posting is for."""

    SUMMARY = "summary"
    DUTIES = "duties"
    REQUIRED = "required"
    PREFERRED = "preferred"
    STACK = "stack"
    BENEFITS = "benefits"
    COMPANY = "company"
    LEGAL = "legal"

    @property
    def in_use(self) -> bool:
        """Whether a tool that stands there is one that the team works with."""
        return self in {SectionKind.SUMMARY, SectionKind.DUTIES, SectionKind.STACK}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` of a text, half-open."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether all of `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Posting:
    """A job posting as it was read.

    Attributes:
        text: What all quotes and offsets refer to.
        title: The job's title, or an empty string.
        company: The employer's name, or an empty string.
        source: The file's path, or ``<stdin>``.
        id: The row's id in a JSONL file, else the file's stem.
        hidden: Words of the file that it does not show to a reader, a line for each place, as far as they were kept.
    """

    text: str
    title: str = ""
    company: str = ""
    source: str = ""
    id: str = ""
    hidden: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a posting under one heading.

    Attributes:
        kind: What the stretch is for.
        span: From the end of its heading to the start of the next.
        heading: The heading's own words; empty for text before the first heading.
        confidence: 1.0 for a heading of the lexicon, 0.5 for one inherited or guessed from its shape.
    """

    kind: SectionKind
    span: Span
    heading: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A lexicon entry found in the text.

    Attributes:
        kind: Pain, metric or tool.
        entry_id: The lexicon row: a category's id or a tool's canonical name.
        span: Where it stands.
        rule: The recognizer that found it (``phrase``, ``name``, ``typo``).
        strong: False for phrases that only lean towards the entry.
    """

    kind: Kind
    entry_id: str
    span: Span
    rule: str
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for a score.

    Attributes:
        name: The signal's id, a key of ``lexicons/signals.toml``.
        value: What it adds to the score, in log-odds.
        reason: The same in words.
    """

    name: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """The clause of a posting that says whose a metric is or what a tool is for: its words, verbatim, and their place."""

    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate for a highlight, with the posting's own words.

    Attributes:
        kind: Pain, metric or tool.
        quote: The posting's words, verbatim.
        span: Where the quote stands in `Posting.text`.
        category: A category id of the annotation guide; for a tool, its kind.
        section: The section the quote stands in.
        signals: The named reasons; the score is their sum.
        name: A tool's name as the posting writes it; empty otherwise.
        explicit: For a pain: whether the posting states a problem, need or constraint in so many words.
        typed: Whether a person typed the words and the posting does not hold them; the span is empty then.
        also_categories: For pains and metrics: further categories that a reader would accept, likeliest first.
        category_signals: The named reasons for a pain's category, in log-odds; what a metric or a tool is, the lexicon knows.
        context: For a metric or a tool: the clause around it, where that says more than the quote; it asks nothing of the applicant.
    """

    kind: Kind
    quote: str
    span: Span
    category: str
    section: SectionKind
    signals: tuple[Signal, ...] = ()
    name: str = ""
    explicit: bool = False
    typed: bool = False
    also_categories: tuple[str, ...] = ()
    category_signals: tuple[Signal, ...] = ()
    context: Context | None = None

    @property
    def score(self) -> float:
        """Sum of the signals, in the ranker's units (log-odds)."""
        return sum(signal.value for signal in self.signals)


#: A choice with less confidence deserves a second look.
LOW_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class Highlight:
    """The evidence chosen for one kind.

    Attributes:
        kind: Pain, metric or tool.
        evidence: The choice.
        alternatives: The runners-up, best first.
        confidence: How often a choice with such a score and such a lead is right, 0 to 1; 1 when a person chose.
    """

    kind: Kind
    evidence: Evidence
    alternatives: tuple[Evidence, ...] = ()
    confidence: float = 1.0

    def answering(self, evidence: Evidence) -> Highlight:
        """The same highlight with one of its alternatives as the choice."""
        ranked = (self.evidence, *self.alternatives)
        return replace(self, evidence=evidence, alternatives=tuple(other for other in ranked if other is not evidence))

    def __post_init__(self) -> None:
        if self.evidence in self.alternatives:
            raise ValueError(f"{self.kind}: the choice is among its own alternatives")
        if any(found.kind is not self.kind for found in (self.evidence, *self.alternatives)):
            raise ValueError(f"{self.kind}: evidence of another kind")


#: What a note of an analysis is on; it begins with this and a colon.
NOTED = (*(kind.value for kind in Kind), "language", "application")


@dataclass(frozen=True, slots=True)
class Analysis:
    """The three highlights of a posting; one that the posting does not state is None and `notes` says why.

    Notes also say in which language the posting wants the application, where that is not English, and what the posting orders the
    applicant, or a model, to write.
    """

    posting: Posting
    pain: Highlight | None = None
    metric: Highlight | None = None
    tool: Highlight | None = None
    notes: tuple[str, ...] = ()

    def highlight(self, kind: Kind) -> Highlight | None:
        """The highlight of this kind, if the posting has one."""
        return {Kind.PAIN: self.pain, Kind.METRIC: self.metric, Kind.TOOL: self.tool}[kind]

    def notes_beside(self, highlights: Mapping[Kind, Highlight | None]) -> tuple[str, ...]:
        """The notes without those on highlights that are among these."""
        found = {kind.value for kind, highlight in highlights.items() if highlight is not None}
        return tuple(note for note in self.notes if note.partition(":")[0] not in found)

    @property
    def orders_told(self) -> tuple[str, ...]:
        """The notes on what the posting orders the applicant, or a model, to write."""
        return tuple(note for note in self.notes if note.partition(":")[0] == NOTED[-1])

    def answering(self, highlights: Mapping[Kind, Highlight | None]) -> Analysis:
        """The same posting with these highlights; a kind that is not among them has none."""
        pain, metric, tool = (highlights.get(kind) for kind in Kind)
        return replace(self, pain=pain, metric=metric, tool=tool)
