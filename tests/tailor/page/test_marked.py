"""A posting in pieces: each character once, each highlight under its words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdparse import Analysis, Kind, Posting, analyze
from tailor.page.marked import Piece, posting_lines
from tailor.review.choose import in_words
from tests.tailor.samples import POSTINGS


def found(analysis: Analysis) -> list[list[Piece]]:
    return posting_lines(analysis, {kind: analysis.highlight(kind) for kind in Kind})


def shown(lines: list[list[Piece]]) -> str:
    return "\n".join("".join(piece.text for piece in line) for line in lines)


@pytest.mark.parametrize("name", POSTINGS)
def test_every_character_is_there_once_and_at_its_place(name: str, analyses: Mapping[str, Analysis]) -> None:
    lines = found(analyses[name])
    text = analyses[name].posting.text
    assert shown(lines) == text
    assert all(text[piece.start :].startswith(piece.text) and piece.text for piece in chain(*lines))


@pytest.mark.parametrize("name", POSTINGS)
def test_what_is_marked_is_the_quote(name: str, analyses: Mapping[str, Analysis]) -> None:
    analysis = analyses[name]
    lines = found(analysis)
    for kind in Kind:
        highlight = analysis.highlight(kind)
        marked = "".join(piece.text for piece in chain(*lines) if kind in piece.kinds)
        assert marked == (highlight.evidence.quote.replace("\n", "") if highlight else "")


def test_each_runner_up_can_be_found(analyses: Mapping[str, Analysis]) -> None:
    for analysis in analyses.values():
        pieces = list(chain(*found(analysis)))
        for kind in Kind:
            highlight = analysis.highlight(kind)
            for number, evidence in enumerate(highlight.alternatives if highlight else (), 2):
                held = [piece for piece in pieces if evidence.span.start <= piece.start < evidence.span.end]
                assert held
                assert all(piece.runner_up for piece in held), (kind, number)


@pytest.mark.parametrize(
    ("words", "marked"), [("GPU spend has tripled", "GPU spend has tripled"), ("Stop paying for idle GPUs", "")]
)
def test_own_words_are_marked_where_the_posting_has_them(
    words: str, marked: str, analyses: Mapping[str, Analysis]
) -> None:
    analysis = analyses["bullets"]
    own = {Kind.PAIN: in_words(analysis, Kind.PAIN, words), Kind.METRIC: None, Kind.TOOL: None}
    lines = posting_lines(analysis, own)
    assert "".join(piece.text for piece in chain(*lines) if piece.kinds) == marked


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("ab -\n\r\t\u202e\ue000\U0001f600.KServe"), max_size=60))
def test_any_text_comes_back_whole(noise: str) -> None:
    text = f"{noise}\n- Cut the cost of our inference fleet on KServe\n{noise}"
    posting = Posting(text)
    assert shown(found(analyze(posting))) == posting.text
