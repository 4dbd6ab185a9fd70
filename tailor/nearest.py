"""What somebody may have meant by a name that there is not."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

#: Below this a suggestion helps nobody (rapidfuzz WRatio, 0 to 100).
_MIN_SIMILARITY = 70.0


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question after the nearest known name, or an empty string where none is near."""
    near = process.extractOne(word, sorted(known), scorer=fuzz.WRatio, score_cutoff=_MIN_SIMILARITY)
    return f"did you mean {near[0]!r}?" if near else ""
