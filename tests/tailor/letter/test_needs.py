"""What the job is about: said by a duty, proved by the story."""

from __future__ import annotations

import pytest

from jdparse import Kind, Posting, analyze
from tailor.letter.bank import says
from tailor.letter.letter import Letter, Options
from tailor.letter.needs import find_needs
from tailor.letter.write import choose_cast, write_letter
from tailor.profile.load import parse_profile
from tailor.review.ask import review

#: An invented applicant and an invented employer.
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
solves = ["feature-freshness", "risk"]
metrics = ["loss"]
tools = ["Triton"]
"""


def posting(*lines: str, heading: str = "What you will do") -> Posting:
    text = "Machine Learning Engineer\nBracken Tools\n\n" + f"{heading}\n" + "".join(f"- {line}\n" for line in lines)
    return Posting(text, "Machine Learning Engineer", "Bracken Tools")


def letter(found: Posting, record: str, length: int = 250) -> Letter:
    profile, analysis = parse_profile(record, "record.toml"), analyze(found)
    return write_letter(analysis, profile, Options(length), review(analysis, {}, None, profile.stories))


def needs(found: Posting, record: str) -> list[tuple[str, bool]]:
    profile, analysis = parse_profile(record, "record.toml"), analyze(found)
    cast = choose_cast(analysis, profile, Options(250), review(analysis, {}, None, profile.stories))
    return [(need.id, told) for need, told in find_needs(cast)]


PRODUCTION = posting("Deploy machine learning models to production", "Keep them running in production, day and night")
FRESH = posting("Keep the features of our models fresh: a nightly batch fills the feature store", "Write documentation")


def test_a_duty_that_the_story_has_solved_is_what_the_job_is_about() -> None:
    assert needs(FRESH, RECORD) == [("feature-freshness-1", True)]
    text = letter(FRESH, RECORD).text
    assert (
        "Your team at Bracken Tools needs a feature store that serves today's value, and yesterday's for training."
        in text
    )
    assert "its features were a day old" in text


@pytest.mark.parametrize("length", [150, 250, 400])
def test_a_need_that_nothing_proves_is_not_told(length: int) -> None:
    assert needs(PRODUCTION, RECORD) == []
    assert "read it" not in letter(PRODUCTION, RECORD, length).text


def test_duties_that_say_it_often_enough_are_what_the_job_is_about() -> None:
    often = posting("Talk to product", "Move features to streaming features", "Own the feature store")
    assert needs(often, RECORD)[0][0] == "feature-freshness-1"


def test_a_posting_without_a_list_of_duties_is_read_line_by_line() -> None:
    prose = posting("Our feature store is the heart of it", "Streaming features come next", heading="About the team")
    assert [one for one, _ in needs(prose, RECORD)] == ["feature-freshness-1"]


def test_one_duty_in_passing_is_not_what_the_job_is_about() -> None:
    once = posting("Improve the accuracy of our models", "Write dashboards in Tableau", "Look after the feature store")
    assert [one for one in needs(once, RECORD) if not one[1]] == []


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("Deploying models weekly", "deploy", True),
        ("we search for talent", "search", True),
        ("research on language", "search", False),
        ("CI/CD for models", "ci/cd", True),
    ],
)
def test_a_phrase_is_found_in_any_inflection_and_as_whole_words(text: str, phrase: str, said: bool) -> None:
    assert says(text, (phrase,)) is said


def test_a_name_that_is_said_with_an_article_gets_one() -> None:
    found = posting(
        "Keep the features of our models fresh: a nightly batch fills the feature store", "Write documentation"
    )
    university = Posting(
        found.text.replace("Bracken Tools", "University of Norrby"), found.title, "University of Norrby"
    )
    text = letter(university, RECORD).text
    assert "at University" not in text
    assert "at the University of Norrby" in text


def test_a_pain_that_no_story_has_solved_is_asked_about_by_the_employers_name() -> None:
    watched = posting(
        "Monitor the drift of our models in production and retrain them when they go stale", "Write documentation"
    )
    assert needs(watched, RECORD) == []
    assert letter(watched, RECORD).text.count("Bracken Tools") == 1
    closing = letter(watched, RECORD).text.split("\n\n")[-2]
    assert closing.endswith("at Bracken Tools that a model has got worse?")


@pytest.mark.parametrize("found", [PRODUCTION, FRESH, posting("Write documentation for our models")])
def test_the_employer_is_named_once(found: Posting) -> None:
    assert letter(found, RECORD).text.count("Bracken Tools") == 1


def test_of_a_chosen_pain_that_the_story_is_not_about_nothing_is_claimed() -> None:
    found = posting("Keep the tail latency of our rankers low", "Monitor the drift of our models in production")
    profile, analysis = (
        parse_profile(RECORD.replace("2,300 QPS at 44 ms p99", "2,300 cards a second"), "record.toml"),
        analyze(found),
    )
    chosen = review(analysis, {Kind.PAIN: "drift"}, None, profile.stories)
    text = write_letter(analysis, profile, Options(250), chosen).text
    assert "catching drift before the users notice it." in text
    assert "That was the task" not in text


def test_what_a_line_calls_for_is_told_in_a_row_s_words_before_the_duty_s_own() -> None:
    text = letter(
        posting("Build streaming feature pipelines that keep features fresh", "Write documentation"), RECORD
    ).text
    assert "features that follow the event stream, and admit it when they fall behind." in text


def test_what_a_further_story_answers_is_said_before_it() -> None:
    more = """
[[story]]
name = "guard"
employer = "Hollowmere Energy"
system = "the drift watch over 40 load models"
constraint = "one report a night"
wall = "a model had drifted for a month before a trader saw it"
did = "compared each night's inputs with the training months and paged the owner"
result = "cut the time to find a drifted model from 30 days to 1"
solves = ["drift"]
metrics = ["loss"]
"""
    found = posting(
        "Keep the features of our models fresh: a nightly batch fills the feature store",
        "Monitor our models in production for drift",
    )
    text = letter(found, RECORD + more, 400).text
    two, three = text.split("\n\n")[2:4]
    assert "features whose age is known when a model reads them." in two
    assert "drift" in three.split(". ")[0]
    assert "Hollowmere Energy" in three


def test_of_a_duty_that_no_story_has_solved_nothing_is_claimed() -> None:
    text = letter(posting("Automate the audit reports of our credit models", "Write documentation"), RECORD).text
    assert "I know that work" not in text
