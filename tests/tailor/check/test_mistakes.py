"""What gets a letter binned, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.tailor.check.frames import codes


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("I work with Python, Spark, Airflow, Kubernetes, Docker and PyTorch.", "MIS101"),
        ("I am proficient in Python.", "MIS102"),
        ("I improved accuracy by 3%.", "MIS201"),
        ("I explored the data in a notebook and presented the results.", "MIS301"),
        ("Although I lack experience with Ray, I learn fast.", "MIS401"),
    ],
)
def test_a_fault_is_found_by_its_rule(sentence: str, code: str) -> None:
    assert code in codes(sentence, family="MIS")


@pytest.mark.parametrize(
    "sentence",
    [
        "I moved the features to Kafka and served the model on Triton.",
        "I have not used Ray; I have run the same on Kubernetes for two years.",
        "I never ship on a Friday.",
    ],
)
def test_a_sound_sentence_is_left_alone(sentence: str) -> None:
    assert codes(sentence, family="MIS") == set()
