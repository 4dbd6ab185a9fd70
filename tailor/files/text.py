"""A file or standard input that somebody wrote -> its text, or one line on why it cannot be read."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO

from jdparse.errors import NO_FILE
from jdparse.intake import read_at_most
from tailor.errors import TailorError

#: What findings and errors call standard input.
STDIN = "<stdin>"


def source_name(path: Path | str) -> str:
    """What a path is called in findings and errors."""
    return STDIN if str(path) == "-" else str(path).encode("utf-8", errors="replace").decode("utf-8")


def decode_text(
    content: bytes,
    source: str,
    *,
    thing: str,
    formats: str,
    most_bytes: int,
    error: type[TailorError],
    turned_away: str = "copy its text and pipe it in",
) -> str:
    """The text of a file's bytes, its line ends as they are and without a byte order mark.

    Args:
        content: The bytes.
        source: What errors call the file.
        thing: What is asked for: "letter".
        formats: How it may be written: "plain text or Markdown".
        most_bytes: A larger file is something else.
        error: What to raise.
        turned_away: What to do with a PDF or a DOCX.

    Raises:
        TailorError: It cannot be read; `error` is what is raised.
    """
    other = _other_kind(content, turned_away)
    if other:
        raise error(f"{source}: {other}")
    if b"\0" in content:
        raise error(f"{source}: is a binary file; give a {thing} as {formats}")
    if len(content) > most_bytes:
        raise error(
            f"{source}: has {len(content) / 1000:.0f} kB, far more than a {thing}; give the text of one {thing} (at most {most_bytes // 1000} kB)"
        )
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as fault:
        bad, line = fault.object[fault.start], fault.object.count(b"\n", 0, fault.start) + 1
        raise error(f"{source}: is not UTF-8 text (byte 0x{bad:02x} in line {line}); save it as UTF-8") from fault


def _other_kind(content: bytes, turned_away: str) -> str:
    """What a file is by its first bytes, where that is no text that can be read; empty where they do not say."""
    magic = {
        b"%PDF-": f"is a PDF, which is not read yet; {turned_away}",
        b"PK\x03\x04": f"is a zip or DOCX file, which is not read yet; {turned_away}",
        codecs.BOM_UTF16_LE: "is UTF-16 text; save it as UTF-8",
        codecs.BOM_UTF16_BE: "is UTF-16 text; save it as UTF-8",
    }
    return next((problem for start, problem in magic.items() if content.startswith(start)), "")


#: No file of the formats that are read is larger.
_MAX_BYTES = 40_000_000


def read_bytes(
    path: Path | str, stdin: BinaryIO, thing: str, error: type[TailorError], most: int = _MAX_BYTES
) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Args:
        path: The file.
        stdin: Where to read ``-`` from.
        thing: What is asked for: "letter".
        error: What to raise.
        most: A larger file is something else, and is not read to its end.

    Raises:
        TailorError: There is no such file, or it cannot be read; `error` is what is raised.
    """
    source = source_name(path)
    try:
        content = read_at_most(stdin if str(path) == "-" else Path(path), most)
    except FileNotFoundError as fault:
        raise error(f"{source}: {NO_FILE}") from fault
    except IsADirectoryError as fault:
        raise error(f"{source}: is a folder; give one {thing}") from fault
    except (OSError, ValueError) as fault:
        raise error(f"{source}: cannot be read ({getattr(fault, 'strerror', None) or fault})") from fault
    if len(content) > most:
        size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1_000} kB"
        raise error(f"{source}: has more than {size}, far more than a {thing}; give one {thing}")
    return content
