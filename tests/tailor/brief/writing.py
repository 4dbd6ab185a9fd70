"""A brief for the invented applicant, and answers to it."""

from __future__ import annotations

from functools import lru_cache

from jdparse import Analysis, Kind, Posting, analyze
from tailor.brief.answer import read_answer
from tailor.brief.brief import Brief, write_brief
from tailor.brief.hold import hold
from tailor.letter.letter import Options
from tailor.profile.load import parse_profile
from tests.tailor.samples import FRESHNESS, full_profile

#: The facts of `FULL` by number: fares f1 system, f2 constraint, f3 design, f4 wall, f5 did, f6 result, f7 worth, f8 owned, f9 playbook,
#: f10 tools; timetable f11 system, f12 did, f13 result, f14 tools.
HONEST = """At Norrby Buses I run the fare-fraud scoring service: p99 of 33 ms at 700 QPS. [f1 f2] It is a gradient-boosted model behind a queue. [f3]
My work on it is worth about 410,000 euros a year in recovered fares. [f7]

You want fraud features that stream instead of a nightly batch. [p1] Ours were 19 hours old when a ticket was scanned. [f4]
I moved the features from a nightly batch to a stream, with Triton for the scoring service. [f5 f1 f10]
That cut feature age from 19 hours to 55 seconds. [f6] I own training, serving and the runbook. [f8]

At Ferrow Rail I built a release path with a canary for the delay forecast. [f11 f12] Releases went from nine days to one. [f13]

Could we talk for twenty minutes next week?"""

#: Another applicant. Facts by number: f1 system, f2 wall, f3 did, f4 result, f5 worth, f6 owned, f7 tools; the watch f8 system, f9 did;
#: the loom f10 system, f11 wall, f12 did, f13 owned.
BAKERY = """
[me]
name = "Ines Holm"
email = "ines@example.org"

[[story]]
name = "ovens"
employer = "Tarn Bakeries"
system = "the dough forecast of 40 ovens"
wall = "ovens threw dough away or ran out by noon, and each shop kept its own mixer, which a power cut stopped for three hours"
did = "merged the mixers behind one plan and moved the forecast to Spark"
result = "cut the forecast error from 20% to 12%"
worth = "an order for 16 more mixers that was never placed"
owned = ["the dough forecast", "the plan"]
tools = ["Spark"]

[[story]]
name = "watch"
employer = "Tarn Bakeries"
system = "the monitoring of 25 oven models"
did = "wrote checks on every input"

[[story]]
name = "loom"
employer = "Weft & Fell"
past = true
system = "the pattern service of nine mills"
wall = "each mill wrote its patterns differently"
did = "built a queue in front of the looms"
owned = ["the pattern service"]
"""


@lru_cache(maxsize=1)
def analysis() -> Analysis:
    """The posting, analysed."""
    return analyze(Posting(FRESHNESS, "Senior Machine Learning Engineer, Payments", "Brindlecote Payments"))


@lru_cache(maxsize=1)
def brief() -> Brief:
    """The brief for it."""
    return write_brief(analysis(), full_profile(), Options(250), {kind: analysis().highlight(kind) for kind in Kind})


def reasons(answer: str, profile: str = "") -> list[str]:
    """What is wrong with the sentences of an answer.

    Args:
        answer: The answer.
        profile: Another profile's text, where the facts are not those of `FULL`.
    """
    told = _brief_for(profile) if profile else brief()
    return [reason for held in hold(read_answer(answer), told, analysis()) for reason in held.reasons]


@lru_cache(maxsize=4)
def _brief_for(profile: str) -> Brief:
    parsed = parse_profile(profile, "profile.toml")
    return write_brief(analysis(), parsed, Options(250), {kind: analysis().highlight(kind) for kind in Kind})
