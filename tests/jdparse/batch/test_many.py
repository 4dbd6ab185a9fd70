"""Postings that a program has already."""

from __future__ import annotations

import pytest

from jdparse import Posting, ReadError, analyze, analyze_many
from tests.jdparse.samples import RANKING


def test_analyses_come_in_the_order_of_the_postings_and_are_the_same_as_one_by_one() -> None:
    postings = [Posting(RANKING, id=str(number)) for number in range(5)]
    assert list(analyze_many(iter(postings), workers=2)) == [analyze(posting) for posting in postings]


def test_a_posting_that_cannot_be_analysed_raises_or_is_told_of() -> None:
    postings = [Posting(RANKING, id="a"), Posting("", id="b"), Posting(RANKING, id="c")]
    with pytest.raises(ReadError, match=r"^b: is empty"):
        list(analyze_many(postings, workers=1))
    told: list[tuple[str, str]] = []
    done = list(analyze_many(postings, workers=1, failed=lambda posting, why: told.append((posting.id, why))))
    assert [analysis.posting.id for analysis in done] == ["a", "c"]
    assert [posting_id for posting_id, _ in told] == ["b"]
