"""A PDF -> posting: characters with their places, put together into lines, columns, paragraphs and bullets again.

A PDF holds neither lines nor paragraphs, only characters at places. Most that reach us are pages printed from a browser
or documents exported from a word processor; some carry a structure, many do not, so the places decide.

Source: https://pypdfium2.readthedocs.io/en/stable/python_api.html;
https://pdfium.googlesource.com/pdfium/+/main/public/fpdf_text.h
"""

from __future__ import annotations

import ctypes
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, TypeAlias

from jdparse.errors import ReadError
from jdparse.readers.site import SiteLine, is_mark, posting_lines, text_of
from jdparse.readers.titles import guess_title_and_company, is_role, read_site_title
from jdparse.types import Posting

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

#: A printed page of a board has 4 to 12 pages; a book is no posting.
MAX_PAGES = 60
#: A scan may carry a stamp or a page number as text; a posting has more characters than this.
_MIN_CHARACTERS = 30

#: Ligatures as one character, bullets in the private letters of Symbol fonts, and PDFium's marks for any hyphen at the
#: end of a line.
_CHARACTERS = str.maketrans(
    {
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
        **dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\uf0fc", "•"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\t", " "),
        **dict.fromkeys("\ufffe\u0002", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\ufeff\r\n", ""),
    }
)
_MARK = re.compile(r"(?:[•●◦‣⁃∙·○■□▪➢➤►✓✔❖–—*-]|o(?= [A-Z]|$)|\(?(?:\d{1,2}|[a-z])[.)])(?: |$)")
_PLAIN_MARK = re.compile(r"[•●◦‣⁃∙·○■□▪➢➤►❖o–—*-] ")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_HEADS = re.compile(r"^[A-Z](?:[^ ]* ){0,6}[^ ]*:$")
_LINE_END_HYPHEN = re.compile(r"([^\W\d_]+)([-\u00ad\u2010])$")

# Lengths below are shares of the height of a line's characters.
#: Characters that follow each other in the file with a wider gap stand in two columns; the widest spaces of justified
#: text are narrower. Pieces that stand apart in the file belong to one line only if they are closer.
_COLUMN_GAP, _PIECE_GAP = 1.2, 0.6
#: Two characters further apart have a space between them, though the PDF may hold none.
_SPACE_GAP = 0.22
#: The same after a mark, where kerning eats the space.
_SPACE_GAP_AFTER_MARK = 0.08
#: How far left of its words a written mark may stand, and how far left and how high a drawn one.
_MARK_DISTANCE, _DOT_DISTANCE, _DOT_HEIGHT = 4.0, 2.5, 0.65
#: Left edges that differ by less are one.
_SAME_EDGE = 0.5
#: Characters of one paragraph are equally high, up to this share.
_SAME_HEIGHT = 0.08
#: Lines of a paragraph are at most so many times as far apart as lines that surely belong together.
_LOOSEST_PITCH = 1.22
#: Between lines that surely belong together, so much of the width may be left empty: a long word, or a picture.
_MOST_ROOM = 0.35
#: The distance of lines, if no two surely belong together.
_USUAL_PITCH = 1.3

#: A column of less than this share of its neighbour's width stands beside the text; columns of text are equally wide.
_NARROW = 0.75
#: Printed headers and footers stand so close to the edge of the page: a share of its height, or points if that is more.
_MARGIN, _LEAST_MARGIN = 0.09, 48.0
_HEADER = re.compile(
    r"(?i)(?:(?:https?|file)://\S+\s*|(?:page\s*)?\d+\s*(?:/|of)\s*\d+|page\s*\d+|[-–—]?\s*\d{1,3}\s*[-–—]?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?)+"
)
#: A title that a word processor or a printer driver has put in.
_NO_TITLE = re.compile(r"(?i)^(?:microsoft word|untitled|document\d*$|print)|\.(?:docx?|pdf|html?|odt|txt)$|^\w+://")

#: A character with its left, lower, right and upper edge, in points from the page's lower left corner, and its weight.
_Char: TypeAlias = tuple[str, float, float, float, float, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """Characters on one height of one column.

    Attributes:
        text: The characters, with a bullet mark if one is written.
        left: Left edge, in points.
        right: Right edge.
        bottom: Lower edge of the characters' boxes.
        top: Their upper edge.
        first_word: Width of the first word: the line above has held it if there was room.
        page: Number of the page.
        in_margin: Whether it stands where headers and footers are printed.
        dot: Whether a bullet is drawn before it.
        linked: Whether all of it is a link.
        weight: The weight of its font; 0 if it changes or is not known.
        order: Its place among the lines of the file.
        indent: How far right of its column's edge it begins; known once the columns are.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    first_word: float
    page: int
    in_margin: bool
    dot: bool = False
    linked: bool = False
    weight: int = 0
    order: int = 0
    indent: float = 0.0

    @property
    def height(self) -> float:
        """How high its characters are."""
        return self.top - self.bottom

    @property
    def marked(self) -> bool:
        """Whether a bullet or a number opens it."""
        return self.dot or bool(_MARK.match(self.text))

    @property
    def long(self) -> bool:
        """Whether it may be a full line of running text."""
        return self.text.count(" ") >= 4

    def beside(self, other: _Line) -> bool:
        """Whether the two stand on one height."""
        return min(self.top, other.top) - max(self.bottom, other.bottom) > 0.5 * min(self.height, other.height)

    def as_high(self, other: _Line) -> bool:
        """Whether the two are set in one size."""
        return abs(self.height - other.height) <= _SAME_HEIGHT * max(self.height, other.height)


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
    lines = _paragraphs(_in_reading_order(pages))
    heading = _heading(lines, site_title)
    title, company = read_site_title(site_title, heading)
    top = next((number for number, line in enumerate(lines) if line.text == heading), 0)
    guessed_title, guessed_company = guess_title_and_company("\n".join(line.text for line in lines[top:]))
    title = heading or title or guessed_title
    company = company or guessed_company
    return Posting(text_of(posting_lines(lines, (title, company))), title, company, source, name)


def _read_pages(content: bytes, source: str) -> tuple[list[list[_Line]], str]:
    """The lines of each page, and the title that the file names."""
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    document = None
    try:
        document = PdfDocument(content)
        if len(document) > MAX_PAGES:
            raise ReadError(source, f"has {len(document)} pages, far more than a posting; give the posting's pages")
        title = " ".join(document.get_metadata_value("Title").split())
        pages = [_page_lines(document[number], number) for number in range(len(document))]
    except PdfiumError as error:
        if document is None and error.err_code == FPDF_ERR_PASSWORD:
            problem = "is a PDF locked with a password; print it to a PDF without one, or copy its text and pipe it in"
        else:
            problem = "is a damaged PDF; save it again, or copy its text and pipe it in"
        raise ReadError(source, problem) from error
    finally:
        if document is not None:
            document.close()
    return pages, "" if _NO_TITLE.search(title) else title


# Characters -> lines


def _page_lines(page: PdfPage, number: int) -> list[_Line]:
    """The lines of a page in the order of the file; a line ends where its column does."""
    dots, links = list(_dots(page)), list(_links(page))
    _, page_bottom, _, page_top = page.get_bbox()
    margin = max(_MARGIN * (page_top - page_bottom), _LEAST_MARGIN)
    lines = []
    for order, piece in _joined_on_one_height(list(_pieces(page))):
        text = " ".join("".join(char for char, *_ in piece).split())
        boxes = [box for char, *box in piece if char != " "]
        weights = {box[4] for box in boxes}
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom, top = statistics.median(box[1] for box in boxes), statistics.median(box[3] for box in boxes)
        middle = (bottom + top) / 2
        first_word = boxes[min(len(text.split()[0]), len(boxes)) - 1][2] - left
        dot = any(
            0 <= left - end <= _DOT_DISTANCE * (top - bottom)
            and high <= _DOT_HEIGHT * (top - bottom)
            and bottom < at < top
            for end, at, high in dots
        )
        covered = sum(
            max(0.0, min(right, link[2]) - max(left, link[0])) for link in links if link[1] <= middle <= link[3]
        )
        lines.append(
            _Line(
                text,
                left,
                right,
                bottom,
                top,
                first_word,
                number,
                in_margin=min(page_top - middle, middle - page_bottom) < margin,
                dot=dot,
                linked=covered > 0.9 * (right - left),
                weight=int(weights.pop()) if len(weights) == 1 else 0,
                order=order,
            )
        )
    return lines


def _pieces(page: PdfPage) -> Iterator[list[_Char]]:
    """Runs of characters that follow each other in the file and on one height of the page."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetFontWeight, FPDFText_GetLooseCharBox, FPDFText_GetUnicode

    text_page = page.get_textpage()
    box = FS_RECTF()
    piece: list[_Char] = []
    for index in range(text_page.count_chars()):
        code = FPDFText_GetUnicode(text_page, index)
        char = chr(code).translate(_CHARACTERS) if 0 < code < 0x110000 else ""
        if not char or (not char.isprintable() and char != "\u00ad"):
            continue
        FPDFText_GetLooseCharBox(text_page, index, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if char == " " or top <= bottom:
            if piece and char == " ":
                piece.append((" ", *piece[-1][1:]))
            continue
        if piece:
            _, start, low, end, up, _ = piece[-1]
            height = min(top - bottom, up - low)
            if (
                min(top, up) - max(bottom, low) <= 0.5 * height
                or left < min(start, end - height)  # the letters of a ligature have one box
                or left > end + _COLUMN_GAP * height
            ):
                yield piece
                piece = []
            elif (
                left
                > end
                + (_SPACE_GAP_AFTER_MARK if piece[-1][0] in "’,.;:!?)" and char.isalpha() else _SPACE_GAP) * height
            ):
                piece.append((" ", *piece[-1][1:]))
        piece.append((char, left, bottom, right, top, FPDFText_GetFontWeight(text_page, index)))
    if piece:
        yield piece


def _joined_on_one_height(pieces: list[list[_Char]]) -> list[tuple[int, list[_Char]]]:
    """The pieces with their numbers, those joined that stand close on one height, and a bullet mark with its words."""
    joined: list[tuple[int, list[_Char]]] = []
    for number, piece in sorted(enumerate(pieces), key=lambda pair: pair[1][0][1]):
        _, left, bottom, _, top, _ = piece[0]
        for _, before in joined:
            _, _, low, right, up, _ = before[-1]
            height = min(top - bottom, up - low)
            words = "".join(char for char, *_ in before).strip() + " "
            reach = _MARK_DISTANCE if _MARK.fullmatch(words) else _PIECE_GAP
            if min(top, up) - max(bottom, low) > 0.5 * height and -0.5 * height <= left - right <= reach * height:
                before.extend([(" ", *before[-1][1:]), *piece] if left - right > _SPACE_GAP * height else piece)
                break
        else:
            joined.append((number, piece))
    return joined


def _dots(page: PdfPage) -> Iterator[tuple[float, float, float]]:
    """Small shapes that may be bullets: right edge, middle and height."""
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH

    for shape in page.get_objects(filter=[FPDF_PAGEOBJ_PATH], max_depth=2):
        left, bottom, right, top = shape.get_bounds()
        width, height = right - left, top - bottom
        if 1 <= height <= 12 and 0.5 <= width / height <= 2:
            yield right, (bottom + top) / 2, height


def _links(page: PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of a page's links: left, lower, right and upper edge."""
    from pypdfium2.raw import FPDF_LINK, FS_RECTF, FPDFLink_Enumerate, FPDFLink_GetAnnotRect

    position, link, box = ctypes.c_int(0), FPDF_LINK(), FS_RECTF()
    while FPDFLink_Enumerate(page, position, link):
        if FPDFLink_GetAnnotRect(link, box):
            yield box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)


# Lines -> columns


def _without_headers(pages: list[list[_Line]], title: str) -> tuple[list[list[_Line]], list[str]]:
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
    kept = [[line for line in page if line not in headers] for page in pages]
    return kept, [text for text, _ in Counter(line.text for line in headers).most_common()]


def _digits_aside(text: str) -> str:
    return re.sub(r"\d+", "0", text)


@dataclass(frozen=True, slots=True)
class _Column:
    """Lines of a page that stand below each other.

    Attributes:
        lines: From top to bottom.
        beside: Whether it is a narrow column beside a wider one: a site's menu, or its other jobs.
    """

    lines: list[_Line]
    beside: bool = False


def _in_reading_order(pages: list[list[_Line]]) -> list[_Column]:
    """The columns of all pages; narrow ones stand beside the text on each page and are read after it."""
    left = min((line.left for page in pages for line in page), default=0.0)
    right = max((line.right for page in pages for line in page), default=0.0)
    columns = [column for page in pages for column in _columns(page, left, right)]
    return sorted(columns, key=lambda column: column.beside)


def _columns(lines: list[_Line], left_edge: float, right_edge: float, beside: bool = False) -> list[_Column]:
    """The columns of a part of a page, from left to right within each stretch, the stretches from top to bottom.

    Args:
        lines: The part's lines.
        left_edge: Where the part begins, in points.
        right_edge: Where it ends.
        beside: Whether it stands beside the text.
    """
    lines = sorted(lines, key=lambda line: (-line.top, line.left))
    edges = Counter(
        round(line.left) for line in lines if any(other.right < line.left and other.beside(line) for other in lines)
    )
    best: tuple[int, list[_Line], list[_Line]] | None = None
    for edge in sorted(edges, key=lambda edge: (-edges[edge], edge)):
        for left, right in _bands(lines, edge):
            if best is None or len(left) + len(right) > len(best[1]) + len(best[2]):
                best = edge, left, right
    if best is None:
        own_edge = min((line.left for line in lines), default=0.0)
        indented = [replace(line, indent=line.left - own_edge) for line in _by_rows(lines)]
        return [_Column(indented, beside)] if lines else []
    edge, left, right = best
    last, bottom = max(line.order for line in right), min(line.bottom for line in right)
    left = [line for line in left if line.order < last or line.top > bottom]
    middle = max(line.top for line in (*left, *right)) + min(line.bottom for line in (*left, *right))
    others = [line for line in lines if line not in left and line not in right]
    above = [line for line in others if line.bottom + line.top > middle]
    below = [line for line in others if line.bottom + line.top <= middle]
    narrow = _NARROW * max(edge - left_edge, right_edge - edge)
    return [
        *_columns(above, left_edge, right_edge, beside),
        *_columns(left, left_edge, edge, beside or edge - left_edge < narrow),
        *_columns(right, edge, right_edge, beside or right_edge - edge < narrow),
        *_columns(below, left_edge, right_edge, beside),
    ]


def _bands(lines: list[_Line], edge: float) -> Iterator[tuple[list[_Line], list[_Line]]]:
    """The stretches of a page in which no line crosses an edge and text stands on both sides of it."""
    left: list[_Line] = []
    right: list[_Line] = []
    for line in (*lines, None):
        if line is not None and line.right < edge:
            left.append(line)
        elif line is not None and line.left > edge - 2:
            right.append(line)
        else:
            if _are_columns(left, right):
                yield left, right
            left, right = [], []


def _are_columns(left: list[_Line], right: list[_Line]) -> bool:
    """Whether two sides are columns of text; a table's labels stand on the heights of their values."""
    if min(len(left), len(right)) < 3:
        return False
    top = min(left[0].top, right[0].top)
    bottom = max(min(line.bottom for line in side) for side in (left, right))
    least = min(side[0].top - min(line.bottom for line in side) for side in (left, right))
    if top - bottom < 0.5 * least:
        return False
    level = sum(any(abs(line.bottom - other.bottom) < 1 for other in left) for line in right)
    labels = statistics.median(len(line.text.split()) for line in left) <= 3
    return not (labels and level >= 0.8 * len(right))


def _by_rows(lines: list[_Line]) -> list[_Line]:
    """The lines from top to bottom, those on one height from left to right."""
    rows: list[list[_Line]] = []
    for line in lines:
        if rows and line.beside(rows[-1][0]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


# Columns -> paragraphs


def _paragraphs(columns: list[_Column]) -> list[SiteLine]:
    """The paragraphs, bullets and headings, with their lines joined and words that were divided whole again."""
    lines = [line for column in columns for line in column.lines]
    column_of = [number for number, column in enumerate(columns) for _ in column.lines]
    beside = [column.beside for column in columns for _ in column.lines]
    pitch = _pitch(columns)
    edges = _right_edges(lines, column_of, pitch)
    whole = _whole_words(lines)
    found: list[SiteLine] = []
    group: list[_Line] = []
    apart = False
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        neighbours = number > 0 and column_of[number] == column_of[number - 1]
        one_text = number > 0 and beside[number] == beside[number - 1]
        if before is not None and one_text and _continues(before, line, group[0], edges[number - 1], pitch, neighbours):
            group.append(line)
            continue
        if group:
            found.append(_site_line(group, whole, apart, beside[number - 1]))
        apart = not (
            before is not None and neighbours and before.bottom - line.bottom <= pitch * _LOOSEST_PITCH * line.height
        )
        group = [line]
    if group:
        found.append(_site_line(group, whole, apart, beside[-1]))
    return [line for line in found if line.text]


def _surely_continues(before: _Line, line: _Line) -> bool:
    """Whether a line goes on in the middle of the sentence of the line before, by its letters alone."""
    return (
        line.text[0].islower() and not line.marked and not _ENDS_SENTENCE.search(before.text) and before.as_high(line)
    )


def _pitch(columns: list[_Column]) -> float:
    """How far lines of one paragraph are apart, as a share of their height."""
    shares = sorted(
        (before.bottom - line.bottom) / line.height
        for column in columns
        for before, line in pairwise(column.lines)
        if before.long and _surely_continues(before, line) and 0.5 < (before.bottom - line.bottom) / line.height < 2.5
    )
    return shares[len(shares) * 9 // 10] if len(shares) >= 3 else _USUAL_PITCH


def _right_edges(lines: list[_Line], column_of: list[int], pitch: float) -> list[float]:
    """How far right each line might have gone: as far as the longest line of text near it, in its column."""
    edges = []
    for number, line in enumerate(lines):
        around = range(max(0, number - _NEAR), min(len(lines), number + _NEAR))
        near = [
            (lines[other].right, column_of[other] == column_of[number])
            for other in around
            if lines[other].long and lines[other].left < line.right and line.left < lines[other].right
        ]
        own = [right for right, same in near if same]
        edges.append(max(own if len(own) >= 3 else [right for right, _ in near], default=line.right))
    start = 0
    for number in range(1, len(lines) + 1):
        if (
            number < len(lines)
            and column_of[number] == column_of[start]
            and _is_close(lines[number - 1], lines[number], pitch)
        ):
            continue
        block = lines[start:number]
        sure = sum(_surely_continues(before, line) for before, line in pairwise(block))
        if len(block) >= 4 and sure >= 0.4 * (len(block) - 1):
            # A block that is narrower than the text around it, and was wrapped all the same.
            widest = max(line.right for line in block)
            edges[start:number] = [min(edge, widest) for edge in edges[start:number]]
        start = number
    return edges


#: How many lines before and after a line tell how wide its column is.
_NEAR = 12


def _is_close(before: _Line, line: _Line, pitch: float) -> bool:
    return before.as_high(line) and 0 < before.bottom - line.bottom <= pitch * _LOOSEST_PITCH * line.height


def _continues(before: _Line, line: _Line, first: _Line, edge: float, pitch: float, neighbours: bool) -> bool:
    """Whether a line belongs to the paragraph of the line before it.

    Args:
        before: The line before.
        line: The line.
        first: The first line of the paragraph that `before` belongs to.
        edge: How far right `before` might have gone.
        pitch: How far lines of one paragraph are apart.
        neighbours: Whether the two stand in one column of one page.
    """
    if line.marked or not before.as_high(line):
        return False
    room = edge - before.right
    full = line.first_word + 0.2 * line.height > room
    sure = _surely_continues(before, line)
    wrapped = full or (sure and room < _MOST_ROOM * (edge - first.left))
    if not neighbours:
        aligned = abs(line.indent - before.indent) < line.height
        return wrapped and not _ENDS_SENTENCE.search(before.text) and (sure or aligned)
    if not _is_close(before, line, pitch) or line.left < first.left - _SAME_EDGE * line.height:
        return False
    if not sure and before.weight and line.weight and before.weight != line.weight:
        return False
    indented = line.left > before.left + _SAME_EDGE * line.height and not first.marked
    if _ENDS_SENTENCE.search(before.text) and (indented or _HEADS.match(line.text) or is_mark(line.text)):
        return False
    return wrapped


def _whole_words(lines: Sequence[_Line]) -> frozenset[str]:
    """The words of a document that stand inside a line, in lower case."""
    return frozenset(
        word.strip("-") for line in lines for word in re.findall(r"[^\W\d_][\w-]*", line.text.lower()[:-1])
    )


def _site_line(group: list[_Line], whole: frozenset[str], apart: bool, beside: bool) -> SiteLine:
    text = group[0].text
    for line in group[1:]:
        text = _joined(text, line.text, whole)
    text = text.replace("\u00ad", "")
    mark = _PLAIN_MARK.match(text + " ")
    return SiteLine(
        text[mark.end() :] if mark else text,
        bullet=group[0].marked,
        linked=all(line.linked for line in group),
        apart=apart,
        beside=beside,
        height=group[0].height,
    )


def _joined(text: str, following: str, whole: frozenset[str]) -> str:
    """Two lines as one; a hyphen between them goes if it only divided a word."""
    hyphen = _LINE_END_HYPHEN.search(text)
    if not hyphen:
        # "and/" or "2024-": what stands at the line's end was not a word's.
        return (
            text + ("" if text.endswith(("/", "-", "\u00ad")) and not text.endswith((" /", " -")) else " ") + following
        )
    rest = re.match(r"[^\W\d_]+", following)
    if not rest or not rest[0].islower():
        return text + following
    first, second = hyphen[1].lower(), rest[0]
    compound = text[: hyphen.start(2)] + "-" + following
    if f"{first}-{second}" in whole:
        return compound
    if hyphen[2] != "-" or first + second in whole or _is_word(first + second):
        return text[: hyphen.start(2)] + following
    if _is_word(second) and (len(first) <= 2 or hyphen[1].isupper() or _is_word(first)):
        return compound
    return text[: hyphen.start(2)] + following


def _is_word(word: str) -> bool:
    from jdparse.english.inflection import dictionary

    return bool(dictionary().getAllLemmas(word))


# Title


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
