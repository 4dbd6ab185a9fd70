"""A run: inputs -> rows, in their order, by processes or by Ray; and into a file that appears when all is done."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from jdparse.batch.engine import USUAL_LIMIT, map_in_order
from jdparse.batch.inputs import Inputs
from jdparse.batch.parts import OutError, Parts
from jdparse.batch.reading import Reader, Reading, get_ready
from jdparse.batch.write import ENDINGS, Writer, writer_for

M = TypeVar("M")

#: Gives the readings of each piece of the inputs, in their order, behind so many pieces that are done already, by a reader; with them
#: how many bytes of the inputs were read by then.
Engine = Callable[[Inputs, int, Reader[M]], Generator[tuple[int, list[Reading[M]]], None, None]]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run did.

    Attributes:
        rows: The rows of the output.
        errors: How many of them tell of an error.
        before: How many were there from a run that was interrupted.
        read: How many bytes of the inputs are done.
    """

    rows: int = 0
    errors: int = 0
    before: int = 0
    read: int = 0


def local(workers: int | None = None, limit: float | None = USUAL_LIMIT) -> Engine[Any]:
    """Processes of this machine; the order is kept.

    Args:
        workers: How many; the usable cores if None.
        limit: Seconds that one piece may take.
    """

    def readings(inputs: Inputs, done: int, reader: Reader[M]) -> Generator[tuple[int, list[Reading[M]]], None, None]:
        pieces = islice(inputs.pieces(), done, None)
        with closing(map_in_order(reader, pieces, workers=workers, start=get_ready, limit=limit)) as outcomes:
            for outcome in outcomes:
                yield outcome.item.at, outcome.value or [reader.failed(outcome.item, outcome.error)]

    return readings


def each_reading(inputs: Inputs, reader: Reader[M], engine: Engine[M] | None = None) -> Iterator[Reading[M]]:
    """The readings of all inputs as a stream: rows with what the reader makes of each analysis.

    Raises:
        ReadError: An input is not there.
    """
    with closing((engine or local())(inputs, 0, _agreeing(reader, inputs))) as pieces:
        for _, readings in pieces:
            yield from readings


def write_batch(
    inputs: Inputs,
    out: Path,
    reader: Reader[M],
    engine: Engine[M] | None = None,
    *,
    resume: bool = False,
    force: bool = False,
    told: Callable[[Tally], object] = lambda tally: None,
    beside: Callable[[Reading[M]], object] = lambda reading: None,
) -> Tally:
    """Read all inputs and write a file of their rows, which appears when all is done; what is done before is kept beside it.

    No file is written where there was nothing to read.

    Args:
        inputs: What to read.
        out: Where to, in the format of its ending; a file that is there is replaced.
        reader: How.
        engine: Who does the work; the processes of `local` if None.
        resume: Whether to go on with what an interrupted run has left.
        force: Whether to throw that away.
        told: Told of what is done so far, after each piece.
        beside: Given each reading in order before its row is kept; a resumed run gives those behind the rows that are kept, some once more.

    Raises:
        ReadError: An input is not there, or a table has no column for the text.
        OutError: The output cannot be written, or what an earlier run left does not fit.
    """
    reader, writer = _agreeing(reader, inputs), _writer(out, reader)
    inputs = replace(inputs, besides=(*inputs.besides, out))
    inputs.check()
    parts = Parts(out, _call(inputs, reader))
    with parts.begun(resume=resume, force=force):
        tally = _write_parts(inputs, reader, parts, engine or local(), told, beside)
        if tally.rows:
            parts.finish(writer)
        else:
            parts.discard()
    return tally


def _agreeing(reader: Reader[M], inputs: Inputs) -> Reader[M]:
    """The reader with the names that the inputs' columns have."""
    return replace(reader, names=inputs.names or reader.names)


def _writer(out: Path, reader: Reader[Any]) -> Writer:
    writer = writer_for(out.suffix.lower(), with_text=reader.with_text)
    if writer is None:
        raise OutError(f"{out}: is of no format that is written; end it in {', '.join(ENDINGS)}")
    return writer


def _call(inputs: Inputs, reader: Reader[Any]) -> dict[str, Any]:
    """What must be the same for a run to go on where another was interrupted."""
    return {"inputs": inputs.marks(), "column names": asdict(inputs.names), "--with-text": reader.with_text}


def _write_parts(
    inputs: Inputs,
    reader: Reader[M],
    parts: Parts,
    engine: Engine[M],
    told: Callable[[Tally], object],
    beside: Callable[[Reading[M]], object],
) -> Tally:
    tally = _done(parts)
    _compare(inputs, parts)
    with closing(engine(inputs, parts.pieces, reader)) as done:
        try:
            for read, readings in done:
                for reading in readings:
                    beside(reading)
                parts.add([reading.row for reading in readings])
                failed = sum(reading.row["error"] is not None for reading in readings)
                tally = replace(tally, rows=tally.rows + len(readings), errors=tally.errors + failed, read=read)
                told(tally)
        finally:
            parts.keep()
    return tally


def _done(parts: Parts) -> Tally:
    rows = errors = 0
    for row in parts.rows():
        rows += 1
        errors += row["error"] is not None
    return Tally(rows, errors, rows)


def _compare(inputs: Inputs, parts: Parts) -> None:
    """See that the last piece that is done is what it was."""
    last = parts.last()
    if last is None:
        return
    piece = next(islice(inputs.pieces(), parts.pieces - 1, None), None)
    if piece is None or piece.source != last["source"] or piece.number not in {0, last["row"]}:
        raise OutError(
            f"{parts.out}: cannot go on, the inputs have changed since the run that was interrupted; begin anew with --force"
        )
