"""Candidate -> named signals: what there is to say for and against it, before any weight.

A signal is a name, a number (usually 0 or 1) and, where it helps, a detail for the explanation. The weights lie in
``lexicons/weights.toml``, the wording in ``lexicons/signals.toml``.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from jdparse.english.figures import find_figures
from jdparse.lexicon.load import Lexicon
from jdparse.ranking.categories import Named, category_reasons
from jdparse.ranking.wording import Wording
from jdparse.reading import references
from jdparse.reading.candidates import pain_candidates, tools_with_sentences
from jdparse.reading.document import Candidate, Document
from jdparse.reading.metrics import NO_METRIC
from jdparse.reading.recognizers import PhraseHit
from jdparse.text import fold
from jdparse.types import Kind, SectionKind, Span

_TARGET = re.compile(r"\d")
#: A clause with fewer telling words beside a metric or the tools says nothing of either.
_MIN_TELLING = 3
#: Units of what a team can be held to; money and counts are mostly sizes of the company.
_TARGET_UNITS = frozenset({"time", "%", "points", "rate"})
#: Cues that other stages ask for.
_NO_SIGNALS = frozenset({"modifier", NO_METRIC, references.BEFORE, references.BEHIND})


class Feature(NamedTuple):
    """A named number said of a candidate, with a detail for its wording.

    A tuple, because a posting has hundreds and a frozen dataclass takes three times as long to make.
    """

    name: str
    value: float = 1.0
    detail: str = ""


#: The word counts at which a pain's length is cut into classes.
_LENGTHS = {words: Feature(f"over-{words}-words") for words in (5, 8, 12, 16, 20, 25, 30)}


@lru_cache(maxsize=8)
def _stems(words: Iterable[str]) -> frozenset[str]:
    """Those that are one word, folded."""
    return frozenset(fold(word) for word in words if " " not in word)


class SignalFinder:
    """Computes the features of the candidates of one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._document = document
        self._tokens = document.tokens
        self._lexicon = lexicon
        titled = re.findall(r"[A-Za-z][A-Za-z+#-]{2,}", document.posting.title)
        self._title = {fold(word) for word in titled} - _stems(lexicon.words["title-noise"])
        self._wording = Wording(self._tokens, lexicon.boilerplate)
        self._letters = [number for number, word in enumerate(self._tokens.words) if word.isalpha()]
        self._starts = {kind: [hit.start for hit in hits] for kind, hits in document.hits.items()}
        self._votes: dict[tuple[int, int], Mapping[str, float]] = {}
        self._categories: dict[tuple[int, int], Named] = {}
        self._cues: dict[int, dict[str, str]] = defaultdict(dict)
        for hit in document.hits["cue"]:
            number = document.sentence_of[hit.start]
            self._cues[number].setdefault(hit.group[1], self._tokens.said(hit.start, hit.end))
        self._tool_counts = Counter(mention.entry_id for mention in document.tools)
        self._duties = [
            sentence.number
            for sentence in document.sentences
            if sentence.section is SectionKind.DUTIES and not sentence.heading
        ]
        self._actions = _stems(lexicon.cues["action"].phrases)
        self._of_sentence: dict[int, tuple[Feature, ...]] = {}
        self._company = " ".join(document.posting.company.casefold().split())

    @cached_property
    def _tiers(self) -> tuple[Counter[int], int, int]:
        """How many tools of each tier the posting names; the best tier, and the best one of those in use."""
        tier = {mention.entry_id: self._lexicon.tools[mention.entry_id].kind.tier for mention in self._document.tools}
        used = [
            tier[mention.entry_id]
            for mention, sentence in tools_with_sentences(self._document)
            if sentence.section.in_use
        ]
        return Counter(tier.values()), min(tier.values(), default=0), min(used, default=0)

    @cached_property
    def _tools_in_sentence(self) -> Mapping[int, int]:
        return Counter(sentence.number for _, sentence in tools_with_sentences(self._document))

    def pain_categories(self, candidate: Candidate) -> Mapping[str, float]:
        """How strongly the candidate's words speak of each pain category; strong phrases count 2, weak ones 0.5."""
        known = self._votes.get(candidate.tokens)
        if known is None:
            known = self._votes[candidate.tokens] = self._count_votes(*candidate.tokens)
        return known

    def _count_votes(self, first: int, last: int) -> dict[str, float]:
        votes: dict[str, float] = defaultdict(float)
        taken: dict[str, int] = {}
        for (_, name, strength), start, end in self._hits(Kind.PAIN, first, last):
            if taken.get(name, -1) >= end:
                continue
            taken[name] = end
            early = 1.0 - 0.4 * (start - first) / max(1, last - first)
            votes[name] += early * ((1.6 + 0.4 * min(end - start, 3)) if strength == "strong" else 0.5)
        return dict(votes)

    def category_features(self, candidate: Candidate) -> dict[str, float]:
        """What speaks for one category of a pain or another: the lexicon's votes, the whole posting's leaning, and the words."""
        row = {f"votes {name}": value for name, value in self.pain_categories(candidate).items()}
        row |= {f"posting {name}": value for name, value in self._leaning.items()}
        return row | {word: 1.0 for word in self.wording(candidate) if word[0] != "#"}

    @cached_property
    def _leaning(self) -> Mapping[str, float]:
        """The pain categories that the whole posting speaks of; the values sum to 4."""
        votes: dict[str, float] = defaultdict(float)
        for candidate in self.clauses:
            for name, value in self.pain_categories(candidate).items():
                votes[name] += value
        total = sum(votes.values()) or 1.0
        return {name: 4.0 * votes[name] / total for name in sorted(votes)}

    def category(self, candidate: Candidate) -> Named:
        """A metric's category as the lexicon names it, or the one that a pain's features speak for most, and what speaks for it."""
        if candidate.kind is Kind.METRIC:
            named = {hit.group[1] for hit in self._hits(candidate.kind, *candidate.tokens)}
            return Named(candidate.entry_id, tuple(sorted(named - {candidate.entry_id})), ())
        if candidate.tokens not in self._categories:
            self._categories[candidate.tokens] = self._pain_category(candidate)
        return self._categories[candidate.tokens]

    def _pain_category(self, candidate: Candidate) -> Named:
        bias = self._lexicon.weights.get("pain-category", {})
        row = self.category_features(candidate)
        scores = {name: bias.get(name, 0.0) + said for name, said in self._said_of_categories(row)}
        best, *others = sorted(scores, key=lambda name: (-scores[name], name))
        known = self._lexicon.category_wording.get(best, {})
        reasons = category_reasons(
            best, bias.get(best, 0.0), {key: known[key] * value for key, value in row.items() if key in known}
        )
        also = {name for name in others if scores[name] > 0} | self._specific(candidate)
        return Named(best, tuple(name for name in others if name in also), reasons)

    def _said_of_categories(self, row: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """What features add up to for each pain category."""
        rows, table = self._lexicon.category_table
        known = [key for key in row if key in rows]
        weighed = table[[rows[key] for key in known]] * np.array([row[key] for key in known]).reshape(-1, 1)
        # Summed in the order of the features, so that the last digit is the same wherever this runs.
        sums = weighed.cumsum(axis=0)[-1].tolist() if known else [0.0] * len(self._lexicon.pains)
        return zip(self._lexicon.pains, sums, strict=True)

    def _specific(self, candidate: Candidate) -> set[str]:
        """The specific pain categories that a strong phrase of the candidate names."""
        return {
            hit.group[1]
            for hit in self._hits(candidate.kind, *candidate.tokens)
            if hit.group[2] == "strong" and self._lexicon.pains[hit.group[1]].specific
        }

    def _hits(self, kind: Kind, first: int, last: int) -> Iterator[PhraseHit]:
        """The lexicon's phrases of a kind that lie within some tokens, in text order."""
        starts = self._starts[kind.value]
        begun = slice(bisect_left(starts, first), bisect_left(starts, last))
        return (hit for hit in self._document.hits[kind.value][begun] if hit.end <= last)

    def features(self, candidate: Candidate, pain: tuple[Candidate, str] | None = None) -> list[Feature]:
        """All features of a candidate.

        Args:
            candidate: A pain, metric or tool.
            pain: The chosen pain and its category, for metrics and tools.
        """
        if candidate.sentence not in self._of_sentence:
            self._of_sentence[candidate.sentence] = tuple(self._common(candidate.sentence))
        common = self._of_sentence[candidate.sentence]
        if candidate.kind is Kind.PAIN:
            return [*common, *self._pain(candidate)]
        near = self._nearness(candidate, pain)
        if candidate.kind is Kind.METRIC:
            return [*common, *near, *self._metric(candidate, pain)]
        return [*common, *near, *self._tool(candidate)]

    def context(self, candidate: Candidate) -> Span | None:
        """The clause around a metric or a tool, where it tells of the work; None where it is a bare list or asks for experience."""
        sentence = self._document.sentences[candidate.sentence]
        cues = self._cues.get(candidate.sentence, {})
        if candidate.kind is Kind.PAIN or "seeking" in cues or not (sentence.section.in_use or "action" in cues):
            return None
        clause = next((found for found in self.clauses if found.span.contains(candidate.span)), None)
        if clause is None:
            return None
        named = [mention.span for mention in self._document.tools] if candidate.kind is Kind.TOOL else []
        telling = [
            number
            for number in range(*clause.tokens)
            if self._tokens.is_telling(number)
            and not any(span.start <= self._tokens.starts[number] < span.end for span in (candidate.span, *named))
        ]
        return clause.span if len(telling) >= _MIN_TELLING else None

    @cached_property
    def clauses(self) -> Sequence[Candidate]:
        """The posting's clauses: each could be the pain."""
        return tuple(pain_candidates(self._document))

    def wording(self, candidate: Candidate) -> list[str]:
        """The words that the learned word lists are asked for; see `Wording.of`."""
        return self._wording.of(candidate, self._document.sentences[candidate.sentence])

    def _common(self, number: int) -> list[Feature]:
        """The features of all candidates of a sentence."""
        sentence = self._document.sentences[number]
        found = [Feature(f"section-{sentence.section.value}", 1.0, sentence.title)]
        if sentence.bullet:
            found.append(Feature("bullet"))
        found += [
            Feature(f"cue-{name}", 1.0, words)
            for name, words in sorted(self._cues.get(number, {}).items())
            if name not in _NO_SIGNALS
        ]
        head = self._document.head
        found.append(Feature("depth", (sentence.number - head) / max(1, len(self._document.sentences) - head - 1)))
        return found

    def _pain(self, candidate: Candidate) -> list[Feature]:
        sentence = self._document.sentences[candidate.sentence]
        text = self._document.normalised.text[candidate.span.start : candidate.span.end]
        begin, end = (bisect_left(self._letters, number) for number in candidate.tokens)
        count = end - begin
        opening = self._tokens.words[self._letters[begin]].lower() if count else ""
        found: list[Feature] = []
        votes = self.pain_categories(candidate)
        if votes:
            top = max(votes, key=lambda name: (votes[name], name))
            found.append(Feature("pain-words", min(votes[top], 6.0) / 3.0, top))
        if count < 8:
            found.append(Feature("short"))
        elif count > 34:
            found.append(Feature("long"))
        if opening in self._lexicon.words["first-person"]:
            found.append(Feature("we"))
        if opening in {"you", "you'll"}:
            found.append(Feature("you"))
        if fold(opening) in self._actions:
            found.append(Feature("imperative", 1.0, opening))
        if sentence.section is SectionKind.DUTIES:
            found += self._among_duties(sentence.number)
        if sentence.place < 4:
            found.append(Feature("early-in-section", 1.0 - sentence.place / 4))
        shared = self._title.intersection(self._tokens.norms[slice(*candidate.tokens)])
        if shared:
            found.append(Feature("title", min(len(shared), 3) / 2, ", ".join(sorted(shared))))
        found += [feature for words, feature in _LENGTHS.items() if count > words]
        if "," in text:
            found.append(Feature("enumerates", min(text.count(","), 4) / 4))
        if "(" in text:
            found.append(Feature("parenthesis"))
        if votes:
            fits = sum(min(vote, 4.0) * self._leaning.get(name, 0.0) for name, vote in votes.items()) / 4
            found.append(Feature("fits-posting", fits))
            found += [Feature(f"pain-{name}", min(vote, 4.0) / 4) for name, vote in sorted(votes.items())]
        found.append(Feature("boilerplate", self._wording.boilerplate(candidate)))
        if _TARGET.search(text):
            found.append(Feature("number"))
        if text.rstrip().endswith("?"):
            found.append(Feature("question"))
        return found

    def _among_duties(self, number: int) -> list[Feature]:
        place = bisect_left(self._duties, number)
        found = [Feature("down-the-duties", (place + 1) / len(self._duties))]
        if place == 0:
            found.append(Feature("first-duty"))
        if place + 1 == len(self._duties):
            found.append(Feature("last-duty"))
        return found

    def _nearness(self, candidate: Candidate, pain: tuple[Candidate, str] | None) -> list[Feature]:
        if pain is None:
            return []
        chosen, _ = pain
        if chosen.span.contains(candidate.span):
            return [Feature("in-pain")]
        if chosen.sentence == candidate.sentence:
            return [Feature("in-pain", 0.8)]
        gap = abs(chosen.sentence - candidate.sentence)
        same = self._document.sentences[chosen.sentence].title == self._document.sentences[candidate.sentence].title
        return [Feature("near-pain", (1.0 if same else 0.6) / (1.0 + gap))]

    def _metric(self, candidate: Candidate, pain: tuple[Candidate, str] | None) -> list[Feature]:
        text = self._document.normalised.text[candidate.span.start : candidate.span.end]
        found = [Feature("strong" if candidate.strong else "weak"), Feature(f"metric-{candidate.entry_id}")]
        if pain is not None and candidate.entry_id in self._lexicon.pains[pain[1]].metrics:
            found.append(Feature("agrees", 1.0, f"{candidate.entry_id} with {pain[1]}"))
        if _TARGET.search(text):
            found.append(Feature("number"))
        if any(figure.unit in _TARGET_UNITS for figure in find_figures(text)):
            found.append(Feature("target"))
        words = len(text.split())
        if words > 1:
            found.append(Feature("specific", min(words - 1, 3) / 3))
        return found

    def _tool(self, candidate: Candidate) -> list[Feature]:
        tool = self._lexicon.tools[candidate.entry_id]
        tier = tool.kind.tier
        found = [Feature(f"tier-{tier}", 1.0, tool.kind.name), Feature(f"kind-{tool.kind.id}", 1.0)]
        peers, best, best_used = self._tiers
        found.append(Feature("best-tier") if tier == best else Feature("worse-tier", float(tier - best)))
        found.append(Feature("peers", math.log(peers[tier])))
        if tier == best_used and self._document.sentences[candidate.sentence].section.in_use:
            found.append(Feature("best-in-use"))
        count = self._tool_counts[candidate.entry_id]
        if count > 1:
            found.append(Feature("repeated", min(count - 1, 3) / 3, str(count)))
        if {fold(word) for word in candidate.entry_id.split()} <= self._title and self._title:
            found.append(Feature("title", 1.0, candidate.entry_id))
        if self._tools_in_sentence[candidate.sentence] > 3:
            found.append(Feature("in-long-list"))
        if candidate.rule == "typo":
            found.append(Feature("typo"))
        if self._company and candidate.entry_id.casefold() in (self._company, self._company.split()[0]):
            found.append(Feature("own-product"))
        return found
