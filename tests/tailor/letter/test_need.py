from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tailor.letter.need import find_needs
from tailor.letter.telling import MAX_NEED_WORDS
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
PLAIN = [BULLETS[number] for number in (0, 1, 2, 3, 4, 5, 10, 18)]
OPEN_ENDS = set(
    "a an and as at but by for from in into is of on or our over per so such than that the their this to under using via with your".split()
)
POINTING = set("their them they it its these those this he she his her i me my".split())
THEIRS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|ourselves)\b")


def texts(quote: str) -> list[str]:
    return [need.text for need in find_needs(quote, COMPANY)]


@pytest.mark.parametrize("quote", BULLETS, ids=[quote[:30] for quote in BULLETS])
def test_every_telling_is_short_whole_and_in_the_second_person(quote: str) -> None:
    for need in find_needs(quote, COMPANY):
        words = re.findall(r"[\w'-]+", need.text.lower())
        assert 3 <= need.words == len(need.text.split()) <= MAX_NEED_WORDS
        assert words[-1] not in OPEN_ENDS, need.text
        assert not THEIRS.search(need.text), need.text
        assert "your your" not in need.text
        assert not POINTING & set(words), need.text
        assert not re.search(r"[;:?!()\[\]{}|\"*•\n]|\.\.|^[a-z]?[,.]", need.text), need.text
        assert need.text == " ".join(need.text.split())


@pytest.mark.parametrize("quote", BULLETS, ids=[quote[:30] for quote in BULLETS])
def test_a_telling_adds_no_figure_and_no_name(quote: str) -> None:
    said = set(re.findall(r"[\w-]+", quote))
    for need in find_needs(quote, COMPANY):
        assert figures(need.text) <= figures(quote)
        assert {word for word in re.findall(r"[\w-]+", need.text)[1:] if word[0].isupper()} <= said


@pytest.mark.parametrize("quote", PLAIN, ids=[quote[:30] for quote in PLAIN])
def test_a_plain_duty_can_be_told(quote: str) -> None:
    assert texts(quote)


def test_most_lines_can_be_told() -> None:
    assert sum(bool(texts(quote)) for quote in BULLETS) > len(BULLETS) / 2


@pytest.mark.parametrize(
    ("quote", "form", "text"),
    [
        ("Reduce the p99 latency of our ranking service", "task", "reduce the p99 latency of your ranking service"),
        ("Reducing the p99 latency of our ranking service", "task", "reduce the p99 latency of your ranking service"),
        (
            "You will reduce the p99 latency of our ranking service",
            "task",
            "reduce the p99 latency of your ranking service",
        ),
        ("Reduce the p99 latency of our ranking service", "state", "the p99 latency of your ranking service reduced"),
        ("Build a feature store for our fraud models", "thing", "a feature store for your fraud models"),
        ("We are moving our batch scoring to streaming", "clause", "You are moving your batch scoring to streaming"),
        ("Work closely with our analysts to improve data quality", "task", "improve data quality"),
        (
            "Ownership of the training pipeline for our fraud models",
            "thing",
            "ownership of the training pipeline for your fraud models",
        ),
    ],
)
def test_a_line_is_told_in_the_letters_own_grammar(quote: str, form: str, text: str) -> None:
    assert (form, text) in {(need.form, need.text) for need in find_needs(quote, COMPANY)}


@pytest.mark.parametrize("quote", BULLETS[:6], ids=[quote[:30] for quote in BULLETS[:6]])
def test_no_telling_comes_twice(quote: str) -> None:
    found = [(need.form, need.text.casefold()) for need in find_needs(quote, COMPANY)]
    assert len(found) == len(set(found))


def test_a_telling_says_whether_it_keeps_to_the_subject() -> None:
    quote = "Reduce the p99 latency of our ranking service"
    for about, said in (((), 0.0), (("latency",), 1.0)):
        traits = [dict(need.traits)["on-topic"] for need in find_needs(quote, COMPANY, about) if "latency" in need.text]
        assert traits
        assert set(traits) == {said}


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
        for need in find_needs(line, POSTINGS[name].company):
            assert not THEIRS.search(need.text), need.text
            assert need.words <= MAX_NEED_WORDS


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
    found = find_needs(quote, COMPANY)
    for need in found:
        assert 3 <= need.words <= MAX_NEED_WORDS
        assert need.text == " ".join(need.text.split())
        assert need.text.lower().split()[-1] not in OPEN_ENDS
    assert find_needs(quote, COMPANY) == found
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
        find_needs(quote, COMPANY)
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
