"""A file or standard input -> the text of a letter that somebody wrote."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

import jdparse
from tailor.errors import EmptyLetterError, LetterFileError
from tailor.files.text import decode_text, read_bytes, source_name

#: A letter of 400 words has 3 kB; at many times that it is some other file.
MAX_LETTER_BYTES = 20_000


def read_letter_file(path: Path | str, stdin: BinaryIO) -> str:
    """The text of a letter, its line ends as they are and without a byte order mark.

    Args:
        path: A file of plain text, Markdown, PDF or DOCX; ``-`` is standard input.
        stdin: Where to read ``-`` from.

    Raises:
        LetterFileError: The file cannot be read as a letter, or is not in English.
        EmptyLetterError: It holds no words.
    """
    source = source_name(path)
    content = read_bytes(path, stdin, "letter", LetterFileError)
    text = _document_text(content, source)
    if text is None:
        text = decode_text(
            content,
            source,
            thing="letter",
            formats="plain text, Markdown, PDF or DOCX",
            most_bytes=MAX_LETTER_BYTES,
            error=LetterFileError,
        )
    if len(text.encode("utf-8", errors="replace")) > MAX_LETTER_BYTES:
        raise LetterFileError(
            f"{source}: holds {len(text) / 1000:.0f} kB of text, far more than a letter; give the text of one letter"
            f" (at most {MAX_LETTER_BYTES // 1000} kB)"
        )
    if not re.search(r"[^\W\d_]", text):
        raise EmptyLetterError(
            f"{source}: {'holds no words' if text.strip() else 'is empty'}; give it the text of a letter"
        )
    language = jdparse.foreign_language(text)
    if language:
        raise LetterFileError(f"{source}: is in {language}; the rules read English letters only")
    return text


def _document_text(content: bytes, source: str) -> str | None:
    """The paragraphs of a PDF or a Word file, a blank line between two; None for another kind of file."""
    try:
        paragraphs = jdparse.document_paragraphs(content, source)
    except jdparse.ReadError as error:
        raise LetterFileError(str(error).replace("posting's", "letter's").replace("posting", "letter")) from error
    return None if paragraphs is None else "\n\n".join(paragraphs) + "\n"
