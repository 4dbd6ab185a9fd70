"""The report as a page: what stands in it, what cannot, and what a browser makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from lxml import html
from playwright.sync_api import Browser

from jdparse import Analysis
from tailor.batch import counts as counting
from tailor.batch.counts import Counts
from tailor.batch.plots import MOST_BARS, Plot, Series, svg
from tailor.batch.report import report_page
from tailor.batch.seen import State, see
from tailor.profile.story import Profile
from tests.tailor.batch.browsing import faults, opened
from tests.tailor.batch.samples import HOSTILE, counted, postings
from tests.tailor.samples import full_profile

PARTS = (Series("first", "strong"), Series("besides", "pale"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of four postings, one of them hostile, for an applicant with two stories."""
    folder = postings(tmp_path_factory.mktemp("report") / "jobs")
    (folder / "e.txt").write_text(HOSTILE, encoding="utf-8")
    path = folder.parent / "report.html"
    path.write_text(report_page(counted(folder, profile=full_profile()), path), encoding="utf-8")
    return path


def parts(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def drawn_words(drawn: str) -> set[str]:
    """The labels of a drawing."""
    return set(html.fragment_fromstring(drawn).xpath("//*[local-name()='text']/text()"))


def test_it_counts_what_is_asked_for_and_links_to_each_posting(report: Path) -> None:
    page = parts(report)
    assert page.findtext(".//h1") == "What 4 postings ask for"
    links = page.xpath("//section[@id='postings']//tbody/tr/th/a/@href")
    assert sorted(links) == ["jobs/a.txt", "jobs/b.txt", "jobs/c.txt", "jobs/e.txt"]
    told = page.xpath("//figure/*[@role='img']/@aria-label")
    assert [words.partition(".")[0] for words in told] == [
        "Pains asked for",
        "Metrics asked for",
        "Tools asked for",
        "Which story fits best",
    ]
    assert "the cost of inference 2" in told[0]


def test_the_matrix_marks_one_story_a_posting(report: Path) -> None:
    rows = parts(report).xpath("//section[@id='matrix']//tbody/tr")
    assert len(rows) == 4
    for row in rows:
        scores = {float(cell.get("data-order")): "best" in cell.get("class") for cell in row.xpath("td")}
        assert len(scores) == len(full_profile().stories)
        assert [score for score, best in scores.items() if best] == [max(scores)]


def test_what_no_story_answers_is_listed_with_its_counts(report: Path) -> None:
    page = parts(report)
    rows = page.xpath("//section[@id='gaps']//table[last()]//tbody/tr")
    named = [row.findtext("th") for row in rows]
    counts = [tuple(map(int, row.xpath("td/text()"))) for row in rows]
    assert "KServe" in named
    assert not {tool for story in full_profile().stories for tool in story.tools} & set(named)
    assert counts == sorted(counts, key=lambda pair: (-pair[0], -pair[1]))


def test_what_could_not_be_read_is_told(report: Path) -> None:
    assert "d.txt" in parts(report).xpath("string(//section[@id='problems'])")


def test_words_of_a_posting_stay_words(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "alert(1)" in text


def test_it_reaches_for_nothing(report: Path) -> None:
    text, page = report.read_text(encoding="utf-8"), parts(report)
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy
    assert not re.findall(r"(?i)\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//", text)
    assert not page.xpath("//link | //iframe | //img | //object | //script[@src]")
    assert "url(http" not in text
    assert "@import" not in text
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_without_a_profile_it_says_how_to_make_one(tmp_path: Path) -> None:
    folder = postings(tmp_path / "jobs")
    page = html.document_fromstring(report_page(counted(folder, profile=None), tmp_path / "report.html"))
    assert "tailor profile init" in page.text_content()
    assert page.xpath("//section/@id") == ["asked", "postings", "problems"]
    assert page.xpath("string(//section[@id='postings']//tbody/tr[1]/th)").startswith("Staff Machine Learning Engineer")


def test_the_same_postings_give_the_same_page(tmp_path: Path) -> None:
    folder = postings(tmp_path / "jobs")
    first, second = (report_page(counted(folder, profile=full_profile()), tmp_path / "r.html") for _ in range(2))
    assert first == second


def test_of_very_many_the_best_are_shown_and_all_are_counted(
    analyses: Mapping[str, Analysis], profiles: Mapping[str, Profile], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(counting, "MOST_ROWS", 20)
    profile = profiles["full"]
    seen = [see(analysis, profile) for analysis in analyses.values()]
    best = max(seen, key=lambda one: one.score)
    counts = Counts(profile)
    for number in range(300):
        counts.add(replace(seen[number % len(seen)], id=f"p{number}"))
    assert counts.postings == 300
    assert sum(counts.state(state) for state in State) == 300
    assert {row.title for row in counts.rows()} == {best.title}
    text = report_page(counts, tmp_path / "report.html")
    assert "Shown are 20 of 300: those that your stories fit best." in " ".join(text.split())


def test_a_plot_says_in_words_what_it_shows_and_what_is_not_drawn() -> None:
    bars = tuple((f"tool {number}", (30 - number, number % 2)) for number in range(MOST_BARS + 3))
    plot = Plot("tool", "Tools", "postings", PARTS, bars)
    drawn = svg(plot)
    assert len(plot.shown) == MOST_BARS
    assert plot.others == "3 others, together 42 + 2"
    assert "tool 0 30; tool 1 29 + 1;" in drawn
    assert {"Tools", "postings", "tool 0", "30", "29 + 1"} <= drawn_words(drawn)
    assert drawn == svg(plot)


@pytest.mark.parametrize(
    "name", ["$x_1$ & <b>", 'C++ "new"', "a\u202eb\x1b[31m", "$", "a very long name " * 9, "\u8a5e\u5178", ""]
)
def test_a_name_is_drawn_as_it_is_written(name: str) -> None:
    drawn = svg(Plot("tool", "Tools", "postings", PARTS, ((name, (3, 0)), ("other", (1, 1)))))
    assert not {"\x1b", "\u202e"} & set(drawn)
    assert "<b>" not in drawn
    assert any(label.startswith(name[:1]) for label in drawn_words(drawn))


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_by_everybody_at_each_width_and_in_both_schemes(
    browser: Browser, report: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, report, width=width, scheme=scheme) as tab:
        assert faults(tab.page) == []
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.said == []
        assert tab.asked == [report.as_uri()]


def test_a_heading_sorts_its_table(browser: Browser, report: Path) -> None:
    with opened(browser, report) as tab:
        rows, heading = tab.page.locator("#postings tbody tr"), tab.page.locator("#postings thead th").first
        scores = [float(score) for score in rows.locator("td:nth-child(7)").all_inner_texts()]
        assert scores == sorted(scores, reverse=True)
        heading.get_by_role("button").click()
        titles = rows.locator("th").all_inner_texts()
        assert titles == sorted(titles, key=str.lower)
        assert heading.get_attribute("aria-sort") == "ascending"
        heading.get_by_role("button").press("Enter")
        assert heading.get_attribute("aria-sort") == "descending"
        assert rows.locator("th").all_inner_texts() == sorted(titles, key=str.lower, reverse=True)
        assert tab.said == []


def test_without_scripts_all_of_it_is_there(browser: Browser, report: Path) -> None:
    with opened(browser, report, scripts=False) as tab:
        assert tab.page.locator("#postings tbody tr").count() == 4
        assert tab.page.locator("figure svg").count() == 4
        assert tab.page.get_by_role("button").count() == 0
        tab.page.locator("#postings summary").first.click()
        assert tab.page.locator("#postings dl").is_visible()
