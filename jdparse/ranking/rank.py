"""Signals x weights -> highlights with their runners-up.

A score is the sum of named reasons in log-odds; nothing adjusts it later, and the explanation is the arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jdparse.lexicon.load import Lexicon
from jdparse.ranking.categories import Named, strongest
from jdparse.ranking.features import Feature, SignalFinder
from jdparse.reading.candidates import thing_said, tool_candidates
from jdparse.reading.document import Candidate, Document
from jdparse.reading.metrics import metric_candidates
from jdparse.types import Context, Evidence, Highlight, Kind, Posting, SectionKind, Signal, Span

#: Runners-up kept for the review.
MAX_ALTERNATIVES = 5
#: A lead over the runner-up beyond this says nothing more.
MAX_GAP = 4.0
#: Signals that make a pain explicit: the posting states a problem, need or constraint in so many words.
_EXPLICIT = frozenset({"cue-problem", "cue-change"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score, and what its signals are made of: only those that are shown are put into words.

    Attributes:
        candidate: What could be a highlight.
        score: Sum of the signals.
        features: What there is to say for and against it.
        words: What each word of the learned lists adds.
    """

    candidate: Candidate
    score: float
    features: Sequence[Feature]
    words: Mapping[str, float]


def best_first(scored: Scored) -> tuple[float, int, int, str]:
    """Sorting key: score, then place, so that two runs never differ."""
    return (-scored.score, scored.candidate.span.start, scored.candidate.span.end, scored.candidate.entry_id)


def confidence(weights: Mapping[str, float], score: float, gap: float) -> float:
    """How often a highlight with this score and this lead over the runner-up is right, 0 to 1.

    Args:
        weights: ``intercept``, ``score`` and ``gap``, fitted on postings of employers that the ranker had not seen.
        score: The sum of the signals.
        gap: The lead, at most `MAX_GAP`.
    """
    return 1.0 / (1.0 + math.exp(-(weights["intercept"] + weights["score"] * score + weights["gap"] * gap)))


class Ranker:
    """Ranks the candidates of a document with the lexicon's weights."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def highlights(self, document: Document) -> tuple[dict[Kind, Highlight | None], tuple[str, ...]]:
        """The three highlights, and a note for each that the posting does not state."""
        finder = SignalFinder(document, self._lexicon)
        notes: list[str] = []
        chosen: dict[Kind, Highlight | None] = {}
        pains = self._ranked(finder, finder.clauses, None)
        best = pains[0].candidate if self._passes(Kind.PAIN, pains) else None
        pain = (best, finder.category(best).category) if best is not None else None
        ranked = {
            Kind.PAIN: pains,
            Kind.METRIC: self._ranked(finder, metric_candidates(document), pain),
            Kind.TOOL: self._ranked(finder, tool_candidates(document), pain),
        }
        for kind, rows in ranked.items():
            if self._passes(kind, rows):
                distinct = _distinct(document, rows)
                evidence = [self._evidence(document, finder, row) for row in distinct]
                chosen[kind] = Highlight(kind, evidence[0], tuple(evidence[1:]), self._confidence(kind, distinct))
            else:
                chosen[kind] = None
                notes.append(_missing(kind, rows))
        return chosen, tuple(notes)

    def typed(
        self, document: Document, posting: Posting, kind: Kind, words: str, at: int, section: SectionKind
    ) -> Evidence:
        """Evidence for typed words: `document` holds them alone, `at` is their place in the posting or negative."""
        finder = SignalFinder(document, self._lexicon)
        tokens = (0, len(document.tokens))
        if kind is Kind.PAIN:
            whole = Candidate(kind, Span(0, len(document.normalised.text)), tokens, 0)
            category = finder.category(whole).category
        elif kind is Kind.METRIC:
            category = next((found.entry_id for found in metric_candidates(document)), "model-quality")
        else:
            category = next((self._lexicon.tools[found.entry_id].kind.id for found in document.tools), "other")
        found = at >= 0
        return Evidence(
            kind=kind,
            quote=posting.text[at : at + len(words)] if found else words,
            span=Span(at, at + len(words)) if found else Span(0, 0),
            category=category,
            section=section,
            signals=(Signal("typed", 0.0, "chosen by you"),),
            name=words if kind is Kind.TOOL else "",
            typed=not found,
        )

    def _confidence(self, kind: Kind, rows: Sequence[Scored]) -> float:
        gap = min(rows[0].score - rows[1].score, MAX_GAP) if len(rows) > 1 else MAX_GAP
        return confidence(self._lexicon.weights[f"{kind.value}-confidence"], rows[0].score, gap)

    def _passes(self, kind: Kind, rows: Sequence[Scored]) -> bool:
        return bool(rows) and rows[0].score >= self._lexicon.weights["thresholds"][kind.value]

    def _ranked(
        self, finder: SignalFinder, candidates: Iterable[Candidate], pain: tuple[Candidate, str] | None
    ) -> list[Scored]:
        rows = []
        for candidate in candidates:
            weights = self._lexicon.weights[candidate.kind.value]
            features = finder.features(candidate, pain)
            known = self._lexicon.wording.get(candidate.kind.value, {})
            words = {word: known[word] for word in finder.wording(candidate) if word in known}
            values = [weights[feature.name] * feature.value for feature in features if feature.name in weights]
            rows.append(Scored(candidate, math.fsum([*values, *words.values()]), features, words))
        return sorted(rows, key=best_first)

    def _signals(self, row: Scored) -> tuple[Signal, ...]:
        """The reasons for a score, the strongest first; the learned word lists are one that names its three strongest words."""
        weights = self._lexicon.weights[row.candidate.kind.value]
        signals = [
            Signal(feature.name, weights[feature.name] * feature.value, self._reason(feature))
            for feature in row.features
            if weights.get(feature.name, 0.0) * feature.value != 0.0
        ]
        if row.words:
            signals.append(Signal("wording", math.fsum(row.words.values()), f"wording ({strongest(row.words)})"))
        return tuple(sorted(signals, key=lambda signal: (-abs(signal.value), signal.name)))

    def _reason(self, feature: Feature) -> str:
        reason = self._lexicon.reasons.get(feature.name, feature.name.replace("-", " "))
        return f"{reason} ({feature.detail})" if feature.detail else reason

    def _evidence(self, document: Document, finder: SignalFinder, row: Scored) -> Evidence:
        candidate = row.candidate
        span = document.normalised.to_user(candidate.span)
        quote = document.posting.text[span.start : span.end]
        named = (
            Named(self._lexicon.tools[candidate.entry_id].kind.id, (), ())
            if candidate.kind is Kind.TOOL
            else finder.category(candidate)
        )
        clause = finder.context(candidate)
        around = document.normalised.to_user(clause) if clause is not None else None
        return Evidence(
            kind=candidate.kind,
            quote=quote,
            span=span,
            category=named.category,
            section=document.sentences[candidate.sentence].section,
            signals=self._signals(row),
            also_categories=named.also,
            category_signals=named.reasons,
            name=_name(document, candidate) if candidate.kind is Kind.TOOL else "",
            explicit=candidate.kind is Kind.PAIN and any(feature.name in _EXPLICIT for feature in row.features),
            context=Context(document.posting.text[around.start : around.end], around) if around is not None else None,
        )


def _name(document: Document, candidate: Candidate) -> str:
    """A tool's name as the posting writes it, without the marks of a paste; a misspelt one as its makers do."""
    if candidate.rule == "typo":
        return candidate.entry_id
    return " ".join(document.normalised.text[candidate.span.start : candidate.span.end].split())


def _distinct(document: Document, rows: Sequence[Scored]) -> list[Scored]:
    """The best row of each thing said, at most one and `MAX_ALTERNATIVES` more."""
    kept: list[Scored] = []
    seen: set[str] = set()
    for row in rows:
        key = thing_said(document, row.candidate)
        if key not in seen:
            seen.add(key)
            kept.append(row)
        if len(kept) > MAX_ALTERNATIVES:
            break
    return kept


def _missing(kind: Kind, rows: Sequence[Scored]) -> str:
    what = {Kind.PAIN: "pain point", Kind.METRIC: "metric", Kind.TOOL: "tool"}[kind]
    if not rows:
        return f"{kind.value}: the posting names no {what}"
    return f"{kind.value}: nothing in the posting reads enough like a {what} (best score {rows[0].score:.1f})"
