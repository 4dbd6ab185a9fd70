"""The metric in the letter's words, and which of a story's figures is of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

import jdparse
from tailor.highlights.metric import measured_by
from tailor.letter.effects import Effect


def answering_effect(effects: Sequence[Effect], category: str, metrics: Sequence[str], quote: str) -> int | None:
    """The place of the effect that answers a metric; None where none does.

    By sharing a word with the metric, or by words that measure its kind, where the record says that the story moved such a metric.
    """
    spoken = set(re.findall(r"[a-z0-9@-]{3,}", quote.lower())) - jdparse.load_lexicon().words["small-words"]
    with_figures = [number for number, effect in enumerate(effects) if effect.figure and effect.telling != "plain"]
    for number in with_figures:
        if spoken & set(re.findall(r"[a-z0-9@-]{3,}", effects[number].thing.lower())):
            return number
    named = [
        number
        for number in with_figures
        if measured_by(f"{effects[number].thing} {effects[number].tail}", effects[number].text, category)
    ]
    if named and category in metrics:
        return named[0]
    return None
