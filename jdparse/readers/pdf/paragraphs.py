"""Lines joined to paragraphs, words broken at a line end made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jdparse.readers.marks import is_mark
from jdparse.readers.pdf.columns import SAME_EDGE, Column
from jdparse.readers.pdf.line import Line
from jdparse.readers.site import SiteLine

_PLAIN_MARK = re.compile(r"[•●◦‣⁃∙·○■□▪➢➤►❖o–—*-] ")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_HEADS = re.compile(r"^[A-Z](?:[^ ]* ){0,6}[^ ]*:$")
_LINE_END_HYPHEN = re.compile(r"([^\W\d_]+)([-\u00ad\u2010])$")
#: No word that is divided is longer.
_LONGEST_WORD = 60
#: Lines of a paragraph are at most so many times as far apart as lines that surely belong together.
_LOOSEST_PITCH = 1.22
#: Between lines that surely belong together, so much of the width may be left empty: a long word, or a picture.
_MOST_ROOM = 0.35
#: The distance of lines, if no two surely belong together.
_USUAL_PITCH = 1.3


def paragraphs(columns: list[Column]) -> list[SiteLine]:
    """The paragraphs, bullets and headings, with their lines joined and words that were divided whole again."""
    lines = [line for column in columns for line in column.lines]
    column_of = [number for number, column in enumerate(columns) for _ in column.lines]
    beside = [column.beside for column in columns for _ in column.lines]
    pitch = _pitch(columns)
    edges = _right_edges(lines, column_of, pitch)
    whole = _whole_words(lines)
    found: list[SiteLine] = []
    group: list[Line] = []
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


def _surely_continues(before: Line, line: Line) -> bool:
    """Whether a line goes on in the middle of the sentence of the line before, by its letters alone."""
    return (
        line.text[0].islower() and not line.marked and not _ENDS_SENTENCE.search(before.text) and before.as_high(line)
    )


def _pitch(columns: list[Column]) -> float:
    """How far lines of one paragraph are apart, as a share of their height."""
    shares = sorted(
        (before.bottom - line.bottom) / line.height
        for column in columns
        for before, line in pairwise(column.lines)
        if before.long and _surely_continues(before, line) and 0.5 < (before.bottom - line.bottom) / line.height < 2.5
    )
    return shares[len(shares) * 9 // 10] if len(shares) >= 3 else _USUAL_PITCH


def _right_edges(lines: list[Line], column_of: list[int], pitch: float) -> list[float]:
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


def _is_close(before: Line, line: Line, pitch: float) -> bool:
    return before.as_high(line) and 0 < before.bottom - line.bottom <= pitch * _LOOSEST_PITCH * line.height


def _continues(before: Line, line: Line, first: Line, edge: float, pitch: float, neighbours: bool) -> bool:
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
    if not _is_close(before, line, pitch) or line.left < first.left - SAME_EDGE * line.height:
        return False
    if not sure and before.weight and line.weight and before.weight != line.weight:
        return False
    indented = line.left > before.left + SAME_EDGE * line.height and not first.marked
    if _ENDS_SENTENCE.search(before.text) and (indented or _HEADS.match(line.text) or is_mark(line.text)):
        return False
    return wrapped


def _whole_words(lines: Sequence[Line]) -> frozenset[str]:
    """The words of a document that stand inside a line, in lower case."""
    return frozenset(
        word.strip("-") for line in lines for word in re.findall(r"[^\W\d_][\w-]*", line.text.lower()[:-1])
    )


def _site_line(group: list[Line], whole: frozenset[str], apart: bool, beside: bool) -> SiteLine:
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
    hyphen = _LINE_END_HYPHEN.search(text, max(0, len(text) - _LONGEST_WORD))
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
