from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tailor.letter.brief import MAX_BRIEF_WORDS, find_briefs

from tailor.letter.thing import find_thing
from tests.tailor.samples import POSTINGS, figures

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
#: Among them, the plain duties of one verb and one thing.
PLAIN = [BULLETS[number] for number in (0, 1, 3, 4, 5, 10, 18)]
OPEN_ENDS = set(
    "a an and as at but by for from in into is of on or our over per so such than that the their this to under using via with your".split()
)
POINTING = set("their them they it its these those this he she his her i me my".split())
THEIRS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|ourselves)\b")


def texts(quote: str) -> list[str]:
    return [brief.text for brief in find_briefs(quote, COMPANY)]


@pytest.mark.parametrize("quote", BULLETS, ids=[quote[:30] for quote in BULLETS])
def test_every_telling_is_short_whole_and_in_the_second_person(quote: str) -> None:
    for brief in find_briefs(quote, COMPANY):
        words = re.findall(r"[\w'-]+", brief.text.lower())
        assert 2 <= brief.words == len(brief.text.split()) <= MAX_BRIEF_WORDS
        assert words[-1] not in OPEN_ENDS, brief.text
        assert not THEIRS.search(brief.text), brief.text
        assert "your your" not in brief.text
        assert not POINTING & set(words), brief.text
        assert not re.search(r"[;:?!()\[\]{}|\"*•\n]|\.\.|^[a-z]?[,.]", brief.text), brief.text
        assert brief.text == " ".join(brief.text.split())


@pytest.mark.parametrize("quote", BULLETS, ids=[quote[:30] for quote in BULLETS])
def test_a_telling_adds_no_figure_and_no_name(quote: str) -> None:
    said = set(re.findall(r"[\w-]+", quote))
    for brief in find_briefs(quote, COMPANY):
        assert figures(brief.text) <= figures(quote)
        assert {word for word in re.findall(r"[\w-]+", brief.text)[1:] if word[0].isupper()} <= said


@pytest.mark.parametrize("quote", PLAIN, ids=[quote[:30] for quote in PLAIN])
def test_a_plain_duty_can_be_told(quote: str) -> None:
    assert texts(quote)


def test_most_lines_can_be_told() -> None:
    assert sum(bool(texts(quote)) for quote in BULLETS) >= len(BULLETS) / 2


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Reduce the p99 latency of our ranking service", "reducing the p99 latency of your ranking service"),
        ("Reducing the p99 latency of our ranking service", "reducing the p99 latency of your ranking service"),
        ("You will reduce the p99 latency of our ranking service", "reducing the p99 latency of your ranking service"),
        (
            "Build a scalable, robust feature store for our fraud models",
            "building a feature store for your fraud models",
        ),
        ("We are moving our batch scoring to streaming", "moving your batch scoring"),
        ("Work closely with our analysts to improve data quality", "improving data quality"),
        (
            "Design and deploy state-of-the-art Machine Learning models that matter",
            "designing and deploying machine learning models",
        ),
        ("Lead the development of statistical/predictive models", "developing statistical and predictive models"),
        ("Implement an evaluation-driven development harness", "implementing an evaluation-driven development harness"),
        ("Integrate LLMs responsibly", "integrating LLMs"),
    ],
)
def test_a_duty_is_told_by_its_verb_and_its_thing(quote: str, text: str) -> None:
    assert text in texts(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "Lead a team of five engineers",
        "Solve challenges",
        "Build strong partnerships with stakeholders",
        "Meet goals",
        "A track record of success",
        "Own the roadmap",
    ],
)
def test_what_somebody_else_could_not_have_done_elsewhere_is_not_told(quote: str) -> None:
    assert texts(quote) == []


def test_a_purpose_goes_before_its_means() -> None:
    assert texts("Build dashboards to reduce the p99 latency of our ranking service")[0].startswith("reducing")


@pytest.mark.parametrize("quote", BULLETS[:6], ids=[quote[:30] for quote in BULLETS[:6]])
def test_no_telling_comes_twice(quote: str) -> None:
    found = [brief.text.casefold() for brief in find_briefs(quote, COMPANY)]
    assert len(found) == len(set(found))


def test_a_telling_says_whether_it_keeps_to_the_subject() -> None:
    quote = "Reduce the p99 latency of our ranking service"
    for about, said in (((), False), (("latency",), True)):
        assert {brief.on_topic for brief in find_briefs(quote, COMPANY, about)} == {said}


@pytest.mark.parametrize(
    "quote",
    [
        "",
        " ",
        "-",
        "...",
        "(((",
        "'",
        "We",
        "our our our",
        "Latency, latency, latency",
        "How do we know?",
        "Why do our models go stale?",
        "Excellent communication",
        "Python",
        "£90,000 a year",
        "🙂" * 20,
        "\ue0000\ue001",
        "我们 会 做 模型",
    ],
)
def test_a_line_that_asks_for_no_work_is_not_told(quote: str) -> None:
    assert texts(quote) == []


@pytest.mark.parametrize(
    "quote", ["Build our pipelines and", "Develop models or", "Cut the cost of our fleet and latency and", "Own our"]
)
def test_a_line_that_is_cut_off_has_no_open_end(quote: str) -> None:
    assert not [text for text in texts(quote) if text.split()[-1] in OPEN_ENDS]


@pytest.mark.parametrize("name", sorted(POSTINGS))
def test_no_line_of_a_posting_leaves_the_first_person(name: str) -> None:
    lines = [line for line in POSTINGS[name].text.split("\n") if len(line.split()) >= 3]
    assert lines
    for line in lines:
        for brief in find_briefs(line, POSTINGS[name].company):
            assert not THEIRS.search(brief.text), brief.text
            assert brief.words <= MAX_BRIEF_WORDS


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
def test_any_text_gives_needs_or_none(quote: str) -> None:
    found = find_briefs(quote, COMPANY)
    for brief in found:
        assert 2 <= brief.words <= MAX_BRIEF_WORDS
        assert brief.text == " ".join(brief.text.split())
        assert brief.text.lower().split()[-1] not in OPEN_ENDS
    assert find_briefs(quote, COMPANY) == found
    thing, _ = find_thing(quote, COMPANY)
    assert len(thing.split()) <= 4


def test_a_wall_of_text_takes_no_time() -> None:
    start = time.process_time()
    for quote in (
        "Reduce our " + "very " * 2000 + "cost",
        "(a " * 2000,
        "**a" * 3000,
        "[a](" * 2000,
        "Reduce a, reducing b, " * 400,
    ):
        find_briefs(quote, COMPANY)
    assert time.process_time() - start < 5.0


@pytest.mark.parametrize(
    ("quote", "thing", "plural"),
    [
        ("Improve our ranking models for shoppers", "ranking models", True),
        ("Improve the recommendation models of our shop", "recommendation models", True),
        ("Own the feature store and keep our fraud models fresh", "fraud models", True),
        ("Mentor two junior engineers", "", False),
        ("Excellent communication", "", False),
        ("", "", False),
    ],
)
def test_a_line_names_a_thing_of_the_teams(quote: str, thing: str, plural: bool) -> None:
    assert find_thing(quote, COMPANY) == (thing, plural)
