from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import click
import pytest

from jdparse import Analysis, Kind, Posting, analyze
from tailor.letter.letter import Options
from tailor.letter.write import write_letter
from tailor.show.analysis import analyses_json, analysis_line, analysis_text, highlight_lines, in_context
from tailor.show.letter import letter_json, trace_text
from tests.tailor.samples import POSTINGS, bundled_sample, full_profile

EVIDENCE_KEYS = {"quote", "start", "end", "category", "section", "score", "signals"}
CATEGORY_KEYS = EVIDENCE_KEYS | {"also_categories", "category_signals"}
KEYS = {
    "pain": CATEGORY_KEYS | {"explicit"},
    "metric": CATEGORY_KEYS | {"context"},
    "tool": EVIDENCE_KEYS | {"name", "context"},
}
ANALYSIS_KEYS = {"schema", "id", "source", "title", "company", "pain", "metric", "tool", "notes"}
LETTER_KEYS = {
    "schema",
    "text",
    "paragraphs",
    "paragraph_two",
    "length",
    "words",
    "story",
    "highlights",
    "trace",
    "notes",
}


def check_highlight(kind: str, row: dict[str, Any] | None, text: str) -> None:
    """Whether a highlight's JSON is the contract's."""
    if row is None:
        return
    assert set(row) == KEYS[kind] | {"confidence", "alternatives"}
    for found in (row, *row["alternatives"]):
        assert set(found) - {"confidence", "alternatives"} == KEYS[kind]
        assert text[found["start"] : found["end"]] == found["quote"]
        assert all(set(signal) == {"name", "value", "reason"} for signal in found["signals"])
        assert found["score"] == pytest.approx(sum(signal["value"] for signal in found["signals"]), abs=0.02)


@pytest.mark.parametrize("name", sorted(POSTINGS))
def test_the_json_of_an_analysis_has_the_contracts_keys(name: str, analyses: Mapping[str, Analysis]) -> None:
    row = json.loads(analyses_json([analyses[name]]))
    assert set(row) == ANALYSIS_KEYS
    assert row["schema"] == 1
    assert (row["title"], row["company"]) == (POSTINGS[name].title, POSTINGS[name].company)
    for kind in ("pain", "metric", "tool"):
        check_highlight(kind, row[kind], POSTINGS[name].text)
        assert row[kind] is not None or any(note.startswith(f"{kind}: ") for note in row["notes"])


def test_the_text_is_added_on_request(analyses: Mapping[str, Analysis]) -> None:
    row = json.loads(analyses_json([analyses["bullets"]], with_text=True))
    assert set(row) == ANALYSIS_KEYS | {"text"}
    assert row["text"] == POSTINGS["bullets"].text


def test_several_analyses_are_a_list(analyses: Mapping[str, Analysis]) -> None:
    rows = json.loads(analyses_json(list(analyses.values())))
    assert [row["company"] for row in rows] == [posting.company for posting in POSTINGS.values()]


def test_a_line_is_one_line_whatever_the_posting_holds() -> None:
    posting = Posting(
        "Duties\n- Reduce latency\u2028of our\u2029ranker\u0085now\u000b\u000c\u001c and \x1b[31m more\n"
        "- Run Kubeflow\r\n",
        "A\nB",
        "C\u2028D",
    )
    line = analysis_line(analyze(posting), with_text=True)
    assert len(line.splitlines()) == 1
    assert line.endswith("\n")
    assert json.loads(line)["text"] == posting.text
    assert json.loads(line)["company"] == posting.company


@pytest.mark.parametrize("name", sorted(POSTINGS))
@pytest.mark.parametrize("width", [60, 100])
def test_a_person_sees_each_highlight_or_that_it_is_not_stated(
    name: str, width: int, analyses: Mapping[str, Analysis]
) -> None:
    analysis = analyses[name]
    text = click.unstyle(analysis_text(analysis, width=width))
    assert text.startswith(f"{analysis.posting.title} at {analysis.posting.company}\n")
    flat = " ".join(text.split())
    for kind in Kind:
        highlight = analysis.highlight(kind)
        if highlight is not None:
            said = highlight.evidence.name or highlight.evidence.quote
            assert " ".join(said.split()) in flat
            assert highlight.evidence.section.value in flat
    assert text.count("not stated") == sum(analysis.highlight(kind) is None for kind in Kind)
    assert [line for line in text.split("\n") if line.startswith("note: ")] == [
        f"note: {note}" for note in analysis.notes
    ]
    assert all(len(line) <= width for line in text.split("\n") if '"' in line)


@pytest.mark.parametrize("name", ["bullets", "prose", "gerunds"])
def test_the_explanation_is_the_arithmetic(name: str, analyses: Mapping[str, Analysis]) -> None:
    total, added, checked = 0.0, 0, 0
    for line in click.unstyle(analysis_text(analyses[name], explain=True)).split("\n"):
        if found := re.match(r"\s+([+-]\d+\.\d\d)  (.+)$", line):
            if found[2] == "in all":
                assert float(found[1]) == pytest.approx(total, abs=0.006 * (added + 1))
                assert added > 0
                total, added, checked = 0.0, 0, checked + 1
            else:
                total, added = total + float(found[1]), added + 1
    highlights = [highlight for kind in Kind if (highlight := analyses[name].highlight(kind))]
    assert checked == sum(2 if highlight.evidence.category_signals else 1 for highlight in highlights)


def test_runners_up_are_numbered_from_two(analyses: Mapping[str, Analysis]) -> None:
    pain = analyses["bullets"].pain
    assert pain is not None
    assert len(pain.alternatives) >= 2
    numbers = [
        found[1] for line in highlight_lines(pain) if (found := re.match(r" {4,}(\d+)  \S", click.unstyle(line)))
    ]
    assert numbers == [str(number) for number in range(2, len(pain.alternatives) + 2)]


def test_the_quote_is_marked_where_it_stands(analyses: Mapping[str, Analysis]) -> None:
    analysis = analyses["prose"]
    assert analysis.pain is not None
    for width, most in ((100, 8), (60, 5), (60, 3)):
        lines = in_context(analysis.posting.text, analysis.pain.evidence, width, most)
        assert len(lines) <= most
        shown = " ".join(" ".join(lines).replace("  | ", " ").split())
        inside = shown.partition(">>")[2].partition("<<")[0]
        assert inside == " ".join(analysis.pain.evidence.quote.split())
        assert shown.index(">>") > 0


@pytest.mark.parametrize("sample", [True, False])
def test_the_json_of_a_letter_has_the_contracts_keys(sample: bool, analyses: Mapping[str, Analysis]) -> None:
    for name in POSTINGS:
        letter = write_letter(analyses[name], bundled_sample(sample=sample), Options())
        row = json.loads(letter_json(letter))
        assert set(row) == LETTER_KEYS
        assert (row["schema"], row["length"], row["words"], row["story"]) == (
            1,
            250,
            letter.words,
            letter.match.story.name,
        )
        assert set(row["highlights"]) == {"pain", "metric", "tool"}
        for kind, found in row["highlights"].items():
            check_highlight(kind, found, POSTINGS[name].text)
        assert "".join(span["text"] for span in row["trace"]) == row["text"]
        for span in row["trace"]:
            assert set(span) == {"start", "end", "text", "source", "ref"}
            assert row["text"][span["start"] : span["end"]] == span["text"]
            assert span["source"] in {"profile", "posting", "template", "option"}
        assert row["paragraphs"][row["paragraph_two"]] in row["text"]


def test_the_trace_names_story_reasons_and_sources(analyses: Mapping[str, Analysis]) -> None:
    letter = write_letter(analyses["freshness"], full_profile(), Options(to="Ana Vos"))
    text = trace_text(letter)
    assert text.startswith("story\n")
    for match in (letter.match, *letter.others):
        assert f"{match.score:.2f}  {match.story.name}" in text
        for reason in match.reasons:
            assert reason.reason in text
    lines = text.split("sources\n")[1].splitlines()
    assert {line.split()[1] for line in lines} == {"profile", "posting", "option", "template"} - {"template"}
    for span in letter.trace:
        if span.source == "profile":
            assert any(span.ref in line for line in lines)
