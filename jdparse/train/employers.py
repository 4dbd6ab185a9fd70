"""Fit how an employer's name is told: ``python -m jdparse.train.employers POSTINGS.jsonl``.

Each posting teaches six times: as its text alone, whole, short and empty below a head as people copy it, with the employer, a department, a place or a
button beside the title, and as a sentence of short prose with its employer and one without. Folds keep the postings of an employer together.
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
from jdparse.readers.head import names_beside
from jdparse.train.examples import FOLDS

#: What stands beside a title besides the employer: by the number of the example, so that each is met alike.
_BESIDE = (
    "Product",
    "Engineering - Data",
    "Data Science",
    "",
    "Machine Learning",
    "Posted today",
    "Engagement Overview",
    "Locations",
    "Building models for the whole group",
    "No Agencies",
    "",
)
#: Towns, one in four of which is in no list, where others have the employer.
_TOWNS = (
    "Wuppertal", "Kolding", "Lyngby", "Walnut Creek", "Aarhus", "Redwood City", "Sant Cugat", "Reading", "Pleasanton",
    "Linz", "Skelby", "Guildford", "Bellevue", "Mechelen", "Aldermaston", "Herzogenaurach",
)  # fmt: skip
#: How short prose names its employer, in the place of a head.
_LEADS = (
    "{title}\n\n{company}'s {team} team builds what the firm runs on.",
    "Join {company} and help to build what people need.",
    "On behalf of {company} we are looking for a {title}.",
    "{company} is hiring a {title}.",
    "I am a recruiter at {company}, and your profile caught my eye. We need a {title}.",
    "Hi all, my team at {company} is looking for a {title}.",
    "{title}\n\n{company} builds software. You will join a small team.",
    "{title}\n\nHere at {company}, we like what works.",
    "As a {title} at {company}, you will build what the firm runs on.",
    "{title}\n\nThe {company} invites applications for a position in its {team} team.",
    "{company} is looking for somebody who builds what the firm runs on.",
)
#: And how it does not.
_LEADS_OF_NONE = (
    "Our client, a leading retailer, seeks a {title} for its London office.",
    "We are looking for a {title}. You know Python, Spark and Airflow.",
    "{title}\n\nWe are a small team. Our stack is Kafka, Flink and Postgres.",
)
_TEAMS = ("ML Platform", "Data Science", "Search", "Risk", "Core ML", "Personalization")
#: One head in so many has another line below the title.
_EVERY = 8
#: And in so many the employer stands above the title.
_ABOVE = 4
#: Some paste only the beginning.
_SHORT = 400
#: Kinds that teach, and that nobody gives to the program.
_UNUSUAL = frozenset({"employer below the title, no text", "another line below the title, no text"})
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
        key=lambda least: sum(
            (1.0 if right else -_COST_OF_WRONG)
            for score, right, kind in outcomes
            if score >= least and kind not in _UNUSUAL
        ),
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
    town = _TOWNS[number % len(_TOWNS)]
    named = ["", company] if number % _ABOVE == 1 else [company, town]
    beside = named if with_name else [_BESIDE[number // _EVERY % len(_BESIDE)] or town]
    head = "\n".join([row["title"], *beside])
    beside = names_beside([row["title"], *beside], 0)
    kind = "employer below the title" if with_name else "another line below the title"
    words = {"title": row["title"], "company": company, "team": _TEAMS[number % len(_TEAMS)]}
    lead = _LEADS[number % len(_LEADS)].format(**words)
    nobody = _LEADS_OF_NONE[number % len(_LEADS_OF_NONE)].format(**words)
    return [
        (candidates(lead), company, "short prose"),
        (candidates(nobody), company, "short prose that names nobody"),
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
