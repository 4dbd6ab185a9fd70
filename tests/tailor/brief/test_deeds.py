"""Lies without a figure: deeds, absolutes, strangers and stories mixed."""

from __future__ import annotations

import pytest

from tests.tailor.brief.writing import HONEST, reasons


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        ("I designed the fare-fraud scoring service. [f1]", '"designed"'),
        ("I trained the models in Triton. [f10]", '"trained"'),
        ("The scoring service was rewritten by me. [f1]", '"rewritten"'),
        ("It was open-sourced by us. [f1]", '"open-sourced"'),
        ("Led by me, the fare-fraud scoring service grew. [f1]", '"led"'),
        ("The service, which I negotiated with the vendor, runs well. [f1]", '"negotiated"'),
        ("Having audited the fares, I moved the features to a stream. [f5]", '"audited"'),
        ("Having open-sourced a replay of the fares with new names, I moved the features to a stream. [f5]", "sourced"),
        ("I moved the features to a stream and persuaded the drivers. [f5]", '"persuaded"'),
        ("My redesign of the stream came first. [f5]", '"my redesign"'),
        ("I gave talks about the stream. [f5]", '"talks"'),
        ("Nothing has failed since. [f6]", '"nothing"'),
        ("No ticket has been scanned late since. [f4]", "without exception"),
        ("The features are never old now. [f6]", "never old"),
        ("Failures are a thing of the past. [f6]", "thing of the past"),
        ("Old features became zero. [f6]", '"zero"'),
        ("Every ticket is scored in time. [f2]", "without exception"),
        ("The scoring service has not failed once. [f1]", "without exception"),
        ("Customers already ask for the scoring service. [f1]", "customers"),
        ("Customers at Brindlecote already use it. [p1]", "customers use"),
        ("Your customers already use it. [f1 p1]", "customers use"),
        ("Regulators have praised the scoring service. [f1]", "regulators"),
        ("The nightly batch vanished. [f5]", '"vanished"'),
        ("Complaints about old features have stopped. [f6]", "stopped"),
        ("Releases have not failed since the stream came. [f5]", "without exception"),
        ("I own the runbook and every rider's wallet. [f8]", "goes so far"),
        ("I own the runbook and production. [f8]", "production"),
        ("Every user of the scoring service at 700 QPS is happy. [f1 f2]", "without exception"),
        ("The fare-fraud scoring service is the fastest of its kind. [f1]", "fastest"),
        ("Features are fresh within weeks. [f6]", "how soon"),
        ("The scoring service is used elsewhere too. [f1]", "elsewhere"),
        ("I wrote the stream in Triton. [f5 f10]", "what it was for"),
        ("Feature age fell by 45%. [f6]", "45%"),
        ("Feature age fell from 55 seconds to 55 seconds. [f6]", "both ends are the same"),
        (
            "At Norrby Buses I moved the features to a stream, and releases went from nine days to one. [f5 f13]",
            "timetable",
        ),
    ],
)
def test_a_lie_without_a_figure_does_not_stand(lie: str, why: str) -> None:
    assert why.casefold() in " ".join(reasons(HONEST.replace("\n\nCould", f"\n\n{lie}\n\nCould"))).casefold()


@pytest.mark.parametrize(
    "said",
    [
        "I shifted the features from a nightly batch to a stream. [f5]",
        "The features were moved to a stream by me. [f5]",
        "Feature age fell by 99.9%, from 19 hours to 55 seconds. [f6]",
        "I own training and serving, and the runbook is mine. [f8]",
        "At Ferrow Rail I set up a release path that has a canary. [f12]",
        "I could rewrite one of your services with you first.",
        "You want a service that never goes down. [p1]",
        "All of it runs on Triton. [f10]",
        "It all runs on Triton. [f10]",
        "The scoring service reached production on Triton. [f1 f10]",
    ],
)
def test_the_same_deed_in_other_words_stands(said: str) -> None:
    assert reasons(f"{HONEST}\n\n{said}") == []


def test_a_wrong_figure_is_told_with_what_the_facts_have() -> None:
    assert any(
        "they have 19 hours and 55 seconds" in reason for reason in reasons("It fell from 19 hours to 5 seconds. [f6]")
    )


def test_us_and_the_country_are_told_apart() -> None:
    assert reasons("Brindlecote Payments US moves its fraud features to streaming. [p1]") == []
