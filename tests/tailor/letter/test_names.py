from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdparse import Posting
from tailor.letter.names import company_name, employer_name, role_name


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Senior ML Engineer (f/m/d)", "Senior ML Engineer"),
        ("ML Engineer - Berlin", "ML Engineer"),
        ("ML Engineer | Pellworm Books", "ML Engineer"),
        ("MACHINE LEARNING ENGINEER", "Machine Learning Engineer"),
        ("ML Engineer, Search", "ML Engineer"),
        ("JR-20931 ML Engineer", ""),
        ("", ""),
        ("Come and join us as our next great engineer today", ""),
        ("End-to-end ML Engineer", "End-to-end ML Engineer"),
        ("Senior Engineer - AI and Automation", "Senior Engineer (AI and Automation)"),
        ("Software Engineer, Systems ML", "Software Engineer (Systems ML)"),
        ("Senior ML Engineer, Search", "Senior ML Engineer"),
        ("Software Engineer II - AI & Cloud Testing-1", "Software Engineer II"),
        ("Remote Principal ML Engineer", "Principal ML Engineer"),
        ("Remote Sensing Scientist", "Remote Sensing Scientist"),
        ("Software Engineer (AI Tooling)", "Software Engineer (AI Tooling)"),
        ("Senior ML Engineer (Generative AI)", "Senior ML Engineer"),
    ],
)
def test_a_title_becomes_a_role(title: str, role: str) -> None:
    assert role_name(title) == role


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("Quillmere Freight", "Quillmere Freight"),
        ("Quillmere Freight Ltd", "Quillmere Freight"),
        ("Quillmere Freight, Inc.", "Quillmere Freight"),
        ("Tolvane Health GmbH", "Tolvane Health"),
        ("Ostrava Loom S.A.", "Ostrava Loom"),
        ("Pellworm Books (UK)", "Pellworm Books"),
        ("Pellworm Books - Careers", "Pellworm Books"),
        ("  Arkwell   Grid ", "Arkwell Grid"),
        ("Limited", "Limited"),
        ("Confidential", ""),
        ("Confidential Company", ""),
        ("Our client", ""),
        ("Jobs via Boardwell", ""),
        ("Stealth Startup", ""),
        ("X", ""),
        ("", ""),
    ],
)
def test_a_company_is_named_as_a_letter_names_it(company: str, said: str) -> None:
    assert company_name(company) == said


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        ("We build lorries.", False, "Boardwell"),
        ("Our client builds lorries.", False, ""),
        ("my client, a bank, hires", False, ""),
        ("Our client builds lorries.", True, "Boardwell Ltd"),
        ("We build lorries.", True, "Boardwell Ltd"),
        ("You will meet our client's engineers.", False, "Boardwell"),
        ("Our clients are banks.", False, "Boardwell"),
        ("Boardwell Ltd is partnering with a life insurer to hire an engineer.", False, ""),
        ("Boardwell Ltd is currently hiring on behalf of a fast-growing startup.", False, ""),
        ("Boardwell Ltd is partnering with universities.", False, "Boardwell"),
        ("You will be partnering with a team of nine.", False, "Boardwell"),
    ],
)
def test_an_agency_is_not_taken_for_the_employer(text: str, given: bool, said: str) -> None:
    assert employer_name(Posting(text, "", "Boardwell Ltd"), given=given) == said


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.text(alphabet="ML Engineer()[]/|-–,:;&+#@ Sr.remote2", max_size=60))
def test_any_title_and_company_give_one_line_or_nothing(words: str) -> None:
    for said in (role_name(words), company_name(words)):
        assert said == said.strip()
        assert "\n" not in said
    assert len(role_name(words).split()) <= 13


def test_a_recruiter_by_its_own_name_is_not_the_employer() -> None:
    assert employer_name(Posting("We hire.", "", "Black Heron Recruitment"), given=False) == ""
    assert employer_name(Posting("Our team is partnering with a bank.", "", ""), given=False) == ""
