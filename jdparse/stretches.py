"""Where a text with HTML in it, such as Markdown, has words that a page made of it would not show."""

from __future__ import annotations

import re
from bisect import bisect_left
from html.parser import HTMLParser
from itertools import accumulate

from jdparse.hiding import Look, declared, look_within


def hidden_stretches(text: str) -> list[tuple[int, int]]:
    """Where a text with HTML in it, such as Markdown, has words that its page would not show; ascending, half-open."""
    reader = _Stretches(text)
    # Why not closed: it would try anew behind each mark that begins nothing, and a stranger sets how many there are.
    reader.feed(text)
    return reader.hidden()


_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: Elements inside each other, at most; deeper ones are looked at as one.
_DEEPEST = 200


class _Stretches(HTMLParser):
    """Goes through a text with HTML in it and keeps where words are not shown."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._blanks = [found.start() for found in re.finditer(r"\n(?=\n)", text)]
        self._last_end = {found[1].lower(): found.start() for found in re.finditer(r"</(\w+)", text)}
        self._lines = [0, *accumulate(len(line) for line in text.split("\n"))]
        self._open: list[tuple[str, Look, int]] = [("", Look(), 0)]
        self._found: list[tuple[int, int]] = []

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + (line - 1) + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag in _VOID or len(self._open) > _DEEPEST:
            return
        attributes = {key: value or "" for key, value in attrs}
        said = {key: value for key, (value, _) in declared(attributes.get("style", "")).items()}
        self._open.append((tag, look_within(self._open[-1][1], tag, attributes, said), self._at()))

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and those in it that nobody ended."""
        last = next((number for number in range(len(self._open) - 1, 0, -1) if self._open[number][0] == tag), 0)
        if last:
            del self._open[last:]

    def handle_data(self, data: str) -> None:
        """Words, with the look of where they stand."""
        start = self._at()
        # A paragraph of Markdown ends what was begun in it.
        while len(self._open) > 1 and self._blank_within(self._open[-1][2], start) and not self._ends(start):
            self._open.pop()
        end = start + len(data)
        if not self._open[-1][1].shows:
            blank = data.find("\n\n")
            end = start + blank if blank >= 0 and not self._ends(end) else end
            self._found.append((start, end))

    def _ends(self, start: int) -> bool:
        return self._last_end.get(self._open[-1][0], -1) >= start

    def _blank_within(self, start: int, end: int) -> bool:
        return bisect_left(self._blanks, start) < bisect_left(self._blanks, end)

    def hidden(self) -> list[tuple[int, int]]:
        """The stretches of words that are not shown."""
        return [(start, end) for start, end in self._found if self._text[start:end].strip()]
