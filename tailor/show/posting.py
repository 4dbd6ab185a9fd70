"""A posting with its three highlights marked where they stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jdparse import Analysis, Kind
from tailor.show.analysis import about, headline
from tailor.terminal import console
from tailor.terminal.safe import inert

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


#: Black on a light colour can be read on dark and on light terminals.
_STYLES: Mapping[Kind, str] = {Kind.PAIN: "black on yellow", Kind.METRIC: "black on cyan", Kind.TOOL: "black on green"}
_OTHER_STYLE = "underline"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: What a list item begins with; the lines below it are indented by as much.
_ITEM = re.compile(r" *(?:[-*+•●▪◦·–] +|\d{1,2}[.)] +)?")
#: One character for each, so that no offset moves: what ends a line, and what `inert` would show as a character.
_LINE_ENDS = re.compile("\r(?=\n)"), re.compile("[\r\v\f\u0085\u2028\u2029]")
#: A blank that no line ends at, until all lines are wrapped; as wide as one.
_NO_BREAK = "\ue010"
_LEGEND_INDENT = 12


@dataclass(frozen=True, slots=True)
class _Mark:
    """Characters `start` to `end` of the posting, and which choice of a kind they are, counted from 1."""

    start: int
    end: int
    kind: Kind
    number: int

    @property
    def outermost_first(self) -> tuple[int, int, int]:
        """Sorts what holds others before what it holds."""
        return (self.start, -self.end, list(Kind).index(self.kind))


def posting_text(analysis: Analysis, *, width: int, colour: bool) -> str:
    """The whole text of a posting, wrapped, with its highlights in colour or in brackets.

    Args:
        analysis: What was found; offsets count characters of its posting's text.
        width: Columns of a line; a wide character takes two.
        colour: Whether to mark by colours, runners-up underlined with their numbers; otherwise the three highlights
            stand in brackets with what they are: ``[pain: ...]``.
    """
    from rich.text import Text

    marks = sorted(_marks(analysis), key=lambda mark: (mark.outermost_first, mark.number))
    text = _as_shown(analysis.posting.text)
    body = _coloured(text, marks) if colour else Text(_bracketed(text, [mark for mark in marks if mark.number == 1]))
    screen = console(io.StringIO(), colour=colour, width=width)
    with screen.capture() as captured:
        for line in _wrapped(Text(headline(analysis.posting)), screen):
            screen.print(line, soft_wrap=True)
        for legend in _legend(analysis, colour=colour, numbered=any(mark.number > 1 for mark in marks)):
            for line in _wrapped(legend, screen, _LEGEND_INDENT):
                screen.print(line, soft_wrap=True)
        for paragraph in (
            Text(),
            *body.split("\n"),
            Text(),
            *(Text(inert(f"note: {note}")) for note in analysis.notes),
        ):
            for line in _wrapped(paragraph, screen):
                screen.print(line, soft_wrap=True)
    return f"{captured.get().rstrip()}\n".replace(_NO_BREAK, " ")


def _as_shown(text: str) -> str:
    """The posting's text, character for character, with plain line ends and nothing that steers the terminal."""
    before, other = _LINE_ENDS
    return inert(other.sub("\n", before.sub(" ", text.replace("\t", " "))))


def _marks(analysis: Analysis) -> Iterator[_Mark]:
    for kind in Kind:
        if highlight := analysis.highlight(kind):
            for number, evidence in enumerate((highlight.evidence, *highlight.alternatives), 1):
                if evidence.span:
                    yield _Mark(evidence.span.start, evidence.span.end, kind, number)


def _legend(analysis: Analysis, *, colour: bool, numbered: bool) -> Iterator[Text]:
    from rich.text import Text

    yield Text()
    for kind in Kind:
        highlight = analysis.highlight(kind)
        label = (f" {kind} ", _STYLES[kind]) if colour else f"[{kind}: ]"
        yield Text.assemble(
            label,
            " " * (_LEGEND_INDENT - len(kind) - (2 if colour else 4)),
            about(highlight) if highlight else "not stated",
        )
    if colour and numbered:
        yield Text.assemble(("other²", _OTHER_STYLE), "    a runner-up and its number")


def _bracketed(text: str, marks: Sequence[_Mark]) -> str:
    """The text with each mark in brackets; of two that cross, the later is closed and opened again."""
    pieces: list[str] = []
    open_marks: list[_Mark] = []
    at = 0
    for here in sorted({place for mark in marks for place in (mark.start, mark.end)}):
        pieces.append(text[at:here])
        at = here
        first = next((depth for depth, mark in enumerate(open_marks) if mark.end == here), len(open_marks))
        closed, open_marks = open_marks[first:], open_marks[:first]
        pieces.append("]" * len(closed))
        opened = [mark for mark in closed if mark.end > here] + [mark for mark in marks if mark.start == here]
        for mark in sorted(opened, key=lambda mark: (-mark.end, mark.outermost_first)):
            pieces.append(f"[{mark.kind}:{_NO_BREAK}")
            open_marks.append(mark)
    return "".join((*pieces, text[at:]))


def _coloured(text: str, marks: Sequence[_Mark]) -> Text:
    """The text with the highlights in colour, what lies inside another on top, and runners-up with their numbers."""
    from rich.text import Text

    body = Text(text)
    for mark in sorted(marks, key=lambda mark: (mark.number == 1, mark.start - mark.end, mark.outermost_first)):
        body.stylize(_STYLES[mark.kind] if mark.number == 1 else _OTHER_STYLE, mark.start, mark.end)
    numbered = sorted((mark.end, list(Kind).index(mark.kind), mark.number) for mark in marks if mark.number > 1)
    parts = body.divide([end for end, _, _ in numbered])
    done = Text()
    for part, (end, kind, number) in zip(parts, numbered, strict=False):
        around = [mark for mark in marks if mark.number == 1 and mark.start < end < mark.end]
        ground = _STYLES[min(around, key=lambda mark: mark.end - mark.start).kind] if around else ""
        done.append_text(part)
        done.append(str(number).translate(_SUPERSCRIPT), ground or _STYLES[list(Kind)[kind]].rpartition(" ")[2])
    return done.append_text(parts[-1]) if parts else body


def _wrapped(line: Text, screen: Console, indent: int | None = None) -> Iterator[Text]:
    """A line as lines that fit, with the further ones below the words of the first."""
    from rich.cells import cell_len
    from rich.text import Text

    lead = line.plain[:indent] if indent is not None else (_ITEM.match(line.plain) or [""])[0]
    room = screen.width - cell_len(lead)
    if room < screen.width // 2:
        lead, room = "", screen.width
    first, rest = line.divide([len(lead)]) if lead else (Text(), line)
    for number, part in enumerate(rest.wrap(screen, room, overflow="fold") or [Text()]):
        part.rstrip()
        yield Text.assemble(Text(" " * cell_len(lead)) if number else first, part)
