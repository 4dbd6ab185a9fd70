"""Logistic regression over named features: of rows, and of pairs of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Row = Mapping[str, float]
#: Words of fewer postings are left out.
MIN_POSTINGS = 4
#: The log-odds of what is always or never so in the examples.
SURE = 10.0
#: What a pair of two accepted candidates counts beside a pair of an accepted and another one.
HALF = 0.5
#: Marks a word's column, so that none is taken for a signal of the same name.
WORD = "\0"


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


def prefer(
    table: Table, examples: Bools, relevance: Sequence[Sequence[float]], penalty: Callable[[str], float], least: float
) -> Model:
    """What makes the reader's choice stand out among the candidates of its posting.

    A logistic regression on pairs of candidates of one posting, over the difference of their features: the better one by
    relevance should score higher. The pairs of a posting count together as much as a posting's candidates do on average;
    two that the reader accepts, one of them as first choice, count half.

    Source: pairwise transform of Herbrich, Graepel and Obermayer, "Large margin rank boundaries for ordinal regression"
    (2000), with the logistic loss in place of the hinge.

    Args:
        table: The candidates.
        examples: Which postings teach.
        relevance: The worth of each candidate by example, 0 for those that the reader would not accept.
        penalty: The L2 penalty of a column.
        least: Weights of words below this are left out.
    """
    from scipy.sparse import diags
    from sklearn.linear_model import LogisticRegression

    better, worse, weight = _pairs(table, examples, relevance)
    if not better:
        return Model({}, 0.0)
    scale = np.array([penalty(name) ** -0.5 for name in table.names])
    scaled = (table.matrix @ diags(scale)).tocsr()
    # The classifier needs both classes: every second pair is turned round.
    sign = np.where(np.arange(len(better)) % 2 == 0, 1.0, -1.0)
    fitted = LogisticRegression(C=1.0, max_iter=300, fit_intercept=False).fit(
        diags(sign) @ (scaled[better] - scaled[worse]), sign > 0, sample_weight=weight
    )
    return _model(table, fitted.coef_[0] * scale, 0.0, least)


def _pairs(
    table: Table, examples: Bools, relevance: Sequence[Sequence[float]]
) -> tuple[list[int], list[int], list[float]]:
    """The rows of the better and of the worse candidate of each pair, and what the pair counts."""
    better: list[int] = []
    worse: list[int] = []
    weight: list[float] = []
    usual = table.matrix.shape[0] / len(relevance)
    for number in np.flatnonzero(examples).tolist():
        start = int(table.starts[number])
        pairs = [
            (start + one, start + other, 1.0 if low == 0 else HALF)
            for one, high in enumerate(relevance[number])
            for other, low in enumerate(relevance[number])
            if high > low
        ]
        better += [one for one, _, _ in pairs]
        worse += [other for _, other, _ in pairs]
        weight += [usual * value / len(pairs) for _, _, value in pairs]
    return better, worse, weight


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
    return _model(table, fitted.coef_[0] * scale, float(fitted.intercept_[0]), least)


def _model(table: Table, weights: Floats, intercept: float, least: float) -> Model:
    return Model(
        {
            name: round(float(value), 3)
            for name, value in zip(table.names, weights, strict=True)
            if abs(value) >= (least if name.startswith(WORD) else 0.0005)
        },
        intercept,
    )
