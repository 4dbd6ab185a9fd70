"""The command, run in this process through its real entry point, or as the installed script."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tailor.cli import main

SCRIPT = Path(sys.executable).parent / "tailor"


def wait_until_idle(pid: int, *, seconds: float = 30.0) -> None:
    """Wait until a process sleeps and uses no processor time, as one does that waits for its input.

    Why: a signal that comes just before the read is only seen after it, and a test would hang at times.
    """
    place = Path(f"/proc/{pid}/stat")
    if not place.exists():
        time.sleep(1.0)
        return
    end = time.monotonic() + seconds
    before: list[str] = []
    while time.monotonic() < end:
        fields = place.read_text(encoding="utf-8").rpartition(")")[2].split()
        now = [fields[0], fields[11], fields[12]]
        if now == before and now[0] == "S":
            return
        before = now
        time.sleep(0.08)
    raise AssertionError(f"the process never waited; its state and times are {before}")


@dataclass(frozen=True)
class Outcome:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def err_lines(self) -> list[str]:
        """Standard error, line by line."""
        return self.err.splitlines()


def tailor(*args: str | Path, stdin: bytes = b"") -> Outcome:
    """Run the command here; standard input is no terminal."""
    out, err = io.BytesIO(), io.BytesIO()
    code = 0
    with (
        io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8") as entry,
        io.TextIOWrapper(out, encoding="utf-8", write_through=True) as out_text,
        io.TextIOWrapper(err, encoding="utf-8", write_through=True) as err_text,
    ):
        with (
            patch.object(sys, "argv", ["tailor", *map(str, args)]),
            patch.object(sys, "stdin", entry),
            redirect_stdout(out_text),
            redirect_stderr(err_text),
        ):
            try:
                main()
            except SystemExit as leave:
                code = leave.code if isinstance(leave.code, int) else int(leave.code is not None)
        return Outcome(code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))


def script(*args: str | Path | bytes, stdin: bytes = b"", cwd: Path | None = None) -> Outcome:
    """Run the installed script in a process of its own."""
    done = subprocess.run([SCRIPT, *args], input=stdin, capture_output=True, timeout=60, check=False, cwd=cwd)
    return Outcome(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def hear_interrupts() -> None:
    """In a child: undo the deafness to Ctrl-C that a background job of a shell hands down."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _at_a_terminal() -> None:
    hear_interrupts()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """The installed script with standard input and error at a pseudo-terminal, and standard output a pipe."""

    def __init__(self, *args: str | Path) -> None:
        self._master, slave = pty.openpty()
        settings = termios.tcgetattr(slave)
        settings[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, settings)
        self._process = subprocess.Popen(
            [SCRIPT, *args],
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_at_a_terminal,
        )
        os.close(slave)
        self.shown = ""

    def expect(self, words: str, *, seconds: float = 30.0) -> str:
        """Wait until the terminal shows these words; gives what it showed before them."""
        end = time.monotonic() + seconds
        while words not in self.shown:
            if not self._read(end):
                raise AssertionError(f"{words!r} never came; the terminal showed: {self.shown!r}")
        before, _, self.shown = self.shown.partition(words)
        return before

    def type(self, keys: str) -> None:
        """What a person types, who waits until the command does."""
        self.type_bytes(keys.encode("utf-8"))

    def type_bytes(self, keys: bytes) -> None:
        """The same for keys that are no text."""
        wait_until_idle(self._process.pid)
        os.write(self._master, keys)

    def insist(self, keys: str) -> None:
        """Type a key that ends the command, again and again until it has ended.

        Why: an interrupt between the interpreter's check and its read is only seen after the read.
        """
        for _ in range(20):
            self.type(keys)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1.0)
                return

    def finish(self, *, seconds: float = 30.0) -> Outcome:
        """Wait for the end; `err` is what the terminal showed after the last `expect`."""
        end = time.monotonic() + seconds
        try:
            out, _ = self._process.communicate(timeout=seconds)
            while self._read(min(end, time.monotonic() + 0.1)):
                pass
        finally:
            self._process.kill()
            self._process.wait()
            os.close(self._master)
        return Outcome(self._process.returncode, out.decode("utf-8"), self.shown)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.shown += data.decode("utf-8").replace("\r\n", "\n")
        return bool(data)
