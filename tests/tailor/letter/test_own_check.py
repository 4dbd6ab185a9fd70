from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

import jdparse
from jdparse import Analysis
from tailor.check import check_letter
from tailor.check.finding import Known
from tailor.highlights.wants import load_wants
from tailor.letter.letter import Letter, Options
from tailor.letter.offers import load_offers
from tailor.letter.own_check import letter_problems
from tailor.letter.write import write_letter
from tailor.profile.load import parse_profile
from tailor.profile.story import Profile
from tests.tailor.samples import BARE, POSTINGS, bundled_sample, full_profile, sentences

POSTING = POSTINGS["freshness"]
BARE_PROFILE = parse_profile(BARE, "bare.toml")
HELPED = """
[me]
name = "Ines Calder"

[[story]]
name = "routes"
employer = "Ferrow Logistics"
past = true
system = "the route planner"
did = "helped to move the route planner to a queue"
owned = ["the load tests", "the dashboard", "on-call", "the runbook"]
solves = ["latency"]
"""


@pytest.mark.parametrize("posting", sorted(POSTINGS))
def test_a_draft_passes_its_own_check(
    posting: str,
    letters: Mapping[tuple[str, str, int], Letter],
    analyses: Mapping[str, Analysis],
    profiles: Mapping[str, Profile],
) -> None:
    found = {
        (name, length): letter_problems(letter, analyses[posting], profiles[name])
        for (about, name, length), letter in letters.items()
        if about == posting
    }
    assert len(found) == 9
    assert {key: problems for key, problems in found.items() if problems} == {}


#: What rows add to a letter, twenty to one: each letter is checked as a whole.
ROWS = [*(offer.text for offer in load_offers()), *(f"You need {want.text}." for want in load_wants())]
LETTERS = ["\n\n".join(ROWS[start : start + 20]) for start in range(0, len(ROWS), 20)]


@pytest.mark.parametrize("said", LETTERS, ids=[letter.split(",")[0][:30] for letter in LETTERS])
def test_what_rows_add_to_a_letter_is_no_claim(said: str) -> None:
    text = f"Dear Hiring Manager,\n\nI run the card scoring.\n\n{said}\n\nKind regards,\nInes Calder\n"
    for profile in (BARE_PROFILE, full_profile(), bundled_sample()):
        known = Known(jdparse.analyze(POSTING), profile, 150)
        findings = check_letter(text, known, select=("FCT",))
        assert [finding.message for finding in findings if "number" in finding.message] == []


def test_a_claim_that_is_not_in_the_profile_is_a_problem() -> None:
    analysis = jdparse.analyze(POSTING)
    told = full_profile()
    story = told.stories[0].model_copy(update={"constraint": "p99 of 3 ms"})
    other = told.__class__(told.me, (story, *told.stories[1:]), told.source)
    letter = write_letter(analysis, other, Options(250, story=story.name))
    assert any(
        problem.startswith("FCT101") and "3 ms" in problem for problem in letter_problems(letter, analysis, told)
    )


def test_the_bundled_sample_is_not_checked() -> None:
    analysis = jdparse.analyze(POSTING)
    assert letter_problems(write_letter(analysis, bundled_sample(), Options()), analysis, bundled_sample()) == ()


def test_a_story_without_an_employer_is_checked_too() -> None:
    analysis = jdparse.analyze(POSTING)
    profile = parse_profile(HELPED.replace('employer = "Ferrow Logistics"\n', ""), "mine.toml")
    letter = write_letter(analysis, profile, Options())
    assert not [problem for problem in letter_problems(letter, analysis, profile) if problem.startswith("FCT")]
    assert letter_problems(write_letter(analysis, BARE_PROFILE, Options()), analysis, BARE_PROFILE) == ()


def test_whoever_helped_does_not_say_owned() -> None:
    analysis = jdparse.analyze(POSTING)
    profile = parse_profile(HELPED, "mine.toml")
    for length in (150, 250, 400):
        letter = write_letter(analysis, profile, Options(length))
        assert any("worked on" in sentence and "route planner" in sentence for sentence in sentences(letter.text))
        assert not re.search(r"\bI (?:run|ran) the route planner\b", letter.text)
        assert not re.search(r"\bI owned the route planner\b", letter.text)
        assert not [problem for problem in letter_problems(letter, analysis, profile) if problem.startswith("FCT")]
