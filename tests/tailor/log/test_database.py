"""The log's file: locked, broken, cut short, of another version, and written to by several at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tailor.errors import LogError
from tailor.log import database
from tailor.log.book import put_entry, read_entries
from tests.tailor.log.letters import close_folder, entry


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite"


def told(path: Path) -> str:
    """What is said of a log that cannot be used: one line that names it."""
    with pytest.raises(LogError) as caught:
        put_entry(path, entry())
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    with pytest.raises(LogError):
        read_entries(path)
    return message


@pytest.mark.parametrize(
    "content", [b"no database at all, but a text\n" * 40, os.urandom(4096), b"SQLite format 3\0" + b"x" * 4000]
)
def test_a_broken_file_is_told_with_a_way_out_and_left_as_it_is(log: Path, content: bytes) -> None:
    log.write_bytes(content)
    assert "tailor log delete --all" in told(log)
    assert log.read_bytes() == content


def test_a_file_that_was_cut_short_is_told(log: Path) -> None:
    for number in range(40):
        put_entry(log, entry(digest=str(number), letter="words " * 500))
    log.write_bytes(log.read_bytes()[:30_000])
    with pytest.raises(LogError, match="malformed"):
        read_entries(log)


def test_an_empty_file_is_a_log_that_nothing_was_put_into(log: Path) -> None:
    log.touch()
    assert read_entries(log) == []
    put_entry(log, entry())
    assert len(read_entries(log)) == 1


def test_a_database_of_another_program_is_left_alone(log: Path) -> None:
    with closing(sqlite3.connect(log)) as other:
        other.execute("CREATE TABLE letter (id)")
    before = log.read_bytes()
    assert "another program" in told(log)
    assert log.read_bytes() == before


def test_a_log_of_a_later_version_is_told_in_one_line(log: Path) -> None:
    put_entry(log, entry())
    with closing(sqlite3.connect(log)) as later:
        later.execute(f"PRAGMA user_version = {len(database.MIGRATIONS) + 1}")
    assert "later version" in told(log)


def test_a_log_of_an_earlier_version_is_brought_up_to_date(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_entry(log, entry())
    monkeypatch.setattr(
        database, "MIGRATIONS", (*database.MIGRATIONS, ["ALTER TABLE letter ADD COLUMN pay TEXT NOT NULL DEFAULT ''"])
    )
    put_entry(log, entry(digest="b"))
    assert len(read_entries(log)) == 2
    with closing(sqlite3.connect(log)) as base:
        assert base.execute("PRAGMA user_version").fetchone() == (len(database.MIGRATIONS),)
        assert base.execute("SELECT pay FROM letter").fetchall() == [("",), ("",)]


def test_a_step_that_fails_leaves_the_schema_as_it_was(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_entry(log, entry())
    with monkeypatch.context() as later:
        step = ["ALTER TABLE letter ADD COLUMN pay TEXT", "ALTER TABLE nothing ADD COLUMN pay TEXT"]
        later.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, step))
        told(log)
    assert len(read_entries(log)) == 1


def test_a_folder_in_its_place_is_told(log: Path) -> None:
    log.mkdir()
    assert "is a folder" in told(log)


def test_a_folder_that_is_closed_is_told(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_folder(monkeypatch)
    with pytest.raises(LogError, match=r"log\.sqlite: cannot be made \(Permission denied\)"):
        put_entry(log, entry())


def test_a_file_that_may_only_be_read_is_read_and_not_written(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_entry(log, entry())
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda place, **how: connect(place.replace("mode=rw", "mode=ro"), **how))
    assert len(read_entries(log)) == 1
    with pytest.raises(LogError, match="no permission"):
        put_entry(log, entry(digest="b"))


def test_a_log_that_another_process_holds_is_waited_for_and_then_told(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_entry(log, entry())
    monkeypatch.setattr(database, "SECONDS", 0.2)
    with closing(sqlite3.connect(log, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "another program is writing" in told(log)
        other.execute("ROLLBACK")
    assert len(read_entries(log)) == 1


def _python(code: str, *args: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_two_processes_at_once_lose_no_letter(log: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from tailor.log.book import put_entry; from tests.tailor.log.letters import entry\n"
        "for number in range(25): put_entry(Path(sys.argv[1]), entry(digest=sys.argv[2] + str(number)))"
    )
    both = [_python(code, log, name) for name in ("a", "b")]
    assert [(process.communicate(timeout=60)[1], process.returncode) for process in both] == [(b"", 0)] * 2
    entries = read_entries(log)
    assert {one.digest for one in entries} == {f"{name}{number}" for name in "ab" for number in range(25)}
    assert all(one.asked == entry().asked for one in entries)
    assert sorted(path.name for path in log.parent.iterdir() if path.name.startswith("log")) == ["log.sqlite"]


def test_a_kill_in_the_middle_of_a_save_leaves_what_was_there(log: Path) -> None:
    put_entry(log, entry())
    code = (
        "import sys, time; from pathlib import Path\n"
        "from tailor.log.database import open_log, writing\n"
        "with open_log(Path(sys.argv[1])) as base, writing(base):\n"
        "    base.execute('PRAGMA cache_size = 1')\n"  # what does not fit is written before the end
        "    base.execute('UPDATE letter SET letter = zeroblob(400000)')\n"
        "    base.execute('DELETE FROM highlight')\n"
        "    print('half', flush=True); time.sleep(60)"
    )
    process = _python(code, log)
    assert process.stdout is not None
    assert process.stdout.readline() == b"half\n"
    assert log.with_name("log.sqlite-journal").exists()
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    (kept,) = read_entries(log)
    assert (kept.letter, kept.asked) == (entry().letter, entry().asked)
    put_entry(log, entry(digest="b"))
    assert len(read_entries(log)) == 2
