"""The log as a list of letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tailor.errors import CallError
from tailor.log.book import delete_entry, delete_log, find_entry, mark_entry, put_entry, read_entries, sought
from tailor.log.entry import Mark, digest_of
from tailor.log.state import State
from tests.tailor.log.letters import entry


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "config" / "log.sqlite"


def test_a_letter_comes_back_as_it_was_put_in(log: Path) -> None:
    given = entry(letter="Grüße, “quotes”, 日本語\n", marks=(Mark(State.SENT, "2026-11-03"),))
    number, new = put_entry(log, given)
    assert new
    assert read_entries(log) == [replace(given, id=number)]
    assert find_entry(log, number).last == Mark(State.SENT, "2026-11-03")


def test_the_file_and_its_folder_are_for_the_owner_alone(log: Path) -> None:
    put_entry(log, entry())
    assert (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [path.name for path in log.parent.iterdir()] == ["log.sqlite"]


def test_the_newest_letter_comes_first(log: Path) -> None:
    for day, digest in (("2026-11-05", "a"), ("2026-11-09", "b"), ("2026-11-09", "c"), ("2026-11-01", "d")):
        put_entry(log, entry(day=day, digest=digest))
    assert [one.digest for one in read_entries(log)] == ["c", "b", "a", "d"]


def test_where_there_is_no_log_there_are_no_letters_and_none_is_made(log: Path) -> None:
    assert read_entries(log) == []
    assert not log.parent.exists()


def test_the_same_letter_as_another_file_is_one_letter(log: Path) -> None:
    put_entry(log, entry())
    put_entry(log, entry(file="/letters/quillmere.docx", day="2026-11-04"))
    assert [(one.id, one.file, one.day) for one in read_entries(log)] == [(1, "/letters/quillmere.docx", "2026-11-04")]


def test_another_letter_in_the_same_file_takes_the_place_of_one_that_nobody_marked(log: Path) -> None:
    put_entry(log, entry())
    put_entry(log, entry(letter="Dear Ana,\n", story="search", asked=entry().asked[:1]))
    (kept,) = read_entries(log)
    assert (kept.id, kept.letter, kept.story, len(kept.asked)) == (1, "Dear Ana,\n", "search", 1)


def test_a_letter_that_was_sent_stays_as_it_was_sent(log: Path) -> None:
    number, _ = put_entry(log, entry())
    mark_entry(log, number, Mark(State.SENT, "2026-11-03"))
    sent = find_entry(log, number)
    put_entry(log, entry(letter="Dear Ana,\n", day="2026-11-20"))
    put_entry(log, entry(day="2026-11-21", file="/elsewhere.pdf"))
    assert [one.letter for one in read_entries(log)] == ["Dear Ana,\n", entry().letter]
    assert find_entry(log, number) == sent


def test_another_posting_is_another_letter_whatever_its_file_is_called(log: Path) -> None:
    put_entry(log, entry())
    put_entry(log, entry(digest="other"))
    assert len(read_entries(log)) == 2


def test_words_changed_by_hand_leave_what_the_program_knew(log: Path) -> None:
    put_entry(log, entry())
    by_hand = entry(letter="My own words.\n", story="", length=0, words=3, asked=())
    put_entry(log, replace(by_hand, marks=(Mark(State.SENT, "2026-11-03"),)))
    (kept,) = read_entries(log)
    assert (kept.letter, kept.words, kept.length, kept.story) == ("My own words.\n", 3, 250, "fraud-serving")
    assert kept.asked == entry().asked
    assert kept.last.state is State.SENT


def test_all_marks_are_kept_and_the_last_one_counts(log: Path) -> None:
    number, _ = put_entry(log, entry())
    for state, day in ((State.SENT, "2026-11-03"), (State.INTERVIEW, "2026-11-20"), (State.SENT, "2026-11-04")):
        marked = mark_entry(log, number, Mark(state, day))
    assert marked.marks == (Mark(State.INTERVIEW, "2026-11-20"), Mark(State.SENT, "2026-11-04"))
    assert mark_entry(log, number, Mark(State.WRITTEN, "2026-11-30")).last == Mark(State.WRITTEN, "2026-11-02")


def test_words_are_sought_everywhere_and_in_any_case(log: Path) -> None:
    put_entry(log, entry())
    put_entry(log, entry(company="Ärmel", digest="b", asked=(), letter="Nothing of note.\n"))
    entries = read_entries(log)

    def found(text: str, *states: str) -> list[str]:
        return [one.company for one in sought(entries, text, states)]

    assert found("") == ["Ärmel", "Quillmere Freight"]
    assert found("ÄRMEL") == ["Ärmel"]
    assert found("kserve CARD-FRAUD inference") == ["Quillmere Freight"]
    assert found("kserve nothing") == []
    assert found("", "written", "sent") == ["Ärmel", "Quillmere Freight"]
    assert found("", "sent") == []


def test_what_is_deleted_is_gone_from_the_file_and_its_number_is_not_used_again(log: Path) -> None:
    secret = "unmistakable-words-" * 50
    number, _ = put_entry(log, entry(letter=secret))
    put_entry(log, entry(digest="b"))
    assert b"unmistakable-words" in log.read_bytes()
    mark_entry(log, number, Mark(State.SENT, "2026-11-03"))
    delete_entry(log, number)
    assert b"unmistakable-words" not in log.read_bytes()
    assert [one.id for one in read_entries(log)] == [2]
    delete_entry(log, 2)
    assert put_entry(log, entry())[0] == 3


def test_no_letter_of_a_number_is_told(log: Path) -> None:
    put_entry(log, entry())
    for call in (
        find_entry,
        delete_entry,
        lambda path, number: mark_entry(path, number, Mark(State.SENT, "2026-11-03")),
    ):
        with pytest.raises(CallError, match="7: no letter of the log"):
            call(log, 7)


def test_the_whole_log_goes_with_what_a_killed_process_left(log: Path) -> None:
    put_entry(log, entry())
    log.with_name("log.sqlite-journal").touch()
    delete_log(log)
    assert list(log.parent.iterdir()) == []


def test_names_that_are_no_text_are_put_in_all_the_same(log: Path) -> None:
    put_entry(log, entry(posting="/p\udcff.txt", file="/l\udcff.pdf"))
    assert read_entries(log)[0].file == "/l?.pdf"
    put_entry(log, entry(posting="/p\udcff.txt", file="/l\udcff.pdf", letter="x"))
    assert len(read_entries(log)) == 1


def test_a_posting_is_known_by_its_words_and_not_by_its_lines() -> None:
    assert digest_of("We run\nRay.\r\n") == digest_of(" We  run Ray.")
    assert digest_of("We run Ray") != digest_of("We run ray")
