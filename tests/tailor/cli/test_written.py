"""`tailor brief`, `draft --written` and `draft --writer`, as a person calls them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import pytest

from tests.tailor.brief.writing import HONEST
from tests.tailor.calls import Terminal, tailor
from tests.tailor.samples import FRESHNESS, FULL, write

LIE = HONEST.replace("from 19 hours to 55 seconds", "from 19 hours to 5 seconds")
GONE = HONEST.replace("Could we talk", "I hold a PhD from Stanford. [f1] Could we talk")


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    return write(tmp_path / "posting.txt", FRESHNESS)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.toml", FULL)


@pytest.fixture
def call(posting: Path, profile: Path) -> tuple[str | Path, ...]:
    return ("draft", posting, "--profile", profile)


def writer(folder: Path, lines: str) -> str:
    """A command that runs some lines of Python with the brief in `told`."""
    program = write(folder / "writer.py", f"import os, sys, time\ntold = sys.stdin.read()\n{lines}\n")
    return f"{sys.executable} {program}"


def test_a_brief_is_written_as_text_and_as_json(posting: Path, profile: Path) -> None:
    text = tailor("brief", posting, "--profile", profile)
    assert text.code == 0
    assert text.out.startswith("Personal data in this brief: 14 facts of 2 stories")
    row = json.loads(tailor("brief", posting, "--profile", profile, "--format", "json").out)
    assert [one["name"] for one in row["stories"]] == ["fares", "timetable"]
    assert row["highlights"][0]["id"] == "p1"


def test_a_brief_follows_the_options_of_a_letter(posting: Path, profile: Path) -> None:
    out = tailor(
        "brief", posting, "--profile", profile, "--length", "150", "--story", "timetable", "--tool", "none"
    ).out
    assert "150 words, at least 138 and at most 162." in out
    assert out.index("The story to tell: timetable") < out.index("Another story: fares")
    assert "\np3 " not in out


def test_a_written_letter_is_taken_back_from_a_file_and_from_a_pipe(
    call: tuple[str | Path, ...], tmp_path: Path
) -> None:
    answer = write(tmp_path / "answer.txt", f"Here is your letter:\n\n{HONEST}\n")
    made = tailor(*call, "--written", answer)
    assert made.code == 0
    assert made.out.startswith("Dear Hiring Manager,\n\nAt Norrby Buses I run")
    assert "written:" not in made.err
    assert tailor(*call, "--written", "-", stdin=HONEST.encode()).out == made.out
    assert tailor(*call, "--written", stdin=HONEST.encode()).out == made.out


def test_every_output_is_as_before(call: tuple[str | Path, ...], tmp_path: Path) -> None:
    answer = write(tmp_path / "answer.txt", HONEST)
    for ending in (".txt", ".md", ".docx", ".pdf"):
        assert tailor(*call, "--written", answer, "-o", tmp_path / f"letter{ending}").code == 0
        assert (tmp_path / f"letter{ending}").stat().st_size > 500
    row = json.loads(tailor(*call, "--written", answer, "--format", "json").out)
    assert "".join(span["text"] for span in row["trace"]) == row["text"]
    assert {"--written", "story.fares.result"} <= {span["ref"] for span in row["trace"]}


def test_a_lie_is_told_and_replaced(call: tuple[str | Path, ...], tmp_path: Path) -> None:
    made = tailor(*call, "--written", write(tmp_path / "answer.txt", LIE))
    assert made.code == 0
    assert " 5 seconds" not in made.out
    assert 'is replaced by ours: "5 seconds"' in made.err


def test_a_strict_call_ends_where_a_sentence_would_have_to_go(call: tuple[str | Path, ...], tmp_path: Path) -> None:
    answer, target = write(tmp_path / "answer.txt", GONE), tmp_path / "letter.txt"
    made = tailor(*call, "--written", answer, "--strict", "-o", target)
    assert (made.code, made.out, target.exists()) == (1, "", False)
    assert "is left out" in made.err
    assert tailor(*call, "--written", answer, "-o", target).code == 0
    assert "Stanford" not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--written", "nowhere.txt"), "nowhere.txt: no such file"),
        (("--written", "ANSWER", "--template", "250"), "--template"),
        (("--written", "ANSWER", "--writer", "cat"), "--writer: the letter is written already"),
        (("--writer", "no-such-writer-here"), "no such command"),
        (("--writer", "''"), "no such command"),
        (("--writer", "'"), "close the quotation mark"),
        (("--writer", "cat"), "nobody is here to say"),
    ],
)
def test_a_wrong_call_gets_one_line(
    call: tuple[str | Path, ...], tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    answer = write(tmp_path / "answer.txt", HONEST)
    made = tailor(*call, *(str(answer) if option == "ANSWER" else option for option in options))
    assert (made.code, made.out) == (2, "")
    assert said in made.err
    assert len(made.said) == 1


def test_posting_and_answer_cannot_both_be_standard_input(profile: Path) -> None:
    made = tailor("draft", "--profile", profile, "--written", "-", stdin=HONEST.encode())
    assert made.code == 2
    assert "standard input is the posting already" in made.err


def test_an_empty_answer_is_nothing_to_do(call: tuple[str | Path, ...]) -> None:
    assert tailor(*call, "--written", "-", stdin=b" \n").code == 3


def test_a_command_writes(call: tuple[str | Path, ...], tmp_path: Path) -> None:
    command = writer(tmp_path, f"assert told.startswith('Personal data')\nprint({HONEST!r})")
    made = tailor(*call, "--writer", command, "--yes")
    assert made.code == 0
    assert made.out == tailor(*call, "--written", "-", stdin=HONEST.encode()).out


def test_what_failed_goes_back_once_with_the_findings(call: tuple[str | Path, ...], tmp_path: Path) -> None:
    lines = (
        f"open({str(tmp_path / 'calls')!r}, 'a').write('x')\n"
        f"print({HONEST!r} if 'What does not stand' in told and '5 seconds' in told else {LIE!r})"
    )
    made = tailor(*call, "--writer", writer(tmp_path, lines), "--yes")
    assert "written:" not in made.err
    assert (tmp_path / "calls").read_text(encoding="utf-8") == "xx"
    again = tailor(*call, "--writer", writer(tmp_path, lines), "--yes", "--rounds", "1")
    assert "is replaced by ours" in again.err
    assert (tmp_path / "calls").read_text(encoding="utf-8") == "xxx"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("sys.exit(1)", "failed with exit code 1"),
        ("print('no model here', file=sys.stderr); sys.exit(3)", "exit code 3: no model here"),
        ("pass", "printed nothing"),
        ("while True: time.sleep(1)", "did not end within 1 seconds"),
        ("print('word ' * 1_000_000)", "printed more than"),
        ("sys.stdout.buffer.write(bytes([255, 254, 200]) * 50)", "not UTF-8"),
        ("os.kill(os.getpid(), 9)", "ended by signal 9"),
        ("print(told)", "sentences"),
        ("print('As an AI, I cannot write letters.')", "holds no letter"),
        ('print(\'{"error": "no such model"}\')', "sentences"),
    ],
)
def test_a_broken_writer_leaves_our_own_letter_and_one_line(
    call: tuple[str | Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, said: str
) -> None:
    monkeypatch.setenv("TAILOR_WRITER_SECONDS", "1")
    own = tailor(*call)
    made = tailor(*call, "--writer", writer(tmp_path, lines), "--yes")
    assert (made.code, made.out) == (0, own.out)
    told = [line for line in made.err_lines if line.startswith("note: writer:")]
    assert len(told) == 1
    assert said in told[0]
    assert "the program's own" in told[0]


def test_a_writer_that_does_not_read_the_brief_is_heard(call: tuple[str | Path, ...], tmp_path: Path) -> None:
    program = write(tmp_path / "deaf.py", f"import sys; sys.stdin.close(); print({HONEST!r})")
    assert "written" not in tailor(*call, "--writer", f"{sys.executable} {program}", "--yes").err


def test_no_child_process_is_left(
    call: tuple[str | Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAILOR_WRITER_SECONDS", "1")
    pids = tmp_path / "pids"
    lines = (
        "import subprocess\nchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
    )
    for end in ("print('hello'); sys.exit(0)", "time.sleep(60)"):
        tailor(*call, "--writer", writer(tmp_path, lines + end), "--yes")
        for pid in map(int, pids.read_text(encoding="utf-8").split()):
            assert not _runs(pid)


def _runs(pid: int) -> bool:
    """Whether a process still runs, a moment given to whoever reaps it."""
    for _ in range(50):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
        if not state.strip() or state.strip().startswith("Z"):
            return False
        time.sleep(0.05)
    return True


def test_the_command_is_run_without_a_shell(call: tuple[str | Path, ...], tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    tailor(*call, "--writer", f"cat ; touch {trap}", "--yes")
    tailor(*call, "--writer", f"cat $(touch {trap})", "--yes")
    assert not trap.exists()


def test_the_settings_name_the_writer_and_may_have_agreed(
    call: tuple[str | Path, ...], tmp_path: Path, home: Path
) -> None:
    command = writer(tmp_path, f"print({HONEST!r})")
    folder = home / "config" / "tailor"
    folder.mkdir(parents=True)
    write(folder / "settings.toml", f"writer = {json.dumps(command)}\n")
    assert tailor(*call).code == 2
    write(folder / "settings.toml", f"writer = {json.dumps(command)}\nwriter_agreed = {json.dumps(command)}\n")
    assert "At Norrby Buses I run the fare-fraud scoring service: p99 of 33 ms" in tailor(*call).out
    assert tailor(*call, "--writer", "none").out != tailor(*call).out


def test_the_first_use_shows_the_data_and_asks(posting: Path, profile: Path, tmp_path: Path, home: Path) -> None:
    command = writer(tmp_path, f"print({HONEST!r})")
    kept = home / "config" / "tailor" / "settings.toml"
    at = Terminal("draft", posting, "--profile", profile, "--no-review", "--writer", command)
    shown = at.answer("give it the brief", "y")
    made = at.finish()
    assert "14 facts of 2 stories" in shown
    assert made.code == 0
    assert "writer_agreed" in kept.read_text(encoding="utf-8")


def test_tailor_itself_opens_no_connection(
    call: tuple[str | Path, ...], posting: Path, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert tailor("brief", posting, "--profile", profile).code == 0
    assert tailor(*call, "--written", "-", stdin=HONEST.encode()).code == 0
    assert tailor(*call, "--writer", writer(tmp_path, f"print({HONEST!r})"), "--yes").code == 0
    assert os.environ.get("HOME")
