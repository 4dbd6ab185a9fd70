"""Characters of a page, put together into pieces and lines."""

from __future__ import annotations

import ctypes
import statistics
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from jdparse.readers.pdf.heights import Heights
from jdparse.readers.pdf.line import MARK, Line

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage


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
#: Printed headers and footers stand so close to the edge of the page: a share of its height, or points if that is more.
_MARGIN, _LEAST_MARGIN = 0.09, 48.0
#: No list has more bullets on a page, and no page more links.
_MOST_SHAPES = 2_000
#: A mark that opens an item has no more characters, blanks around it among them.
_LONGEST_MARK = 12
#: A character with its left, lower, right and upper edge, in points from the page's lower left corner, and its weight.
Char: TypeAlias = tuple[str, float, float, float, float, int]


def page_lines(page: PdfPage, pieces: list[list[Char]], number: int) -> list[Line]:
    """The lines of a page in the order of the file; a line ends where its column does.

    Args:
        page: The page.
        pieces: What `page_pieces` gives for it.
        number: Its number.
    """
    dots, links = list(islice(_dots(page), _MOST_SHAPES)), list(islice(_links(page), _MOST_SHAPES))
    _, page_bottom, _, page_top = page.get_bbox()
    margin = max(_MARGIN * (page_top - page_bottom), _LEAST_MARGIN)
    lines = []
    for order, piece in _joined_on_one_height(pieces):
        text = " ".join("".join(char for char, *_ in piece).split())
        boxes = [box for char, *box in piece if char != " "]
        weights = {box[4] for box in boxes}
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom, top = statistics.median(box[1] for box in boxes), statistics.median(box[3] for box in boxes)
        middle = (bottom + top) / 2
        first_word = boxes[min(len(text.split()[0]), len(boxes)) - 1][2] - left
        covered = sum(
            max(0.0, min(right, link[2]) - max(left, link[0])) for link in links if link[1] <= middle <= link[3]
        )
        lines.append(
            Line(
                text,
                left,
                right,
                bottom,
                top,
                first_word,
                number,
                in_margin=min(page_top - middle, middle - page_bottom) < margin,
                dot=_has_dot(dots, left, bottom, top),
                linked=covered > 0.9 * (right - left),
                weight=int(weights.pop()) if len(weights) == 1 else 0,
                order=order,
            )
        )
    return lines


def _has_dot(dots: list[tuple[float, float, float]], left: float, bottom: float, top: float) -> bool:
    """Whether a bullet is drawn before characters."""
    return any(
        0 <= left - end <= _DOT_DISTANCE * (top - bottom) and high <= _DOT_HEIGHT * (top - bottom) and bottom < at < top
        for end, at, high in dots
    )


def page_pieces(text_page: PdfTextPage) -> Iterator[list[Char]]:
    """Runs of characters that follow each other in the file and on one height of the page."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetFontWeight, FPDFText_GetLooseCharBox, FPDFText_GetUnicode

    box = FS_RECTF()
    piece: list[Char] = []
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


def _joined_on_one_height(pieces: list[list[Char]]) -> list[tuple[int, list[Char]]]:
    """The pieces with their numbers, those joined that stand close on one height, and a bullet mark with its words."""
    joined: list[tuple[int, list[Char]]] = []
    heights = Heights()
    for number, piece in sorted(enumerate(pieces), key=lambda pair: pair[1][0][1]):
        _, left, bottom, _, top, _ = piece[0]
        for at in heights.near(bottom, top):
            before = joined[at][1]
            _, _, low, right, up, _ = before[-1]
            height = min(top - bottom, up - low)
            if min(top, up) - max(bottom, low) <= 0.5 * height or left - right < -0.5 * height:
                continue
            words = "".join(char for char, *_ in before).strip() + " " if len(before) <= _LONGEST_MARK else ""
            reach = _MARK_DISTANCE if MARK.fullmatch(words) else _PIECE_GAP
            if left - right <= reach * height:
                before.extend([(" ", *before[-1][1:]), *piece] if left - right > _SPACE_GAP * height else piece)
                heights.put(at, before[-1][2], before[-1][4])
                break
        else:
            heights.put(len(joined), piece[-1][2], piece[-1][4])
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
