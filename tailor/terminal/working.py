"""A sign of work for what takes a while."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from tailor.terminal import coloured, console
from tailor.terminal.safe import one_line

if TYPE_CHECKING:
    from rich.live import Live
    from rich.spinner import Spinner


#: Work that is done sooner goes without a word (seconds).
PATIENCE = 1.0


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
