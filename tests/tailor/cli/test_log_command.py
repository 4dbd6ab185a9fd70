"""`tailor log`, and the letters of `tailor draft -o` in it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from wcwidth import wcswidth

from tailor.data import TEMPLATES
from tailor.log import database
from tailor.log.book import mark_entry, put_entry, read_entries
from tailor.log.entry import Mark, today
from tailor.log.state import State
from tests.tailor.calls import SCRIPT, Outcome, Terminal, tailor
from tests.tailor.log.letters import close_folder, entry
from tests.tailor.samples import BULLETS, FULL, PROSE, write


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    return write(tmp_path / "posting.txt", BULLETS)


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = write(tmp_path / "facts.toml", FULL)
    monkeypatch.setenv("TAILOR_PROFILE", str(path))
    return path


@pytest.fixture
def log(profile: Path) -> Path:
    return profile.with_name("log.sqlite")


@pytest.fixture
def kept(log: Path) -> Path:
    """A log of two letters."""
    put_entry(log, entry())
    put_entry(log, entry(company="Pellworm Books", role="ML Engineer", digest="b", day="2026-11-09", story=""))
    return log


def earlier(outcome: Outcome) -> list[str]:
    """The notes of letters to the same employer."""
    return re.findall(r"^note: (you (?:wrote|answered).*)$", outcome.err, re.MULTILINE)


# --- what draft puts there ------------------------------------------------------------------------


def test_a_letter_that_is_saved_is_in_the_log_and_the_first_one_says_how_to_turn_it_off(
    posting: Path, log: Path, tmp_path: Path
) -> None:
    first = tailor("draft", posting, "-o", tmp_path / "letter.txt")
    begun = [line for line in first.err_lines if "kept in a log" in line]
    assert len(begun) == 1
    assert all(words in begun[0] for words in (str(log), "TAILOR_LOG=off", "--no-log", "tailor log delete --all"))
    assert log.stat().st_mode & 0o777 == 0o600
    (one,) = read_entries(log)
    assert one.letter == (tmp_path / "letter.txt").read_text(encoding="utf-8")
    assert (one.company, one.day, one.posting) == ("Quillmere Freight", today(), str(posting))
    assert [asked.kind for asked in one.asked] == ["pain", "metric", "tool"]
    assert one.asked[2].name == "KServe"
    second = tailor("draft", posting, "-o", tmp_path / "letter.md")
    assert "log" not in second.err.replace(str(tmp_path), "")
    assert [one.file for one in read_entries(log)] == [str(tmp_path / "letter.md")]
    assert tailor("log").out.splitlines()[1].split()[:4] == ["1", today(), "written", "Quillmere"]


def test_what_is_not_saved_is_not_in_the_log(posting: Path, log: Path) -> None:
    assert tailor("draft", posting).code == 0
    assert tailor("draft", posting, "--format", "json").code == 0
    assert not log.exists()


@pytest.mark.parametrize(("options", "setting"), [(["--no-log"], ""), ([], "off"), ([], " OFF "), ([], "0")])
def test_the_log_is_turned_off(
    options: list[str], setting: str, posting: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAILOR_LOG", setting)
    outcome = tailor("draft", posting, "-o", tmp_path / "letter.txt", *options)
    assert outcome.code == 0
    assert "log" not in outcome.err.replace(str(tmp_path), "")
    assert not log.exists()


def test_a_setting_that_says_neither_is_refused_before_any_work(
    posting: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAILOR_LOG", "of")
    outcome = tailor("draft", posting, "-o", tmp_path / "letter.txt")
    assert (outcome.code, outcome.err_lines) == (
        2,
        ["tailor: TAILOR_LOG: is 'of'; give on or off"],
    )
    assert not (tmp_path / "letter.txt").exists()


def test_letters_of_the_sample_are_in_no_log(posting: Path, tmp_path: Path, home: Path) -> None:
    path, own = tmp_path / "letter.txt", home / "config" / "tailor"
    assert tailor("draft", posting, "-o", path, "--sample").code == 0
    assert tailor("draft", posting, "-o", path, "--force", "--profile", TEMPLATES / "sample-profile.toml").code == 0
    assert not own.exists()
    assert [found.name for found in TEMPLATES.iterdir() if "log" in found.name] == []


def test_a_letter_saved_from_the_menu_is_in_the_log(
    posting: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    terminal = Terminal("draft", posting, out=True)
    terminal.review()
    terminal.answer("next", "save mine.txt")
    terminal.expect("kept in a log")
    terminal.answer("next", "q")
    assert terminal.finish().code == 0
    assert [one.file for one in read_entries(log)] == [str(tmp_path / "mine.txt")]


def trouble(log: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection | None:
    """Let the log be of no use; the connection that holds it, if one does."""
    if kind == "broken":
        log.write_bytes(b"no database at all\n" * 100)
    elif kind == "closed":
        close_folder(monkeypatch)
    else:
        put_entry(log, entry())
        monkeypatch.setattr(database, "SECONDS", 0.2)
        with closing(sqlite3.connect(log)) as base:
            if kind == "later":
                base.execute("PRAGMA user_version = 99")
                return None
        held = sqlite3.connect(log, isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
        return held
    return None


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("broken", "is not a database"),
        ("closed", "Permission denied"),
        ("later", "later version of tailor"),
        ("locked", "another program is writing to it"),
    ],
)
def test_a_log_of_no_use_costs_no_letter(
    kind: str, said: str, posting: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.txt"
    held = trouble(log, kind, monkeypatch)
    outcome = tailor("draft", posting, "-o", path)
    assert outcome.code == 0
    assert path.read_text(encoding="utf-8").startswith("Dear ")
    told = [line for line in outcome.err_lines if str(log) in line]
    assert len(told) == 1
    assert told[0].startswith("note: the letter is written, but not put into the log: ")
    assert said in told[0]
    if kind != "closed":
        printed = tailor("draft", posting)
        assert printed.code == 0
        assert len([line for line in printed.err_lines if str(log) in line]) == 1
        listed = tailor("log")
        assert (listed.code, listed.out, len(listed.err_lines)) == (2, "", 1)
    if held is not None:
        held.close()


def test_two_letters_at_once_are_both_in_the_log(posting: Path, log: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other.txt", PROSE)
    calls = [
        subprocess.Popen([SCRIPT, "draft", one, "--no-review", "-o", one.with_suffix(".md")], stderr=subprocess.PIPE)
        for one in (posting, other)
    ]
    for call in calls:
        said = call.communicate(timeout=120)[1]
        assert (call.returncode, b"not put into the log" in said) == (0, False)
    assert {one.company for one in read_entries(log)} == {"Quillmere Freight", "Tolvane Health"}


# --- the next letter to the same employer ---------------------------------------------------------


def test_the_next_letter_to_an_employer_says_when_for_what_and_with_which_story(posting: Path, log: Path) -> None:
    number, _ = put_entry(log, entry(company="QUILLMERE Freight, Ltd.", role="ML Engineer", story="fares"))
    mark_entry(log, number, Mark(State.SENT, "2026-11-03"))
    mark_entry(log, number, Mark(State.INTERVIEW, "2026-11-20"))
    plain = tailor("draft", posting, "--no-log")
    outcome = tailor("draft", posting)
    assert outcome.out == plain.out
    assert earlier(plain) == []
    assert earlier(outcome) == [
        "you wrote to QUILLMERE Freight, Ltd. on 2026-11-03 (ML Engineer, story 'fares', interview 2026-11-20);"
        " this letter tells that story too; see: tailor log show 1"
    ]


def test_another_employer_is_not_told_of(posting: Path, log: Path) -> None:
    put_entry(log, entry(company="Quill Freight"))
    assert earlier(tailor("draft", posting)) == []


def test_several_earlier_letters_are_one_note_of_the_newest(posting: Path, log: Path) -> None:
    for number in range(3):
        put_entry(log, entry(digest=str(number), day=f"2026-11-0{number + 1}", story="other"))
    (said,) = earlier(tailor("draft", posting))
    assert "on 2026-11-03 " in said
    assert "not marked as sent" in said
    assert "2 letters besides" in said
    assert "that story too" not in said


def test_who_tries_one_posting_again_is_not_told_until_the_letter_was_sent(
    posting: Path, log: Path, tmp_path: Path
) -> None:
    call = ("draft", posting, "-o", tmp_path / "letter.txt", "--force")
    tailor(*call)
    assert earlier(tailor(*call)) == []
    assert tailor("log", "mark", "1", "sent").code == 0
    (said,) = earlier(tailor(*call))
    assert said.startswith(f"you answered this posting on {today()} (story ")


# --- by hand --------------------------------------------------------------------------------------


def test_a_letter_of_ones_own_is_added_with_the_highlights_of_its_posting(
    posting: Path, log: Path, tmp_path: Path
) -> None:
    letter = write(tmp_path / "mine.txt", "Dear Ana,\r\n\r\nI cut the cost of a fleet of models by half.\r\n")
    outcome = tailor("log", "add", posting, "--letter", letter, "--on", "2026-11-05", "--story", "fares")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.said == ["in the log as 1, Quillmere Freight: sent 2026-11-05"]
    (one,) = read_entries(log)
    assert (one.day, one.story, one.last) == ("2026-11-05", "fares", Mark(State.SENT, "2026-11-05"))
    assert one.letter == "Dear Ana,\n\nI cut the cost of a fleet of models by half.\n"
    assert {asked.kind for asked in one.asked} == {"pain", "metric", "tool"}
    assert one.role == "Staff Machine Learning Engineer"


def test_a_drafted_letter_that_was_edited_and_sent_is_added_in_its_place(
    posting: Path, log: Path, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    tailor("draft", posting, "-o", path)
    write(path, path.read_text(encoding="utf-8").replace("Kind regards", "With best wishes"))
    assert tailor("log", "add", posting, "--letter", path, "--state", "interview").code == 0
    (one,) = read_entries(log)
    assert "With best wishes" in one.letter
    assert (one.story, one.last.state, one.length) == ("fares", State.INTERVIEW, 250)


def test_names_that_the_posting_does_not_give_are_asked_for_and_taken(log: Path, tmp_path: Path) -> None:
    posting = write(
        tmp_path / "posting.txt", "- Reduce p99 latency of our ranking pipelines on Kubeflow for search.\n" * 3
    )
    letter = write(tmp_path / "mine.txt", "Dear Ana,\n\nI run the ranking of a large shop.\n")
    assert "--company NAME does" in tailor("log", "add", posting, "--letter", letter).err
    outcome = tailor("log", "add", posting, "--letter", letter, "--company", "Osterby", "--title", "Ranker")
    assert "--company" not in outcome.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("add", "gone.txt", "--letter", "gone.txt"), "gone.txt: no such file"),
        (("add", "posting.txt"), "'--letter'"),
        (("mark", "1", "sent", "--on", "tomorrow"), "write it as 2026-11-30"),
        (("mark", "1", "hired"), "'interview'"),
        (("mark", "7", "sent"), "7: no letter of the log"),
        (("show", "7"), "7: no letter of the log"),
        (("show", "x"), "'x'"),
        (("delete",), "--all"),
        (("delete", "1", "--all"), "--all"),
        (("delete", "7", "--yes"), "7: no letter of the log"),
        (("delete", "1"), "--yes"),
        (("export", "-o", "letters.xlsx"), ".csv or .json"),
        (("list", "--profile", "gone.toml"), "gone.toml: no such profile"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_call_is_told_in_one_line_and_changes_nothing(args: tuple[str, ...], said: str, kept: Path) -> None:
    before = kept.read_bytes()
    outcome = tailor("log", *args)
    assert (outcome.code, outcome.out, len(outcome.err_lines)) == (2, "", 1)
    assert said in outcome.err
    assert kept.read_bytes() == before


def test_where_no_log_is_kept_none_is_added_to(
    posting: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAILOR_LOG", "off")
    outcome = tailor("log", "add", posting, "--letter", write(tmp_path / "mine.txt", "Dear Ana,\n\nI run it.\n"))
    assert (outcome.code, len(outcome.err_lines)) == (2, 1)
    assert not log.exists()


# --- looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
def test_the_list_fits_the_terminal(columns: int, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_entry(
        kept, entry(company="日本語" * 12, role="Principal " * 9, digest="c", day="2026-11-30", story="long-" * 9)
    )
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = tailor("log").out.splitlines()
    assert max(map(wcswidth, lines)) <= columns
    assert [line.split()[0] for line in lines] == ["ID", "3", "2", "1"]
    assert tailor("log", "list").out.splitlines() == lines


def test_letters_are_sought_by_words_and_by_state(kept: Path) -> None:
    assert (
        tailor("log", "mark", "1", "no-answer", "--on", "2026-11-30").err
        == "1, Quillmere Freight: no-answer 2026-11-30\n"
    )
    found = tailor("log", "--state", "no-answer", "--state", "sent").out.splitlines()
    assert [line.split()[0] for line in found] == ["ID", "1"]
    assert len(tailor("log", "list", "--search", "PELLWORM kserve").out.splitlines()) == 2
    none = tailor("log", "list", "--search", "zeppelin")
    assert (none.code, none.out, none.err) == (0, "", "No letter of the log is like that.\n")


def test_a_letter_is_shown_as_it_was_sent(kept: Path) -> None:
    tailor("log", "mark", "1", "sent", "--on", "2026-11-03")
    head, _, letter = tailor("log", "show", "1").out.partition("\n\n")
    assert letter == entry().letter
    for words in (
        "1, written 2026-11-02; sent 2026-11-03",
        "Staff Machine Learning Engineer at Quillmere Freight",
        '"Cut the cost of our inference fleet" (gpu-cost)',
        '"GPU spend" (gpu-cost; left out of paragraph two)',
        "KServe (serving)",
        "fraud-serving",
        "/letters/quillmere.pdf",
    ):
        assert words in head
    row = json.loads(tailor("log", "show", "1", "--format", "json").out)
    assert (row["schema"], row["id"], row["letter"]) == (1, 1, entry().letter)
    assert row["marks"] == [{"state": "sent", "on": "2026-11-03"}]
    assert row["highlights"]["metric"] == {"quote": "GPU spend", "name": "", "category": "gpu-cost", "answered": False}


def test_words_of_strangers_do_not_steer_the_terminal(log: Path) -> None:
    put_entry(log, entry(company="Quill\x1b[2J\nFreight\x9b", role="\u202eML", posting="/p\x1b]0;x\x07"))
    for call in (("log",), ("log", "show", "1"), ("log", "list", "--format", "csv"), ("log", "mark", "1", "sent")):
        outcome = tailor(*call)
        assert outcome.code == 0
        assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", outcome.out + outcome.err) is None


def test_a_spreadsheet_gets_no_formula(log: Path, tmp_path: Path) -> None:
    put_entry(
        log,
        entry(
            company='=HYPERLINK("http://example.org")',
            role="+1 engineer",
            story="@fares",
            posting="-2+3.txt",
            letter="=1+1, and so on\n",
            file="\t=cmd",
        ),
    )
    assert tailor("log", "export", "-o", tmp_path / "letters.csv").code == 0
    content = (tmp_path / "letters.csv").read_text(encoding="utf-8")
    assert content.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    assert [name for name, cell in row.items() if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    assert row["employer"] == '\'=HYPERLINK("http://example.org")'
    assert row["letter"] == "'=1+1, and so on\n"
    assert (row["id"], row["pain"], row["tool"]) == ("1", "Cut the cost of our inference fleet", "KServe")


def test_the_log_is_exported_whole_and_never_over_a_file(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "letters.json"
    outcome = tailor("log", "export", "-o", path)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", f"wrote {path} (2 letters)\n")
    assert path.stat().st_mode & 0o777 == 0o600
    row = json.loads(path.read_text(encoding="utf-8"))
    assert row["schema"] == 1
    assert [letter["employer"] for letter in row["letters"]] == ["Pellworm Books", "Quillmere Freight"]
    assert json.loads(tailor("log", "list", "--format", "json").out) == row
    assert "--force" in tailor("log", "export", "-o", path).err
    assert tailor("log", "export", "-o", path, "--force", "--search", "pellworm").code == 0
    assert len(json.loads(path.read_text(encoding="utf-8"))["letters"]) == 1


def test_without_a_log_there_is_nothing_to_list(log: Path) -> None:
    outcome = tailor("log")
    assert (outcome.code, outcome.out, len(outcome.err_lines)) == (0, "", 1)
    assert json.loads(tailor("log", "list", "--format", "json").out) == {"schema": 1, "letters": []}
    assert not log.exists()


def test_the_log_lies_beside_the_profile(log: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tailor("log", "path").out == f"{log}\n"
    monkeypatch.delenv("TAILOR_PROFILE")
    assert tailor("log", "path").out == f"{home / 'config' / 'tailor' / 'log.sqlite'}\n"
    monkeypatch.setenv("TAILOR_LOG", "off")
    assert tailor("log", "path").err == "note: no log is kept: TAILOR_LOG says so\n"


def test_the_page_of_the_log_shows_what_is_printed(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (TEMPLATES.parent / "docs" / "log.md").read_text(encoding="utf-8")
    call, table = re.findall(r"(?ms)^```\n\$ tailor (log add .*?)\n.*?^```\n\n```\n(.*?)^```$", page)[0]
    monkeypatch.chdir(TEMPLATES.parent)
    monkeypatch.setenv("COLUMNS", "100")
    letter = write(tmp_path / "letter.txt", "Dear Ana,\n\nI run it.\n")
    assert tailor(*call.replace("letter.txt", str(letter)).split()).code == 0
    assert tailor("log").out == table


# --- deleting -------------------------------------------------------------------------------------


def test_one_letter_is_deleted_or_all_of_them(kept: Path) -> None:
    assert tailor("log", "delete", "1", "--yes").err == "deleted 1, Quillmere Freight\n"
    assert [one.company for one in read_entries(kept)] == ["Pellworm Books"]
    assert tailor("log", "delete", "--all", "--yes").code == 0
    assert not kept.exists()
    again = tailor("log", "delete", "--all", "--yes")
    assert (again.code, again.err) == (0, f"There is no log at {kept}.\n")


def test_a_broken_log_can_be_deleted_too(log: Path) -> None:
    log.write_bytes(b"no database at all\n" * 100)
    assert tailor("log", "delete", "--all", "--yes").code == 0
    assert not log.exists()


def test_a_person_is_asked_before_anything_is_deleted(kept: Path) -> None:
    for answer, left in (("n", True), ("y", False)):
        terminal = Terminal("log", "delete", "--all")
        terminal.expect("[y/N]: ")
        terminal.type(f"{answer}\n")
        assert terminal.finish().code == 0
        assert kept.exists() is left
