"""A duty in few words: what is made of a line, and which of it may stand in a letter."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdparse import LexiconError
from tailor.letter.task import LEAST_SCORE, find_tasks, good_tasks
from tailor.letter.weights import load_weights

#: Invented lines with a phrase that each of them gives.
MADE = [
    ("Reduce the p99 latency of our ranking service", "reduce the p99 latency of your ranking service"),
    (
        "Designing and running evaluation pipelines for our summarisation models",
        "design and run evaluation pipelines for your summarisation models",
    ),
    ("Build monitoring for model quality, working with three product teams", "build monitoring for model quality"),
    ("Improve Brackwater's demand forecasts for fresh produce", "improve your demand forecasts for fresh produce"),
    ("We build and operate the feature platform of nine teams", "build and operate the feature platform of nine teams"),
    ("Deploy Machine Learning models on Kubernetes", "deploy machine learning models on Kubernetes"),
]
#: Lines that name no work which a letter could take up.
NONE = [
    "We are looking for an engineer who loves data",
    "Why join Brackwater?",
    "Our models are retrained by hand once a quarter",
    "Competitive salary",
    "Shape your own career path in a growing team",
    "",
]


@pytest.mark.parametrize(("line", "phrase"), MADE)
def test_a_duty_is_told_as_an_infinitive(line: str, phrase: str) -> None:
    assert phrase in {task.text for task in find_tasks(line, "Brackwater")}


@pytest.mark.parametrize("line", NONE)
def test_what_is_no_duty_gives_nothing(line: str) -> None:
    assert not find_tasks(line, "Brackwater")


def test_a_noun_of_two_words_is_not_cut_in_two() -> None:
    made = {
        task.text for task in find_tasks("Develop tools and services to handle machine learning training and inference")
    }
    assert made
    assert not any(text.endswith("machine") for text in made)


def test_the_best_phrase_comes_first_and_none_below_the_bar() -> None:
    scores = [task.score for line, _ in MADE for task in good_tasks(line, "Brackwater")[:1]]
    assert scores
    assert min(scores) >= LEAST_SCORE
    for line, _ in MADE:
        found = [task.score for task in good_tasks(line, "Brackwater")]
        assert found == sorted(found, reverse=True)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_line_gives_short_phrases_or_none(line: str) -> None:
    assert all(4 <= len(task.text.split()) <= 11 for task in find_tasks(line))


def test_a_wall_of_text_is_not_read() -> None:
    started = time.perf_counter()
    assert not find_tasks("Build pipelines and " * 5000)
    assert time.perf_counter() - started < 1


def test_broken_weights_are_told_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "tasks.toml").write_text("[trait]\nbias = 'high'\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"tasks\.toml"):
        load_weights(tmp_path / "tasks.toml", "trait")
