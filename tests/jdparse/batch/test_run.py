"""Runs into a file: whole or not at all, resumed, in each format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from jdparse.batch import (
    COLUMNS,
    EngineError,
    Inputs,
    OutError,
    Reader,
    Reading,
    Row,
    Tally,
    arrow_schema,
    local,
    parts,
    write_batch,
)
from jdparse.types import Analysis
from tests.jdparse.batch.samples import HERE, json_lines, posting


def write(source: Path, out: Path, **more: Any) -> Tally:
    reader: Reader[None] = Reader(with_text=more.pop("with_text", False))
    return write_batch(Inputs([str(source)]), out, reader, more.pop("engine", HERE), **more)


def read(out: Path) -> list[Row]:
    with out.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    broken = '{"id": "cut'
    return json_lines(tmp_path / "in.jsonl", [*map(posting, range(5)), broken, *map(posting, range(6, 10))])


class Interrupted(BaseException):
    """What Ctrl-C does, at a given row."""


def interrupt(source: Path, out: Path, after: int) -> None:
    seen = 0

    def beside(_: Reading[None]) -> None:
        nonlocal seen
        if seen == after:
            raise Interrupted
        seen += 1

    with pytest.raises(Interrupted):
        write(source, out, beside=beside)


def test_each_format_has_the_same_rows(source: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"out{ending}" for ending in (".jsonl", ".parquet", ".csv")]
    tallies = [write(source, out) for out in outs]
    assert [(tally.rows, tally.errors) for tally in tallies] == [(10, 1)] * 3
    table = pa.Table.from_pylist(read(outs[0]), schema=arrow_schema())
    assert pq.read_table(outs[1]).equals(table)
    assert pq.read_schema(outs[1]).equals(arrow_schema())
    options = pa_csv.ConvertOptions(
        column_types=arrow_schema(), strings_can_be_null=True, quoted_strings_can_be_null=False
    )
    newlines = pa_csv.ParseOptions(newlines_in_values=True)
    assert pa_csv.read_csv(outs[2], convert_options=options, parse_options=newlines).cast(arrow_schema()).equals(table)


def test_a_row_has_the_columns_in_their_order_and_its_quotes_stand_in_the_text(source: Path, tmp_path: Path) -> None:
    write(source, tmp_path / "out.jsonl", with_text=True)
    rows = read(tmp_path / "out.jsonl")
    assert list(rows[0]) == [*(column.name for column in COLUMNS), "text"]
    for kind in ("pain", "metric", "tool"):
        assert rows[0]["text"][rows[0][f"{kind}_start"] : rows[0][f"{kind}_end"]] == rows[0][f"{kind}_quote"]
    assert [row["id"] for row in rows if row["error"]] == [f"{source}:6"]


def test_workers_give_the_rows_that_this_process_gives(source: Path, tmp_path: Path) -> None:
    write(source, tmp_path / "here.jsonl")
    write(source, tmp_path / "there.jsonl", engine=local(2))
    assert read(tmp_path / "there.jsonl") == read(tmp_path / "here.jsonl")


@pytest.mark.parametrize("after", [1, 3, 9])
def test_an_interrupted_run_goes_on_where_it_was(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(parts, "PART_ROWS", 2)
    out = tmp_path / "out.jsonl"
    interrupt(source, out, after)
    assert not out.exists()
    seen: list[str] = []
    tally = write(source, out, resume=True, beside=lambda reading: seen.append(reading.row["id"]))
    assert (tally.rows, tally.errors, tally.before) == (10, 1, after)
    ids = [row["id"] for row in read(out)]
    assert ids == [f"p{number}" if number != 5 else f"{source}:6" for number in range(10)]
    assert seen == ids[after:]
    assert [path.name for path in tmp_path.iterdir() if "parts" in path.name] == []


def test_leftovers_are_told_of_and_not_thrown_away(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    interrupt(source, out, 3)
    with pytest.raises(OutError, match=r"3 postings done.*--resume to go on, or --force"):
        write(source, out)
    assert write(source, out, force=True) == Tally(10, 1, 0, source.stat().st_size)


def test_a_run_does_not_go_on_with_other_inputs(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    interrupt(source, out, 3)
    with pytest.raises(OutError, match="--with-text differ"):
        write(source, out, resume=True, with_text=True)
    json_lines(source, [posting(1)])
    with pytest.raises(OutError, match="inputs differ from the run that was interrupted"):
        write(source, out, resume=True)
    assert write(source, out, force=True).rows == 1


def test_a_run_that_failed_before_its_first_row_leaves_nothing(source: Path, tmp_path: Path) -> None:
    def fails(*_: object) -> Any:
        raise EngineError("no workers")

    with pytest.raises(EngineError):
        write(source, tmp_path / "out.jsonl", engine=fails)
    assert list(tmp_path.iterdir()) == [source]


def test_a_file_that_came_into_a_folder_meanwhile_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "postings"
    folder.mkdir()
    for name in ("b.jsonl", "c.jsonl"):
        json_lines(folder / name, [posting(1), posting(2)])
    interrupt(folder, tmp_path / "out.jsonl", 3)
    json_lines(folder / "a.jsonl", [posting(3)])
    with pytest.raises(OutError, match="the inputs have changed"):
        write(folder, tmp_path / "out.jsonl", resume=True)


def test_the_output_in_a_folder_that_is_read_is_no_input(tmp_path: Path) -> None:
    json_lines(tmp_path / "in.jsonl", [posting(1)])
    out = tmp_path / "out.jsonl"
    out.write_text("old\n", encoding="utf-8")
    assert write(tmp_path, out).rows == 1
    assert [row["id"] for row in read(out)] == ["p1"]


def test_two_runs_do_not_write_one_output(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def meanwhile(_: Tally) -> None:
        with pytest.raises(OutError, match="another run is writing it"):
            write(source, out, resume=True)

    assert write(source, out, told=meanwhile).rows == 10


def test_nothing_is_left_where_there_was_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert write(tmp_path / "empty", tmp_path / "out.jsonl").rows == 0
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def title_of(analysis: Analysis) -> str:
    """What a caller makes of an analysis, in a worker."""
    return analysis.posting.title


def test_a_caller_gets_what_its_own_function_makes_of_each_analysis(source: Path, tmp_path: Path) -> None:
    made: list[str | None] = []
    write_batch(
        Inputs([str(source)]),
        tmp_path / "out.jsonl",
        Reader(make=title_of),
        local(1),
        beside=lambda reading: made.append(reading.made),
    )
    assert made == [None if number == 5 else "Machine Learning Engineer" for number in range(10)]


def test_an_output_that_is_a_link_stays_one(source: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    out, place = tmp_path / "out.jsonl", tmp_path / "elsewhere" / "rows.jsonl"
    out.symlink_to(place)
    assert write(source, out).rows == 10
    assert out.is_symlink()
    assert len(read(place)) == 10
