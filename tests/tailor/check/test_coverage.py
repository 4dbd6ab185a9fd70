"""Whether a letter answers the posting, and what it is told of where it does not."""

from __future__ import annotations

from jdparse import Analysis, Kind, Posting, analyze
from tailor.check import check_letter
from tailor.check.finding import Known

POSTING = """Machine Learning Engineer
Tarn Bakeries

What you'll do
- Cut the forecast error of our dough forecast

Requirements
- Experience with Apache Spark
- Experience with Airflow
"""


def told(first: str, second: str) -> dict[str, str]:
    """What a letter of two paragraphs is told of the tools, by code."""
    letter = f"Dear team,\n\n{first}\n\n{second}\n\nKind regards,\nInes"
    found = check_letter(letter, Known(_analysis()), select=["COV"])
    return {one.code: one.message for one in found if "Spark" in one.message or "Airflow" in one.message}


def _analysis() -> Analysis:
    """The posting, with both tools found."""
    analysis = analyze(Posting(POSTING, "Machine Learning Engineer", "Tarn Bakeries"))
    tool = analysis.highlight(Kind.TOOL)
    assert tool is not None
    assert {tool.evidence.name, *(one.name for one in tool.alternatives)} == {"Airflow", "Apache Spark"}
    return analysis


def test_a_tool_in_another_paragraph_is_told_by_its_own_name() -> None:
    assert 'tool "Airflow"' in told("I ran Airflow.", "I cut the forecast error.")["COV201"]
    assert 'tool "Apache Spark"' in told("I ran Apache Spark.", "I cut the forecast error.")["COV201"]


def test_the_end_of_one_word_and_the_next_are_no_tool() -> None:
    assert "COV103" in told("I saw how the fair flow ran.", "I cut the forecast error.")


def test_a_tool_is_found_however_it_is_joined() -> None:
    assert told("Hello.", "I cut the forecast error with Airflow-based jobs.") == {}
    assert told("Hello.", "I cut the forecast error with air-flow.") == {}
