from __future__ import annotations

from itertools import chain, pairwise

import pytest
from hypothesis import given

from jdparse.reading.tokens import load_tokenizer, sentence_starts, tokenize
from tests.jdparse.samples import MANY, posting_like


def sentences(text: str) -> list[str]:
    tokens = tokenize(text)
    return [tokens.said(first, last).strip() for first, last in pairwise((*tokens.first_of, len(tokens)))]


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
    tokens = tokenize(text).words
    assert [word for word in words if word not in tokens] == [], tokens


@pytest.mark.parametrize("name", ["scikit-learn", "Node.js", "C++", "x86_64", "gpt-4o"])
def test_names_with_marks_inside_end_where_they_end(name: str) -> None:
    tokens = tokenize(f"We use {name} here.")
    start = tokens.text.index(name)
    assert start in tokens.starts, tokens.words
    assert start + len(name) in tokens.ends, tokens.words


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
    tokens = tokenize(text)
    assert len(tokens.text) == len(tokens.low)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    gaps = [text[end:start] for end, start in pairwise((0, *chain(*zip(tokens.starts, tokens.ends, strict=True))))]
    assert set(gaps[::2]) <= {"", " "}
    assert len(tokens.norms) == len(tokens)
    assert set(tokens.first_of) <= set(range(len(tokens)))


def test_an_empty_text_has_no_tokens() -> None:
    assert len(tokenize("")) == 0
    assert tokenize("").first_of == []


def test_inflections_share_a_norm() -> None:
    assert len(set(tokenize("Retraining retrains retrained").norms)) == 1


def test_english_is_built_once_and_needs_no_model() -> None:
    assert load_tokenizer() is load_tokenizer()
    assert len(load_tokenizer().vocab.vectors) == 0


def test_a_run_of_marks_longer_than_any_posting_has_is_one_token() -> None:
    assert tokenize("Own " + "[" * 5000 + " drift.").words == ["Own", "[" * 5000, "drift", "."]


def test_words_of_many_postings_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdparse.reading.tokens._MOST_WORDS", len(load_tokenizer().vocab) + 50)
    before = load_tokenizer()
    lines = [f"model{number} latency{number} drift{number}" for number in range(40)]
    assert [tokenize(line).words for line in lines] == [line.split(" ") for line in lines]
    assert load_tokenizer() is not before
