"""An invented record, and sentences put into a letter to be checked against it."""

from __future__ import annotations

from functools import lru_cache

from tailor.check import check_letter
from tailor.check.finding import Known
from tailor.profile.load import parse_profile
from tailor.profile.story import Profile

RECORD = """
[me]
name = "Ines Holm"
email = "ines@example.org"

[[story]]
name = "scoring"
employer = "Tidewater Cards"
system = "the card scoring service"
constraint = "2,300 QPS at 44 ms p99"
wall = "its features were a day old when they were needed"
did = "moved its features to a stream"
result = "cut false declines by 37%"
worth = "about $420K a year"
tools = ["Triton", "Kafka"]
solves = ["latency"]
owned = ["the service", "on-call"]

[[story]]
name = "forecast"
employer = "Norwick Grid"
system = "the load forecasts of nine regions"
did = "retrained the models every week"
result = "cut the forecast error by 12%"
tools = ["Airflow"]
solves = ["retraining"]
"""


@lru_cache(maxsize=1)
def record() -> Profile:
    """The record as a profile."""
    return parse_profile(RECORD, "record.toml")


def codes(sentence: str, *, family: str, profile: bool = True, company: str = "Brackwater") -> set[str]:
    """The rules of a family that a letter with this sentence breaks."""
    text = f"Dear Ana,\n\n{sentence}\n\nKind regards,\nInes"
    known = Known(profile=record() if profile else None, company=company)
    return {one.code for one in check_letter(text, known, select=[family])}
