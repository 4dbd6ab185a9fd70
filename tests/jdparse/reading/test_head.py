"""The lines that say only what a job is called and who hires are no highlights, and change none."""

from __future__ import annotations

import pytest

from jdparse import Kind, Posting, analyze

TEXT = (
    "Our parcel forecasts go stale within hours.\n\nWhat you'll do\n- Retrain the forecasts daily with Airflow\n"
    "- Cut the latency of the forecast service below 40 ms\n- Explain the forecasts to planners\n"
)


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Data Scientist, Revenue Growth", "Data Scientist, Revenue Growth\nQuillmark\n\n"),
        ("Kubeflow Engineer, Conversion", "# Kubeflow Engineer, Conversion\n\n### Quillmark\n\n"),
        ("Ray Engineer", "Share\nSave\nRay Engineer at Quillmark | Porto\n\n"),
        ("Ray Engineer", "Quillmark\n\nRay Engineer - Porto\n\n\n"),
    ],
)
def test_a_head_above_the_text_changes_no_highlight(title: str, head: str) -> None:
    bare, pasted = analyze(Posting(TEXT, title, "Quillmark")), analyze(Posting(head + TEXT, title, "Quillmark"))
    for kind in Kind:
        one, other = bare.highlight(kind), pasted.highlight(kind)
        assert one is not None
        assert other is not None
        assert [one.evidence.quote, *(found.quote for found in one.alternatives)] == [
            other.evidence.quote,
            *(found.quote for found in other.alternatives),
        ]
        assert one.evidence.score == pytest.approx(other.evidence.score)


def test_a_sentence_with_the_title_in_it_is_no_head() -> None:
    text = "You are the ML Engineer who cuts the latency of our ranking models.\n\nOur stack\n- Ray\n- Triton\n"
    found = analyze(Posting(text, "ML Engineer", "Quillmark"))
    pain = found.highlight(Kind.PAIN)
    assert pain is not None
    assert "latency" in pain.evidence.quote


def test_empty_lines_between_the_lines_change_no_score() -> None:
    found, spaced = (analyze(Posting(text, "ML Engineer")) for text in (TEXT, TEXT.replace("\n", "\n\n")))
    for kind in Kind:
        one, other = found.highlight(kind), spaced.highlight(kind)
        assert one is not None
        assert other is not None
        assert one.evidence.score == pytest.approx(other.evidence.score)
