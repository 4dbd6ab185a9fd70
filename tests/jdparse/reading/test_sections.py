from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given

from jdparse import SectionKind
from jdparse.lexicon.load import load_lexicon
from jdparse.reading.sections import HeadingIndex, find_lines, find_sections, plain_heading
from jdparse.text import normalise
from tests.jdparse.samples import GLUED, MANY, RANKING, posting_like, read, section_of, sentence_texts

_DUTY = "Reduce the latency of our ranking service every quarter."


@pytest.fixture(scope="module")
def headings() -> HeadingIndex:
    return HeadingIndex(load_lexicon())


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What You'll Do:", "duties"),
        ("What you\u2019ll do", "duties"),
        ("**What you'll do**", "duties"),
        ("__What You Will Do__", "duties"),
        ("- **Responsibilities:**", "duties"),
        (r"## What you\'ll do", "duties"),
        ("*Key Responsibilities:*", "duties"),
        ("### Responsibilities ###", "duties"),
        ("🚀 WHAT YOU'LL DO", "duties"),
        ("WHAT YOU'LL DO 🚀", "duties"),
        ("RESPONSIBILITIES", "duties"),
        ("In this role, you will:", "duties"),
        ("Duties &amp; Responsibilities", "duties"),
        ("YOU HAVE:", "required"),
        ("Requirements\u200b", "required"),
        ("Requirements\u00a0:", "required"),
        ("🎓 Qualifications", "required"),
        ("Preferred Qualifications", "preferred"),
        ("Bonus points if you have:", "preferred"),
        ("Our Tech Stack", "stack"),
        ("About the role", "summary"),
        ("About Quillmark", "company"),
        ("Who we are", "company"),
        ("Perks & Benefits", "benefits"),
        ("WHAT WE OFFER", "benefits"),
        ("Equal Opportunity Employer", "legal"),
        ("How to apply", "legal"),
    ],
)
def test_a_heading_opens_its_section(heading: str, kind: str) -> None:
    text = f"Quillmark sells second-hand instruments.\n\n{heading}\n\n- {_DUTY}\n"
    assert section_of(text, _DUTY) is SectionKind(kind)


def test_a_heading_in_mathematical_letters_is_read() -> None:
    bold = "".join(chr(ord(char) - ord("a") + 0x1D5EE) if char.islower() else char for char in "responsibilities")
    assert section_of(f"{bold}\n- {_DUTY}", _DUTY) is SectionKind.DUTIES


@pytest.mark.parametrize(
    "line",
    [
        "The requirements of this role change often.",
        "Requirements change often here, and we like that.",
        "You will own the benefits of our models and explain what we offer.",
        "- Responsibilities are shared between the teams of the company.",
    ],
)
def test_prose_that_holds_a_headings_word_opens_nothing(line: str) -> None:
    assert section_of(f"What you'll do\n{line}\n- {_DUTY}", _DUTY) is SectionKind.DUTIES


@pytest.mark.parametrize(
    "heading", ["Responsibilities", "Requirements", "Benefits", "Key Responsibilities:", "About us"]
)
def test_a_glued_heading_is_cut_off(heading: str, headings: HeadingIndex) -> None:
    text = f"Quillmark sells instruments.\n{heading}Build the retraining pipelines of our models."
    assert sentence_texts(text)[-1] == "Build the retraining pipelines of our models."
    assert section_of(text, "Build the retraining") is headings.kind_of(plain_heading(heading))


def test_a_posting_with_glued_headings_and_bullets_is_read() -> None:
    assert section_of(GLUED, "second-hand instruments") is not SectionKind.DUTIES
    assert section_of(GLUED, "streaming feature pipelines") is SectionKind.DUTIES
    assert section_of(GLUED, "Reduce chargebacks") is SectionKind.DUTIES
    assert section_of(GLUED, "Five years") is SectionKind.REQUIRED
    assert section_of(GLUED, "pension") is SectionKind.BENEFITS


def test_bullets_glued_without_a_full_stop_are_cut_apart() -> None:
    text = "Responsibilities\nOwn the retraining pipelinesDesign the feature storeMonitor the models"
    assert sentence_texts(text) == [
        "Own the retraining pipelines",
        "Design the feature store",
        "Monitor the models",
    ]


@pytest.mark.parametrize(
    "name", ["PyTorch", "TensorFlow", "LangChain", "JavaScript", "BigQuery", "GitHub Actions", "SageMaker"]
)
def test_names_with_inner_capitals_are_not_cut(name: str, headings: HeadingIndex) -> None:
    text = f"Responsibilities\nTrain models with {name} and own them."
    assert headings.lost_breaks(text) == set()


@pytest.mark.parametrize(
    "mark", ["-", "*", "•", "● ", "▪", "◦", "–", "✅", "✔", "➢", "1.", "2)", "(3)", "o", r"\-", "&bull;"]
)
def test_a_bullet_loses_its_mark(mark: str) -> None:
    document = read(f"Responsibilities\n{mark} {_DUTY}")
    last = document.sentences[-1]
    assert document.normalised.text[last.span.start : last.span.end] == _DUTY
    assert last.bullet


def test_a_numbered_markdown_list_has_one_sentence_a_line() -> None:
    assert sentence_texts("## Requirements\n1\\. Python and SQL\n2\\. Docker\n") == [
        "Python and SQL",
        "Docker",
    ]


def test_a_bullet_mark_glued_to_its_word_is_a_mark() -> None:
    assert sentence_texts("YOU HAVE:\n•Kubernetes\n•Airflow") == ["Kubernetes", "Airflow"]


def test_bullets_run_into_one_line_are_cut_apart() -> None:
    assert sentence_texts("Responsibilities:\n• Build the store • Own drift monitoring • Cut GPU cost") == [
        "Build the store",
        "Own drift monitoring",
        "Cut GPU cost",
    ]


def test_a_heading_with_its_text_on_the_same_line_opens_a_section() -> None:
    text = f"Responsibilities: {_DUTY}\nRequirements: five years of Python.\nBenefits: a pension."
    assert section_of(text, _DUTY) is SectionKind.DUTIES
    assert section_of(text, "five years") is SectionKind.REQUIRED
    assert section_of(text, "a pension") is SectionKind.BENEFITS


def test_an_unknown_heading_inside_the_duties_is_a_sub_heading() -> None:
    text = f"What you'll do\n\n**Ranking platform**\n- {_DUTY}\n\nSEARCH\n- Raise the relevance of search."
    assert section_of(text, _DUTY) is SectionKind.DUTIES
    assert section_of(text, "relevance of search") is SectionKind.DUTIES


@pytest.mark.parametrize("ended", ["Benefits", "Equal Opportunity Employer"])
def test_an_unknown_heading_ends_benefits_and_law(ended: str) -> None:
    text = f"{ended}\n- A pension for all.\n\n**Ranking platform**\n- {_DUTY}"
    assert section_of(text, _DUTY) is SectionKind.SUMMARY


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Quillmark hires regardless of race, color, religion or gender identity.", SectionKind.LEGAL),
        ("We make reasonable accommodation for applicants with disabilities.", SectionKind.LEGAL),
        ("You get a 401(k) plan and dental and vision cover.", SectionKind.BENEFITS),
    ],
)
def test_law_and_benefits_are_told_by_their_words_under_any_heading(sentence: str, kind: SectionKind) -> None:
    text = f"Responsibilities\n- {_DUTY}\n- {sentence}"
    assert section_of(text, sentence) is kind
    assert section_of(text, _DUTY) is SectionKind.DUTIES


def test_a_note_of_one_line_does_not_swallow_what_follows() -> None:
    text = f"Location: Porto or remote\n{_DUTY}\nThe team is small and old-fashioned."
    assert section_of(text, _DUTY) is SectionKind.SUMMARY


def test_the_sections_of_a_clean_posting() -> None:
    normalised = normalise(RANKING)
    headings = HeadingIndex(load_lexicon())
    sections = find_sections(normalised.text, find_lines(normalised, headings))
    assert [section.kind.value for section in sections] == [
        "summary",
        "company",
        "duties",
        "required",
        "preferred",
        "benefits",
        "legal",
    ]
    assert [section.heading for section in sections][1:4] == [
        "About Quillmark",
        "What you'll do",
        "Qualifications",
    ]


@given(posting_like)
@example("\u200b")
@example("")
@MANY
def test_sections_tile_the_text(text: str) -> None:
    headings = HeadingIndex(load_lexicon())
    normalised = normalise(text, headings.lost_breaks)
    lines = find_lines(normalised, headings)
    sections = find_sections(normalised.text, lines)
    assert "".join(normalised.text[section.span.start : section.span.end] for section in sections) == normalised.text
    assert all(one.span.end == other.span.start for one, other in pairwise(sections))
    assert all(len(section.span) > 0 for section in sections)


@given(posting_like)
@MANY
def test_lines_hold_every_word_once_and_in_order(text: str) -> None:
    normalised = normalise(text)
    lines = find_lines(normalised, HeadingIndex(load_lexicon()))
    assert all(one.span.end <= other.span.start for one, other in pairwise(lines))
    assert all("\n" not in normalised.text[line.span.start : line.span.end] for line in lines)
    assert all(line.heading or line.kind is None or line.title for line in lines)


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("** What You'll Do: **", "what you'll do"),
        ("🚀 Benefits & Perks", "benefits & perks"),
        ("---", ""),
        ("YOU  HAVE:", "you have"),
    ],
)
def test_plain_headings(line: str, plain: str) -> None:
    assert plain_heading(line) == plain
