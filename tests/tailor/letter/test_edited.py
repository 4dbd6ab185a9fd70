from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tailor.errors import CallError
from tailor.letter.edited import BY_HAND, edited
from tailor.letter.letter import Letter
from tailor.out.letterhead import letter_sheet, read_date
from tailor.profile.story import Profile

Letters = Mapping[tuple[str, str, int], Letter]


def tiles(letter: Letter) -> bool:
    """Whether the sources cover the text without gap or overlap."""
    ends = [0, *(span.end for span in letter.trace)]
    return [span.start for span in letter.trace] == ends[:-1] and ends[-1] == len(letter.text)


def test_what_was_not_touched_is_as_it_was(letters: Letters) -> None:
    for letter in letters.values():
        same = edited(letter, letter.text)
        assert (same.text, same.words, same.paragraphs, same.paragraph_two, same.trace) == (
            letter.text,
            letter.words,
            letter.paragraphs,
            letter.paragraph_two,
            letter.trace,
        )


def test_what_was_written_by_hand_has_that_source_and_the_rest_keeps_its_own(letters: Letters) -> None:
    letter = letters["bullets", "full", 250]
    first = letter.paragraphs[0]
    changed = edited(letter, letter.text.replace(first, f"I grew up beside your depot. {first}").replace("\n", "\r\n"))
    assert tiles(changed)
    assert "\r" not in changed.text
    by_hand = [changed.text[span.start : span.end] for span in changed.trace if span.source == "option"]
    assert " ".join(by_hand).split() == "I grew up beside your depot.".split()
    assert {span.ref for span in changed.trace if span.source == "option"} == {BY_HAND}
    assert {span.ref for span in letter.trace} == {span.ref for span in changed.trace} - {BY_HAND}
    assert changed.words == letter.words + 6


def test_paragraph_two_is_found_where_it_went(letters: Letters) -> None:
    letter = letters["bullets", "full", 400]
    two = letter.paragraphs[letter.paragraph_two]
    moved = edited(letter, letter.text.replace(two, f"A new one comes first.\n\n{two}, which is the end of it"))
    assert moved.paragraphs[moved.paragraph_two].startswith(two)
    assert edited(letter, letter.text.replace(f"{two}\n\n", "")).paragraph_two == -1


@pytest.mark.parametrize(
    ("old", "new", "greeting", "closing"),
    [
        ("Dear Hiring Manager,", "Hello Ana!", "Hello Ana!", "Kind regards,"),
        ("Dear Hiring Manager,\n\n", "", "", "Kind regards,"),
        ("Kind regards,", "All the best", "Dear Hiring Manager,", "All the best"),
        ("\n\nKind regards,\n{name}", "", "Dear Hiring Manager,", ""),
    ],
)
def test_on_paper_nothing_is_lost_and_nothing_stands_twice(
    old: str, new: str, greeting: str, closing: str, letters: Letters, profiles: Mapping[str, Profile]
) -> None:
    letter, profile = letters["bullets", "full", 250], profiles["full"]
    changed = edited(letter, letter.text.replace(old.format(name=profile.me.name), new))
    assert changed.text != letter.text
    sheet = letter_sheet(changed, profile, read_date("none"))
    assert (sheet.salutation, sheet.closing) == (greeting, closing)
    printed = " ".join((sheet.salutation, *sheet.paragraphs, sheet.closing, sheet.signature))
    assert re.sub(r"\s+", " ", printed).strip() == " ".join(changed.text.split())


@pytest.mark.parametrize("text", ["", "  \n", "Dear Ana,\n\nKind regards,\nMara\n", "...", "Dear Ana,"])
def test_a_letter_without_words_is_none(text: str, letters: Letters) -> None:
    with pytest.raises(CallError, match="no letter came back"):
        edited(letters["bullets", "full", 250], text)
