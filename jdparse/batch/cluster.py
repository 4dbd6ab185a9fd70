"""Batches on Ray Data: read as a stream by one task, mapped by a pool of actors, with Ray's own back-pressure and retries.

Each actor has a worker process of its own, so that a posting that ends it becomes a row with an error, as on one machine, and Ray retries
only what went wrong with the cluster.

Source: https://docs.ray.io/en/latest/data/transforming-data.html#stateful-transforms
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from jdparse.batch.engine import Crew, EngineError, one_thread_each
from jdparse.batch.inputs import Inputs, Piece
from jdparse.batch.reading import Reader, Reading, get_ready
from jdparse.batch.rows import arrow_schema
from jdparse.batch.run import Engine
from jdparse.batch.tables import Names
from jdparse.errors import ReadError
from jdparse.readers.usual import is_key

if TYPE_CHECKING:
    import pyarrow as pa

M = TypeVar("M")

#: Some hundred postings travel together (bytes): blocks of twenty took a third of the time on their way, with two cores for everything.
_BLOCK = 500_000
#: So many are put into it at a time.
_PIECES = 20
#: What is on its way between reader, actors and this process, a few hundred postings, takes less (bytes).
_STORE = 256_000_000
#: A cluster that is there answers within so many seconds.
_PATIENCE = 10.0
#: No reports of usage to anybody, and no lines on what goes well.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_LOG_LEVEL": "ERROR", "RAY_BACKEND_LOG_LEVEL": "fatal"}
#: On one machine Ray listens on the loopback address alone, as it does by itself on systems that have no clusters; read when it is imported.
_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
_PIECE, _AT, _READINGS = "piece", "at", "readings"


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
            yield from _blocks(inputs, done, reader, workers)

    return readings


@contextmanager
def _ray(address: str | None, workers: int | None) -> Iterator[None]:
    """Ray, started for this and ended after it unless it ran already; nothing is reported to anybody."""
    for name, value in {**_QUIET, **({} if address else _ALONE)}.items():
        os.environ.setdefault(name, value)
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
        _knock(address or "")
        with one_thread_each(), _silence():
            ray.init(address=address or "local", logging_level=logging.ERROR, log_to_driver=False, **mine)
    except (OSError, ValueError, RuntimeError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EngineError(f"Ray cannot be reached{f' at {address}' if address else ''} ({said})") from error
    try:
        yield
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """See that somebody is there: Ray would knock for minutes."""
    host, _, port = address.rpartition(":")
    if port.isdecimal():
        socket.create_connection((host.rpartition("/")[2], int(port)), timeout=_PATIENCE).close()


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing reaches standard error: Ray says there how it was told to say nothing. What is wrong it raises."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _blocks(
    inputs: Inputs, done: int, reader: Reader[M], workers: int | None
) -> Iterator[tuple[int, list[Reading[M]]]]:
    """Each piece's place in the inputs and its readings, in order."""
    import ray
    from ray.data import ActorPoolStrategy, DataContext

    context = DataContext.get_current().copy()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.target_max_block_size = _BLOCK
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
            # Why not a fixed size: Ray would warn of inputs that are too few for it.
            compute=ActorPoolStrategy(min_size=1, max_size=size, initial_size=size),
            num_cpus=1,
        )
        for table in data.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=2):
            for at, found in zip(table.column(_AT).to_pylist(), table.column(_READINGS).to_pylist(), strict=True):
                yield at, pickle.loads(found)  # noqa: S301 - it comes from `_Map`


class _Map:
    """The readings of a block of pieces, by a worker of the actor's own: a posting that ends it does not end the actor."""

    def __init__(self, reader: Reader[Any]) -> None:
        self._reader = reader
        self._crew: Crew[Piece, list[Reading[Any]]] = Crew(reader, 1, get_ready)

    def __call__(self, table: pa.Table) -> pa.Table:
        import pyarrow as pa

        ats, packed = [], []
        for outcome in self._crew.map(map(pickle.loads, table.column(_PIECE).to_pylist())):
            ats.append(outcome.item.at)
            packed.append(pickle.dumps(outcome.value or [self._reader.failed(outcome.item, outcome.error)]))
        return pa.table({_AT: ats, _READINGS: pa.array(packed, pa.large_binary())})


class AnalyzeBatch:
    """Blocks of postings -> blocks of rows, for `map_batches` of Ray Data with ``batch_format="pyarrow"``.

    Args:
        names: What the columns are called, where they have no usual names.
        with_text: Whether to add the text.
    """

    def __init__(self, names: Names | None = None, *, with_text: bool = False) -> None:
        self._names, self._with_text = names or Names(), with_text
        self._reader: Reader[None] = Reader(self._names, with_text)
        self._crew: Crew[Piece, list[Reading[None]]] = Crew(self._reader, 1, get_ready)

    def __call__(self, table: pa.Table) -> pa.Table:
        """The rows of some postings; ``source`` is empty and ``row`` null, for a block does not know where it stands.

        Raises:
            ReadError: No column has the ids.
        """
        import pyarrow as pa

        if not (self._names.id or any(is_key(name, "keys-of-id") for name in table.column_names)):
            raise ReadError("batch", f"has no column with ids; its columns are {', '.join(table.column_names)}")
        pieces = [Piece("", number, job) for number, job in enumerate(table.to_pylist(), 1)]
        rows = [
            reading.row | {"source": "", "row": None}
            for outcome in self._crew.map(pieces)
            for reading in outcome.value or [self._reader.failed(outcome.item, outcome.error)]
        ]
        return pa.Table.from_pylist(rows, schema=arrow_schema(with_text=self._with_text))


def _source(inputs: Inputs, done: int) -> Any:
    """The pieces as a source of Ray Data, read by one task as a stream."""
    from ray.data.block import BlockMetadata
    from ray.data.datasource import Datasource, ReadTask

    def blocks() -> Iterator[pa.Table]:
        import pyarrow as pa

        pieces = islice(inputs.pieces(), done, None)
        while block := list(islice(pieces, _PIECES)):
            yield pa.table({_PIECE: pa.array([pickle.dumps(piece) for piece in block], pa.large_binary())})

    class Pieces(Datasource):
        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[ReadTask]:
            return [ReadTask(blocks, BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None))]

    source: Any = Pieces
    return source()
