"""Each shape of a blank finds what it is for, and not its near misses."""

from __future__ import annotations

import pytest

from jdparse.english.blanks import Blank, find_blanks, load_blanks


@pytest.mark.parametrize("row", load_blanks(), ids=lambda row: row.hits[0])
def test_a_row_finds_its_hits_and_not_its_misses(row: Blank) -> None:
    assert [text for text in row.hits if not row.compiled.search(text)] == []
    assert [text for text in row.misses if row.compiled.search(text)] == []


def test_several_blanks_of_a_text_are_all_found() -> None:
    text = "cut cost by XX% over N months, TODO: the amount"
    assert sorted(found.group() for found in find_blanks(text)) == ["N months", "TODO", "XX%"]
