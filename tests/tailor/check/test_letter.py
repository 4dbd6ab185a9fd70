"""A letter taken apart: items, long sentences, and a time that grows with the letter."""

from __future__ import annotations

import time

import pytest

from tailor.check import check_letter
from tailor.check.finding import Known
from tailor.check.letter import read_letter
from tests.tailor.samples import bundled_sample

CLAIM = "cut p99 latency from 240 ms to 90 ms at 2,300 QPS on Triton and saved $420K a year at Halvard Pay"


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "1.", "2)"])
def test_an_item_of_a_list_is_a_sentence_with_or_without_a_stop(mark: str) -> None:
    text = f"Dear Ana,\n\nWhat I did:\n{mark} moved the features to a stream\n{mark} cut retraining to a day.\n{mark} wrote\n  the runbook\n\nJo"
    reading = read_letter(text)
    assert [one.text for one in reading.sentences] == [
        "What I did:",
        f"{mark} moved the features to a stream",
        f"{mark} cut retraining to a day.",
        f"{mark} wrote\n  the runbook",
    ]
    assert all(text[one.start : one.end] == one.text for one in reading.sentences)


def test_a_dash_inside_a_sentence_begins_no_item() -> None:
    text = "Dear Ana,\n\nI run the ranking service - the one behind the home page - and own its p99\n\nJo"
    assert len(read_letter(text).sentences) == 1


def test_a_sentence_of_a_page_is_read_in_parts_that_leave_nothing_out() -> None:
    text = "Dear Ana,\n\n" + ", ".join([CLAIM] * 40) + ".\n\nJo"
    sentences = read_letter(text).sentences
    assert max(len(one.text) for one in sentences) <= 600
    assert "".join(one.text.replace(" ", "") for one in sentences) in text.replace(" ", "")
    assert all(text[one.start : one.end] == one.text for one in sentences)


def test_tools_in_a_list_are_a_stack_item_by_item() -> None:
    text = "Dear Ana,\n\nMy tools:\n\n- Python\n- Spark\n- Airflow\n- Kubernetes\n- Docker\n\nJo"
    found = [one for one in check_letter(text) if one.code == "MIS101"]
    assert [text[one.start : one.end] for one in found] == ["Python\n- Spark\n- Airflow\n- Kubernetes\n- Docker"]


def test_a_contradiction_is_found_in_an_item_without_a_stop() -> None:
    text = "Dear Ana,\n\n- cut p99 from 240 ms to 90 ms, a 40% cut\n- moved the features to a stream\n\nJo"
    assert "ARI102" in {one.code for one in check_letter(text)}


@pytest.mark.parametrize("unit", [f"- {CLAIM}\n", f"I {CLAIM}, "], ids=["list", "sentence"])
def test_the_time_of_a_check_grows_in_proportion_to_the_letter(unit: str) -> None:
    known = Known(profile=bundled_sample())
    check_letter(f"Dear Ana,\n\n{unit}", known)
    took = {}
    for kilobytes in (5, 10, 20):
        text = "Dear Ana,\n\n" + unit * (kilobytes * 1000 // len(unit))
        began = time.process_time()
        findings = check_letter(text, known)
        took[kilobytes] = time.process_time() - began
        assert findings
    # Four times the letter may take four times as long, and as much again for a machine that is busy.
    assert took[20] < 8 * took[5]
