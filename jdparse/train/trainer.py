"""Fit ``lexicons/weights.toml`` and ``lexicons/wording.json`` from annotated postings.

    python -m jdparse.train ../shared/gold/train.jsonl ../shared/gold/train.gold.jsonl \
        --unlabelled ../shared/gold/unlabelled.jsonl

Every pair of candidates of a posting is one example of a logistic regression: which of the two would the reader rather have?
Every acceptable candidate teaches, and the first choice beside the others. Categories of pains are one regression
for each, over the chosen candidate and those that the reader accepts, since a reader accepts several categories; a metric's
is the lexicon's. Metrics and tools are fitted beside the pain that
a model of other employers would have chosen, as they will be at run time; thresholds and confidence are fitted on such
out-of-fold scores too. Folds are cut by employer. Everything is deterministic.

Needs the ``train`` extra (scikit-learn); nothing of it is used at run time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from jdparse.reading.document import Candidate
from jdparse.train.calibration import Fit, Pick, calibrate, pick_best
from jdparse.train.examples import Example
from jdparse.train.regression import WORD, Bools, Model, Table, prefer, regress, tabulate
from jdparse.types import Kind

Pain = tuple[Candidate, str] | None
#: L2 penalties of the named signals and of the words.
SIGNAL_PENALTY = 1.0
WORD_PENALTY = 10.0
CATEGORY_PENALTY = 10.0
#: Weights below this are left out of the word lists.
MIN_WORD_WEIGHT = 0.03
MIN_CATEGORY_WEIGHT = 0.05


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
        rows = [[_category_row(example, found) for found in example.candidates[Kind.PAIN]] for example in self.examples]
        return tabulate(rows, [example.relevance[Kind.PAIN] for example in self.examples])

    def fit(self, inside: Bools) -> Fit:
        """The models of the examples that are `inside`; picks and categories of those outside come from them too.

        Picks and categories of an example inside come from models of the other employers inside.
        """
        fitted = self._fit_pains(inside)
        pains = self._pains(fitted)
        for kind in (Kind.METRIC, Kind.TOOL):
            self._choose(fitted, kind, self._table(kind, pains), inside)
        fitted.named[Kind.METRIC] = [
            example.candidates[Kind.METRIC][pick.number].entry_id if pick.number >= 0 else ""
            for example, pick in zip(self.examples, fitted.picks[Kind.METRIC], strict=True)
        ]
        return fitted

    def _fit_pains(self, inside: Bools) -> Fit:
        fitted = Fit()
        self._choose(fitted, Kind.PAIN, self._pain_table, inside)
        self._name_pains(fitted, inside)
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
            hit[f"{kind.value}.first"] = stated and example.relevance[kind][pick.number] == 1
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
                    self._kept(signals) | {f"{WORD}{word}": 1.0 for word in words}
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
        relevance = [example.relevance[kind] for example in self.examples]

        def fit(some: Bools) -> Model:
            return prefer(
                table,
                some,
                relevance,
                lambda name: WORD_PENALTY if name.startswith(WORD) else SIGNAL_PENALTY,
                MIN_WORD_WEIGHT,
            )

        model = fit(inside)
        scores = model.scores(table)
        for held in self._inner(inside):
            other = fit(inside & ~held)
            rows = held[table.example]
            scores[rows] = other.scores(table)[rows]
        picks = [pick_best(example, kind, scores[table.rows(number)]) for number, example in enumerate(self.examples)]
        fitted.choices[kind] = model
        fitted.picks[kind] = picks
        known = np.flatnonzero(inside).tolist()
        fitted.judges[kind] = calibrate([self.examples[n] for n in known], kind, [picks[n] for n in known])

    def _inner(self, inside: Bools) -> list[Bools]:
        return [inside & (self._folds == fold) for fold in sorted(set(self._folds[inside].tolist()))]

    def _name_pains(self, fitted: Fit, inside: Bools) -> None:
        """Fit the categories of pains and name those of the best candidates."""
        kind, table = Kind.PAIN, self._pain_categories
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
        fitted.categories = models
        fitted.named[kind] = [named[row] if row >= 0 else "" for row in picks]


def _category_row(example: Example, candidate: Candidate) -> dict[str, float]:
    """The category features, all marked as words: they lie in the word lists."""
    return {f"{WORD}{name}": value for name, value in example.finder.category_features(candidate).items()}


def _best_labels(models: Mapping[str, Model], table: Table) -> list[str]:
    labels = sorted(models)
    scores = np.column_stack([models[label].scores(table) for label in labels])
    return [labels[number] for number in scores.argmax(axis=1)]
