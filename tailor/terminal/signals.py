"""A command that is told to end takes away what it has begun, as it does after Ctrl-C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: What a system, a terminal that is closed, and a scheduler send. Windows has the first alone.
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
#: A shell's exit code for a command that a signal has ended is this and the signal's number.
_BY_SIGNAL = 128


@contextmanager
def endable() -> Iterator[None]:
    """Meanwhile a wish to end unwinds the command; a signal that its caller has it ignore, as under nohup, stays ignored.

    Raises:
        SystemExit: The process was told to end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _ENDING}
    heard = [number for number, handler in before.items() if handler is signal.SIG_DFL]

    def end(number: int, _: FrameType | None) -> None:
        # Why: one more would break off the taking away.
        for other in heard:
            signal.signal(other, signal.SIG_IGN)
        raise SystemExit(_BY_SIGNAL + number)

    for number in heard:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)
