"""Columns of a page, and the order in which they are read."""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jdparse.readers.pdf.heights import Heights
from jdparse.readers.pdf.line import Line

#: Left edges that differ by less are one.
SAME_EDGE = 0.5
#: A column of less than this share of its neighbour's width stands beside the text; columns of text are equally wide.
_NARROW = 0.75


@dataclass(frozen=True, slots=True)
class Column:
    """Lines of a page that stand below each other.

    Attributes:
        lines: From top to bottom.
        beside: Whether it is a narrow column beside a wider one: a site's menu, or its other jobs.
    """

    lines: list[Line]
    beside: bool = False


def in_reading_order(pages: list[list[Line]]) -> list[Column]:
    """The columns of all pages; narrow ones stand beside the text on each page and are read after it."""
    left = min((line.left for page in pages for line in page), default=0.0)
    right = max((line.right for page in pages for line in page), default=0.0)
    columns = [column for page in pages for column in _columns(page, left, right)]
    return sorted(columns, key=lambda column: column.beside)


def _columns(lines: list[Line], left_edge: float, right_edge: float, beside: bool = False) -> list[Column]:
    """The columns of a part of a page, from left to right within each stretch, the stretches from top to bottom.

    Args:
        lines: The part's lines.
        left_edge: Where the part begins, in points.
        right_edge: Where it ends.
        beside: Whether it stands beside the text.
    """
    lines = sorted(lines, key=lambda line: (-line.top, line.left))
    edges = _edges(lines)
    best: tuple[int, list[Line], list[Line]] | None = None
    for edge in sorted(edges, key=lambda edge: (-edges[edge], edge)):
        for left, right in _bands(lines, edge):
            if best is None or len(left) + len(right) > len(best[1]) + len(best[2]):
                best = edge, left, right
    if best is None:
        own_edge = min((line.left for line in lines), default=0.0)
        indented = [replace(line, indent=line.left - own_edge) for line in _by_rows(lines)]
        return [Column(indented, beside)] if lines else []
    edge, left, right = best
    last, bottom = max(line.order for line in right), min(line.bottom for line in right)
    left = [line for line in left if line.order < last or line.top > bottom]
    middle = max(line.top for line in (*left, *right)) + min(line.bottom for line in (*left, *right))
    chosen = {(line.page, line.order) for line in (*left, *right)}
    others = [line for line in lines if (line.page, line.order) not in chosen]
    above = [line for line in others if line.bottom + line.top > middle]
    below = [line for line in others if line.bottom + line.top <= middle]
    narrow = _NARROW * max(edge - left_edge, right_edge - edge)
    return [
        *_columns(above, left_edge, right_edge, beside),
        *_columns(left, left_edge, edge, beside or edge - left_edge < narrow),
        *_columns(right, edge, right_edge, beside or right_edge - edge < narrow),
        *_columns(below, left_edge, right_edge, beside),
    ]


def _edges(lines: list[Line]) -> Counter[int]:
    """The left edges of lines that have another one left of them, and how many each has."""
    heights = Heights()
    for number, line in enumerate(lines):
        heights.put(number, line.bottom, line.top)
    return Counter(
        round(line.left)
        for line in lines
        if any(
            other.right < line.left and other.beside(line)
            for other in map(lines.__getitem__, heights.near(line.bottom, line.top))
        )
    )


def _bands(lines: list[Line], edge: float) -> Iterator[tuple[list[Line], list[Line]]]:
    """The stretches of a page in which no line crosses an edge and text stands on both sides of it."""
    left: list[Line] = []
    right: list[Line] = []
    for line in (*lines, None):
        if line is not None and line.right < edge:
            left.append(line)
        elif line is not None and line.left > edge - 2:
            right.append(line)
        else:
            if _are_columns(left, right):
                yield left, right
            left, right = [], []


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Whether two sides are columns of text; a table's labels stand on the heights of their values."""
    if min(len(left), len(right)) < 3:
        return False
    top = min(left[0].top, right[0].top)
    bottom = max(min(line.bottom for line in side) for side in (left, right))
    least = min(side[0].top - min(line.bottom for line in side) for side in (left, right))
    if top - bottom < 0.5 * least:
        return False
    bottoms = sorted(line.bottom for line in left)
    level = sum(bisect_left(bottoms, line.bottom + 1) > bisect_right(bottoms, line.bottom - 1) for line in right)
    labels = statistics.median(len(line.text.split()) for line in left) <= 3
    return not (labels and level >= 0.8 * len(right))


def _by_rows(lines: list[Line]) -> list[Line]:
    """The lines from top to bottom, those on one height from left to right."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.beside(rows[-1][0]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]
