from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdparse import LexiconError
from tailor.letter.judge import load_judge, reasons, score, sentence_traits
from tailor.letter.said import Piece, Sentence
from tailor.letter.weights import load_weights


def sentence(
    text: str = "I ran it.", traits: Mapping[str, float] = MappingProxyType({}), *, row: str = "no-such-row"
) -> Sentence:
    return Sentence((Piece(text),), "system", row, traits)


ANY_ROW = st.sampled_from([*sorted(load_judge()["row"])[:20], "no-such-row"])
ANY_TRAITS = st.dictionaries(
    st.sampled_from(["says-tool", "says-metric", "their-thing", "no-such-trait"]), st.floats(-3, 3)
)


def test_the_weights_are_numbers_by_table() -> None:
    weights = load_judge()
    assert {"row", "trait"} <= set(weights)
    assert all(math.isfinite(value) for table in weights.values() for value in table.values())


@settings(deadline=None)
@given(ANY_ROW, ANY_TRAITS, st.text("abc ,.", min_size=1, max_size=300))
def test_a_score_is_the_sum_of_its_reasons(row: str, traits: dict[str, float], text: str) -> None:
    one = sentence(f"It is {text}", traits, row=row)
    assert score(one) == pytest.approx(sum(reason.value for reason in reasons(one)))
    assert all(reason.name and reason.reason for reason in reasons(one))
    assert score(one) == score(one)


def test_a_row_that_no_reader_saw_counts_neither_way() -> None:
    first = reasons(sentence())[0]
    assert (first.name, first.value) == ("row", 0.0)
    assert "no-such-row" in first.reason


def test_a_row_that_readers_graded_counts_by_its_weight() -> None:
    rows = load_judge()["row"]
    for row in sorted(rows)[:10]:
        assert score(sentence(row=row)) - score(sentence()) == pytest.approx(rows[row])


def test_a_trait_that_no_reader_saw_counts_neither_way() -> None:
    assert score(sentence(traits={"no-such-trait": 2.0})) == score(sentence())
    assert not any(reason.name == "no-such-trait" for reason in reasons(sentence(traits={"no-such-trait": 2.0})))


@pytest.mark.parametrize(
    ("words", "traits"),
    [
        (4, {"short<5", "short<7"}),
        (6, {"short<7"}),
        (12, set()),
        (20, {"long>18"}),
        (40, {"long>18", "long>24", "long>30", "long>36"}),
    ],
)
def test_a_sentence_tells_the_judge_how_long_it_is(words: int, traits: set[str]) -> None:
    found = sentence_traits(sentence(" ".join(["word"] * words)))
    assert {name for name in found if name.startswith(("short", "long"))} == traits


def test_a_sentence_tells_the_judge_its_commas() -> None:
    assert sentence_traits(sentence("a, b, c."))["commas"] == 2.0
    assert sentence_traits(sentence(", " * 30))["commas"] == 5.0
    assert "idle" not in sentence_traits(sentence(traits={"idle": 0.0}))


@pytest.mark.parametrize("content", ["[row\n", '[row]\nmine = "much"\n', "row = 1\n", "[row]\nmine = [1]\n"])
def test_weights_that_are_no_numbers_are_refused_with_their_file(content: str, tmp_path: Path) -> None:
    path = tmp_path / "judge.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"judge\.toml"):
        load_weights(path, "row", "trait")


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"judge\.toml"):
        load_weights(tmp_path / "judge.toml", "row", "trait")
