"""`tailor batch` as a user calls it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from jdparse.batch import COLUMNS
from tests.jdparse.batch.samples import job, json_lines, posting
from tests.tailor.calls import SCRIPT, Terminal, hear_interrupts, script, tailor
from tests.tailor.cli.test_cli import refused


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def told(err: str) -> list[str]:
    """The lines of standard error without the rate, which is told where the work took a while."""
    return [re.sub(r", [\d,]+ a second$", "", line) for line in err.splitlines()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return json_lines(tmp_path / "in.jsonl", [posting(number) for number in range(3)])


def test_a_row_a_posting_is_written_and_said(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    outcome = tailor("batch", source, "-o", out, "--workers", "1")
    assert (outcome.code, outcome.out, told(outcome.err)) == (0, "", [f"wrote {out}: 3 rows"])
    assert [list(row) for row in rows(out)] == [[column.name for column in COLUMNS]] * 3
    assert {path.name for path in tmp_path.iterdir()} - {"home"} == {source.name, out.name}


def test_rows_with_an_error_are_counted_and_the_exit_code_says_so(tmp_path: Path) -> None:
    source = json_lines(tmp_path / "in.jsonl", [posting(1), '{"id": "cut'])
    outcome = tailor("batch", source, "-o", tmp_path / "out.jsonl", "--workers", "1")
    assert outcome.code == 1
    assert told(outcome.err) == [f"wrote {tmp_path / 'out.jsonl'}: 2 rows, 1 with an error"]


def test_standard_input_and_output_are_json_lines(source: Path) -> None:
    outcome = tailor("batch", "-", "-o", "-", "--workers", "1", "--with-text", stdin=source.read_bytes())
    assert (outcome.code, outcome.err) == (0, "")
    found = [json.loads(line) for line in outcome.out.splitlines()]
    assert [row["id"] for row in found] == ["p0", "p1", "p2"]
    assert all(row["text"][row["tool_start"] : row["tool_end"]] == row["tool_quote"] for row in found)


def test_columns_are_named_by_options(tmp_path: Path) -> None:
    source = json_lines(tmp_path / "in.jsonl", [{"nr": 7, "body": job(1)["Description"]}])
    out = tmp_path / "out.jsonl"
    assert tailor("batch", source, "-o", out, "--text-column", "body", "--id-column", "nr", "--workers", "1").code == 0
    assert [row["id"] for row in rows(out)] == ["7"]


def test_a_wrong_call_is_one_line(source: Path, tmp_path: Path) -> None:
    refused(tailor("batch", tmp_path / "no.jsonl", "-o", tmp_path / "out.jsonl"), "no.jsonl", "no such file")
    refused(tailor("batch", source, "-o", tmp_path / "no" / "out.jsonl"), "there is no folder")
    refused(tailor("batch", source, "-o", tmp_path / "out.xlsx"), "out.xlsx", ".jsonl, .parquet, .csv")
    refused(tailor("batch", source, "-o", source, "--force"), source, "is an input too")
    refused(tailor("batch", source, "-o", "-", "--resume"), "--resume", "name a file")
    refused(tailor("batch", source, "-o", tmp_path / "out.jsonl", "--address", "auto"), "--address", "--engine ray")
    assert {path.name for path in tmp_path.iterdir()} - {"home"} == {source.name}


def test_a_file_that_is_there_is_never_replaced_without_being_told_to(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("mine\n", encoding="utf-8")
    refused(tailor("batch", source, "-o", out), out, "--force")
    assert out.read_text(encoding="utf-8") == "mine\n"
    assert tailor("batch", source, "-o", out, "--force", "--workers", "1").code == 0
    assert len(rows(out)) == 3


def test_an_empty_folder_is_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(tailor("batch", tmp_path / "empty", "-o", tmp_path / "out.jsonl"), "empty", "no posting in it", code=3)


def test_two_inputs_with_the_same_ids_are_told_apart_by_their_sources(source: Path, tmp_path: Path) -> None:
    other = json_lines(tmp_path / "other.jsonl", [posting(0)])
    out = tmp_path / "out.jsonl"
    assert tailor("batch", source, other, "-o", out, "--workers", "1").code == 0
    assert [(row["id"], row["source"]) for row in rows(out)] == [
        ("p0", str(source)),
        ("p1", str(source)),
        ("p2", str(source)),
        ("p0", str(other)),
    ]


def begun(*args: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [SCRIPT, "batch", *args], stderr=subprocess.PIPE, start_new_session=True, preexec_fn=hear_interrupts
    )


def wait_for_rows(parts: Path, least: int) -> None:
    end = time.monotonic() + 60
    while max((int(part.stem) for part in parts.glob("[0-9]*.jsonl")), default=0) < least:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_ctrl_c_keeps_what_is_done_and_a_resumed_run_has_each_row_once(tmp_path: Path) -> None:
    source = json_lines(tmp_path / "in.jsonl", [posting(number) for number in range(600)])
    out = tmp_path / "out.jsonl"
    run = begun(source, "-o", out)
    wait_for_rows(tmp_path / ".out.jsonl.parts", 500)
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (130, b"tailor: interrupted; what is done is kept, go on with --resume\n")
    assert not out.exists()
    refused(script("batch", source, "-o", out), "add --resume to go on")
    assert script("batch", source, "-o", out, "--resume").code == 0
    assert [row["id"] for row in rows(out)] == [f"p{number}" for number in range(600)]


def test_a_run_that_is_killed_goes_on_and_loses_no_row(tmp_path: Path) -> None:
    lines = [posting(number) if number % 100 else '{"id": "cut' for number in range(700)]
    source, out = json_lines(tmp_path / "in.jsonl", lines), tmp_path / "out.parquet"
    run = begun(source, "-o", out)
    wait_for_rows(tmp_path / ".out.parquet.parts", 500)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate(timeout=30)
    assert not out.exists()
    outcome = script("batch", source, "-o", out, "--resume")
    assert (outcome.code, outcome.out) == (1, "")
    assert told(outcome.err) == [f"wrote {out}: 700 rows, 7 with an error"]
    import pyarrow.parquet as pq

    ids = pq.read_table(out, columns=["id"]).column("id").to_pylist()
    assert ids == [f"p{number}" if number % 100 else f"{source}:{number + 1}" for number in range(700)]


def test_a_terminal_shows_how_far_it_is_and_nothing_remains(tmp_path: Path) -> None:
    source = json_lines(tmp_path / "in.jsonl", [posting(number) for number in range(2000)])
    run = Terminal("batch", source, "-o", tmp_path / "out.jsonl", "--workers", "1", columns=100, env={"TERM": "xterm"})
    run.expect("Reading, ")
    run.expect(" a second, ")
    run.expect("s left")
    assert run.finish(seconds=60).code == 0
    shown = [line for line in run.screen.display if line.strip()]
    assert len(shown) <= 2
    assert "2,000 rows" in "".join(shown)


def listening(session: int) -> set[str]:
    """The addresses at which the processes of a session listen, as the system writes them."""
    addresses: dict[str, str] = {}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                addresses[f"socket:[{fields[9]}]"] = fields[1].partition(":")[0]
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getsid(int(process.name)) == session:
                found |= {addresses.get(str(file.readlink()), "") for file in (process / "fd").iterdir()}
    return found - {""}


def test_ray_gives_the_rows_of_the_processes_and_listens_to_this_machine_alone(tmp_path: Path) -> None:
    lines = [posting(number) if number != 7 else '{"id": "cut' for number in range(40)]
    source = json_lines(tmp_path / "in.jsonl", lines)
    run = begun(source, "-o", tmp_path / "ray.jsonl", "--engine", "ray", "--workers", "2")
    heard = set()
    while run.poll() is None:
        heard |= listening(run.pid)
        time.sleep(0.5)
    _, err = run.communicate()
    assert run.returncode == 1
    assert told(err.decode()) == [f"wrote {tmp_path / 'ray.jsonl'}: 40 rows, 1 with an error"]
    assert heard
    assert heard <= {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
    assert tailor("batch", source, "-o", tmp_path / "local.jsonl").code == 1
    assert rows(tmp_path / "ray.jsonl") == rows(tmp_path / "local.jsonl")
