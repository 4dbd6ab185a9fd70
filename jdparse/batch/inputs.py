"""What a call names -> pieces, one after the other: lines, rows of tables, whole files. Nothing is held but the piece at hand.

A piece is not read here: that is the workers' part.
"""

from __future__ import annotations

import glob
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from jdparse.batch.lines import TOO_LONG, numbered_lines, opened, peek
from jdparse.batch.tables import Names, csv_rows, is_parquet, parquet_rows
from jdparse.errors import NO_FILE, ReadError
from jdparse.readers.board.records import is_feed, is_table
from jdparse.readers.formats import without_mark

#: What errors and rows call standard input.
STDIN = "<stdin>"
#: So much of a file tells what it is; a line of JSON that is longer is a board's list.
_HEAD = 1_000_000
#: A file that is read whole; the readers' own limits are below it.
MAX_FILE_BYTES = 100_000_000
#: What is piped in is kept on disk, and the disk is the person's.
MAX_STREAM_BYTES = 4_000_000_000
_LINES, _TABLES = (".jsonl", ".ndjson", ".jsonlines"), (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a worker is given.

    Attributes:
        source: The file, as it was named or found.
        number: The row's number there, from 1; 0 for a whole file, which may hold several postings.
        content: A line of JSON, a row of a table by its columns, a whole content; None for a file that the worker opens itself.
        error: Why it cannot be read, where that is known already.
        at: How many bytes of all inputs were read when it came.
    """

    source: str
    number: int = 0
    content: bytes | dict[str, Any] | None = None
    error: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a call.

    Attributes:
        named: Files, folders and patterns; ``-`` is standard input.
        names: What the columns are called, where the call says it.
        stdin: Where to read ``-`` from.
        besides: Files and folders that are no inputs though they lie in a folder that is one, or a pattern fits them.
    """

    named: Sequence[str]
    names: Names = field(default_factory=Names)
    stdin: BinaryIO | None = None
    besides: Sequence[Path] = ()

    def check(self) -> None:
        """Complain before any work is done.

        Raises:
            ReadError: An input is not there, or a table has no column that could hold the text.
        """
        for name in self.named:
            for path in _matching(name) if name != "-" else ():
                if not path.is_dir():
                    with opened(path) as (stream, _):
                        rows = _table(stream, peek(stream, _HEAD), str(path), self.names)
                        if rows is not None:
                            next(rows, None)

    def size(self) -> int:
        """The bytes of all files, to tell how much is left; 0 where standard input is among them."""
        return 0 if "-" in self.named else sum(_size(path) for name in self.named for path in self._files(name))

    def marks(self) -> list[list[str | int]]:
        """What tells the same inputs again: their names, and how large the files are and when they were changed."""
        found: list[list[str | int]] = []
        for name in self.named:
            for path in _matching(name) if name != "-" else ():
                stat = path.stat()
                found.append([str(path), 0, 0] if path.is_dir() else [str(path), stat.st_size, stat.st_mtime_ns])
        return found

    def pieces(self) -> Iterator[Piece]:
        """The pieces in the order of the call; those of a folder by the names of its files."""
        at = 0
        for name in self.named:
            if name == "-":
                yield from self._of_stream(cast(BinaryIO, self.stdin))
                continue
            for file in self._files(name):
                yield from self._of_file(file, at)
                at += _size(file)

    def _of_stream(self, stdin: BinaryIO) -> Iterator[Piece]:
        with ExitStack() as held:
            left = MAX_STREAM_BYTES
            try:
                spool = held.enter_context(tempfile.TemporaryFile())
                while left >= 0 and (part := stdin.read(1 << 20)):
                    left -= spool.write(part)
                spool.seek(0)
            except OSError as error:
                yield Piece(STDIN, error=f"cannot be kept on the disk while it is read ({error.strerror})")
                return
            if left < 0:
                yield Piece(STDIN, error=f"has more than {MAX_STREAM_BYTES // 1_000_000_000} GB; give it as a file")
                return
            try:
                yield from _pieces(cast(BinaryIO, spool), STDIN, self.names)
            except ReadError as problem:
                yield Piece(STDIN, error=problem.problem)

    def _of_file(self, path: Path, before: int) -> Iterator[Piece]:
        number = 0
        try:
            with opened(path) as (stream, raw):
                for piece in _pieces(stream, str(path), self.names, own=stream is raw):
                    number = piece.number
                    yield replace(piece, at=before + raw.tell())
        except ReadError as problem:
            yield Piece(str(path), number + 1 if number else 0, error=problem.problem, at=before)

    def _files(self, name: str) -> Iterator[Path]:
        for path in _matching(name):
            if str(path) == str(Path(name)) or not self._lies_beside(path):
                yield from self._below(path)

    def _below(self, path: Path) -> Iterator[Path]:
        if not path.is_dir():
            yield path
            return
        with os.scandir(path) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False), entry.is_file()) for entry in entries)
        for name, is_folder, is_file in found:
            inner = path / name
            if not name.startswith(".") and (is_folder or is_file) and not self._is_beside(inner):
                yield from self._below(inner)

    def _is_beside(self, path: Path) -> bool:
        return any(path.name == other.name and path.resolve() == other.resolve() for other in self.besides)

    def _lies_beside(self, path: Path) -> bool:
        place = path.resolve()
        return any(other.resolve() in (place, *place.parents) for other in self.besides)


def _matching(name: str) -> Iterator[Path]:
    """The file or folder of this name, or those that a pattern fits."""
    path = Path(name)
    if path.exists() or not glob.has_magic(name):
        if not path.exists():
            raise ReadError(name, NO_FILE)
        yield path
        return
    found = False
    # Why not `Path.glob`: a pattern may be absolute.
    for match in sorted(glob.iglob(name, recursive=True)):  # noqa: PTH207
        found = True
        yield Path(match)
    if not found:
        raise ReadError(name, "fits no file; check the pattern")


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _pieces(stream: BinaryIO, source: str, names: Names, *, own: bool = False) -> Iterator[Piece]:
    """The pieces of one file.

    Args:
        stream: Its content, unpacked.
        source: What it is called.
        names: What its columns are called.
        own: Whether the worker can open it by its name and read the same.
    """
    head = peek(stream, _HEAD)
    rows = _table(stream, head, source, names)
    if rows is not None:
        for number, row in enumerate(rows, 1):
            yield Piece(source, number, row)
    elif _is_json_lines(head, source):
        for number, line in numbered_lines(stream):
            if line is None:
                yield Piece(source, number, error=TOO_LONG)
            elif line.strip():
                yield Piece(source, number, line)
    else:
        content = None if own else stream.read(MAX_FILE_BYTES + 1)
        size = os.fstat(stream.fileno()).st_size if content is None else len(content)
        if size > MAX_FILE_BYTES:
            yield Piece(
                source,
                error=f"has more than {MAX_FILE_BYTES // 1_000_000} MB and is read whole; give its postings as JSON lines, CSV or Parquet",
            )
        else:
            yield Piece(source, content=content)


def _table(stream: BinaryIO, head: bytes, source: str, names: Names) -> Iterator[dict[str, Any]] | None:
    """The rows of a table, or None for what is none."""
    if is_parquet(head):
        return parquet_rows(stream, source, names)
    text, _ = without_mark(head)
    if text.lstrip()[:1] in (b"{", b"[", b"<") or is_feed(text) or not text.strip():
        return None
    return csv_rows(stream, text, source, names) if _ends_in(source, _TABLES) or is_table(text) else None


def _is_json_lines(head: bytes, source: str) -> bool:
    text, _ = without_mark(head)
    text = text.lstrip()
    if _ends_in(source, _LINES):
        return not text.startswith(b"[")
    lines = [line for line in text[:_HEAD].split(b"\n") if line.strip()]
    return text.startswith(b"{") and len(lines) > 1 and any(map(_is_object, lines[:2]))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _ends_in(source: str, endings: tuple[str, ...]) -> bool:
    return source.lower().removesuffix(".gz").endswith(endings)
