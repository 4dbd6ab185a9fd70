# mypy: disable-error-code="union-attr"
from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Inches, Pt

from jdparse import Analysis
from tailor.letter.letter import Options
from tailor.letter.write import write_letter
from tailor.limits import LENGTHS
from tailor.out.docx import SIZES, docx
from tailor.out.formats import PAPERS
from tailor.out.letterhead import Contact, Paper, letter_sheet, read_date
from tests.tailor.samples import POSTINGS
from tests.tailor.sheets import MARKUP, PLAIN, docx_text, full_sender


def parts(data: bytes) -> list[tuple[str, str]]:
    """The name of the style and the text of each paragraph."""
    return [
        (str(paragraph.style.name) if paragraph.style else "", paragraph.text)
        for paragraph in Document(io.BytesIO(data)).paragraphs
    ]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", POSTINGS)
def test_a_letter_reads_back_paragraph_by_paragraph(name: str, length: int, analyses: Mapping[str, Analysis]) -> None:
    letter = write_letter(analyses[name], full_sender(), Options(length, to="Dana Okafor"))
    sheet = letter_sheet(letter, full_sender(), read_date("2026-11-23"))
    for paper in PAPERS:
        data = docx(sheet, paper)
        assert docx_text(data) == sheet.text
        assert [text for style, text in parts(data) if style == "Body Text"] == list(letter.paragraphs)


def test_each_part_has_its_style() -> None:
    assert parts(docx(PLAIN, "letter")) == [
        ("Letter Sender", "Ilse Varga"),
        ("Letter Contact", "Graz · ilse@example.org"),
        ("Date", "23 November 2026"),
        ("Letter Recipient", "Dana Okafor\nQuillmere Freight"),
        ("Letter Subject", "Re: Staff Engineer"),
        ("Salutation", "Dear Dana Okafor,"),
        ("Body Text", "The first paragraph."),
        ("Body Text", "The second paragraph."),
        ("Closing", "Kind regards,"),
        ("Signature", "Ilse Varga"),
    ]


def test_the_looks_are_in_the_styles_so_that_one_change_changes_all() -> None:
    document = Document(io.BytesIO(docx(PLAIN, "letter")))
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == SIZES[0]
    for paragraph in document.paragraphs:
        assert paragraph.style is not None
        assert paragraph.style.base_style == document.styles["Normal"]
        assert paragraph.style.font.name is None
        assert paragraph.paragraph_format.space_after is None
        assert {(run.font.name, run.font.size, run.bold) for run in paragraph.runs} <= {(None, None, None)}
    for name in ("Salutation", "Body Text", "Closing", "Signature", "Date"):
        assert document.styles[name].builtin
        assert document.styles[name].font.size is None


def test_what_the_profile_or_the_posting_lacks_leaves_no_paragraph() -> None:
    sheet = replace(PLAIN, contacts=(), date=read_date("none"), recipient=(), subject="")
    assert docx_text(docx(sheet, "a4")) == "\n".join(
        ["Ilse Varga", "Dear Dana Okafor,", *PLAIN.paragraphs, "Kind regards,", "Ilse Varga"]
    )


def test_text_stays_as_it_is() -> None:
    sheet = replace(
        PLAIN,
        sender="李明 Ελένη Юлия",
        recipient=MARKUP[:2],
        paragraphs=MARKUP,
        signature="Nguyễn",
        title=MARKUP[0],
    )
    data = docx(sheet, "letter")
    assert docx_text(data) == sheet.text
    assert Document(io.BytesIO(data)).core_properties.title == sheet.title


def test_addresses_can_be_clicked() -> None:
    contacts = (
        (Contact("Graz"), Contact("i@example.org", "mailto:i@example.org")),
        (Contact("a.org", "https://a.org"),),
    )
    document = Document(io.BytesIO(docx(replace(PLAIN, contacts=contacts), "letter")))
    paragraph = document.paragraphs[1]
    assert paragraph.text == "Graz · i@example.org\na.org"
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [
        ("i@example.org", "mailto:i@example.org"),
        ("a.org", "https://a.org"),
    ]


@pytest.mark.parametrize(("paper", "size"), [("letter", (612.0, 792.0)), ("a4", (595.3, 841.9))])
def test_the_paper_and_its_margins(paper: Paper, size: tuple[float, float]) -> None:
    section = Document(io.BytesIO(docx(PLAIN, paper))).sections[0]
    assert (section.page_width, section.page_height) == pytest.approx([Pt(side) for side in size], abs=Pt(0.1))
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert set(margins) == {Inches(1)}


def test_a_longer_letter_is_set_smaller() -> None:
    sizes = [
        Document(io.BytesIO(docx(replace(PLAIN, paragraphs=("word " * number,)), "letter")))
        .styles["Normal"]
        .font.size.pt
        for number in range(550, 850, 30)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert set(sizes) == set(SIZES)


def test_the_file_names_its_title_author_language_and_day_and_nothing_of_the_library() -> None:
    data = docx(PLAIN, "letter")
    document = Document(io.BytesIO(data))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (PLAIN.title, "Ilse Varga", "en")
    assert properties.created.replace(tzinfo=None) == datetime(2026, 11, 23)
    assert (properties.comments, properties.last_modified_by, properties.keywords) == ("", "", "")
    assert RELATIONSHIP_TYPE.THUMBNAIL not in {rel.reltype for rel in document.part.package.rels.values()}


def test_without_a_date_the_file_has_none() -> None:
    properties = Document(io.BytesIO(docx(replace(PLAIN, date=read_date("some day")), "letter"))).core_properties
    assert (properties.created, properties.modified) == (None, None)


def test_a_name_beyond_the_limit_of_a_property_is_no_error() -> None:
    document = Document(io.BytesIO(docx(replace(PLAIN, sender="N" * 300, title="T" * 300), "letter")))
    assert (document.core_properties.author, document.paragraphs[0].text) == ("N" * 255, "N" * 300)


def test_the_same_letter_gives_the_same_bytes() -> None:
    first = docx(PLAIN, "letter")
    time.sleep(2.1)
    assert docx(PLAIN, "letter") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
