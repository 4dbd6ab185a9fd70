"""A highlight picked by number, category or words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jdparse import Analysis, Evidence, Highlight, Kind, typed_evidence
from tailor.errors import CallError
from tailor.terminal.orders import NONE, Order, read_order

#: Own words as a letter can use them, of each kind.
EXAMPLES: Mapping[Kind, str] = {
    Kind.PAIN: "Cut the latency of our ranking models",
    Kind.METRIC: "cost per prediction",
    Kind.TOOL: "Kubeflow",
}


def choose(analysis: Analysis, kind: Kind, wish: str) -> Highlight | None:
    """The highlight that a number, a category, "none" or typed words ask for.

    Raises:
        CallError: No runner-up has that number, or the words are an order that only the review understands.
    """
    order = read_order(wish)
    if order is Order.SKIP:
        return None
    if order is not None:
        raise CallError(
            f"--{kind.value} {wish}: an answer to a question only; give a number, your own words, or {NONE}"
        )
    choices = ranked(analysis, kind)
    if re.fullmatch(r"[0-9]+", wish.strip()):
        number = int(wish)
        if not 1 <= number <= len(choices):
            counted = f"there are {len(choices)} to choose from" if choices else "the posting offers none"
            raise CallError(f"--{kind.value} {wish}: {counted}; give a number from the list, your own words, or {NONE}")
        return _with(kind, choices[number - 1], choices)
    if kind is not Kind.TOOL and (said := _said_of_category(wish.strip(), choices)):
        return _with(kind, said, choices)
    return in_words(analysis, kind, wish)


def in_words(analysis: Analysis, kind: Kind, words: str) -> Highlight:
    """The highlight in a person's own words, or in words of the posting that they picked, whatever orders these may be elsewhere.

    Raises:
        CallError: There is no word.
    """
    if not re.search(r"\w", words):
        raise CallError(f"--{kind.value}: holds no word; give a number, your own words, or {NONE}")
    return _with(kind, typed_evidence(analysis.posting, kind, words.strip()), ranked(analysis, kind))


def ranked(analysis: Analysis, kind: Kind) -> tuple[Evidence, ...]:
    """What there is to choose from, best first, as the options count it from 1."""
    found = analysis.highlight(kind)
    return (found.evidence, *found.alternatives) if found else ()


def _said_of_category(wish: str, choices: Sequence[Evidence]) -> Evidence | None:
    """What the posting says that is of the category `wish`; nothing where it says just this word, which is then meant."""
    if any(evidence.quote.casefold() == wish.casefold() for evidence in choices):
        return None
    return next((evidence for evidence in choices if evidence.category == wish), None)


def _with(kind: Kind, evidence: Evidence, choices: tuple[Evidence, ...]) -> Highlight:
    said = (evidence.name or evidence.quote).casefold()
    return Highlight(
        kind, evidence, tuple(other for other in choices if (other.name or other.quote).casefold() != said)
    )
