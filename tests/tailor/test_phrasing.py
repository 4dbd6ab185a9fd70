from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tailor.frames import load_frames
from tailor.phrasing import (
    MAX_PAIN_WORDS,
    MAX_QUOTE_WORDS,
    QUOTE_ROOM,
    Turned,
    as_past,
    clean,
    cut_tail,
    is_past,
    turn_metric,
    turn_pain,
)
from tests.tailor.samples import POSTINGS, slips

COMPANY = "Brackwater Systems"

#: Posting's words, the shape that fits, and the words as they stand in a letter.
TURNED = [
    # imperative
    ("Reduce p99 latency of our ranking service", "verb", "reduce p99 latency of your ranking service"),
    ("Own the feature store.", "verb", "own the feature store"),
    ("Cut costs & latency of our serving stack", "verb", "cut costs and latency of your serving stack"),
    ("Design & build our feature store for fraud", "verb", "design and build your feature store for fraud"),
    (
        "Rapidly prototype and ship ranking models for our shoppers",
        "verb",
        "rapidly prototype and ship ranking models for your shoppers",
    ),
    ("Build, deploy, and scale ML models", "verb", "build, deploy, and scale ML models"),
    ("Set up the evaluation of LLMs", "verb", "set up the evaluation of LLMs"),
    ("Productionize our research models", "verb", "productionize your research models"),
    ("Reduce our GPU cost by 30% by Q4!", "verb", "reduce your GPU cost by 30% by Q4"),
    # gerund
    ("Reducing p99 latency of our ranking service", "verb", "reduce p99 latency of your ranking service"),
    ("Building, deploying, and scaling our ML models", "verb", "build, deploy, and scale your ML models"),
    ("Building and operating the feature platform", "verb", "build and operate the feature platform"),
    ("Migrating our feature store off of cron jobs", "verb", "migrate your feature store off of cron jobs"),
    ("Optimising our GPU utilisation", "verb", "optimise your GPU utilisation"),
    ("Being responsible for our feature store", "verb", "be responsible for your feature store"),
    # third person
    ("Owns our feature store", "verb", "own your feature store"),
    ("Ensures our models are fresh", "verb", "ensure your models are fresh"),
    ("Develops and deploys recommendation models", "verb", "develop and deploy recommendation models"),
    ("Builds, deploys and scales our ML models", "verb", "build, deploy and scale your ML models"),
    # somebody will
    (
        "You will reduce the p99 latency of our ranking service",
        "verb",
        "reduce the p99 latency of your ranking service",
    ),
    (
        "You'll own our feature store and make it serve us in real time",
        "verb",
        "own your feature store and make it serve you in real time",
    ),
    ("You’ll own our feature store in production", "verb", "own your feature store in production"),
    ("In this role, you will be tuning our ranking models", "verb", "tune your ranking models"),
    (
        "The successful candidate will design, build and operate our retraining pipelines",
        "verb",
        "design, build and operate your retraining pipelines",
    ),
    ("As part of our risk team, you will harden our scoring path", "verb", "harden your scoring path"),
    (
        "We need someone who can cut the cost of our inference fleet",
        "verb",
        "cut the cost of your inference fleet",
    ),
    ("Your mission is to cut our inference bill in half", "verb", "cut your inference bill in half"),
    (
        "Responsible for monitoring model drift across our US and EU fleets",
        "verb",
        "monitor model drift across your US and EU fleets",
    ),
    # about the team
    (
        "We are rebuilding our feature platform this year",
        "clause",
        "you are rebuilding your feature platform this year",
    ),
    ("We want to stop our models going stale", "verb", "stop your models going stale"),
    (
        "Our models are retrained by hand once a quarter",
        "clause",
        "your models are retrained by hand once a quarter",
    ),
    ("We're struggling to keep our models fresh", "clause", "you're struggling to keep your models fresh"),
    ("We’ve outgrown our feature store in a year", "clause", "you've outgrown your feature store in a year"),
    (
        "Brackwater Systems is rebuilding its ranking",
        "clause",
        "Brackwater Systems is rebuilding its ranking",
    ),
    (
        "Today our models are a day old when they score",
        "clause",
        "today your models are a day old when they score",
    ),
    # noun phrase
    (
        "Ownership of the training pipeline for our fraud models",
        "noun",
        "the ownership of the training pipeline for your fraud models",
    ),
    # requirement
    (
        "Experience reducing inference cost of large models in production",
        "need",
        "experience reducing inference cost of large models in production",
    ),
    (
        "5+ years of experience building streaming feature pipelines",
        "need",
        "5+ years of experience building streaming feature pipelines",
    ),
    ("Proven experience with our stack", "need", "proven experience with your stack"),
    # label, bullet, Markdown
    (
        "**Feature freshness:** Move our features from nightly batch to streaming",
        "verb",
        "move your features from nightly batch to streaming",
    ),
    ("Inference: cut the cost of our GPU fleet", "verb", "cut the cost of your GPU fleet"),
    (
        "- **Own** the `Feast` feature store and keep it [fresh](https://example.org) for us",
        "verb",
        "own the Feast feature store and keep it fresh for you",
    ),
    ("• Reduce our latency for everyone", "verb", "reduce your latency for everyone"),
    ("[ ] Reduce our latency for everyone", "verb", "reduce your latency for everyone"),
    (
        "Own the reliability of our scoring service (currently 99.5%) and its rota",
        "verb",
        "own the reliability of your scoring service and its rota",
    ),
    # US, quotations, apostrophes
    ("Help the US team ship models faster to us", "verb", "help the US team ship models faster to you"),
    (
        "Manage US-based GPU capacity for us and our partners",
        "verb",
        "manage US-based GPU capacity for you and your partners",
    ),
    (
        "Help us make “our way of working” visible to US customers",
        "verb",
        "help you make 'our way of working' visible to US customers",
    ),
    ('Own our "we ship our own pager" culture', "verb", "own your 'we ship our own pager' culture"),
    (
        "Maintain our models' accuracy and our partners' trust",
        "verb",
        "maintain your models' accuracy and your partners' trust",
    ),
    ("Ensure our customers' data doesn't leak", "verb", "ensure your customers' data doesn't leak"),
    # nothing fits: quoted
    ("Latency, latency, latency", "fragment", "Latency, latency, latency"),
    ("How do we know the answer is right?", "quote", "How do we know the answer is right?"),
    ("Don't let our models go stale", "quote", "Don't let our models go stale"),
]


@pytest.mark.parametrize(("quote", "shape", "text"), TURNED, ids=[row[0][:40] for row in TURNED])
def test_the_postings_words_are_turned(quote: str, shape: str, text: str) -> None:
    assert turn_pain(quote, COMPANY) == Turned(shape, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quote", "wrong"),
    [
        ("Reducing p99 latency of our ranking service and building the dashboards we need", "and building"),
        ("Reduces p99 latency of our ranking service and builds dashboards for our partners", "and builds"),
        ("Monitors model performance and reacts to drift", "and reacts"),
        ("Looking after our on-call rota and keeping our fleet healthy", "and keeping"),
        ("Automating our claims triage; building the evaluation set", "; building"),
        ("You will be tuning our ranking models and running our experiments", "and running"),
    ],
)
def test_a_second_verb_takes_the_form_of_the_first(quote: str, wrong: str) -> None:
    turned = turn_pain(quote, COMPANY)
    # After "the work you describe is" the gerunds stay as they are.
    gerunds = turned.shape == "gerund" and re.match(r"\w+ing\b", turned.text) and wrong.endswith("ing")
    assert turned.shape == "quote" or gerunds or wrong not in turned.text, turned


@pytest.mark.parametrize(
    "quote",
    [
        "Must have experience with drift monitoring in production",
        "Can reduce the latency of a ranking service",
        "Should be able to retrain our models weekly",
        "Has reduced inference cost before",
    ],
)
def test_an_auxiliary_is_no_duty(quote: str) -> None:
    turned = turn_pain(quote, COMPANY)
    assert turned.shape != "verb" or turned.text.split()[0] not in {
        "must",
        "can",
        "should",
        "has",
        "could",
        "may",
    }, turned


@pytest.mark.parametrize(
    ("quote", "wrong"),
    [
        ("Solve inference problems that will challenge you", "challenge they"),
        ("Ship models that people around you can trust", "around they"),
        ("Join a team that will help you grow our platform", "help they"),
    ],
)
def test_you_as_an_object_becomes_no_they(quote: str, wrong: str) -> None:
    assert wrong not in turn_pain(quote, COMPANY).text


def test_you_as_a_subject_becomes_they() -> None:
    turned = turn_pain("Bring your experience to our ranking models so you can ship them faster", COMPANY)
    assert turned == Turned("verb", "bring their experience to your ranking models so they can ship them faster")


@pytest.mark.parametrize(
    "quote",
    ["Responsible for the design of our retraining loop", "Accountable for the quality of our models"],
)
def test_no_capital_is_left_in_the_middle(quote: str) -> None:
    turned = turn_pain(quote, COMPANY)
    assert turned.shape == "quote" or not re.search(r"\b[RA](?:esponsible|ccountable)\b", turned.text), turned


@pytest.mark.parametrize(
    "tail",
    [
        ", including dashboards, alerts and reports",
        ", leveraging Triton and Ray",
        ", ensuring a great experience",
        ", working closely with product",
        ", in collaboration with our data scientists",
        " such as the ranking model and the retrieval model",
    ],
)
def test_a_tail_is_cut(tail: str) -> None:
    assert turn_pain(f"Reduce p99 latency of our ranking service{tail}", COMPANY) == Turned(
        "verb", "reduce p99 latency of your ranking service"
    )


LONG = (
    "Design, implement and maintain scalable, robust, fault tolerant, observable and secure machine learning "
    "pipelines that ingest petabytes of sensor data from our fleets in near real time, in collaboration with "
    "product, research, platform, data engineering and customer success teams across the whole company and "
    "its subsidiaries, while mentoring colleagues"
)
LONG_ONES = [
    LONG,
    "Improve the accuracy, precision, and recall of our fraud models in close collaboration with our data "
    "science team to meet the needs of customers worldwide",
    "We are " + "very " * 40 + "proud of our models",
    "Experience with " + ", ".join(f"tool{number}" for number in range(60)),
    "Reduce latency; " * 30,
    "Own our " + "(really) " * 30 + "feature store",
]


@pytest.mark.parametrize("quote", LONG_ONES)
@pytest.mark.parametrize("most", [18, 26, 30])
def test_a_long_one_is_cut_to_size_and_ends_on_a_whole_word(quote: str, most: int) -> None:
    turned = turn_pain(quote, COMPANY, most)
    words = turned.text.removesuffix(" ...").split()
    assert 0 < len(words) <= most + (QUOTE_ROOM if turned.shape == "quote" else 0)
    if turned.shape == "quote":
        assert len(words) <= MAX_QUOTE_WORDS
    else:
        assert words[-1] not in {
            "and",
            "or",
            "the",
            "a",
            "of",
            "to",
            "for",
            "with",
            "in",
            "our",
            "your",
            "that",
        }
    said = set(re.findall(r"\w+", quote.lower()))
    assert set(re.findall(r"\w+", turned.text.lower())) <= said | {"your", "you", "be", "they", "their", "and"}


def test_a_cut_quotation_says_so() -> None:
    turned = turn_pain("Latency " * 60, COMPANY)
    assert turned.shape == "fragment"
    assert turned.text.endswith(" ...")


@pytest.mark.parametrize("quote", [row[0] for row in TURNED] + LONG_ONES)
def test_each_frame_of_the_shape_makes_a_whole_sentence(quote: str) -> None:
    turned = turn_pain(quote, COMPANY)
    frames = load_frames()["pain", turned.shape]
    assert frames
    for frame in frames:
        sentence = frame.text.replace("{pain}", turned.text).replace("{among}", "").replace("{naming}", "")
        assert [
            slip for slip in slips(sentence) if "doubled" not in slip or ("atency" not in slip and "very" not in slip)
        ] == []


@pytest.mark.parametrize("name", sorted(POSTINGS))
def test_no_line_of_a_posting_leaves_first_person_outside_quotations(name: str) -> None:
    lines = [line for line in POSTINGS[name].text.split("\n") if len(line.split()) >= 3]
    assert lines
    for line in lines:
        turned = turn_pain(line, POSTINGS[name].company)
        if turned.shape not in {"quote", "fragment"}:
            assert not re.search(r"\b(?:[Ww]e|[Oo]ur|us|ours|ourselves)\b(?!')", turned.text), turned
            assert "your your" not in turned.text


def test_braces_come_through_as_they_are() -> None:
    assert (
        turn_pain("Reduce the {{ 7*7 }} and {% raise %} latency", COMPANY).text
        == "reduce the {{ 7*7 }} and {% raise %} latency"
    )
    assert turn_pain("Reduce the {pain} and {0} latency", COMPANY).text == "reduce the {pain} and {0} latency"


def test_braces_at_the_start_stay_balanced() -> None:
    text = turn_pain("{{ 7*7 }} is what our ranker must answer", COMPANY).text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("quote", "figure"),
    [
        ("$2M revenue", "$2M"),
        ("€3 million of fraud losses", "€3"),
        ("£40k GPU spend", "£40k"),
        ("<50 ms latency", "<50"),
        ("~30% churn", "~30%"),
    ],
)
def test_the_sign_before_a_figure_stays(quote: str, figure: str) -> None:
    assert figure in turn_metric(quote)[1]


@pytest.mark.parametrize(
    ("quote", "shape"),
    [
        ("p99 latency", "noun"),
        ("fraud losses", "noun"),
        ("conversion rate", "noun"),
        ("GPU spend", "noun"),
        ("time to production", "noun"),
        ("F1 score", "noun"),
        ("99.9% uptime", "target"),
        ("NDCG", "noun"),
        ("fraud", "noun"),
    ],
)
def test_a_metric_is_told_by_its_shape(quote: str, shape: str) -> None:
    assert turn_metric(quote)[0] == shape


@pytest.mark.parametrize("quote", ["every day", "each day", "in production", "per second", "over time"])
def test_a_phrase_of_time_is_no_noun_to_answer_for(quote: str) -> None:
    assert turn_metric(quote)[0] == "word"


@pytest.mark.parametrize("quote", ["reduce cost", "improving recall", "cut GPU spend"])
def test_a_verb_before_a_metric_is_no_part_of_the_noun(quote: str) -> None:
    shape, text = turn_metric(quote)
    assert shape == "word" or text == quote.split(" ", 1)[1]


def test_a_metric_is_put_in_the_second_person() -> None:
    assert turn_metric("Our conversion rate") == ("noun", "your conversion rate")


def test_clean_keeps_what_a_reader_reads() -> None:
    assert (
        clean("* **Ranking:** improve `NDCG` of [search](https://example.org/a_b) (now 0.4); it matters!")
        == "improve NDCG of search; it matters"
    )
    assert clean("a_b keeps its_underscores and 2*3*4 its stars") == "a_b keeps its_underscores and 2*3*4 its stars"
    assert clean("Reduce\n  our\u00a0latency –") == "Reduce our latency"


def test_cut_tail_gives_nothing_rather_than_a_stump() -> None:
    assert cut_tail("a b c d e f g h i j k l m n o p q r s t u v w x y z", 10) == ""
    assert cut_tail("reduce the latency of ranking", 10) == "reduce the latency of ranking"


MARKS = st.text(alphabet="aweourusUS'\"“”’()[]{}<>*_`#-–:;,.!?%$7 é\n\u00a0", max_size=120)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        MARKS,
        st.lists(
            st.sampled_from(
                [
                    "we",
                    "We're",
                    "our",
                    "us",
                    "US",
                    "You",
                    "will",
                    "be",
                    "Reduce",
                    "Reducing",
                    "reduces",
                    "models,",
                    "and",
                    "(a",
                    "'x",
                    "y'",
                    '"z"',
                    ";",
                    ":",
                    "-",
                    "Responsible",
                    "for",
                    "Experience",
                    "ownership",
                    "of",
                    "the",
                ]
            ),
            max_size=40,
        ).map(" ".join),
    )
)
@example("")
@example("...")
@example("'")
@example("(" * 50)
def test_any_text_is_turned_into_one_short_line(quote: str) -> None:
    turned = turn_pain(quote, COMPANY)
    room = QUOTE_ROOM if turned.shape == "quote" else 0
    assert len(turned.text.removesuffix(" ...").split()) <= MAX_PAIN_WORDS + room
    assert "\n" not in turned.text
    assert turned.text == turned.text.strip()
    assert '"' not in turned.text
    if turned.shape not in {"quote", "fragment"}:
        assert not re.search(r"\b(?:your your|you you)\b", turned.text) or re.search(
            r"(?i)(?:our|we|us|your|you),?\s+(?:our|we|us|your|you)", quote
        )
        assert turned.text.count("(") == turned.text.count(")")
    assert turn_pain(quote, COMPANY) == turned


def test_a_wall_of_text_takes_no_time() -> None:
    start = time.perf_counter()
    for quote in (
        "Reduce our " + "very " * 2000 + "cost",
        "(a " * 2000,
        "**a" * 3000,
        "[a](" * 2000,
        "Reduce a, reducing b, " * 400,
    ):
        assert turn_pain(quote, COMPANY).text
    assert time.perf_counter() - start < 5.0


@pytest.mark.parametrize(
    ("quote", "shape", "text"),
    [
        ("Leverage our GPU fleet to train ranking models", "verb", "use your GPU fleet to train ranking models"),
        ("Delve into the logs of our ranking models", "quote", "Delve into the logs of our ranking models"),
    ],
)
def test_a_worn_word_is_told_plainly_or_quoted(quote: str, shape: str, text: str) -> None:
    assert turn_pain(quote, COMPANY) == Turned(shape, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("Design and build pipelines", "designed and built pipelines"),
        ("Designed and built pipelines", "designed and built pipelines"),
        ("moving features to Redis and caching embeddings", "moved features to Redis and cached embeddings"),
        ("improving training and serving code", "improved training and serving code"),
        (
            "batching requests, quantizing the model and tuning Triton",
            "batched requests, quantized the model and tuned Triton",
        ),
        ("Own the model and reduce the cost", "owned the model and reduced the cost"),
        ("Builds and maintains dashboards", "built and maintained dashboards"),
        ("Build, test and ship models", "built, tested and shipped models"),
        ("Fine-tune Llama models", "fine-tuned Llama models"),
        ("refactoring the code", "refactored the code"),
        ("Partially migrated the store", "partially migrated the store"),
        ("Cut cost", "cut cost"),
        ("Lead developer of the store", None),
        ("Research integrated into the product", None),
        ("Data pipelines", None),
        ("Model training pipeline", None),
        ("🎉 1", None),
        ("", None),
    ],
)
def test_what_was_done_is_said_in_the_past(words: str, past: str | None) -> None:
    assert as_past(words) == past


@pytest.mark.parametrize(
    ("word", "past"),
    [("built", True), ("fine-tuned", True), ("gpu-based", False), ("cut", False), ("own", False), ("", False)],
)
def test_a_past_tense_is_told_from_an_infinitive(word: str, past: bool) -> None:
    assert is_past(word) is past
