"""The drafts of an import, confirmed by somebody at the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

import pytest

from tailor.interview.drafts import confirm_draft
from tailor.interview.talk import Talk
from tailor.profile.load import parse_profile
from tailor.profile.resume.read import parse_resume
from tailor.profile.resume.stories import Imported, import_resume

LINES = ("Increased p99 latency of the ranking service from 45 ms to 180 ms", "Built a churn model, cutting cost by 9%")


def imported(*answers: str) -> tuple[Imported, str]:
    """What an import makes with these answers, and what was asked and said."""
    said: list[str] = []
    typed: Iterator[str] = iter(answers)

    def ask(question: str) -> str:
        said.append(question)
        return next(typed)

    data = {"basics": {"name": "Ann Ode"}, "work": [{"name": "Acme", "highlights": list(LINES)}]}
    confirm = partial(confirm_draft, talk=Talk(ask, said.append, 90))
    done = import_resume(parse_resume(json.dumps(data), "f"), None, "p", confirm)
    assert next(typed, None) is None, "an answer was not asked for"
    return done, "\n".join(said)


def test_what_is_confirmed_is_in_the_story() -> None:
    done, said = imported("y", "y", "y", "", "n", "y", "n")
    story, _ = parse_profile(done.text, "p").stories
    assert (story.system, story.shared, story.solves, story.metrics) == ("the ranking service", False, ("latency",), ())
    assert LINES[0] in said
    assert "p99 latency went up: is the direction right?" in said
    assert "Did you answer for the ranking service yourself?" in said


def test_what_is_not_confirmed_is_not_said() -> None:
    done, _ = imported("y", "n", "n", "n", "n", "n")
    (story,) = parse_profile(done.text, "p").stories
    assert (story.shared, story.solves, story.metrics) == (True, (), ())
    assert f"#   - {LINES[1]}" in done.text


def test_leaving_all_out_leaves_the_lines_as_comments() -> None:
    done, _ = imported("n", "n")
    assert done.stories == ()
    for line in LINES:
        assert f"#   - {line}" in done.text


def test_an_interruption_reaches_the_caller() -> None:
    with pytest.raises(StopIteration):
        imported()
