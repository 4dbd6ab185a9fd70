"""What a caller asks of a letter, and the letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jdparse import Highlight, Kind, Signal
from tailor.letter.match import Match
from tailor.letter.trace import Trace


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller may say about a letter.

    Attributes:
        length: One of `limits.LENGTHS`.
        template: A template's name, or a path; empty for the one of the length.
        story: The name of the story to tell; empty for the best match.
        to: Whom the letter greets.
        referrer: Who suggested writing.
        given: Which of ``title`` and ``company`` the caller gave in the place of the posting's own.
        why: One sentence on why this company, in the applicant's own words.
        pinned: Which sentence stands at a place of the plan, by the place's number, told by its key; an empty one for none. What does
            not fit is passed over.
    """

    length: int = 250
    template: str = ""
    story: str = ""
    to: str = ""
    referrer: str = ""
    given: frozenset[str] = frozenset()
    why: str = ""
    pinned: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """Another way to say what a sentence says.

    Attributes:
        text: The sentence.
        key: Names it among the candidates of its place.
    """

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a letter with the judge's reasons for it.

    Attributes:
        text: The sentence.
        row: The row that it was made from.
        reasons: Why it is liked or not; their sum is the judge's score.
        key: Names it among the candidates of its place.
        place: Its place in the plan, counted from 0.
        versions: The next best ways to say it.
    """

    text: str
    row: str
    reasons: tuple[Signal, ...]
    key: str = ""
    place: int = 0
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter.

    Attributes:
        text: The whole letter, salutation and signature included.
        paragraphs: The body's paragraphs.
        paragraph_two: The index of the tailored one.
        length: The length asked for, in words.
        words: The body's length.
        match: The story told and why.
        others: The other stories, best first.
        highlights: What the letter answers.
        trace: Where each stretch of `text` came from, in order and without gaps.
        judged: Its sentences with the judge's reasons.
        notes: What would make the letter stronger.
        need: The posting's need as the letter tells it; empty where it tells none.
        left_out: The highlights that it does not answer, each told in a note.
        to: Whom it greets; empty for nobody in particular.
        role: The role it is for, and `company` the employer; each empty where the letter names none.
    """

    text: str
    paragraphs: tuple[str, ...]
    paragraph_two: int
    length: int
    words: int
    match: Match
    others: tuple[Match, ...]
    highlights: Mapping[Kind, Highlight | None]
    trace: tuple[Trace, ...]
    judged: tuple[Judged, ...] = ()
    notes: tuple[str, ...] = ()
    need: str = ""
    left_out: frozenset[Kind] = frozenset()
    to: str = ""
    role: str = ""
    company: str = ""
