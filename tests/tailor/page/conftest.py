"""A page with one posting on it, made once; tests that change nothing of it share it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tailor.data import TEMPLATES
from tests.tailor.page.browser import Site, Visit, served, visited
from tests.tailor.page.visits import Visitor, visitor
from tests.tailor.samples import BULLETS, FULL, write


@pytest.fixture(scope="session")
def profile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of an invented applicant with two stories."""
    return write(tmp_path_factory.mktemp("page") / "profile.toml", FULL)


@pytest.fixture(scope="session")
def anna(profile_file: Path) -> Visitor:
    """Somebody with a profile who has the page open."""
    return visitor(profile_file)


@pytest.fixture(scope="session")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """Somebody without a profile."""
    return visitor(tmp_path_factory.mktemp("none") / "profile.toml")


@pytest.fixture(scope="session")
def lorries(anna: Visitor) -> str:
    """Where the letter for an invented posting of bullets is."""
    return anna.give(BULLETS)


@pytest.fixture(scope="session")
def payments(anna: Visitor) -> str:
    """Where the letter for the sample posting is."""
    return anna.give((TEMPLATES / "sample-posting.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def site(profile_file: Path) -> Iterator[Site]:
    """A server of the page."""
    with served(profile_file) as one:
        yield one


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """A fresh browser on the page."""
    with visited(browser, site) as one:
        yield one
