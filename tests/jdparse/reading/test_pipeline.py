from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from jdparse.reading.pipeline import load_pipeline, sentence_starts
from tests.jdparse.samples import MANY, posting_like


def sentences(text: str) -> list[str]:
    return [sentence.text.strip() for sentence in load_pipeline()(text).sents]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++/Docker", ["C++", "Docker"]),
        ("•Kubernetes", ["Kubernetes"]),
        ("Kubernetes•Docker", ["Kubernetes", "Docker"]),
        ("Python|SQL", ["Python", "SQL"]),
        ("Python(NumPy)", ["Python", "NumPy"]),
        ("PyTorch,JAX", ["PyTorch", "JAX"]),
        ("Spark;Flink", ["Spark", "Flink"]),
        ("AWS/GCP/Azure", ["AWS", "GCP", "Azure"]),
        ("Airflow.", ["Airflow"]),
        ("~Kafka", ["Kafka"]),
        ("–Redis", ["Redis"]),
    ],
)
def test_names_glued_to_something_are_tokens(text: str, words: list[str]) -> None:
    tokens = [token.text for token in load_pipeline()(text)]
    assert [word for word in words if word not in tokens] == [], tokens


@pytest.mark.parametrize("name", ["scikit-learn", "Node.js", "C++", "x86_64", "gpt-4o"])
def test_names_with_marks_inside_end_where_they_end(name: str) -> None:
    doc = load_pipeline()(f"We use {name} here.")
    start = doc.text.index(name)
    assert doc.char_span(start, start + len(name)) is not None, [token.text for token in doc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cut latency. Own drift.", ["Cut latency.", "Own drift."]),
        ("Cut latency\nOwn drift", ["Cut latency", "Own drift"]),
        ("Use tools, e.g. Kubeflow, daily.", ["Use tools, e.g. Kubeflow, daily."]),
        ("Quillmark Inc. Sells lutes.", ["Quillmark Inc. Sells lutes."]),
        ("We ship models weekly.You will own them.", ["We ship models weekly.", "You will own them."]),
        ("Is it fresh? It is!", ["Is it fresh?", "It is!"]),
        ("Version 2.5 of the model", ["Version 2.5 of the model"]),
        ("• Build it • Own it", ["• Build it", "• Own it"]),
        ("Own the store; Build the pipelines now", ["Own the store;", "Build the pipelines now"]),
        ("serving on Node.js and Next.js", ["serving on Node.js and Next.js"]),
    ],
)
def test_sentences_begin_where_a_reader_would_begin_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(posting_like)
@MANY
def test_sentence_starts_ascend_and_each_line_begins_one(text: str) -> None:
    starts = sentence_starts(text)
    assert all(one < other for one, other in pairwise(starts))
    assert all(0 <= start < len(text) for start in starts)
    begins = [at for at, char in enumerate(text) if char != "\n" and (at == 0 or text[at - 1] == "\n")]
    assert set(begins) <= set(starts)


@given(posting_like)
@MANY
def test_the_tokens_are_the_text(text: str) -> None:
    doc = load_pipeline()(text)
    assert doc.text == text
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_an_empty_text_has_no_tokens() -> None:
    assert len(load_pipeline()("")) == 0


def test_inflections_share_a_norm() -> None:
    doc = load_pipeline()("Retraining retrains retrained")
    assert len({token.norm_ for token in doc}) == 1


def test_the_pipeline_is_built_once_and_needs_no_model() -> None:
    nlp = load_pipeline()
    assert nlp is load_pipeline()
    assert len(nlp.vocab.vectors) == 0
    assert nlp.pipe_names == ["folded_words", "posting_bounds"]
