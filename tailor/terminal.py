"""What every command does at the terminal: exit codes, errors as one line, notes, colour, width, and signs of work."""

from __future__ import annotations

import os
import re
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner

EXIT_FINDINGS, EXIT_BAD_INPUT, EXIT_NOTHING, EXIT_INTERRUPTED, EXIT_CLOSED_PIPE = 1, 2, 3, 130, 141
#: Work that is done sooner goes without a word (seconds).
PATIENCE = 1.0
#: Lines of text for a person: no shorter than can hold a word or two beside the margin, no longer than the eye follows.
_MIN_WIDTH, _MAX_WIDTH = 40, 100
#: Where no terminal says how wide it is.
_USUAL_WIDTH = 80
#: Characters that move the cursor, change colours or turn the direction of writing; a line feed and a tab do no harm.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@contextmanager
def user_errors() -> Iterator[None]:
    """Turn what jdparse and tailor raise into one line on standard error and the right exit code."""
    from jdparse.errors import EmptyPostingError, JdparseError
    from tailor.errors import EmptyLetterError, EmptyResumeError, TailorError

    try:
        yield
    except (EmptyPostingError, EmptyLetterError, EmptyResumeError) as error:
        fail(str(error), EXIT_NOTHING)
    except (JdparseError, TailorError) as error:
        fail(str(error), EXIT_BAD_INPUT)


def fail(message: str, code: int) -> None:
    """End the command with one line on standard error."""
    click.echo(f"tailor: {one_line(message)}", err=True)
    raise SystemExit(code)


def note(message: str) -> None:
    """Say on standard error what a person may want to know."""
    click.echo(f"note: {inert(message)}", err=True)


def inert(text: str) -> str:
    """The same text, character for character, without any that would steer a terminal."""
    return _STEERING.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Words that cannot break a line or steer a terminal."""
    return inert(" ".join(text.split()))


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
    return max(_MIN_WIDTH, min(_MAX_WIDTH, _columns(stream or sys.stdout)))


def _columns(stream: TextIO) -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL_WIDTH
    except (OSError, ValueError):
        return _USUAL_WIDTH


def person_present() -> bool:
    """Whether somebody sits at the terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def letter_out(text: str) -> None:
    """Print a letter: as it is into a pipe or a file, wrapped between words and inert at a terminal."""
    if sys.stdout.isatty():
        width = page_width()
        lines = (textwrap.wrap(line, width, break_on_hyphens=False) or [""] for line in inert(text).splitlines())
        text = "".join(f"{part}\n" for line in lines for part in line)
    click.echo(text, nl=False)


@contextmanager
def working(what: str, *, shown: bool = True, prints: bool = False) -> Iterator[Callable[[str], None]]:
    """Say on standard error what is going on, if it takes longer than `PATIENCE` and a person looks on.

    The line is gone when the work is done, however it ended.

    Args:
        what: The work: "Reading the posting".
        shown: False where a person is asked or types meanwhile.
        prints: Whether results are printed meanwhile; at a terminal they tell enough, and would mix with the line.

    Yields:
        Says what is going on from now on.
    """
    if not shown or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or (prints and sys.stdout.isatty()):
        yield lambda _: None
        return
    line = _Line(what, sys.stderr)
    try:
        line.start()
        yield line.say
    finally:
        line.stop()


class _Line:
    """A line with a spinner that comes when the work has taken a while."""

    def __init__(self, what: str, stream: TextIO) -> None:
        self._what, self._stream, self._colour = what, stream, coloured(stream)
        self._lock = threading.Lock()
        self._over = False
        self._live: Live | None = None
        self._timer = threading.Timer(PATIENCE, self._appear)
        self._timer.daemon = True

    def start(self) -> None:
        """Begin to wait."""
        self._timer.start()

    def _appear(self) -> None:
        from rich.live import Live

        # rich would else send what is printed to standard output meanwhile to the console's stream.
        live = Live(
            self._spinner(),
            console=console(self._stream, colour=self._colour),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        with self._lock:
            if not self._over:
                self._live = live
                live.start()

    def _spinner(self) -> Spinner:
        from rich.spinner import Spinner
        from rich.text import Text

        return Spinner("line", Text(one_line(f"{self._what} ...")))

    def say(self, what: str) -> None:
        """Tell of something else from now on."""
        with self._lock:
            self._what = what
            if self._live is not None:
                self._live.update(self._spinner())

    def stop(self) -> None:
        """Take the line away, or never let it come."""
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._live is not None:
                self._live.stop()
