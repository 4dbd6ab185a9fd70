"""What every command does at the terminal: exit codes, errors as one line, notes, colour, width, and signs of work."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

import click

from tailor.terminal.echo import echo
from tailor.terminal.safe import inert

if TYPE_CHECKING:
    from rich.console import Console


#: Lines of text for a person: no shorter than can hold a word or two beside the margin, no longer than the eye follows.
_MIN_WIDTH, _MAX_WIDTH = 40, 100
#: Where no terminal says how large it is.
_USUAL_WIDTH, _USUAL_ROWS = 80, 24


def wanted_colour(choice: str, environment: Mapping[str, str]) -> bool | None:
    """Whether to colour: yes, no, or None for every stream that is a terminal.

    Args:
        choice: ``always``, ``never`` or ``auto``; a choice of the call goes before the environment.
        environment: ``FORCE_COLOR`` goes before ``NO_COLOR``, as in the first page's example; empty ones do not count.

    Source: https://force-color.org and https://no-color.org
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("FORCE_COLOR"):
        return True
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return None


def _choose_colour(context: click.Context, _: click.Parameter, choice: str | None) -> None:
    if choice is not None or context.parent is None:
        context.color = wanted_colour(choice or "auto", os.environ)


def colour_option(command: click.Command) -> None:
    """Give a command and those below it ``--color``, so that it may stand at any place of the call."""
    option = click.Option(
        ["--color"],
        type=click.Choice(["auto", "always", "never"]),
        callback=_choose_colour,
        expose_value=False,
        is_eager=True,
        help="Colour; auto heeds NO_COLOR and FORCE_COLOR.",
    )
    command.params.append(option)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        colour_option(below)


def coloured(stream: TextIO) -> bool:
    """Whether text for this stream is to carry colour: what click decides when it prints, for those that do not ask it."""
    context = click.get_current_context(silent=True)
    wanted = context.color if context else wanted_colour("auto", os.environ)
    return stream.isatty() if wanted is None else wanted


def console(stream: TextIO, *, colour: bool, width: int | None = None) -> Console:
    """A console of rich that prints what it is given: no markup, no guesses, colour as `coloured` has it."""
    from rich.console import Console

    return Console(
        file=stream,
        width=width,
        force_terminal=colour or stream.isatty(),
        color_system=("standard" if colour else None),
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
    )


def page_width(stream: TextIO | None = None) -> int:
    """How many columns text for a person may take on a stream, standard output by default."""
    return max(_MIN_WIDTH, min(_MAX_WIDTH, _size("COLUMNS", stream or sys.stdout)[0]))


def _size(variable: str, stream: TextIO) -> tuple[int, int]:
    """Columns and lines of the terminal behind a stream, unless the environment says otherwise."""
    given = os.environ.get(variable, "")
    if given.isdecimal() and int(given) > 0:
        return int(given), int(given)
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        columns, lines = 0, 0
    return columns or _USUAL_WIDTH, lines or _USUAL_ROWS


def page_rows(stream: TextIO | None = None) -> int:
    """How many lines a terminal shows at once."""
    return _size("LINES", stream or sys.stdout)[1]


def person_present() -> bool:
    """Whether somebody sits at the terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def typed_ahead() -> bool:
    """Whether a person at the terminal has typed a whole line that nothing has read yet."""
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):  # Windows, whose `select` knows sockets alone
        return False


def letter_out(text: str) -> None:
    """Print a letter: as it is into a pipe or a file, wrapped between words and inert at a terminal."""
    if sys.stdout.isatty():
        from tailor.terminal.lines import wrapped

        lines = (wrapped(line, page_width()) or [""] for line in inert(text).splitlines())
        text = "".join(f"{part}\n" for line in lines for part in line)
    echo(text, nl=False)
