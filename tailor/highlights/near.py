"""Which of several highlights may stand for the first, and whether a text speaks to one."""

from __future__ import annotations

import jdparse
from jdparse import LOW_CONFIDENCE, Evidence, Highlight
from tailor.highlights.wants import wants_told

#: A runner-up this much below the first pain serves nearly as well (log-odds).
MAX_PAIN_GAP = 2.4
#: The same for a metric.
MAX_METRIC_GAP = 2.0


def speaks_to(evidence: Evidence, text: str) -> bool:
    """Whether a text names a problem of a pain's kind, or says in a row's words what is wanted of it: the story of a late feature answers one about freshness."""
    return bool((jdparse.pains_named(text) | wants_told(text)) & {evidence.category, *evidence.also_categories})


def near_equals(highlight: Highlight, most: float) -> tuple[Evidence, ...]:
    """The choice and what may stand in its place where no person chose."""
    first = highlight.evidence
    if is_chosen(highlight):
        return (first,)
    return (first, *(other for other in highlight.alternatives if first.score - other.score <= most))


def is_chosen(highlight: Highlight | None) -> bool:
    """Whether a person chose."""
    return highlight is not None and highlight.confidence >= 1.0


def is_settled(highlight: Highlight | None) -> bool:
    """Whether a person chose, or the choice is sure enough to be said without one."""
    return highlight is not None and highlight.confidence >= LOW_CONFIDENCE
