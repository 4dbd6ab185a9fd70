from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jdparse import Span
from jdparse.text import fold, normalise, plain_text
from tests.jdparse.samples import MANY, WRAPPED, posting_like

_QUOTES_AND_DASHES = "\u2010\u2011\u2012\u2018\u2019\u201b\u02bc\u00b4`\u201c\u201d\u201e"


def user_words(user_text: str, words: str) -> str:
    """What the user wrote where the normalised text has `words`."""
    normalised = normalise(user_text)
    start = normalised.text.index(words)
    span = normalised.to_user(Span(start, start + len(words)))
    return user_text[span.start : span.end]


@pytest.mark.parametrize(
    ("user_text", "expected"),
    [
        ("Reduce p99 latency.", "Reduce p99 latency."),
        ("Cut **p99 latency** now", "Cut p99 latency now"),
        ("with *product* and __data__ teams", "with product and data teams"),
        ("_Own_ the retraining", "Own the retraining"),
        (r"low\-latency C\+\+ \(gRPC\) \& more", "low-latency C++ (gRPC) & more"),
        (r"1\. Build", "1. Build"),
        ("R&amp;D &lt; 40&nbsp;ms", "R&D < 40 ms"),
        ("&#8226; Kubeflow", "• Kubeflow"),
        ("lat\u00adency of Air\u200bflow\ufeff", "latency of Airflow"),
        ("What you\u2019ll do", "What you'll do"),
        ("end\u2011to\u2011end\u00a0models", "end-to-end models"),
        ("see [Kubeflow](https://kubeflow.invalid/docs) first", "see Kubeflow first"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\U0001d5e5\U0001d5f2\U0001d5f1\U0001d602\U0001d5f0\U0001d5f2 latency", "Reduce latency"),
        ("", ""),
    ],
)
def test_marks_that_are_not_language_are_gone(user_text: str, expected: str) -> None:
    assert normalise(user_text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "feature_store_v2 and scikit_learn",
        "2 * 3 and a * b",
        "C# and F#",
        "AT&T",
        "<40 ms",
        "[x] done",
        "a\\b",
    ],
)
def test_marks_that_are_language_stay(text: str) -> None:
    assert normalise(text).text == text


@pytest.mark.parametrize(
    ("user_text", "read"),
    [
        ("\uff34\uff52\uff49\uff54\uff4f\uff4e at \uff15\uff10 ms", "Triton at 50 ms"),
        ("K\u0430fka and \u0420ytho\u043e", "Kafka and Pythoo"),
        (
            "\u041c\u043e\u0441\u043a\u0432\u0430 and \u03b1-testing",
            "\u041c\u043e\u0441\u043a\u0432\u0430 and \u03b1-testing",
        ),
    ],
)
def test_look_alikes_are_read_as_what_they_look_like_and_other_scripts_stay(user_text: str, read: str) -> None:
    assert normalise(user_text).text == read


def test_bold_digits_become_digits() -> None:
    assert normalise("\U0001d5fd\U0001d7f5\U0001d7f5 latency").text == "p99 latency"


@pytest.mark.parametrize(
    ("user_text", "words", "expected"),
    [
        ("Cut **p99** latency", "Cut p99 latency", "Cut **p99** latency"),
        ("Cut **p99** latency", "p99", "p99"),
        (r"a low\-latency service", "low-latency", r"low\-latency"),
        (r"with C\+\+ only", "C++", r"C\+\+"),
        ("for R&amp;D teams", "R&D", "R&amp;D"),
        ("lat\u00adency first", "latency", "lat\u00adency"),
        ("see [Kubeflow](https://kubeflow.invalid) first", "Kubeflow", "Kubeflow"),
        ("one\r\ntwo", "one\ntwo", "one\r\ntwo"),
        ("What you\u2019ll do", "you'll", "you\u2019ll"),
    ],
)
def test_offsets_lead_back_to_the_users_own_words(user_text: str, words: str, expected: str) -> None:
    assert user_words(user_text, words) == expected


def test_a_lost_break_is_put_back_and_moves_no_offset_of_the_user() -> None:
    user_text = "ResponsibilitiesBuild the models"
    normalised = normalise(user_text, lambda text: [text.index("Build")])
    assert normalised.text == "Responsibilities\nBuild the models"
    for words in ("Responsibilities", "s", "Build the models", "B"):
        start = normalised.text.index(words)
        span = normalised.to_user(Span(start, start + len(words)))
        assert user_text[span.start : span.end] == words


def test_hard_wraps_become_spaces_and_paragraphs_stay() -> None:
    normalised = normalise(WRAPPED)
    assert (
        "which is where freshness suffers: batch jobs finish hours late and the fraud models see stale"
        in normalised.text
    )
    assert "Responsibilities:\n\nYou will own" in normalised.text
    assert "goes down.\n\nRequirements:\n\nYou have" in normalised.text
    assert len(normalised.text) == len(WRAPPED)


@pytest.mark.parametrize(
    "text",
    [
        "- Reduce the latency of the ranking service that serves search\n- own the retraining pipelines\n- "
        "keep drift low\n" * 3,
        "Reduce p99 latency of the ranking service\nOwn the retraining pipelines in Airflow\nBuild feature "
        "stores for fraud\n" * 3,
        "Python\nSQL\nDocker\n",
    ],
)
def test_bullets_and_lists_are_no_hard_wraps(text: str) -> None:
    assert normalise(text).text == text


@given(st.one_of(st.text(max_size=200), posting_like))
@MANY
def test_every_character_comes_from_its_place_in_the_users_text(user_text: str) -> None:
    normalised = normalise(user_text)
    assert normalised.user_text == user_text
    before = 0
    for position, character in enumerate(normalised.text):
        span = normalised.to_user(Span(position, position + 1))
        assert len(span) == 1
        assert before <= span.start < len(user_text), "offsets never go back and never leave the text"
        before = span.start
        written = user_text[span.start]
        assert (
            written == character
            or (written.isspace() and character in " \n")
            or (written in _QUOTES_AND_DASHES and character in "-'\"")
            or written == "&"
            or unicodedata.normalize("NFKC", written) == character
        ), f"{character!r} is said to come from {written!r}"


@given(st.lists(st.sampled_from(["ranking", "p99.", "Build", "**it**", "Own", "\\- ", "C++"]), min_size=1, max_size=8))
@MANY
def test_lost_breaks_move_no_offset(words: list[str]) -> None:
    user_text = "".join(words)
    normalised = normalise(user_text, lambda text: [at for at in range(1, len(text)) if text[at].isupper()])
    for position, character in enumerate(normalised.text):
        if character != "\n":
            assert user_text[normalised.to_user(Span(position, position + 1)).start] == character


@given(st.one_of(st.text(max_size=200), posting_like))
@MANY
def test_no_letter_and_no_digit_is_lost(user_text: str) -> None:
    assume("&" not in user_text and "](" not in user_text)

    def letters(text: str) -> str:
        return unicodedata.normalize(
            "NFKC", "".join(char for char in text if char.isalnum() and char not in _QUOTES_AND_DASHES)
        )

    assert letters(normalise(user_text).text) == letters(user_text)


@given(posting_like, st.data())
@MANY
def test_any_span_maps_into_the_users_text(user_text: str, data: st.DataObject) -> None:
    normalised = normalise(user_text)
    start = data.draw(st.integers(0, len(normalised.text)))
    end = data.draw(st.integers(start, len(normalised.text)))
    span = normalised.to_user(Span(start, end))
    assert 0 <= span.start <= span.end <= len(user_text)
    assert (len(span) == 0) == (start == end)


@given(st.lists(st.sampled_from(["ranking", "p99", "latency", "Kubeflow", "40 ms", "ärger"]), min_size=1, max_size=12))
@MANY
def test_clean_text_keeps_its_offsets(words: list[str]) -> None:
    text = " ".join(words)
    normalised = normalise(text)
    assert normalised.text == text
    assert all(normalised.to_user(Span(at, len(text))) == Span(at, len(text)) for at in range(len(text)))


@pytest.mark.parametrize(
    "words",
    [
        ("retrain", "Retraining", "retrains", "retrained"),
        ("deploy", "deploys", "deploying", "Deployed"),
        ("pipeline", "pipelines"),
        ("scale", "scaling", "scaled", "scales"),
        ("optimize", "optimise", "optimizing", "optimising", "optimised"),
        ("latency", "latencies"),
        ("batch", "batches", "batching"),
        ("ship", "shipping", "shipped"),
        ("bill", "billing", "bills"),
        ("team", "team's", "teams"),
    ],
)
def test_inflections_of_a_word_are_one(words: tuple[str, ...]) -> None:
    assert len({fold(word) for word in words}) == 1, {word: fold(word) for word in words}


@pytest.mark.parametrize(
    ("one", "other"),
    [("product", "production"), ("reliable", "reliability"), ("ring", "r"), ("bus", "bu"), ("model", "mode")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Cut the **p99 latency** of _our_ models", "Cut the p99 latency of our models"),
        ("Own [the models](https://jobs.invalid) and [more][1]", "Own the models and more"),
        ("Own <!-- board\n3.1 --> the models", "Own the models"),
        ("[![Remote](https://i.invalid/r.svg)](https://i.invalid) Own ![pay](p.svg) it", "Own it"),
        ("Own the models<br>and the <b>pipelines</b>", "Own the models and the pipelines"),
        ("C\\# \\- R&amp;D", "C# - R&D"),
        ("a < b and c > d, List<T>", "a < b and c > d, List<T>"),
        ("[Nice to have] Go [or Rust]", "[Nice to have] Go [or Rust]"),
    ],
)
def test_words_are_shown_without_their_marks(words: str, plain: str) -> None:
    assert plain_text(words) == plain


def test_settings_above_a_text_are_none_of_it_and_rules_are() -> None:
    text = "---\ntitle: ML Engineer\ntags:\n  - cut latency\n---\n\nOwn the models.\n"
    normalised = normalise(text)
    assert normalised.text.strip() == "Own the models."
    start = normalised.text.index("Own")
    span = normalised.to_user(Span(start, start + 3))
    assert text[span.start : span.end] == "Own"
    ruled = "---\nResponsibilities:\n- Cut latency\n---\nMore"
    assert "Cut latency" in normalise(ruled).text


def test_a_quote_across_a_comment_keeps_its_place() -> None:
    text = "- Cut the <!-- x --> latency of the [![a](b)](c) models."
    normalised = normalise(text)
    start = normalised.text.index("latency")
    span = normalised.to_user(Span(start, start + len("latency")))
    assert text[span.start : span.end] == "latency"
