"""Metric phrases of a posting as candidates: whole noun phrases with their figure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import attrgetter, itemgetter

from jdparse.english.figures import Figure, find_figures
from jdparse.lexicon.load import load_words
from jdparse.reading.document import Candidate, Document, Sentence, trim
from jdparse.reading.recognizers import PhraseHit
from jdparse.reading.tokens import Tokens
from jdparse.types import Kind, SectionKind, Span

#: The group of ``cues.toml`` whose phrases hold a metric's word in another sense: "regression tests", "personal growth".
NO_METRIC = "no-metric"
#: A metric phrase has no more tokens than this before its "of".
_MAX_TOKENS = 5
#: What is measured, behind "of", has no more words than this.
_MAX_TAIL = 4
_BETWEEN = re.compile(
    r"\s*(?:of|under|below|over|above|at|to|by|[<>≤≥~]|at least|up to|less than|more than)?\s*", re.IGNORECASE
)
_BOUND_BEFORE = re.compile(
    r"(?<!\w)(?:over|above|under|below|more than|less than|at least|up to|sub-?)\s*$", re.IGNORECASE
)
#: The widest of these with its space.
_BOUND_WIDTH = 20
_ARTICLES = frozenset({"the", "our", "your", "their", "its", "these", "all", "a", "an"})
#: A plural ends a noun phrase; "sales" and "analytics" stand before a noun.
_PLURAL = re.compile(r"(?<!sale)(?<!operation)(?<!ad)(?<!ic)(?<!new)(?<![su])s$")
_VERBAL = re.compile(r"(?:ed|ing|ly)$")


def metric_candidates(document: Document) -> Iterator[Candidate]:
    """Phrases that name a metric, each with what it is a metric of and with a figure where one is given.

    "accuracy" becomes "prediction accuracy" or "accuracy of our forecasts", "reliable" becomes "reliable deployment". The
    candidate's tokens are those of the lexicon's phrase with the modifiers before it.
    """
    tokens = document.tokens
    verbs = load_words()["verbs-like-modifiers"]
    modifiers = {
        hit.end: hit
        for hit in document.hits["cue"]
        if hit.group[1] == "modifier" and tokens.said(hit.start, hit.end).lower() not in verbs
    }
    nominal = {number for hit in modifiers.values() for number in range(hit.start, hit.end)}
    covered = -1
    figures = _FiguresOfSentence(tokens.text)
    for hit in _longest(document):
        if hit.end <= covered:
            continue
        covered = hit.end
        sentence = document.sentences[document.sentence_of[hit.start]]
        if sentence.heading or sentence.head or sentence.section is SectionKind.LEGAL or hit.end > sentence.tokens[1]:
            continue
        first = _with_modifiers(tokens, hit, sentence, modifiers)
        last = _whole(tokens, hit, sentence.tokens[1], nominal, alone=first == hit.end - 1)
        covered = last
        begin, end = figures.beside(sentence, tokens.starts[first], tokens.ends[last - 1])
        yield Candidate(
            Kind.METRIC,
            Span(*trim(document.normalised.text, begin, end)),
            (first, hit.end),
            sentence.number,
            hit.group[1],
            hit.group[2] == "strong",
            "phrase",
        )


def _longest(document: Document) -> list[PhraseHit]:
    """The longest metric phrase at each place, in text order; none that is part of a phrase of another sense."""
    # The end of the farthest such phrase that begins at a place or before it.
    other = sorted((hit.start, hit.end) for hit in document.hits["cue"] if hit.group[1] == NO_METRIC)
    reach = list(accumulate((end for _, end in other), max))
    best: dict[int, PhraseHit] = {}
    for hit in document.hits["metric"]:
        before = bisect_right(other, hit.start, key=itemgetter(0))
        if before and hit.end <= reach[before - 1]:
            continue
        rival = best.get(hit.start)
        if rival is None or _rank(hit) > _rank(rival):
            best[hit.start] = hit
    return [best[start] for start in sorted(best)]


def _rank(hit: PhraseHit) -> tuple[int, bool, str]:
    return (hit.end, hit.group[2] == "strong", hit.group[1])


def _is_quality(tokens: Tokens, hit: PhraseHit) -> bool:
    return tokens.said(hit.start, hit.end).lower() in load_words()["qualities-of-a-noun"]


def _with_modifiers(tokens: Tokens, hit: PhraseHit, sentence: Sentence, modifiers: Mapping[int, PhraseHit]) -> int:
    """The start of a metric phrase with the nouns before it that say which: "checkout conversion"."""
    first = hit.start
    if tokens.words[hit.end - 1].lower() == "of" or _is_quality(tokens, hit):
        return first
    while (
        first in modifiers
        and modifiers[first].start >= sentence.tokens[0]
        and hit.end - modifiers[first].start <= _MAX_TOKENS
    ):
        first = modifiers[first].start
    return first


def _whole(tokens: Tokens, hit: PhraseHit, most: int, nominal: Collection[int], *, alone: bool) -> int:
    """The end of a metric phrase with the noun that it is a quality of: "performance of", "reliable", "millions of".

    A phrase that says so itself, such as "p99 latency", stays as it is; one word that is `alone` does not.
    """
    end = hit.end
    if _is_quality(tokens, hit):
        return _tail(tokens, end, most, nominal, 3)
    if "of" in tokens.said(hit.start, end).lower().split():
        return _tail(tokens, end, most, nominal, 2)
    if alone and end < most and tokens.words[end].lower() == "of":
        begin = end + 1 + (end + 1 < most and tokens.words[end + 1].lower() in _ARTICLES)
        last = _tail(tokens, begin, most, nominal, _MAX_TAIL)
        return last if last > begin else end
    return end


def _tail(tokens: Tokens, begin: int, most: int, nominal: Collection[int], words: int) -> int:
    """The end of the nouns and their adjectives from a token on."""
    said, starts, ends = tokens.words, tokens.starts, tokens.ends
    last = end = begin
    for _ in range(words):
        if last >= most or not tokens.is_telling(last):
            break
        end = last + 1
        while (
            end + 1 < most and said[end] in {"-", "/"} and ends[end - 1] == starts[end] and ends[end] == starts[end + 1]
        ):
            end += 2
        if end == last + 1 and last not in nominal and _VERBAL.search(said[last].lower()):
            break
        last = end
        if _PLURAL.search(said[last - 1].lower()):
            break
    while last > begin and said[last - 1].lower() in load_words()["ends-no-phrase"]:
        last -= 1
    return last


class _FiguresOfSentence:
    """The figures of the sentence that is looked at, found once for all metrics in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentence: Sentence | None = None
        self._figures: Sequence[Figure] = ()

    def beside(self, sentence: Sentence, begin: int, end: int) -> tuple[int, int]:
        """The bounds of a phrase with the figure that stands right before it or else right behind it."""
        at = sentence.span.start
        if sentence is not self._sentence:
            said = self._text[at : sentence.span.end]
            self._sentence, self._figures = sentence, find_figures(said) if any(map(str.isdigit, said)) else ()
        before = bisect_right(self._figures, begin - at, key=attrgetter("end"))
        if before:
            figure = self._figures[before - 1]
            if not self._text[at + figure.end : begin].strip(" +"):
                start = at + figure.start
                bound = _BOUND_BEFORE.search(self._text, max(at, start - _BOUND_WIDTH), start)
                return bound.start() if bound else start, end
        behind = bisect_left(self._figures, end - at, key=attrgetter("start"))
        if behind < len(self._figures):
            figure = self._figures[behind]
            if _BETWEEN.fullmatch(self._text, end, at + figure.start):
                return begin, at + figure.end
        return begin, end
