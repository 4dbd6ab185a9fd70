"""What a person would type each time: an option before a variable, that before the file, that before the default."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tailor.errors import SettingsError
from tailor.settings.keep import keep_setting
from tailor.settings.keys import KEYS
from tailor.settings.load import load_settings
from tests.tailor.calls import tailor
from tests.tailor.samples import FRESHNESS, FULL, write


@pytest.fixture
def settings(home: Path) -> Callable[[str], Path]:
    """Writes the person's settings."""
    folder = home / "config" / "tailor"
    folder.mkdir(parents=True)
    return lambda text: write(folder / "settings.toml", text)


def test_a_variable_goes_before_the_file_and_that_before_the_default(tmp_path: Path) -> None:
    path = write(tmp_path / "settings.toml", 'paper = "a4"\nlength = 400\n')
    own = load_settings(path, {"TAILOR_LENGTH": "150"})
    assert (own.number("length"), own.by_name["length"].whence) == (150, "TAILOR_LENGTH")
    assert (own.text("paper"), own.by_name["paper"].whence) == ("a4", str(path))
    assert (own.number("rounds"), own.by_name["rounds"].whence) == (2, "default")
    assert own.holds("log") is True
    assert own.chosen("rounds") is None


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    own = load_settings(tmp_path / "none.toml", {})
    assert [one.whence for one in own.by_name.values()] == ["default"] * len(KEYS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('papre = "a4"', "there is no setting 'papre'; did you mean 'paper'?"),
        ("zzzz = 1", "the keys are length, paper"),
        ("length = 300", "length is 300; give one of 150, 250, 400"),
        ("length = true", "length is True"),
        ('paper = "a5"', 'give "letter" or "a4"'),
        ("log = 3", "give on or off"),
        ("rounds = 0", "give 1 to 5"),
        ("writer = 1", "give a command in quotation marks"),
        ("paper = ", "is not TOML"),
    ],
)
def test_what_is_wrong_gets_one_line_with_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=r"settings\.toml") as error:
        load_settings(write(tmp_path / "settings.toml", text), {})
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_variable_that_is_wrong_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TAILOR_PAPER: is 'a5'"):
        load_settings(tmp_path / "none.toml", {"TAILOR_PAPER": "a5"})


def test_one_setting_is_kept_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    path = write(tmp_path / "settings.toml", '# mine\npaper = "a4"   # at home\n')
    keep_setting(path, "writer_agreed", "llm")
    assert path.read_text(encoding="utf-8") == '# mine\npaper = "a4"   # at home\nwriter_agreed = "llm"\n'
    keep_setting(tmp_path / "new" / "settings.toml", "log", False)
    assert (tmp_path / "new" / "settings.toml").stat().st_mode & 0o077 == 0


def test_the_command_shows_where_each_value_comes_from(
    settings: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings('paper = "a4"\n')
    monkeypatch.setenv("TAILOR_LENGTH", "400")
    out = tailor("settings").out
    assert any(line.split() == ["paper", '"a4"', str(path)] for line in out.splitlines())
    assert any(line.split() == ["length", "400", "TAILOR_LENGTH"] for line in out.splitlines())
    row = json.loads(tailor("settings", "--format", "json").out)
    assert row["settings"]["paper"] == {"value": "a4", "from": str(path)}


def test_a_mistyped_key_ends_the_call(settings: Callable[[str], Path]) -> None:
    settings("lenght = 150")
    made = tailor("settings")
    assert made.code == 2
    assert "did you mean 'length'?" in made.err


def test_a_letter_is_written_as_the_settings_say(
    settings: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    settings(f'length = 150\npaper = "a4"\ndate_style = "iso"\noutput = {json.dumps(str(folder))}\n')
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    posting, profile = write(tmp_path / "posting.txt", FRESHNESS), write(tmp_path / "facts.toml", FULL)
    call = ("draft", posting, "--profile", profile)
    assert json.loads(tailor(*call, "--format", "json").out)["length"] == 150
    assert json.loads(tailor(*call, "--length", "250", "--format", "json").out)["length"] == 250
    assert tailor(*call, "-o", "mine.docx").code == 0
    from docx import Document

    document = Document(str(folder / "mine.docx"))
    assert "2026-11-30" in [paragraph.text for paragraph in document.paragraphs]
    width = document.sections[0].page_width
    assert width is not None
    assert round(width.mm) == 210


def test_the_editor_of_the_settings_is_opened_unless_the_environment_names_one(
    settings: Callable[[str], Path], editor: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    shown = editor("file.write_text(file.read_text() + '\\n')")
    settings(f"editor = {json.dumps(os.environ['EDITOR'])}\n")
    monkeypatch.delenv("EDITOR")
    posting, profile = write(tmp_path / "posting.txt", FRESHNESS), write(tmp_path / "facts.toml", FULL)
    assert tailor("draft", posting, "--profile", profile, "--edit-letter").code == 0
    assert shown.read_text(encoding="utf-8").startswith("Dear Hiring Manager")
