"""Words as lines that fit, and the words that a person says to the program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tailor.terminal.lines import shortened, wrapped
from tailor.terminal.orders import Order, read_order, yes_or_no

#: Letters, wide characters and emoji; what takes no column of its own is another matter.
WORDS = st.text(alphabet="ab -é納期を守🚀", max_size=120)


@given(WORDS, st.integers(8, 60))
def test_every_line_fits_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width, lead=" | ")
    assert all(wcswidth(line) <= width for line in lines)
    assert "".join("".join(line.removeprefix(" | ") for line in lines).split()) == "".join(text.split())
    assert len(wrapped(text, width, most=2)) <= 2
    assert all(wcswidth(line) <= width for line in wrapped(text, width, most=2))


@given(WORDS, st.integers(8, 60))
def test_one_line_is_one_line(text: str, width: int) -> None:
    line = shortened(text, width)
    whole = " ".join(text.split())
    assert wcswidth(line) <= width
    assert line == whole or (line.endswith("…") and whole.startswith(line[:-1].rstrip()))


def test_words_are_cut_where_a_word_ends() -> None:
    assert shortened("Cut the cost of our inference fleet", 24) == "Cut the cost of our…"
    assert shortened("Reduce veryveryveryverylongword", 20) == "Reduce veryveryvery…"
    assert wrapped("one two three four", 9) == ["one two", "three", "four"]
    assert wrapped("one two three four", 9, most=2) == ["one two", "three…"]


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("q", Order.LEAVE),
        ("QUIT", Order.LEAVE),
        (":exit", Order.LEAVE),
        ("none", Order.SKIP),
        (" skip. ", Order.SKIP),
        ("“None”", Order.SKIP),
        ("back", Order.BACK),
        ("?", Order.EXPLAIN),
        ("help!", Order.EXPLAIN),
        ("more", Order.MORE),
        ("", None),
        ("R", None),
        ("skip the batch", None),
        ("more than 90%", None),
        ("none of our models", None),
    ],
)
def test_an_order_is_known_however_it_is_typed(typed: str, order: Order | None) -> None:
    assert read_order(typed) is order


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("y", True), (" YES ", True), ("ok", True), ("n", False), ("No", False), ("", None), ("yep", None)],
)
def test_a_yes_is_a_yes(typed: str, answer: bool | None) -> None:
    assert yes_or_no(typed) is answer
