from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.letter.practice import item_clause, practice_words, told_already
from tailor.letter.said import plain_words

REF = "story.a.playbook"


def told(items: list[str], *, past: bool = False, plural: bool = False) -> str:
    words = practice_words(items, REF, past=past, plural=plural)
    return "" if words is None else plain_words(words)


@pytest.mark.parametrize(
    ("item", "clause"),
    [
        ("a fallback that is exercised every day", ("a fallback", "", "is exercised every day")),
        ("alerts that page one person", ("alerts", "", "page one person")),
        ("a canary which takes 1% of traffic", ("a canary", "", "takes 1% of traffic")),
        ("traces kept for every entry", ("traces", "are", "kept for every entry")),
        ("labels checked by two people", ("labels", "are", "checked by two people")),
    ],
)
def test_an_item_with_a_verb_is_a_clause(item: str, clause: tuple[str, str, str]) -> None:
    assert item_clause(item) == clause


@pytest.mark.parametrize(
    "item",
    [
        "a budget for retries",
        "a skew monitor",
        "shadow deploys",
        "an evaluation gate",
        "a rollback that the on-call can trigger alone",
        "a weekly review of the answers that agents overruled",
        "42",
        "",
    ],
)
def test_an_item_without_a_verb_of_its_own_is_none(item: str) -> None:
    assert item_clause(item) is None


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (["traces kept for every entry"], "traces are kept for every entry"),
        (
            ["a fallback that is exercised every day", "a budget for retries"],
            "a fallback is exercised every day, and there is a budget for retries",
        ),
        (
            ["a budget for retries", "labels checked by two people", "a fallback that is exercised every day"],
            "labels are checked by two people, a fallback is exercised every day, and there is a budget for retries",
        ),
        (["a skew monitor", "shadow deploys"], ""),
        ([], ""),
    ],
)
def test_a_playbook_is_told_as_clauses_and_what_there_is_besides(items: list[str], words: str) -> None:
    assert told(items) == words


def test_what_there_is_besides_takes_the_number_of_its_first_item() -> None:
    assert told(["labels checked by two people", "shadow deploys"], plural=True).endswith("there are shadow deploys")


def test_no_more_than_three_items_are_told() -> None:
    items = ["labels checked by two people", "traces kept for every entry", "a budget for retries", "a fourth thing"]
    assert "fourth" not in told(items)


def test_of_a_system_that_was_handed_over_only_the_past_is_told() -> None:
    assert told(["labels checked by two people"], past=True) == "labels were checked by two people"
    assert told(["a fallback that is exercised every day"], past=True) == ""
    assert told(["labels checked by two people", "a budget for retries"], past=True).endswith(
        "there was a budget for retries"
    )


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(["a canary that takes 1% of traffic", "labels checked by two people", "shadow deploys"]),
        ),
        max_size=4,
    ),
    st.booleans(),
    st.booleans(),
)
def test_any_playbook_is_told_in_the_records_own_words_or_not_at_all(
    items: list[str], past: bool, plural: bool
) -> None:
    words = practice_words(items, REF, past=past, plural=plural)
    for piece in words or ():
        if piece.source == "profile":
            assert piece.ref == REF
            assert any("".join(piece.text.split()) in "".join(item.split()) for item in items), piece


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
