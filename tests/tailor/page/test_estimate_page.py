"""The estimates on the page, asked for as a browser asks. The people and employers here are invented."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tailor.page.app import Page, create_app
from tailor.page.guard import Guard
from tailor.page.own import OwnProfile
from tailor.profile.script import EstimateOffer, load_script
from tailor.show.estimate import estimate_text
from tests.tailor.page.test_profile import ADDRESS, MINE, Browser, words


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    path = tmp_path_factory.mktemp("facts") / "profile.toml"
    path.write_text(MINE, encoding="utf-8")
    return Browser(create_app(Page(Guard("secret", 8000), OwnProfile(path))).test_client(), path)


def asked(browser: Browser, name: str, **numbers: str) -> str:
    """What the page says to numbers."""
    query = urlencode({key.replace("_", "-"): value for key, value in numbers.items()})
    return words(browser.get(f"/estimate/{name}?{query}", **{"HX-Request": "true"}))


@pytest.mark.parametrize("offer", load_script().estimate, ids=lambda offer: offer.name)
def test_each_estimate_shows_the_working_of_the_command(browser: Browser, offer: EstimateOffer) -> None:
    given = {entry.name: entry.example for entry in offer.input if not entry.unless}
    page = browser.get(f"/estimate/{offer.name}?{urlencode(given)}").text
    said = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    done = offer.work_out(given)
    for line in estimate_text(done).splitlines()[1:]:
        assert " ".join(line.split()).partition(' = "')[0] in said
    assert f'name="{done.field}" value="{done.sentence}"' in unescape(page)
    assert all(entry.ask in said for entry in offer.input)


def test_what_is_wrong_with_a_number_stands_at_its_field(browser: Browser) -> None:
    page = browser.get("/estimate/gpu-hours?gpus=x&hours-before=3h&hours-after=6h&runs-per-month=30").text
    assert re.search(r'id="in-gpus"[^>]* aria-describedby="fault-gpus" aria-invalid="true"', page)
    assert "gpus x: is no number" in re.findall(r'id="fault-gpus"[^>]*>([^<]*)', page)[0]
    assert "is not less than before" in re.findall(r'id="fault-hours-after"[^>]*>([^<]*)', page)[0]
    assert "Mend what does not fit" in page
    assert "Still needed: GPUs of one run; How long a run took;" in asked(browser, "gpu-hours", hours_after="40h")


def test_numbers_may_come_in_any_order_and_what_is_needed_is_said(browser: Browser) -> None:
    said = asked(browser, "fraud-loss", loss_rate_after="0.22%")
    assert "Still needed: Transactions a month; What one is worth; How much of the money was lost." in said
    said = asked(
        browser, "fraud-loss", volume="40M", transactions="1M", loss_rate_before="0.3%", loss_rate_after="0.2%"
    )
    assert "give volume, or transactions and average together" in said
    said = asked(browser, "inference-cost", qps="80", cost_per_call="0.0008", cut="40%")
    assert "(duty 10%)" in said
    assert "The working stands here" in asked(browser, "storage")


def test_a_figure_goes_into_the_form_of_a_story_and_into_no_file(browser: Browser) -> None:
    page = browser.get("/estimate/storage?size=40TB&cut=35%25&price=0.023&story=cranes").text
    assert '<option value="cranes" selected>' in page
    worth = "about $320 a month in storage"
    form = browser.get(f"/profile/story?{urlencode({'story': 'cranes', 'worth': worth, 'did': 'x'})}").text
    assert f">\n{worth}</textarea>" in form
    assert ">\nrebuild the planner</textarea>" in form
    assert 'data-given="story.worth"' in form
    assert browser.path.read_text(encoding="utf-8") == MINE
    assert 'href="/estimate?story=cranes"' in form


def test_a_new_user_may_begin_with_a_number(tmp_path: Path) -> None:
    app = create_app(Page(Guard("secret", 8000), OwnProfile(tmp_path / "profile.toml")))
    newcomer = Browser(app.test_client(), tmp_path)
    assert "a new story" in words(newcomer.get("/estimate/storage?size=40TB&cut=35%25&price=0.023"))
    form = newcomer.get("/profile/story?story=&worth=about+$320+a+month").text
    assert "What is your name?" in form
    assert "about $320 a month</textarea>" in form


def test_there_are_the_estimates_of_the_command_and_no_others(browser: Browser) -> None:
    page = browser.get("/estimate").text
    assert re.findall(r'href="/estimate/([\w-]+)"', page) == [offer.name for offer in load_script().estimate]
    assert browser.get("/estimate/none").status_code == 404
    assert browser.client.get("/estimate", base_url=ADDRESS.replace("localhost", "example.org")).status_code == 403
