"""What the judges that are fitted on grades share: traits as a matrix, scores of rows that were held out, weights as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from jdparse import LEXICONS

_FOLDS = 10
#: A weight nearer to nothing is left out of a file.
_LEAST = 0.03


def matrix(rows: Sequence[Mapping[str, float]]) -> tuple[list[str], Any]:
    """The names of all traits, and an array of a row for each of `rows` and a column for each name."""
    names = sorted({name for row in rows for name in row})
    return names, np.array([[row.get(name, 0.0) for name in names] for row in rows])


def held_out(x: Any, y: Any, groups: Sequence[str], c: float) -> Any:
    """The log-odds of each row by a judge that was fitted on the rows of other groups."""
    scores = np.zeros(len(y))
    for train, test in GroupKFold(_FOLDS).split(x, y, groups):
        scores[test] = _judge(x[train], y[train], c).decision_function(x[test])
    return scores


def fitted_weights(names: Sequence[str], x: Any, y: Any, c: float) -> dict[str, float]:
    """The weight of each trait, and the ``bias``, of a judge that was fitted on all rows."""
    judge = _judge(x, y, c)
    return {"bias": float(judge.intercept_[0]), **dict(zip(names, map(float, judge.coef_[0]), strict=True))}


def _judge(x: Any, y: Any, c: float) -> LogisticRegression:
    """The judge; `c` is the inverse strength of its penalty."""
    return LogisticRegression(C=c, max_iter=3000).fit(x, y)


def write_weights(name: str, head: str, tables: Mapping[str, Mapping[str, float]]) -> None:
    """Write ``lexicons/NAME``: a comment, and each table's weights, those next to nothing left out; a ``bias`` stays."""
    lines = [f"# {head}"]
    for table, weights in tables.items():
        lines += ["", f"[{table}]"]
        lines += [
            f'"{trait}" = {weight:.3f}' for trait, weight in weights.items() if trait == "bias" or abs(weight) >= _LEAST
        ]
    (LEXICONS / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote lexicons/{name}")
