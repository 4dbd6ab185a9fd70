"""Rows as a line of JSON, and files of such lines as JSON lines, CSV or Parquet."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from jdparse.batch.rows import Row, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

#: Writes the rows of some files of JSON lines to a file.
Writer = Callable[[Iterator[Path], IO[bytes]], None]
#: The endings of the files that can be written.
ENDINGS = (".jsonl", ".parquet", ".csv")


def row_line(row: Row) -> bytes:
    """A row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace") + b"\n"


def writer_for(ending: str, *, with_text: bool) -> Writer | None:
    """What writes a file with this ending, such as ``.parquet``; None for one that is not known."""
    schema = {"with_text": with_text}

    def parquet(parts: Iterator[Path], file: IO[bytes]) -> None:
        import pyarrow.parquet as pq

        with pq.ParquetWriter(file, arrow_schema(**schema), compression="zstd") as out:
            for table in _tables(parts, arrow_schema(**schema)):
                out.write_table(table)

    def comma_separated(parts: Iterator[Path], file: IO[bytes]) -> None:
        import pyarrow.csv as pa_csv

        with pa_csv.CSVWriter(file, arrow_schema(**schema)) as out:
            for table in _tables(parts, arrow_schema(**schema)):
                out.write_table(table)

    return {".jsonl": _json_lines, ".parquet": parquet, ".csv": comma_separated}.get(ending)


def _json_lines(parts: Iterator[Path], file: IO[bytes]) -> None:
    for path in parts:
        with path.open("rb") as part:
            shutil.copyfileobj(part, file)


def _tables(parts: Iterator[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    # Why a part at a time: larger groups of rows would need memory that grows until it holds one.
    for path in parts:
        with path.open(encoding="utf-8") as part:
            yield pa.Table.from_pylist([json.loads(line) for line in part], schema=schema)
