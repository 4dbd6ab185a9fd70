"""Form: worn phrases, placeholders, a wrong company, a word twice."""

from __future__ import annotations

import pytest

from tests.tailor.check.frames import codes


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("I am writing to express my interest in this role.", "FRM201"),
        ("I have a proven track record of success.", "FRM201"),
        ("Hello [COMPANY], I run the service.", "FRM102"),
        ("TODO: add a number here.", "FRM102"),
        ("I want to join Paywell because of its models.", "FRM301"),
        ("The the service runs at night.", "FRM401"),
    ],
)
def test_a_fault_is_found_by_its_rule(sentence: str, code: str) -> None:
    assert code in codes(sentence, family="FRM")


@pytest.mark.parametrize(
    "sentence",
    [
        "I run the service that scores cards.",
        "What I had had to wait for came within a minute.",
        "I want to join Brackwater because of its models.",
    ],
)
def test_a_sound_sentence_is_left_alone(sentence: str) -> None:
    assert codes(sentence, family="FRM") == set()
