"""Which items of a playbook are told: those that no deed or result has said."""

from __future__ import annotations

import re

import jdparse
from jdparse.english.stems import fold

#: An item is told already if this share of its words was.
_MOST_TOLD = 0.6


def told_already(item: str, told: str, most: float = _MOST_TOLD) -> bool:
    """Whether an item says again what a deed or a result has said: a share of its words, `most`, stands there."""
    small = jdparse.load_lexicon().words["small-words"] | jdparse.load_lexicon().words["function-words"]
    words = {fold(word) for word in re.findall(r"[a-z-]+", item.casefold())} - small
    heard = {fold(word) for word in re.findall(r"[a-z-]+", told.casefold())}
    return bool(words) and len(words & heard) >= most * len(words)
