"""Figures of a text by value and unit, changes told with both ends, and parts of a whole."""

from __future__ import annotations

import pytest

from jdparse.english.changes import changes
from jdparse.english.figures import find_figures
from jdparse.english.numerals import words_value
from jdparse.english.portions import portions


@pytest.mark.parametrize(
    ("text", "said", "value", "unit"),
    [
        ("p99 stays at 44 ms", "44 ms", 0.044, "time"),
        ("scored within 1.2 s", "1.2 s", 1.2, "time"),
        ("a run every 15 minutes", "15 minutes", 900, "time"),
        ("after three weeks", "three weeks", 3 * 7 * 86_400, "time"),
        ("late by a quarter of an hour", "a quarter of an hour", 900, "time"),
        ("2,300 QPS at noon", "2,300 QPS", 2300, "rate"),
        ("12k requests a second", "12k requests a second", 12_000, "rate"),
        ("20,000 calls per day", "20,000 calls per day", 20_000 / 86_400, "rate"),
        ("saves $420K a year", "$420K", 420_000, "$"),
        ("a bill of €1.2M", "€1.2M", 1_200_000, "€"),
        ("40% less", "40%", 0.4, "%"),
        ("recall rose three points", "three points", 0.03, "points"),
        ("1.5 TB of logs", "1.5 TB", 1.5e12, "size"),
        ("a 3x speed-up", "3x", 3, "times"),
        ("grew sixfold", "sixfold", 6, "times"),
        ("the bill halved", "halved", 0.5, "times"),
        ("twenty-four GPUs", "twenty-four", 24, "count"),
        ("half a million users", "half a million", 500_000, "count"),
        ("two dozen models", "two dozen", 24, "count"),
        ("five dozen alerts", "five dozen", 60, "count"),
    ],
)
def test_a_figure_has_value_and_unit(text: str, said: str, value: float, unit: str) -> None:
    [figure] = find_figures(text)
    assert (figure.text, figure.unit) == (said, unit)
    assert figure.value == pytest.approx(value)
    assert text[figure.start : figure.end] == said


@pytest.mark.parametrize(
    "text", ["on Python 3.11", "S3 and EC2", "a shelf 5 m wide", "no figure here", "no two days alike", ""]
)
def test_a_number_in_a_name_is_no_figure(text: str) -> None:
    assert find_figures(text) == ()


def test_the_period_of_a_sum_is_kept() -> None:
    assert [(one.text, one.period) for one in find_figures("$420K a year, £30 per hour")] == [
        ("$420K", "year"),
        ("£30", "hour"),
    ]


def test_a_hedge_makes_a_figure_loose() -> None:
    assert [one.loose for one in find_figures("about 90 seconds, then 40 ms")] == [True, False]


def test_both_ends_of_a_range_have_its_unit() -> None:
    assert [(one.value, one.unit) for one in find_figures("between 10 and 20 ms")] == [(0.01, "time"), (0.02, "time")]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("cut p99 from 240 ms to 90 ms", "240 ms", "90 ms"),
        ("240 ms before, 90 ms now", "240 ms", "90 ms"),
        ("retraining took 31 hours and is now 6 hours", "31 hours", "6 hours"),
        ("it rose from 40% to 55%", "40%", "55%"),
        ("p99 is 90 ms, down from 240 ms", "240 ms", "90 ms"),
        ("90 ms (was 240 ms)", "240 ms", "90 ms"),
    ],
)
def test_a_change_has_its_two_ends_in_order_of_time(text: str, before: str, after: str) -> None:
    assert [(one.before.text, one.after.text) for one in changes(text)] == [(before, after)]


@pytest.mark.parametrize(
    "text", ["from 3 models to 12 dashboards", "240 ms at 90 QPS", "from nightly to hourly", "90 ms"]
)
def test_two_values_of_different_things_are_no_change(text: str) -> None:
    assert list(changes(text)) == []


@pytest.mark.parametrize(
    ("text", "said", "share"),
    [("a third of the load", "a third", 1 / 3), ("two thirds", "two thirds", 2 / 3), ("half of it", "half", 0.5)],
)
def test_a_part_of_a_whole_in_words(text: str, said: str, share: float) -> None:
    [(start, end, value)] = portions(text)
    assert text[start:end] == said
    assert value == pytest.approx(share)


@pytest.mark.parametrize(
    ("words", "value"),
    [("half a dozen", 6), ("a dozen", 12), ("two hundred and five", 205), ("three point five", 3.5), ("the", None)],
)
def test_a_number_in_words_has_a_value(words: str, value: float | None) -> None:
    assert words_value(words) == value
