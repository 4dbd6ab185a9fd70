"""Many postings: read as a stream, analysed by workers or on Ray, written as rows (docs/batch.md).

Example:
    >>> from pathlib import Path
    >>> from jdparse.batch import Inputs, Reader, each_reading
    >>> for reading in each_reading(Inputs(["jobs.parquet"]), Reader()):  # doctest: +SKIP
    ...     print(reading.row["id"], reading.row["pain_quote"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jdparse.batch.cluster import AnalyzeBatch, on_ray
    from jdparse.batch.engine import EngineError, map_in_order, usable_cores
    from jdparse.batch.inputs import Inputs
    from jdparse.batch.parts import OutError
    from jdparse.batch.reading import Reader, Reading
    from jdparse.batch.rows import COLUMNS, Row, arrow_schema, error_row, row_of
    from jdparse.batch.run import Engine, Tally, each_reading, local, write_batch
    from jdparse.batch.tables import Names
    from jdparse.batch.worker import Outcome
    from jdparse.batch.write import ENDINGS, row_line

__all__ = [
    "COLUMNS",
    "ENDINGS",
    "AnalyzeBatch",
    "Engine",
    "EngineError",
    "Inputs",
    "Names",
    "OutError",
    "Outcome",
    "Reader",
    "Reading",
    "Row",
    "Tally",
    "arrow_schema",
    "each_reading",
    "error_row",
    "local",
    "map_in_order",
    "on_ray",
    "row_line",
    "row_of",
    "usable_cores",
    "write_batch",
]

_ROOMS = {
    "cluster": ("AnalyzeBatch", "on_ray"),
    "engine": ("EngineError", "map_in_order", "usable_cores"),
    "inputs": ("Inputs",),
    "parts": ("OutError",),
    "reading": ("Reader", "Reading"),
    "rows": ("COLUMNS", "Row", "arrow_schema", "error_row", "row_of"),
    "run": ("Engine", "Tally", "each_reading", "local", "write_batch"),
    "tables": ("Names",),
    "worker": ("Outcome",),
    "write": ("ENDINGS", "row_line"),
}
_LAZY = {name: f"jdparse.batch.{room}" for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is first used: a worker needs little of it, and a call for help nothing."""
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'jdparse.batch' has no attribute {name!r}")
