"""Names of companies are no tools, and an ambiguous name is one where the words say so."""

from __future__ import annotations

import pytest

from jdparse import Posting
from jdparse.analysis import load_analyzer


def tools(text: str, company: str = "") -> list[str]:
    """The tools that a posting names."""
    return [mention.entry_id for mention in load_analyzer().read(Posting(text, company=company)).tools]


@pytest.mark.parametrize(
    "line",
    [
        "Teams at companies like Snowflake, Databricks and Zoom plan with us.",
        "We are backed by Halden Ventures and Databricks.",
        "Our founders come from Databricks.",
        "Tarnmere helps Snowflake and Twilio plan their stock.",
        "Databricks and Snowflake rely on us.",
    ],
)
def test_customers_investors_and_former_employers_are_no_tools(line: str) -> None:
    assert tools(line) == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Our services are backed by PostgreSQL.", ["PostgreSQL"]),
        ("You know tools like Spark and Kafka.", ["Spark", "Kafka"]),
        ("We help planners who work in Snowflake.", ["Snowflake"]),
    ],
)
def test_what_the_team_runs_is_a_tool(line: str, named: list[str]) -> None:
    assert tools(line) == named


def test_the_employers_own_name_is_no_tool() -> None:
    text = "Databricks is hiring.\n- Train models with PyTorch."
    assert tools(text, "Databricks, Inc.") == ["PyTorch"]
    assert tools(text, "Quillmark") == ["Databricks", "PyTorch"]


def test_an_ambiguous_name_counts_behind_experience_with_among_other_tools() -> None:
    assert tools("- Models in PyTorch on Kubernetes\n- Experience with Feast") == ["PyTorch", "Kubernetes", "Feast"]
    assert tools("- Experience with Feast") == []
    assert tools("- Models in PyTorch on Kubernetes\n- Feast on our Friday lunch") == ["PyTorch", "Kubernetes"]
