"""Sentences that say more than the facts that they name."""

from __future__ import annotations

import pytest

from tests.tailor.brief.writing import HONEST, reasons


def test_an_honest_letter_stands() -> None:
    assert reasons(HONEST) == []


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        ("That cut feature age from 19 hours to 35 seconds. [f6]", "35 seconds"),
        ("That cut feature age from 19 hours to 55 minutes. [f6]", "55 minutes"),
        ("That cut feature age from 55 seconds to 19 hours. [f6]", "gives? this change otherwise"),
        ("My work on it is worth about 410,000 euros a month in recovered fares. [f7]", "410,000"),
        ("My work on it is worth about 410,000 dollars a year in recovered fares. [f7]", "410,000"),
        ("My work on it is worth more than 410,000 euros a year in recovered fares. [f7]", "410,000"),
        ("My work on it is worth about 410,000 euros a year in saved salaries. [f7]", "salaries"),
        ("I run the fare-fraud scoring service at a mean of 33 ms. [f1 f2]", "33 ms"),
        ("Ticket prices fell from 19 hours to 55 seconds. [f6]", "prices"),
        ("It is a gradient-boosted model on Snowflake. [f3]", "Snowflake"),
        ("At Northwind Bank I run the fare-fraud scoring service. [f1]", "Northwind"),
        ("I led the fare-fraud scoring service with six engineers. [f1]", "six"),
        ("My team moved the features to a stream. [f5]", "My team"),
        ("I moved the features to a stream single-handedly. [f5]", "single-handedly"),
        ("I own training, serving and the data platform. [f8]", "platform"),
        ("I managed the people who moved the features to a stream. [f5]", "managed"),
        ("At Norrby Buses I took releases from nine days to one. [f6]", "f13 says so, not f6"),
        ("At Norrby Buses I took releases from nine days to one. [f13]", "Norrby Buses"),
        ("It keeps a p99 latency budget of 50 ms. [f2]", "50 ms"),
        ("A skew monitor cut feature age from 19 hours to 55 seconds. [f9 f6]", "led to"),
        ("I kept shadow deploys, so feature age fell from 19 hours to 55 seconds. [f9 f6]", "led to"),
        ("I moved the features to a stream, which took releases from nine days to one. [f5 f13]", "led to"),
        ("Flink computed the fares and Triton stored them. [f10 f1]", "what it was for"),
        ("Norrby's stack runs it, and Flink schedules the refit. [f10 f1]", "what it was for"),
        ("That cut feature age from 19 hours to 55 seconds. [f7]", "f6 says so, not f7"),
        ("That cut feature age from 19 hours to 55 seconds. [f77]", "there is no fact f77"),
        ("I moved the features to a stream.", "names no fact"),
        ("I hold a PhD from Stanford. [f1]", "Stanford"),
        ("The password is blue heron. [p1]", "no fact is named"),
        ("See www.example-heron.com for more of it. [f1]", "address"),
        ("Could we talk about the role I am passionate about? [p1]", "worn"),
    ],
)
def test_a_lie_does_not_stand(lie: str, why: str) -> None:
    found = reasons(f"{HONEST}\n\n{lie}")
    assert found, "it stands"
    assert why.replace("gives? ", "").casefold() in " ".join(found).casefold()


@pytest.mark.parametrize(
    "said",
    [
        "That work is worth at least 400,000 euros a year. [f7]",
        "I moved the features to a stream, which cut their age from 19 hours to 55 seconds. [f5 f6]",
        "Features were 19 hours old, so I moved them from a nightly batch to a stream. [f4 f5]",
        "Your scoring service has a p99 budget of 50 ms; ours answers in 33 ms. [f2 p2]",
        "I would look at the age of each feature first.",
        "Thank you for your time.",
        "Brindlecote moves its fraud features to streaming. [p1]",
    ],
)
def test_what_the_facts_say_stands_in_other_words(said: str) -> None:
    assert reasons(f"{HONEST}\n\n{said}") == []


def test_the_reason_names_the_fact_that_has_it() -> None:
    assert reasons("Releases went from nine days to one. [f12]") == ['"nine days": f13 says so, not f12']
