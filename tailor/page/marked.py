"""A posting's text as lines of pieces, so that a page can show which words are a highlight and a reader can point at any."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jdparse import Analysis, Highlight, Kind
from tailor.review.choose import ranked


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a posting's line.

    Attributes:
        text: The words.
        start: Where they begin in the posting's text.
        kinds: The highlights that hold them, pain first.
        runner_up: The kind and the number of a runner-up that holds them; empty where none does.
    """

    text: str
    start: int
    kinds: tuple[Kind, ...]
    runner_up: tuple[str, int] | tuple[()]


def posting_lines(analysis: Analysis, highlights: Mapping[Kind, Highlight | None]) -> list[list[Piece]]:
    """The posting's lines, each as its pieces in order; an empty line has none.

    Args:
        analysis: The posting, with what was found.
        highlights: The highlights as they are answered.
    """
    text = analysis.posting.text
    chosen = [
        (highlight.evidence.span.start, highlight.evidence.span.end, kind)
        for kind in Kind
        if (highlight := highlights.get(kind)) is not None and not highlight.evidence.typed
    ]
    others = list(_runners_up(analysis))
    ends = {at for start, end, _ in chosen for at in (start, end)}
    cuts = sorted({0, len(text)} | ends | {at for start, end, *_ in others for at in (start, end)})
    lines: list[list[Piece]] = [[]]
    for start, end in itertools.pairwise(cuts):
        kinds = tuple(kind for first, last, kind in chosen if first <= start and end <= last)
        other = next(((kind, number) for first, last, kind, number in others if first <= start and end <= last), ())
        at = start
        for number, part in enumerate(text[start:end].split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(part, at, kinds, other))
            at += len(part) + 1
    return lines


def _runners_up(analysis: Analysis) -> Iterator[tuple[int, int, str, int]]:
    """Start, end, kind and number of each choice of a kind."""
    for kind in Kind:
        for number, evidence in enumerate(ranked(analysis, kind), 1):
            if not evidence.typed:
                yield evidence.span.start, evidence.span.end, kind.value, number
