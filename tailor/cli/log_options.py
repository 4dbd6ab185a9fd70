"""What more than one command of `tailor log` asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.cli.options import together
from tailor.cli.suggestions import log_numbers
from tailor.log.state import State

if TYPE_CHECKING:
    from tailor.log.entry import Entry, Mark


@dataclass(frozen=True, slots=True)
class Sought:
    """Which letters a call wants."""

    search: str
    state: tuple[str, ...]

    def of(self, path: Path) -> list[Entry]:
        """Those letters of a log."""
        from tailor.log.book import read_entries, sought

        return sought(read_entries(path), self.search, self.state)


class _Day(click.ParamType[str]):
    """A day of the calendar, as the log writes it."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from datetime import date

        try:
            return date.fromisoformat(value.strip()).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-11-30.", param, ctx)


states = click.Choice([state.value for state in State])
sought_options = together(
    "wanted",
    Sought,
    click.option("--search", default="", metavar="TEXT", help="Only letters with all of these words, anywhere."),
    click.option("--state", type=states, multiple=True, help="Only letters in this state; it may be given again."),
)
on_option = click.option("--on", type=_Day(), metavar="DATE", help="The day, as 2026-11-30; today by default.")
number_argument = click.argument("number", metavar="ID", type=int, shell_complete=log_numbers)


def read_mark(state: str, on: str | None) -> Mark:
    """A state and a day as a call gives them; today where it gives none."""
    from tailor.log.entry import Mark, today

    return Mark(State(state), on or today())
