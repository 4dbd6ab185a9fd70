"""What a sentence leaves open: wished, offered, only heard of, or said of the reader."""

from __future__ import annotations

import re

from jdparse.english.sense import bears_on
from jdparse.english.voice import HEARD, WOULD, clause

_READER = re.compile(r"(?i)\byou(?:r|rs)?\b")


def is_open(text: str, at: int) -> bool:
    """Whether a place of a sentence claims nothing of what has been.

    Args:
        text: The sentence.
        at: The place in it.
    """
    start, end = clause(text, at)
    if _READER.search(text[start:end]):
        return True
    return any(
        start <= found.start() < (end if cue is WOULD else at - len("I ")) and bears_on(text, found, at) for cue in (WOULD, HEARD) for found in cue.finditer(text)
    )
