"""Foreign text without control characters."""

from __future__ import annotations

import re
import unicodedata

#: Characters that move the cursor, change colours or turn the direction of writing; a line feed and a tab do no harm.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """The same text, character for character, without any that would steer a terminal."""
    return STEERING.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Words that cannot break a line or steer a terminal."""
    return inert(" ".join(text.split()))


def unreadable(text: str) -> bool:
    """Whether a text that was typed holds what no key of a letter or a sign gives, such as an arrow key's."""
    return any(unicodedata.category(char) in {"Cc", "Cs"} and char != "\t" for char in text)
