"""What every command does at the terminal: exit codes, errors as one line, notes, the width of a page."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

EXIT_FINDINGS, EXIT_BAD_INPUT, EXIT_NOTHING, EXIT_INTERRUPTED, EXIT_CLOSED_PIPE = 1, 2, 3, 130, 141


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
    click.echo(f"tailor: {' '.join(message.split())}", err=True)
    raise SystemExit(code)


def note(message: str) -> None:
    """Say on standard error what a person may want to know."""
    click.echo(f"note: {message}", err=True)


def page_width() -> int:
    """How many columns text for a person may take."""
    return max(60, min(100, shutil.get_terminal_size().columns))


def person_present() -> bool:
    """Whether somebody sits at the terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
