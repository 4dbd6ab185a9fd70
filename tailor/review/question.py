"""A question of the review as lines that a terminal shows whole: few choices, a line each, and where one of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import click

from jdparse import LOW_CONFIDENCE, Analysis, Evidence, Highlight, Kind, plain_text
from tailor.review.choose import EXAMPLES, ranked
from tailor.show.analysis import headline, in_context
from tailor.terminal.lines import shortened, wrapped
from tailor.terminal.orders import BACK, EXPLAIN, MORE, NONE, QUIT, SKIP
from tailor.terminal.safe import one_line

#: So many choices are shown at once.
_CHOICES = 3
#: So many lines of a posting around a choice tell where it stands.
_MOST_AROUND = 5
_ASKED: Mapping[Kind, tuple[str, str]] = {
    Kind.PAIN: ("Pain point", "which problem does the letter answer?"),
    Kind.METRIC: ("Metric", "what is the team judged by?"),
    Kind.TOOL: ("Tool", "which one does the letter speak of?"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about one highlight.

    Attributes:
        analysis: What was found.
        kind: Which highlight.
        now: What the letter would answer as things stand; None leaves it out.
        place: "2 of 3"; empty for a question on its own.
        before: What `back` returns to, in words; empty where nothing was asked before.
        first: The first choice that is shown, counted from 0.
    """

    analysis: Analysis
    kind: Kind
    now: Highlight | None
    place: str = ""
    before: str = ""
    first: int = 0

    @property
    def choices(self) -> tuple[Evidence, ...]:
        """What there is to choose from, as the options count it from 1."""
        return ranked(self.analysis, self.kind)

    @property
    def kept(self) -> int | None:
        """Which of the choices, from 0, would be kept; None where it is none of them."""
        return self.choices.index(self.now.evidence) if self.now and self.now.evidence in self.choices else None

    def at_kept(self) -> Question:
        """The same with the choice in sight that would be kept."""
        return replace(self, first=(self.kept or 0) // _CHOICES * _CHOICES)

    def further(self) -> Question:
        """The same with the next choices in sight, the first ones behind the last."""
        after = self.first + _CHOICES
        return replace(self, first=after if after < len(self.choices) else 0)

    @property
    def prompt(self) -> str:
        """The words before the answer."""
        return f"{self.kind.value} (Enter {self._enter})"

    @property
    def _enter(self) -> str:
        if self.now is None:
            return "leaves it out"
        return "keeps your words" if self.kept is None else f"keeps {self.kept + 1}"

    def lines(self, width: int, rows: int) -> list[str]:
        """The question in at most `rows` lines where that can be; what is around a choice is told in what room is left."""
        name, asked = _ASKED[self.kind]
        lines = [shortened(f"{name}{f' ({self.place})' if self.place else ''}: {asked}", width)]
        choices, doubt, how = self._choice_lines(width), self._doubt(width), wrapped(self._how(), width)
        # What was said above must not scroll off a small screen: it may be the help, which tells what `how` does.
        if len(lines) + 1 + len(choices) + len(doubt) + len(how) > rows and self.choices:
            how = []
        elif not self.place or self.place.startswith("1 "):
            lines.insert(0, shortened(headline(self.analysis.posting), width))
        lines = ["", *(click.style(line, bold=True) for line in lines), *choices]
        around = self._around(width, rows - len(lines) - len(doubt) - len(how))
        return [*lines, *(click.style(line, dim=True) for line in around), *doubt, *how]

    def _choice_lines(self, width: int) -> list[str]:
        if not self.choices:
            noted = any(note.startswith(f"{self.kind.value}:") for note in self.analysis.notes)
            none = f"The posting states no {self.kind.value}." if noted else f"The {self.kind.value} was left out."
            lines = wrapped(none, width)
        else:
            shown = list(enumerate(self.choices))[self.first : self.first + _CHOICES]
            lines = [choice_line(evidence, number, width, kept=number == self.kept) for number, evidence in shown]
            if len(self.choices) > _CHOICES:
                rest = len(self.choices) - self.first - _CHOICES
                lines.append(f"     {MORE}: {f'{min(rest, _CHOICES)} further' if rest > 0 else 'the first again'}")
        if self.now is not None and self.kept is None:
            lines.append(f">    {shortened(said_of(self.now.evidence), width - 5)}")
        return lines

    def _around(self, width: int, rows: int) -> list[str]:
        """Where a choice in sight stands: the one that would be kept, else the first."""
        last = self.first + _CHOICES
        number = self.kept if self.kept is not None and self.first <= self.kept < last else self.first
        if number >= len(self.choices) or self.choices[number].typed or rows < 2:
            return []
        return standing(self.analysis, self.choices[number], number, width, min(rows, _MOST_AROUND + 1))

    def _doubt(self, width: int) -> list[str]:
        highlight = self.analysis.highlight(self.kind)
        if highlight is None or highlight.confidence >= LOW_CONFIDENCE or self.first or self.kept != 0:
            return []
        said = wrapped(f"Not sure of 1 ({highlight.confidence:.0%}): look at the others too.", width)
        return [click.style(line, fg="yellow") for line in said]

    def _how(self) -> str:
        if not self.choices:
            return f"Enter {self._enter}, or type your own words ({EXAMPLES[self.kind]}); {EXPLAIN} tells more"
        leaves = "" if self.now is None else f"{NONE} leaves it out; "
        return f"Enter {self._enter}, a number picks, or your own words; {leaves}{EXPLAIN} helps"

    def help_lines(self, width: int) -> list[str]:
        """What may be answered."""
        back = f"to the {self.before}" if self.before else "nothing was asked before this"
        rows = [
            ("Enter", self._enter),
            *([("1, 2 ...", f"takes that one; {EXPLAIN} 2 shows it in the posting")] if self.choices else []),
            *([(MORE, "the next choices")] if len(self.choices) > _CHOICES else []),
            ("your words", f"as in: {EXAMPLES[self.kind]}"),
            (f"{NONE}, {SKIP}", "leaves it out: the letter says nothing of it"),
            (BACK, back),
            (f"{QUIT}, quit", "ends it without a letter"),
        ]
        return [shortened_row(name, said, width) for name, said in rows]


def shortened_row(name: str, said: str, width: int) -> str:
    """A row of a table with a narrow first column, on one line."""
    lead = f"  {name:<10}  "
    return f"{lead}{shortened(said, width - len(lead))}"


def choice_line(evidence: Evidence, number: int, width: int, *, kept: bool) -> str:
    """A choice on one line: its number, counted here from 0 and shown from 1, its words, and what stands around few words."""
    lead = f"{'>' if kept else ' '}{number + 1:>2}  "
    around = f', in "{one_line(plain_text(evidence.context.quote))}"' if evidence.context else ""
    return f"{lead}{shortened(f'{said_of(evidence)}{around}', width - len(lead))}"


def said_of(evidence: Evidence) -> str:
    """A choice in its own words, and whose they are if not the posting's."""
    return f"{one_line(evidence.name or plain_text(evidence.quote))}{' (your words)' if evidence.typed else ''}"


def standing(analysis: Analysis, evidence: Evidence, number: int, width: int, rows: int) -> list[str]:
    """Where a choice stands in the posting, in at most `rows` lines."""
    around = in_context(analysis.posting.text, evidence, width, rows - 1)
    return [f"Where {number + 1} stands:", *around]
