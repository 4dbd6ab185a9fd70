from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from hypothesis import example, given

import jdparse
from jdparse import (
    Analysis,
    EmptyPostingError,
    Evidence,
    JdparseError,
    Kind,
    Posting,
    ReadError,
    SectionKind,
    analyze,
    pains_named,
    read_posting,
    read_postings,
    tools_named,
    typed_evidence,
)
from tests.jdparse.samples import (
    FEW,
    GLUED,
    RANKING,
    WRAPPED,
    all_evidence,
    analyse,
    analysis_or_error,
    posting_like,
    quotes,
    tool_names,
)


def check_offsets(analysis: Analysis) -> None:
    """What holds for each piece of evidence of any posting."""
    text = analysis.posting.text
    for found in all_evidence(analysis):
        assert found.quote == text[found.span.start : found.span.end]
        assert found.quote.strip()
        assert found.quote == found.quote.strip()
        assert not found.typed
    for kind in Kind:
        highlight = analysis.highlight(kind)
        noted = [note for note in analysis.notes if note.startswith(f"{kind.value}: ")]
        assert len(noted) == (highlight is None)
        if highlight is not None:
            assert highlight.kind is kind


def chosen(analysis: Analysis, kind: Kind) -> Evidence:
    highlight = analysis.highlight(kind)
    assert highlight is not None, analysis.notes
    return highlight.evidence


def test_the_three_highlights_of_a_clean_posting() -> None:
    analysis = analyse(RANKING, "Senior Machine Learning Engineer", "Quillmark")
    pain, metric, tool = (chosen(analysis, kind) for kind in Kind)
    assert pain.quote == ("Cut the p99 latency of our Kubeflow-hosted ranking models, which are too slow for search.")
    assert (pain.category, pain.section, pain.explicit) == ("latency", SectionKind.DUTIES, True)
    assert (metric.quote, metric.category, metric.section) == ("p99 latency", "latency", SectionKind.DUTIES)
    assert (tool.name, tool.quote, tool.section) == ("Kubeflow", "Kubeflow", SectionKind.DUTIES)
    assert {"Python", "SQL", "Docker"} & set(tool_names(analysis)[1:])
    assert analysis.notes == ()
    check_offsets(analysis)


def test_the_example_of_the_package_holds() -> None:
    result = doctest.testmod(jdparse)
    assert result.attempted >= 3
    assert result.failed == 0


@pytest.mark.parametrize(
    ("heading", "bullet"),
    [
        ("**What you'll do**", "- Cut the **p99 latency** of our *Kubeflow* ranking models by half."),
        ("## What you\\'ll do", "\\- Cut the p99 latency of our Kubeflow\\-hosted ranking models by 50\\%."),
        ("🚀 WHAT YOU'LL DO", "✅ Cut the p99 latency of our ranking models on Kubeflow by half."),
        ("What you&rsquo;ll do", "&bull; Cut the p99 latency &amp; cost of our ranking models on Kubeflow."),
        ("WHAT YOU'LL DO:", "- CUT THE P99 LATENCY OF OUR RANKING MODELS ON KUBEFLOW."),
        (
            "What you\u2019ll do\u200b",
            "\u2022\u00a0Cut the p99 lat\u00adency of our ranking models on Kube\u200bflow.",
        ),
        (
            "What you'll do:",
            "Cut the p99 latency of our ranking models on [Kubeflow](https://kubeflow.invalid/docs).",
        ),
    ],
    ids=["bold", "escapes", "emoji", "entities", "capitals", "invisible", "link"],
)
def test_the_duty_is_found_through_its_marks(heading: str, bullet: str) -> None:
    text = f"Quillmark\n\n{heading}\n\n{bullet}\n\nRequirements\n\n- Python.\n"
    analysis = analyse(text)
    check_offsets(analysis)
    pain, metric, tool = (chosen(analysis, kind) for kind in Kind)
    assert pain.quote in bullet
    assert pain.section is SectionKind.DUTIES
    assert pain.category == "latency"
    assert metric.category == "latency"
    assert metric.quote.lower().replace("\u00ad", "").startswith("p99 latency")
    assert (tool.name.lower(), tool.section) == ("kubeflow", SectionKind.DUTIES)


def test_a_glued_posting_is_read() -> None:
    analysis = analyse(GLUED)
    check_offsets(analysis)
    assert chosen(analysis, Kind.PAIN).quote in {
        "Build the streaming feature pipelines on Kubeflow that keep our fraud models fresh.",
        "Reduce chargebacks by scoring each order in real time.",
    }
    assert chosen(analysis, Kind.PAIN).section is SectionKind.DUTIES
    assert chosen(analysis, Kind.TOOL).name == "Kubeflow"


def test_a_hard_wrapped_posting_is_quoted_across_its_lines() -> None:
    analysis = analyse(WRAPPED)
    check_offsets(analysis)
    pain = chosen(analysis, Kind.PAIN)
    assert pain.section is SectionKind.DUTIES
    assert "\n" in pain.quote
    assert " ".join(pain.quote.split()).startswith(
        ("You will own the feature platform", "You will move the feature computation")
    )
    assert pain.quote.endswith(".")
    assert "Databricks" in tool_names(analysis)


def test_duties_without_bullets_and_full_stops_are_no_titles() -> None:
    duties = [
        "Cut the p99 latency of the ranking service on Kubeflow",
        "Own the retraining pipelines of the fraud models",
    ]
    text = "\n".join(["What you'll do", *duties, "Qualifications", "Python"])
    assert chosen(analyse(text), Kind.PAIN).quote in duties


@pytest.mark.parametrize(
    ("text", "name", "quote"),
    [
        ("Responsibilities\n- Write kernels in C\\+\\+ for our models\\.", "C++", "C\\+\\+"),
        (
            "Responsibilities\n- Track each run in Weights &amp; Biases.",
            "Weights & Biases",
            "Weights &amp; Biases",
        ),
        ("Responsibilities\n- Schedule jobs in Air\u200bflow.", "Airflow", "Air\u200bflow"),
        ("Responsibilities\n- Run our models on Kubernets in production.", "Kubernetes", "Kubernets"),
        (
            "Responsibilities\n- Train on **GCP Vertex\u00a0AI** each night.",
            "GCP Vertex AI",
            "GCP Vertex\u00a0AI",
        ),
    ],
)
def test_a_tools_name_is_fit_for_a_letter_and_its_quote_is_the_users(text: str, name: str, quote: str) -> None:
    tool = chosen(analyse(text), Kind.TOOL)
    assert (tool.name, tool.quote) == (name, quote)


def test_names_glued_with_slashes_and_bullets_are_tools() -> None:
    analysis = analyse("YOU HAVE:\n- C++/Docker\n•Kubernetes\n- Python|SQL\n")
    assert set(tool_names(analysis)) == {"C++", "Docker", "Kubernetes", "Python", "SQL"}
    check_offsets(analysis)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Keep the p99 latency under 40 ms for search.", "p99 latency under 40 ms"),
        ("Hold the uptime at 99.9% for our users.", "uptime at 99.9%"),
        ("Keep the feature freshness under 5 minutes for fraud models.", "feature freshness under 5 minutes"),
        ("Bring the model retraining latency below 2 hours for risk.", "latency below 2 hours"),
    ],
)
def test_a_metrics_target_is_quoted_with_its_unit(sentence: str, quote: str) -> None:
    assert chosen(analyse(f"Responsibilities\n- {sentence}"), Kind.METRIC).quote.endswith(quote)


def test_bold_digits_are_quoted_whole() -> None:
    metric = chosen(
        analyse("Responsibilities\n- Reduce \U0001d5fd\U0001d7f5\U0001d7f5 latency of search."), Kind.METRIC
    )
    assert metric.quote == "\U0001d5fd\U0001d7f5\U0001d7f5 latency"


def test_law_is_never_a_highlight() -> None:
    text = (
        "Equal Opportunity Employer\n\nQuillmark is an equal opportunity employer. We reduce bias in "
        "hiring regardless of race, color, religion or gender identity, and screen with TensorFlow at low "
        "latency.\n"
    )
    analysis = analyse(text)
    assert (analysis.pain, analysis.metric, analysis.tool) == (None, None, None)
    assert len(analysis.notes) == 3


def test_law_under_the_duties_is_passed_over() -> None:
    law = "We reduce the latency of hiring without regard to race, color or veteran status, with TensorFlow."
    analysis = analyse(f"Responsibilities\n- Cut the p99 latency of our ranking models on Kubeflow.\n- {law}")
    assert "TensorFlow" not in tool_names(analysis)
    assert not [quote for quote in quotes(analysis, Kind.PAIN) if quote in law]


def test_the_company_blurb_loses_to_a_duty() -> None:
    blurb = "Quillmark is a leading provider of instruments, founded in 2014, headquartered in Porto and loved."
    duty = "Cut the p99 latency of our ranking models on Kubeflow."
    analysis = analyse(f"About Quillmark\n{blurb}\n\nWhat you'll do\n- {duty}\n\nBenefits\n- Dental insurance.")
    assert chosen(analysis, Kind.PAIN).section is SectionKind.DUTIES


def test_boilerplate_at_the_end_of_a_duty_is_cut_off() -> None:
    analysis = analyse("Responsibilities\n- Cut the p99 latency of our models, including but not limited to ranking.")
    assert chosen(analysis, Kind.PAIN).quote == "Cut the p99 latency of our models"


def test_a_label_before_a_duty_is_cut_off() -> None:
    analysis = analyse("Responsibilities\n- **Model serving:** Cut the p99 latency of our ranking models on Kubeflow.")
    assert chosen(analysis, Kind.PAIN).quote.lstrip("* ") == "Cut the p99 latency of our ranking models on Kubeflow."


def test_a_long_sentence_is_quoted_clause_by_clause() -> None:
    first = "You will cut the p99 latency of the ranking models that serve our search and listings everywhere"
    second = "own the retraining of the fraud models, which go stale within days because the data change"
    third = "keep the feature store of both teams fresh while the traffic of the shop grows by a half each year"
    found = quotes(analyse(f"Responsibilities\n- {first}; {second}; {third}."), Kind.PAIN)
    assert found
    assert max(len(quote.split()) for quote in found) <= 45
    assert any(second in quote for quote in found)


@pytest.mark.parametrize("text", ["Hello.", "a", "Quillmark", "-", "12345", "???", "😀", "We are nice people."])
def test_what_a_posting_does_not_state_is_missing_and_noted(text: str) -> None:
    analysis = analyse(text)
    assert analysis.metric is None
    assert analysis.tool is None
    assert "metric: the posting names no metric" in analysis.notes
    assert "tool: the posting names no tool" in analysis.notes
    check_offsets(analysis)


@pytest.mark.parametrize("text", ["", " ", "\n\t \r\n", "\u2003"])
def test_an_empty_posting_is_an_error(text: str) -> None:
    with pytest.raises(EmptyPostingError, match=r"^here: "):
        analyze(Posting(text, source="here"))


@pytest.mark.parametrize("text", ["\u200b", "\ufeff", "**", "***", "\u00ad\n\u00ad"])
def test_a_posting_of_nothing_but_marks_is_empty_or_says_nothing(text: str) -> None:
    found = analysis_or_error(text)
    if isinstance(found, JdparseError):
        assert isinstance(found, EmptyPostingError)
        assert "sample.txt" in str(found)
    else:
        assert len(found.notes) == 3


def test_half_a_character_is_no_crash() -> None:
    found = analysis_or_error("Responsibilities\n- Cut the \ud83d p99 latency of our ranking models on Kubeflow.")
    if isinstance(found, JdparseError):
        assert "sample.txt" in str(found)
    else:
        assert chosen(found, Kind.TOOL).name == "Kubeflow"


def test_a_far_too_long_posting_is_an_error() -> None:
    with pytest.raises(ReadError, match=r"^here: .*400,000"):
        analyze(Posting("Cut the latency. " * 25_000, source="here"))


@given(posting_like)
@example(RANKING)
@example("\u200b")
@example("**")
@example("\x00")
@example("\u2028\u2029\x85")
@example("İstanbul ß ŉ: Cut the LATENCY on Kubeflow")
@example("•" * 50)
@example("* " * 50 + "_" * 50)
@example("[](/)" * 20)
@example("&#99999; &#x0; &#xd800;")
@FEW
def test_analyze_keeps_its_promises_on_any_text(text: str) -> None:
    try:
        first = analyse(text)
    except JdparseError:
        return
    check_offsets(first)
    assert analyse(text) == first


@given(posting_like)
@FEW
def test_the_text_before_and_after_moves_offsets_only(text: str) -> None:
    """What surrounds a posting does not break its offsets: they follow the text."""
    shifted = f"\n\n\n{text}\n\n"
    try:
        analysis = analyse(shifted)
    except JdparseError:
        return
    check_offsets(analysis)


def test_two_analyzers_agree() -> None:
    from jdparse.analysis import Analyzer
    from jdparse.lexicon.load import load_lexicon

    posting = Posting(RANKING)
    assert Analyzer(load_lexicon()).analyze(posting) == analyze(posting)


def test_words_that_the_posting_holds_get_their_place() -> None:
    posting = Posting(RANKING)
    evidence = typed_evidence(posting, Kind.PAIN, "Own the weekly retraining of the fraud models")
    assert not evidence.typed
    assert (
        RANKING[evidence.span.start : evidence.span.end]
        == evidence.quote
        == "Own the weekly retraining of the fraud models"
    )
    assert evidence.category in jdparse.load_lexicon().pains


@pytest.mark.parametrize("before", ["", "Straße 5, ", "İzmir, ", "ﬁne ", "ŉ "])
def test_words_typed_in_another_case_get_their_place(before: str) -> None:
    posting = Posting(f"{before}Cut the P99 Latency of our models on Kubeflow.")
    evidence = typed_evidence(posting, Kind.METRIC, "p99 latency")
    assert evidence.quote == "P99 Latency"
    assert posting.text[evidence.span.start : evidence.span.end] == "P99 Latency"
    assert evidence.category == "latency"


def test_words_that_the_posting_lacks_have_no_place() -> None:
    evidence = typed_evidence(Posting(RANKING), Kind.TOOL, "Dagster")
    assert (evidence.typed, evidence.name, evidence.quote, len(evidence.span)) == (
        True,
        "Dagster",
        "Dagster",
        0,
    )
    assert evidence.category == "orchestration"
    assert typed_evidence(Posting(RANKING), Kind.TOOL, "Zanzibolt").category == "other"


@pytest.mark.parametrize(
    ("words", "category"),
    [("p99 latency under 40 ms", "latency"), ("checkout conversion", "conversion"), ("fraud losses", "loss")],
)
def test_a_typed_metric_gets_its_category(words: str, category: str) -> None:
    assert typed_evidence(Posting("Own the models."), Kind.METRIC, words).category == category


@pytest.mark.parametrize("folder", ["text", "markdown", "pages"])
def test_every_real_posting_is_analysed(shared: Path, folder: str) -> None:
    files = sorted((shared / "postings" / folder).iterdir())
    assert len(files) >= 10
    found = []
    for path in files:
        analysis = analyze(read_posting(path))
        check_offsets(analysis)
        found.append(analysis.pain is not None and analysis.tool is not None)
    assert sum(found) >= 0.8 * len(found)


def test_every_annotated_posting_is_analysed(shared: Path) -> None:
    postings = list(read_postings(shared / "gold" / "dev.jsonl"))
    assert len(postings) == 72
    for posting in postings:
        check_offsets(analyze(posting))


def test_tools_are_named_where_they_stand() -> None:
    text = "I moved it to k8s,\nand Triton Inference Server answers."
    found = [(tool.entry_id, text[tool.span.start : tool.span.end]) for tool in tools_named(text)]
    assert found == [("Kubernetes", "k8s"), ("Triton Inference Server", "Triton Inference Server")]
    assert tools_named(" \n") == ()


def test_a_plain_phrase_names_its_pain() -> None:
    assert "feature-freshness" in pains_named("our features came from a nightly batch")
    assert pains_named("free fruit on Fridays") == frozenset()
    assert pains_named("") == frozenset()
