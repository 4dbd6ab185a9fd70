"""Claims against a record: figures, tools, employers, scope, and which story a result is of."""

from __future__ import annotations

import pytest

from tailor.check import check_letter
from tailor.check.finding import Known
from tailor.profile.load import parse_profile
from tests.tailor.check.frames import codes


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("I run the card scoring service at 9,900 QPS.", "FCT101"),
        ("I cut false declines by 52%.", "FCT101"),
        ("I serve the models on Ray Serve.", "FCT102"),
        ("At Bellmoor Bank I ran the fraud models.", "FCT103"),
        ("I led a team of nine engineers.", "FCT101"),
        ("I hold three patents on ranking.", "FCT101"),
        ("I published five papers on fraud.", "FCT101"),
        ("I hold a PhD in statistics.", "FCT107"),
        ("At Norwick Grid, I cut false declines by 37%.", "FCT106"),
    ],
)
def test_a_fault_is_found_by_its_rule(sentence: str, code: str) -> None:
    assert code in codes(sentence, family="FCT")


@pytest.mark.parametrize(
    "sentence",
    [
        "The card scoring service answers 2,300 QPS at 44 ms p99.",
        "I cut false declines by 37%.",
        "I serve the models on Triton.",
        "At Tidewater Cards I own the card scoring service.",
        "I would like to bring p99 under 20 ms at your side.",
        "Your posting asks for 5,000 QPS.",
        "I read that you serve 90,000 QPS.",
        "I read your three papers on ranking.",
        "Your posting asks for two publications.",
        "I would like to write two papers with your team.",
        "My work there is worth about $420K a year.",
    ],
)
def test_a_sound_sentence_is_left_alone(sentence: str) -> None:
    assert codes(sentence, family="FCT") == set()


def test_without_a_record_nothing_is_held_against_it() -> None:
    assert codes("I run the card scoring service at 9,900 QPS.", family="FCT", profile=False) == set()


@pytest.mark.parametrize(("counted", "told"), [("14 of 15", True), ("14 of 21", False), ("11 of 15", False)])
def test_what_was_counted_is_told_to_the_last_one(counted: str, told: bool) -> None:
    record = """
[me]
name = "Ines Holm"
email = "ines@example.org"

[[story]]
name = "gate"
employer = "Tarn Legal"
system = "the release gate of 40 prompts"
did = "made the judge a gate in CI"
result = "agreement with people went from 71% to 93%, and 14 of 15 regressions were caught before release"
"""
    text = f"Dear Hiring Manager,\n\nAt Tarn Legal I run the release gate of 40 prompts. Since then, {counted} regressions were caught before release.\n"
    findings = check_letter(text, Known(None, parse_profile(record, "my.toml")), select=("FCT",))
    assert any(counted in finding.message for finding in findings) is not told
