from __future__ import annotations

from collections.abc import Mapping

import pytest

from jdparse import Evidence, Highlight, Kind, SectionKind, Signal, Span
from tailor.match import fold_name, match_stories, match_story, prefer_known_tool
from tailor.profile import Story


def highlight(kind: Kind, quote: str, category: str, name: str = "") -> Highlight:
    return Highlight(kind, Evidence(kind, quote, Span(0, len(quote)), category, SectionKind.DUTIES, name=name))


def story(name: str, **fields: object) -> Story:
    return Story.model_validate({"name": name, "system": "a system", "did": "did a thing", **fields})


HIGHLIGHTS: Mapping[Kind, Highlight | None] = {
    Kind.PAIN: highlight(Kind.PAIN, "Reduce tail latency of the ranker", "latency"),
    Kind.METRIC: highlight(Kind.METRIC, "p99 latency", "latency"),
    Kind.TOOL: highlight(Kind.TOOL, "Triton", "serving", "Triton"),
}
NOTHING: Mapping[Kind, Highlight | None] = dict.fromkeys(Kind)


def test_the_story_that_solves_the_pain_comes_first() -> None:
    ranked = match_stories([story("other", solves=["governance"]), story("mine", solves=["latency"])], HIGHLIGHTS)
    assert [match.story.name for match in ranked] == ["mine", "other"]
    assert ranked[0].solves
    assert not ranked[1].solves


def test_a_neighbour_beats_a_stranger_and_loses_to_the_pain_itself() -> None:
    stories = [
        story("far", solves=["governance"]),
        story("near", solves=["inference-cost"]),
        story("same", solves=["latency"]),
    ]
    ranked = match_stories(stories, HIGHLIGHTS)
    assert [match.story.name for match in ranked] == ["same", "near", "far"]
    assert [match.nearness for match in ranked] == ["near", "kin", "far"]
    assert [match.topic for match in ranked] == ["latency", "", ""]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"solves": ["latency"]}, "solves latency"),
        ({"solves": ["scale"]}, "neighbour of latency"),
        ({"metrics": ["latency"]}, "moved latency"),
        ({"tools": ["Triton"]}, "ran on Triton"),
        ({"result": "cut it by 3 ms"}, "figures"),
        ({"worth": "a lot"}, "worth"),
        ({"design": "a ranker with a short tail"}, "ranker"),
    ],
)
def test_each_reason_is_named_and_counts(fields: dict[str, object], reason: str) -> None:
    plain, better = (
        match_story(story("plain"), HIGHLIGHTS),
        match_story(story("better", **fields), HIGHLIGHTS),
    )
    assert any(reason in said.reason for said in better.reasons), better.reasons
    assert better.score > plain.score


def test_the_score_is_the_sum_of_the_reasons() -> None:
    match = match_story(
        story("all", solves=["latency"], metrics=["latency"], tools=["Triton"], result="cut 3 ms", worth="much"),
        HIGHLIGHTS,
    )
    assert match.score == pytest.approx(sum(reason.value for reason in match.reasons))
    assert len(match.reasons) >= 5


def test_ties_keep_the_order_of_the_profile() -> None:
    stories = [story(name) for name in ("b", "a", "c")]
    assert [match.story.name for match in match_stories(stories, HIGHLIGHTS)] == ["b", "a", "c"]
    assert [match.story.name for match in match_stories(stories[::-1], HIGHLIGHTS)] == ["c", "a", "b"]


def test_without_highlights_there_is_still_a_story() -> None:
    ranked = match_stories([story("one", solves=["latency"]), story("two", result="cut 3 ms")], NOTHING)
    assert [match.story.name for match in ranked] == ["two", "one"]
    assert not any(match.solves or match.nearness != "far" or match.metric or match.tool for match in ranked)


@pytest.mark.parametrize(
    ("posted", "own"),
    [
        ("Triton", "triton"),
        ("NVIDIA Triton", "Triton"),
        ("Apache Airflow", "airflow"),
        ("AWS SageMaker", "SageMaker"),
        ("scikit-learn", "Scikit Learn"),
        ("Amazon SageMaker", "AWS SageMaker"),
    ],
)
def test_a_tool_is_the_same_under_another_spelling(posted: str, own: str) -> None:
    wanted = {**NOTHING, Kind.TOOL: highlight(Kind.TOOL, posted, "serving", posted)}
    assert match_story(story("one", tools=["Excel", own]), wanted).tool == own


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ray", "Array"),
        ("Feast", "Flink"),
        ("Go", "Google"),
        ("Spark", "Sparkle"),
        ("AWS", "Apache"),
        ("Azure", "Azure ML"),
    ],
)
def test_different_tools_stay_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_a_vendor_alone_keeps_its_name() -> None:
    for name in ("AWS", "Azure", "Google", "NVIDIA"):
        assert fold_name(name) == name.casefold()


def _tool(name: str, start: int, score: float, category: str = "llm-framework") -> Evidence:
    signal = Signal("tier-1", score, "is an ML system")
    return Evidence(Kind.TOOL, name, Span(start, start + len(name)), category, SectionKind.DUTIES, (signal,), name)


@pytest.mark.parametrize(
    ("ran_on", "expected"),
    [
        (("LangGraph",), "LangGraph"),  # an equal that a story ran on
        (("CrewAI",), "CrewAI"),  # the first choice stays
        (("Haystack",), "CrewAI"),  # far below the first choice
        (("Python",), "CrewAI"),  # of another tier
        ((), "CrewAI"),
    ],
)
def test_a_tool_that_a_story_ran_on_goes_before_its_equals(ran_on: tuple[str, ...], expected: str) -> None:
    found = Highlight(
        Kind.TOOL,
        _tool("CrewAI", 0, 6.0),
        (_tool("LangGraph", 10, 5.0), _tool("Python", 20, 5.5, "language"), _tool("Haystack", 30, 1.0)),
    )
    story = Story(name="a", system="the desk assistant", did="built it", tools=ran_on)
    chosen = prefer_known_tool(found, [story])
    assert chosen is not None
    assert chosen.evidence.name == expected
    assert {other.name for other in (chosen.evidence, *chosen.alternatives)} == {
        "CrewAI",
        "LangGraph",
        "Python",
        "Haystack",
    }
