"""The profile on the page, asked for as a browser asks. The people and employers here are invented."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tailor.data import TEMPLATES
from tailor.page.app import Page, create_app
from tailor.page.guard import Guard
from tailor.page.own import OwnProfile
from tailor.profile.load import load_profile
from tailor.profile.script import load_script

ADDRESS = "http://localhost:8000"
MINE = """# mine
[me]
name = "Tove Almgren"  # as I sign

[[story]]
name = "berths"
system = "the berth forecast"
did = "moved position lookups to a streaming store"  # ask Bo
wall = "positions were 12 hours old"
result = "cut feature age from 12 hours to 30 seconds"
playbook = ["a skew monitor", "shadow deploys, by region"]
solves = ["feature-freshness", "risk"]
tools = ["Flink"]

# the planner
[[story]]
name = "cranes"
system = "the crane planner"
did = "rebuild the planner"
result = "a 40% drop in idle hours"
shared = true
"""
RESUME = b"""{"basics": {"name": "Tove Almgren", "email": "tove@example.org"},
 "work": [{"name": "Brinkholm Port", "position": "ML engineer", "startDate": "2020", "highlights":
  ["Reduced p99 latency of the ranking service from 180 ms to 45 ms by moving features to Redis"]}]}"""


class Browser:
    """A browser that has the run's key."""

    def __init__(self, client: FlaskClient, path: Path) -> None:
        self.client, self.path = client, path
        client.set_cookie("tailor-8000", "secret")

    def get(self, place: str, **headers: str) -> TestResponse:
        return self.client.get(place, base_url=ADDRESS, headers=headers)

    def post(self, place: str, **fields: object) -> TestResponse:
        data = {name.replace("__", "."): value for name, value in fields.items()}
        return self.client.post(place, base_url=ADDRESS, headers={"Origin": ADDRESS}, data={"key": "secret", **data})

    def form(self, place: str) -> dict[str, str]:
        """The fields of a form as they stand on a page."""
        page = self.get(place).text
        found = {
            name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
        }
        for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
            found[name] = unescape(value)
        for name, inner in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
            chosen = re.search(r'value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
            found[name] = chosen[1] if chosen else ""
        return found

    def send(self, place: str, fields: dict[str, str]) -> TestResponse:
        return self.client.post(place, base_url=ADDRESS, headers={"Origin": ADDRESS}, data=fields)


def words(answer: TestResponse) -> str:
    """What a page says, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    path = tmp_path / "facts" / "profile.toml"
    with create_app(Page(Guard("secret", 8000), OwnProfile(path))).test_client() as client:
        yield Browser(client, path)


@pytest.fixture
def mine(browser: Browser) -> Browser:
    browser.path.parent.mkdir()
    browser.path.write_text(MINE, encoding="utf-8")
    return browser


def test_a_new_user_gets_three_steps_and_a_first_story_makes_a_private_file(browser: Browser) -> None:
    start = browser.get("/profile")
    assert len(re.findall("<li>", start.text.partition('class="ways"')[2])) == 3
    assert 'href="/profile"' in browser.get("/").text.partition("Write your profile")[0]
    fields = browser.form("/profile/story")
    assert {"me.name", "story.did", "seen"} <= set(fields)
    fields |= {"me.name": "Tove Almgren", "story.system": "the berth forecast", "story.did": "moved lookups"}
    answer = browser.send("/profile/story", fields)
    assert answer.status_code == 303
    profile = load_profile(browser.path)
    assert (profile.me.name, profile.stories[0].name) == ("Tove Almgren", "berth-forecast")
    assert "# One [[story]] for each system" in browser.path.read_text(encoding="utf-8")
    assert stat.S_IMODE(browser.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(browser.path.parent.stat().st_mode) == 0o700
    assert "Saved." in browser.get(answer.headers["Location"]).text


def test_the_starter_file_is_no_profile_yet_and_is_filled_in(mine: Browser) -> None:
    mine.path.write_text((TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert "Write your first story" in words(mine.get("/profile"))
    fields = {**mine.form("/profile/story"), "me.name": "Tove", "story.system": "the forecast", "story.did": "moved it"}
    assert mine.send("/profile/story", fields).status_code == 303
    assert [story.system for story in load_profile(mine.path).stories] == ["the forecast"]


def test_the_matrix_tells_what_is_solved_and_what_the_words_bear_out(mine: Browser) -> None:
    page = mine.get("/profile")
    rows = dict(re.findall(r'<th scope="row">(\S+) .*?</th>(.*?)</tr>', page.text, re.DOTALL))
    assert len(rows) == 19
    marks = {pain: re.findall(r"mark is-(\w+)", row) for pain, row in rows.items()}
    assert marks["feature-freshness"] == ["main", "none"]
    assert marks["risk"] == ["untold", "none"]
    said = words(page)
    hints = {hint.id: hint.story for hint in load_script().pain}
    assert hints["latency"] in said
    assert hints["feature-freshness"] not in said
    assert "begin with the verb" in said
    assert 'I\'d read it as: "What came of it was a 40% drop in idle hours."' in said
    assert 'href="/profile/story?story=cranes#story-result"' in page.text


def test_a_field_is_read_as_it_is_typed_and_only_what_changed_is_sent(mine: Browser) -> None:
    fields = mine.form("/profile/story?story=berths")
    assert mine.send("/profile/heard", fields).text.strip() == ""
    answer = mine.send("/profile/heard", {**fields, "story.result": "raised p99 latency from 40 ms to 90 ms"})
    assert "p99 latency went up: is the direction right?" in words(answer)
    assert "heard-story-result" in answer.text
    assert "heard-story-did" not in answer.text
    answer = mine.send("/profile/heard", {**fields, "story.system": "I built the berth forecast", "story.solves": ""})
    assert 'That does not fit: name the thing, without I or we: "the berth forecast"' in words(answer)
    answer = mine.send("/profile/heard", {**fields, "story.solves": "freshnes"})
    assert "did you mean 'feature-freshness'?" in words(answer)
    answer = mine.send(
        "/profile/heard", {**fields, "story.solves": "", "story.did": "moved features to a \x1b[31mstore"}
    )
    assert "no readable character" in words(answer)
    assert mine.path.read_text(encoding="utf-8") == MINE


def test_saving_changes_only_what_was_changed(mine: Browser) -> None:
    fields = mine.form("/profile/story?story=berths")
    assert fields["story.playbook"] == "a skew monitor\nshadow deploys, by region"
    fields |= {"story.did": "moved lookups to a stream", "story.owned": "training\nserving", "story.risk": "x"}
    assert mine.send("/profile/story", fields).status_code == 303
    text = mine.path.read_text(encoding="utf-8")
    assert 'did = "moved lookups to a stream"  # ask Bo' in text
    gone = [line for line in MINE.splitlines() if line not in text.splitlines()]
    assert gone == ['did = "moved position lookups to a streaming store"  # ask Bo']
    assert tomllib.loads(text)["story"][0]["owned"] == ["training", "serving"]
    me = mine.form("/profile/me")
    assert mine.send("/profile/me", {**me, "me.email": "tove@example.org"}).status_code == 303
    assert 'name = "Tove Almgren"  # as I sign\nemail = "tove@example.org"' in mine.path.read_text(encoding="utf-8")


def test_a_story_of_others_is_ones_own_when_one_says_so(mine: Browser) -> None:
    fields = mine.form("/profile/story?story=cranes")
    assert mine.send("/profile/story", fields).status_code == 303
    assert load_profile(mine.path).stories[1].shared
    assert mine.send("/profile/story", {**mine.form("/profile/story?story=cranes"), "shared": "no"}).status_code == 303
    assert not load_profile(mine.path).stories[1].shared


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"story.did": ""}, "This one is needed"),
        ({"story.did": "I moved it"}, "begin with the verb in the past tense"),
        ({"story.name": "cranes"}, "A story of that name is there already"),
        ({"story.worth": "about ... a quarter"}, "is a blank"),
        ({"story.did": "moved " + "x" * 700}, "is longer than the 600 characters"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(
    mine: Browser, changes: dict[str, str], said: str
) -> None:
    fields = {**mine.form("/profile/story?story=berths"), "story.lesson": "dates matter", **changes}
    answer = mine.send("/profile/story", fields)
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'aria-invalid="true"' in answer.text
    assert "dates matter" in answer.text
    assert mine.path.read_text(encoding="utf-8") == MINE


def test_a_file_that_changed_meanwhile_is_overwritten_only_when_one_says_so(mine: Browser) -> None:
    fields = {**mine.form("/profile/story?story=berths"), "story.did": "moved it all"}
    theirs = MINE.replace("to a streaming store", "to a cache").replace("# mine", "# still mine")
    mine.path.write_text(theirs, encoding="utf-8")
    answer = mine.send("/profile/story", fields)
    assert answer.status_code == 409
    assert "The file has changed since you opened it" in words(answer)
    assert "moved position lookups to a cache" in words(answer)
    assert mine.path.read_text(encoding="utf-8") == theirs
    over = re.search(r'name="over" value="(\w+)"', answer.text)
    assert over
    mine.path.write_text(theirs + "\n# and again\n", encoding="utf-8")
    assert mine.send("/profile/story", {**fields, "over": over[1]}).status_code == 409
    over = re.search(r'name="over" value="(\w+)"', mine.send("/profile/story", fields).text)
    assert over
    assert mine.send("/profile/story", {**fields, "over": over[1]}).status_code == 303
    text = mine.path.read_text(encoding="utf-8")
    assert "moved it all" in text
    assert "# still mine" in text
    assert "# and again" in text


def test_a_story_that_was_renamed_meanwhile_is_added_only_when_one_says_so(mine: Browser) -> None:
    fields = {**mine.form("/profile/story?story=berths"), "story.lesson": "dates matter"}
    mine.path.write_text(MINE.replace('"berths"', '"quays"'), encoding="utf-8")
    answer = mine.send("/profile/story", fields)
    assert (answer.status_code, "no story berths any more" in words(answer)) == (409, True)
    over = re.search(r'name="over" value="(\w+)"', answer.text)
    assert over
    assert mine.send("/profile/story", {**fields, "over": over[1]}).status_code == 303
    assert [story.name for story in load_profile(mine.path).stories] == ["quays", "cranes", "berths"]


def test_a_story_goes_only_after_a_question(mine: Browser) -> None:
    asked = mine.get("/profile/remove?story=cranes")
    assert "Remove cranes?" in words(asked)
    fields = mine.form("/profile/remove?story=cranes")
    mine.path.write_text(MINE + "# more\n", encoding="utf-8")
    assert mine.send("/profile/remove", fields).status_code == 409
    answer = mine.send("/profile/remove", mine.form("/profile/remove?story=cranes"))
    assert "Removed cranes." in words(mine.get(answer.headers["Location"]))
    assert [story.name for story in load_profile(mine.path).stories] == ["berths"]
    answer = mine.send("/profile/remove", mine.form("/profile/remove?story=berths"))
    assert answer.status_code == 422
    assert "needs at least one" in words(answer)
    assert mine.get("/profile/story?story=cranes").status_code == 410


def test_a_profile_with_problems_says_them_and_can_be_mended(mine: Browser) -> None:
    mine.path.write_text(MINE.replace('"risk"', '"rsk"'), encoding="utf-8")
    said = words(mine.get("/profile"))
    assert "line 12: story 1: solves: 'rsk' is no pain category" in said
    fields = mine.form("/profile/story?story=berths")
    assert fields["story.solves"] == "feature-freshness, rsk"
    assert mine.send("/profile/story", fields).status_code == 422
    assert mine.send("/profile/story", {**fields, "story.solves": "risk"}).status_code == 303
    assert load_profile(mine.path).stories[0].solves == ("risk",)
    mine.path.write_text(MINE + "[[story]\n", encoding="utf-8")
    said = words(mine.get("/profile"))
    assert "story 3: write [[story]] in the place of [[story]" in said
    assert "Mend the file first" in said
    assert mine.get("/").status_code == 200


def test_a_resume_is_confirmed_draft_by_draft(browser: Browser) -> None:
    answer = browser.post("/profile/import", resume=(BytesIO(RESUME), "cv.json"))
    said = words(answer)
    assert "1 story from your résumé" in said
    assert "reduced p99 latency of the ranking service from 180 ms to 45 ms" in said
    assert "Did you answer for the ranking service yourself?" in said
    assert not browser.path.exists()
    (draft,) = set(re.findall(r'name="keep\.(\w+)"', answer.text))
    kept = {"key": "secret", "name": "cv.json", "text": RESUME.decode()}
    assert browser.send("/profile/import/take", kept).headers["Location"] == "/profile"
    assert not browser.path.exists()
    confirmed = {**kept, f"keep.{draft}": "on", f"own.{draft}": "on", f"solves.{draft}": "latency"}
    assert browser.send("/profile/import/take", confirmed).status_code == 303
    (story,) = load_profile(browser.path).stories
    assert (story.solves, story.metrics, story.shared) == (("latency",), (), False)
    assert load_profile(browser.path).me.email == "tove@example.org"
    again = browser.post("/profile/import", resume=(BytesIO(RESUME), "cv.json"))
    assert "Nothing new" in words(again)


def test_a_resume_without_a_story_opens_the_form_with_the_person_in_it(browser: Browser) -> None:
    bare = b'{"basics": {"name": "Tove Almgren", "city": "x"}, "work": [{"name": "Port", "highlights": ["Was nice"]}]}'
    answer = browser.post("/profile/import", resume=(BytesIO(bare), "cv.json"))
    assert "so no story was drafted" in words(answer)
    assert ">\nTove Almgren</textarea>" in answer.text
    assert not browser.path.exists()
    answer = browser.post("/profile/import", resume=(BytesIO(b"%PDF-1.7"), "cv.pdf"))
    assert (answer.status_code, "cv.pdf: is a PDF" in words(answer)) == (422, True)


def test_foreign_words_are_text_and_other_sites_save_nothing(mine: Browser) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)> {{7*7}}'
    written = MINE.replace('"berths"', '"<b>x</b>"').replace(
        "the berth forecast", "the forecast " + evil.replace('"', "'")
    )
    mine.path.write_text(written, encoding="utf-8")
    fields = mine.form("/profile/story?story=<b>x</b>")
    answer = mine.send("/profile/story", {**fields, "story.lesson": evil})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert evil in unescape(answer.text)
    for place in ("/profile", "/profile/story?story=<b>x</b>", "/profile/remove?story=<b>x</b>"):
        page = mine.get(place).text
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page
        assert "<img src=x" not in page
    before = mine.path.read_text(encoding="utf-8")
    foreign = {"Origin": "http://example.org"}
    for place in ("/profile/story", "/profile/me", "/profile/remove", "/profile/import/take", "/profile/heard"):
        answer = mine.client.post(place, base_url=ADDRESS, headers=foreign, data={**fields, "key": "secret"})
        assert answer.status_code == 403
    assert mine.path.read_text(encoding="utf-8") == before
