"""A command of the person's own that writes: a text in, a text out, within limits, and nothing of it left behind.

It is started without a shell, in a session of its own, so that all that it starts ends with it.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from threading import Thread
from typing import IO

from tailor.errors import CallError, WriterError
from tailor.terminal.safe import one_line

#: A letter of 400 words has 3 kB; what thinks aloud says ten times that.
MOST_BYTES = 400_000
#: So much of what a command says on standard error is told when it fails.
_MOST_TOLD = 120
#: When the command has ended, what it started may write for so long.
_GRACE_SECONDS = 1.0
_POLL_SECONDS = 0.02


def split_command(command: str) -> list[str]:
    """The words of a command, as a shell would split them.

    Raises:
        CallError: It is empty, or a quotation mark is never closed.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise CallError(f"--writer: {one_line(command)}: {error}; close the quotation mark") from error
    if not words:
        raise CallError("--writer: is empty; name a command, or none")
    return words


def run_command(command: str, text: str, seconds: float) -> str:
    """What a command prints when it is given a text.

    Args:
        command: The command, in one line.
        text: What it gets on standard input.
        seconds: How long it may take.

    Raises:
        CallError: The command cannot be split into words.
        WriterError: It cannot be started, fails, takes too long, or prints nothing, too much, or no text.
    """
    with _started(split_command(command)) as process:
        out, err = _Reader(process.stdout, MOST_BYTES + 1), _Reader(process.stderr, MOST_BYTES)
        Thread(target=_feed, args=(process.stdin, text.encode("utf-8", errors="replace")), daemon=True).start()
        end = time.monotonic() + seconds
        while out.is_alive() and len(out.content) <= MOST_BYTES:
            if time.monotonic() > end:
                raise WriterError(f"did not end within {seconds:g} seconds")
            if process.poll() is not None:
                # Why: what it started may hold the pipe open long after it has ended.
                end = min(end, time.monotonic() + _GRACE_SECONDS)
                out.join(_GRACE_SECONDS)
                break
            out.join(_POLL_SECONDS)
        if len(out.content) > MOST_BYTES:
            raise WriterError(f"printed more than {MOST_BYTES // 1000} kB")
        try:
            code = process.wait(max(0.0, end - time.monotonic()) + _GRACE_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise WriterError(f"did not end within {seconds:g} seconds") from error
        if code:
            raise WriterError(_failure(code, err.last_line()))
        return _decoded(bytes(out.content))


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WriterError("printed what is not UTF-8 text") from error
    if not text.strip():
        raise WriterError("printed nothing")
    return text


def _failure(code: int, said: str) -> str:
    how = f"was ended by signal {-code}" if code < 0 else f"failed with exit code {code}"
    return f"{how}: {said}" if said else how


@contextlib.contextmanager
def _started(words: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The command, running; at the end it and all that it started are ended."""
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)  # noqa: S603
    except (OSError, ValueError) as error:
        raise WriterError(f"cannot be started ({getattr(error, 'strerror', None) or error})") from error
    try:
        yield process
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()


def _feed(stream: IO[bytes] | None, content: bytes) -> None:
    """Give a command its text; one that does not want it may close its end."""
    with contextlib.suppress(OSError, ValueError):
        if stream is not None:
            stream.write(content)
            stream.close()


class _Reader(Thread):
    """Reads a stream until it ends or has given enough."""

    def __init__(self, stream: IO[bytes] | None, most: int) -> None:
        super().__init__(daemon=True)
        self._stream, self._most = stream, most
        self.content = bytearray()
        self.start()

    def run(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while self._stream is not None and len(self.content) < self._most:
                read = os.read(self._stream.fileno(), 65536)
                if not read:
                    return
                self.content += read

    def last_line(self) -> str:
        """The last line that says something, cut short and without what would steer a terminal."""
        self.join(_GRACE_SECONDS)
        lines = [line for line in self.content.decode("utf-8", errors="replace").splitlines() if line.strip()]
        return one_line(lines[-1])[:_MOST_TOLD] if lines else ""
