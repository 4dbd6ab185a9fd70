"""A story that was handed over is told in the past; what the applicant knows or brings is not."""

from __future__ import annotations

import pytest

from tests.tailor.brief.writing import BAKERY, reasons


@pytest.mark.parametrize(
    "lie",
    [
        "The pattern service serves nine mills. [f10]",
        "It is a queue in front of the looms. [f12]",
        "My work is a queue in front of the looms. [f12]",
        "I own the pattern service. [f13]",
        "I built a queue, and it stands in front of the looms. [f12]",
        "The pattern service is fed by a queue. [f10 f12]",
    ],
)
def test_what_was_handed_over_is_not_told_as_still_running(lie: str) -> None:
    assert "tell it in the past" in " ".join(reasons(lie, BAKERY))


@pytest.mark.parametrize(
    "said",
    [
        "The pattern service served nine mills. [f10]",
        "I built a queue in front of the looms. [f12]",
        "I put a queue in front of the looms. [f12]",
        "I know what a queue in front of a loom is for. [f12]",
        "That is what I bring: a queue in front of the looms. [f12]",
        "You want a stream, and that is close to my queue. [p1 f12]",
        "The dough forecast serves 40 ovens. [f1]",
        "I watch over 25 oven models. [f8]",
    ],
)
def test_the_past_and_what_is_still_true_stand(said: str) -> None:
    assert reasons(said, BAKERY) == []
