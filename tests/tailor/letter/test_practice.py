from __future__ import annotations

import pytest

from tailor.letter.practice import told_already


@pytest.mark.parametrize(
    ("item", "deed", "already"),
    [
        ("a skew monitor", "put a skew monitor between the two", True),
        ("skew monitors", "put a skew monitor between the two", True),
        ("an evaluation gate on each release", "put an evaluation gate in front of each release", True),
        ("shadow deploys", "put a skew monitor between the two", False),
        ("a rollback that the on-call can trigger", "put a rollback in", False),
        ("a skew monitor", "", False),
        ("of the", "of the", False),
        ("", "put a skew monitor between the two", False),
    ],
)
def test_what_the_deed_has_said_is_not_told_again(item: str, deed: str, already: bool) -> None:
    assert told_already(item, deed) is already
