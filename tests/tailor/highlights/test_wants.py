from __future__ import annotations

import pytest

from jdparse import Evidence, Kind, SectionKind, Span
from tailor.highlights.near import speaks_to
from tailor.highlights.wants import Want, load_wants, wants_told


@pytest.mark.parametrize("want", load_wants(), ids=lambda want: want.id)
def test_what_a_row_says_answers_a_line_of_its_kind(want: Want) -> None:
    line = Evidence(Kind.PAIN, "Own what we have", Span(0, 16), want.category, SectionKind.DUTIES)
    assert speaks_to(line, f"Quillmere Freight needs {want.text}. I learned what that takes at Norrby Buses.")


def test_a_row_is_known_across_the_end_of_a_line() -> None:
    want = load_wants()[0]
    assert want.category in wants_told(f"You need {want.text.replace(' ', chr(10), 1)}.")


def test_words_of_nobody_tell_no_want() -> None:
    assert wants_told("You need somebody who can start next month.") == frozenset()
