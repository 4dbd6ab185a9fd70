"""A page of the disk in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page


@dataclass(frozen=True)
class Tab:
    """A page that is open.

    Attributes:
        page: The page.
        said: What its console says, and its errors.
        asked: What it asked for, itself first.
    """

    page: Page
    said: list[str]
    asked: list[str]


@contextmanager
def opened(
    browser: Browser, path: Path, *, width: int = 1440, scheme: Literal["light", "dark"] = "light", scripts: bool = True
) -> Iterator[Tab]:
    """A file, opened from the disk."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    tab = Tab(page, [], [])
    page.on("console", lambda message: tab.said.append(message.text))
    page.on("pageerror", lambda error: tab.said.append(str(error)))
    page.on("request", lambda request: tab.asked.append(request.url))
    page.goto(path.as_uri())
    yield tab
    context.close()


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong, each with the elements."""
    return [
        f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:4]]}"
        for rule in Axe().run(page).response["violations"]
    ]
