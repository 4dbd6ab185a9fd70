"""Fit ``lexicons/weights.toml`` and ``lexicons/wording.json`` from annotated postings.

    python -m jdparse.train ../shared/gold/train.jsonl ../shared/gold/train.gold.jsonl \\
        --unlabelled ../shared/gold/unlabelled.jsonl

Each candidate of a posting is one example of a logistic regression: would the reader have accepted it, as the own quote or
as one that serves as well? Every acceptable candidate teaches, not only the first choice, and the candidates of a posting
are ranked by what the regression says of each. Categories are one such regression for each, over the chosen candidate and
those that the reader accepts, since a reader accepts several categories. Metrics and tools are fitted beside the pain that
a model of other employers would have chosen, as they will be at run time; thresholds and confidence are fitted on such
out-of-fold scores too. Folds are cut by employer. Everything is deterministic.

Needs the ``train`` extra (scikit-learn); nothing of it is used at run time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jdparse.analysis import load_analyzer
from jdparse.candidates import Candidate, Document, metric_candidates, pain_candidates, thing_said, tool_candidates
from jdparse.lexicon import LEXICONS, load_lexicon
from jdparse.rank import MAX_GAP, confidence
from jdparse.signals import SignalFinder
from jdparse.types import Kind, Posting

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Row = Mapping[str, float]
Pain = tuple[Candidate, str] | None

FOLDS = 5
#: A word triple that more employers use is boilerplate.
MIN_EMPLOYERS = 4
#: Words of fewer postings are left out.
MIN_POSTINGS = 4
#: L2 penalties of the named signals and of the words.
SIGNAL_PENALTY = 1.0
WORD_PENALTY = 10.0
CATEGORY_PENALTY = 10.0
#: Relevance of a candidate that only an `also` quote covers; the reader's own quote counts 1.
ALSO = 0.7
#: Weights below this are left out of the word lists.
MIN_WORD_WEIGHT = 0.03
MIN_CATEGORY_WEIGHT = 0.05
#: So many postings state none of a kind where no annotated posting is without one: those that score lowest.
RARELY_NULL = 0.002
#: The log-odds of what is always or never so in the examples.
SURE = 10.0
#: Marks a word's column, so that none is taken for a signal of the same name.
_WORD = "\0"


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


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, cross-validate and write; prints the cross-validated figures."""
    parser = argparse.ArgumentParser(description="Fit the ranker from annotated postings.")
    parser.add_argument("postings", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--unlabelled", type=Path, nargs="*", default=[], help="further postings, for boilerplate")
    parser.add_argument("--out", type=Path, default=LEXICONS)
    parser.add_argument("--no-cv", action="store_true", help="leave the cross-validation out")
    arguments = parser.parse_args(argv)
    texts = [*(read_texts(path) for path in (arguments.postings, *arguments.unlabelled))]
    write_boilerplate(arguments.out, [row for rows in texts for row in rows])
    load_lexicon.cache_clear()
    load_analyzer.cache_clear()
    trainer = Trainer(read_examples(arguments.postings, arguments.gold))
    figures = {} if arguments.no_cv else means(trainer.cross_validate())
    for name, value in figures.items():
        print(f"{name:13} {value:6.1%}   cross-validated, {len(trainer.examples)} postings, {FOLDS} folds by employer")
    digest = hashlib.sha256(arguments.postings.read_bytes() + arguments.gold.read_bytes()).hexdigest()[:16]
    write(arguments.out, trainer.fit(np.ones(len(trainer.examples), dtype=bool)), figures, digest)
    return 0


def read_texts(path: Path) -> list[tuple[str, str]]:
    """Text and employer of each posting of a JSONL file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [(row["text"], (row.get("company") or row["id"]).casefold()) for row in rows]


def write_boilerplate(folder: Path, texts: Sequence[tuple[str, str]]) -> None:
    """Write the word triples that more than `MIN_EMPLOYERS` employers use."""
    analyzer = load_analyzer()
    employers: dict[str, set[str]] = defaultdict(set)
    for text, company in texts:
        document = analyzer.read(Posting(text, company=company))
        for candidate in pain_candidates(document):
            words = [token.norm_ for token in document.doc[slice(*candidate.tokens)] if token.norm_[:1].isalnum()]
            for triple in zip(words, words[1:], words[2:], strict=False):
                employers[" ".join(triple)].add(company)
    triples = sorted(triple for triple, names in employers.items() if len(names) > MIN_EMPLOYERS)
    about = f"Word triples, without inflection, that more than {MIN_EMPLOYERS} employers use. Written by jdparse.train."
    _replace(folder / "boilerplate.json", _json_lines({"about": about, "triples": triples}))


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


@dataclass
class Table:
    """What is known of all candidates of one kind as a matrix.

    Attributes:
        matrix: Candidates of all examples, in order, by columns.
        names: The columns' names; those of words are marked.
        example: The number of the example of each row.
        starts: The first row of each example, and the number of rows.
    """

    matrix: Any
    names: list[str]
    example: NDArray[np.int64]
    starts: NDArray[np.int64]

    def rows(self, number: int) -> slice:
        """The rows of an example."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


def tabulate(found: Sequence[Sequence[Row]], teaching: Sequence[Sequence[float]] | None = None) -> Table:
    """A table of rows by example.

    Columns that fewer than `MIN_POSTINGS` postings have are left out; with `teaching`, only rows above 0 there count.
    """
    from scipy.sparse import csr_matrix

    counted = (
        found
        if teaching is None
        else [
            [row for row, value in zip(rows, values, strict=True) if value > 0]
            for rows, values in zip(found, teaching, strict=True)
        ]
    )
    seen = Counter(name for rows in counted for name in {name for row in rows for name in row})
    names = sorted(name for name, count in seen.items() if count >= MIN_POSTINGS)
    place = {name: number for number, name in enumerate(names)}
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for rows in found:
        for row in rows:
            pairs = [(place[name], value) for name, value in row.items() if name in place]
            columns += [column for column, _ in pairs]
            values += [value for _, value in pairs]
            ends.append(len(columns))
    counts = [len(rows) for rows in found]
    return Table(
        csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(names))),
        names,
        np.repeat(np.arange(len(found)), counts),
        np.concatenate([[0], np.cumsum(counts)]),
    )


@dataclass
class Model:
    """A fitted logistic regression: weight by column name, and the intercept."""

    weights: dict[str, float]
    intercept: float

    def scores(self, table: Table) -> Floats:
        """The log-odds of every row, the intercept included."""
        vector = np.array([self.weights.get(name, 0.0) for name in table.names])
        return np.asarray(table.matrix @ vector + self.intercept)


def regress(
    table: Table, rows: Bools, target: Bools, weight: Floats, penalty: Callable[[str], float], least: float
) -> Model:
    """The logistic regression of these rows; weights of words below `least` are left out, as in the word lists."""
    from scipy.sparse import diags
    from sklearn.linear_model import LogisticRegression

    if len(set(target[rows].tolist())) < 2:
        return Model({}, SURE if target[rows].any() else -SURE)
    scale = np.array([penalty(name) ** -0.5 for name in table.names])
    fitted = LogisticRegression(C=1.0, max_iter=300).fit(
        (table.matrix @ diags(scale))[rows], target[rows], sample_weight=weight[rows]
    )
    weights = fitted.coef_[0] * scale
    return Model(
        {
            name: round(float(value), 3)
            for name, value in zip(table.names, weights, strict=True)
            if abs(value) >= (least if name.startswith(_WORD) else 0.0005)
        },
        float(fitted.intercept_[0]),
    )


@dataclass(frozen=True)
class Pick:
    """The best candidate of an example.

    Attributes:
        number: Its place among the candidates; negative without any.
        score: Its log-odds without the intercept.
        gap: By how much it beats the next thing said.
        right: Whether the reader would have accepted it.
    """

    number: int
    score: float
    gap: float
    right: bool


@dataclass(frozen=True)
class Judge:
    """When the best candidate counts as stated, and how far it can be trusted."""

    threshold: float
    intercept: float
    score: float
    gap: float

    def confidence(self, pick: Pick) -> float:
        """How often such a pick is right, 0 to 1."""
        return confidence(vars(self), pick.score, pick.gap)


def calibrate(examples: Sequence[Example], kind: Kind, picks: Sequence[Pick]) -> Judge:
    """The threshold under which most postings are judged right, and the confidence of those above it.

    Where no posting is without one, the few that score lowest are taken for postings of another kind of job.

    Args:
        examples: The postings.
        kind: The kind of the picks.
        picks: The best candidate of each, scored by a model that has not seen its employer.
    """
    from sklearn.linear_model import LogisticRegression

    found = [
        (pick.score, pick.right, example.gold[kind.value] is None)
        for example, pick in zip(examples, picks, strict=True)
        if pick.number >= 0
    ]
    found.sort(key=lambda row: row[0])
    hits = best = sum(accepted for _, accepted, _ in found)
    stated_always = not any(null for _, _, null in found)
    threshold = found[int(RARELY_NULL * len(found))][0] if stated_always else found[0][0] - 1.0
    for (score, accepted, null), (above, _, _) in pairwise(found):
        hits += int(null) - int(accepted)
        if hits > best:
            best, threshold = hits, (score + above) / 2
    kept = [pick for pick in picks if pick.number >= 0 and pick.score >= threshold]
    right = sum(pick.right for pick in kept)
    if right in (0, len(kept)):
        return Judge(threshold, float(np.log((right + 1) / (len(kept) - right + 1))), 0.0, 0.0)
    fitted = LogisticRegression(C=1.0).fit(
        [[pick.score, pick.gap] for pick in kept], np.array([pick.right for pick in kept])
    )
    return Judge(threshold, float(fitted.intercept_[0]), *map(float, fitted.coef_[0]))


@dataclass
class Fit:
    """All fitted models."""

    choices: dict[Kind, Model] = field(default_factory=dict)
    judges: dict[Kind, Judge] = field(default_factory=dict)
    categories: dict[Kind, dict[str, Model]] = field(default_factory=dict)
    picks: dict[Kind, list[Pick]] = field(default_factory=dict)
    named: dict[Kind, list[str]] = field(default_factory=dict)


class Trainer:
    """Fits all models on some of the examples.

    `without` takes signals out, by name or by their names' beginning (``cue-``), to see what they are worth; ``words``
    takes the words out.
    """

    def __init__(self, examples: Sequence[Example], without: Sequence[str] = ()) -> None:
        self.examples = examples
        self._folds = np.array([example.fold for example in examples])
        self._without = tuple(without)
        self._words: dict[tuple[int, Kind], list[list[str]]] = {}

    @cached_property
    def _pain_table(self) -> Table:
        return self._table(Kind.PAIN, [None] * len(self.examples))

    @cached_property
    def _pain_categories(self) -> Table:
        return self._category_table(Kind.PAIN, [None] * len(self.examples))

    def _category_table(self, kind: Kind, pains: Sequence[Pain]) -> Table:
        rows = [
            [_category_row(example, found, pain[1] if pain else "") for found in example.candidates[kind]]
            for example, pain in zip(self.examples, pains, strict=True)
        ]
        return tabulate(rows, [example.relevance[kind] for example in self.examples])

    def fit(self, inside: Bools) -> Fit:
        """The models of the examples that are `inside`; picks and categories of those outside come from them too.

        Picks and categories of an example inside come from models of the other employers inside.
        """
        fitted = self._fit_pains(inside)
        pains = self._pains(fitted)
        for kind in (Kind.METRIC, Kind.TOOL):
            self._choose(fitted, kind, self._table(kind, pains), inside)
        self._name(fitted, Kind.METRIC, self._category_table(Kind.METRIC, pains), inside)
        return fitted

    def _fit_pains(self, inside: Bools) -> Fit:
        fitted = Fit()
        self._choose(fitted, Kind.PAIN, self._pain_table, inside)
        self._name(fitted, Kind.PAIN, self._pain_categories, inside)
        return fitted

    def _pains(self, fitted: Fit) -> list[Pain]:
        return [
            (example.candidates[Kind.PAIN][pick.number], name) if self._stated(fitted, Kind.PAIN, pick) else None
            for example, pick, name in zip(self.examples, fitted.picks[Kind.PAIN], fitted.named[Kind.PAIN], strict=True)
        ]

    def cross_validated_pains(self) -> list[Pain]:
        """For each example the pain that a model of the other employers chooses."""
        return self._pains(self._fit_pains(np.ones(len(self.examples), dtype=bool)))

    def cross_validate(self) -> list[dict[str, Any]]:
        """For each example the score's six lines and, for each kind, the pick's confidence.

        Every posting is judged by models that have seen no posting of its employer.
        """
        judged: dict[int, dict[str, Any]] = {}
        for fold in sorted(set(self._folds.tolist())):
            fitted = self.fit(self._folds != fold)
            judged |= {
                number: self._judge(fitted, number, example)
                for number, example in enumerate(self.examples)
                if example.fold == fold
            }
        return [judged[number] for number in range(len(self.examples))]

    def cross_validated_pick(self, kind: Kind, pains: Sequence[Pain]) -> float:
        """The share of postings whose best candidate of this kind is right, beside given pains."""
        fitted = Fit()
        self._choose(fitted, kind, self._table(kind, pains), np.ones(len(self.examples), dtype=bool))
        return float(
            np.mean(
                [
                    example.accepts(kind, pick.number if self._stated(fitted, kind, pick) else -1)
                    for example, pick in zip(self.examples, fitted.picks[kind], strict=True)
                ]
            )
        )

    def _stated(self, fitted: Fit, kind: Kind, pick: Pick) -> bool:
        return pick.number >= 0 and pick.score >= fitted.judges[kind].threshold

    def _judge(self, fitted: Fit, number: int, example: Example) -> dict[str, Any]:
        hit: dict[str, Any] = {}
        for kind in Kind:
            pick = fitted.picks[kind][number]
            stated = self._stated(fitted, kind, pick)
            hit["tool" if kind is Kind.TOOL else f"{kind.value}.quote"] = example.accepts(
                kind, pick.number if stated else -1
            )
            if kind is not Kind.TOOL:
                name = fitted.named[kind][number]
                accepted = example.accepted_categories(kind)
                hit[f"{kind.value}.cat"] = name in accepted if stated else not accepted
                hit[f"{kind.value}.named"] = name if stated else None
            hit[f"{kind.value}.confidence"] = fitted.judges[kind].confidence(pick) if stated else None
        hit["all three"] = hit["pain.quote"] and hit["metric.quote"] and hit["tool"]
        return hit

    def _table(self, kind: Kind, pains: Sequence[Pain]) -> Table:
        return tabulate(
            [
                [
                    self._kept(signals) | {f"{_WORD}{word}": 1.0 for word in words}
                    for signals, words in zip(
                        self._signals(number, kind, pain), self._wording(number, kind), strict=True
                    )
                ]
                for number, pain in enumerate(pains)
            ]
        )

    def _kept(self, signals: dict[str, float]) -> dict[str, float]:
        if not self._without:
            return signals
        return {name: value for name, value in signals.items() if not name.startswith(self._without)}

    def _signals(self, number: int, kind: Kind, pain: Pain) -> list[dict[str, float]]:
        example = self.examples[number]
        return [
            {feature.name: feature.value for feature in example.finder.features(found, pain)}
            for found in example.candidates[kind]
        ]

    def _wording(self, number: int, kind: Kind) -> list[list[str]]:
        key = number, kind
        if key not in self._words:
            example = self.examples[number]
            self._words[key] = [
                [] if "words" in self._without else example.finder.wording(found) for found in example.candidates[kind]
            ]
        return self._words[key]

    def _choose(self, fitted: Fit, kind: Kind, table: Table, inside: Bools) -> None:
        """Fit the ranker of one kind: its model, the best candidates, threshold and confidence."""
        target = np.array([value > 0 for example in self.examples for value in example.relevance[kind]])
        weight = np.ones(len(target))

        def fit(some: Bools) -> Model:
            return regress(
                table,
                some[table.example],
                target,
                weight,
                lambda name: WORD_PENALTY if name.startswith(_WORD) else SIGNAL_PENALTY,
                MIN_WORD_WEIGHT,
            )

        model = fit(inside)
        scores = model.scores(table) - model.intercept
        for held in self._inner(inside):
            other = fit(inside & ~held)
            rows = held[table.example]
            scores[rows] = (other.scores(table) - other.intercept)[rows]
        picks = [_pick(example, kind, scores[table.rows(number)]) for number, example in enumerate(self.examples)]
        fitted.choices[kind] = model
        fitted.picks[kind] = picks
        known = np.flatnonzero(inside).tolist()
        fitted.judges[kind] = calibrate([self.examples[n] for n in known], kind, [picks[n] for n in known])

    def _inner(self, inside: Bools) -> list[Bools]:
        return [inside & (self._folds == fold) for fold in sorted(set(self._folds[inside].tolist()))]

    def _name(self, fitted: Fit, kind: Kind, table: Table, inside: Bools) -> None:
        """Fit the categories of one kind and name those of the best candidates."""
        picks = [
            table.starts[number] + pick.number if pick.number >= 0 else -1
            for number, pick in enumerate(fitted.picks[kind])
        ]
        weight = np.array([float(value > 0) for example in self.examples for value in example.relevance[kind]])
        chosen = np.array([row for row in picks if row >= 0])
        weight[chosen] += 1.0
        stated = np.array([example.gold[kind.value] is not None for example in self.examples])
        accepted = [example.accepted_categories(kind) for example in self.examples]
        labels = sorted(set().union(*accepted))

        def fit(some: Bools) -> dict[str, Model]:
            rows = (some & stated)[table.example] & (weight > 0)
            return {
                label: regress(
                    table,
                    rows,
                    np.array([label in names for names in accepted])[table.example],
                    weight,
                    lambda _: CATEGORY_PENALTY,
                    MIN_CATEGORY_WEIGHT,
                )
                for label in labels
            }

        models = fit(inside)
        named = _best_labels(models, table)
        for held in self._inner(inside):
            other = _best_labels(fit(inside & ~held), table)
            for row in np.flatnonzero(held[table.example]):
                named[row] = other[row]
        fitted.categories[kind] = models
        fitted.named[kind] = [named[row] if row >= 0 else "" for row in picks]


def _category_row(example: Example, candidate: Candidate, pain_category: str) -> dict[str, float]:
    """The category features, all marked as words: they lie in the word lists."""
    return {
        f"{_WORD}{name}": value for name, value in example.finder.category_features(candidate, pain_category).items()
    }


def _best_labels(models: Mapping[str, Model], table: Table) -> list[str]:
    labels = sorted(models)
    scores = np.column_stack([models[label].scores(table) for label in labels])
    return [labels[number] for number in scores.argmax(axis=1)]


def _pick(example: Example, kind: Kind, scores: Floats) -> Pick:
    """The best candidate; its gap is to the best one that says something else."""
    if not len(scores):
        return Pick(-1, 0.0, 0.0, example.accepts(kind, -1))
    best = int(scores.argmax())
    found = example.candidates[kind]
    said = thing_said(example.document, found[best])
    others = [score for score, other in zip(scores, found, strict=True) if thing_said(example.document, other) != said]
    gap = float(scores[best] - max(others)) if others else MAX_GAP
    return Pick(best, float(scores[best]), min(gap, MAX_GAP), example.accepts(kind, best))


def means(judged: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The six figures of the score."""
    lines = ("pain.quote", "pain.cat", "metric.quote", "metric.cat", "tool", "all three")
    return {line: sum(row[line] for row in judged) / len(judged) for line in lines}


def write(folder: Path, fitted: Fit, figures: Mapping[str, float], digest: str) -> None:
    """Write ``weights.toml`` and ``wording.json``, sorted, so that the same data gives the same bytes."""
    command = "python -m jdparse.train ../shared/gold/train.jsonl ../shared/gold/train.gold.jsonl --unlabelled ../shared/gold/unlabelled.jsonl"
    lines = [
        "# The ranker's weights, in log-odds. A score is the sum of weight x signal plus the words of wording.json.",
        "# Written by the command below; change the data or the signals and run it again.",
        "",
        "[fit]",
        f'command = "{command}"',
        f'data = "sha256:{digest}"',
        *(f'"cv {name}" = {value:.3f}' for name, value in figures.items()),
        "",
        "[thresholds]",
        *(f"{kind.value} = {fitted.judges[kind].threshold:.3f}" for kind in Kind),
    ]
    for kind in Kind:
        judge = fitted.judges[kind]
        lines += [
            "",
            f"[{kind.value}-confidence]",
            f"intercept = {judge.intercept:.3f}",
            f"score = {judge.score:.3f}",
            f"gap = {judge.gap:.3f}",
        ]
    for kind in Kind:
        lines += ["", f"[{kind.value}]"]
        lines += [
            f"{name} = {value:.3f}"
            for name, value in sorted(fitted.choices[kind].weights.items())
            if not name.startswith(_WORD)
        ]
    for kind, models in fitted.categories.items():
        lines += ["", f"[{kind.value}-category]"]
        lines += [f"{name} = {model.intercept:.3f}" for name, model in sorted(models.items())]
    _replace(folder / "weights.toml", lines)
    words: dict[str, Any] = {"about": _ABOUT_WORDS}
    words |= {kind.value: _words(fitted.choices[kind]) for kind in Kind}
    words |= {
        f"{kind.value}-category": {name: _words(model) for name, model in sorted(models.items())}
        for kind, models in fitted.categories.items()
    }
    _replace(folder / "wording.json", _json_lines(words))


_ABOUT_WORDS = (
    "Learned word lists: what a word adds to the score of a candidate (log-odds), and what it says of the category. "
    "Marks: ^first word, #word of the heading, =own word, <before, >after, ~in the sentence, @tool. "
    "Written by jdparse.train."
)


def _words(model: Model) -> dict[str, float]:
    return {
        name.removeprefix(_WORD): weight for name, weight in sorted(model.weights.items()) if name.startswith(_WORD)
    }


def _json_lines(content: Mapping[str, Any]) -> list[str]:
    return json.dumps(content, ensure_ascii=False, indent=0).split("\n")


def _replace(path: Path, lines: Sequence[str]) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    temporary.replace(path)


if __name__ == "__main__":
    sys.exit(main())
