"""COV: whether paragraph two answers the posting's three highlights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import jdparse
from jdparse import Analysis, Evidence, Highlight, Kind
from tailor.check.finding import Found, Known
from tailor.check.letter import Reading, shorten
from tailor.check.phrases import has, hits, load_phrases
from tailor.highlights.metric import gives_figure, metric_words, prefer_measurable
from tailor.highlights.names import fold_name, tools_in
from tailor.highlights.near import MAX_PAIN_GAP, speaks_to

_CODES = {Kind.PAIN: "COV101", Kind.METRIC: "COV102", Kind.TOOL: "COV103"}
#: So many words in a row that stand in the posting too are copied.
_COPIED = 12
#: The same in a sentence that says it is the posting speaking; a draft says so, and its sentences are no longer.
_COPIED_SAID = 45
#: A paragraph answers a pain if it has so many of its telling words.
_TELLING = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a highlight is answered.

    Attributes:
        kind: Pain, metric or tool.
        said: The posting's words, of what may stand in for the highlight where the letter answers that.
        two: Whether paragraph two answers it.
        anywhere: Whether any paragraph does.
    """

    kind: Kind
    said: str
    two: bool
    anywhere: bool


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family; none without a posting."""
    if known.analysis is None or not letter.paragraphs:
        return
    two = letter.paragraphs[min(1, len(letter.paragraphs) - 1)]
    elsewhere = []
    for answer in answers(letter, known.analysis):
        if not answer.anywhere:
            yield Found(_CODES[answer.kind], two.start, two.end, f'"{shorten(answer.said)}"')
        elif not answer.two:
            elsewhere.append(f'{answer.kind.value} "{shorten(answer.said)}"')
    if elsewhere:
        yield Found("COV201", two.start, two.end, "; ".join(elsewhere))
    yield from _copied(letter, known.analysis.posting.text)


@lru_cache(maxsize=8)
def answers(letter: Reading, analysis: Analysis) -> tuple[Answer, ...]:
    """Each highlight of the posting with where the letter answers it; two families ask."""
    found: list[Answer] = []
    paragraphs = [paragraph.text for paragraph in letter.paragraphs]
    for kind in Kind:
        highlight = analysis.highlight(kind)
        if highlight is None:
            continue
        told = [_answering(highlight, text) for text in paragraphs]
        # Why: a letter may answer a highlight by what stands in for it, and does not hold the highlight's own words then.
        said = next(filter(None, told), highlight.evidence)
        found.append(Answer(kind, said.name or said.quote, bool(told and told[min(1, len(told) - 1)]), any(told)))
    return tuple(found)


def answered(highlight: Highlight, text: str) -> bool:
    """Whether a paragraph answers a highlight, or one that a draft may answer in its place."""
    return _answering(highlight, text) is not None


def _answering(highlight: Highlight, text: str) -> Evidence | None:
    """What a paragraph answers of a highlight and its equals; None where it answers none."""
    ways = {Kind.PAIN: _pain, Kind.METRIC: _metric, Kind.TOOL: _tool}
    return next((evidence for evidence in _equals(highlight) if ways[highlight.kind](evidence, text)), None)


def _equals(highlight: Highlight) -> tuple[Evidence, ...]:
    """The choice and what may stand in for it: a near runner-up of a pain, a measurable metric, any tool."""
    first = highlight.evidence
    if highlight.kind is Kind.PAIN:
        near = (other for other in highlight.alternatives if first.score - other.score <= MAX_PAIN_GAP)
        return (first, *near)
    if highlight.kind is Kind.METRIC:
        chosen = prefer_measurable(highlight)
        return (first,) if chosen is None else (first, chosen.evidence)
    return (first, *highlight.alternatives)


def _pain(evidence: Evidence, text: str) -> bool:
    said, heard = _stems(evidence.quote), _stems(text)
    shared = said & heard
    if len(shared) >= max(_TELLING, min(_PLENTY, round(len(said) * _SHARE))):
        return True
    topics = [name for name in (evidence.category, *evidence.also_categories) if has(f"pain-{name}", evidence.quote)]
    told = {hit.group().lower() for name in topics for hit in hits(f"pain-{name}", text)}
    if len(told) + len(shared) >= _TELLING and told:
        return True
    return speaks_to(evidence, text)


#: A paragraph that has this share of a pain's telling words answers it, and so many always do.
_SHARE = 0.3
_PLENTY = 4


def _metric(evidence: Evidence, text: str) -> bool:
    """Whether a paragraph names a metric by its own words or another name of it, or gives a figure of its kind."""
    if re.search(rf"(?i)(?<!\w){re.escape(evidence.quote)}", text):
        return True
    heard = _stems(text)
    # Why: a draft says "efficiency" for "improve efficiency", and "defect rates" for "bug-free".
    if any(words and words <= heard for words in map(_stems, (evidence.quote, metric_words(evidence.quote)))):
        return True
    names = [name.compiled for name in load_phrases()["metric-name"]]
    return gives_figure(text, evidence.category) or any(
        name.search(evidence.quote) and name.search(text) for name in names
    )


def _tool(evidence: Evidence, text: str) -> bool:
    wanted = fold_name(evidence.name)
    if wanted in tools_in(text):
        return True
    if len(wanted) > _SHORT_NAME and any(wanted in re.sub(r"[\-_.]+", "", word).casefold() for word in text.split()):
        return True
    # Why letter by letter: "Power BI" and "PowerBI" are one, and "models park" is no Spark.
    name = r"[\s\-_.]*".join(map(re.escape, wanted)) if len(wanted) > _SHORT_NAME else re.escape(evidence.name)
    flags = re.IGNORECASE if len(wanted) > _SHORT_NAME else re.NOFLAG
    return bool(re.search(rf"(?<!\w){name}(?!\w)", text, flags))


#: A name of so many letters is found only as it is written.
_SHORT_NAME = 3


def _stems(text: str) -> set[str]:
    small = jdparse.load_lexicon().words["small-words"]
    words = re.findall(r"[a-z]{3,}", re.sub(r"['’]s\b", "", text.lower()))
    return {
        _stem(word) for word in words if (word not in small and len(word) > 3) or word in {"gpu", "llm", "rag", "ctr"}
    }


def _stem(word: str) -> str:
    return re.sub(r"(?:ational|ations?|ings?|ments?|ied|ies|ed|es|er|ers|ly|s|e)$", "", word)[:7]


def _copied(letter: Reading, posting: str) -> Iterator[Found]:
    source = re.findall(r"[\w%$€£'’.-]*\w[%]?", re.sub(r"[*_`]", "", posting).lower())
    runs = {tuple(source[at : at + _COPIED]) for at in range(len(source) - _COPIED + 1)}
    said_by_us = re.sub(r"[\"“][^\"”]{3,600}[\"”]", lambda quoted: " | ".ljust(len(quoted.group())), letter.text)
    for sentence in letter.sentences:
        text = said_by_us[sentence.start : sentence.end]
        words = list(re.finditer(r"\||[\w%$€£'’.-]*\w[%]?", text.lower()))
        said = [word.group() for word in words]
        count = 0
        start = -1
        for at in range(len(said) - _COPIED + 1):
            if tuple(said[at : at + _COPIED]) in runs:
                start = at if start < 0 else start
                count = at + _COPIED - start
            elif start >= 0:
                break
        most = _COPIED_SAID if _ATTRIBUTED.match(sentence.text) else _COPIED
        if start >= 0 and count >= most:
            first, last = words[start], words[start + count - 1]
            yield Found(
                "COV301", sentence.start + first.start(), sentence.start + last.end(), f"{count} words in a row"
            )


#: How the frames of a draft begin, `{pain}` in its own grammar after them.
_ATTRIBUTED = re.compile(
    r"(?i)(?:you (?:need|want|work with|are looking for)(?! (?:some|any)(?:one|body))|(?:your team|[A-Z][\w.&' -]{1,40}) (?:needs|wants)"
    r"|of all that you list|(?:the|my) (?:part|nearest work)\b.{0,40}\byour)\b"
)
