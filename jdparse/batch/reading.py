"""What a worker does with a piece: read its postings and analyse each; whatever goes wrong with one becomes the words of its row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, TypeVar

from jdparse.batch.inputs import MAX_FILE_BYTES, STDIN, Piece
from jdparse.batch.rows import Row, error_row, row_of
from jdparse.batch.tables import Names
from jdparse.batch.worker import alive
from jdparse.errors import ReadError
from jdparse.intake import read_at_most
from jdparse.readers.binary import decode_text
from jdparse.readers.board import job_of, job_of_line
from jdparse.readers.board.shapes import read_row
from jdparse.readers.head import guess_title_and_company
from jdparse.readers.jobs import Job
from jdparse.readers.read import jobs_in, read_job
from jdparse.readers.usual import is_key, keys_of
from jdparse.types import Analysis

M = TypeVar("M")


def get_ready() -> None:
    """Build what a reader needs, in a worker that was not forked from where it is.

    Raises:
        LexiconError: A lexicon file is wrong.
    """
    import_module("jdparse.batch.warm")
    from jdparse.analysis import load_analyzer

    load_analyzer()


@dataclass(frozen=True, slots=True)
class Reading(Generic[M]):
    """What became of a posting.

    Attributes:
        row: Its row.
        made: What the caller's own function made of its analysis; None where there is none, or no such function.
    """

    row: Row
    made: M | None = None


@dataclass(frozen=True, slots=True)
class Reader(Generic[M]):
    """Gives the readings of a piece; it travels to the workers.

    Attributes:
        names: What the columns are called; those of the inputs go before them.
        with_text: Whether rows have the text.
        make: What else is made of each analysis, in the worker: a function of a module, or None. What it raises is the row's error.
    """

    names: Names = field(default_factory=Names)
    with_text: bool = False
    make: Callable[[Analysis], M] | None = None

    def __call__(self, piece: Piece) -> list[Reading[M]]:
        """The readings of a piece, at least one."""
        found: list[Reading[M]] = []
        if piece.error:
            return [self.failed(piece, piece.error)]
        try:
            for job in _jobs(piece, self.names):
                if found:
                    alive()
                found.append(self._of_job(job, piece, piece.number or len(found) + 1))
        except ReadError as problem:
            found.append(self.failed(piece, problem.problem, piece.number or len(found) + 1))
        return found or [self.failed(piece, "holds no posting")]

    def failed(self, piece: Piece, error: str, number: int = 0) -> Reading[M]:
        """The reading of a piece that could not be read."""
        return Reading(
            error_row(_name(piece), piece.source, number or piece.number or 1, error, with_text=self.with_text)
        )

    def _of_job(self, job: Job, piece: Piece, number: int) -> Reading[M]:
        # Why here: who only sends pieces to workers need not wait for spaCy.
        from jdparse.analysis import analyze

        try:
            posting = replace(read_job(job), id=job.id, source=piece.source)
            if not posting.title and isinstance(piece.content, dict):
                title, company = guess_title_and_company(posting.text)
                posting = replace(posting, title=title, company=posting.company or company)
            analysis = analyze(posting)
            made = None if self.make is None else self.make(analysis)
        except ReadError as problem:
            return Reading(error_row(job.id, piece.source, number, problem.problem, with_text=self.with_text))
        return Reading(row_of(analysis, number, with_text=self.with_text), made)


def _jobs(piece: Piece, names: Names) -> Iterator[Job]:
    source, content = piece.source, piece.content
    name = _name(piece)
    if not piece.number:
        whole = _content(source) if content is None else content
        assert isinstance(whole, bytes)
        yield from jobs_in(whole, source, name, f"{name}:")
        return
    place = f"{source}:{piece.number}"
    row = _object(content, place) if isinstance(content, bytes) and names else content
    if isinstance(row, bytes):
        yield job_of_line(decode_text(row, place), place, source, name)
        return
    if isinstance(row, dict):
        row = _named(row, names, place) if names else _with_text(row)
    yield job_of(row, place, source, name)


def _name(piece: Piece) -> str:
    """The id of a posting that has none: its source, and its number there."""
    source = piece.source.strip("<>") if piece.source == STDIN else piece.source
    return f"{source}:{piece.number}" if piece.number else source


def _object(line: bytes, place: str) -> Any:
    """The object of a line of JSON, or the line as it is where it holds none."""
    try:
        return json.loads(decode_text(line, place))
    except (ValueError, RecursionError):
        return line


def _with_text(row: dict[str, Any]) -> Any:
    """A row of a table; of one without a title its text at least."""
    if isinstance(read_row(row), str):
        text = max((key for key in row if is_key(key, "keys-of-text")), key=lambda key: len(str(row[key])), default="")
        return Names(text).put_into(row) if text else row
    return row


def _named(row: dict[str, Any], names: Names, place: str) -> Any:
    try:
        return names.put_into(row)
    except KeyError as missing:
        raise ReadError(place, f"has no key {missing.args[0]!r}; its keys are {keys_of(row)}") from missing


def _content(source: str) -> bytes:
    try:
        return read_at_most(Path(source), MAX_FILE_BYTES)
    except OSError as error:
        raise ReadError(source, f"cannot be read ({error.strerror})") from error
