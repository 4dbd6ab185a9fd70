from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdparse import Kind
from jdparse.lexicon.load import load_lexicon
from jdparse.reading.tokens import tokenize
from tests.jdparse.samples import MANY, mentions, phrase_hits, posting_like

TYPOS = tomllib.loads((Path(__file__).resolve().parents[2] / "data" / "typos.toml").read_text(encoding="utf-8"))


def names(text: str) -> list[str]:
    return [mention.entry_id for mention in mentions(text)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ray", "Ray of sunshine wanted: we hire optimists."),
        ("Ray", "Your manager Ray will meet you in week one."),
        ("Ray", "A ray of hope for patients with X-ray images."),
        ("Ray", "Interpret chest X-Ray scans with PyTorch."),
        ("Feast", "Our canteen puts on a feast every Thursday."),
        ("Feast", "Feast on lunches that are cooked by the team."),
        ("Vertex AI", "The vertex of each triangle mesh is moved by hand."),
        ("Vertex AI", "Vertex shaders are tuned for each console."),
        ("Spark", "Spark conversations across the company."),
        ("Spark", "You will spark new ideas in PyTorch."),
        ("Spark", "Spark joy in our customers."),
        ("Beam", "Beam with pride when the model ships."),
        ("Beam", "We beam video into hospitals, with Python."),
        ("Beam", "Decode with beam search in PyTorch."),
        ("Flink", "Be flink and friendly: our Danish office means it."),
        ("Go", "Go above and beyond for our customers."),
        ("Go", "Go home on time."),
        ("Go", "Own the go-to-market plan of the Python SDK."),
        ("Go", "You go deep into TensorFlow."),
        ("R", "Join our R&D group and write Python."),
        ("R", "R. Smith leads the group."),
        ("R", "Train an R-CNN in PyTorch."),
        ("Dagster", "Our logo shows a dagger."),
        ("Prefect", "The Prefect of the house greets visitors."),
        ("Prefect", "Write perfect Python."),
        ("Comet", "Our meeting rooms are called Comet and Meteor."),
        ("Comet", "Predict the path of Halley's Comet with PyTorch."),
        ("Chroma", "Correct the chroma of each pixel in OpenCV."),
        ("Chroma", "Key out the background: Chroma key effects in Python."),
        ("Triton", "Triton is the name of our sailing boat."),
        ("Triton", "A triton shell stands in the lobby."),
    ],
)
def test_an_ordinary_word_is_no_tool(name: str, text: str) -> None:
    assert name not in names(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ray", "Run distributed training on Ray clusters."),
        ("Ray", "Scale workloads with Ray and Kubernetes."),
        ("Feast", "Our feature store is Feast."),
        ("Feast", "You have run Feast or Tecton before."),
        ("Vertex AI", "Deploy models on Vertex AI."),
        ("Vertex AI", "You know VertexAI and BigQuery."),
        ("Spark", "Build ETL jobs in Spark."),
        ("Spark", "Pipelines run on Apache Spark."),
        ("Spark", "Kafka, Spark, Airflow"),
        ("Beam", "Write streaming pipelines in Apache Beam."),
        ("Beam", "Beam pipelines on Dataflow process the clicks."),
        ("Flink", "Stream processing with Flink and Kafka."),
        ("Go", "Our services are written in Go."),
        ("Go", "Services in Go, Python and Java."),
        ("R", "Statistical modelling in R."),
        ("R", "Fluent in R and Python."),
        ("Dagster", "Assets are scheduled in Dagster."),
        ("Prefect", "Orchestrate the nightly pipelines with Prefect."),
        ("Comet", "Track experiments in Comet and MLflow."),
        ("Chroma", "Chroma is the vector database behind our search."),
        ("Triton", "Models are served with Triton on NVIDIA GPUs."),
    ],
)
def test_a_tool_in_its_context_is_found(name: str, text: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deploy C++/Docker/Kubernetes services.", ["C++", "Docker", "Kubernetes"]),
        ("•Kubernetes•Docker", ["Kubernetes", "Docker"]),
        ("Python|SQL|Airflow", ["Python", "SQL", "Airflow"]),
        ("Python(NumPy), PyTorch,JAX", ["Python", "NumPy", "PyTorch", "JAX"]),
        ("Airflow;Kafka", ["Airflow", "Kafka"]),
        ("PyTorch&JAX", ["PyTorch", "JAX"]),
        ("PyTorch+JAX", ["PyTorch", "JAX"]),
        ("Own our pipelines in Airflow.You will love it.", ["Airflow"]),
        ("We run Airflow. And Kafka.", ["Airflow", "Kafka"]),
        ("\"Kubeflow\", 'Airflow', (Docker), [Kafka]", ["Kubeflow", "Airflow", "Docker", "Kafka"]),
        (
            "Kubeflow's pipelines, Airflow-based jobs and Kubernetes–native tools",
            ["Kubeflow", "Airflow", "Kubernetes"],
        ),
        ("~Kafka and >Docker<", ["Kafka", "Docker"]),
        ("C# and F# on .NET", ["C#", "F#", ".NET"]),
        ("KUBERNETES and kubernetes", ["Kubernetes", "Kubernetes"]),
        ("Python3 and PYTHON", ["Python", "Python"]),
    ],
)
def test_names_glued_to_their_neighbours_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("C", "Write C++ and C# for Docker."),
        ("Java", "Write JavaScript and TypeScript."),
        ("SQL", "Store it in NoSQL systems and MySQL."),
        ("Git", "Digital teams on GitHub."),
    ],
)
def test_a_name_inside_another_word_is_no_tool(name: str, text: str) -> None:
    assert name not in names(text)


def test_the_longest_name_wins() -> None:
    found = mentions("Train on Vertex AI Workbench and deploy with Apache Airflow.")
    assert [(mention.span.start, mention.span.end) for mention in found] == [(9, 28), (45, 59)]


def test_company_in_another_sentence_does_not_count() -> None:
    assert "Ray" not in names("Ask for Ray at the desk. We use Kubernetes.")
    assert "Ray" in names("Ask for Ray: we use Kubernetes.")


def test_mentions_stand_in_text_order_where_they_say() -> None:
    text = "Use Kafka, then Airflow, then Kafka again, on Kubernets."
    found = mentions(text)
    assert [text[mention.span.start : mention.span.end] for mention in found] == [
        "Kafka",
        "Airflow",
        "Kafka",
        "Kubernets",
    ]
    assert [mention.rule for mention in found] == ["name", "name", "name", "typo"]
    assert {mention.kind for mention in found} == {Kind.TOOL}


def test_misspelt_names_are_read_as_the_tool_that_was_meant() -> None:
    cases = TYPOS["misspelt"]
    assert len(cases) >= 20
    wrong = {}
    for word, name in cases.items():
        found = [(mention.entry_id, mention.rule) for mention in mentions(TYPOS["in"].format(word))]
        if found != [(name, "typo")]:
            wrong[word] = found
    assert wrong == {}


def test_ordinary_words_near_a_name_are_left_alone() -> None:
    words = TYPOS["ordinary"]["words"]
    assert len(words) >= 20
    found = {word: names(TYPOS["in"].format(word)) for word in words}
    assert {word: tools for word, tools in found.items() if tools} == {}


def test_the_right_spelling_is_no_typo() -> None:
    spelt = [spelling for tool in load_lexicon().tools.values() for spelling in tool.row.spellings]
    assert [m for spelling in spelt for m in mentions(TYPOS["in"].format(spelling)) if m.rule == "typo"] == []


def test_a_misspelt_word_in_lower_case_is_left_alone() -> None:
    assert names("run kuberentes in production") == []


@given(posting_like)
@MANY
def test_mentions_are_ordered_apart_and_known_on_any_text(text: str) -> None:
    tools = load_lexicon().tools
    found = mentions(text)
    assert found == mentions(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert all(
        mention.entry_id in tools and mention.span.end <= len(text) and len(mention.span) > 0 for mention in found
    )


@given(
    st.sampled_from(sorted(name for name, tool in load_lexicon().tools.items() if not tool.row.ambiguous)),
    st.sampled_from(["{}", "({})", "'{}'", "{},", "{}.", "{}:", "•{}", "/{}/", "{}\n", "{} is here"]),
)
@MANY
def test_a_plain_name_is_found_in_any_punctuation(name: str, around: str) -> None:
    row = load_lexicon().tools[name].row
    text = "We run " + around.format(name)
    covered = [text[mention.span.start : mention.span.end] for mention in mentions(text)]
    never = any(phrase.casefold() in text.casefold() for phrase in row.never)
    assert never or any(name in words for words in covered), covered


@pytest.mark.parametrize(
    "text",
    [
        "Reduce the latency",
        "reducing latency",
        "latencies were reduced",
        "LATENCY",
        "ultra-low-latency serving",
    ],
)
def test_a_phrase_is_found_in_its_inflections(text: str) -> None:
    assert ("pain", "latency", "strong") in {hit.group for hit in phrase_hits(text)}


@pytest.mark.parametrize("text", ["real-time inference", "real time inference", "Real-Time Inference"])
def test_a_hyphen_is_a_space(text: str) -> None:
    hits = [hit for hit in phrase_hits(text) if hit.group == ("pain", "latency", "strong")]
    assert hits
    assert max(hit.end - hit.start for hit in hits) == len(tokenize(text))


def test_phrases_do_not_match_inside_words_or_across_lines() -> None:
    assert not [hit for hit in phrase_hits("The platency of the glatency") if hit.group[:2] == ("pain", "latency")]
    assert not [hit for hit in phrase_hits("We look back at user\nsatisfaction") if hit.end - hit.start > 1]


def test_hits_come_in_text_order_with_overlaps() -> None:
    hits = phrase_hits("Lower the GPU cost per request and the p99 latency")
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    tokens = tokenize("Lower the GPU cost per request and the p99 latency")
    phrases = {tokens.said(hit.start, hit.end) for hit in hits if hit.group[0] == "pain"}
    assert {"GPU cost", "cost per request", "p99", "latency"} <= phrases
