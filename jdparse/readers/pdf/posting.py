"""A PDF -> posting: characters with their places, put together into lines, columns, paragraphs and bullets again.

A PDF holds neither lines nor paragraphs, only characters at places. Most that reach us are pages printed from a browser
or documents exported from a word processor; some carry a structure, many do not, so the places decide.

Source: https://pypdfium2.readthedocs.io/en/stable/python_api.html;
https://pdfium.googlesource.com/pdfium/+/main/public/fpdf_text.h
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from jdparse.errors import ReadError
from jdparse.readers.head import guess_title_and_company
from jdparse.readers.headlines import undressed
from jdparse.readers.pdf.apart import read_apart
from jdparse.readers.pdf.columns import in_reading_order
from jdparse.readers.pdf.line import Line
from jdparse.readers.pdf.paragraphs import paragraphs
from jdparse.readers.site import SiteLine, posting_lines, text_of
from jdparse.readers.titles import is_role, read_site_title
from jdparse.types import Posting

#: A scan may carry a stamp or a page number as text; a posting has more characters than this.
_MIN_CHARACTERS = 30
#: Why possessive: digits and marks can then be parted in one way only, where a line of forty digits had millions.
_HEADER = re.compile(
    r"(?i)(?:\s*+(?:(?:https?|file)://\S++|(?:page\s*+)?\d++\s*+(?:/|of)\s*+\d++|page\s*+\d++|[-–—]?\s*+\d++\s*+[-–—]?+"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?))+\s*+"
)
#: A title that a word processor or a printer driver has put in.
_NO_TITLE = re.compile(r"(?i)^(?:microsoft word|untitled|document\d*$|print)|\.(?:docx?|pdf|html?|odt|txt)$|^\w+://")


def read_pdf(content: bytes, source: str, name: str) -> Posting:
    """The posting of a PDF.

    Args:
        content: The file's bytes.
        source: The file, for error messages.
        name: The posting's id.

    Raises:
        ReadError: The PDF is locked, damaged, without text, or far too long.
    """
    pages, site_title = _read_pages(content, source)
    if sum(len(line.text) for lines in pages for line in lines) < _MIN_CHARACTERS:
        raise ReadError(
            source,
            "is a PDF without text, such as a scan; copy the posting's text, or save it from a program that reads scans",
        )
    pages, headers = _without_headers(pages, site_title)
    site_title = site_title or next((header for header in headers if not _HEADER.fullmatch(header)), "")
    lines = paragraphs(in_reading_order(pages))
    heading = _heading(lines, site_title)
    title, company = read_site_title(site_title, heading)
    top = next((number for number, line in enumerate(lines) if line.text == heading), 0)
    guessed_title, guessed_company = guess_title_and_company("\n".join(line.text for line in lines[top:]))
    title = undressed(heading) or title or guessed_title
    company = company or guessed_company
    return Posting(text_of(posting_lines(lines, (title, company))), title, company, source, name)


def pdf_paragraphs(content: bytes, source: str) -> tuple[str, ...]:
    """The paragraphs of a PDF in reading order, without what is printed in its margins.

    Raises:
        ReadError: The PDF is locked, damaged, or far too long.
    """
    pages, title = _read_pages(content, source)
    return tuple(line.text for line in paragraphs(in_reading_order(_without_headers(pages, title)[0])))


def _read_pages(content: bytes, source: str) -> tuple[list[list[Line]], str]:
    """The lines of each page, and the title that the file names."""
    pages, title = read_apart(content, source)
    return pages, "" if _NO_TITLE.search(title) else title


def _without_headers(pages: list[list[Line]], title: str) -> tuple[list[list[Line]], list[str]]:
    """The pages without what is printed at their top and foot, and these headers, the commonest first.

    A line in the margin is a header if it stands on most pages, digits aside, or is an address, a page number, a date with
    its time, or the file's title.
    """
    in_margin = [[line for line in page if line.in_margin] for page in pages]
    counts = Counter(kind for lines in in_margin for kind in {_digits_aside(line.text) for line in lines})
    least = max(2, len(pages) / 2)
    headers = [
        line
        for lines in in_margin
        for line in lines
        if _HEADER.fullmatch(line.text) or counts[_digits_aside(line.text)] >= least or line.text == title
    ]
    left_out = {(line.page, line.order) for line in headers}
    kept = [[line for line in page if (line.page, line.order) not in left_out] for page in pages]
    return kept, [text for text, _ in Counter(line.text for line in headers).most_common()]


def _digits_aside(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _heading(lines: Sequence[SiteLine], site_title: str) -> str:
    """The page's headline: large, naming a role, and in the file's title if that is known."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.height, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    large = [line for line in lines if line.height > 1.1 * body]
    found: list[tuple[bool, float, int, str]] = []
    for first, last in combinations(range(min(len(large), _MAX_LARGE) + 1), 2):
        run = large[first:last]
        # A headline that was wrapped; a dash that opens its second line is no bullet.
        words = " ".join(("- " if line.bullet else "") + line.text for line in run).removeprefix("- ")
        if last - first > _MAX_HEADLINE_LINES or not is_role(words) or abs(run[0].height - run[-1].height) > 0.5:
            continue
        named = re.search(r"\s*".join(re.escape(char) for char in words if char != " "), site_title, re.IGNORECASE)
        if named:
            found.append((True, run[0].height, len(words), named[0]))
        elif last - first == 1:
            found.append((False, run[0].height, -first, words))
    return max(found)[3] if found else ""


#: A headline stands among the first large lines of a page, and has at most so many lines.
_MAX_LARGE, _MAX_HEADLINE_LINES = 40, 5
