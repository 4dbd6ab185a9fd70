from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from jdparse import LOW_CONFIDENCE, Analysis, Evidence, Highlight, Kind, SectionKind, Signal, Span
from tailor.highlights.metric import prefer_measurable
from tailor.highlights.near import MAX_PAIN_GAP, is_settled, near_equals
from tailor.letter.answer import answer_tool, highlights_told, kind_of, prefer_sayable, spelling, tell, thing_of_theirs
from tailor.profile.story import Story
from tests.tailor.samples import full_profile

COMPANY = "Quillmere Freight"
SAYABLE = "Cut the cost of our inference fleet"
MUTE = "Latency, cost, and the rest of it?"


def evidence(
    quote: str,
    score: float = 5.0,
    *,
    kind: Kind = Kind.PAIN,
    category: str = "inference-cost",
    also: tuple[str, ...] = (),
    section: SectionKind = SectionKind.DUTIES,
    name: str = "",
    at: int = 0,
) -> Evidence:
    """Evidence of no posting."""
    span = Span(at, at + len(quote))
    return Evidence(kind, quote, span, category, section, (Signal("own", score, "own"),), name, also_categories=also)


def unsure(first: Evidence, *others: Evidence) -> Highlight:
    """A highlight that no person chose."""
    return Highlight(first.kind, first, others, 0.7)


def tool(name: str, category: str, section: SectionKind = SectionKind.DUTIES) -> Highlight:
    return unsure(evidence(name, kind=Kind.TOOL, category=category, section=section, name=name))


def stories() -> tuple[Story, Story]:
    """The one on Triton and Flink, and the one on Kubeflow and Airflow."""
    first, second = full_profile().stories
    return first, second


# --- the pain ---------------------------------------------------------------------------------------


def test_a_line_is_told_by_the_thing_that_it_names(analyses: Mapping[str, Analysis]) -> None:
    pains = [analysis.pain for analysis in analyses.values() if analysis.pain is not None]
    lines = {found for pain in pains for found in (pain.evidence, *pain.alternatives)}
    assert all(tell(line, COMPANY).evidence == line for line in lines)
    assert any(tell(line, COMPANY).thing for line in lines)
    assert tell(evidence(MUTE), COMPANY).thing == ""


def test_only_what_lies_close_is_near() -> None:
    first, near, far = (evidence(SAYABLE, score, at=number) for number, score in enumerate((5.0, 3.5, 1.0)))
    assert near_equals(unsure(first, near, far), 2.0) == (first, near)
    assert near_equals(replace(unsure(first, near, far), confidence=1.0), 2.0) == (first,)


def test_where_nobody_chooses_a_near_equal_that_is_answered_better_goes_first() -> None:
    mute = evidence(MUTE, 5.0, category="latency")
    story = stories()[0].model_copy(update={"solves": ("inference-cost",)})
    for score, answered in ((4.9, SAYABLE), (5.0 - MAX_PAIN_GAP - 2.0, MUTE)):
        pain = unsure(mute, evidence(SAYABLE, score, at=99))
        found = prefer_sayable(pain, COMPANY, story)
        assert found is not None
        assert found.evidence.quote == answered
        assert {found.evidence, *found.alternatives} == {pain.evidence, *pain.alternatives}
        assert found.confidence == pain.confidence


def test_what_a_person_chose_is_kept() -> None:
    chosen = replace(unsure(evidence(MUTE), evidence(SAYABLE, 4.9, at=99)), confidence=1.0)
    assert prefer_sayable(chosen, COMPANY, stories()[0]) is chosen
    assert prefer_sayable(None, COMPANY) is None
    alone = unsure(evidence(MUTE))
    assert prefer_sayable(alone, COMPANY) is alone


def test_among_equals_the_line_that_the_story_solved_is_answered() -> None:
    first = evidence("Cut the cost of our inference fleet", category="inference-cost")
    second = evidence("Cut the age of our inference fleet", 4.9, category="feature-freshness", at=99)
    for category, answered in (("feature-freshness", second), ("inference-cost", first)):
        story = stories()[0].model_copy(update={"solves": (category,)})
        found = prefer_sayable(unsure(first, second), COMPANY, story)
        assert found is not None
        assert found.evidence == answered


def test_a_duty_goes_before_what_is_asked_of_the_applicant() -> None:
    first = evidence("Cut the cost of our inference fleet", section=SectionKind.REQUIRED)
    second = evidence("Cut the cost of our inference stack", section=SectionKind.DUTIES, at=99)
    found = prefer_sayable(unsure(first, second), COMPANY)
    assert found is not None
    assert found.evidence == second


def test_only_the_pain_is_told_otherwise(analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        found = {kind: analysis.highlight(kind) for kind in Kind}
        told = highlights_told(found, stories()[0], COMPANY)
        assert {kind: told[kind] for kind in (Kind.METRIC, Kind.TOOL)} == {
            kind: found[kind] for kind in (Kind.METRIC, Kind.TOOL)
        }
        before, after = found[Kind.PAIN], told[Kind.PAIN]
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert after.evidence in (before.evidence, *before.alternatives)


def test_the_thing_of_theirs_is_of_the_line_that_is_told_where_that_names_one() -> None:
    line = tell(evidence("Keep our fraud models fresh and our data pipelines short"), COMPANY)
    other = evidence("Improve our recommendation models for shoppers", at=99)
    words, plural, where = thing_of_theirs(line, (other,), COMPANY)
    assert (words, plural, where) == (line.thing, line.plural, line.evidence)
    mute = tell(evidence(MUTE), COMPANY)
    assert thing_of_theirs(mute, (other,), COMPANY) == ("recommendation models", True, other)
    assert thing_of_theirs(mute, (), COMPANY) == ("", False, mute.evidence)


# --- the metric -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap", "answered"), [(0.5, "p99 latency"), (9.0, "in production")])
def test_a_metric_that_is_no_noun_gives_way_to_a_near_equal(gap: float, answered: str) -> None:
    first = evidence("in production", 5.0, kind=Kind.METRIC, category="velocity")
    other = evidence("p99 latency", 5.0 - gap, kind=Kind.METRIC, category="latency", at=99)
    found = prefer_measurable(unsure(first, other))
    assert found is not None
    assert found.evidence.quote == answered
    assert prefer_measurable(replace(unsure(first, other), confidence=1.0)) == replace(
        unsure(first, other), confidence=1.0
    )


def test_a_metric_that_can_be_said_is_kept() -> None:
    metric = unsure(
        evidence("fraud losses", kind=Kind.METRIC, category="loss"),
        evidence("p99 latency", 9.0, kind=Kind.METRIC, category="latency", at=99),
    )
    assert prefer_measurable(metric) is metric
    assert prefer_measurable(None) is None


@pytest.mark.parametrize(
    ("confidence", "settled"), [(1.0, True), (LOW_CONFIDENCE, True), (LOW_CONFIDENCE - 0.01, False)]
)
def test_what_is_sure_enough_is_settled(confidence: float, settled: bool) -> None:
    assert is_settled(replace(unsure(evidence(SAYABLE)), confidence=confidence)) is settled
    assert not is_settled(None)


# --- the tool ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "way", "name"),
    [
        (tool("Triton", "serving"), "ran", "Triton"),
        (tool("triton", "serving"), "ran", "Triton"),
        (tool("Apache Flink", "streaming"), "ran", "Apache Flink"),
        (tool("Kubeflow", "orchestration"), "other", "Kubeflow"),
        (tool("KServe", "serving"), "none", "KServe"),
        (tool("Go", "language"), "none", "Go"),
        (tool("Zorblax", "other"), "none", "Zorblax"),
        (None, "none", ""),
    ],
)
def test_a_tool_is_answered_by_who_ran_it(found: Highlight | None, way: str, name: str) -> None:
    lead, other = stories()
    told = answer_tool(found, lead, [other])
    assert (told.way, told.name) == (way, name)


def test_a_tool_that_nobody_ran_has_no_way() -> None:
    lead, _ = stories()
    assert answer_tool(tool("Kubeflow", "orchestration"), lead, []).way == "none"


@pytest.mark.parametrize(
    ("posted", "said"),
    [("pytorch", "PyTorch"), ("KUBEFLOW", "Kubeflow"), ("Zorblax", "Zorblax"), ("airflow", "Airflow"), ("", "")],
)
def test_a_tool_is_spelt_as_its_makers_do(posted: str, said: str) -> None:
    assert spelling(posted) == said


def test_the_kind_of_a_tool_is_known_by_any_of_its_names() -> None:
    assert kind_of("Apache Airflow") == kind_of("airflow") != ""
    assert kind_of("Zorblax") == ""
