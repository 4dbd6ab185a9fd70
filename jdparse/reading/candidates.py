"""What could be a highlight: sentences and tool names of one posting, cut to the right size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdparse.reading.document import Candidate, Document, Sentence, is_title, trim
from jdparse.types import Kind, Mention, SectionKind, Span

#: A pain quote has no more words than this; longer sentences are cut into clauses.
MAX_PAIN_WORDS = 45
#: A clause with fewer words says too little to be answered.
MIN_PAIN_WORDS = 4
_LABEL = re.compile(r"(?P<label>[^.:;!?\n]{2,60}?)(?::| [–—-])\s+(?=\S)")
_TAIL_WORDS = ("but not limited to", "other duties as assigned")
_TAIL = re.compile(
    rf"[,;:]?\s*(?:\(?\s*)(?:including|such as|which include|like)?,?\s*{_TAIL_WORDS[0]}\b.*$"
    rf"|[,;]?\s+(?:and )?{_TAIL_WORDS[1]}\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE = re.compile(
    r";\s+|\s[–—-]\s|,\s+(?=(?:while|which|so that|where|with the goal|ensuring|including|and (?:to|then|you|will)\b))|\.\s+|:\s+",
    re.IGNORECASE,
)


def pain_candidates(document: Document) -> Iterator[Candidate]:
    """Sentences and bullets that are not headings; long ones clause by clause."""
    text, low = document.tokens.text, document.tokens.low
    for sentence in document.sentences:
        if sentence.heading or sentence.section is SectionKind.LEGAL or is_title(document, sentence):
            continue
        if sentence.number in document.ordered:
            continue
        start, end = sentence.span.start, sentence.span.end
        label = _LABEL.match(text, start, end)
        if label and len(label["label"].split()) <= 6 and len(text[label.end() : end].split()) >= MIN_PAIN_WORDS:
            start = label.end()
        # The pattern has no fixed beginning, so it is tried only where its words are.
        if any(low.find(words, start, end) >= 0 for words in _TAIL_WORDS):
            tail = _TAIL.search(text, start, end)
            if tail and tail.start() > start:
                end = tail.start()
        for first, last in _clauses(text, start, end):
            if len(text[first:last].split()) >= MIN_PAIN_WORDS:
                tokens = document.tokens.within(sentence.tokens, first, last)
                yield Candidate(Kind.PAIN, Span(first, last), tokens, sentence.number)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if len(text[start:end].split()) <= MAX_PAIN_WORDS:
        yield start, end
        return
    begin = last = resume = start
    for cut in [*(match for match in _CLAUSE.finditer(text, start, end)), None]:
        at, after = (cut.start(), cut.end()) if cut else (end, end)
        if len(text[begin:at].split()) > MAX_PAIN_WORDS and last > begin:
            yield trim(text, begin, _within_limit(text, begin, last))
            begin = resume
        last, resume = at, after
    yield begin, _within_limit(text, begin, end)


def _within_limit(text: str, start: int, end: int) -> int:
    """The end of a clause, or of its first words where it has too many: at a comma in their second half if there is one."""
    words = list(re.finditer(r"\S+", text[start:end]))
    if len(words) <= MAX_PAIN_WORDS:
        return end
    kept = words[:MAX_PAIN_WORDS]
    comma = next((word for word in reversed(kept[MAX_PAIN_WORDS // 2 :]) if word.group().endswith(",")), None)
    return start + (comma.end() - 1 if comma else kept[-1].end())


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
        tokens = document.tokens.within(sentence.tokens, mention.span.start, mention.span.end)
        yield Candidate(Kind.TOOL, mention.span, tokens, sentence.number, mention.entry_id, True, mention.rule)


def thing_said(document: Document, candidate: Candidate) -> str:
    """What a candidate says, however often the posting says it: a tool's canonical name, or the words."""
    if candidate.kind is Kind.TOOL:
        return candidate.entry_id
    return " ".join(document.normalised.text[candidate.span.start : candidate.span.end].casefold().split())
