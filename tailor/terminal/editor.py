"""The person's own editor: a text goes in, and comes back as they leave it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

import click

from tailor.errors import CallError


def edit(content: bytes, option: str) -> bytes | None:
    """A text as a person leaves it in `$VISUAL` or `$EDITOR`; None where they close it without saving.

    Args:
        content: The text as it is opened.
        option: What asks for the editor, for the message.

    Raises:
        CallError: There is no editor, or it failed.
    """
    with _output_at_the_terminal():
        try:
            return click.edit(content, extension=".md")
        except (click.ClickException, ValueError, OSError) as error:
            problem = error.format_message() if isinstance(error, click.ClickException) else str(error)
            raise CallError(
                f"{option}: {problem}; set VISUAL or EDITOR to an editor that waits until the file is closed"
            ) from error


def edit_text(text: str, option: str) -> str | None:
    """The same for text.

    Raises:
        CallError: As for `edit`, or what comes back is no text.
    """
    content = edit(text.encode("utf-8", errors="replace"), option)
    try:
        return None if content is None else content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CallError(f"{option}: the editor saved what is not UTF-8 text; save it as UTF-8") from error


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
