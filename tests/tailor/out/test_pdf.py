from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pypdfium2 import PdfDocument

from jdparse import Analysis
from tailor.letter.letter import Options
from tailor.letter.write import write_letter
from tailor.limits import LENGTHS
from tailor.out.formats import PAPERS
from tailor.out.letterhead import Contact, Paper, letter_sheet, read_date
from tailor.out.pdf import SIZES, PrintError, pdf
from tests.tailor.samples import POSTINGS
from tests.tailor.sheets import MARKUP, PLAIN, folded, full_sender, pdfium_text, pdfminer_text

READERS = pytest.mark.parametrize("read", [pdfium_text, pdfminer_text], ids=["pdfium", "pdfminer"])
FILLER = "We would settle with your team how to measure it before anything is changed. "


def catalog(data: bytes) -> tuple[PDFDocument, dict[str, Any]]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    return document, document.catalog


def characters(data: bytes) -> Iterator[tuple[float, float, float, float, float]]:
    """The size in points and the box of each printed character: left, bottom, right, top."""
    with PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            for number in range(text.count_chars()):
                if not chr(pdfium.FPDFText_GetUnicode(text, number)).isspace():
                    left, bottom, right, top = text.get_charbox(number)
                    yield pdfium.FPDFText_GetFontSize(text, number), left, bottom, right, top


@READERS
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", POSTINGS)
def test_a_letter_with_a_full_sender_block_takes_one_page_and_reads_back(
    name: str, length: int, read: Any, analyses: Mapping[str, Analysis]
) -> None:
    letter = write_letter(analyses[name], full_sender(), Options(length, to="Dana Okafor"))
    sheet = letter_sheet(letter, full_sender(), read_date("2026-11-23"))
    for paper in PAPERS:
        data, notes = pdf(sheet, paper)
        assert notes == ()
        assert len(PdfDocument(data)) == 1
        assert folded(read(data)) == folded(sheet.text)
        assert folded(letter.text) in folded(read(data))


@READERS
def test_text_is_never_read_as_markup(read: Any) -> None:
    awkward = " ".join(MARKUP)
    sheet = replace(
        PLAIN,
        sender=MARKUP[0],
        contacts=((Contact(MARKUP[1], "https://example.org/#$_"),),),
        recipient=MARKUP[2:6],
        subject=awkward,
        salutation=MARKUP[6],
        paragraphs=MARKUP,
        signature=MARKUP[7],
        title=awkward,
    )
    data, notes = pdf(sheet, "letter")
    assert notes == ()
    assert folded(read(data)) == folded(sheet.text)
    assert PdfDocument(data).get_metadata_value("Title") == awkward


@READERS
@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć",
        "Nguyễn Thị Ánh",
        "Ødegård",
        "Ελένη Παππά",
        "Юлия Щукина",
        "Şebnem Ğ",
        "Đorđe Čapek",
        "Zoë O’Neill",
    ],
)
def test_names_of_many_alphabets_print_and_read_back(name: str, read: Any) -> None:
    sheet = replace(PLAIN, sender=name, recipient=(name,), salutation=f"Dear {name},", signature=name)
    data, notes = pdf(sheet, "a4")
    assert notes == ()
    assert folded(read(data)) == folded(sheet.text)


@READERS
def test_ligatures_and_symbols_read_back_as_they_were_typed(read: Any) -> None:
    text = "office, waffle, fjord, Thin, Quarter, first-class “quoted” ‘so’ — 3–5 … € £ ½ ± × ≥ ≈ → µs"
    data, _ = pdf(replace(PLAIN, paragraphs=(text,)), "letter")
    assert text in folded(read(data))


@READERS
def test_no_line_ends_inside_a_word(read: Any) -> None:
    words = "fault-tolerant feature/label state-of-the-art p99/p95 near-real-time C#/.NET"
    for shift in range(0, 40, 3):
        sheet = replace(PLAIN, paragraphs=("x" * shift + " " + " ".join([words] * 9),))
        data, _ = pdf(sheet, "letter")
        assert folded(read(data)) == folded(sheet.text)


def test_what_no_font_can_print_is_refused_and_named() -> None:
    with pytest.raises(PrintError, match=r'no font here can print ".*378.*\.docx'):
        pdf(replace(PLAIN, signature="Ilse \u0378"), "letter")


def test_chinese_is_printed_in_a_font_of_the_machine_with_a_note_or_refused() -> None:
    sheet = replace(PLAIN, recipient=("李明",))
    refusal, read = "", sheet.text
    try:
        data, notes = pdf(sheet, "letter")
        read = pdfium_text(data)
    except PrintError as error:
        refusal, notes = str(error), ()
    assert len([said for said in (refusal, *notes) if "李" in said]) == 1
    assert folded(read) == folded(sheet.text)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_longer_letter_is_set_smaller_and_never_below_a_readable_size(paper: Paper) -> None:
    found: list[float] = []
    for sentences in range(20, 68, 2):
        sheet = replace(PLAIN, paragraphs=(FILLER * sentences,))
        data, notes = pdf(sheet, paper)
        body = sorted(size for size, *_ in characters(data))
        assert (len(PdfDocument(data)) == 1) == (notes == ())
        if not notes:
            found.append(body[len(body) // 2])
    assert found == sorted(found, reverse=True)
    assert {round(size, 2) for size in found} == set(SIZES)
    assert min(SIZES) == 9.5


def test_a_letter_too_long_for_a_page_runs_on_with_page_numbers_and_a_note() -> None:
    sheet = replace(PLAIN, paragraphs=(FILLER * 6,) * 11)
    data, notes = pdf(sheet, "letter")
    assert len(notes) == 1
    assert "takes 2 pages" in notes[0]
    text = folded(pdfium_text(data))
    assert ("Page 1 of 2" in text, "Page 2 of 2" in text) == (True, True)
    assert folded(re.sub(r"Page \d of 2", "", text)) == folded(sheet.text)


def test_one_page_bears_no_number() -> None:
    assert "Page" not in pdfium_text(pdf(PLAIN, "letter")[0])


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_leaves_the_page_however_long_a_word_is(paper: Paper) -> None:
    sheet = replace(
        PLAIN, sender="N" * 90, contacts=((Contact("example.org/" + "w" * 200),),), paragraphs=("y" * 400, "a/b." * 120)
    )
    data, _ = pdf(sheet, paper)
    with PdfDocument(data) as document:
        width, height = document[0].get_size()
    assert all(
        left >= 50 and bottom >= 40 and right <= width - 50 and top <= height - 40
        for _, left, bottom, right, top in characters(data)
    )
    assert "".join(pdfium_text(data).split()) == "".join(sheet.text.split())


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595.28, 841.89))])
def test_the_paper_is_the_one_asked_for(paper: Paper, size: tuple[float, float]) -> None:
    with PdfDocument(pdf(PLAIN, paper)[0]) as document:
        assert document[0].get_size() == pytest.approx(size, abs=0.01)


def test_all_fonts_are_embedded() -> None:
    document, _ = catalog(pdf(PLAIN, "letter")[0])
    objects = [document.getobj(number) for xref in document.xrefs for number in xref.get_objids()]
    fonts = [found for found in objects if isinstance(found, dict) and "FontName" in found]
    assert len(fonts) >= 1
    assert [font["FontName"] for font in fonts if not {"FontFile", "FontFile2", "FontFile3"} & set(font)] == []


def test_the_file_names_its_title_author_language_and_day_and_is_tagged() -> None:
    data, _ = pdf(PLAIN, "letter")
    with PdfDocument(data) as document:
        meta = document.get_metadata_dict()
    assert (meta["Title"], meta["Author"]) == (PLAIN.title, "Ilse Varga")
    assert meta["CreationDate"].startswith("D:20261123")
    _, root = catalog(data)
    assert root["Lang"] == b"en"
    assert resolve1(root["MarkInfo"])["Marked"] is True
    assert b"pdfuaid" in resolve1(root["Metadata"]).get_data()


def test_without_a_date_the_file_has_none() -> None:
    with PdfDocument(pdf(replace(PLAIN, date=read_date("none")), "letter")[0]) as document:
        assert document.get_metadata_value("CreationDate") == ""
        assert document[0].get_textpage().get_text_bounded().split("\r\n")[2] == "Dana Okafor"


def test_addresses_can_be_clicked() -> None:
    contacts = (
        (Contact("Graz"), Contact("i@example.org", "mailto:i@example.org")),
        (Contact("a.org", "https://a.org"),),
    )
    document, _ = catalog(pdf(replace(PLAIN, contacts=contacts), "letter")[0])
    page = next(PDFPage.create_pages(document))
    links = [resolve1(note) for note in resolve1(page.annots)]
    assert [resolve1(link["A"])["URI"] for link in links] == [b"mailto:i@example.org", b"https://a.org"]


def test_the_same_letter_gives_the_same_bytes() -> None:
    first = pdf(PLAIN, "letter")
    time.sleep(1.1)
    assert pdf(PLAIN, "letter") == first


def test_the_template_asks_for_no_package_and_no_file() -> None:
    from tailor.data import TEMPLATES

    source = Path(TEMPLATES / "letter.typ").read_text(encoding="utf-8")
    assert [word for word in ("import", "include", "read(", "eval(", "image(", "@preview") if word in source] == []
