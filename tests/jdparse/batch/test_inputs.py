"""Inputs as a stream: formats, ids, and what goes wrong with files from elsewhere."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jdparse.batch import Inputs, Names, lines
from jdparse.errors import ReadError
from tests.jdparse.batch.samples import job, json_lines, posting, rows_of
from tests.jdparse.samples import RANKING


def table(path: Path, rows: list[dict[str, Any]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_json_lines_keep_their_ids_and_their_order(tmp_path: Path) -> None:
    rows = rows_of(json_lines(tmp_path / "in.jsonl", [posting(number) for number in (3, 1, 2)]))
    assert [(row["id"], row["row"]) for row in rows] == [("p3", 1), ("p1", 2), ("p2", 3)]
    assert {row["tool_name"] for row in rows} == {"Kubeflow"}


def test_a_row_without_an_id_is_called_by_its_source_and_its_number(tmp_path: Path) -> None:
    bare = {"text": RANKING}
    path = json_lines(tmp_path / "in.jsonl", [bare, "", bare])
    assert [row["id"] for row in rows_of(path)] == [f"{path}:1", f"{path}:3"]


def test_packed_lines_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(posting(number)) for number in range(3)).encode()))
    assert [row["id"] for row in rows_of(path)] == ["p0", "p1", "p2"]


def test_a_packed_file_that_is_cut_off_keeps_what_it_has_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl.gz"
    noise = [{**posting(number), "other": str(hash((number, "noise")))} for number in range(200)]
    whole = gzip.compress("\n".join(json.dumps(row) for row in noise).encode())
    path.write_bytes(whole[: len(whole) // 2])
    rows = rows_of(path)
    assert rows[-1]["error"] == "is a gzip file that is cut off; pack it again"
    assert all(row["error"] is None for row in rows[:-1])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "x", "text": "cut', "is not a JSON object"),
        ('{"id": "x", "text": ""}', "has an empty text"),
        ("7", "is not a posting"),
    ],
)
def test_a_broken_row_is_a_row_with_an_error(tmp_path: Path, line: str, said: str) -> None:
    rows = rows_of(json_lines(tmp_path / "in.jsonl", [posting(1), line, posting(2)]))
    assert [row["error"] is None for row in rows] == [True, False, True]
    assert said in rows[1]["error"]
    assert rows[1]["row"] == 2


def test_a_line_that_is_longer_than_any_posting_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 5_000)
    path = json_lines(tmp_path / "in.jsonl", [posting(1), {"id": "huge", "text": "word " * 9_000}, posting(2)])
    rows = rows_of(path)
    assert [row["error"] is None for row in rows] == [True, False, True]
    assert "far more than a posting" in rows[1]["error"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_of_any_separator_and_mark_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = table(tmp_path / "jobs.csv", [job(number) for number in range(3)], delimiter, encoding)
    rows = rows_of(path)
    assert [row["company"] for row in rows] == ["Quillmark 0", "Quillmark 1", "Quillmark 2"]
    assert [row["id"] for row in rows] == [f"{path}:{number}" for number in (1, 2, 3)]
    assert {row["tool_name"] for row in rows} == {"Kubeflow"}


def test_a_table_whose_columns_have_no_usual_name_is_read_by_what_they_hold(tmp_path: Path) -> None:
    path = table(tmp_path / "jobs.csv", [{"nr": number, "blob": RANKING} for number in range(3)])
    assert [row["tool_name"] for row in rows_of(path)] == ["Kubeflow"] * 3


def test_the_call_can_name_the_columns(tmp_path: Path) -> None:
    rows = [{"nr": number, "a": RANKING, "description": "short", "who": "Pellworm"} for number in range(2)]
    names = Names(text="a", id="nr", company="who")
    for path in (
        table(tmp_path / "jobs.csv", rows),
        parquet(tmp_path / "jobs.parquet", rows),
        json_lines(tmp_path / "jobs.jsonl", rows),
    ):
        found = rows_of(path, names=names, with_text=True)
        assert [(row["id"], row["company"], row["error"]) for row in found] == [
            ("0", "Pellworm", None),
            ("1", "Pellworm", None),
        ]
        assert all("p99 latency" in row["text"] for row in found)


def test_parquet_is_read_without_columns_that_tell_nothing(tmp_path: Path) -> None:
    rows = [{"job_id": number, "vector": [0.5, 0.25], **job(number)} for number in range(300)]
    found = rows_of(parquet(tmp_path / "jobs.parquet", rows))
    assert [row["id"] for row in found] == [str(number) for number in range(300)]


@pytest.mark.parametrize("names", [Names(), Names(text="body")])
def test_a_table_without_a_text_names_its_columns(tmp_path: Path, names: Names) -> None:
    rows = [{"nr": 1, "pay": 2.5}, {"nr": 2, "pay": 3.5}]
    for path in (parquet(tmp_path / "pay.parquet", rows), table(tmp_path / "pay.csv", rows)):
        with pytest.raises(ReadError, match="its columns are nr, pay"):
            rows_of(path, names=names)


def test_a_key_that_a_row_has_not_is_an_error_of_that_row(tmp_path: Path) -> None:
    rows = rows_of(json_lines(tmp_path / "in.jsonl", [{"body": RANKING}, {"other": 1}]), names=Names(text="body"))
    assert rows[0]["error"] is None
    assert rows[1]["error"] == "has no key 'body'; its keys are other"


def test_a_folder_is_read_by_the_names_of_its_files_and_a_binary_one_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "postings"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_text(RANKING, encoding="utf-8")
    (folder / "a.bin").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / ".hidden").write_text("no", encoding="utf-8")
    (folder / "deep" / "c.txt").write_text(RANKING, encoding="utf-8")
    rows = rows_of(folder)
    assert [row["source"] for row in rows] == [str(folder / name) for name in ("a.bin", "b.txt", "deep/c.txt")]
    assert [row["error"] is None for row in rows] == [False, True, True]
    assert rows[0]["error"] == "is a picture; copy the posting's text instead"
    assert rows[1]["id"] == str(folder / "b.txt")


def test_a_list_in_one_document_is_a_row_a_job(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(
        json.dumps([{"id": "1", "text": RANKING}, {"text": RANKING}, {"text": ""}], indent=1), encoding="utf-8"
    )
    rows = rows_of(path)
    assert [row["id"] for row in rows] == ["1", f"{path}:2", f"{path}:3"]
    assert [row["error"] is None for row in rows] == [True, True, False]


def test_a_pattern_names_files(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        json_lines(tmp_path / name, [posting(1)])
    rows = rows_of(f"{tmp_path}/*.jsonl")
    assert [(Path(row["source"]).name, row["id"]) for row in rows] == [("a.jsonl", "p1"), ("b.jsonl", "p1")]


@pytest.mark.parametrize("name", ["nothing.jsonl", "nothing*.jsonl"])
def test_an_input_that_is_not_there_is_told_of_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError, match="check the"):
        Inputs([str(tmp_path / name)]).check()


def test_a_table_that_breaks_keeps_the_rows_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path / "jobs.csv", [job(number) for number in range(60)])
    with path.open("a", encoding="utf-8") as file:
        file.write(f'"Engineer","Pellworm","{"word " * 5_000}"\n')
    monkeypatch.setattr("jdparse.batch.tables.MAX_LINE_BYTES", 20_000)
    rows = rows_of(path)
    assert len(rows) == 61
    assert "is a broken table from line" in rows[-1]["error"]


def test_standard_input_that_cannot_be_kept_for_the_run_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    pieces = list(Inputs(["-"], Names(), io.BytesIO(b"{}")).pieces())
    assert [piece.error for piece in pieces] == [
        "cannot be kept on the disk while it is read (No space left on device)"
    ]
