"""Exit codes, and errors as one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from tailor.terminal.echo import echo
from tailor.terminal.safe import inert, one_line

EXIT_FINDINGS, EXIT_BAD_INPUT, EXIT_NOTHING, EXIT_INTERRUPTED, EXIT_CLOSED_PIPE = 1, 2, 3, 130, 141
#: Before the further lines of a note.
_BELOW = "      "


@contextmanager
def user_errors() -> Iterator[None]:
    """Turn what jdparse and tailor raise into one line on standard error and the right exit code, and a wish to leave likewise."""
    from jdparse.errors import EmptyPostingError, JdparseError
    from tailor.errors import EmptyLetterError, EmptyResumeError, TailorError
    from tailor.terminal.orders import Leave

    try:
        yield
    except (EmptyPostingError, EmptyLetterError, EmptyResumeError) as error:
        fail(str(error), EXIT_NOTHING)
    except (JdparseError, TailorError) as error:
        fail(str(error), EXIT_BAD_INPUT)
    except Leave as left:
        echo(str(left), err=True)
        raise SystemExit(EXIT_INTERRUPTED) from None


def fail(message: str, code: int) -> None:
    """End the command with one line on standard error."""
    echo(f"tailor: {one_line(message)}", err=True)
    raise SystemExit(code)


def interrupted(*, fresh: bool = False, said: str = "") -> NoReturn:
    """End the command after Ctrl-C, with a line of its own.

    Args:
        said: What more that line says.
        fresh: Whether a line has just been begun; a terminal shows ``^C`` behind what stood on the last one.
    """
    gap = "" if fresh or not sys.stderr.isatty() else "\n"
    echo(f"{gap}tailor: interrupted{said}", err=True)
    raise SystemExit(EXIT_INTERRUPTED)


def note(message: str) -> None:
    """Say on standard error what a person may want to know: on one line, and at a terminal on as many as it takes."""
    text = f"note: {inert(message)}"
    if sys.stderr.isatty():
        from tailor.terminal import page_width
        from tailor.terminal.lines import wrapped

        first, *rest = wrapped(text, page_width(sys.stderr) - len(_BELOW), whole=True)
        text = "\n".join([first, *(f"{_BELOW}{line}" for line in rest)])
    echo(text, err=True)
