"""The pages of a PDF as lines: a program of its own, which reads the file from standard input and writes JSON to standard output.

PDFium is native code, and a file from a stranger can make it draw without end, take all memory, or crash; what happens here
ends this process and no other.
"""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import astuple
from itertools import islice
from typing import Any

#: A printed page of a board has 4 to 12 pages; a book is no posting.
MAX_PAGES = 60
#: The longest text that is analysed.
MAX_CHARACTERS = 400_000
#: A printed page has some fifty lines, or twice that in two columns.
MAX_PIECES, MAX_ON_PAGE = 6_000, 2_000
#: So much memory and processor time may a file take; 60 full pages take 150 MB and four seconds.
MOST_BYTES, MOST_SECONDS = 1_000_000_000, 20
#: A longer title is none.
_LONGEST_TITLE = 1_000

LOCKED = "is a PDF locked with a password; print it to a PDF without one, or copy its text and pipe it in"
DAMAGED = "is a damaged PDF; save it again, or copy its text and pipe it in"


def read_pages(content: bytes) -> dict[str, Any]:
    """What the pages hold: ``pages``, each with its lines as the fields of `Line`, and the file's ``title``; or the ``problem``."""
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    from jdparse.readers.pdf.characters import page_lines, page_pieces

    document = None
    try:
        document = PdfDocument(content)
        if len(document) > MAX_PAGES:
            return {"problem": f"has {len(document)} pages, far more than a posting; give the posting's pages"}
        title = " ".join(document.get_metadata_value("Title")[:_LONGEST_TITLE].split())
        pages, characters, pieces = [], 0, 0
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            characters += text.count_chars()
            if characters > MAX_CHARACTERS:
                return {"problem": _too_much(f"{MAX_CHARACTERS:,} characters")}
            found = list(islice(page_pieces(text), MAX_PIECES + 1 - pieces))
            pieces += len(found)
            if pieces > MAX_PIECES or len(found) > MAX_ON_PAGE:
                return {"problem": _too_much(f"{MAX_PIECES:,} lines, or {MAX_ON_PAGE:,} on a page")}
            pages.append([list(astuple(line)) for line in page_lines(page, found, number)])
    except PdfiumError as error:
        return {"problem": LOCKED if document is None and error.err_code == FPDF_ERR_PASSWORD else DAMAGED}
    finally:
        if document is not None:
            document.close()
    return {"pages": pages, "title": title}


def _too_much(what: str) -> str:
    return f"holds more than {what}, far more than a posting; give the posting's pages"


def _limit() -> None:
    """Let this process take no more than a posting needs; where the system has no such limits, the one that started it waits only so long."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        for what, most in (
            (resource.RLIMIT_AS, MOST_BYTES),
            (resource.RLIMIT_CPU, MOST_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(what)
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)


def main() -> None:
    """Read standard input, write standard output."""
    _limit()
    found = read_pages(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


if __name__ == "__main__":
    main()
