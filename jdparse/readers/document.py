"""A PDF or a Word file that is no posting, such as a letter -> its paragraphs."""

from __future__ import annotations

import re


def document_paragraphs(content: bytes, source: str) -> tuple[str, ...] | None:
    """The paragraphs of a PDF or a Word file in reading order; None for another kind of file.

    Args:
        content: The file's bytes.
        source: The file, for error messages.

    Raises:
        ReadError: The file is locked, damaged, or far too long.
        EmptyPostingError: A Word file holds no text.
    """
    if content.startswith(b"%PDF-"):
        from jdparse.readers.pdf.posting import pdf_paragraphs

        return pdf_paragraphs(content, source)
    if content.startswith(b"PK\x03\x04"):
        from jdparse.readers.docx import read_docx

        return tuple(part for part in re.split(r"\n\s*\n", read_docx(content, source, "").text) if part.strip())
    return None
