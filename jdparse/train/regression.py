"""Logistic regression over named features."""

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
            if abs(value) >= (least if name.startswith(WORD) else 0.0005)
        },
        float(fitted.intercept_[0]),
    )
