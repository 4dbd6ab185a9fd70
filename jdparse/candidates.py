"""What could be a highlight: sentences, metric phrases and tool names of one posting, cut to the right size."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from jdparse.recognizers import PhraseHit
from jdparse.sections import Line
from jdparse.text import Normalised
from jdparse.types import Kind, Mention, Posting, Section, SectionKind, Span

#: A pain quote has no more words than this; longer sentences are cut into clauses.
MAX_PAIN_WORDS = 45
#: A clause with fewer words says too little to be answered.
MIN_PAIN_WORDS = 4

_LABEL = re.compile(r"(?P<label>[^.:;!?\n]{2,60}?)(?::| [–—-])\s+(?=\S)")
_TAIL = re.compile(
    r"[,;:]?\s*(?:\(?\s*)(?:including|such as|which include|like)?,?\s*but not limited to\b.*$"
    r"|[,;]?\s+(?:and )?other duties as assigned\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE = re.compile(
    r";\s+|\s[–—-]\s|,\s+(?=(?:while|which|so that|where|with the goal|ensuring|including|and (?:to|then|you|will)\b))|\.\s+|:\s+",
    re.IGNORECASE,
)
_NUMBER = r"(?:[<>~≥≤]?\s?\$?\d[\d,.]*\s?(?:%|percent|ms|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|x\b|k\b|[mb]n?\b|million|billion|qps|rps|\+)?)"
_TARGET_AFTER = re.compile(
    rf"\s*(?:of|under|below|over|above|at|to|by|<|>|≤|≥|at least|up to|less than|more than)?\s?{_NUMBER}",
    re.IGNORECASE,
)
_TARGET_BEFORE = re.compile(
    rf"(?<![\w/.])(?:(?:over|above|under|below|more than|at least|up to|sub-?)\s?)?{_NUMBER}\+?\s*$", re.IGNORECASE
)


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
        place: Its place among the section's sentences, from 0.
        title: The heading of its section.
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


@dataclass(frozen=True)
class Document:
    """A posting after the NLP pass.

    Attributes:
        posting: As it was read.
        normalised: Its text for the pass, with the map back.
        doc: The tokens.
        sentences: In text order.
        hits: Lexicon phrases by their group's first part (``pain``, ``metric``, ``cue``), in text order.
        tools: Named tools, in text order.
        sentence_of: The sentence number of each token.
    """

    posting: Posting
    normalised: Normalised
    doc: Doc
    sentences: tuple[Sentence, ...]
    hits: Mapping[str, tuple[PhraseHit, ...]]
    tools: tuple[Mention, ...]
    sentence_of: tuple[int, ...]


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
    doc: Doc, lines: tuple[Line, ...], sections: tuple[Section, ...], inline: tuple[PhraseHit, ...]
) -> tuple[Sentence, ...]:
    """The sentences of a posting with what is known of their place.

    Args:
        doc: The tokens, with sentence bounds.
        lines: The lines of `doc.text`.
        sections: The sections of `doc.text`.
        inline: Phrases that decide the section of their sentence (law, benefits, company).
    """
    overruled: dict[int, SectionKind] = {}
    for hit in inline:
        overruled.setdefault(hit.start, SectionKind(hit.group[1]))
    sentences: list[Sentence] = []
    line_at = section_at = 0
    places: dict[int, int] = defaultdict(int)
    text = doc.text
    for first, last in _sentence_tokens(doc):
        start, end = _trim(text, doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
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
        for token in range(first, last):
            if token in overruled and (overruled[token] is not SectionKind.COMPANY or kind is SectionKind.SUMMARY):
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
            )
        )
        if not line.heading:
            places[section_at] += 1
    return tuple(sentences)


def _sentence_tokens(doc: Doc) -> Iterator[tuple[int, int]]:
    """The sentences' token bounds; `Doc.sents` asks the whole Doc again for each sentence."""
    starts = [number for number, begins in enumerate(doc.to_array("SENT_START")) if begins == 1]
    yield from zip(starts, [*starts[1:], len(doc)], strict=True)


def _inner_bullet(text: str, start: int, end: int) -> int:
    while start < end and (text[start] in "•●▪◦‣➢➤►✓✔✅ " or text[start : start + 2] in ("* ", "- ")):
        start += 1
    return start


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def pain_candidates(document: Document) -> Iterator[Candidate]:
    """Sentences and bullets that are not headings; long ones clause by clause."""
    text = document.normalised.text
    for sentence in document.sentences:
        if sentence.heading or sentence.section is SectionKind.LEGAL or _is_title(document, sentence):
            continue
        start, end = sentence.span.start, sentence.span.end
        label = _LABEL.match(text, start, end)
        if label and len(label["label"].split()) <= 6 and len(text[label.end() : end].split()) >= MIN_PAIN_WORDS:
            start = label.end()
        tail = _TAIL.search(text, start, end)
        if tail and tail.start() > start:
            end = tail.start()
        for first, last in _clauses(text, start, end):
            if len(text[first:last].split()) >= MIN_PAIN_WORDS:
                tokens = _tokens_in(document.doc, sentence.tokens, first, last)
                yield Candidate(Kind.PAIN, Span(first, last), tokens, sentence.number)


def _is_title(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence is one of the posting's first lines and no sentence: its title, employer or place."""
    words = document.normalised.text[sentence.span.start : sentence.span.end]
    return (
        sentence.number < _TITLE_LINES
        and not sentence.title
        and not sentence.bullet
        and not words.endswith((".", "!", ":"))
        and len(words.split()) <= MAX_TITLE_WORDS
    )


#: Title, employer and place stand on so many lines at the most, in so many words each.
_TITLE_LINES = 4
MAX_TITLE_WORDS = 14


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if len(text[start:end].split()) <= MAX_PAIN_WORDS:
        yield start, end
        return
    begin = last = resume = start
    for cut in [*(match for match in _CLAUSE.finditer(text, start, end)), None]:
        at, after = (cut.start(), cut.end()) if cut else (end, end)
        if len(text[begin:at].split()) > MAX_PAIN_WORDS and last > begin:
            yield _trim(text, begin, last)
            begin = resume
        last, resume = at, after
    words = list(re.finditer(r"\S+", text[begin:end]))
    yield begin, begin + words[min(len(words), MAX_PAIN_WORDS) - 1].end() if words else end


def _tokens_in(doc: Doc, bounds: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    first, last = bounds
    while first < last and doc[first].idx < start:
        first += 1
    while last > first and doc[last - 1].idx >= end:
        last -= 1
    return first, last


def metric_candidates(document: Document) -> Iterator[Candidate]:
    """Phrases that name a metric, with their modifiers and a target where one is given."""
    doc, text = document.doc, document.normalised.text
    modifiers = {hit.end: hit for hit in document.hits["cue"] if hit.group[1] == "modifier"}
    best: dict[int, PhraseHit] = {}
    for hit in document.hits["metric"]:
        rival = best.get(hit.start)
        if rival is None or _metric_rank(hit) > _metric_rank(rival):
            best[hit.start] = hit
    covered = -1
    for start in sorted(best):
        hit = best[start]
        if hit.end <= covered:
            continue
        covered = hit.end
        sentence = document.sentences[document.sentence_of[hit.start]]
        if sentence.heading or sentence.section is SectionKind.LEGAL or hit.end > sentence.tokens[1]:
            continue
        first = hit.start
        while (
            first in modifiers
            and modifiers[first].start >= sentence.tokens[0]
            and hit.end - modifiers[first].start <= 4
        ):
            first = modifiers[first].start
        last = _with_its_noun(doc, hit.end, sentence.tokens[1])
        begin, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        after = _TARGET_AFTER.match(text, end, min(sentence.span.end, end + 30))
        before = _TARGET_BEFORE.search(text, max(sentence.span.start, begin - 16), begin)
        if after and any(char.isdigit() for char in after.group()):
            end = after.end()
        elif before and before.group().strip():
            begin = before.start() + len(before.group()) - len(before.group().lstrip())
        begin, end = _trim(text, begin, end)
        tokens = _tokens_in(doc, sentence.tokens, begin, end)
        yield Candidate(
            Kind.METRIC,
            Span(begin, end),
            tokens,
            sentence.number,
            hit.group[1],
            hit.group[2] == "strong",
            "phrase",
        )


def _with_its_noun(doc: Doc, end: int, most: int) -> int:
    """The end of a phrase such as "millions of" together with what is counted: at most two words more."""
    if doc[end - 1].lower_ != "of":
        return end
    last = end
    while last < min(most, end + 2) and doc[last].is_alpha and not (last > end and doc[last].is_stop):
        last += 1
    return last


def _metric_rank(hit: PhraseHit) -> tuple[int, bool, str]:
    return (hit.end, hit.group[2] == "strong", hit.group[1])


def tools_with_sentences(document: Document) -> Iterator[tuple[Mention, Sentence]]:
    """Every mention of a named tool with the sentence that it stands in, in text order."""
    position = 0
    for mention in document.tools:
        while position + 1 < len(document.sentences) and document.sentences[position].span.end <= mention.span.start:
            position += 1
        yield mention, document.sentences[position]


def tool_candidates(document: Document) -> Iterator[Candidate]:
    """Every mention of a named tool outside the legal part."""
    for mention, sentence in tools_with_sentences(document):
        if sentence.section is SectionKind.LEGAL:
            continue
        tokens = _tokens_in(document.doc, sentence.tokens, mention.span.start, mention.span.end)
        yield Candidate(Kind.TOOL, mention.span, tokens, sentence.number, mention.entry_id, True, mention.rule)


def thing_said(document: Document, candidate: Candidate) -> str:
    """What a candidate says, however often the posting says it: a tool's canonical name, or the words."""
    if candidate.kind is Kind.TOOL:
        return candidate.entry_id
    return " ".join(document.normalised.text[candidate.span.start : candidate.span.end].casefold().split())
