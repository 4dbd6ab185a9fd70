"""Where each word of a letter came from.

Text that goes into a template is wrapped in private-use characters that carry the number of its source; after rendering
they are taken out again and become spans. So provenance survives any template, a user's own included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jdparse.english.plain import FOREIGN

Source = Literal["profile", "posting", "template", "option"]
_OPEN, _MID, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}(\\d+){_MID}|{_CLOSE}")


@dataclass(frozen=True, slots=True)
class Trace:
    """Characters ``start`` to ``end`` of a letter and where they came from.

    Attributes:
        start: First character.
        end: One past the last.
        source: The profile, the posting, the template or an option of the call.
        ref: The record and field, such as ``story.fraud-serving.result`` or ``posting[812:901]``.
    """

    start: int
    end: int
    source: Source
    ref: str


class Tracer:
    """Hands out marked text and reads the marks back."""

    def __init__(self) -> None:
        self._sources: list[tuple[Source, str]] = []

    def mark(self, text: str, source: Source, ref: str) -> str:
        """The text, on one line, with its source; an empty text stays empty, so that templates can test it."""
        text = " ".join(FOREIGN.sub("", text).split())
        if not text:
            return ""
        self._sources.append((source, ref))
        return f"{_OPEN}{len(self._sources) - 1}{_MID}{text}{_CLOSE}"

    def read(self, marked: str, default: str = "template") -> tuple[str, tuple[Trace, ...]]:
        """The plain text, and its spans in order; text without a mark is the template's."""
        pieces: list[str] = []
        traces: list[Trace] = []
        stack: list[tuple[Source, str]] = [("template", default)]
        length = last = 0

        def add(piece: str) -> None:
            nonlocal length
            if not piece:
                return
            source, ref = stack[-1]
            if traces and traces[-1].end == length and (traces[-1].source, traces[-1].ref) == (source, ref):
                traces[-1] = Trace(traces[-1].start, length + len(piece), source, ref)
            else:
                traces.append(Trace(length, length + len(piece), source, ref))
            pieces.append(piece)
            length += len(piece)

        for found in _MARK.finditer(marked):
            add(marked[last : found.start()])
            last = found.end()
            if found[1] is not None:
                stack.append(self._sources[int(found[1])])
            elif len(stack) > 1:
                stack.pop()
        add(marked[last:])
        return "".join(pieces), tuple(traces)


def plain(marked: str) -> str:
    """Marked text without its marks."""
    return _MARK.sub("", marked)
