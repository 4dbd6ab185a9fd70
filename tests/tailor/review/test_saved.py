"""Highlights that are kept in a file, and letters that start from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tailor.calls import Outcome, Terminal, tailor
from tests.tailor.samples import BULLETS, FULL, POSTINGS, write

#: Of an employer that is not named: the letter depends on whether the call names one.
AGENCY = """Machine Learning Engineer
Company: Greyfold Search

Our client is looking for an engineer who cuts the p99 latency of its Triton ranking models.
"""


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    return write(tmp_path / "posting.txt", BULLETS)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.toml", FULL)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "analysis.json"


Draft = Callable[..., Outcome]


@pytest.fixture
def draft(profile: Path) -> Draft:
    return lambda *options, **more: tailor("draft", "--profile", profile, *options, **more)


def refused(outcome: Outcome, *names: str | Path, code: int = 2) -> None:
    """One line on standard error that names these, and nothing on standard output."""
    assert (outcome.code, outcome.out) == (code, ""), outcome
    assert len(outcome.err_lines) == 1, outcome.err
    assert outcome.err.startswith("tailor: ")
    for name in names:
        assert str(name) in outcome.err


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


# --- saving, and starting from what was saved -----------------------------------------------------


@pytest.mark.parametrize("name", sorted(POSTINGS))
@pytest.mark.parametrize("style", ["text", "json"])
def test_the_same_letter_comes_out_of_the_saved_analysis(
    name: str, style: str, draft: Draft, file: Path, tmp_path: Path
) -> None:
    row = POSTINGS[name]
    path = write(tmp_path / "posting.txt", row.text)
    options = ("--format", style, "--title", row.title, "--company", row.company)
    first = draft(path, *options, "--save-analysis", file)
    assert first.code == 0
    assert f"wrote {file}" in first.err_lines
    path.unlink()
    again = draft("--from-analysis", file, "--format", style)
    assert (again.code, again.out) == (0, first.out)
    assert again.err_lines == [line for line in first.err_lines if line != f"wrote {file}"]


def test_what_was_preferred_once_is_not_preferred_again(draft: Draft, file: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "posting.txt", POSTINGS["prose"].text)
    first = draft(path, "--save-analysis", file)
    row = read(file)
    assert (row["tool"]["name"], row["draft"]["preferred"]) == ("Airflow", ["tool"])
    note = "note: tool: Airflow is answered rather than MLflow: a story ran on it"
    assert note in first.err_lines
    again = draft("--from-analysis", file, "--save-analysis", tmp_path / "again.json")
    assert note in again.err_lines
    assert read(tmp_path / "again.json") == row
    another = write(tmp_path / "another.toml", FULL.replace("Airflow", "MLflow"))
    fresh = tailor("draft", path, "--profile", another, "--format", "json")
    assert json.loads(fresh.out)["highlights"]["tool"]["name"] == "MLflow"
    kept = tailor("draft", "--from-analysis", file, "--profile", another, "--format", "json")
    assert json.loads(kept.out)["highlights"]["tool"]["name"] == "Airflow"


def test_the_file_is_the_contracts_analysis_with_text(draft: Draft, posting: Path, file: Path) -> None:
    draft(posting, "--save-analysis", file)
    row = read(file)
    assert list(row) == [
        "schema",
        "id",
        "source",
        "title",
        "company",
        "pain",
        "metric",
        "tool",
        "notes",
        "text",
        "draft",
    ]
    assert row["text"] == BULLETS
    assert row["draft"] == {"given": [], "preferred": []}
    for kind in ("pain", "metric", "tool"):
        for found in (row[kind], *row[kind]["alternatives"]):
            assert found["quote"] == row["text"][found["start"] : found["end"]]


def test_choices_of_the_call_are_kept(draft: Draft, posting: Path, file: Path) -> None:
    choices = ("--pain", "2", "--metric", "cost per lorry", "--tool", "none")
    first = draft(posting, *choices, "--save-analysis", file)
    row = read(file)
    assert (row["metric"]["quote"], row["metric"]["start"], row["metric"]["end"]) == ("cost per lorry", None, None)
    assert row["tool"] is None
    assert draft("--from-analysis", file).out == first.out
    assert first.out == draft(posting, *choices).out


def test_names_of_the_call_are_kept_as_such(draft: Draft, file: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "agency.txt", AGENCY)
    mine = write(tmp_path / "mine.j2", "{{ paragraph_two }}\n\nThe {{ role or 'open' }} post at {{ company }}.\n")
    named = ("--company", "Tolvane Health", "--title", "Search Engineer", "--template", mine)
    first = draft(path, *named, "--save-analysis", file, "--format", "json")
    assert "The Search Engineer post at Tolvane Health." in first.out
    assert draft("--from-analysis", file, "--template", mine, "--format", "json").out == first.out
    other = draft("--from-analysis", file, "--template", mine, "--company", "Norrby Trams")
    assert "Norrby Trams" in other.out
    assert "Tolvane" not in other.out
    unnamed = tmp_path / "unnamed.json"
    draft(path, "--save-analysis", unnamed)
    assert draft("--from-analysis", unnamed).out == draft(path).out


def test_another_length_story_or_name_can_be_asked_for(draft: Draft, posting: Path, file: Path) -> None:
    draft(posting, "--save-analysis", file)
    options = ("--length", "400", "--story", "timetable", "--to", "Ada Holm")
    assert draft("--from-analysis", file, *options).out == draft(posting, *options).out


def test_the_options_override_what_was_saved(draft: Draft, posting: Path, file: Path) -> None:
    draft(posting, "--save-analysis", file)
    outcome = draft("--from-analysis", file, "--metric", "cost per lorry", "--tool", "none", "--format", "json")
    chosen = json.loads(outcome.out)["highlights"]
    assert (chosen["metric"]["quote"], chosen["tool"]) == ("cost per lorry", None)
    second = draft("--from-analysis", file, "--pain", "2", "--format", "json")
    assert json.loads(second.out)["highlights"]["pain"]["quote"] == read(file)["pain"]["alternatives"][0]["quote"]


def test_an_analysis_printed_with_its_text_is_a_start_too(draft: Draft, posting: Path, file: Path) -> None:
    printed = tailor("analyze", posting, "--format", "json", "--with-text").out
    write(file, printed)
    assert draft("--from-analysis", file).out == draft(posting).out
    assert draft("--from-analysis", "-", stdin=printed.encode()).out == draft(posting).out


def test_a_person_may_edit_what_was_saved(draft: Draft, posting: Path, file: Path) -> None:
    draft(posting, "--save-analysis", file)
    row = read(file)
    row["pain"] |= {"quote": "cut the cost of every lorry", "start": None, "end": None}
    row["tool"] = {"name": "Ray", "quote": "Ray", "category": "training", "section": "stack"}
    row["company"] = "Quillmere"
    write(file, json.dumps(row))
    outcome = draft("--from-analysis", file, "--format", "json")
    assert outcome.code == 0
    written = json.loads(outcome.out)
    assert written["highlights"]["pain"]["quote"] == "cut the cost of every lorry"
    assert written["highlights"]["tool"]["name"] == "Ray"
    typed = [span for span in written["trace"] if span["ref"] == "--pain"]
    assert typed
    assert all(span["source"] == "option" and "lorry" in span["text"] for span in typed)


def test_what_was_saved_is_not_asked_about_unless_the_call_says_so(
    draft: Draft, posting: Path, profile: Path, file: Path
) -> None:
    first = draft(posting, "--metric", "cost per lorry", "--save-analysis", file)
    outcome = Terminal("draft", "--profile", profile, "--from-analysis", file).finish()
    assert (outcome.code, outcome.out) == (0, first.out)
    terminal = Terminal("draft", "--profile", profile, "--from-analysis", file, "--review", "--format", "json")
    terminal.answer("pain")
    shown = terminal.answer("metric", "2")
    assert "1  cost per lorry (your words)" in shown
    assert ">>" not in shown
    terminal.answer("tool", "back")
    terminal.answer("metric", "1")
    terminal.answer("tool", "none")
    terminal.answer("write it")
    chosen = json.loads(terminal.finish().out)["highlights"]
    assert (chosen["metric"]["quote"], chosen["tool"]) == ("cost per lorry", None)


def test_what_a_person_chose_at_the_terminal_is_kept(posting: Path, profile: Path, draft: Draft, file: Path) -> None:
    terminal = Terminal("draft", posting, "--profile", profile, "--save-analysis", file)
    terminal.review("2", "none")
    outcome = terminal.finish()
    assert read(file)["pain"]["confidence"] == 1.0
    assert draft("--from-analysis", file).out == outcome.out


# --- where it is written --------------------------------------------------------------------------


def test_a_file_that_is_there_is_not_overwritten_without_force(draft: Draft, posting: Path, file: Path) -> None:
    write(file, "mine")
    letter = posting.with_name("letter.txt")
    refused(draft(posting, "--save-analysis", file, "-o", letter), file, "--force")
    assert file.read_text(encoding="utf-8") == "mine"
    assert not letter.exists()
    assert draft(posting, "--save-analysis", file, "--force").code == 0
    assert read(file)["schema"] == 1


def test_a_saved_analysis_can_be_renewed_in_place(draft: Draft, posting: Path, file: Path) -> None:
    draft(posting, "--save-analysis", file)
    outcome = draft("--from-analysis", file, "--metric", "none", "--save-analysis", file, "--force")
    assert outcome.code == 0
    assert read(file)["metric"] is None


def test_a_place_that_cannot_be_written_is_told_before_any_work(draft: Draft, posting: Path, tmp_path: Path) -> None:
    refused(draft("gone.txt", "--save-analysis", tmp_path / "analysis.txt"), "analysis.txt", ".json")
    refused(draft("gone.txt", "--save-analysis", tmp_path / "nowhere" / "a.json"), "no folder")
    (tmp_path / "folder.json").mkdir()
    refused(draft("gone.txt", "--save-analysis", tmp_path / "folder.json", "--force"), "is a folder")


def test_the_letter_and_the_analysis_need_files_of_their_own(draft: Draft, posting: Path, tmp_path: Path) -> None:
    path = tmp_path / "both.txt"
    other = tmp_path / "sub" / ".." / "both.txt"
    (tmp_path / "sub").mkdir()
    for one in (path, other):
        refused(draft(posting, "-o", path, "--save-analysis", one), "the same file")
    assert not path.exists()


def test_a_call_that_fails_leaves_nothing(draft: Draft, posting: Path, file: Path) -> None:
    refused(draft(posting, "--save-analysis", file, "--story", "nope"), "nope")
    refused(draft(posting, "--save-analysis", file, "--pain", "99"), "99")
    assert [path.name for path in file.parent.iterdir() if "json" in path.name] == []


# --- what is no saved analysis --------------------------------------------------------------------


@pytest.mark.parametrize("other", [("posting.txt",), ("--clipboard",), ("--edit",), ("--job", "7")])
def test_another_posting_does_not_go_with_a_saved_one(
    other: tuple[str, ...], draft: Draft, posting: Path, file: Path
) -> None:
    draft(posting, "--save-analysis", file)
    named = other[0] if other[0].startswith("-") else "POSTING"
    refused(draft(*other, "--from-analysis", file), "--from-analysis", f"leave {named} out")


def spoiled(row: dict[str, Any], place: str, value: object) -> dict[str, Any]:
    """The object with another value at a place such as ``pain.quote``."""
    *path, last = place.split(".")
    at: Any = row
    for key in path:
        at = at[int(key)] if isinstance(at, list) else at[key]
    at[last] = value
    return row


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("pain.quote", "Cut our latency", "pain.quote: is not the text at characters"),
        ("pain.start", None, "pain.start and .end: give both"),
        ("pain.category", "speed", "pain.category: 'speed' is none of latency"),
        ("tool.section", "kitchen", "tool.section: "),
        ("tool.name", "", "tool.name: is missing"),
        ("metric.alternatives.0.quote", "x", "metric.alternatives.0.quote: is not the text"),
        ("metrik", None, "metrik: "),
        ("schema", 2, "schema: "),
        ("notes", ["so it is"], "notes.0: "),
        ("draft.given", ["salary"], "draft.given.0: "),
        ("draft.taste", "good", "draft.taste: "),
        ("text", 7, "text: "),
    ],
)
def test_a_fault_is_one_line_with_its_place(
    place: str, value: object, said: str, draft: Draft, posting: Path, file: Path
) -> None:
    draft(posting, "--save-analysis", file)
    write(file, json.dumps(spoiled(read(file), place, value)))
    refused(draft("--from-analysis", file), f"{file}: ", said)


@pytest.mark.parametrize(
    ("content", "said", "code"),
    [
        ("", "is empty", 3),
        ("Dear Hiring Manager", "is not JSON", 2),
        ('{"schema": 1,}', "is not JSON", 2),
        ("[" * 100_000, "is not JSON", 2),
        ("[]", "holds a list", 2),
        ('"analysis"', "holds no object", 2),
        ('{"schema": 1}', "text: is missing", 2),
        ('{"schema": 1, "text": " "}', "text: holds no words", 3),
        ('{"schema": 1, "text": "Cut our latency \\ud800"}', "text: holds half a character", 2),
    ],
)
def test_what_is_no_analysis_is_refused(content: str, said: str, code: int, draft: Draft, file: Path) -> None:
    write(file, content)
    refused(draft("--from-analysis", file), file, said, code=code)


def test_a_file_that_cannot_be_read_is_refused(draft: Draft, tmp_path: Path) -> None:
    refused(draft("--from-analysis", tmp_path / "gone.json"), "gone.json: no such file")
    refused(draft("--from-analysis", tmp_path), "is a folder")


def test_an_analysis_without_its_text_says_how_to_get_it(draft: Draft, posting: Path, file: Path) -> None:
    write(file, tailor("analyze", posting, "--format", "json").out)
    refused(draft("--from-analysis", file), "text: is missing", "--with-text")
