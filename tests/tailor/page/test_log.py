"""Letters that are saved on the page, in the log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tailor.log.book import mark_entry, put_entry, read_entries
from tailor.log.entry import Mark
from tailor.log.state import State
from tailor.page.app import Page
from tailor.page.guard import Guard
from tailor.page.own import OwnProfile
from tests.tailor.log.letters import entry
from tests.tailor.page.visits import KEY, PORT, Visitor, letter_of, text_of, tree
from tests.tailor.samples import BULLETS, FULL, write


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite"


@pytest.fixture
def ilse(log: Path) -> Visitor:
    """A visitor whose page keeps a log."""
    profile = write(log.with_name("facts.toml"), FULL)
    return Visitor(Page(Guard(KEY, PORT), OwnProfile(profile), log=log))


def test_a_letter_that_is_saved_goes_into_the_log_as_it_was_edited(
    ilse: Visitor, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ilse.give(BULLETS)
    answer = ilse.get(place)
    assert str(log) in text_of(tree(answer), ".notes")
    assert not log.exists()
    text = letter_of(answer).replace("Kind regards", "With best wishes")
    for kind in ("pdf", "txt"):
        assert ilse.post(f"{place}/file/{kind}", {"edited": text}).status_code == 200
    (one,) = read_entries(log)
    assert "With best wishes" in one.letter
    assert (one.company, one.story, one.last.state) == ("Quillmere Freight", "fares", State.WRITTEN)
    assert one.file.endswith("letter.txt")
    assert capsys.readouterr().err.count("kept in a log") == 1


def test_an_earlier_letter_to_the_employer_is_told_of_in_plain_words(ilse: Visitor, log: Path) -> None:
    number, _ = put_entry(log, entry(story="fares"))
    mark_entry(log, number, Mark(State.SENT, "2026-11-03"))
    notes = text_of(tree(ilse.get(ilse.give(BULLETS))), ".notes")
    assert "you wrote to Quillmere Freight on 2026-11-03" in notes
    assert "this letter tells that story too" in notes
    assert "tailor log" not in notes


def test_a_log_of_no_use_costs_no_letter(ilse: Visitor, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.write_bytes(b"no database at all\n" * 100)
    place = ilse.give(BULLETS)
    assert ilse.get(place).status_code == 200
    assert ilse.post(f"{place}/file/txt").status_code == 200
    assert capsys.readouterr().err.count("not put into the log") == 1


def test_without_a_profile_or_a_log_nothing_is_kept(ilse: Visitor, log: Path) -> None:
    without = Visitor(replace(ilse.page, log=None))
    nobody = Visitor(replace(ilse.page, own=OwnProfile(log.with_name("none.toml"))))
    for one in (without, nobody):
        place = one.give(BULLETS)
        assert "kept in your log" not in one.get(place).text
        assert one.post(f"{place}/file/txt").status_code == 200
    assert not log.exists()
