"""A file or standard input -> the text of a letter that somebody wrote."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from tailor.errors import EmptyLetterError, LetterFileError
from tailor.files.text import read_text_file, source_name

#: A letter of 400 words has 3 kB; at many times that it is some other file, and some patterns of the rules take the square of the time.
MAX_LETTER_BYTES = 20_000


def read_letter_file(path: Path | str, stdin: BinaryIO) -> str:
    """The text of a letter, its line ends as they are and without a byte order mark.

    Args:
        path: A file of plain text or Markdown; ``-`` is standard input.
        stdin: Where to read ``-`` from.

    Raises:
        LetterFileError: The file cannot be read as a letter.
        EmptyLetterError: It holds no words.
    """
    text = read_text_file(
        path,
        stdin,
        thing="letter",
        formats="plain text or Markdown",
        most_bytes=MAX_LETTER_BYTES,
        error=LetterFileError,
    )
    if not re.search(r"[^\W\d_]", text):
        raise EmptyLetterError(
            f"{source_name(path)}: {'holds no words' if text.strip() else 'is empty'}; give it the text of a letter"
        )
    return text
