from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdparse import LEXICONS, Analysis, Kind, load_lexicon, parse_rows
from tailor.highlights.metric import MAX_METRIC_WORDS, Measure, load_measures, measured_by, metric_words
from tailor.letter.effects import read_effects
from tailor.letter.measure import answering_effect

ROWS = parse_rows(LEXICONS / "english" / "measures.toml", "measure", Measure, lambda row: row.category)
HITS = [(row.category, words) for row in ROWS for words in row.hits]
MISSES = [(row.category, words) for row in ROWS for words in row.misses]


# --- the metric's words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("p99 latency", "p99 latency"),
        ("fraud losses", "fraud losses"),
        ("conversion rate", "conversion rate"),
        ("GPU spend", "GPU spend"),
        ("F1 score", "F1 score"),
        ("NDCG", "NDCG"),
        ("MTTR", "MTTR"),
        ("data quality", "data quality"),
        ("churn", "churn"),
        ("time to production", "time to production"),
        ("99.9% uptime", "99.9% uptime"),
        ("**click-through rate**", "click-through rate"),
        ("Click-Through Rate", "click-through rate"),
        ("Our conversion rate", "your conversion rate"),
        ("engagement of our listeners", "engagement of your listeners"),
        ("latency and cost", "latency and cost"),
    ],
)
def test_a_noun_stands_as_it_is(quote: str, words: str) -> None:
    assert metric_words(quote) == words


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("highly scalable", "scalability"),
        ("reduce GPU costs", "GPU costs"),
        ("cut GPU spend", "GPU spend"),
        ("cost reduction", "cost"),
        ("low latency", "latency"),
        ("high availability", "availability"),
    ],
)
def test_an_adjective_or_a_verb_becomes_what_it_is_about(quote: str, words: str) -> None:
    assert metric_words(quote) == words


@pytest.mark.parametrize(
    "quote",
    [
        "every day",
        "each day",
        "in production",
        "per second",
        "over time",
        "how fast",
        "we",
        "",
        "...",
        "a b c d e f g h i",
    ],
)
def test_what_is_no_noun_to_answer_for_gives_nothing(quote: str) -> None:
    assert metric_words(quote) == ""


@pytest.mark.parametrize("quote", ["reduce cost", "improving recall", "cut GPU spend", "increase throughput"])
def test_a_verb_before_a_metric_is_no_part_of_the_noun(quote: str) -> None:
    assert metric_words(quote) in {"", quote.split(" ", 1)[1]}


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from("our cost reduce the p99 of latency and (a 50% <80 ms user's faster ; – highly".split()),
            max_size=10,
        ).map(" ".join),
    )
)
def test_any_text_gives_few_words_or_none(quote: str) -> None:
    words = metric_words(quote)
    assert len(words.split()) <= MAX_METRIC_WORDS
    assert words == words.strip()
    assert "\n" not in words
    assert metric_words(quote) == words


def test_the_metrics_of_postings_are_told_with_their_own_figures(analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        if analysis.metric is not None:
            words = metric_words(analysis.metric.evidence.quote)
            assert len(words.split()) <= MAX_METRIC_WORDS
            assert "our" not in words.split()


# --- which figure is of its kind --------------------------------------------------------------------


@pytest.mark.parametrize(("category", "words"), HITS)
def test_an_effect_is_measured_by_its_words(category: str, words: str) -> None:
    assert measured_by("", words, category)


@pytest.mark.parametrize(("category", "words"), MISSES)
def test_an_effect_is_not_measured_by_other_words(category: str, words: str) -> None:
    assert not measured_by("", words, category)


def test_the_words_that_measure_are_of_known_metrics() -> None:
    assert set(load_measures()) <= set(load_lexicon().categories(Kind.METRIC))
    assert all(words for words in load_measures().values())


def test_an_unknown_category_measures_nothing() -> None:
    assert not measured_by("", "p99 latency fell from 9 ms to 4 ms", "no-such-metric")


EFFECTS = read_effects("cut feature age from 24 hours to 40 seconds and lifted recall 6 points at equal precision")


@pytest.mark.parametrize(
    ("category", "metrics", "quote", "answer"),
    [
        ("model-quality", ("model-quality",), "recall on urgent cases", 1),
        ("model-quality", (), "recall on urgent cases", 1),
        ("freshness", ("freshness",), "feature age", 0),
        ("model-quality", ("model-quality",), "accuracy", 1),
        ("model-quality", (), "accuracy", None),
        ("cost", ("cost",), "GPU spend", None),
    ],
)
def test_the_effect_that_answers_a_metric_shares_its_word_or_its_kind(
    category: str, metrics: tuple[str, ...], quote: str, answer: int | None
) -> None:
    assert len(EFFECTS) == 2
    assert answering_effect(EFFECTS, category, metrics, quote) == answer


def test_an_effect_without_a_figure_answers_no_metric() -> None:
    effects = read_effects("made recall the first thing that anybody looks at")
    assert answering_effect(effects, "model-quality", ("model-quality",), "recall") is None
    assert answering_effect((), "model-quality", ("model-quality",), "recall") is None
