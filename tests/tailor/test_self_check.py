from __future__ import annotations

import jdparse
from tailor.letter.letter import Options
from tailor.letter.write import write_letter
from tailor.profile import parse_profile
from tailor.self_check import letter_problems
from tests.tailor.samples import BARE, POSTINGS, bundled_sample, full_profile

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


def test_a_draft_passes_its_own_check() -> None:
    analysis = jdparse.analyze(POSTING)
    for length in (150, 250, 400):
        letter = write_letter(analysis, full_profile(), Options(length))
        assert letter_problems(letter, analysis, full_profile()) == ()


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
        assert "At Ferrow Logistics I worked on the route planner" in letter.text
        assert "owned" not in letter.text
        assert not [problem for problem in letter_problems(letter, analysis, profile) if problem.startswith("FCT")]
