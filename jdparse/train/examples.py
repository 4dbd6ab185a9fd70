"""Postings with their annotations, as examples to fit on."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jdparse.analysis import load_analyzer
from jdparse.ranking.features import SignalFinder
from jdparse.reading.candidates import pain_candidates, tool_candidates
from jdparse.reading.document import Candidate, Document
from jdparse.reading.metrics import metric_candidates
from jdparse.types import Kind, Posting

FOLDS = 5
#: Relevance of a candidate that only an `also` quote covers; the reader's own quote counts 1.
ALSO = 0.7


@dataclass
class Example:
    """A posting with its candidates and the reader's annotation."""

    document: Document
    finder: SignalFinder
    gold: Mapping[str, Any]
    fold: int
    candidates: dict[Kind, list[Candidate]] = field(default_factory=dict)
    relevance: dict[Kind, list[float]] = field(default_factory=dict)

    def accepts(self, kind: Kind, number: int) -> bool:
        """Whether the reader would have accepted the candidate; a negative number stands for "not stated"."""
        return self.gold[kind.value] is None if number < 0 else self.relevance[kind][number] > 0

    def accepted_categories(self, kind: Kind) -> set[str]:
        """The reader's category and those just as defensible."""
        gold = self.gold[kind.value]
        return {gold["category"], *gold["also_categories"]} if gold else set()


def read_texts(path: Path) -> list[tuple[str, str]]:
    """Text and employer of each posting of a JSONL file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [(row["text"], (row.get("company") or row["id"]).casefold()) for row in rows]


def read_examples(postings: Path, gold: Path) -> list[Example]:
    """The annotated postings with their candidates, in the file's order."""
    annotations = {
        row["id"]: row for row in map(json.loads, filter(None, gold.read_text(encoding="utf-8").split("\n")))
    }
    analyzer = load_analyzer()
    examples = []
    for line in postings.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        row = json.loads(line)
        posting = Posting(row["text"], row.get("title") or "", row.get("company") or "", id=row["id"])
        document = analyzer.read(posting)
        example = Example(
            document, SignalFinder(document, analyzer.lexicon), annotations[row["id"]], employer_fold(posting.company)
        )
        for kind, find in _FINDERS.items():
            example.candidates[kind] = list(find(document))
            example.relevance[kind] = [
                relevance(document, found, example.gold[kind.value]) for found in example.candidates[kind]
            ]
        examples.append(example)
    return examples


_FINDERS: Mapping[Kind, Callable[[Document], Iterable[Candidate]]] = {
    Kind.PAIN: pain_candidates,
    Kind.METRIC: metric_candidates,
    Kind.TOOL: tool_candidates,
}


def employer_fold(company: str) -> int:
    """The fold that all postings of an employer go to."""
    return zlib.crc32(company.casefold().encode("utf-8")) % FOLDS


def relevance(document: Document, candidate: Candidate, gold: Mapping[str, Any] | None) -> float:
    """1 for the reader's own choice, `ALSO` for one that would serve as well, 0 otherwise.

    Source: the rule of the annotation's score: an overlap of at least half of the shorter quote; for tools the name.
    """
    if gold is None:
        return 0.0
    span = document.normalised.to_user(candidate.span)
    text = document.posting.text
    if candidate.kind is Kind.TOOL:
        mine = _fold_name(text[span.start : span.end])
        return 1.0 if mine == _fold_name(gold["name"]) else ALSO if mine in map(_fold_name, gold["also"]) else 0.0
    for value, quotes in ((1.0, [gold["quote"]]), (ALSO, gold["also"])):
        for quote in quotes:
            at = text.find(quote)
            while at >= 0:
                shared = min(span.end, at + len(quote)) - max(span.start, at)
                if shared >= 0.5 * min(len(span), len(quote)):
                    return value
                at = text.find(quote, at + 1)
    return 0.0


def _fold_name(name: str) -> str:
    return re.sub(r"[\s\-_.]+", "", name).casefold()
