"""Results that read as if something got worse."""

from __future__ import annotations

import pytest

from tailor.letter.directions import wrong_ways
from tailor.profile.story import Story


@pytest.mark.parametrize(
    ("result", "worse"),
    [
        ("increased p99 latency of the ranking service from 45 ms to 180 ms", "p99 latency went up"),
        ("decreased accuracy of the fraud model from 95% to 90%", "accuracy went down"),
        ("increased error rate of the OCR pipeline by 5%", "error rate went up"),
        ("took availability from 99.9% to 99.2%", "availability went down"),
        ("costs rose by 48%", "costs went up"),
        ("halved throughput", "throughput went down"),
        ("reduced p99 latency of the ranking service from 180 ms to 45 ms", ""),
        ("improved p99 latency by 30%", ""),
        ("raised recall from 60% to 71% and cut cost by 20%", ""),
        ("increased cost savings by 20%", ""),
        ("increased time between failures from 3 to 9 days", ""),
        ("p95 latency fell from 900 ms to 110 ms", ""),
    ],
)
def test_what_got_worse_is_asked_about(result: str, worse: str) -> None:
    said = wrong_ways(Story(name="x", system="the service", did="rebuilt it", result=result))
    assert said == ((f"{worse}: is the direction right?",) if worse else ())
