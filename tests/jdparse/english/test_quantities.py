"""What a figure says beyond its value: bound, statistic, and what it is a figure of."""

from __future__ import annotations

import pytest

from jdparse.english.quantities import find_quantities, load_quantities, measured_in, vague_numbers

ROWS = list(load_quantities().values())


@pytest.mark.parametrize(("name", "text"), [(row.id, text) for row in ROWS for text in row.hits])
def test_a_row_is_found_in_its_hits(name: str, text: str) -> None:
    assert name in {found for _, _, found in measured_in(text)}


@pytest.mark.parametrize(("name", "text"), [(row.id, text) for row in ROWS for text in row.misses])
def test_a_row_is_not_found_in_its_misses(name: str, text: str) -> None:
    assert name not in {found for _, _, found in measured_in(text)}


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("it answers in under 50 ms", "under"),
        ("it takes over 2,000 QPS", "over"),
        ("it takes 2,000+ QPS", "over"),
        ("just over 40%", "just over"),
        ("by nearly a third, about 30%", "about"),
        ("almost 90%", "just under"),
        ("no more than 3 errors a day", "under"),
        ("p99 of 44 ms", ""),
        ("I brought it up to 99%", ""),
    ],
)
def test_the_words_beside_a_number_bound_it(text: str, bound: str) -> None:
    assert find_quantities(text)[-1].bound == bound


@pytest.mark.parametrize(
    ("text", "statistic"),
    [
        ("p99 of 44 ms at 2,300 QPS", "p99"),
        ("44 ms at the 99th percentile", "p99"),
        ("44 ms on average", "mean"),
        ("the median latency of the platform, which I own, was 180 ms", "p50"),
        ("it answers in 44 ms", ""),
    ],
)
def test_a_time_is_at_its_statistic(text: str, statistic: str) -> None:
    times = [one for one in find_quantities(text) if one.figure.unit == "time"]
    assert [one.statistic for one in times] == [statistic]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("cut inference cost by 37%", {"cost"}),
        ("a 37% cut in cost", {"cost"}),
        ("37% less latency", {"latency"}),
        ("took skew from 8% of rows to 0.4%", {"skew"}),
        ("lifted recall@20 by 3.1 points and cut the bill", {"recall"}),
        ("22 forecasting and routing models", {"models"}),
        ("the storm cost us nothing, and then 40%", set()),
    ],
)
def test_a_figure_is_of_what_stands_beside_it(text: str, measures: set[str]) -> None:
    assert set(find_quantities(text)[-1].measures) == measures


def test_a_range_has_two_ends_and_a_change_has_none() -> None:
    assert {(one.low, one.high) for one in find_quantities("by 35 to 40%")} == {(0.35, 0.4)}
    assert [one.low == one.high for one in find_quantities("from 31 hours to 6")] == [True, True]


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("dozens of models", 40, 4),
        ("hundreds of thousands of users", 300_000, 2_300),
        ("an order of magnitude faster", 10, 3),
    ],
)
def test_a_number_told_by_its_size_is_a_span(text: str, inside: float, outside: float) -> None:
    (found,) = vague_numbers(text)
    assert found.low <= inside <= found.high
    assert not found.low <= outside <= found.high
