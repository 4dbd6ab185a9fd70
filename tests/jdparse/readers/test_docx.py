"""Word files. The employers and their jobs are invented."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

import jdparse
from jdparse import EmptyPostingError, Posting, ReadError, read_posting
from jdparse.readers.docx import MAX_XML_BYTES
from tests.jdparse.samples import FEW, check_posting_or_one_line
from tests.tailor.calls import tailor

_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def saved(document: docx.document.Document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


@lru_cache
def posting_file() -> bytes:
    """A posting with most of what people do in Word."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Confidential, page 1"
    document.add_heading("Senior ML Engineer", 0)
    document.add_paragraph("Quillmark Labs")
    document.element.body.insert(
        2,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Quillmark Labs ranks instruments.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    document.add_heading("What you'll do", 1)
    document.add_paragraph("Cut the p99 latency of the ranking models on Kubeflow.", style="List Bullet")
    changed = document.add_paragraph("Own the ", style="List Bullet")
    changed._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="Ada"><w:r><w:t>weekly </w:t></w:r></w:ins>'))
    changed._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="Ada"><w:r><w:delText>daily </w:delText></w:r></w:del>')
    )
    changed.add_run("retraining.")
    document.add_paragraph("Ship it.", style="List Number")
    document.add_paragraph("• Typed by hand\nand broken")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "We need\nfive years of Python"
    table.cell(0, 1).text = "We give\nthirty days of holiday"
    document.add_paragraph()._p.append(parse_xml(_BOX.format("<w:p><w:r><w:t>In a box of its own.</w:t></w:r></w:p>")))
    link = document.part.relate_to("https://quillmark.invalid", _LINK, is_external=True)
    document.add_paragraph("See ")._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t>our site &amp; more</w:t></w:r></w:hyperlink>'
        )
    )
    return saved(document)


TEXT = """\
Senior ML Engineer

Quillmark Labs

Quillmark Labs ranks instruments.

What you'll do

* Cut the p99 latency of the ranking models on Kubeflow.
* Own the weekly retraining.
1. Ship it.

• Typed by hand
and broken

We need
five years of Python

We give
thirty days of holiday

In a box of its own.

See our site & more"""


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_file_is_read_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_bytes(posting_file())
    assert read_posting(path) == Posting(TEXT, "Senior ML Engineer", "Quillmark Labs", str(path), "posting")


def test_a_word_file_comes_in_by_a_pipe() -> None:
    done = tailor("analyze", "-", stdin=posting_file())
    assert done.code == 0
    assert done.out.startswith("Senior ML Engineer at Quillmark Labs\n")
    assert '"Cut the p99 latency of the ranking models on Kubeflow."' in done.out


def test_lists_and_headings_of_word_make_the_sections() -> None:
    analysis = jdparse.analyze(read_posting("-", io.BytesIO(posting_file())))
    assert analysis.pain is not None
    assert analysis.pain.evidence.section is jdparse.SectionKind.DUTIES
    assert analysis.posting.text[slice(analysis.pain.evidence.span.start, analysis.pain.evidence.span.end)] == (
        analysis.pain.evidence.quote
    )


_PARTS = unzipped(posting_file())
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (posting_file()[:2000], "broken or cut DOCX"),
        (b"PK\x03\x04" + b"\x14" * 60, "broken or cut DOCX"),
        (zipped({"a.txt": b"Duties", "b.txt": b"More"}), "zip file without a Word document in it; unpack it"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "Excel"),
        (zipped({"mimetype": b"x", "word/document.xml": b"<broken"}), "broken Word file"),
        (zipped({**_PARTS, "word/document.xml": b"<w:document/>"}), "broken Word file"),
        (zipped({**_PARTS, "word/document.xml": _PARTS["word/document.xml"][:-40]}), "broken Word file"),
        (zipped({name: part for name, part in _PARTS.items() if "rels" not in name}), "broken Word file"),
        (zipped({**_PARTS, "word/document.xml": b" " * (MAX_XML_BYTES + 1)}), "unpacks to more than 8 MB"),
        (saved(docx.Document()), "without text"),
        (_OLD + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (_OLD + "WordDocument".encode("utf-16-le"), "old Office (.doc)"),
        (_OLD + "__substg1.0_0037001F".encode("utf-16-le"), "Outlook saved (.msg)"),
        (b"{\\rtf1\\ansi Senior ML Engineer\\par}", "RTF"),
    ],
)
def test_what_is_no_word_file_says_what_to_do(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "job.docx"
    path.write_bytes(content)
    with pytest.raises(ReadError) as raised:
        read_posting(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert problem in message
    assert "\n" not in message
    assert isinstance(raised.value, EmptyPostingError) == ("without text" in problem)


def test_an_open_document_file_is_named() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(ReadError, match=r"OpenDocument.*DOCX"):
        read_posting("-", io.BytesIO(content.getvalue()))


def test_a_locked_zip_is_named() -> None:
    content = bytearray(posting_file())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + at] |= 1
    with pytest.raises(ReadError, match="locked with a password"):
        read_posting("-", io.BytesIO(bytes(content)))


def test_a_file_that_swells_when_it_is_parsed_is_turned_away() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    document = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w>&l11;</w>'.encode()
    with pytest.raises(ReadError, match="broken Word file"):
        read_posting("-", io.BytesIO(zipped({**_PARTS, "word/document.xml": document})))


def test_a_picture_from_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG secret")
    document = docx.Document()
    link = document.part.relate_to(secret.as_uri(), _LINK.replace("hyperlink", "image"), is_external=True)
    document.add_paragraph("Own the ranking models.")._p.append(
        parse_xml(
            f"<w:r {nsdecls('w', 'a', 'pic', 'r', 'wp')}><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
            f'<a:blip r:link="{link}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
    )
    assert read_posting("-", io.BytesIO(saved(document))).text == "Own the ranking models."


@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=6))
@FEW
def test_a_damaged_word_file_is_a_posting_or_one_line(at: int, junk: bytes) -> None:
    content = posting_file()
    at = 4 + at % (len(content) - 4)
    check_posting_or_one_line(lambda: read_posting("-", io.BytesIO(content[:at] + junk + content[at + len(junk) :])))


@given(st.integers(0, 60_000), st.sampled_from([b"<", b">", b"&", b'"', b"/", b"w:", b"<w:p>", b"</w:p>", b"\x00"]))
@FEW
def test_damaged_xml_in_a_word_file_is_a_posting_or_one_line(at: int, junk: bytes) -> None:
    part = _PARTS["word/document.xml"]
    at %= len(part)
    content = zipped({**_PARTS, "word/document.xml": part[:at] + junk + part[at + 1 :]})
    check_posting_or_one_line(lambda: read_posting("-", io.BytesIO(content)))
