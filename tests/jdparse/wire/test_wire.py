from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from jdparse import (
    Analysis,
    EmptyPostingError,
    JdparseError,
    Kind,
    Posting,
    ReadError,
    analysis_from_json,
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
    assert set(written["metric"]) == {*EVIDENCE_KEYS, *CATEGORY_KEYS, "context", *HIGHLIGHT_KEYS}
    assert set(written["tool"]) == {*EVIDENCE_KEYS, "name", "context", *HIGHLIGHT_KEYS}
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


# --- and back -------------------------------------------------------------------------------------


def read_back(analysis: Analysis, *, exact: bool = True) -> Analysis:
    """An analysis through JSON as a file holds it."""
    row = analysis_to_json(analysis, with_text=True, exact=exact)
    return analysis_from_json(json.loads(json.dumps(row, ensure_ascii=False)), "analysis.json")


@given(posting_like)
@FEW
def test_an_analysis_is_equal_when_it_is_read_back(text: str) -> None:
    try:
        analysis = analyse(text, "Engineer", "Quillmark")
    except JdparseError:
        return
    assert read_back(analysis) == analysis


def test_rounded_numbers_read_back_as_the_same_highlights() -> None:
    analysis = analyse(RANKING)
    again = read_back(analysis, exact=False)
    for kind in Kind:
        first, second = analysis.highlight(kind), again.highlight(kind)
        assert first is not None
        assert second is not None
        assert [found.quote for found in (second.evidence, *second.alternatives)] == [
            found.quote for found in (first.evidence, *first.alternatives)
        ]
        assert second.confidence == pytest.approx(first.confidence, abs=0.005)


def test_typed_words_read_back_as_typed() -> None:
    analysis = analyse(RANKING)
    assert analysis.tool is not None
    typed = Highlight(
        Kind.TOOL, typed_evidence(analysis.posting, Kind.TOOL, "Dagster"), (analysis.tool.evidence,), confidence=1.0
    )
    mine = analysis.answering({Kind.TOOL: typed})
    assert (mine.pain, mine.metric) == (None, None)
    assert read_back(mine) == mine


def test_a_tool_of_its_own_right_name_keeps_the_posting_s_spelling() -> None:
    analysis = analyse("Responsibilities:\n- Run our models on Kubeflwo and cut their latency.\n")
    assert analysis.tool is not None
    assert (analysis.tool.evidence.name, analysis.tool.evidence.quote) == ("Kubeflow", "Kubeflwo")
    assert read_back(analysis) == analysis


def test_the_least_that_a_person_must_write_is_read() -> None:
    text = "We must cut the latency of search."
    pain = {"quote": "cut the latency", "start": 8, "end": 23, "category": "latency", "section": "duties"}
    analysis = analysis_from_json({"schema": 1, "text": text, "pain": pain}, "mine.json")
    assert analysis.pain is not None
    assert (analysis.pain.evidence.quote, analysis.pain.evidence.span) == ("cut the latency", Span(8, 23))
    assert (analysis.pain.confidence, analysis.metric, analysis.posting.text) == (1.0, None, text)


FAULTS: list[tuple[str, object, str]] = [
    ("schema", 2, "schema: input should be 1"),
    ("pain.quote", "zzz", "pain.quote: is not the text at characters "),
    ("pain.quote", " ", "pain.quote: holds no word"),
    ("pain.start", None, "pain.start and .end: give both, or null"),
    ("pain.start", 1.0, "pain.start: "),
    ("pain.start", -3, "pain.start: "),
    ("pain.start", True, "pain.start: "),
    ("pain.end", 10**9, "pain.quote: is not the text at characters "),
    ("pain.category", "speed", "pain.category: 'speed' is none of "),
    ("pain.also_categories", ["speed"], "pain.also_categories: 'speed' is none of "),
    ("pain.section", "kitchen", "pain.section: "),
    ("pain.explicit", "yes", "pain.explicit: "),
    ("pain.confidence", 2, "pain.confidence: "),
    ("pain.score", 99, "pain.score: is 99, and its signals sum to "),
    ("pain.score", float("nan"), "pain.score: "),
    ("pain.signals", [{"name": "x"}], "pain.signals.0.value: "),
    ("pain.name", "Feast", "pain.name: a pain has none"),
    ("pain.taste", 1, "pain.taste: "),
    ("metric.explicit", True, "metric.explicit: a metric has none"),
    ("metric.alternatives", {}, "metric.alternatives: "),
    ("tool.name", None, "tool.name: is missing"),
    ("tool.category", "toaster", "tool.category: 'toaster' is none of "),
    ("tool.also_categories", [], "tool.also_categories: a tool has none"),
    ("notes", ["because"], "notes.0: begins with none of pain:, metric:, tool:"),
    ("title", 7, "title: "),
    ("company", "half \ud83d", "company: holds half a character"),
    ("pain", [], "pain: "),
    ("text", None, "text: "),
]


@pytest.mark.parametrize(("place", "value", "said"), FAULTS, ids=[f"{place}={value!r}" for place, value, _ in FAULTS])
def test_a_fault_is_one_line_with_its_place(place: str, value: object, said: str) -> None:
    row = analysis_to_json(analyse(RANKING), with_text=True)
    *path, last = place.split(".")
    at = row
    for key in path:
        at = at[key]
    at[last] = value
    with pytest.raises(ReadError) as caught:
        analysis_from_json(row, "analysis.json")
    assert said in str(caught.value)
    assert str(caught.value).startswith("analysis.json: ")
    assert "\n" not in str(caught.value)


def test_many_faults_are_counted() -> None:
    row = analysis_to_json(analyse(RANKING), with_text=True)
    row["text"] = "Something else."
    with pytest.raises(ReadError, match=r"\(and \d+ more\)"):
        analysis_from_json(row, "analysis.json")


def test_the_choice_may_not_stand_among_its_alternatives() -> None:
    row = analysis_to_json(analyse(RANKING), with_text=True)
    row["tool"]["alternatives"].append({key: row["tool"][key] for key in set(row["tool"]) - HIGHLIGHT_KEYS})
    with pytest.raises(ReadError, match=r"tool\.alternatives: hold the choice itself"):
        analysis_from_json(row, "analysis.json")


@pytest.mark.parametrize("row", [None, 3, "x", [], [{}], {}, {"text": "Cut our latency"}])
def test_what_is_no_analysis_is_an_error_of_ours(row: object) -> None:
    with pytest.raises(ReadError, match=r"^analysis\.json: "):
        analysis_from_json(row, "analysis.json")


def test_a_text_without_words_is_an_empty_posting() -> None:
    with pytest.raises(EmptyPostingError, match="text: holds no words"):
        analysis_from_json({"schema": 1, "text": " ... "}, "analysis.json")
