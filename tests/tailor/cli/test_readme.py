"""What the README shows is what the program prints."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import picture
import pytest

from tailor.data import TEMPLATES
from tests.tailor.calls import Terminal, tailor
from tests.tailor.samples import write

ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: The width that the page's blocks were printed at.
COLUMNS = 100


def shown() -> list[tuple[str, str]]:
    """The commands of the page that are shown with their output, in its order."""
    blocks = [block for _, block in re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", README) if block.startswith("$ ")]
    calls = [call.partition("\n") for block in blocks for call in re.split(r"(?m)^\$ ", block) if call]
    return [(command, printed.strip("\n")) for command, _, printed in calls]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the page's commands find what they name."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    for command, printed in shown():
        if command.startswith("cat "):
            write(tmp_path / command.removeprefix("cat "), f"{printed}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pattern(printed: str) -> str:
    """A pattern of what was printed; a line of dots stands for any lines."""
    lines = [
        r"(?:.*\n)+?" if line.strip() == "..." else re.escape(line.rstrip()) + r" *\n" for line in printed.split("\n")
    ]
    return "".join(lines)


@pytest.mark.parametrize("command", [command for command, _ in shown() if command.startswith("tailor ")])
def test_a_command_prints_what_the_page_shows(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = next(printed for one, printed in shown() if one == command)
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    words = command.split()[1:]
    # Why apart: a letter is wrapped at a terminal alone.
    done = Terminal(*words, out=True, columns=COLUMNS).finish() if words[0] == "draft" else tailor(*words)
    real = f"{done.out}{done.err}".strip("\n") + "\n"
    assert re.fullmatch(pattern(printed), real), f"$ {command}\n{real}"


def test_the_page_shows_a_posting_a_letter_and_a_check() -> None:
    commands = " ".join(command for command, _ in shown())
    assert all(f"tailor {name} " in commands for name in ("analyze", "draft", "check"))


def test_the_picture_is_of_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", str(picture.COLUMNS))
    printed = tailor(*picture.CALL).out
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.picture(printed), "run: make docs"
    assert picture.PICTURE.stat().st_size < 40_000
    assert f"]({picture.PICTURE.relative_to(ROOT)})" in README
