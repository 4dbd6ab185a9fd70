"""A score is the sum of named reasons; where the weights matter, they are the test's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given

from jdparse import Analysis, Evidence, Highlight, JdparseError, Kind, Posting, SectionKind, Signal, Span, load_lexicon
from jdparse.analysis import Analyzer, load_analyzer
from jdparse.lexicon.weights import CONFIDENCE
from jdparse.ranking.rank import MAX_GAP, confidence
from tests.jdparse.samples import (
    FEW,
    GLUED,
    RANKING,
    WRAPPED,
    all_evidence,
    analyse,
    posting_like,
    tool_names,
)

TOOLS = (
    "Our stack\n- Airflow\n- Kafka\n- Kubeflow\n- MLflow\n- Databricks\n"
    "- Snowflake\n- PyTorch\n- Kubernetes\n- Docker\n"
)
DUTY = "Responsibilities\n- Cut the p99 latency of our ranking models on Kubeflow.\n"


def analyse_with(weights: Mapping[str, Mapping[str, float]], text: str, title: str = "", company: str = "") -> Analysis:
    """The highlights under weights of our own; what is not named weighs nothing."""
    lexicon = load_lexicon()
    own: dict[str, dict[str, float]] = {group: {} for group in lexicon.weights}
    own["thresholds"] = {kind.value: -100.0 for kind in Kind}
    own |= {f"{kind.value}-confidence": dict.fromkeys(CONFIDENCE, 0.0) for kind in Kind}
    for group, values in weights.items():
        own[group] = {**own.get(group, {}), **values}
    return Analyzer(replace(lexicon, weights=own, wording={})).analyze(Posting(text, title, company))


def evidence_of(analysis: Analysis, kind: Kind) -> list[Evidence]:
    return [found for found in all_evidence(analysis) if found.kind is kind]


@pytest.mark.parametrize("text", [RANKING, GLUED, WRAPPED, TOOLS])
def test_a_score_is_the_sum_of_worded_reasons(text: str) -> None:
    found = list(all_evidence(analyse(text, "Senior Machine Learning Engineer", "Quillmark")))
    assert found
    reasons = load_lexicon().reasons
    for evidence in found:
        assert evidence.score == sum(signal.value for signal in evidence.signals)
        assert evidence.signals, "a score without a reason"
        assert all(signal.value != 0.0 for signal in evidence.signals)
        assert all(signal.reason.strip() for signal in evidence.signals)
        assert {signal.name for signal in evidence.signals} <= set(reasons)
        assert len({signal.name for signal in evidence.signals}) == len(evidence.signals)
    assert all(reason for reason in reasons.values())


def test_reasons_come_strongest_first() -> None:
    for evidence in all_evidence(analyse(RANKING)):
        sizes = [abs(signal.value) for signal in evidence.signals]
        assert sizes == sorted(sizes, reverse=True)


def test_every_weighed_signal_is_worded() -> None:
    lexicon = load_lexicon()
    names = {name for kind in Kind for name in lexicon.weights[kind.value]}
    assert len(names) > 30
    assert names - set(lexicon.reasons) == set()


@given(posting_like)
@FEW
def test_the_runners_up_are_fewer_other_and_worse(text: str) -> None:
    try:
        analysis = analyse(text)
    except JdparseError:
        return
    for kind in Kind:
        found = evidence_of(analysis, kind)
        assert len(found) <= 6
        scores = [evidence.score for evidence in found]
        assert scores == sorted(scores, reverse=True)
        assert len({(evidence.span, evidence.category) for evidence in found}) == len(found)


def test_no_tool_stands_twice_among_the_candidates() -> None:
    analysis = analyse(
        "Responsibilities\n- Run Airflow, AIRFLOW, Apache Airflow and Airlfow.\n- Run Kafka, Apache Kafka.\n"
    )
    assert len(tool_names(analysis)) == 2


def test_no_more_than_five_runners_up_are_kept() -> None:
    assert len(tool_names(analyse(TOOLS))) == 6


def test_equal_scores_are_settled_by_place() -> None:
    analysis = analyse_with({}, TOOLS)
    assert tool_names(analysis) == ["Airflow", "Kafka", "Kubeflow", "MLflow", "Databricks", "Snowflake"]


def test_weights_decide_and_are_the_arithmetic() -> None:
    analysis = analyse_with({"tool": {"kind-warehouse": 2.0, "kind-streaming": 1.25, "section-stack": 0.5}}, TOOLS)
    found = evidence_of(analysis, Kind.TOOL)
    assert [evidence.name for evidence in found[:2]] == ["Snowflake", "Kafka"]
    assert [evidence.score for evidence in found[:3]] == [2.5, 1.75, 0.5]
    assert [(signal.name, signal.value) for signal in found[0].signals] == [
        ("kind-warehouse", 2.0),
        ("section-stack", 0.5),
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_highlight_under_its_threshold_is_left_out_with_its_score(kind: Kind) -> None:
    analysis = analyse_with({"thresholds": {**{each.value: -100.0 for each in Kind}, kind.value: 0.5}}, DUTY)
    assert analysis.highlight(kind) is None
    assert [note for note in analysis.notes if note.startswith(f"{kind.value}: ")] == list(analysis.notes)
    assert "0.0" in analysis.notes[0]
    assert all(analysis.highlight(other) is not None for other in Kind if other is not kind)


def test_a_score_at_its_threshold_passes() -> None:
    assert analyse_with({"thresholds": {kind.value: 0.0 for kind in Kind}}, DUTY).notes == ()


@pytest.mark.parametrize(
    ("signal", "text", "name"),
    [
        ("tier-1", "Our stack\n- Docker\n- Kubeflow\n- Python\n", "Kubeflow"),
        ("tier-3", "Our stack\n- Python\n- Kubeflow\n- Docker\n", "Docker"),
        ("tier-4", "Our stack\n- Docker\n- Kubeflow\n- Python\n", "Python"),
        ("section-duties", "Our stack\n- Airflow\n\nResponsibilities\n- Own Kafka here.\n", "Kafka"),
        ("section-preferred", "Requirements\n- Airflow\n\nNice to have\n- Kafka\n", "Kafka"),
        ("repeated", "Our stack\n- Airflow\n- Kafka\n- Kafka Streams and Kafka\n", "Kafka"),
        ("typo", "Our stack\n- Airflow\n- Kubernets\n", "Kubernetes"),
    ],
)
def test_a_tools_signal_counts_where_it_holds(signal: str, text: str, name: str) -> None:
    analysis = analyse_with({"tool": {signal: 1.0}}, text)
    best = evidence_of(analysis, Kind.TOOL)[0]
    assert best.name == name
    assert [found.name for found in best.signals] == [signal]


def test_a_tool_of_the_title_and_the_employers_own_are_told() -> None:
    text = "Our stack\n- Airflow\n- Databricks\n"
    assert tool_names(analyse_with({"tool": {"title": 1.0}}, text, title="Databricks Engineer"))[0] == "Databricks"
    assert (
        tool_names(
            analyse_with({"tool": {"own-product": -1.0}}, text.replace("Airflow", "Kafka"), company="Databricks")
        )[0]
        == "Kafka"
    )


def test_a_metric_in_the_pain_and_near_it() -> None:
    duties = (
        "Cut the p99 latency of our ranking models.",
        "Improve customer satisfaction.",
        "Raise revenue.",
    )
    text = "\n- ".join(["Responsibilities", *duties])
    analysis = analyse_with({"pain": {"pain-words": 1.0}, "metric": {"in-pain": 2.0, "near-pain": 1.0}}, text)
    found = evidence_of(analysis, Kind.METRIC)
    assert [evidence.quote for evidence in found] == ["p99 latency", "customer satisfaction", "revenue"]
    assert [[signal.name for signal in evidence.signals] for evidence in found] == [
        ["in-pain"],
        ["near-pain"],
        ["near-pain"],
    ]
    assert found[1].score > found[2].score


@pytest.mark.parametrize(
    ("signal", "wins", "loses"),
    [
        ("bullet", "- Own the ranking models of our search.", "Own the fraud models of our shop."),
        (
            "question",
            "- Can the ranking models be made fresher?",
            "- The ranking models can be made fresher.",
        ),
        ("number", "- Serve 40 ranking models to our search.", "- Serve many ranking models to our search."),
        ("cue-problem", "- Serving is the bottleneck of our search.", "- Serving is a part of our search."),
        (
            "cue-constraint",
            "- Bring down the latency of our search.",
            "- Bring down the number of our meetings.",
        ),
    ],
)
def test_a_pains_signal_counts_where_it_holds(signal: str, wins: str, loses: str) -> None:
    for lines in ((wins, loses), (loses, wins)):
        analysis = analyse_with(
            {"pain": {signal: 1.0}},
            "Responsibilities\nDo all that needs doing here.\n" + "\n".join(lines) + "\n",
        )
        best = evidence_of(analysis, Kind.PAIN)[0]
        assert best.quote == wins.removeprefix("- ")
        assert [(found.name, found.value) for found in best.signals] == [(signal, 1.0)]


@pytest.mark.parametrize(
    ("sentence", "explicit"),
    [
        ("Serving is the bottleneck of our ranking models.", True),
        ("We are rebuilding the feature platform from scratch.", True),
        ("Train ranking models for our search.", False),
    ],
)
def test_a_stated_problem_is_explicit(sentence: str, explicit: bool) -> None:
    highlight = analyse(f"Responsibilities\n- {sentence}").pain
    assert highlight is not None
    assert (highlight.evidence.quote, highlight.evidence.explicit) == (sentence, explicit)


def test_categories_are_known_ids() -> None:
    lexicon = load_lexicon()
    for text in (RANKING, GLUED, WRAPPED, TOOLS):
        for evidence in all_evidence(analyse(text)):
            assert evidence.category in (
                lexicon.kinds if evidence.kind is Kind.TOOL else lexicon.categories(evidence.kind)
            )


def evidence(kind: Kind = Kind.PAIN, start: int = 0) -> Evidence:
    return Evidence(
        kind,
        "slow",
        Span(start, start + 4),
        "latency",
        SectionKind.DUTIES,
        (Signal("short", 0.5, "is short"), Signal("we", -2.0, "we")),
    )


def test_values_are_frozen_and_check_themselves() -> None:
    assert evidence().score == -1.5
    with pytest.raises(AttributeError):
        evidence().quote = "fast"  # type: ignore[misc]
    with pytest.raises(ValueError, match="its own alternatives"):
        Highlight(Kind.PAIN, evidence(), (evidence(),))
    with pytest.raises(ValueError, match="another kind"):
        Highlight(Kind.PAIN, evidence(), (evidence(Kind.METRIC),))
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
    with pytest.raises(ValueError, match="not a span"):
        Span(-1, 2)


def test_spans() -> None:
    assert len(Span(2, 5)) == 3
    assert Span(2, 5).contains(Span(2, 5))
    assert not Span(2, 5).contains(Span(2, 6))
    assert Span(2, 5).overlaps(Span(4, 9))
    assert not Span(2, 5).overlaps(Span(5, 9))
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]


def test_confidence_grows_with_score_and_lead() -> None:
    weights = {"intercept": -1.0, "score": 0.5, "gap": 0.8}
    assert confidence(weights, 2.0, 0.0) == 0.5
    assert confidence(weights, 4.0, 0.0) > confidence(weights, 2.0, 0.0)
    assert confidence(weights, 2.0, MAX_GAP) > confidence(weights, 2.0, 1.0)
    assert 0.0 < confidence(weights, -50.0, 0.0) < confidence(weights, 50.0, MAX_GAP) < 1.0


def test_a_category_comes_with_reasons_that_name_its_words() -> None:
    analysis = load_analyzer().analyze(
        Posting("Responsibilities\n- Cut the p99 latency of inference for the checkout models.")
    )
    assert analysis.pain is not None
    evidence = analysis.pain.evidence
    assert evidence.category == "latency"
    reasons = {signal.name: signal for signal in evidence.category_signals}
    assert "latenc" in reasons["category-wording"].reason
    assert reasons["category-phrases"].value > 0
    assert 0.0 < analysis.pain.confidence < 1.0
