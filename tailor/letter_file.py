"""A file or standard input -> the text of a letter that somebody wrote."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import BinaryIO

from tailor.errors import EmptyLetterError, LetterFileError

#: What findings and errors call standard input.
STDIN = "<stdin>"
#: A letter of 400 words has 3 kB; at many times that it is some other file, and some patterns of the rules take the square of the time.
MAX_LETTER_BYTES = 20_000
_MAGIC = {
    b"%PDF-": "is a PDF, which is not read yet; copy its text and pipe it in",
    b"PK\x03\x04": "is a zip or DOCX file, which is not read yet; copy its text and pipe it in",
    codecs.BOM_UTF16_LE: "is UTF-16 text; save it as UTF-8",
    codecs.BOM_UTF16_BE: "is UTF-16 text; save it as UTF-8",
}


def read_letter_file(path: Path | str, stdin: BinaryIO) -> str:
    """The text of a letter, its line ends as they are and without a byte order mark.

    Args:
        path: A file of plain text or Markdown; ``-`` is standard input.
        stdin: Where to read ``-`` from.

    Raises:
        LetterFileError: The file cannot be read as a letter.
        EmptyLetterError: It holds no words.
    """
    source = source_name(path)
    content = _read_bytes(path, source, stdin)
    for magic, problem in _MAGIC.items():
        if content.startswith(magic):
            raise LetterFileError(f"{source}: {problem}")
    if b"\0" in content:
        raise LetterFileError(f"{source}: is a binary file; give a letter as plain text or Markdown")
    if len(content) > MAX_LETTER_BYTES:
        raise LetterFileError(
            f"{source}: has {len(content) / 1000:.0f} kB, far more than a letter; give the text of one letter (at most {MAX_LETTER_BYTES // 1000} kB)"
        )
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        bad, line = error.object[error.start], error.object.count(b"\n", 0, error.start) + 1
        raise LetterFileError(
            f"{source}: is not UTF-8 text (byte 0x{bad:02x} in line {line}); save it as UTF-8"
        ) from error
    if not re.search(r"[^\W\d_]", text):
        raise EmptyLetterError(
            f"{source}: {'holds no words' if text.strip() else 'is empty'}; give it the text of a letter"
        )
    return text


def source_name(path: Path | str) -> str:
    """What a letter's path is called in findings and errors."""
    return STDIN if str(path) == "-" else str(path).encode("utf-8", errors="replace").decode("utf-8")


def _read_bytes(path: Path | str, source: str, stdin: BinaryIO) -> bytes:
    if str(path) == "-":
        return stdin.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise LetterFileError(f"{source}: no such file; check the path") from error
    except IsADirectoryError as error:
        raise LetterFileError(f"{source}: is a folder; give one letter") from error
    except (OSError, ValueError) as error:
        raise LetterFileError(f"{source}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
