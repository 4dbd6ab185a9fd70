"""What a sentence leaves open: wished, offered, only heard of, or said of the reader."""

from __future__ import annotations

import re

from jdparse.english.sense import bears_on
from jdparse.english.voice import HEARD, WOULD, clause

_READER = re.compile(r"(?i)\byou(?:rs?)?\b")


def is_open(text: str, at: int) -> bool:
    """Whether a place of a sentence claims nothing of what has been.

    Args:
        text: The sentence.
        at: The place in it.
    """
    start, end = clause(text, at)
    heard = any(start <= found.start() < at - len("I ") and bears_on(text, found, at) for found in HEARD.finditer(text))
    return bool(_READER.search(text[start:end])) or heard or is_wished(text, at)


def is_wished(text: str, at: int) -> bool:
    """Whether a place of a sentence is only wished or offered.

    Args:
        text: The sentence.
        at: The place in it.
    """
    start, end = clause(text, at)
    return any(start <= found.start() < end and bears_on(text, found, at) for found in WOULD.finditer(text))
