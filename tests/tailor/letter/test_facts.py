"""What a deed leans on."""

from __future__ import annotations

import pytest

from tailor.letter.facts import points_at


@pytest.mark.parametrize(
    ("did", "wall", "points"),
    [
        ("merged the pools behind one queue", "each shop kept its own GPU pool warm", True),
        ("rebuilt the training set from those logs", "the ranker learned from logs that were stale", True),
        ("put one queue in front of the models", "each shop kept its own GPU pool warm", False),
        ("merged pools behind one queue", "each shop kept its own GPU pool warm", False),
        ("moved the forecast to a stream", "the forecast was a day late", False),
        ("merged the pools behind one queue", "", False),
    ],
)
def test_a_deed_points_at_what_only_the_trouble_has_named(did: str, wall: str, points: bool) -> None:
    assert points_at(did, wall, "the forecast of 22 kitchens") is points
