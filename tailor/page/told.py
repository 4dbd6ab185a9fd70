"""A letter as paragraphs of sentences of pieces, each with where it came from and what the checks say of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jdparse import Kind
from tailor.check.finding import Finding
from tailor.letter.edited import BY_HAND
from tailor.letter.letter import Judged, Letter
from tailor.letter.trace import Trace
from tailor.page.wants import pins
from tailor.profile.story import Profile

#: A finding of more characters is about a paragraph.
_WIDE = 200
_BY_HAND = "typed by you"
_POSTING = re.compile(r"posting\[(\d+):(\d+)\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one source.

    Attributes:
        text: The words.
        source: ``profile``, ``posting``, ``option``, ``template``.
        ref: The record and field, or the posting's characters.
        findings: The numbers of the findings that hold them.
        flagged: Whether one of those is about these words, and not about a paragraph.
    """

    text: str
    source: str
    ref: str
    findings: tuple[int, ...]
    flagged: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or words of the template between two.

    Attributes:
        number: Counted from 0 through the letter.
        pieces: Its words.
        judged: What the judge says of it; None for the template's own.
        sources: Where its facts come from, each as what to call it and what stands there.
        versions: Other ways to say it, each with the form's pins that ask for it.
        stock: Whether nothing in it is the applicant's or the posting's.
        answers: The posting's characters that it answers; empty for none.
    """

    number: int
    pieces: tuple[Piece, ...]
    judged: Judged | None
    sources: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    stock: bool
    answers: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and whether it is the tailored one."""

    said: tuple[Said, ...]
    tailored: bool


def tell_letter(letter: Letter, findings: Sequence[Finding], profile: Profile, posting: str) -> list[Paragraph]:
    """The letter's paragraphs, greeting and signature among them."""
    found: list[Paragraph] = []
    at = number = 0
    teller = _Teller(letter, findings, profile, posting, _places(letter), pinned(letter))
    two = letter.paragraphs[letter.paragraph_two] if letter.paragraph_two >= 0 else ""
    for text in letter.text.strip("\n").split("\n\n"):
        start = letter.text.index(text, at)
        at = start + len(text)
        cuts = sorted({start, at, *(place for one in teller.places for place in one[:2] if start < place < at)})
        said = tuple(
            teller.say(number + more, first, last) for more, (first, last) in enumerate(itertools.pairwise(cuts))
        )
        number += len(said)
        found.append(Paragraph(said, bool(two) and text == two))
    return found


def pinned(letter: Letter) -> dict[int, str]:
    """Which sentence stands at each place, those without one as well, so that one can change and no other does."""
    keys = {judged.place: judged.key for judged in letter.judged}
    return {place: keys.get(place, "") for place in range(max(keys, default=-1) + 1)}


def _places(letter: Letter) -> list[tuple[int, int, Judged]]:
    """Where each judged sentence stands; brackets around a sample's facts are none of its words."""
    bare = [(at, char) for at, char in enumerate(letter.text) if char not in "[]"]
    plain = "".join(char for _, char in bare)
    found = []
    after = 0
    for judged in letter.judged:
        words = judged.text.replace("[", "").replace("]", "")
        start = plain.find(words, after)
        if start >= 0:
            after = start + len(words)
            found.append((bare[start][0], bare[after - 1][0] + 1, judged))
    return found


@dataclass(frozen=True, slots=True)
class _Teller:
    """What is known of each sentence of a letter: what the checks say, whose facts, where the judged ones stand, what is pinned."""

    letter: Letter
    findings: Sequence[Finding]
    profile: Profile
    posting: str
    places: Sequence[tuple[int, int, Judged]]
    pinned: Mapping[int, str]

    def say(self, number: int, start: int, end: int) -> Said:
        """Characters `start` to `end` of the letter."""
        judged = next((one for first, last, one in self.places if first <= start and end <= last), None)
        spans = [span for span in self.letter.trace if span.start < end and span.end > start]
        told = (_source(span, self.letter, self.profile, self.posting) for span in spans)
        sources = tuple(dict.fromkeys(filter(None, told)))
        pain = self.letter.highlights.get(Kind.PAIN)
        answers = pain.evidence if judged is not None and judged.row.startswith("need") and pain is not None else None
        if answers is not None:
            sources = (("answers the posting", answers.quote), *sources)
        return Said(
            number,
            tuple(_pieces(self.letter.text, spans, self.findings, start, end)),
            judged,
            sources,
            self._versions(judged) if judged is not None else (),
            judged is not None and not sources,
            "" if answers is None or answers.typed else f"posting[{answers.span.start}:{answers.span.end}]",
        )

    def _versions(self, judged: Judged) -> tuple[tuple[str, str], ...]:
        return tuple((other.text, pins({**self.pinned, judged.place: other.key})) for other in judged.versions)


def _pieces(text: str, spans: Sequence[Trace], findings: Sequence[Finding], start: int, end: int) -> list[Piece]:
    ends = {at for span in spans for at in (span.start, span.end)}
    ends |= {at for finding in findings for at in (finding.start, finding.end)}
    ordered = sorted({start, end} | {at for at in ends if start < at < end})
    found = []
    for first, last in itertools.pairwise(ordered):
        span = next((span for span in spans if span.start <= first and last <= span.end), None)
        held = tuple(
            number for number, finding in enumerate(findings) if finding.start <= first and last <= finding.end
        )
        # Why: a rule that finds something missing points at a whole paragraph; a line below all of it marks nothing.
        wide = all(findings[number].end - findings[number].start > _WIDE for number in held)
        found.append(
            Piece(
                text[first:last],
                span.source if span else "template",
                span.ref if span else "",
                held,
                bool(held) and not wide,
            )
        )
    return found


def _source(span: Trace, letter: Letter, profile: Profile, posting: str) -> tuple[str, str] | None:
    """What to call a source, and what stands there; None for the program's own words."""
    words = letter.text[span.start : span.end].strip()
    if span.source == "profile":
        whose = "the sample profile" if profile.sample else "your profile"
        return f"{whose}: {_place(span.ref)}", _field(profile, span.ref)
    if span.source == "posting":
        found = _POSTING.fullmatch(span.ref)
        return (
            ("the posting", posting[int(found[1]) : int(found[2])]) if found else (f"the posting's {span.ref}", words)
        )
    if span.source == "option":
        return (_BY_HAND, "in the letter itself") if span.ref == BY_HAND else (_BY_HAND, words)
    return None


def _place(ref: str) -> str:
    """``story.NAME.FIELD`` or ``me.FIELD`` in words."""
    kind, _, rest = ref.partition(".")
    return rest if kind == "me" else ", ".join(rest.rsplit(".", 1))


def _field(profile: Profile, ref: str) -> str:
    """What the profile has at a place: ``story.NAME.FIELD`` or ``me.FIELD``."""
    kind, _, rest = ref.partition(".")
    name, _, last = rest.rpartition(".")
    holder = profile.me if kind == "me" else next((one for one in profile.stories if one.name == name), None)
    value = getattr(holder, last, "") if holder is not None else ""
    if isinstance(value, tuple):
        return "; ".join(": ".join(one) if isinstance(one, tuple) else str(one) for one in value)
    return str(value or "")
