"""The log of letters as a table, one letter of it, JSON, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tailor.log.entry import Asked, Entry
from tailor.terminal.lines import columns, shortened, wrapped
from tailor.terminal.safe import inert, one_line

#: Changes only with an entry in the changelog.
SCHEMA = 1
_KINDS: Mapping[str, str] = {"pain": "Pain point", "metric": "Metric", "tool": "Tool"}
_LABEL, _GAP = 12, "  "
#: A table of fewer columns has no place for the role, or for the story.
_ROLE_FROM, _STORY_FROM = 56, 76
#: No more columns than this for a name, where they do not all fit.
_MOST_EMPLOYER, _MOST_STORY = 24, 16
#: What a spreadsheet takes for the beginning of a formula, in ASCII and at full width.
#: Source: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = tuple("=+-@＝＋－＠")
_CSV = (
    *("id", "written", "state", "since", "employer", "role", "story", "pain", "metric", "tool"),
    *("posting", "file", "length", "words", "letter"),
)


def entries_text(entries: Sequence[Entry], width: int) -> str:
    """A line a letter in lines of at most `width` columns; what does not fit is cut, the story and the role first."""
    rows: list[Sequence[str]] = [("ID", "written", "state", "employer", "role", "story")]
    for one in entries:
        names = (one_line(said) or "-" for said in (one.company, one.role, one.story))
        rows.append((str(one.id), one.day, one.last.state.value, *names))
    shown = 6 if width >= _STORY_FROM else 5 if width >= _ROLE_FROM else 4
    natural = [max(columns(row[at]) for row in rows) for at in range(shown)]
    widths = _fitted(natural, width)
    lines = [_GAP.join(_cell(said, room) for said, room in zip(row, widths, strict=False)).rstrip() for row in rows]
    return "\n".join(lines) + "\n"


def _fitted(natural: Sequence[int], width: int) -> list[int]:
    """How wide each column is, if they may take `width` together with the gaps between them."""
    fitted = list(natural)
    over = sum(natural) + len(_GAP) * (len(natural) - 1) - width
    # The role gives way last: it has most to say.
    for at, least in ((5, _MOST_STORY), (3, _MOST_EMPLOYER), (4, 1), (3, 1)):
        if at < len(fitted) and over > 0:
            given = min(over, max(0, fitted[at] - least))
            fitted[at] -= given
            over -= given
    return fitted


def _cell(text: str, width: int) -> str:
    said = shortened(text, width)
    return said + " " * (width - columns(said))


def entry_text(entry: Entry, width: int) -> str:
    """What the log knows of a letter, but for its words."""
    about = " at ".join(filter(None, (entry.role or "Untitled posting", entry.company)))
    marks = ", ".join(f"{mark.state.value} {mark.day}" for mark in entry.marks)
    asked = f" ({entry.length} asked for)" if entry.length else ""
    rows = [
        ("Letter", f"{entry.id}, written {entry.day}{f'; {marks}' if marks else ''}"),
        ("For", about),
        *((_KINDS.get(one.kind, one.kind), _asked(one)) for one in entry.asked),
        ("Story", entry.story),
        ("Posting", entry.posting),
        ("File", entry.file),
        ("Length", f"{entry.words} words{asked}"),
    ]
    lines: list[str] = []
    for label, said in rows:
        first, *more = wrapped(one_line(said), width - _LABEL, whole=True) or ["-"]
        lines += [f"{label:<{_LABEL}}{first}", *(f"{'':<{_LABEL}}{line}" for line in more)]
    return "\n".join(lines) + "\n"


def _asked(asked: Asked) -> str:
    left = "; left out of paragraph two" if asked.answered is False else ""
    return f"{asked.name or _quoted(asked.quote)} ({asked.category}{left})"


def _quoted(quote: str) -> str:
    return f'"{one_line(quote)}"'


def entry_row(entry: Entry) -> dict[str, Any]:
    """A letter of the log as the contract's JSON object."""
    return {
        "id": entry.id,
        "written": entry.day,
        "state": entry.last.state.value,
        "since": entry.last.day,
        "marks": [{"state": mark.state.value, "on": mark.day} for mark in entry.marks],
        "employer": entry.company,
        "role": entry.role,
        "story": entry.story,
        "highlights": {
            one.kind: {"quote": one.quote, "name": one.name, "category": one.category, "answered": one.answered}
            for one in entry.asked
        },
        "posting": entry.posting,
        "file": entry.file,
        "length": entry.length,
        "words": entry.words,
        "letter": entry.letter,
    }


def entries_json(entries: Sequence[Entry]) -> str:
    """The letters in one object."""
    row = {"schema": SCHEMA, "letters": [entry_row(entry) for entry in entries]}
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def entry_json(entry: Entry) -> str:
    """One letter as an object of its own."""
    return json.dumps({"schema": SCHEMA, **entry_row(entry)}, ensure_ascii=False, indent=2) + "\n"


def entries_csv(entries: Sequence[Entry]) -> str:
    """A row a letter; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _CSV, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        said = {one.kind: one.name or one.quote for one in entry.asked}
        row = {**entry_row(entry), **{kind: said.get(kind, "") for kind in _KINDS}}
        writer.writerow({name: _no_formula(row[name]) for name in _CSV})
    return out.getvalue()


def _no_formula(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = inert(value.replace("\r\n", "\n"))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
