"""A text without any beginning of a pattern holds no match of it."""

from __future__ import annotations

import pytest
from checking import load_letters

from jdparse.english.beginnings import beginnings, word_beginnings
from tailor.check.phrases import hits, load_phrases


@pytest.mark.parametrize(
    ("pattern", "text", "tried"),
    [
        (r"(?:on|off) call", "I was on call", True),
        (r"(?:on|off) call", "I was in Porto", False),
        (r"colou?rs?", "a COLOR", True),
        (r"\w+ly", "anything", True),
        (r"[ab]c", "bc", True),
        (r"(?:really )?new", "new to me", True),
    ],
)
def test_a_pattern_is_tried_where_it_can_begin(pattern: str, text: str, tried: bool) -> None:
    assert (not beginnings(pattern).isdisjoint(word_beginnings(text))) is tried


def test_what_is_not_tried_would_not_have_matched() -> None:
    tried = 0
    for letter in list(load_letters())[::12]:
        for name, phrases in load_phrases().items():
            every = [found.span() for phrase in phrases for found in phrase.compiled.finditer(letter.text)]
            assert [found.span() for found in hits(name, letter.text)] == every
            tried += len(every)
    assert tried > 100
