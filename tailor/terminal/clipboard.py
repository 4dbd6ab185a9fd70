"""The clipboard: text from it, and a letter onto it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator

from tailor.errors import CallError

#: How to get a clipboard, by platform; the others bring one.
_INSTALL = {"linux": "; in a desktop session, install xclip or xsel (X11) or wl-clipboard (Wayland)"}


def read_clipboard(option: str) -> str:
    """The text on the clipboard; empty if it holds none.

    Args:
        option: What asks for it, for the message.

    Raises:
        CallError: There is no clipboard, or it cannot be read.
    """
    _, paste = _clipboard(option)
    with _mapped(option, "read"), _silent():
        return paste() or ""


def write_clipboard(text: str, option: str) -> None:
    """Put a text on the clipboard, and read it back: a command that could not reach a display does not always say so.

    Raises:
        CallError: There is no clipboard, or the text did not arrive there.
    """
    copy, paste = _clipboard(option)
    with _mapped(option, "written"), _silent():
        copy(text)
        arrived = paste() or ""
    if arrived.split() != text.split():
        raise CallError(f"{option}: the text did not arrive on the clipboard; select it above, or pipe it")


def check_clipboard(option: str) -> None:
    """Complain before any work is done, not after.

    Raises:
        CallError: There is no clipboard.
    """
    _clipboard(option)


def _clipboard(option: str) -> tuple[Callable[[str], None], Callable[[], str | None]]:
    import pyperclip

    # Asked anew each time: pyperclip.copy and .paste keep what the first call found.
    with _mapped(option, "reached"):
        copy, paste = pyperclip.determine_clipboard()
    if not copy:
        raise CallError(f"{option}: no clipboard is here{_INSTALL.get(sys.platform, '')}, or use a pipe or a file")
    return copy, paste


@contextlib.contextmanager
def _mapped(option: str, done: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # pyperclip raises plain Exceptions too, and lets through what its commands raise
        problem = " ".join(str(error).split()) or type(error).__name__
        raise CallError(
            f"{option}: the clipboard cannot be {done} ({problem[:120]}); use a pipe or a file instead"
        ) from error


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep the clipboard's commands away from standard output and error.

    Why: xclip stays behind to serve the clipboard, and whoever reads our output through a pipe would wait for it to end.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    kept = [(place, os.dup(place)) for place in (1, 2)]
    try:
        for place, _ in kept:
            os.dup2(nowhere, place)
        yield
    finally:
        for place, copy in kept:
            os.dup2(copy, place)
            os.close(copy)
        os.close(nowhere)
