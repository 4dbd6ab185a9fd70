"""`tailor draft --edit-letter` and `--open`, and the menu at a real terminal."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from wcwidth import wcswidth

from tests.tailor.calls import Terminal, tailor
from tests.tailor.samples import BULLETS, FULL, write

CLAIM = "file.write_text(file.read_text().replace('Kind regards', 'I cut costs by 97%.\\n\\nKind regards'))"


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    return write(tmp_path / "posting.txt", BULLETS)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.toml", FULL)


def test_what_comes_back_from_the_editor_is_printed_written_and_checked(
    posting: Path, profile: Path, tmp_path: Path, editor: Callable[[str], Path]
) -> None:
    call = ("draft", posting, "--profile", profile)
    plain = tailor(*call)
    shown = editor(CLAIM)
    edited = tailor(*call, "--edit-letter")
    assert shown.read_text(encoding="utf-8") == plain.out
    assert edited.out == plain.out.replace("Kind regards", "I cut costs by 97%.\n\nKind regards")
    assert "check: FCT101" in edited.err
    assert "check: FCT101" not in plain.err
    path = tmp_path / "letter.txt"
    assert tailor(*call, "--edit-letter", "-o", path).out == ""
    assert path.read_text(encoding="utf-8") == edited.out


def test_the_json_of_an_edited_letter_says_what_was_written_by_hand(
    posting: Path, profile: Path, editor: Callable[[str], Path]
) -> None:
    editor(CLAIM)
    row = json.loads(tailor("draft", posting, "--profile", profile, "--edit-letter", "--format", "json").out)
    by_hand = [span["text"] for span in row["trace"] if (span["source"], span["ref"]) == ("option", "--edit-letter")]
    assert "".join(span["text"] for span in row["trace"]) == row["text"]
    assert "97%" in " ".join(by_hand)
    assert row["paragraphs"][-1] == "I cut costs by 97%."


def test_an_editor_that_saves_nothing_leaves_the_letter(
    posting: Path, profile: Path, editor: Callable[[str], Path]
) -> None:
    editor("")
    edited = tailor("draft", posting, "--profile", profile, "--edit-letter")
    assert edited.out == tailor("draft", posting, "--profile", profile).out
    assert "note: --edit-letter: the editor was closed without saving" in edited.err


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("file.write_text(' ')", "no letter came back"),
        ("file.write_bytes(b'\\xff\\xfe')", "UTF-8"),
        ("sys.exit(7)", "VISUAL or EDITOR"),
    ],
)
def test_a_letter_that_does_not_come_back_is_told_and_nothing_is_written(
    lines: str, said: str, posting: Path, profile: Path, tmp_path: Path, editor: Callable[[str], Path]
) -> None:
    editor(lines)
    path = tmp_path / "letter.txt"
    outcome = tailor("draft", posting, "--profile", profile, "--edit-letter", "-o", path)
    assert (outcome.code, outcome.out, len(outcome.said)) == (2, "", 1)
    assert said in outcome.said[0]
    assert not path.exists()


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose opener writes what it is asked to open into this file."""
    folder, log = tmp_path / "bin", tmp_path / "opened.txt"
    folder.mkdir()
    command = write(folder / "xdg-open", f'#!/bin/sh\nprintf %s "$1" > "{log}.new" && mv "{log}.new" "{log}"\n')
    command.chmod(0o755)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    return log


@pytest.mark.filterwarnings(
    "ignore:.*Popen:pytest.PytestUnraisableExceptionWarning"
)  # click does not wait for the opener
def test_the_file_that_was_written_is_opened(
    posting: Path, profile: Path, tmp_path: Path, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tailor("draft", posting, "--profile", profile, "-o", "letter.txt", "--open").code == 0
    end = time.monotonic() + 20
    while not opened.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert opened.read_text(encoding="utf-8") == str(tmp_path / "letter.txt")


def test_a_file_that_nothing_opens_is_written_all_the_same(
    posting: Path, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "letter.txt"
    outcome = tailor("draft", posting, "--profile", profile, "-o", path, "--open")
    assert outcome.code == 0
    assert path.exists()
    assert "no program here opens it" in outcome.err


def test_without_a_file_there_is_nothing_to_open(posting: Path, profile: Path) -> None:
    outcome = tailor("draft", "gone.txt", "--profile", profile, "--open")
    assert (outcome.code, outcome.out, len(outcome.err_lines)) == (2, "", 1)
    assert "-o FILE" in outcome.err


def test_a_person_goes_from_the_review_to_a_file_on_a_small_screen(
    posting: Path, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    terminal = Terminal("draft", posting, "--profile", profile, out=True, columns=60, rows=20)
    terminal.review(tool="none")
    shown = terminal.answer("next", "length")
    assert "Dear Hiring Manager," in shown
    assert "KServe" not in shown.partition("Dear Hiring Manager,")[2]
    terminal.answer("length: 150, 250 or 400", "150")
    shown = terminal.answer("next", "save")
    assert [line for line in shown.splitlines() if wcswidth(line) > 60] == []
    assert any(re.match(r"\d+ words, story \w+, not saved\.", line) for line in terminal.screen.display)
    terminal.answer("save as", "mine.txt")
    terminal.answer("next", "q")
    outcome = terminal.finish()
    assert outcome.code == 0
    assert 140 < len(Path("mine.txt").read_text(encoding="utf-8").split()) < 180
