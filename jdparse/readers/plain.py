"""Names and texts out of JSON and markup: on one line, without entities and halves of characters."""

from __future__ import annotations

import html
import re

_HALF = re.compile(r"[\ud800-\udfff]")


def sound(text: str) -> str:
    """Text without what a JSON string may hold and no text does: one half of a character."""
    return _HALF.sub("\ufffd", text)


def plain_name(value: object) -> str:
    """A name or a title on one line, without entities; empty for what is no text."""
    return " ".join(html.unescape(sound(value)).split()) if isinstance(value, str) else ""


def clean_name(employer: object) -> str:
    """The name of an employer, which may be given as a record or as a list of them."""
    employer = next(iter(employer), None) if isinstance(employer, list) else employer
    return plain_name(employer.get("name") if isinstance(employer, dict) else employer)
