"""A folder of letters: what lies in it after a run, after a second one, and after one that was cut off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from tailor.batch.folder import Folder
from tailor.batch.index import INDEX
from tailor.errors import OutputError
from tailor.log.book import read_entries
from tailor.profile.story import Profile
from tests.tailor.batch.browsing import faults, opened
from tests.tailor.batch.samples import HOSTILE, postings, run
from tests.tailor.samples import BULLETS, full_profile


@pytest.fixture(scope="module")
def profile() -> Profile:
    return full_profile()


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    return postings(tmp_path / "jobs")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != INDEX}


def index_rows(folder: Path) -> list[list[str]]:
    page = html.document_fromstring((folder / INDEX).read_text(encoding="utf-8"))
    return [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]


def test_each_posting_gets_a_letter_with_its_record_and_a_row(jobs: Path, tmp_path: Path, profile: Profile) -> None:
    folder = Folder(tmp_path / "letters", ".txt", profile, None)
    run(folder, jobs, profile=profile)
    assert list(contents(folder.path)) == [
        "Ostrava Loom - ML Platform Engineer - letter.json",
        "Ostrava Loom - ML Platform Engineer - letter.txt",
        "Quillmere Freight - Staff Machine Learning Engineer - letter.json",
        "Quillmere Freight - Staff Machine Learning Engineer - letter.txt",
        "Tolvane Health - Machine Learning Engineer - letter.json",
        "Tolvane Health - Machine Learning Engineer - letter.txt",
    ]
    record = json.loads((folder.path / "Tolvane Health - Machine Learning Engineer - letter.json").read_bytes())
    letter = (folder.path / record["file"]).read_text(encoding="utf-8")
    assert record["letter"]["text"] == letter
    assert record["letter"]["trace"]
    assert record["posting"]["source"] == str(jobs / "b.txt")
    assert {finding["severity"] for finding in record["findings"]} <= {"error", "warning", "advice"}
    rows = index_rows(folder.path)
    assert [row[1] for row in rows] == ["Quillmere Freight", "Tolvane Health", "Ostrava Loom", "not said"]
    assert rows[1][4] == str(record["letter"]["words"])
    assert rows[3][0] == "d.txt"
    assert rows[3][2].startswith("none ")
    assert (folder.tally.written, folder.tally.before, folder.tally.none) == (3, 0, 1)


def test_a_second_run_leaves_what_is_there_and_writes_what_is_new(jobs: Path, tmp_path: Path, profile: Profile) -> None:
    place = tmp_path / "letters"
    run(Folder(place, ".txt", profile, None), jobs / "a.txt", jobs / "b.txt", profile=profile)
    mine = place / "Tolvane Health - Machine Learning Engineer - letter.txt"
    mine.write_text("as I edited it\n", encoding="utf-8")
    before = contents(place)
    again = Folder(place, ".txt", profile, None)
    run(again, jobs / "b.txt", jobs / "c.txt", profile=profile, length=400)
    assert (again.tally.written, again.tally.before) == (1, 1)
    after = contents(place)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 2
    rows = index_rows(place)
    assert [row[1] for row in rows] == ["Tolvane Health", "Ostrava Loom", "Quillmere Freight"]
    assert "from an earlier run" in rows[0][2]


def test_two_postings_of_one_name_get_a_letter_each_and_one_posting_twice_gets_one(
    tmp_path: Path, profile: Profile
) -> None:
    jobs = tmp_path / "jobs"
    jobs.mkdir()
    for name, text in (("a", BULLETS), ("b", BULLETS.replace("KServe", "Triton")), ("c", BULLETS)):
        (jobs / f"{name}.txt").write_text(text, encoding="utf-8")
    folder = Folder(tmp_path / "letters", ".md", profile, None)
    run(folder, jobs, profile=profile)
    assert [path.name for path in sorted(folder.path.glob("*.md"))] == [
        "Quillmere Freight - Staff Machine Learning Engineer - letter (2).md",
        "Quillmere Freight - Staff Machine Learning Engineer - letter.md",
    ]
    rows = index_rows(folder.path)
    assert len(rows) == 3
    assert "the same posting above" in rows[2][2]


def test_a_file_of_somebody_else_is_never_overwritten(jobs: Path, tmp_path: Path, profile: Profile) -> None:
    place = tmp_path / "letters"
    place.mkdir()
    name = "Quillmere Freight - Staff Machine Learning Engineer - letter"
    for ending in (".txt", ".json"):
        (place / f"{name}{ending}").write_text("mine\n", encoding="utf-8")
    (place / "other.json").write_text('{"file": 3}', encoding="utf-8")
    run(Folder(place, ".txt", profile, None), jobs / "a.txt", profile=profile)
    assert (place / f"{name}.txt").read_text(encoding="utf-8") == "mine\n"
    assert (place / f"{name}.json").read_text(encoding="utf-8") == "mine\n"
    assert (place / f"{name} (2).txt").is_file()
    (place / INDEX).write_text("<p>my own page</p>", encoding="utf-8")
    with pytest.raises(OutputError, match="not a list of letters; choose another folder"):
        Folder(place, ".txt", profile, None)


def test_a_run_that_was_cut_off_between_record_and_letter_goes_on_under_the_same_name(
    jobs: Path, tmp_path: Path, profile: Profile
) -> None:
    place = tmp_path / "letters"
    run(Folder(place, ".txt", profile, None), jobs, profile=profile)
    whole = contents(place)
    (place / "Tolvane Health - Machine Learning Engineer - letter.txt").unlink()
    again = Folder(place, ".txt", profile, None)
    run(again, jobs, profile=profile)
    assert (again.tally.written, again.tally.before) == (1, 2)
    assert contents(place) == whole


def test_each_letter_goes_into_the_log_which_is_told_of_once(jobs: Path, tmp_path: Path, profile: Profile) -> None:
    log = tmp_path / "log.sqlite"
    said = run(Folder(tmp_path / "letters", ".txt", profile, log), jobs, profile=profile)
    assert len(said) == 1
    assert str(log) in said[0]
    entries = read_entries(log)
    assert {entry.company for entry in entries} == {"Quillmere Freight", "Tolvane Health", "Ostrava Loom"}
    assert all(Path(entry.file).is_file() for entry in entries)
    log.write_bytes(b"no database")
    said = run(Folder(tmp_path / "more", ".txt", profile, log), jobs, profile=profile)
    assert len(said) == 1
    assert "the letter is written, but not put into the log" in said[0]
    assert len(list((tmp_path / "more").glob("*.txt"))) == 3


@pytest.mark.parametrize(("ending", "first"), [(".docx", b"PK"), (".pdf", b"%PDF")])
def test_letters_are_written_as_sheets_too(
    jobs: Path, tmp_path: Path, profile: Profile, ending: str, first: bytes
) -> None:
    folder = Folder(tmp_path / "letters", ending, profile, None)
    run(folder, jobs / "a.txt", profile=profile)
    (sheet,) = folder.path.glob(f"*{ending}")
    assert sheet.read_bytes().startswith(first)


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path, profile: Profile) -> None:
    with pytest.raises(OutputError, match=r"there is no folder .*; create it first"):
        Folder(tmp_path / "none" / "letters", ".txt", profile, None)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file; name a folder"):
        Folder(tmp_path / "file", ".txt", profile, None)


def test_the_list_is_a_page_for_everybody_and_words_stay_words(
    browser: Browser, tmp_path: Path, jobs: Path, profile: Profile
) -> None:
    (jobs / "e.txt").write_text(HOSTILE, encoding="utf-8")
    folder = Folder(tmp_path / "letters", ".txt", profile, None)
    run(folder, jobs, profile=profile)
    text = (folder.path / INDEX).read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "<img" not in text
    for width in (1440, 390):
        with opened(browser, folder.path / INDEX, width=width) as tab:
            assert faults(tab.page) == []
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
            assert tab.said == []
            for link in tab.page.locator("a[href]").all():
                file = folder.path / str(link.evaluate("one => decodeURI(one.getAttribute('href'))"))
                assert file.is_file()
