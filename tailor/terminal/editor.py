"""The applicant's own editor."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tailor.errors import CallError
from tailor.settings.load import own_settings


def edit_content(content: bytes, called: str) -> bytes | None:
    """A text as a person leaves it in the editor; None where it was closed without saving.

    Args:
        content: The text.
        called: Who asks, for the error.

    Raises:
        CallError: There is no editor, or it failed.
    """
    with _editor(called):
        return click.edit(content, editor=_named(), extension=".md")


def edit_text(text: str, called: str) -> str | None:
    """The same for text.

    Raises:
        CallError: As for `edit_content`, or what comes back is no text.
    """
    content = edit_content(text.encode("utf-8", errors="replace"), called)
    try:
        return None if content is None else content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CallError(f"{called}: the editor saved what is not UTF-8 text; save it as UTF-8") from error


def edit_file(path: Path, called: str) -> None:
    """Open a file in the editor, and wait until it is closed.

    Args:
        path: The file.
        called: Who asks, for the error.

    Raises:
        CallError: There is no editor, or it failed.
    """
    with _editor(called):
        click.edit(filename=str(path), editor=_named())


def _named() -> str | None:
    """The editor that the person named; None for what click finds on this machine."""
    return own_settings().text("editor") or None


@contextlib.contextmanager
def _editor(called: str) -> Iterator[None]:
    """The terminal as an editor needs it; what goes wrong there as one line."""
    with _output_at_the_terminal():
        try:
            yield
        except (click.ClickException, ValueError, OSError) as error:
            problem = error.format_message() if isinstance(error, click.ClickException) else str(error)
            raise CallError(
                f"{called}: {problem}; set VISUAL or EDITOR to an editor that waits until the file is closed"
            ) from error


@contextlib.contextmanager
def _output_at_the_terminal() -> Iterator[None]:
    """Let the editor draw on the terminal where standard output goes into a file or a pipe."""
    if sys.stdout.isatty() or not sys.stderr.isatty():
        yield
        return
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
