"""Rows of invented postings, and files of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jdparse.batch import Inputs, Names, Reader, Row, each_reading, local
from tests.jdparse.samples import RANKING

#: Reading in this process: quick, and for what is no matter of workers.
HERE = local(0)


def posting(number: int) -> dict[str, Any]:
    """A row as this program's own JSON lines have it."""
    return {"id": f"p{number}", "title": "Machine Learning Engineer", "company": f"Quillmark {number}", "text": RANKING}


def job(number: int) -> dict[str, Any]:
    """A row as a scraper has it."""
    return {"Job Title": "Machine Learning Engineer", "Company Name": f"Quillmark {number}", "Description": RANKING}


def json_lines(path: Path, rows: Sequence[dict[str, Any] | str]) -> Path:
    """A file of rows, and of lines as they stand."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def rows_of(*paths: Path | str, names: Names | None = None, with_text: bool = False) -> list[Row]:
    """The rows of some inputs."""
    inputs = Inputs([str(path) for path in paths], names or Names())
    inputs.check()
    reader: Reader[None] = Reader(with_text=with_text)
    return [reading.row for reading in each_reading(inputs, reader, HERE)]
