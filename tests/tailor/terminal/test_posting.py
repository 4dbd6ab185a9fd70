"""Where a posting comes from at the terminal: a paste, the editor, the clipboard; and a letter onto the clipboard."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tailor.terminal.answerer as tailor_questions
from tailor.terminal.paste import read_paste
from tests.tailor.calls import SCRIPT, Outcome, Terminal, tailor
from tests.tailor.samples import BULLETS, FULL, write

#: A posting on one line, as a copy out of some pages gives it, five times as long as a terminal's line may be.
LONG_LINE = "Responsibilities: cut the p99 latency of our Kubeflow ranking models, which are too slow for search. " + (
    "You will work with people who like to write long lines about small things. " * 270
)


#: The call that chooses what a person keeps with Enter.
FIRST = ("--pain", "1", "--metric", "1", "--tool", "1")


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    return write(tmp_path / "posting.txt", BULLETS)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.toml", FULL)


def refused(outcome: Outcome, *names: str, code: int = 2) -> None:
    """One line on standard error that names these, and nothing on standard output."""
    assert (outcome.code, outcome.out) == (code, ""), outcome
    assert len(outcome.err_lines) == 1, outcome.err
    assert outcome.err.startswith("tailor: ")
    for name in names:
        assert name in outcome.err


def text_read(outcome: Outcome) -> str:
    """The text that an analysis was made of."""
    assert outcome.code == 0, outcome
    text = json.loads(outcome.out)["text"]
    assert isinstance(text, str)
    return text


# --- a paste at the terminal ----------------------------------------------------------------------


def paste(*args: str | Path, echo: bool = False) -> Terminal:
    """The command at a terminal, waiting for a paste."""
    terminal = Terminal(*args, echo=echo)
    terminal.expect("Paste the ")
    terminal.expect("then press Ctrl-D.")
    return terminal


def test_a_paste_is_reviewed_at_the_same_terminal(posting: Path, profile: Path) -> None:
    terminal = paste("draft", "--profile", profile)
    terminal.type(BULLETS + "\x04")
    terminal.review()
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (0, tailor("draft", posting, "--profile", profile, *FIRST).out)


@pytest.mark.parametrize("call", [("analyze", "-"), ("draft", "--no-review")])
def test_a_paste_gives_what_a_pipe_gives(call: tuple[str, ...], profile: Path) -> None:
    options = ("--profile", profile) if call[0] == "draft" else ()
    terminal = paste(*call, *options)
    terminal.type(BULLETS + "\x04")
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (0, tailor(call[0], *options, stdin=BULLETS.encode()).out)
    assert terminal.settings_after == terminal.settings_before


def test_a_pasted_line_longer_than_the_terminals_own_arrives_whole() -> None:
    assert len(LONG_LINE) > 20_000
    terminal = paste("analyze", "--format", "json", "--with-text")
    terminal.type(LONG_LINE + "\x04")
    outcome = terminal.finish()
    assert text_read(outcome) == LONG_LINE
    assert json.loads(outcome.out)["tool"]["name"] == "Kubeflow"
    assert terminal.settings_after == terminal.settings_before


def test_a_long_line_arrives_whole_where_the_terminal_shows_it() -> None:
    terminal = paste("analyze", "--format", "json", "--with-text", echo=True)
    terminal.type(LONG_LINE + "\n")
    terminal.type("The end.\n\x04")
    outcome = terminal.finish()
    assert text_read(outcome) == LONG_LINE + "\nThe end.\n"
    assert "The end." in outcome.err
    assert "^D" not in outcome.err


def test_the_end_may_stand_in_the_middle_of_a_line() -> None:
    terminal = paste("analyze", "--format", "json", "--with-text")
    terminal.type("Duties\n- Cut our latency\x04")
    assert text_read(terminal.finish()) == "Duties\n- Cut our latency"


def test_what_is_pasted_behind_the_end_answers_no_question(posting: Path, profile: Path) -> None:
    terminal = paste("draft", "--profile", profile)
    terminal.type(BULLETS + "\x04none\nnone\nnone\n")
    terminal.review()
    assert terminal.finish().out == tailor("draft", posting, "--profile", profile, *FIRST).out


def test_the_erase_key_takes_back_a_character_of_the_line() -> None:
    terminal = paste("analyze", "--format", "json", "--with-text")
    terminal.type("Cut our latencz\x7fy\nand our caf\u00e9\x7fe bills\n\x7f\x7fby \U0001f680\x7fhalf\x04")
    assert text_read(terminal.finish()) == "Cut our latency\nand our cafe bills\nby half"


def test_what_is_erased_goes_from_the_terminal_too() -> None:
    terminal = paste("analyze", "--format", "json", "--with-text", echo=True)
    terminal.type("Cut our latencz")
    terminal.type("\x7f")
    terminal.expect("\b \b")
    terminal.type("y\x04")
    assert text_read(terminal.finish()) == "Cut our latency"


def test_an_interrupted_paste_leaves_the_terminal_as_it_was(profile: Path) -> None:
    terminal = paste("draft", "--profile", profile)
    terminal.type("Duties\n- Cut our lat")
    assert terminal.settings != terminal.settings_before
    terminal.insist("\x03")
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (130, "")
    assert "Traceback" not in outcome.err
    assert terminal.settings_after == terminal.settings_before


def test_a_paste_that_is_ended_from_outside_leaves_the_terminal_as_it_was() -> None:
    terminal = paste("analyze")
    terminal.type("Duties\n")
    terminal.end(signal.SIGTERM)
    outcome = terminal.finish()
    assert outcome.code == 128 + signal.SIGTERM
    assert "Traceback" not in outcome.err
    assert terminal.settings_after == terminal.settings_before


@pytest.mark.parametrize(("command", "keys"), [("draft", "\x04"), ("analyze", "  \n\n\x04"), ("check", "\n\x04")])
def test_an_empty_paste_is_nothing_to_do(command: str, keys: str) -> None:
    terminal = paste(command)
    terminal.type(keys)
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.strip().splitlines()[-1].startswith("tailor: <stdin>: is empty")
    assert terminal.settings_after == terminal.settings_before


def test_a_letter_can_be_pasted_to_be_checked() -> None:
    letter = (
        "Dear Hiring Manager,\n\nI am writing to apply. I cut p99 from 80 ms to 21 ms.\n\nKind regards,\nIlse Varga\n"
    )
    terminal = paste("check", "--no-profile", "--format", "json")
    terminal.type(letter + "\x04")
    outcome = terminal.finish()
    assert json.loads(outcome.out) == json.loads(
        tailor("check", "--no-profile", "--format", "json", stdin=letter.encode()).out
    )


def test_without_terminal_modes_standard_input_is_read_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "termios", None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Cut our latency\r\n"), encoding="utf-8"))
    assert read_paste() == b"Cut our latency\r\n"


def test_a_closed_standard_input_is_nothing_to_do() -> None:
    for command in ("draft", "analyze"):
        done = subprocess.run(
            ["sh", "-c", '"$0" "$1" <&-', SCRIPT, command], capture_output=True, timeout=60, check=False, text=True
        )
        refused(Outcome(done.returncode, done.stdout, done.stderr), "<stdin>", code=3)


# --- answers beside a pipe ------------------------------------------------------------------------


def test_a_piped_posting_is_reviewed_at_the_terminal_when_the_call_asks_for_it(profile: Path) -> None:
    terminal = Terminal("draft", "--review", "--profile", profile, "--format", "json", piped=BULLETS.encode())
    terminal.review(metric="cost per lorry", tool="none")
    outcome = terminal.finish()
    assert outcome.code == 0
    chosen = json.loads(outcome.out)["highlights"]
    assert (chosen["metric"]["quote"], chosen["tool"]) == ("cost per lorry", None)


def test_a_review_beside_a_pipe_can_be_left(profile: Path) -> None:
    terminal = Terminal("draft", "--review", "--profile", profile, piped=BULLETS.encode())
    terminal.expect("pain (Enter keeps 1): ")
    terminal.type("\x04")
    outcome = terminal.finish()
    assert (outcome.code, outcome.out) == (130, "")
    assert "Traceback" not in outcome.err


def test_a_piped_posting_is_not_asked_about_unless_the_call_says_so(profile: Path) -> None:
    outcome = Terminal("draft", "--profile", profile, piped=BULLETS.encode()).finish()
    assert (outcome.code, outcome.said) == (0, [])


def test_a_review_that_nobody_can_answer_is_told_and_left_out(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tailor_questions, "_TERMINAL", Path("/nowhere/tty"))
    plain = tailor("draft", "--profile", profile, stdin=BULLETS.encode())
    outcome = tailor("draft", "--profile", profile, "--review", stdin=BULLETS.encode())
    assert (outcome.code, outcome.out) == (0, plain.out)
    note = "note: --review: a pipe brought the posting, and there is no terminal to answer at"
    assert outcome.err_lines == [note, *plain.err_lines]


# --- the editor -----------------------------------------------------------------------------------


def test_what_is_saved_in_the_editor_is_the_posting(
    editor: Callable[[str], Path], posting: Path, profile: Path
) -> None:
    shown = editor(f"file.write_text(file.read_text() + {BULLETS!r})")
    outcome = tailor("draft", "--edit", "--profile", profile)
    assert (outcome.code, outcome.said) == (0, [])
    assert outcome.out == tailor("draft", posting, "--profile", profile).out
    (hint,) = shown.read_text(encoding="utf-8").splitlines()
    assert hint.startswith("<!-- ")
    assert hint.endswith(" -->")
    assert "save" in hint


def test_a_posting_that_is_only_looked_at_and_saved_gives_the_same_letter(
    editor: Callable[[str], Path], posting: Path, profile: Path
) -> None:
    editor("file.write_bytes(file.read_bytes())")
    assert tailor("draft", posting, "--edit", "--profile", profile) == tailor("draft", posting, "--profile", profile)


def test_headings_of_a_posting_are_no_comments(editor: Callable[[str], Path]) -> None:
    editor("file.write_text(file.read_text() + '# Duties\\n- Cut our latency\\n<!-- tailor: mine -->\\n# Tools\\n')")
    text = text_read(tailor("analyze", "--edit", "--format", "json", "--with-text"))
    assert text.strip() == "# Duties\n- Cut our latency\n# Tools"


def test_the_editor_opens_the_posting_that_is_given(editor: Callable[[str], Path], tmp_path: Path) -> None:
    page = write(
        tmp_path / "page.html",
        '<html><head><script type="application/ld+json">{"@type": "JobPosting", "title": "ML Engineer", '
        '"hiringOrganization": {"name": "Tolvane Health"}, "description": "<p>Cut our latency.</p><p>We offer fruit.</p>"}'
        "</script></head><body></body></html>",
    )
    shown = editor("file.write_text(file.read_text().replace('We offer fruit.', ''))")
    row = json.loads(tailor("analyze", page, "--edit", "--format", "json", "--with-text").out)
    assert "Cut our latency." in shown.read_text(encoding="utf-8")
    assert "We offer fruit." in shown.read_text(encoding="utf-8")
    assert row["text"].strip() == "Cut our latency."
    assert (row["title"], row["company"], row["source"]) == ("ML Engineer", "Tolvane Health", str(page))


def test_an_editor_closed_without_saving_leaves_nothing_to_do(
    editor: Callable[[str], Path], posting: Path, profile: Path, tmp_path: Path
) -> None:
    editor("")
    refused(tailor("draft", "--edit", "--profile", profile), "<editor>", "closed without saving", code=3)
    refused(tailor("analyze", "--edit"), "closed without saving", code=3)
    letter = tmp_path / "letter.txt"
    refused(tailor("draft", posting, "--edit", "--profile", profile, "-o", letter), "closed without saving")
    assert not letter.exists()


def test_an_empty_page_saved_is_an_empty_posting(editor: Callable[[str], Path]) -> None:
    editor("file.write_text(file.read_text())")
    refused(tailor("analyze", "--edit"), "<editor>: is empty", code=3)


def test_bytes_that_are_no_text_are_named(editor: Callable[[str], Path]) -> None:
    editor("file.write_bytes(b'Cut our latency \\0\\x01\\x02\\n')")
    refused(tailor("analyze", "--edit"), "<editor>: is a binary file")


@pytest.mark.parametrize("program", ["/nowhere/editor", "false", "'unclosed"])
def test_an_editor_that_does_not_work_is_told_in_a_line(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", program)
    refused(tailor("draft", "--edit"), "--edit: ", "VISUAL or EDITOR")


def test_several_postings_are_not_edited_at_once(posting: Path) -> None:
    refused(tailor("analyze", posting, posting, "--edit"), "--edit", "name one")


def test_the_editor_draws_on_the_terminal_though_the_letter_goes_elsewhere(
    editor: Callable[[str], Path], profile: Path
) -> None:
    editor(f"print('here I am:', sys.stdout.isatty())\nfile.write_text({BULLETS!r})")
    terminal = Terminal("draft", "--edit", "--no-review", "--profile", profile)
    terminal.expect("here I am: True")
    assert terminal.finish().out.startswith("Dear Hiring Manager,")


# --- the clipboard --------------------------------------------------------------------------------


@pytest.fixture
def clipboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the place of the clipboard of an X11 session, through a command called xclip."""
    folder, content = tmp_path / "bin", tmp_path / "clipboard.txt"
    folder.mkdir()
    write_command(folder / "xclip", f'case "$*" in *-o*) cat "{content}";; *) cat > "{content}";; esac')
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    content.write_text("", encoding="utf-8")
    return content


@pytest.fixture
def no_clipboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any of the clipboard's commands."""
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def write_command(path: Path, lines: str) -> None:
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_posting_is_read_from_the_clipboard(clipboard: Path, posting: Path, profile: Path) -> None:
    clipboard.write_text(BULLETS, encoding="utf-8")
    drafted = tailor("draft", "--clipboard", "--profile", profile)
    assert (drafted.code, drafted.said) == (0, [])
    assert drafted.out == tailor("draft", posting, "--profile", profile).out
    row = json.loads(tailor("analyze", "--clipboard", "--format", "json", "--with-text").out)
    assert (row["text"], row["source"], row["id"]) == (BULLETS, "<clipboard>", "clipboard")


def test_another_command_serves_as_well(clipboard: Path, profile: Path) -> None:
    (clipboard.parent / "bin" / "xclip").rename(clipboard.parent / "bin" / "xsel")
    clipboard.write_text(BULLETS, encoding="utf-8")
    drafted = tailor("draft", "--clipboard", "--copy", "--profile", profile)
    assert drafted.code == 0
    assert clipboard.read_text(encoding="utf-8") == drafted.out


def test_an_empty_clipboard_is_nothing_to_do(clipboard: Path) -> None:
    refused(tailor("draft", "--clipboard"), "<clipboard>: is empty", code=3)
    write_command(clipboard.parent / "bin" / "xclip", 'echo "Error: cannot open display" >&2; exit 1')
    refused(tailor("analyze", "--clipboard"), "<clipboard>: is empty", code=3)


def test_a_clipboard_that_is_no_text_is_told_in_a_line(clipboard: Path) -> None:
    clipboard.write_bytes(b"Cut our latency at caf\xe9s")
    refused(tailor("draft", "--clipboard"), "--clipboard: ", "cannot be read")


def test_the_clipboard_can_be_cut_in_the_editor(clipboard: Path, editor: Callable[[str], Path]) -> None:
    clipboard.write_text("Accept cookies\nDuties\n- Cut our latency\n", encoding="utf-8")
    editor("file.write_text(file.read_text().replace('Accept cookies\\n', ''))")
    text = text_read(tailor("analyze", "--clipboard", "--edit", "--format", "json", "--with-text"))
    assert text.strip() == "Duties\n- Cut our latency"


@pytest.mark.parametrize("command", ["draft", "analyze"])
@pytest.mark.parametrize("name", ["posting", "-"])
def test_the_clipboard_and_another_posting_do_not_go_together(
    command: str, name: str, clipboard: Path, posting: Path
) -> None:
    clipboard.write_text(BULLETS, encoding="utf-8")
    path = str(posting) if name == "posting" else name
    refused(tailor(command, path, "--clipboard", stdin=BULLETS.encode()), "--clipboard", path, "one of the two")


@pytest.mark.usefixtures("no_clipboard")
@pytest.mark.parametrize("call", [("draft", "--clipboard"), ("analyze", "--clipboard"), ("draft", "posting", "--copy")])
def test_a_machine_without_a_clipboard_is_told_what_to_do(call: tuple[str, ...], posting: Path) -> None:
    outcome = tailor(*(posting if word == "posting" else word for word in call))
    refused(outcome, f"{call[-1]}: no clipboard", "pipe")
    if sys.platform == "linux":
        assert "xclip" in outcome.err
        assert "wl-clipboard" in outcome.err


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_is_copied_is_what_is_printed(style: str, clipboard: Path, posting: Path, profile: Path) -> None:
    plain = tailor("draft", posting, "--profile", profile, "--format", style)
    outcome = tailor("draft", posting, "--profile", profile, "--format", style, "--copy")
    assert (outcome.code, outcome.out) == (0, plain.out)
    assert clipboard.read_text(encoding="utf-8") == plain.out
    (line,) = outcome.said
    assert "copied the letter" in line


def test_a_letter_goes_into_a_file_and_onto_the_clipboard(clipboard: Path, posting: Path, profile: Path) -> None:
    path = posting.with_name("letter.md")
    outcome = tailor("draft", posting, "--profile", profile, "-o", path, "--copy")
    assert (outcome.code, outcome.out) == (0, "")
    assert clipboard.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_a_copy_that_did_not_arrive_is_told_and_the_letter_is_not_lost(
    clipboard: Path, posting: Path, profile: Path
) -> None:
    write_command(clipboard.parent / "bin" / "xclip", 'echo "Error: cannot open display" >&2; exit 1')
    outcome = tailor("draft", posting, "--profile", profile, "--copy")
    assert outcome.code == 2
    assert outcome.out == tailor("draft", posting, "--profile", profile).out
    (line,) = outcome.said
    assert line.startswith("tailor: --copy: the text did not arrive")


def test_a_clipboard_command_that_stays_behind_holds_up_no_pipe(clipboard: Path, posting: Path, profile: Path) -> None:
    number = clipboard.with_name("number.txt")
    write_command(
        clipboard.parent / "bin" / "xclip",
        f'case "$*" in *-o*) cat "{clipboard}";; *) cat > "{clipboard}"; sleep 300 & echo $! > "{number}";; esac',
    )
    call: list[str | Path] = [SCRIPT, "draft", posting, "--profile", profile, "--copy"]
    try:
        done = subprocess.run(call, capture_output=True, timeout=90, check=True, env=dict(os.environ))
    finally:
        os.kill(int(number.read_text(encoding="utf-8")), signal.SIGTERM)
    assert done.stdout.decode() == clipboard.read_text(encoding="utf-8")
