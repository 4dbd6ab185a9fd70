"""Words that are written so that a program may not find them: what is read of them, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdparse import Kind, Posting, analyze

DUTY = "- Cut the p99 latency of our ranking models on {tool} from 80 ms to 50 ms.\n- Own drift monitoring in production.\n"
ODD = [
    "\u200f", "\u202e", "\u200d", "\u200b", "\u00ad", "\u0301", "\u0430", "\uff15", "\r\n", "\r", "\x85", "\u2028", "\t", "\x00", "\ud800",
    "\U0001f680 ", "\u2022 ", "\ufe0f", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    ["\uff34\uff52\uff49\uff54\uff4f\uff4e", "Tr\u0456ton", "Tri\u200bton", "Tri\u00adton", "Tr\u0456t\u043en"],
)
def test_a_tool_in_look_alikes_is_found_and_quoted_as_it_stands(written: str) -> None:
    analysis = analyze(Posting("ML Engineer at Brackwater\n\nWhat you will do\n" + DUTY.format(tool=written)))
    assert analysis.tool is not None
    assert analysis.tool.evidence.name == "Triton"
    assert analysis.tool.evidence.quote == written


@given(st.lists(st.tuples(st.integers(0, 150), st.sampled_from(ODD)), max_size=12))
def test_whatever_stands_between_the_words_quotes_are_slices(odd: list[tuple[int, str]]) -> None:
    text = "ML Engineer at Brackwater\n\nWhat you will do\n" + DUTY.format(tool="Triton")
    for at, mark in sorted(odd, reverse=True):
        text = text[:at] + mark + text[at:]
    analysis = analyze(Posting(text))
    for kind in Kind:
        found = analysis.highlight(kind)
        for evidence in () if found is None else (found.evidence, *found.alternatives):
            assert analysis.posting.text[evidence.span.start : evidence.span.end] == evidence.quote
