"""A highlight picked by number, category or words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jdparse import Analysis, Evidence, Highlight, Kind, typed_evidence
from tailor.errors import CallError

#: What a person types to leave a highlight out, and to have the question before again.
NONE, BACK = "none", "back"
#: Own words as a letter can use them, of each kind.
EXAMPLES: Mapping[Kind, str] = {
    Kind.PAIN: "Cut the latency of our ranking models",
    Kind.METRIC: "cost per prediction",
    Kind.TOOL: "Kubeflow",
}


def choose(analysis: Analysis, kind: Kind, wish: str) -> Highlight | None:
    """The highlight that a number, a category, "none" or typed words ask for.

    Raises:
        CallError: No runner-up has that number.
    """
    current = analysis.highlight(kind)
    if wish.strip().lower() == NONE:
        return None
    ranked = (current.evidence, *current.alternatives) if current else ()
    if re.fullmatch(r"[0-9]+", wish.strip()):
        number = int(wish)
        if not 1 <= number <= len(ranked):
            counted = f"there are {len(ranked)} to choose from" if ranked else "the posting offers none"
            raise CallError(f"--{kind.value} {wish}: {counted}; give a number from the list, your own words, or none")
        return _with(kind, ranked[number - 1], ranked)
    if kind is not Kind.TOOL and (said := _said_of_category(wish.strip(), ranked)):
        return _with(kind, said, ranked)
    if not re.search(r"\w", wish):
        raise CallError(f"--{kind.value}: holds no word; give a number, your own words, or none")
    return _with(kind, typed_evidence(analysis.posting, kind, wish.strip()), ranked)


def _said_of_category(wish: str, ranked: Sequence[Evidence]) -> Evidence | None:
    """What the posting says that is of the category `wish`; nothing where it says just this word, which is then meant."""
    if any(evidence.quote.casefold() == wish.casefold() for evidence in ranked):
        return None
    return next((evidence for evidence in ranked if evidence.category == wish), None)


def _with(kind: Kind, evidence: Evidence, ranked: tuple[Evidence, ...]) -> Highlight:
    said = (evidence.name or evidence.quote).casefold()
    return Highlight(kind, evidence, tuple(other for other in ranked if (other.name or other.quote).casefold() != said))
