"""The rooms of both packages and the sizes of what stands in them, as `benchmarks/house.py` measures them."""

from __future__ import annotations

import subprocess
import sys

import house
import pytest

#: Functions of more lines than are easily taken in, each with why it may be so; the list may only shrink.
LONG_FUNCTIONS = {
    "jdparse.english.duty._behind": "a table of what may stand behind a duty's object",
    "jdparse.english.figures._measured": "one pass over what may stand behind a number",
    "jdparse.ranking.features._pain": "a list of features",
    "jdparse.reading.document.find_sentences": "one pass over the lines",
    "jdparse.text.normalise": "a table of substitutions with their map",
    "jdparse.wire.read.analysis_from_json": "the fields of the JSON",
    "tailor.check.arithmetic.changes._contradiction": "the ways to contradict a change",
    "tailor.check.arithmetic.group.adds_to": "the ways to add up",
    "tailor.check.arithmetic.products._hours_times_price": "one product with its tolerance",
    "tailor.cli.analyze.analyze": "options and help",
    "tailor.cli.check.check": "options and help",
    "tailor.cli.serve.serve": "options and help",
    "tailor.estimate.engineer_hours.engineer_hours": "a working, step by step",
    "tailor.estimate.fraud_loss.fraud_loss": "a working, step by step",
    "tailor.estimate.gpu_hours.gpu_hours": "a working, step by step",
    "tailor.estimate.inference_cost.inference_cost": "a working, step by step",
    "tailor.estimate.latency_users.latency_users": "a working, step by step",
    "tailor.estimate.storage.storage": "a working, step by step",
    "tailor.interview.ask._asked": "what may be typed at a question",
    "tailor.interview.ask.interview": "the talk from start to end",
    "tailor.letter.effects._one_effect": "the shapes of a result",
    "tailor.letter.notes.letter_notes": "a list of notes",
    "tailor.letter.write.write_letter": "the fields of a letter",
    "tailor.highlights.metric.metric_words": "the steps from a quote to a noun phrase",
    "tailor.profile.resume.line._read_deed": "the shapes of a line",
    "tailor.profile.resume.parts.parts": "the shapes of a line",
    "tailor.profile.resume.stories.import_resume": "the fields of a profile",
}


def test_no_arrow_points_up() -> None:
    assert len(house.arrows(house.ROOT)) > 50, "the test sees no arrows"
    assert house.arrows_up(house.ROOT) == []


def test_few_modules_are_long() -> None:
    assert len(house.long_modules(house.ROOT)) <= house.MOST_LONG_MODULES


def test_each_long_function_is_named_with_its_reason() -> None:
    assert set(house.long_functions(house.ROOT)) == set(LONG_FUNCTIONS)


def test_words_stand_in_rows_and_not_in_patterns() -> None:
    assert house.patterns(house.ROOT)[1] <= house.MOST_ALTERNATIVES


def test_each_row_of_english_is_proved() -> None:
    rows, bare = house.unproved_rows(house.ROOT)
    assert rows > 40
    assert bare == 0


@pytest.mark.parametrize(
    ("room", "absent"),
    [
        ("tailor.check", ("jinja2", "click", "rich", "tailor.terminal", "tailor.letter")),
        ("jdparse", ("tailor", "click", "jinja2", "spacy")),
    ],
)
def test_a_room_does_not_wake_what_it_does_not_need(room: str, absent: tuple[str, ...]) -> None:
    code = f"import sys, {room}; print([name for name in {absent!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
