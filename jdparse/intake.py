"""What comes from outside: no more bytes of it than are wanted, TOML without what is made to break its reader, and names of charsets."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any, BinaryIO

#: Bytes are asked for in steps, so that a file that is short takes no more memory than it has.
_STEP = 1 << 20
#: A key of more parts takes the square of their number in time and memory.
_DEEP_KEY = re.compile(r"(?<![\w-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}(?=[\w\"'-])")
#: Python reads no longer number back, and takes the square of its length for it.
_LONG_NUMBER = re.compile(r"(?<![\w\"'])[+-]?(?:0[xob])?[0-9a-fA-F_]{1000}")
#: Charsets by name that no text is written in: some are none, some take the square of a text's length.
_NO_CHARSETS = frozenset(
    {"idna", "mbcs", "oem", "palmos", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"}
)
_LONGEST_CHARSET = 40


def read_at_most(place: Path | BinaryIO, most: int) -> bytes:
    """The bytes of a file or a stream; of one that has more than `most`, one byte more than that.

    Why: what is a device, a pipe without an end, or a file of many gigabytes shows only while it is read.

    Raises:
        OSError: It cannot be read.
    """
    if isinstance(place, Path):
        with place.open("rb") as file:
            return read_at_most(file, most)
    parts: list[bytes] = []
    left = most + 1
    while left > 0 and (part := place.read(min(left, _STEP))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def parse_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises:
        ValueError: It is no TOML (`tomllib.TOMLDecodeError`, with its place), or nests deeper and has longer keys and
            numbers than anybody writes.
    """
    import tomllib

    if _DEEP_KEY.search(text):
        raise ValueError("a key has too many parts")
    if _LONG_NUMBER.search(text):
        raise ValueError("a number is too long")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("lists or tables are nested too deep") from error


def charset(name: object) -> str:
    """Python's own name of a charset that a page or a mail says it is written in; empty where there is none of that name."""
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_CHARSET:
        return ""
    try:
        known = codecs.lookup(name).name.replace("-", "_")
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return ""
    return "" if known in _NO_CHARSETS else name
