"""Sentences of a posting, and what the NLP pass found in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from jdparse.english.orders import To
from jdparse.reading.recognizers import PhraseHit
from jdparse.reading.sections import Line
from jdparse.reading.tokens import Tokens
from jdparse.text import Normalised
from jdparse.types import Kind, Mention, Posting, Section, SectionKind, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or bullet.

    Attributes:
        number: Its place in the posting, from 0.
        span: Its characters, without bullet mark and surrounding space.
        tokens: Its tokens, half-open.
        bullet: Whether it is a list item.
        heading: Whether it is a heading.
        section: What the section it stands in is for; phrases of law or benefits overrule the heading.
        confidence: The section's.
        place: Its place among the section's sentences, from 0; the posting's head does not count.
        title: The heading of its section.
        head: Whether it stands in the posting's head.
    """

    number: int
    span: Span
    tokens: tuple[int, int]
    bullet: bool
    heading: bool
    section: SectionKind
    confidence: float
    place: int
    title: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order of a posting: its characters, to whom it is given, and the numbers of its sentences, half-open."""

    span: Span
    to: To
    sentences: tuple[int, int]


@dataclass(frozen=True)
class Document:
    """A posting after the NLP pass.

    Attributes:
        posting: As it was read.
        normalised: Its text for the pass, with the map back.
        tokens: The tokens.
        sentences: In text order.
        hits: Lexicon phrases by their group's first part (``pain``, ``metric``, ``cue``), in text order.
        tools: Named tools, in text order.
        sentence_of: The sentence number of each token.
        orders: What the posting tells the applicant to write, or a model; no hit and no tool stands there.
    """

    posting: Posting
    normalised: Normalised
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    hits: Mapping[str, tuple[PhraseHit, ...]]
    tools: tuple[Mention, ...]
    sentence_of: tuple[int, ...]
    orders: tuple[Ordered, ...] = ()

    @cached_property
    def ordered(self) -> frozenset[int]:
        """The numbers of the sentences that are orders."""
        return frozenset(number for order in self.orders for number in range(*order.sentences))

    @cached_property
    def head(self) -> int:
        """How many of the first sentences are the posting's head."""
        return sum(sentence.head for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be a highlight.

    Attributes:
        kind: Pain, metric or tool.
        span: Its characters in the normalised text.
        tokens: Its tokens, half-open.
        sentence: The number of its sentence.
        entry_id: A metric's category or a tool's canonical name; empty for a pain.
        strong: Whether a strong phrase names it.
        rule: The recognizer behind it.
    """

    kind: Kind
    span: Span
    tokens: tuple[int, int]
    sentence: int
    entry_id: str = ""
    strong: bool = True
    rule: str = ""


def find_sentences(
    tokens: Tokens, lines: tuple[Line, ...], sections: tuple[Section, ...], inline: tuple[PhraseHit, ...]
) -> tuple[Sentence, ...]:
    """The sentences of a posting with what is known of their place.

    Args:
        tokens: The tokens.
        lines: The lines of their text.
        sections: The sections of their text.
        inline: Phrases that decide the section of their sentence (law, benefits, company).
    """
    overruled: dict[int, SectionKind] = {}
    for hit in inline:
        overruled.setdefault(hit.start, SectionKind(hit.group[1]))
    ruling = sorted(overruled)
    sentences: list[Sentence] = []
    line_at = section_at = 0
    places: dict[int, int] = defaultdict(int)
    text = tokens.text
    for first, last in pairwise((*tokens.first_of, len(tokens))):
        start, end = trim(text, tokens.starts[first], tokens.ends[last - 1])
        if start >= end:
            continue
        while line_at + 1 < len(lines) and lines[line_at].span.end <= start:
            line_at += 1
        line = lines[line_at]
        start = max(start, min(line.span.start, end - 1))
        while section_at + 1 < len(sections) and sections[section_at].span.end <= start:
            section_at += 1
        section = sections[section_at]
        kind = section.kind
        for token in ruling[bisect_left(ruling, first) : bisect_left(ruling, last)]:
            if overruled[token] is not SectionKind.COMPANY or kind is SectionKind.SUMMARY:
                kind = overruled[token]
                break
        inner = _inner_bullet(text, start, end)
        sentences.append(
            Sentence(
                number=len(sentences),
                span=Span(inner, end),
                tokens=(first, last),
                bullet=inner > start or (line.bullet and start <= line.span.start),
                heading=line.heading,
                section=kind,
                confidence=section.confidence,
                place=places[section_at],
                title=section.heading,
                head=line.head,
            )
        )
        if not (line.heading or line.head):
            places[section_at] += 1
    return tuple(sentences)


def _inner_bullet(text: str, start: int, end: int) -> int:
    while start < end and (text[start] in "•●▪◦‣➢➤►✓✔✅ " or text[start : start + 2] in ("* ", "- ")):
        start += 1
    return start


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a stretch without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def is_title(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence belongs to the posting's head, or is one of the first lines below it and no sentence: its place, its pay."""
    words = document.normalised.text[sentence.span.start : sentence.span.end]
    return sentence.head or (
        sentence.number - document.head < _TITLE_LINES
        and not sentence.title
        and not sentence.bullet
        and not words.endswith((".", "!", ":"))
        and len(words.split()) <= MAX_TITLE_WORDS
    )


#: So many lines are no sentences yet, in so many words each.
_TITLE_LINES = 4
MAX_TITLE_WORDS = 14
