"""What could be a highlight: sentences, metric phrases and tool names of one posting, cut to the right size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from jdparse.reading.document import Candidate, Document, Sentence, is_title, tokens_in, trim
from jdparse.reading.recognizers import PhraseHit
from jdparse.types import Kind, Mention, SectionKind, Span

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


def pain_candidates(document: Document) -> Iterator[Candidate]:
    """Sentences and bullets that are not headings; long ones clause by clause."""
    text = document.normalised.text
    for sentence in document.sentences:
        if sentence.heading or sentence.section is SectionKind.LEGAL or is_title(document, sentence):
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
                tokens = tokens_in(document.doc, sentence.tokens, first, last)
                yield Candidate(Kind.PAIN, Span(first, last), tokens, sentence.number)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if len(text[start:end].split()) <= MAX_PAIN_WORDS:
        yield start, end
        return
    begin = last = resume = start
    for cut in [*(match for match in _CLAUSE.finditer(text, start, end)), None]:
        at, after = (cut.start(), cut.end()) if cut else (end, end)
        if len(text[begin:at].split()) > MAX_PAIN_WORDS and last > begin:
            yield trim(text, begin, last)
            begin = resume
        last, resume = at, after
    words = list(re.finditer(r"\S+", text[begin:end]))
    yield begin, begin + words[min(len(words), MAX_PAIN_WORDS) - 1].end() if words else end


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
        begin, end = trim(text, begin, end)
        tokens = tokens_in(doc, sentence.tokens, begin, end)
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
        tokens = tokens_in(document.doc, sentence.tokens, mention.span.start, mention.span.end)
        yield Candidate(Kind.TOOL, mention.span, tokens, sentence.number, mention.entry_id, True, mention.rule)


def thing_said(document: Document, candidate: Candidate) -> str:
    """What a candidate says, however often the posting says it: a tool's canonical name, or the words."""
    if candidate.kind is Kind.TOOL:
        return candidate.entry_id
    return " ".join(document.normalised.text[candidate.span.start : candidate.span.end].casefold().split())
