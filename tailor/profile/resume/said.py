"""What a value of a résumé says, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tailor.terminal.safe import STEERING

#: A longer address that holds its own data is an image.
MAX_WORD = 300
#: What says how a résumé looks, not what it says.
_NO_CONTENT = frozenset({"image", "photo", "picture", "meta", "$schema"})


_NO_TEXT = re.compile(f"{STEERING.pattern}|[\t\ud800-\udfff]")


def clean_lines(text: str) -> str:
    """A text without what neither UTF-8 nor a comment of TOML can hold, or what would steer a terminal; its line breaks stay."""
    marks = _NO_TEXT.sub(" ", text.replace("\r\n", "\n"))
    return "\n".join(line for raw in marks.split("\n") if (line := " ".join(raw.split())))


def said(label: str, value: object) -> Iterator[str]:
    """What a value says as lines: a group's fields on one, the items of a list of groups on one each."""
    if label in _NO_CONTENT:
        return
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from said(label, one)
        return
    text = inline(value)
    if text:
        yield f"{label.replace('_', ' ')}: {text}" if label else text


def inline(value: object) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        parts = (
            f"{key.replace('_', ' ')} {text}"
            for key, one in value.items()
            if key not in _NO_CONTENT and (text := inline(one))
        )
        return "; ".join(parts)
    if isinstance(value, list | tuple):
        return ", ".join(text for one in value if (text := inline(one)))
    return " ".join(word for word in str(value).split() if len(word) <= MAX_WORD or not word.startswith("data:"))
