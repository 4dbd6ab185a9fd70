"""What the README and the pages of docs/ show is what the program prints."""

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
#: All but the page of the JSON contract, whose objects are shortened within their lines.
PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if path.name != "json.md"
}
#: The width that the page's blocks were printed at.
COLUMNS = 100


def shown(page: str) -> list[tuple[str, str]]:
    """The commands of a page that are shown with their output, in its order."""
    blocks = [block for _, block in re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", PAGES[page]) if block.startswith("$ ")]
    calls = [call.partition("\n") for block in blocks for call in re.split(r"(?m)^\$ ", block) if call]
    return [(command, printed.strip("\n")) for command, _, printed in calls]


CALLS = [(page, *call) for page in PAGES for call in shown(page) if call[0].startswith("tailor ")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the page's commands find what they name."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    for command, printed in shown("README.md"):
        if command.startswith("cat "):
            write(tmp_path / command.removeprefix("cat "), f"{printed}\n")
    write(tmp_path / "my.toml", re.findall(r"(?ms)^```toml\n(\[me\].*?)^```$", PAGES["profile.md"])[-1])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pattern(printed: str) -> str:
    """A pattern of what was printed; a line of dots stands for any lines."""
    lines = [
        r"(?:.*\n)+?" if line.strip() == "..." else re.escape(line.rstrip()) + r" *\n" for line in printed.split("\n")
    ]
    return "".join(lines)


@pytest.mark.parametrize(
    ("page", "command", "printed"), CALLS, ids=[f"{page}: {command}" for page, command, _ in CALLS]
)
def test_a_command_prints_what_the_page_shows(
    page: str, command: str, printed: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    words = command.split()[1:]
    # Why apart: a letter is wrapped at a terminal alone.
    wrapped = words[0] == "draft" and "--trace" not in words
    done = Terminal(*words, out=True, columns=COLUMNS).finish() if wrapped else tailor(*words)
    # Why both: only a terminal knows which of the two streams came first.
    real = [f"{one}{other}".strip("\n") + "\n" for one, other in ((done.err, done.out), (done.out, done.err))]
    assert any(re.fullmatch(pattern(printed), text) for text in real), f"{page}\n$ {command}\n{real[0]}"


def test_the_page_shows_a_posting_a_letter_and_a_check() -> None:
    commands = " ".join(command for command, _ in shown("README.md"))
    assert all(f"tailor {name} " in commands for name in ("analyze", "draft", "check"))


def test_the_page_of_tailor_serve_has_a_picture_that_is_quickly_there() -> None:
    picture_of_page = ROOT / "docs" / "page.png"
    assert picture_of_page.read_bytes().startswith(b"\x89PNG")
    assert picture_of_page.stat().st_size < 150_000
    assert "](docs/page.png)" in README


def test_the_picture_is_of_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", str(picture.COLUMNS))
    printed = tailor(*picture.CALL).out
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.picture(printed), "run: make docs"
    assert picture.PICTURE.stat().st_size < 40_000
    assert f"]({picture.PICTURE.relative_to(ROOT)})" in README
