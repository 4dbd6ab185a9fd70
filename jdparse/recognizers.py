"""Recognizers: Doc in, Mentions out, in text order. Nothing is written back to the Doc."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from jdparse.lexicon import Lexicon, Tool
from jdparse.pipeline import pattern_docs
from jdparse.types import Kind, Mention, Span

#: A misspelt name differs from the right one by at most this many edits (insertion, deletion, substitution,
#: transposition of neighbours: rapidfuzz's OSA distance, processor: lower case); see tests/data/typos.toml.
MAX_TYPO_EDITS = 1
#: Names shorter than this are too near to ordinary words: "Spark" and "spar", "Keras" and "eras".
MIN_TYPO_LETTERS = 6


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """Tokens ``start`` to ``end`` of a Doc match a phrase of a lexicon group such as ``pain|latency|strong``."""

    group: tuple[str, ...]
    start: int
    end: int


class PhraseRecognizer:
    """Finds pain, metric and cue phrases by their folded words."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        groups: dict[tuple[str, ...], tuple[str, ...]] = {}
        for kind in (Kind.PAIN, Kind.METRIC):
            for row in lexicon.categories(kind).values():
                groups[kind.value, row.id, "strong"] = row.strong
                groups[kind.value, row.id, "weak"] = row.weak
        for cue in lexicon.cues.values():
            groups["cue", cue.id] = cue.phrases
        for section in lexicon.sections:
            groups["section", section.kind.value] = section.inline
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        self._groups: dict[int, tuple[str, ...]] = {}
        for group, phrases in groups.items():
            spellings = sorted({spelling for phrase in phrases for spelling in (phrase, phrase.replace("-", " "))})
            if spellings:
                key = "|".join(group)
                self._matcher.add(key, pattern_docs(nlp, spellings))
                self._groups[nlp.vocab.strings[key]] = group

    def find(self, doc: Doc) -> list[PhraseHit]:
        """All matches, overlaps included, in text order."""
        hits = [PhraseHit(self._groups[key], start, end) for key, start, end in self._matcher(doc)]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.group))


class ToolRecognizer:
    """Finds named tools exactly, and misspelt ones by edit distance."""

    name = "name"

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self._tools = lexicon.tools
        self._folded = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._cased = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._context = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._never: dict[str, re.Pattern[str]] = {}
        self._typo_names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._known: set[str] = set()
        for name, tool in lexicon.tools.items():
            row = tool.row
            spellings = sorted({variant for spelling in row.spellings for variant in _variants(spelling)})
            self._known.update(spelling.lower() for spelling in spellings)
            (self._cased if row.case else self._folded).add(name, pattern_docs(nlp, spellings))
            if row.context:
                self._context.add(name, pattern_docs(nlp, row.context))
            if row.never:
                self._never[name] = re.compile(rf"(?<!\w)(?:{'|'.join(map(_loose, row.never))})(?!\w)", re.IGNORECASE)
            if not row.ambiguous and not row.case:
                for spelling in row.spellings:
                    if " " not in spelling and len(spelling) >= MIN_TYPO_LETTERS and spelling.isalpha():
                        self._typo_names[spelling[0].lower()].append((spelling.lower(), name))

    def recognize(self, doc: Doc) -> Iterator[Mention]:
        """Longest matches, left to right; an ambiguous name needs company in its sentence."""
        text = doc.text
        found = {(start, end): doc.vocab.strings[key] for matcher in (self._folded, self._cased) for key, start, end in matcher(doc)}
        spans = filter_spans([doc[start:end] for start, end in sorted(found)])
        chosen = [(span, self._tools[found[span.start, span.end]]) for span in spans]
        chosen = [(span, tool) for span, tool in chosen if not self._ruled_out(text, span.start_char, span.end_char, tool)]
        sentences = sentence_of_token(doc)
        plain: set[int] = {sentences[span.start] for span, tool in chosen if not tool.row.ambiguous}
        company: dict[str, set[int]] = defaultdict(set)
        if any(tool.row.ambiguous for _, tool in chosen):
            for key, start, _ in self._context(doc):
                company[doc.vocab.strings[key]].add(sentences[start])
        mentions = [
            Mention(Kind.TOOL, tool.name, Span(span.start_char, span.end_char), self.name)
            for span, tool in chosen
            if not tool.row.ambiguous or sentences[span.start] in plain or sentences[span.start] in company[tool.name]
        ]
        taken = {token.i for span, _ in chosen for token in span}
        mentions.extend(self._typos(doc, text, taken))
        yield from sorted(mentions, key=lambda mention: (mention.span, mention.entry_id))

    def _ruled_out(self, text: str, start: int, end: int, tool: Tool) -> bool:
        never = self._never.get(tool.name)
        if never is None:
            return False
        near = text[max(0, start - 60) : end + 60]
        offset = max(0, start - 60)
        return any(found.start() + offset <= start and end <= found.end() + offset for found in never.finditer(near))

    def _typos(self, doc: Doc, text: str, taken: set[int]) -> Iterator[Mention]:
        for token in doc:
            if len(token) < MIN_TYPO_LETTERS or token.i in taken:
                continue
            word = token.text
            if not word[0].isupper() or not word.isalpha():
                continue
            folded = word.lower()
            if folded in self._known:
                continue
            for name, canonical in self._typo_names.get(folded[0], ()):
                if abs(len(name) - len(folded)) > MAX_TYPO_EDITS or name + "s" == folded or folded + "s" == name:
                    continue
                near = OSA.distance(name, folded, score_cutoff=MAX_TYPO_EDITS) <= MAX_TYPO_EDITS
                if near and not self._ruled_out(text, token.idx, token.idx + len(word), self._tools[canonical]):
                    yield Mention(Kind.TOOL, canonical, Span(token.idx, token.idx + len(word)), "typo")
                    break


def _loose(phrase: str) -> str:
    return r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", phrase)))


def _variants(spelling: str) -> Iterable[str]:
    yield spelling
    if " " in spelling:
        yield spelling.replace(" ", "-")
    if "-" in spelling:
        yield spelling.replace("-", " ")


def sentence_of_token(doc: Doc) -> list[int]:
    """The number of the sentence that each token stands in."""
    numbers: list[int] = []
    current = -1
    for begins in doc.to_array("SENT_START"):
        current += begins == 1
        numbers.append(max(current, 0))
    return numbers
