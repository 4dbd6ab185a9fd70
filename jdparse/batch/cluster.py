"""Batches on Ray Data: read as a stream by one task, mapped by a pool of actors, with Ray's own back-pressure and retries.

What Ray gives up on, such as a posting that ends each actor that reads it, is read on this machine, whose workers say which one it was.

Source: https://docs.ray.io/en/latest/data/transforming-data.html#stateful-transforms
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from jdparse.batch.engine import EngineError, one_thread_each
from jdparse.batch.inputs import Inputs, Piece
from jdparse.batch.reading import Reader, Reading, get_ready
from jdparse.batch.rows import arrow_schema
from jdparse.batch.run import Engine, local
from jdparse.batch.tables import Names
from jdparse.errors import ReadError
from jdparse.readers.usual import is_key

if TYPE_CHECKING:
    import pyarrow as pa

M = TypeVar("M")

#: So many pieces travel together: enough that their way counts little, few enough that every actor has some.
PIECES_A_BLOCK = 16
#: An actor that dies gets its block so often again; then it is read here.
_RETRIES = 1
#: What is on its way between reader, actors and this process, a few hundred postings, takes less (bytes).
_STORE = 256_000_000
_NUMBER, _PIECE, _AT, _READINGS = "number", "piece", "at", "readings"


def on_ray(address: str | None = None, workers: int | None = None) -> Engine[Any]:
    """Ray; the order is kept.

    Args:
        address: The cluster; None to start Ray on this machine, or to use the one that was started already.
        workers: How many actors, a core each; all cores of the cluster if None.
    """

    def readings(inputs: Inputs, done: int, reader: Reader[M]) -> Generator[tuple[int, list[Reading[M]]], None, None]:
        if "-" in inputs.named:
            raise ReadError("-", "standard input cannot be read by Ray; name a file")
        with _ray(address, workers):
            # The next piece that is due.
            due = done
            for number, at, found in _blocks(inputs, done, reader, workers):
                if number > due:
                    yield from _here(inputs, due, number - due, reader)
                yield at, found
                due = number + 1
            yield from _here(inputs, due, None, reader)

    return readings


def _here(inputs: Inputs, start: int, count: int | None, reader: Reader[M]) -> Iterator[tuple[int, list[Reading[M]]]]:
    """The readings of pieces that Ray has not given, by a worker of this machine, which is told apart from those before and behind."""
    if count is None and next(islice(inputs.pieces(), start, None), None) is None:
        return
    with closing(local(1)(inputs, start, reader)) as found:
        yield from islice(found, count)


@contextmanager
def _ray(address: str | None, workers: int | None) -> Iterator[None]:
    """Ray, started for this and ended after it unless it ran already; nothing is reported to anybody."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise EngineError("Ray is not installed; add it with: pip install 'jdtailor[ray]'") from error
    if ray.is_initialized():
        yield
        return
    here = {
        "num_cpus": workers,
        "include_dashboard": False,
        "object_store_memory": _STORE,
        "_node_ip_address": "127.0.0.1",
    }
    mine: dict[str, Any] = {} if address else here
    try:
        with one_thread_each():
            ray.init(address=address or "local", logging_level=logging.ERROR, log_to_driver=False, **mine)
    except (ConnectionError, ValueError, RuntimeError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EngineError(f"Ray cannot be reached ({said}); check --address") from error
    try:
        yield
    finally:
        ray.shutdown()


def _blocks(
    inputs: Inputs, done: int, reader: Reader[M], workers: int | None
) -> Iterator[tuple[int, int, list[Reading[M]]]]:
    """Each piece's number, place in the inputs and readings, in order, without those that Ray lost."""
    import ray
    from ray.data import ActorPoolStrategy, DataContext

    context = DataContext.get_current().copy()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.max_errored_blocks = -1
    # Blocks are as they are made and not gathered until they are large: the actors would wait for the first.
    context.target_max_block_size = 1
    context.target_min_block_size = 1
    resources: Any = ray.cluster_resources
    size = workers or max(1, int(resources().get("CPU", 1)))
    with DataContext.current(context):
        data = ray.data.read_datasource(
            _source(inputs, done), num_cpus=0, concurrency=1, override_num_blocks=1
        ).map_batches(
            _Map,
            fn_constructor_args=(reader,),
            batch_size=None,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(size=size),
            num_cpus=1,
            ray_remote_args_fn=_actors,
        )
        for table in data.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=2):
            for number, at, found in zip(
                *(table.column(name).to_pylist() for name in (_NUMBER, _AT, _READINGS)), strict=True
            ):
                yield number, at, pickle.loads(found)  # noqa: S301 - it comes from `_Map`


def _actors() -> dict[str, int]:
    return {"max_restarts": -1, "max_task_retries": _RETRIES}


class _Map:
    """The readings of a block of pieces."""

    def __init__(self, reader: Reader[Any]) -> None:
        get_ready()
        self._reader = reader

    def __call__(self, table: pa.Table) -> pa.Table:
        import pyarrow as pa

        pieces: Iterable[Piece] = map(pickle.loads, table.column(_PIECE).to_pylist())
        found = [(piece.at, pickle.dumps(_read(self._reader, piece))) for piece in pieces]
        columns = {
            _AT: [at for at, _ in found],
            _READINGS: pa.array([packed for _, packed in found], pa.large_binary()),
        }
        return pa.table({_NUMBER: table.column(_NUMBER), **columns})


def _read(reader: Reader[M], piece: Piece) -> list[Reading[M]]:
    try:
        return reader(piece)
    except Exception as problem:
        return [reader.failed(piece, f"{type(problem).__name__}: {problem}")]


class AnalyzeBatch:
    """Blocks of postings -> blocks of rows, for `map_batches` of Ray Data with ``batch_format="pyarrow"``.

    Args:
        names: What the columns are called, where they have no usual names.
        with_text: Whether to add the text.
    """

    def __init__(self, names: Names | None = None, *, with_text: bool = False) -> None:
        get_ready()
        self._names, self._with_text = names or Names(), with_text
        self._reader: Reader[None] = Reader(self._names, with_text)

    def __call__(self, table: pa.Table) -> pa.Table:
        """The rows of some postings; ``source`` is empty and ``row`` null, for a block does not know where it stands.

        Raises:
            ReadError: No column has the ids.
        """
        import pyarrow as pa

        if not (self._names.id or any(is_key(name, "keys-of-id") for name in table.column_names)):
            raise ReadError("batch", f"has no column with ids; its columns are {', '.join(table.column_names)}")
        rows = [
            reading.row | {"source": "", "row": None}
            for number, job in enumerate(table.to_pylist(), 1)
            for reading in _read(self._reader, Piece("", number, job))
        ]
        return pa.Table.from_pylist(rows, schema=arrow_schema(with_text=self._with_text))


def _source(inputs: Inputs, done: int) -> Any:
    """The pieces as a source of Ray Data, read by one task as a stream."""
    from ray.data.block import BlockMetadata
    from ray.data.datasource import Datasource, ReadTask

    def blocks() -> Iterator[pa.Table]:
        import pyarrow as pa

        numbered = enumerate(islice(inputs.pieces(), done, None), done)
        while block := list(islice(numbered, PIECES_A_BLOCK)):
            packed = pa.array([pickle.dumps(piece) for _, piece in block], pa.large_binary())
            yield pa.table({_NUMBER: [number for number, _ in block], _PIECE: packed})

    class Pieces(Datasource):
        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[ReadTask]:
            return [ReadTask(blocks, BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None))]

    source: Any = Pieces
    return source()
