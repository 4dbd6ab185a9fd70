"""A line of a résumé and what it tells: each field by grammar, and no word that the line does not have."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from jdparse.english.plain import clean
from jdparse.english.verbs import verb_lemma
from tailor.profile.resume.line import read_highlight
from tailor.profile.resume.parts import Told
from tailor.profile.resume.system import find_system

#: The line, and the fields that it tells; those that are not named are empty.
CASES: list[tuple[str, dict[str, str]]] = [
    (
        "Owned the forecast service; waiting time fell from 14% to 9%",
        {
            "system": "the forecast service",
            "did": "owned the forecast service",
            "held": "owned the forecast service",
            "result": "waiting time fell from 14% to 9%",
        },
    ),
    (
        "Inherited a ranking job which took 9 hours and made it run in 50 minutes",
        {
            "system": "the ranking job",
            "did": "inherited a ranking job which took 9 hours and made it run in 50 minutes",
        },
    ),
    (
        "Reduced p99 latency of the ranking service from 180 ms to 45 ms by moving features to Redis, saving $400k a year",
        {
            "system": "the ranking service",
            "did": "moved features to Redis",
            "result": "reduced p99 latency of the ranking service from 180 ms to 45 ms",
            "worth": "$400k a year saved",
        },
    ),
    (
        "Built booking infrastructure serving 3M+ monthly API requests with 99.9% uptime.",
        {
            "system": "the booking infrastructure",
            "did": "built booking infrastructure",
            "constraint": "3M+ monthly API requests with 99.9% uptime",
        },
    ),
    (
        "Migrated batch scoring jobs to a streaming pipeline on Flink, cutting feature age from 24 hours to 40 seconds",
        {
            "system": "the batch scoring jobs",
            "did": "migrated batch scoring jobs to a streaming pipeline on Flink",
            "result": "cut feature age from 24 hours to 40 seconds",
        },
    ),
    (
        "Designed and built a feature store used by 12 teams, which reduced time to production from five weeks to four days and saved about 2,000 engineer hours a year",
        {
            "system": "the feature store",
            "did": "designed and built a feature store used by 12 teams",
            "result": "reduced time to production from five weeks to four days",
            "worth": "about 2,000 engineer hours a year saved",
        },
    ),
    (
        "**Fraud scoring API:** cut p95 from 300ms to 80ms by rewriting the [rules](https://example.org) in Rust",
        {
            "system": "the fraud scoring API",
            "did": "rewrote the rules in Rust",
            "result": "cut p95 from 300ms to 80ms",
        },
    ),
    (
        "By caching embeddings in Redis, cut cost of retrieval service by 35%",
        {
            "system": "the retrieval service",
            "did": "cached embeddings in Redis",
            "result": "cut cost of the retrieval service by 35%",
        },
    ),
    (
        "Cut the nightly feature pipeline from 9 hours to 50 minutes by rewriting it in Polars, so that we could retrain daily",
        {
            "system": "the nightly feature pipeline",
            "did": "rewrote the nightly feature pipeline in Polars",
            "result": "cut the nightly feature pipeline from 9 hours to 50 minutes",
        },
    ),
    (
        "I implemented shadow deploys for our fraud detection models. This cut rollbacks from 6 a quarter to 1.",
        {
            "system": "the fraud detection models",
            "did": "implemented shadow deploys for the fraud detection models",
            "result": "cut rollbacks from 6 a quarter to 1",
        },
    ),
    (
        "Own the fraud scoring service (p99 21 ms at 1,900 QPS)",
        {
            "system": "the fraud scoring service",
            "held": "owned the fraud scoring service",
            "constraint": "p99 21 ms at 1,900 QPS",
        },
    ),
    (
        "Responsible for the recommendation platform, 1,200 QPS at p99 40 ms",
        {
            "system": "the recommendation platform",
            "held": "was responsible for the recommendation platform",
            "constraint": "1,200 QPS at p99 40 ms",
        },
    ),
    (
        "Serve 40M predictions a day from the churn model",
        {
            "system": "the churn model",
            "held": "served 40M predictions a day from the churn model",
            "constraint": "40M predictions a day",
        },
    ),
    (
        "Helped reduce GPU cost of the inference cluster by 40% by batching requests and quantizing models.",
        {
            "system": "the inference cluster",
            "did": "helped reduce GPU cost of the inference cluster by 40% by batching requests and quantizing models",
        },
    ),
    (
        "Increased recall of the damage detection model by 9 points through a two-tower retriever",
        {
            "system": "the damage detection model",
            "result": "increased recall of the damage detection model by 9 points through a two-tower retriever",
        },
    ),
    (
        "Fine-tuned Llama 3 8B model for contract summarization, achieving 92% accuracy and reducing review time by 4 hours per contract",
        {
            "system": "the Llama 3 8B model for contract summarization",
            "did": "fine-tuned the Llama 3 8B model for contract summarization",
            "result": "achieved 92% accuracy and reduced review time by 4 hours per contract",
        },
    ),
    (
        "Deployed edge-based defect detection system on 60 devices, reaching 97.3% precision",
        {
            "system": "the edge-based defect detection system",
            "did": "deployed the edge-based defect detection system on 60 devices",
            "result": "reached 97.3% precision",
        },
    ),
    (
        "Lead the migration of the ML platform to Kubernetes, reducing infrastructure cost by $1.2M annually",
        {
            "system": "the ML platform",
            "did": "led the migration of the ML platform to Kubernetes",
            "result": "reduced infrastructure cost by $1.2M annually",
        },
    ),
    (
        "Cloud training platform serving 40 teams; cut GPU cost by 30%",
        {"system": "the cloud training platform", "result": "cut GPU cost by 30%", "constraint": "40 teams"},
    ),
    (
        "Built a trainer pipeline in PyTorch, enhancing resource utilization by 12x and accuracy by 9%",
        {
            "system": "the trainer pipeline",
            "did": "built a trainer pipeline in PyTorch",
            "result": "enhanced resource utilization by 12x and accuracy by 9%",
        },
    ),
    (
        "Achieved a 45% reduction in the ranking service's memory consumption by fixing a leak in its maps",
        {
            "system": "the ranking service",
            "did": "fixed a leak in the ranking service's maps",
            "result": "achieved a 45% reduction in the ranking service's memory consumption",
        },
    ),
    (
        "Led a team of 5 to migrate the billing application to Go. This increased throughput by 45%.",
        {
            "system": "the billing application",
            "did": "led a team of 5 to migrate the billing application to Go",
            "result": "increased throughput by 45%",
        },
    ),
    (
        "Standardized Infrastructure as Code (IaC) pipelines, cutting setup from 3 days to 2 hours",
        {
            "system": "the Infrastructure as Code pipelines",
            "did": "standardized Infrastructure as Code pipelines",
            "result": "cut setup from 3 days to 2 hours",
        },
    ),
    (
        "Introduced autoscaling for the training cluster; costs fell by 48%",
        {
            "system": "the training cluster",
            "did": "introduced autoscaling for the training cluster",
            "result": "costs fell by 48%",
        },
    ),
    (
        "As tech lead, designed the event bus of the trading platform handling 1M messages/s",
        {
            "system": "the event bus of the trading platform",
            "did": "designed the event bus of the trading platform",
            "constraint": "1M messages/s",
        },
    ),
    (
        "Led three engineers in building the auction simulator, which cut test time from 4 days to 2 hours",
        {
            "system": "the auction simulator",
            "did": "led three engineers in building the auction simulator",
            "result": "cut test time from 4 days to 2 hours",
        },
    ),
    (
        "Lowered GPU spend by 35% through bin-packing of pods on the Kubernetes cluster",
        {
            "system": "the Kubernetes cluster",
            "result": "lowered GPU spend by 35% through bin-packing of pods on the Kubernetes cluster",
        },
    ),
]
#: Lines that get a word of their own: a verb that a telegram lacks, or what makes a team's deed a part in it.
REWORDED: list[tuple[str, dict[str, str]]] = [
    (
        "Developed an intent classifier (spaCy) – accuracy from 71% to 88%",
        {
            "system": "the intent classifier",
            "did": "developed an intent classifier",
            "result": "accuracy went from 71% to 88%",
        },
    ),
    (
        "Rewrote feature pipeline in Spark, runtime 6 h -> 50 min",
        {
            "system": "the feature pipeline",
            "did": "rewrote the feature pipeline in Spark",
            "result": "runtime went from 6 h to 50 min",
        },
    ),
    (
        "We reduced page load time of the reporting portal by 55%",
        {
            "system": "the reporting portal",
            "did": "helped reduce page load time of the reporting portal by 55%",
        },
    ),
    (
        "Achieved 40% cost reduction by moving the batch jobs to Fargate",
        {
            "system": "the batch jobs",
            "did": "moved the batch jobs to Fargate",
            "result": "achieved a 40% cost reduction",
        },
    ),
]


@pytest.mark.parametrize(("line", "expected"), CASES + REWORDED, ids=[line[:30] for line, _ in CASES + REWORDED])
def test_each_part_of_a_line_goes_to_its_field(line: str, expected: dict[str, str]) -> None:
    told = read_highlight(line)
    named = {part.name: getattr(told, part.name) for part in fields(Told)}
    names = ("system", "did", "result", "worth", "constraint", "held")
    assert {name: named[name] for name in names if named[name]} == expected
    assert told.makes_a_story
    assert told.text == line


#: Words that grammar adds: an article, and what "saving $400k" and "responsible for" become.
_ADDED = {"the", "was"}


@pytest.mark.parametrize("line", [line for line, _ in CASES])
def test_no_word_is_invented(line: str) -> None:
    told = read_highlight(line)
    said = " ".join((told.system, told.did, told.result, told.worth, told.constraint, told.held, *told.owned))
    words = {word.lower() for word in re.findall(r"[\w$%.,-]+", f"{line} {clean(line)}")}
    words |= {word.strip(".,") for word in words} | {verb_lemma(word.strip(".,")) for word in words}
    added = [word for word in re.findall(r"[\w$%.,-]+", said.lower()) if word.strip(".,") not in words | _ADDED]
    assert [word for word in added if verb_lemma(word.strip(".,")) not in words] == []


def test_what_somebody_answered_for_is_a_list() -> None:
    told = read_highlight("Owned training, serving and on-call for the card-fraud model")
    assert (told.system, told.owned) == ("the card-fraud model", ("training", "serving", "on-call"))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "🎉",
        "Mentored 4 interns",
        "Improved model accuracy by 5%",
        "Led a team of 5 engineers building the billing platform",
        "Managed a $2M budget",
        "Built the billing platform in 2021",
        "Featured in the Data Platform Weekly, 40,000 readers",
        "Used by 11 companies as their feature store",
        "Our ranking service has 1,900 QPS",
        "Our team reduced latency of the search service by 40%",
        "Under my leadership the pricing team cut release time of the pricing model from 6 weeks to 4 days",
        "Used the AWS SageMaker platform to train 12 models",
        "Integrated the billing API of a vendor, cutting checkout time by 30%",
        "Tested the telemetry pipeline against 3 firmware versions",
        "Wrote a 40-page report on the billing application and its costs",
        "Filed 2 patents on the ranking models",
        "Published 5 papers on the speech recognition model",
        "Mentored 3 interns who cut p99 latency of the ranking service by 75%",
        "Managed a team of 8 that built the recommendation platform, serving 3M users",
        "Upgraded the Aurora Postgres database from 12 to 15. It was tested against the search engine for months.",
        "Owned the bidding models, +12% revenue",
        "Spent 3 years on the forecasting platform",
        "Spam filter: caught 93% of fake ads",
        "Responsible for monitoring and backup, 40 alerts",
        "Thanks to a new cache, the search service now answers in 40 ms",
        "Certified in 3 AWS services",
        "The payments API was rewritten in Go, which cut p99 by 40%",
        "Stream processing of smart-meter data for the billing service (40k events/s)",
        "Lead developer of the ranking service, 40 ms",
        "Reduced latency of the ranking service by 40% " + "and so on " * 80,
    ],
)
def test_a_line_without_a_system_a_number_or_a_deed_is_no_story(line: str) -> None:
    assert not read_highlight(line).makes_a_story


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("Built the ranking service, serving 40 teams", True),
        ("Built and maintained CI/CD pipelines for 25 services", True),
        ("Responsible for the ranking service, 1,200 QPS", True),
        ("Cut p99 latency of the ranking service by 40%", False),
        ("Built a monitor for the ranking service that catches 90% of faults", False),
        ("Worked on the ranking service and its 12 features", False),
        ("Ranking service: cut p99 latency by 40%", False),
        ("Helped build the ranking service, 1,200 QPS", False),
        ("Responsible for monitoring and backup of the order system with 99.9% availability", False),
        ("In charge of the ranking service (4k features)", True),
    ],
)
def test_only_what_was_made_or_run_is_ones_own(line: str, own: bool) -> None:
    assert read_highlight(line).own == own


def test_a_line_of_two_systems_is_about_that_of_its_own_deed() -> None:
    told = read_highlight("Cut p99 latency of the ranking service by 40%. The search engine for maps was slow.")
    assert told.system == "the ranking service"


@pytest.mark.parametrize(
    ("words", "system"),
    [
        ("Moved the batch scoring pipeline to Spark", "the batch scoring pipeline"),
        ("Rewrote Acme's ranking service", "Acme's ranking service"),
        ("Rewrote the monolith's search backend", "the monolith's search backend"),
        ("Built a new recommendation engine for hotel search", "the recommendation engine for hotel search"),
        ("Scaled 12 churn models", "the churn models"),
        ("Operate a Ray cluster", "the Ray cluster"),
        ("Improved the model", ""),
        ("Improved model accuracy", ""),
        ("Trained new machine learning models", ""),
    ],
)
def test_a_system_is_a_noun_phrase(words: str, system: str) -> None:
    assert find_system(words)[0] == system
