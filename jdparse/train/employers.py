"""Fit how an employer's name is told: ``python -m jdparse.train.employers POSTINGS.jsonl``.

Each posting teaches four times: as its text alone, and, whole, short and empty, below a head as people copy it, with the employer, a department, a place or a
button beside the title. Folds keep the postings of an employer together.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from jdparse.data import LEXICONS
from jdparse.readers.employer import best_name, candidates, folded, is_same
from jdparse.train.examples import FOLDS

#: What stands beside a title besides the employer: by the number of the example, so that each is met alike.
_BESIDE = (
    "Product",
    "Engineering - Data",
    "Data Science",
    "Porto",
    "Machine Learning",
    "Posted today",
    "Engagement Overview",
    "United Kingdom",
    "Building models for the whole group",
    "No Agencies",
    "",
)
#: One head in so many has another line below the title.
_EVERY = 4
#: Some paste only the beginning.
_SHORT = 400
#: A wrong name in a letter weighs as much as so many right ones.
_COST_OF_WRONG = 2.0


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, cross-validate and write; prints the cross-validated figures."""
    parser = argparse.ArgumentParser(description="Fit how an employer's name is told.")
    parser.add_argument("postings", type=Path)
    parser.add_argument("--out", type=Path, default=LEXICONS)
    arguments = parser.parse_args(argv)
    rows = [json.loads(line) for line in arguments.postings.read_text(encoding="utf-8").split("\n") if line.strip()]
    examples = [example for number, row in enumerate(rows) for example in _examples(number, row)]
    folds = np.array(
        [int(hashlib.sha256(folded(company).encode()).hexdigest(), 16) % FOLDS for _, company, _ in examples]
    )
    outcomes: list[tuple[float, bool, str]] = []
    for fold in range(FOLDS):
        weights = _fit([example for example, where in zip(examples, folds, strict=True) if where != fold])
        outcomes += [
            _outcome(example, weights) for example, where in zip(examples, folds, strict=True) if where == fold
        ]
    threshold = max(
        np.linspace(-4, 3, 71),
        key=lambda least: sum((1.0 if right else -_COST_OF_WRONG) for score, right, _ in outcomes if score >= least),
    )
    for kind in sorted({kind for _, _, kind in outcomes}):
        told = [(score, right) for score, right, of in outcomes if of == kind]
        right = sum(right for score, right in told if score >= threshold)
        wrong = sum(not right for score, right in told if score >= threshold)
        print(
            f"{kind:45} right {right / len(told):.1%}  wrong {wrong / len(told):.1%}  of {len(told)}, cross-validated by employer"
        )
    _write(arguments.out / "employer.toml", _fit(examples), float(threshold))
    return 0


Example = tuple[dict[str, dict[str, float]], str, str]


def _examples(number: int, row: Mapping[str, Any]) -> list[Example]:
    """The names of a posting, its employer, and the kind of its head: none, one with the employer, one without."""
    text, company = row["text"], row["company"]
    with_name = number % _EVERY != 0
    named = ["", company] if number % _EVERY == 1 else [company, "Porto"]
    beside = named if with_name else [_BESIDE[number // _EVERY % len(_BESIDE)]]
    head = "\n".join([row["title"], *beside])
    kind = "employer below the title" if with_name else "another line below the title"
    return [
        (candidates(text), company, "text alone"),
        (candidates(f"{head}\n\n{text}", beside), company, kind),
        (candidates(f"{head}\n\n{text[:_SHORT]}", beside), company, f"{kind}, short text"),
        (candidates(head, beside), company, f"{kind}, no text"),
    ]


def _fit(examples: Sequence[Example]) -> dict[str, float]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    signals = [row for names, _, _ in examples for row in names.values()]
    target = [is_same(name, company) for names, company, _ in examples for name in names]
    table = DictVectorizer()
    fitted = LogisticRegression(C=0.5, max_iter=3000).fit(table.fit_transform(signals), target)
    weights = {name: round(float(value), 3) for name, value in zip(table.feature_names_, fitted.coef_[0], strict=True)}
    return {
        **{name: value for name, value in weights.items() if abs(value) >= 0.02},
        "intercept": round(float(fitted.intercept_[0]), 3),
    }


def _outcome(example: Example, weights: Mapping[str, float]) -> tuple[float, bool, str]:
    """The best name's log-odds, whether it is the employer's, and the kind of the head."""
    names, company, kind = example
    best, score = best_name(names, weights)
    return score + weights["intercept"], bool(best) and is_same(best, company), kind


def _write(path: Path, weights: Mapping[str, float], threshold: float) -> None:
    """The threshold without the intercept, which all names share."""
    lines = [
        "# How an employer's name is told. Written by: python -m jdparse.train.employers ../shared/gold/train.jsonl",
        "",
        f"threshold = {threshold - weights['intercept']:.3f}",
        "",
        "[weights]",
        *(
            f"{json.dumps(name, ensure_ascii=False)} = {value}"
            for name, value in sorted(weights.items())
            if name != "intercept"
        ),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
