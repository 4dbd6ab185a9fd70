"""Text pasted at the terminal, whole however long its lines are."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

from tailor.terminal.echo import echo, rub_out


def read_paste() -> bytes:
    """What a person pastes or types at the terminal on standard input, up to Ctrl-D, in a line or on one of its own.

    Why: a terminal that collects lines cuts each at 4,096 bytes on Linux and at 1,024 on a Mac, and a posting copied out of
    a page can be one line. So it hands over each byte at once while this reads, and the erase key is honoured here.

    Source: termios(3), "Canonical and noncanonical mode".

    Raises:
        KeyboardInterrupt: The person pressed Ctrl-C; the terminal is as it was before.
    """
    try:
        import termios
    except ImportError:  # Windows, whose console has no such mode
        return sys.stdin.buffer.read()
    terminal = sys.stdin.fileno()
    settings = termios.tcgetattr(terminal)
    end, erase = settings[6][termios.VEOF], settings[6][termios.VERASE]
    content = bytearray()
    with _byte_by_byte(terminal):
        while True:
            try:
                chunk = os.read(terminal, 65_536)
            except OSError:  # the terminal is gone, or belongs to somebody else
                chunk = b""
            typed, ended, _ = chunk.partition(end)
            erased = _append(content, typed, erase)
            if erased and settings[3] & termios.ECHO:
                rub_out(erased)
            if ended or not chunk:
                break
    if content and not content.endswith(b"\n"):
        echo(err=True)
    return bytes(content)


def _append(content: bytearray, typed: bytes, erase: bytes) -> int:
    """Add what was typed; the erase key takes back a character of the same line. Gives how many it took back."""
    first, *rest = typed.split(erase)
    content += first
    erased = 0
    for part in rest:
        if content and not content.endswith(b"\n"):
            while content and content[-1] & 0b1100_0000 == 0b1000_0000:  # the later bytes of a character in UTF-8
                content.pop()
            del content[-1:]
            erased += 1
        content += part
    return erased


@contextlib.contextmanager
def _byte_by_byte(terminal: int) -> Iterator[None]:
    """Let a terminal hand over bytes as they come, with its signals and its echo; afterwards it is as before."""
    import termios

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = termios.tcgetattr(terminal)
    during = [*before[:6], [*before[6]]]
    during[3] &= ~(termios.ICANON | termios.ECHOCTL)
    during[6][termios.VMIN], during[6][termios.VTIME] = 1, 0
    handler = signal.signal(signal.SIGTERM, leave)
    try:
        termios.tcsetattr(terminal, termios.TCSADRAIN, during)
        yield
    finally:
        # What was pasted behind the end is dropped: it is no answer to a question that was not asked yet.
        with contextlib.suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
        signal.signal(signal.SIGTERM, handler)
