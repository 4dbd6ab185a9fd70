from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tailor.letter.thing import find_thing

COMPANY = "Brackwater Systems"

#: Invented lines of postings, each of another make.
BULLETS = [
    "Reduce the p99 latency of our ranking service",
    "Build and operate the feature platform that fourteen product teams use every day",
    "You will own our evaluation harness for the summarisation models",
    "Improving the accuracy of our demand forecasts for fresh produce",
    "Develops and deploys recommendation models that raise engagement of our listeners",
    "We are moving our batch scoring to streaming this year",
    "Our models are retrained by hand once a quarter, and they go stale long before that",
    "Set up monitoring so that drift is noticed before our customers notice it",
    "Ensure that our training data is complete and correct",
    "Design, implement and maintain scalable, robust and observable pipelines that ingest sensor data from our "
    "40,000 substations in near real time, in collaboration with product teams",
    "Cut our GPU spend, which has tripled while traffic grew 15%",
    "Experience with evaluating large language models in production",
    "Ownership of the training pipeline for our fraud models",
    "Automate their hand-written release checklist, and make it boring",
    "Translate our research prototypes into services that people rely on (we have nine of them)",
    "- **Reliability:** keep our scoring API up during sales",
    "Help us ship safer models to our hospitals, faster",
    "Work closely with our data engineers to improve data quality",
    "Optimise inference of our speech models on mobile devices",
    "Responsible for the design of our retraining loop; this is what it needs most",
]
WORDS = "we our us US You will be Reduce Reducing reduces models, and (a 'x y' \" ; : - – Responsible for Experience ownership of the that which to build built 40% p99 their it"


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=120),
        st.text(alphabet="aweourUS'\"“”’()[]{}<>*_`#-–:;,.!?%$7 é\n\u00a0\ue000\ue003", max_size=80),
        st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join),
        st.lists(st.sampled_from([*BULLETS, " ", ", ", "; ", "and "]), max_size=3).map("".join),
    )
)
@example("")
@example("(" * 50)
@example("Reduce our " + "very " * 60 + "cost")
def test_any_text_names_a_short_thing_or_none(quote: str) -> None:
    thing, plural = find_thing(quote, COMPANY)
    assert len(thing.split()) <= 4
    assert thing == " ".join(thing.split())
    assert thing or not plural
    assert find_thing(quote, COMPANY) == (thing, plural)


def test_a_wall_of_text_takes_no_time() -> None:
    start = time.process_time()
    for quote in (
        "Reduce our " + "very " * 2000 + "cost",
        "(a " * 2000,
        "**a" * 3000,
        "[a](" * 2000,
        "Reduce a, reducing b, " * 400,
    ):
        find_thing(quote, COMPANY)
    assert time.process_time() - start < 5.0


@pytest.mark.parametrize(
    ("quote", "thing", "plural"),
    [
        ("Improve our ranking models for shoppers", "ranking models", True),
        ("Improve the recommendation models of our shop", "recommendation models", True),
        ("Own the feature store and keep our fraud models fresh", "fraud models", True),
        ("Ship full-stack features with the team", "full-stack features", True),
        ("Build explainable systems that last", "", False),
        ("Deploy machine learning applications at scale", "machine learning applications", True),
        ("Mentor two junior engineers", "", False),
        ("Excellent communication", "", False),
        ("", "", False),
    ],
)
def test_a_line_names_a_thing_of_the_teams(quote: str, thing: str, plural: bool) -> None:
    assert find_thing(quote, COMPANY) == (thing, plural)
