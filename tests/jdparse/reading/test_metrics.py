"""Metric phrases: whole, with their figure, and only in the sense of a metric."""

from __future__ import annotations

import pytest

from jdparse import Posting
from jdparse.analysis import load_analyzer
from jdparse.reading.metrics import metric_candidates


def quotes(line: str) -> list[str]:
    """The metric phrases of a duty."""
    document = load_analyzer().read(Posting(f"What you'll do\n- {line}"))
    return [document.normalised.text[found.span.start : found.span.end] for found in metric_candidates(document)]


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Improve the accuracy of our demand forecasts.", "accuracy of our demand forecasts"),
        ("Own the reliability of machine learning systems in production.", "reliability of machine learning systems"),
        ("Raise checkout conversion in three markets.", "checkout conversion"),
        ("Ship reliable inference for the scanners.", "reliable inference"),
        ("Keep p99 latency of the ranking service low.", "p99 latency"),
        ("Hold throughput above 2,000 requests per second.", "throughput above 2,000 requests per second"),
        ("Promise 99.9% availability to each depot.", "99.9% availability"),
        ("Serve millions of users who book trips.", "millions of users"),
        ("Watch the reliability of new.", "reliability"),
    ],
)
def test_a_metric_is_quoted_whole(line: str, quote: str) -> None:
    assert quote in quotes(line)


@pytest.mark.parametrize(
    "line",
    [
        "Write regression tests for the parser.",
        "We care for your personal growth.",
        "A fast-paced team of nine.",
        "Join a company with annual revenue of $4 billion.",
        "Keep the user manual up to date.",
        "Run quality control at the plant.",
    ],
)
def test_another_sense_of_the_word_is_no_metric(line: str) -> None:
    assert quotes(line) == []


def test_the_category_is_that_of_the_words() -> None:
    document = load_analyzer().read(Posting("What you'll do\n- Cut the time to market of new models."))
    assert [found.entry_id for found in metric_candidates(document)] == ["velocity"]
