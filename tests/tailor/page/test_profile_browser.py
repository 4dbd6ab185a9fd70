"""The profile and the estimates in a real browser. The people and employers here are invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tailor.profile.load import load_profile
from tests.tailor.page.browser import Visit, served, visited
from tests.tailor.page.test_profile import MINE
from tests.tailor.page.test_views import PHONE, WIDE, serious

LESSON = "a berth that nobody can date has no place in a plan"
_ALL = {"resultTypes": ["violations"]}
_COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile.toml"


@pytest.fixture
def visit(browser: Browser, path: Path) -> Iterator[Visit]:
    """A fresh browser on a page of its own."""
    with served(path) as site, visited(browser, site) as one:
        yield one


def heard(visit: Visit, field: str) -> str:
    """What is said of a field once it is read."""
    box = visit.page.locator(f"#heard-story-{field}")
    box.locator("p").first.wait_for()
    return " ".join(box.inner_text().split())


def test_from_no_profile_to_a_letter_by_keyboard(visit: Visit, path: Path) -> None:
    page, press = visit.page, visit.page.keyboard.press
    visit.tab_to('a[href="/profile"]')
    press("Enter")
    page.wait_for_url("**/profile")
    visit.tab_to('a[href="/profile/story"]')
    press("Enter")
    page.wait_for_url("**/profile/story")
    assert visit.focused().startswith("textarea me-name")
    page.keyboard.type("Tove Almgren")
    visit.tab_to("#story-system")
    page.keyboard.type("I ran the berth forecast for a container port")
    assert "name the thing, without I or we" in heard(visit, "system")
    assert page.get_attribute("#story-system", "aria-invalid") == "true"
    press("Control+A")
    page.keyboard.type("the berth forecast for a container port")
    page.locator("#heard-story-system:has-text('I run the berth forecast')").wait_for()
    assert page.get_attribute("#story-system", "aria-invalid") == "false"
    visit.tab_to("#story-result")
    page.keyboard.type("cut feature age from 12 hours to 30 seconds")
    page.locator("[data-take=story-solves]").wait_for()
    visit.tab_to("[data-take=story-solves]")
    press("Enter")
    assert page.input_value("#story-solves") == "feature-freshness"
    visit.tab_to(".savebar button")
    press("Enter")
    page.wait_for_selector("#trouble")
    visit.forgive()
    assert page.input_value("#story-result") == "cut feature age from 12 hours to 30 seconds"
    page.reload()
    visit.forgive()
    page.fill("#story-did", "moved position lookups to a streaming store")
    page.click(".savebar button")
    page.wait_for_url("**/profile?saved=*")
    assert load_profile(path).stories[0].solves == ("feature-freshness",)
    assert page.evaluate("localStorage.length") == 0
    visit.give(
        "Senior ML engineer at Brinkholm. Keep features fresh: today they are a day old when a model reads them."
    )
    assert "I moved position lookups to a streaming store." in visit.letter()


def test_unsaved_words_outlive_a_reload_and_a_changed_file_is_asked_about(visit: Visit, path: Path) -> None:
    path.write_text(MINE, encoding="utf-8")
    page = visit.page
    page.goto(f"{visit.site.home}/profile/story?story=berths")
    page.fill("#story-lesson", LESSON)
    path.write_text(MINE.replace("12 hours old", "a day old"), encoding="utf-8")
    page.reload()
    assert page.input_value("#story-lesson") == LESSON
    page.locator("#heard-story-lesson:has-text('A berth that nobody')").wait_for()
    page.click(".savebar button")
    assert "The file has changed since you opened it" in page.inner_text("#trouble")
    visit.forgive()
    assert LESSON not in path.read_text(encoding="utf-8")
    page.click("text=Show what is there")
    assert visit.said == ["dialog: What you typed here is lost then. Go on?"]
    assert LESSON in page.input_value("#story-lesson")
    visit.forgive("dialog")
    visit.say_yes()
    page.click("text=Show what is there")
    page.wait_for_selector("#trouble", state="detached")
    assert page.input_value("#story-lesson") == ""
    assert page.input_value("#story-wall") == "positions were a day old"


def test_a_number_is_worked_out_on_the_way(visit: Visit, path: Path) -> None:
    path.write_text(MINE, encoding="utf-8")
    page = visit.page
    page.goto(f"{visit.site.home}/profile/story?story=berths")
    page.fill("#story-lesson", LESSON)
    page.click("text=Work one out >> nth=1")
    page.click("text=GPU hours, and money")
    for name, words in (("gpus", "8"), ("hours-before", "6h"), ("hours-after", "31h"), ("runs-per-month", "30")):
        page.fill(f"#in-{name}", words)
    page.locator("#fault-hours-after:has-text('swap the two')").wait_for()
    assert page.get_attribute("#in-hours-after", "aria-invalid") == "true"
    page.fill("#in-hours-before", "60h")
    page.click("text=Put it into the story's form")
    page.wait_for_url("**/profile/story?*")
    assert page.input_value("#story-worth") == "about 7,000 GPU hours a month"
    assert page.input_value("#story-lesson") == LESSON
    assert path.read_text(encoding="utf-8") == MINE


def test_each_view_is_for_everybody(visit: Visit, path: Path) -> None:
    path.write_text(MINE, encoding="utf-8")
    places = ("/profile", "/profile/story?story=berths", "/estimate/gpu-hours?gpus=8&hours-before=31&hours-after=6")
    for place in places:
        visit.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        visit.page.goto(f"{visit.site.home}{place}")
        for scheme, options in (("light", _ALL), ("dark", _COLOURS)):
            visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            assert serious(visit, options) == [], f"{place}, {scheme}"
        visit.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        over = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{place} scrolls {over} points to the side"
