"""Which numbers are those of a system."""

from __future__ import annotations

import pytest

from tailor.profile.numbers import counted_in, has_number
from tailor.profile.story import Story


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("cut p99 latency by 40%", True),
        ("serves 1,900 QPS", True),
        ("halved its runtime", True),
        ("built 12 models", True),
        ("saved about 2,000 engineer hours a year", True),
        ("led 5 engineers", False),
        ("filed 2 patents", False),
        ("wrote a 40-page report", False),
        ("wrote 40 pages", False),
        ("released 14 versions", False),
        ("upgraded the database from 12 to 15", False),
        ("moved the services to Postgres 15", False),
        ("built a chatbot for Fortune 100 retailers", False),
        ("ran it for 3 years", False),
        ("built it in 2021", False),
    ],
)
def test_a_number_counts_where_it_is_one_of_a_system(words: str, counted: bool) -> None:
    assert counted_in(words) == counted


def test_a_number_in_what_was_done_is_a_number_of_the_story() -> None:
    story = Story(name="x", system="the ranking service", did="cut its latency by 40%")
    assert has_number(story)
    assert not has_number(story.model_copy(update={"did": "led 5 engineers"}))
