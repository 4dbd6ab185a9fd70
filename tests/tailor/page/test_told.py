"""A letter in pieces: each character once, each sentence with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import pytest

import jdparse
from jdparse import Analysis, Kind, analyze
from tailor.data import TEMPLATES
from tailor.draft import draft_findings, edit_draft, write_draft
from tailor.letter.letter import Letter, Options
from tailor.page.told import Paragraph, Said, tell_letter
from tailor.page.wants import Wants
from tailor.profile.story import Profile
from tailor.review.start import Start
from tests.tailor.samples import bundled_sample, full_profile


def told(letter: Letter, profile: Profile, analysis: Analysis) -> list[Paragraph]:
    return tell_letter(letter, (), profile, analysis.posting.text)


def shown(paragraphs: list[Paragraph]) -> str:
    return "\n\n".join("".join(piece.text for said in one.said for piece in said.pieces) for one in paragraphs)


def said_in(paragraphs: list[Paragraph]) -> list[Said]:
    return list(chain(*(one.said for one in paragraphs)))


@pytest.fixture(scope="module")
def sample() -> tuple[Letter, Profile, Analysis]:
    """The bundled posting answered from the bundled profile, its facts in brackets."""
    analysis = analyze(jdparse.read_posting(TEMPLATES / "sample-posting.txt"))
    profile = bundled_sample(sample=True)
    draft = write_draft(Start(analysis), profile, Options(250), Wants().highlights(Start(analysis), profile))
    return draft.letter, profile, analysis


@pytest.mark.parametrize("name", ["bullets", "prose", "nothing", "freshness"])
@pytest.mark.parametrize("length", [150, 400])
def test_every_character_is_there_once(name: str, length: int, analyses: Mapping[str, Analysis]) -> None:
    start, profile = Start(analyses[name]), full_profile()
    draft = write_draft(start, profile, Options(length), Wants().highlights(start, profile))
    findings = draft_findings(draft, profile)
    paragraphs = tell_letter(draft.letter, findings, profile, start.analysis.posting.text)
    assert shown(paragraphs) == draft.letter.text.strip("\n")
    assert [said.number for said in said_in(paragraphs)] == list(range(len(said_in(paragraphs))))
    assert sum(one.tailored for one in paragraphs) == 1
    for judged in draft.letter.judged:
        assert sum(said.judged == judged for said in said_in(paragraphs)) == 1, judged.text


def test_a_bracketed_letter_is_whole_too(sample: tuple[Letter, Profile, Analysis]) -> None:
    letter, profile, analysis = sample
    paragraphs = told(letter, profile, analysis)
    assert "[Halvard Pay]" in letter.text
    assert shown(paragraphs) == letter.text.strip("\n")
    for judged in letter.judged:
        held = [said for said in said_in(paragraphs) if said.judged == judged]
        assert len(held) == 1, judged.text
        words = "".join(piece.text for piece in held[0].pieces)
        assert words.replace("[", "").replace("]", "").strip() == judged.text.replace("[", "").replace("]", "")
    assert {whence.partition(":")[0] for said in said_in(paragraphs) for whence, _ in said.sources} >= {
        "the sample profile",
        "answers the posting",
    }


def test_a_sentence_shows_the_record_that_it_tells(analyses: Mapping[str, Analysis]) -> None:
    profile = full_profile()
    start = Start(analyses["freshness"])
    letter = write_draft(start, profile, Options(250), Wants().highlights(start, profile)).letter
    sources = {whence: what for said in said_in(told(letter, profile, start.analysis)) for whence, what in said.sources}
    assert sources["your profile: fares, constraint"] == "p99 of 33 ms at 700 QPS"
    assert sources["your profile: fares, result"] == "cut feature age from 19 hours to 55 seconds"
    assert sources["the posting's company"] == "Brindlecote Payments"
    assert sources["your profile: name"] == "Ilse Varga"
    assert all(what.strip() for what in sources.values())


def test_a_need_points_at_the_words_that_it_answers(analyses: Mapping[str, Analysis]) -> None:
    profile = full_profile()
    start = Start(analyses["freshness"])
    letter = write_draft(start, profile, Options(250), Wants().highlights(start, profile)).letter
    pain = letter.highlights[Kind.PAIN]
    assert pain is not None
    answers = [said.answers for said in said_in(told(letter, profile, start.analysis)) if said.answers]
    assert answers == [f"posting[{pain.evidence.span.start}:{pain.evidence.span.end}]"]


def test_only_what_nobody_said_is_stock(analyses: Mapping[str, Analysis]) -> None:
    profile = full_profile()
    start = Start(analyses["freshness"])
    letter = write_draft(start, profile, Options(250), Wants().highlights(start, profile)).letter
    for said in said_in(told(letter, profile, start.analysis)):
        if said.stock:
            assert not said.sources
            assert all(piece.source == "template" for piece in said.pieces)


def test_what_was_typed_by_hand_is_said_to_be(analyses: Mapping[str, Analysis]) -> None:
    profile = full_profile()
    start = Start(analyses["freshness"])
    draft = write_draft(start, profile, Options(250), Wants().highlights(start, profile))
    text = draft.letter.text.replace("\n\nKind regards", "\n\nI grew up beside a till.\n\nKind regards")
    edited = edit_draft(draft, profile, text)
    paragraphs = told(edited.letter, profile, start.analysis)
    assert shown(paragraphs) == edited.letter.text.strip("\n")
    mine = [said for said in said_in(paragraphs) if "till" in "".join(piece.text for piece in said.pieces)]
    assert [source for said in mine for source in said.sources] == [("typed by you", "in the letter itself")]


def test_a_finding_marks_its_words_and_no_others(analyses: Mapping[str, Analysis]) -> None:
    profile = full_profile()
    start = Start(analyses["freshness"])
    draft = write_draft(start, profile, Options(250), Wants().highlights(start, profile))
    edited = edit_draft(draft, profile, draft.letter.text.replace("I run", "I run the the \U0001f600", 1))
    findings = draft_findings(edited, profile)
    number = next(number for number, finding in enumerate(findings) if "the the" in finding.message)
    pieces = chain(*(said.pieces for said in said_in(tell_letter(edited.letter, findings, profile, ""))))
    marked = [piece for piece in pieces if number in piece.findings]
    assert "".join(piece.text for piece in marked) == "the the"
    assert all(piece.flagged for piece in marked)
