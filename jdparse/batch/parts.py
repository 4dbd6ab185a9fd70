"""The output in the making: parts beside it, each written whole or not at all, and at the end all of them as one file.

A part is JSON lines; its name tells how many pieces of the input are done with it, so that an interrupted run goes on behind the last.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from jdparse.batch.rows import Row
from jdparse.batch.write import Writer, row_line
from jdparse.disk import put_new, sync_file, sync_folder
from jdparse.errors import JdparseError

#: So many rows make a part: what an interruption without a warning costs.
PART_ROWS = 500
_CALL = "call.json"
_ENDING = ".jsonl"


class OutError(JdparseError):
    """The output cannot be written, or what an earlier run left does not fit."""


class Parts:
    """The parts of an output.

    Args:
        out: The output.
        call: What was asked, as JSON values; a run goes on only with what was asked the same.
    """

    def __init__(self, out: Path, call: dict[str, Any]) -> None:
        self.out, self._call = out, call
        # A link may lead to another disk, where nothing can be moved to from here.
        self._place = Path(os.path.realpath(out))
        self.folder = self._place.with_name(f".{self._place.name}.parts")
        self._rows: list[bytes] = []
        self._replaces = os.path.lexists(self._place)
        self.pieces = 0

    @contextmanager
    def begun(self, *, resume: bool, force: bool) -> Iterator[None]:
        """Make the folder, or take up the one that an earlier run left; meanwhile no other run writes there.

        Raises:
            OutError: There is one and the call does not say what to do with it, or it was made by another call.
        """
        if not resume and (done := self._numbers()):
            if not force:
                raise OutError(
                    f"{self.out}: an earlier run was interrupted and left {self.folder.name} "
                    f"({done[-1]:,} postings done); add --resume to go on, or --force to begin anew"
                )
            self.discard()
        try:
            self.folder.mkdir(exist_ok=True)
            lock = (self.folder / "lock").open("wb")
        except OSError as error:
            raise OutError(f"{self.folder}: cannot be written ({error.strerror})") from error
        with lock:
            self._claim(lock)
            self._take_up()
            try:
                yield
            finally:
                if not self._numbers():
                    self.discard()

    def _claim(self, lock: IO[bytes]) -> None:
        # Windows has no such locks.
        with suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise OutError(f"{self.out}: another run is writing it; wait for its end") from error

    def _take_up(self) -> None:
        """Go on behind the last part, if there is one."""
        call = self.folder / _CALL
        if not self._numbers():
            self._write(call, json.dumps(self._call, indent=1).encode())
            return
        made = json.loads(call.read_text(encoding="utf-8"))
        other = [name for name in self._call if made.get(name) != self._call[name]]
        if other:
            raise OutError(
                f"{self.out}: cannot go on, {' and '.join(other)} differ from the run that was interrupted; "
                "call it as before, or begin anew with --force"
            )
        self.pieces = self._numbers()[-1]

    def _write(self, path: Path, content: bytes) -> None:
        try:
            _write_whole(path, content)
        except OSError as error:
            raise OutError(f"{self.folder}: cannot be written ({error.strerror}); what is done is kept") from error

    def _numbers(self) -> list[int]:
        with suppress(OSError):
            return sorted(int(path.stem) for path in self.folder.glob(f"[0-9]*{_ENDING}"))
        return []

    def rows(self) -> Iterator[Row]:
        """The rows of all parts, in order."""
        for number in self._numbers():
            with self._part(number).open(encoding="utf-8") as file:
                for line in file:
                    yield json.loads(line)

    def last(self) -> Row | None:
        """The last row that is done."""
        numbers = self._numbers()
        if not numbers:
            return None
        line = b""
        with self._part(numbers[-1]).open("rb") as file:
            for line in file:  # noqa: B007 - the last one is wanted
                pass
        found: Row = json.loads(line)
        return found

    def add(self, rows: list[Row]) -> None:
        """The rows of the next piece."""
        self._rows += map(row_line, rows)
        self.pieces += 1
        if len(self._rows) >= PART_ROWS:
            self.keep()

    def keep(self) -> None:
        """Write what has come since the last part as one of its own.

        Raises:
            OutError: It cannot be written.
        """
        if self._rows:
            self._write(self._part(self.pieces), b"".join(self._rows))
            self._rows.clear()

    def finish(self, write: Writer) -> None:
        """Make one file of all parts, put it in its place, and remove them.

        Args:
            write: Writes the rows of some files of JSON lines in the format that is wanted.

        Raises:
            OutError: It cannot be written.
        """
        self.keep()
        whole = self.folder / "whole"
        try:
            with whole.open("wb") as file:
                write(map(self._part, self._numbers()), file)
                sync_file(file)
            if self._replaces:
                whole.replace(self._place)
            else:
                put_new(whole, self._place)
            sync_folder(self._place.parent)
        except FileExistsError as error:
            raise OutError(
                f"{self.out}: was put there by something else meanwhile; move it away and go on with --resume"
            ) from error
        except OSError as error:
            raise OutError(f"{self.out}: cannot be written ({error.strerror}); go on with --resume") from error
        self.discard()

    def discard(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _part(self, number: int) -> Path:
        return self.folder / f"{number:012d}{_ENDING}"


def _write_whole(path: Path, content: bytes) -> None:
    """A file that is there with all of its content or not at all, also if the machine stops."""
    beside = path.with_name(f".{path.name}")
    with beside.open("wb") as file:
        file.write(content)
        sync_file(file)
    beside.replace(path)
    sync_folder(path.parent)
