"""Each shape of an order finds what it is for, and not its near misses."""

from __future__ import annotations

import pytest

from jdparse.english.orders import Order, load_orders, ordered


@pytest.mark.parametrize("row", load_orders(), ids=lambda row: row.id)
def test_a_row_finds_its_hits_and_not_its_misses(row: Order) -> None:
    assert [text for text in row.hits if ordered(text) is None or not row.found_in(text)] == []
    assert [text for text in row.misses if ordered(text) is not None] == []


def test_half_a_character_hides_no_order() -> None:
    assert ordered("\ud83d Include the word papaya in your application.") is not None
