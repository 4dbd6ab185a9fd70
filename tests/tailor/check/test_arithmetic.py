"""Figures of a letter against each other."""

from __future__ import annotations

import pytest

from tests.tailor.check.frames import codes


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("I cut p99 from 240 ms to 90 ms, a 40% cut.", "ARI102"),
        ("The bill fell from $12k to $6k, a third of what it was.", "ARI102"),
        ("Training went from 30 hours to 6 hours, three times faster.", "ARI102"),
        ("Recall rose from 80% to 84%, a gain of 4%.", "ARI104"),
        ("It saves $10k a month, $200k a year.", "ARI103"),
        ("1,000,000 calls a day at $0.001 each cost $9,000 a day.", "ARI101"),
    ],
)
def test_a_fault_is_found_by_its_rule(sentence: str, code: str) -> None:
    assert code in codes(sentence, family="ARI")


@pytest.mark.parametrize(
    "sentence",
    [
        "I cut p99 from 240 ms to 90 ms, a 62% cut.",
        "The bill fell from $12k to $6k, half of what it was.",
        "Training went from 30 hours to 6 hours, five times faster.",
        "Recall rose from 80% to 84%, a gain of 4 points.",
        "It saves $10k a month, $120k a year.",
        "1,000,000 calls a day at $0.001 each cost $1,000 a day.",
        "We serve 0 requests a second at $0.0005 per request, which is $26,000 a month.",
        "Twelve engineers saved 3 hours a week each, 36 hours in all.",
    ],
)
def test_a_sound_sentence_is_left_alone(sentence: str) -> None:
    assert codes(sentence, family="ARI") == set()
