"""Each view of the page, looked at as axe-core does: in light and dark, wide and as a phone shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.tailor.page.browser import Site, Visit, visited
from tests.tailor.page.test_browser import SAMPLE, edit, edit_and_ask_anew
from tests.tailor.samples import BULLETS, LONG, PROSE

WIDE, PHONE = (1440, 900), (390, 844)
#: What a scheme of colours can change; the other rules hold in both or in none.
_COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
_ALL = {"resultTypes": ["violations"]}


def start(visit: Visit) -> None:
    visit.page.goto(visit.site.home)


def several_jobs(visit: Visit) -> None:
    jobs = [{"title": f"ML Engineer {number}", "company": "Ostrava Loom", "description": PROSE} for number in (1, 2)]
    start(visit)
    content = "\n".join(map(json.dumps, jobs)).encode()
    visit.page.set_input_files("#file", {"name": "jobs.jsonl", "mimeType": "", "buffer": content})
    visit.page.wait_for_selector(".jobs")


def refused(visit: Visit) -> None:
    start(visit)
    visit.page.click("text=Read it")
    visit.page.wait_for_selector(".problem")
    visit.forgive()


def an_error(visit: Visit) -> None:
    visit.page.goto(f"{visit.site.home}/no-such-page")
    visit.forgive()


def an_open_card(visit: Visit) -> None:
    visit.give(SAMPLE)
    visit.page.click("#card-pain summary")
    visit.page.click("#card-pain .why summary >> nth=1")


def a_source(visit: Visit) -> None:
    visit.give(SAMPLE)
    visit.page.locator("#text .tailored .said-by").first.click()


def the_more_panel(visit: Visit) -> None:
    visit.give(LONG)
    visit.page.click(".more summary")


def findings(visit: Visit) -> None:
    visit.give(SAMPLE)
    edit(visit, "I am passionate about a a synergy. ")
    visit.page.locator("#findings button:has-text('a a')").wait_for()


def the_dialog(visit: Visit) -> None:
    visit.give(BULLETS)
    edit_and_ask_anew(visit)
    visit.page.wait_for_selector("dialog[open]")


VIEWS: tuple[Callable[[Visit], None], ...] = (
    start,
    several_jobs,
    refused,
    an_error,
    an_open_card,
    a_source,
    the_more_panel,
    findings,
    the_dialog,
)


@pytest.fixture(scope="module")
def tab(browser: Browser, site: Site) -> Iterator[Visit]:
    """One tab for all views."""
    with visited(browser, site) as one:
        yield one


def serious(visit: Visit, options: dict[str, list[str]]) -> list[str]:
    """What axe-core calls serious or critical, each with the elements."""
    found = Axe().run(visit.page, options=options).response["violations"]
    return [
        f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:4]]}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    ]


def test_what_is_wrong_is_seen(tab: Visit) -> None:
    start(tab)
    tab.page.evaluate("document.querySelector('.lead').style.color = '#eee'")
    assert [found.partition(":")[0] for found in serious(tab, _COLOURS)] == ["color-contrast"]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: str(view.__name__))
def test_a_view_is_for_everybody(tab: Visit, view: Callable[[Visit], None]) -> None:
    for width, height in (WIDE, PHONE):
        tab.page.set_viewport_size({"width": width, "height": height})
        tab.page.emulate_media(color_scheme="light")
        if (width, height) == WIDE:
            view(tab)
        for scheme, options in (("light", _ALL), ("dark", _COLOURS)):
            tab.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            assert serious(tab, options) == [], f"{scheme}, {width} wide"
        over = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{width} wide, it scrolls {over} points to the side"
