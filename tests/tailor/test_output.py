from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tailor.errors import OutputError
from tailor.output import check_target, write_whole


@pytest.mark.parametrize("name", ["letter.txt", "letter.md", "LETTER.TXT", "my.letter.md"])
def test_known_endings_pass(name: str, tmp_path: Path) -> None:
    check_target(tmp_path / name, force=False)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


@pytest.mark.parametrize("name", ["letter", "letter.rtf", "letter.txt.gz", ".txt", "letter."])
def test_an_unknown_ending_is_refused_and_the_known_ones_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.txt or \.md") as caught:
        check_target(tmp_path / name, force=True)
    assert str(tmp_path / name) in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no folder"):
        check_target(tmp_path / "nowhere" / "letter.txt", force=False)


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        check_target(path, force=False)
    check_target(path, force=True)
    assert path.read_text(encoding="utf-8") == "mine"


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    write_whole(path, "Grüße,\nTove\n")
    assert path.read_bytes() == "Grüße,\nTove\n".encode()


def test_the_mode_is_the_one_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    write_whole(path, "x", mode=0o600)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("existing", [True, False])
def test_a_failed_write_leaves_everything_as_it_was(
    existing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "letter.txt"
    if existing:
        path.write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(path, "new")
    assert [found.name for found in folder.iterdir()] == (["letter.txt"] if existing else [])
    if existing:
        assert path.read_text(encoding="utf-8") == "old"


def test_text_that_is_no_utf8_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(OutputError):
        write_whole(folder / "letter.txt", "name \udcff")
    assert list(folder.iterdir()) == []


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.mkdir()
    with pytest.raises(OutputError):
        write_whole(path, "new")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["home", "letter.txt"]


def test_a_missing_folder_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "letter.txt", "new")
