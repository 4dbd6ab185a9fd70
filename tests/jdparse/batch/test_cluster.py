"""Ray: what travels to its actors and back. The whole of it is run by tests/tailor/cli/test_batch_command.py."""

from __future__ import annotations

import os
import pickle
import socket

import pyarrow as pa
import pytest

from jdparse.batch import AnalyzeBatch, EngineError, Inputs, Names, Reader, arrow_schema, on_ray
from jdparse.batch.cluster import _Map
from jdparse.batch.inputs import Piece
from jdparse.errors import ReadError
from jdparse.types import Analysis
from tests.jdparse.batch.samples import job, posting


def end_on_seven(analysis: Analysis) -> None:
    """Ends its process at one posting."""
    if analysis.posting.id == "p7":
        os.abort()


def test_blocks_of_a_pipeline_of_ones_own_become_rows() -> None:
    rows = [{"job_id": number, **job(number)} for number in range(3)]
    table = AnalyzeBatch(with_text=True)(pa.Table.from_pylist(rows))
    assert table.schema.equals(arrow_schema(with_text=True))
    assert table.column("id").to_pylist() == ["0", "1", "2"]
    assert table.column("company").to_pylist() == ["Quillmark 0", "Quillmark 1", "Quillmark 2"]
    assert table.column("error").to_pylist() == [None] * 3


def test_columns_of_such_a_pipeline_can_be_named() -> None:
    rows = [{"nr": "a", "body": job(1)["Description"]}, {"nr": "b", "body": ""}]
    table = AnalyzeBatch(Names(text="body", id="nr"))(pa.Table.from_pylist(rows))
    assert table.column("id").to_pylist() == ["a", "b"]
    assert [error is None for error in table.column("error").to_pylist()] == [True, False]


def test_such_a_pipeline_needs_ids() -> None:
    with pytest.raises(ReadError, match="has no column with ids; its columns are Job Title"):
        AnalyzeBatch()(pa.Table.from_pylist([job(1)]))


def test_a_posting_that_ends_its_worker_does_not_end_the_actor() -> None:
    pieces = [Piece("in.jsonl", number, posting(number), at=number) for number in range(5, 10)]
    table = pa.table({"piece": pa.array([pickle.dumps(piece) for piece in pieces], pa.large_binary())})
    found = _Map(Reader(make=end_on_seven))(table)
    rows = [reading.row for packed in found.column("readings").to_pylist() for reading in pickle.loads(packed)]
    assert found.column("at").to_pylist() == [5, 6, 7, 8, 9]
    assert [row["error"] is None for row in rows] == [True, True, False, True, True]
    assert rows[2]["error"] == "its worker died on it twice (SIGABRT)"


def test_standard_input_is_no_input_of_a_cluster() -> None:
    with pytest.raises(ReadError, match="name a file"):
        next(on_ray()(Inputs(["-"]), 0, Reader()))


def test_a_cluster_that_is_not_there_is_told_of_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(EngineError, match=f"Ray cannot be reached at {address}"):
        next(on_ray(address)(Inputs(["in.jsonl"]), 0, Reader()))
