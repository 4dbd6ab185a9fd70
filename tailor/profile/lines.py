"""On which line of a profile a table, a field or an item of a list stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

Loc = tuple[int | str, ...]
STORY = re.compile(r"\s*\[\[\s*[\"']?story[\"']?\s*\]\]")
_ME = re.compile(r"\s*\[\s*[\"']?me[\"']?\s*\]")
_HEADER = re.compile(r"\s*\[")
#: What may stand in a list: a text whose brackets and commas do not count, a remark, a mark, the end of a line.
_LIST_PART = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*|[\[\]{},\n]|[^\s\[\]{},\"'#]+")


class Lines:
    """The lines of a profile's text, asked for by place: ``me``, ``story 2``, or empty for the whole file."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def of(self, place: str, loc: Loc = ()) -> int:
        """The line, counted from 1, of a field or of an item or a field below it; its table's own line if it is not there.

        Args:
            place: Which table.
            loc: As pydantic tells it: a field, then an item's number or a field below it.
        """
        key = str(loc[0]) if loc else ""
        table = self._table_below(place, key)
        if table is None:
            return self._item(self._key(key, place), loc)
        start, end = table
        starts = [
            at
            for at in range(start, end)
            if re.match(rf"\s*\[\[?\s*story\s*\.\s*[\"']?{re.escape(key)}\b", self._lines[at])
        ]
        which = int(loc[1]) if len(loc) > 1 and key == "results" else 0
        first = starts[min(which, len(starts) - 1)]
        for at in self._rows(first + 1):
            if len(loc) > 2 and re.match(rf"\s*[\"']?{re.escape(str(loc[2]))}\b", self._lines[at]):
                return at + 1
        return first + 1

    def holds(self, place: str, line: int) -> bool:
        """Whether a line stands in a table."""
        start = self.of(place)
        return start < line and not any(_HEADER.match(self._lines[at]) for at in range(start, line - 1))

    def _stories(self) -> list[int]:
        return [at for at, line in enumerate(self._lines) if STORY.match(line)]

    def _table_below(self, place: str, key: str) -> tuple[int, int] | None:
        """Where a story stands that has ``[[story.results]]`` or ``[story.uses]`` as a table of its own."""
        number = int(place.split()[-1]) if place.startswith("story") else 0
        starts = self._stories()
        if not number or len(starts) < number:
            return None
        start, end = starts[number - 1], starts[number] if number < len(starts) else len(self._lines)
        header = re.compile(rf"\s*\[\[?\s*story\s*\.\s*[\"']?{re.escape(key)}\b")
        return (start, end) if key and any(header.match(line) for line in self._lines[start:end]) else None

    def _rows(self, start: int) -> Iterator[int]:
        """The lines of a table behind its header."""
        for at in range(start, len(self._lines)):
            if _HEADER.match(self._lines[at]) and not self._lines[at - 1].rstrip().endswith(("[", ",")):
                return
            yield at

    def _key(self, key: str, place: str) -> int:
        if not place:
            named = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
            found = (at for at, line in enumerate(self._lines, 1) if named.match(line) or key in line)
            return next(found, 1)
        tables = [at for at, line in enumerate(self._lines) if _ME.match(line)] if place == "me" else self._stories()
        number = 1 if place == "me" else int(place.split()[-1])
        if len(tables) < number:
            return 1
        start = tables[number - 1]
        field = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]") if key else None
        return next((at + 1 for at in self._rows(start + 1) if field and field.match(self._lines[at])), start + 1)

    def _item(self, line: int, loc: Loc) -> int:
        """The line of an item in a list that may run over several lines."""
        if len(loc) < 2 or not isinstance(loc[1], int):
            return line
        text = "\n".join(self._lines[line - 1 :]).partition("=")[2]
        depth, number, at = 0, 0, line
        for part in _LIST_PART.finditer(text):
            mark = part.group()
            depth += (mark in "[{") - (mark in "]}")
            at += mark == "\n"
            if depth <= 0:
                break
            number += mark == "," and depth == 1
            if depth >= 1 and number == loc[1] and mark not in "[,\n" and not mark.startswith("#"):
                return at
        return line


def key_of(loc: Loc) -> str:
    """The field that a place is in; one of a further result with that result's number."""
    if len(loc) > 2 and loc[0] == "results":
        return f"results {int(loc[1]) + 1}: {loc[2]}"
    return str(loc[0]) if loc else ""
