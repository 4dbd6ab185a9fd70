"""What a choice is worth against annotations, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from jdparse.ranking.rank import MAX_GAP, confidence
from jdparse.reading.candidates import thing_said
from jdparse.train.examples import Example
from jdparse.train.regression import Floats, Model
from jdparse.types import Kind

#: So many postings state none of a kind where no annotated posting is without one: those that score lowest.
RARELY_NULL = 0.002


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
    """The threshold under which a posting rather states none, and the confidence of those above it.

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
    threshold = _threshold(found)
    kept = [pick for pick in picks if pick.number >= 0 and pick.score >= threshold]
    right = sum(pick.right for pick in kept)
    if right in (0, len(kept)):
        return Judge(threshold, float(np.log((right + 1) / (len(kept) - right + 1))), 0.0, 0.0)
    fitted = LogisticRegression(C=1.0).fit(
        [[pick.score, pick.gap] for pick in kept], np.array([pick.right for pick in kept])
    )
    return Judge(threshold, float(fitted.intercept_[0]), *map(float, fitted.coef_[0]))


def _threshold(found: Sequence[tuple[float, bool, bool]]) -> float:
    """The score at which a pick is as often right as its posting states none.

    Args:
        found: Score, whether the pick is right, and whether the posting states none.
    """
    from sklearn.linear_model import LogisticRegression

    scores = sorted(score for score, _, _ in found)
    if not any(null for _, _, null in found):
        return scores[int(RARELY_NULL * len(scores))]
    decided = [(score, null) for score, right, null in found if right or null]
    if all(null for _, null in decided):
        return scores[0] - 1.0
    fitted = LogisticRegression(C=10.0).fit([[score] for score, _ in decided], [null for _, null in decided])
    slope = float(fitted.coef_[0][0])
    return max(-float(fitted.intercept_[0]) / slope, scores[0] - 1.0) if slope < 0 else scores[0] - 1.0


@dataclass
class Fit:
    """All fitted models."""

    choices: dict[Kind, Model] = field(default_factory=dict)
    judges: dict[Kind, Judge] = field(default_factory=dict)
    categories: dict[str, Model] = field(default_factory=dict)
    picks: dict[Kind, list[Pick]] = field(default_factory=dict)
    named: dict[Kind, list[str]] = field(default_factory=dict)


def pick_best(example: Example, kind: Kind, scores: Floats) -> Pick:
    """The best candidate; its gap is to the best one that says something else."""
    if not len(scores):
        return Pick(-1, 0.0, 0.0, example.accepts(kind, -1))
    best = int(scores.argmax())
    found = example.candidates[kind]
    said = thing_said(example.document, found[best])
    others = [score for score, other in zip(scores, found, strict=True) if thing_said(example.document, other) != said]
    gap = float(scores[best] - max(others)) if others else MAX_GAP
    return Pick(best, float(scores[best]), min(gap, MAX_GAP), example.accepts(kind, best))
