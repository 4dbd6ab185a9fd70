from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from jdparse import (
    Analysis,
    JdparseError,
    Kind,
    Posting,
    analysis_to_json,
    highlight_to_json,
    load_lexicon,
    typed_evidence,
)
from jdparse.types import Evidence, Highlight, SectionKind, Signal, Span
from tests.jdparse.samples import FEW, RANKING, analyse, posting_like

EVIDENCE_KEYS = ["quote", "start", "end", "category", "section", "score", "signals"]
CATEGORY_KEYS = {"also_categories", "category_signals"}
HIGHLIGHT_KEYS = {"confidence", "alternatives"}


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return analysis_to_json(analyse(RANKING, "Senior Machine Learning Engineer", "Quillmark"))


def test_the_object_has_the_keys_of_the_contract_in_order(written: dict[str, Any]) -> None:
    assert list(written) == ["schema", "id", "source", "title", "company", "pain", "metric", "tool", "notes"]
    assert (written["schema"], written["id"], written["source"]) == (1, "sample", "sample.txt")
    assert (written["title"], written["company"]) == ("Senior Machine Learning Engineer", "Quillmark")


def test_each_highlight_has_the_keys_of_the_contract(written: dict[str, Any]) -> None:
    assert set(written["pain"]) == {*EVIDENCE_KEYS, *CATEGORY_KEYS, "explicit", *HIGHLIGHT_KEYS}
    assert set(written["metric"]) == {*EVIDENCE_KEYS, *CATEGORY_KEYS, *HIGHLIGHT_KEYS}
    assert set(written["tool"]) == {*EVIDENCE_KEYS, "name", *HIGHLIGHT_KEYS}
    for kind in Kind:
        for found in written[kind.value]["alternatives"]:
            assert set(found) == set(written[kind.value]) - HIGHLIGHT_KEYS
        for signal in written[kind.value]["signals"]:
            assert list(signal) == ["name", "value", "reason"]


def test_ids_are_those_of_the_lexicon(written: dict[str, Any]) -> None:
    lexicon = load_lexicon()
    assert written["pain"]["category"] in lexicon.pains
    assert written["metric"]["category"] in lexicon.metrics
    assert written["tool"]["category"] in lexicon.kinds
    assert {written[kind.value]["section"] for kind in Kind} <= {kind.value for kind in SectionKind}


def test_the_score_is_the_sum_of_the_signals_as_written(written: dict[str, Any]) -> None:
    for kind in Kind:
        for found in (written[kind.value], *written[kind.value]["alternatives"]):
            assert found["score"] == pytest.approx(
                sum(signal["value"] for signal in found["signals"]), abs=0.001 * (len(found["signals"]) + 1)
            )


def test_the_text_comes_only_when_asked_for(written: dict[str, Any]) -> None:
    assert "text" not in written
    with_text = analysis_to_json(analyse(RANKING), with_text=True)
    assert with_text["text"] == RANKING


def test_a_missing_highlight_is_null_and_noted() -> None:
    row = analysis_to_json(analyse("Hello."))
    assert (row["pain"], row["metric"], row["tool"]) == (None, None, None)
    assert [note.split(":")[0] for note in row["notes"]] == ["pain", "metric", "tool"]
    assert highlight_to_json(None) is None


def test_typed_words_have_no_offsets() -> None:
    evidence = typed_evidence(Posting(RANKING), Kind.TOOL, "Dagster")
    row = highlight_to_json(Highlight(Kind.TOOL, evidence))
    assert row is not None
    assert (row["start"], row["end"], row["name"], row["quote"]) == (None, None, "Dagster", "Dagster")


def test_values_are_written_as_they_are() -> None:
    evidence = Evidence(
        Kind.PAIN,
        "too slow",
        Span(3, 11),
        "latency",
        SectionKind.DUTIES,
        (Signal("short", -0.12345, "is short"), Signal("we", 1.0, "w")),
        explicit=True,
    )
    analysis = Analysis(Posting("is too slow", id="7"), pain=Highlight(Kind.PAIN, evidence), notes=("metric: none",))
    assert analysis_to_json(analysis) == {
        "schema": 1,
        "id": "7",
        "source": "",
        "title": "",
        "company": "",
        "pain": {
            "quote": "too slow",
            "start": 3,
            "end": 11,
            "category": "latency",
            "section": "duties",
            "explicit": True,
            "score": 0.877,
            "signals": [
                {"name": "short", "value": -0.123, "reason": "is short"},
                {"name": "we", "value": 1.0, "reason": "w"},
            ],
            "also_categories": [],
            "category_signals": [],
            "confidence": 1.0,
            "alternatives": [],
        },
        "metric": None,
        "tool": None,
        "notes": ["metric: none"],
    }


@given(posting_like)
@FEW
def test_what_is_written_is_json_whose_offsets_hold(text: str) -> None:
    try:
        analysis = analyse(text)
    except JdparseError:
        return
    row = json.loads(json.dumps(analysis_to_json(analysis, with_text=True), ensure_ascii=False))
    assert row == analysis_to_json(analysis, with_text=True)
    for kind in Kind:
        if row[kind.value] is not None:
            for found in (row[kind.value], *row[kind.value]["alternatives"]):
                assert found["quote"] == row["text"][found["start"] : found["end"]]
