"""How well a sentence stands in a letter: a linear judge over named traits, fitted on sentences that readers graded.

The score is the sum of its reasons; `--trace` prints them. Weights are data (`lexicons/judge.toml`), written by
``python benchmarks/judge.py --fit``.
"""

from __future__ import annotations

from collections.abc import Mapping

from jdparse import LEXICONS, Signal
from tailor.letter.said import Sentence
from tailor.letter.weights import load_weights

#: What a row or a trait is worth that no graded sentence had: nothing for or against it.
_UNKNOWN = 0.0


def load_judge() -> Mapping[str, Mapping[str, float]]:
    """The weights by table: ``row`` for the rows of templates, ``trait`` for what a sentence is like.

    Raises:
        LexiconError: The file is missing or holds something other than numbers.
    """
    return load_weights(LEXICONS / "judge.toml", "row", "trait")


def sentence_traits(sentence: Sentence) -> dict[str, float]:
    """A sentence as the judge's traits."""
    words = sentence.words
    found = {f"long>{count}": 1.0 for count in (18, 24, 30, 36) if words > count}
    found |= {f"short<{count}": 1.0 for count in (5, 7) if words < count}
    found |= {name: value for name, value in sentence.traits.items() if value}
    found["commas"] = float(min(sentence.text.count(","), 5))
    return found


def reasons(sentence: Sentence) -> tuple[Signal, ...]:
    """Why a sentence is liked or not: its row, then its traits."""
    weights = load_judge()
    found = [Signal("row", weights["row"].get(sentence.row, _UNKNOWN), f"the row {sentence.row}")]
    for name, value in sentence_traits(sentence).items():
        weight = weights["trait"].get(name, _UNKNOWN) + weights["trait"].get(f"{sentence.role}:{name}", _UNKNOWN)
        if weight:
            found.append(Signal(name, weight * value, name))
    return tuple(found)


def score(sentence: Sentence) -> float:
    """Sum of the reasons."""
    return sum(reason.value for reason in reasons(sentence))
