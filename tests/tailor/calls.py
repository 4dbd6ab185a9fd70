"""The command, run in this process through its real entry point, or as the installed script."""

from __future__ import annotations

import codecs
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
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from unittest.mock import patch

import pyte

from tailor.cli.main import main

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

    @property
    def said(self) -> list[str]:
        """Standard error, line by line, without the notes on a letter and their further lines."""
        return [line for line in self.err_lines if not line.startswith(("note: ", "      "))]


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
    fcntl.ioctl(2, termios.TIOCSCTTY, 0)


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """This process's variables with some changed, and nothing that speaks of another terminal's size."""
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    changed = {**kept, "TERM": "dumb", **changes}
    return {name: value for name, value in changed.items() if value is not None}


class Terminal:
    """The installed script with standard input and error at a pseudo-terminal.

    Args:
        args: Of the command.
        piped: What a pipe brings on standard input; None leaves that at the terminal.
        echo: Whether the terminal shows what is typed.
        out: Whether standard output is at the terminal too; a pipe otherwise.
        columns: The terminal's width.
        rows: Its height.
        env: Variables in place of this process's; None takes one away. Without a ``TERM`` in it the terminal is a dumb
            one, so that no sign of work appears where the machine is slow.
    """

    def __init__(
        self,
        *args: str | Path,
        piped: bytes | None = None,
        echo: bool = False,
        out: bool = False,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] = MappingProxyType({}),
    ) -> None:
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (rows, columns))
        settings = termios.tcgetattr(slave)
        if not echo:
            settings[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, settings)
        self.settings_before = self.settings
        self._process = subprocess.Popen(
            [SCRIPT, *args],
            stdin=slave if piped is None else subprocess.PIPE,
            stdout=slave if out else subprocess.PIPE,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_at_a_terminal,
            env=_environment(env),
        )
        if self._process.stdin is not None:
            with self._process.stdin as pipe:
                pipe.write(piped or b"")
            self._process.stdin = None
        # Kept open: with nobody at it, a terminal forgets its settings.
        self._slave = slave
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self.shown = ""
        self.screen = pyte.Screen(columns, rows)
        self._display = pyte.Stream(self.screen)

    @property
    def settings(self) -> list[object]:
        """How the terminal is set, as `termios.tcgetattr` tells it."""
        return list(termios.tcgetattr(self._master))

    def end(self, number: int) -> None:
        """Send the command a signal."""
        self._process.send_signal(number)

    def expect(self, words: str, *, seconds: float = 30.0) -> str:
        """Wait until the terminal shows these words; gives what it showed before them."""
        end = time.monotonic() + seconds
        while words not in self.shown:
            if not self._read(end):
                raise AssertionError(f"{words!r} never came; the terminal showed: {self.shown!r}")
        before, _, self.shown = self.shown.partition(words)
        return before

    def answer(self, question: str, answer: str = "") -> str:
        """Wait for a question that begins so, and answer it; gives what was shown before it."""
        before = self.expect(f"{question} (")
        self.expect("): ")
        self.type(f"{answer}\n")
        return before

    def review(self, pain: str = "", metric: str = "", tool: str = "") -> None:
        """Answer the three questions of the review, own words with a yes, and the last look at the three."""
        for kind, answer in (("pain", pain), ("metric", metric), ("tool", tool)):
            self.answer(kind, answer)
            if " " in answer:
                self.expect("take these words (y or n): ")
                self.type("y\n")
        self.answer("write it")

    def type(self, keys: str) -> None:
        """What a person types, who waits until the command does."""
        self.type_bytes(keys.encode("utf-8"))

    def type_bytes(self, keys: bytes) -> None:
        """The same for keys that are no text."""
        wait_until_idle(self._process.pid)
        data = keys
        while data:
            data = data[os.write(self._master, data) :]
            self._read(0.0)

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
            with ThreadPoolExecutor(1) as reader:
                piped = reader.submit(self._process.communicate, timeout=seconds)
                while not piped.done():
                    self._read(min(end, time.monotonic() + 0.1))
            out, _ = piped.result()
            while self._read(min(end, time.monotonic() + 0.1)):
                pass
        finally:
            self._process.kill()
            self._process.wait()
            self.settings_after = self.settings
            os.close(self._slave)
            os.close(self._master)
        return Outcome(self._process.returncode, (out or b"").decode("utf-8"), self.shown)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        text = self._decode(data)
        self._display.feed(text)
        self.shown = (self.shown + text).replace("\r\n", "\n")
        return bool(data)
