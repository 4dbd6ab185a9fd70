"""Lines that open with a verb, and lines that open with a thing whose name is spelt like one."""

from __future__ import annotations

import pytest

from tailor.profile.resume.opening import is_deed_line


@pytest.mark.parametrize(
    "line",
    [
        "Cloud training platform serving 40 teams",
        "Feed ranking model",
        "Flash memory test framework",
        "Stream processing of meter data",
        "Load forecasting model for 12 substations",
        "Cache layer in front of the tariff service cut its response time by 70%",
        "Support ticket classifier with 92% accuracy",
        "Query optimization engine reducing scan cost by 30%",
        "Test coverage raised from 40% to 85%",
        "Monitoring dashboard for 9 models",
        "Distributed training framework for 40 teams",
        "Embedded firmware for 12 sensors",
        "Design system for 14 products",
        "Price scraping tool for 3 clients",
        "Lead engineer of the search team",
        "Test-time adaptation of models",
        "",
    ],
)
def test_a_noun_that_is_spelt_like_a_verb_is_none(line: str) -> None:
    assert not is_deed_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Cut GPU cost by 30%",
        "Cut latency of the ranking service by 40%",
        "Support the on-call rotation of the ranking service",
        "Own card-fraud scoring service",
        "Rewrote feature pipeline in Spark",
        "Built model registry",
        "Designing the feature store",
        "Index 3 million documents",
        "Stream 3M events a day",
        "Lead migration to Kubernetes",
        "Design and build a feature store",
        "Automated the reporting pipeline",
        "Fine-tuned LLM for support",
        "Successfully migrated the API",
    ],
)
def test_a_verb_is_one(line: str) -> None:
    assert is_deed_line(line)
