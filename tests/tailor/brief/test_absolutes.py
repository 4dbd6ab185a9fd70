"""What is said without exception, and is told so by the facts in other words."""

from __future__ import annotations

import pytest

from tests.tailor.brief.writing import BAKERY, reasons


@pytest.mark.parametrize(
    "said",
    [
        "Ovens threw dough away or had nothing left by noon. [f2]",
        "No two mills wrote their patterns alike. [f11]",
        "We never had to order the 16 extra mixers. [f5]",
        "All shops came to share one plan. [f3]",
        "All mixers were merged behind one plan. [f3]",
        "A power cut cost us the mixer for three hours. [f2]",
        "Nothing reaches the ovens without a check on its input. [f9]",
        "At Tarn Bakeries, forty shops each kept a mixer, waiting for noon. [f1 f2]",
    ],
)
def test_it_stands_where_a_fact_says_so_in_other_words(said: str) -> None:
    assert reasons(said, BAKERY) == []


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        ("Ovens had nothing left to learn. [f2]", "nothing"),
        ("Ovens never ran out by noon. [f2]", "never"),
        ("We never had to order the 18 extra mixers. [f5]", "18"),
        ("No two ovens broke in one week. [f2]", "No two"),
        ("We never had to repair the looms. [f5]", "never had"),
        ("We never had to repair the 16 extra mixers. [f5]", "repair"),
        ("We did not have to retrain the forecast. [f1]", "retrain"),
        ("All shops came to share one oven. [f3]", "All shops"),
        ("All bakers share one plan. [f3]", "All bakers"),
        ("A power cut cost us the mixer for four hours. [f2]", "four hours"),
        ("Nothing reaches the ovens without a signature. [f9]", "without exception"),
        ("I answer for the plan and every shop's budget. [f6]", "goes so far"),
    ],
)
def test_it_falls_where_no_fact_does(lie: str, why: str) -> None:
    assert why in " ".join(reasons(lie, BAKERY))
