"""The columns of a row are those that docs/batch.md promises."""

from __future__ import annotations

import re
from pathlib import Path

from jdparse import Posting, analyze
from jdparse.batch import COLUMNS, arrow_schema, error_row, row_of
from jdparse.batch.rows import TEXT
from tests.jdparse.samples import RANKING

DOCS = Path(__file__).resolve().parents[3] / "docs" / "batch.md"


def test_the_columns_are_told_with_their_types_in_their_order() -> None:
    told = re.findall(r"(?m)^\| `(\w+)` \| (\w+) \| (.+) \|$", DOCS.read_text(encoding="utf-8"))
    assert told == [(column.name, column.type, column.meaning) for column in (*COLUMNS, TEXT)]


def test_a_row_fits_the_schema_and_so_does_an_error() -> None:
    rows = [
        row_of(analyze(Posting(RANKING, id="a")), 1, with_text=True),
        error_row("b", "in.jsonl", 2, "has an empty text", with_text=True),
    ]
    assert [list(row) for row in rows] == [arrow_schema(with_text=True).names] * 2
    assert {name for name, value in rows[1].items() if value is not None} == {"id", "source", "row", "error"}


def test_a_highlight_that_is_missing_has_no_value_and_a_note() -> None:
    row = row_of(
        analyze(Posting("Engineer\n\nWhat you will do\n- Talk to the other teams about their work.", id="a")), 1
    )
    assert row["metric_quote"] is None
    assert row["metric_start"] is None
    assert "metric:" in row["notes"]
