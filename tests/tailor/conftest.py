"""No test here reads or writes a real profile; analyses and letters are made once a session."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jdparse import Analysis, analyze
from tailor.letter.letter import Letter, Options
from tailor.letter.write import write_letter
from tailor.limits import LENGTHS
from tailor.profile.story import Profile
from tests.tailor.samples import POSTINGS, bare_profile, bundled_sample, full_profile, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROFILES = ("bundled", "full", "bare")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test, without a profile."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.delenv("TAILOR_PROFILE", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="session")
def analyses() -> Mapping[str, Analysis]:
    """Each invented posting, analysed."""
    return {name: analyze(posting) for name, posting in POSTINGS.items()}


@pytest.fixture(scope="session")
def profiles() -> Mapping[str, Profile]:
    """The invented applicants."""
    return {"bundled": bundled_sample(), "full": full_profile(), "bare": bare_profile()}


@pytest.fixture(scope="session")
def letters(analyses: Mapping[str, Analysis], profiles: Mapping[str, Profile]) -> Mapping[tuple[str, str, int], Letter]:
    """A letter for each posting, applicant and length."""
    return {
        (posting, profile, length): write_letter(analyses[posting], profiles[profile], Options(length))
        for posting in POSTINGS
        for profile in PROFILES
        for length in LENGTHS
    }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser; tests of it are skipped where there is none, which .ci/run does not allow."""
    from tests.tailor.page.browser import BROWSERS, find_browser, launched

    where = find_browser()
    if not where:
        pytest.skip(f"needs a browser: none of {', '.join(BROWSERS)} is here")
    with launched(where) as one:
        yield one


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """An editor that is a few lines of Python about `file`, a path; gives a file that holds what it was shown."""

    def set_up(lines: str) -> Path:
        shown = tmp_path / "shown.txt"
        program = write(
            tmp_path / "editor.py",
            "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
            f"pathlib.Path({str(shown)!r}).write_bytes(file.read_bytes())\n{lines}\n",
        )
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")
        return shown

    return set_up
