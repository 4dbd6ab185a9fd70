"""A letter as DOCX, in styles that a person can go on editing: Word's own where it has one for the part."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from tailor.out.letterhead import BETWEEN, Contact, Paper, Sheet

Line = str | tuple[Contact, ...]
#: On every Windows and Mac; elsewhere Liberation Serif has its widths.
FONT = "Times New Roman"
#: Sizes of type in points, the one to begin with first; the first that should fit the page is used.
SIZES = (12.0, 11.5, 11.0, 10.5, 10.0)
_MARGIN = Inches(1)
_PAPERS = {"letter": (Inches(8.5), Inches(11)), "a4": (Mm(210), Mm(297))}
#: The mean width of a character and the height of a line of `FONT`, in shares of its size; measured on English letters.
_WIDTH, _LINE = 0.43, 1.15
#: Word's limit for a core property, in characters.
_MAX_PROPERTY = 255
#: What a part of the archive is dated, the earliest that a ZIP can say.
_ZIP_START = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style.

    Attributes:
        name: As Word's list of styles shows it.
        builtin: Whether the name is Word's own.
        scale: Its size in shares of the letter's.
        before: The space above in shares of the letter's size.
        after: The space below, likewise.
        bold: Whether it is bold.
        quiet: Whether it is gray, with a line drawn below.
        keep: Whether it stays on the page of what follows.
    """

    name: str
    builtin: bool
    scale: float = 1.0
    before: float = 0.0
    after: float = 1.0
    bold: bool = False
    quiet: bool = False
    keep: bool = True


_SENDER = _Style("Letter Sender", builtin=False, scale=1.5, after=0.1, bold=True)
_CONTACT = _Style("Letter Contact", builtin=False, scale=0.9, after=1.2, quiet=True)
_DATE = _Style("Date", builtin=True)
_RECIPIENT = _Style("Letter Recipient", builtin=False)
_SUBJECT = _Style("Letter Subject", builtin=False, bold=True)
_SALUTATION = _Style("Salutation", builtin=True, after=0.6)
_BODY = _Style("Body Text", builtin=True, after=0.6, keep=False)
_CLOSING = _Style("Closing", builtin=True, before=0.6, after=1.2)
_SIGNATURE = _Style("Signature", builtin=True, after=0.0, keep=False)
_STYLES = (_SENDER, _CONTACT, _DATE, _RECIPIENT, _SUBJECT, _SALUTATION, _BODY, _CLOSING, _SIGNATURE)


def docx(sheet: Sheet, paper: Paper) -> bytes:
    """The file's bytes; the same for the same sheet."""
    document = Document()
    _set_page(document, paper)
    parts = _parts(sheet)
    _set_styles(document, _size(parts, paper))
    for style, lines in parts:
        paragraph = document.add_paragraph(style=style.name)
        for number, line in enumerate(lines):
            if number:
                paragraph.add_run().add_break()
            _add_line(paragraph, line)
    _set_properties(document, sheet)
    return _saved(document)


def _parts(sheet: Sheet) -> list[tuple[_Style, tuple[Line, ...]]]:
    """The paragraphs from top to bottom, each with its style and its lines."""
    parts: list[tuple[_Style, tuple[Line, ...]]] = [
        (_SENDER, (sheet.sender,)),
        (_CONTACT, sheet.contacts),
        (_DATE, (sheet.date.text,)),
        (_RECIPIENT, sheet.recipient),
        (_SUBJECT, (sheet.subject,)),
        (_SALUTATION, (sheet.salutation,)),
        *((_BODY, (paragraph,)) for paragraph in sheet.paragraphs),
        (_CLOSING, (sheet.closing,)),
        (_SIGNATURE, (sheet.signature,)),
    ]
    return [(style, lines) for style, lines in parts if any(lines)]


def _size(parts: Sequence[tuple[_Style, tuple[Line, ...]]], paper: Paper) -> float:
    """The first of `SIZES` in which the letter should take one page, or the last; in points."""
    width, height = (Emu(side - 2 * _MARGIN).pt for side in _PAPERS[paper])

    def needed(size: float) -> float:
        total = 0.0
        for style, lines in parts:
            own = style.scale * size
            texts = (
                line if isinstance(line, str) else BETWEEN.join(contact.text for contact in line) for line in lines
            )
            total += sum(math.ceil(len(text) * own * _WIDTH / width) for text in texts) * own * _LINE
            total += (style.before + style.after) * size
        return total

    return next((size for size in SIZES if needed(size) <= height), SIZES[-1])


def _set_page(document: Docx, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = _PAPERS[paper]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _set_styles(document: Docx, size: float) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = FONT, Pt(size)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    for style in _STYLES:
        if style.name in document.styles:
            document.styles[style.name].delete()
        made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH, builtin=style.builtin)
        assert isinstance(made, ParagraphStyle)
        made.base_style = normal
        made.quick_style = True
        if style.quiet:
            _draw_line_below(made)
            made.font.color.rgb = RGBColor(0x59, 0x59, 0x59)
        if style.scale != 1.0:
            made.font.size = Pt(round(2 * style.scale * size) / 2)
        made.font.bold = style.bold or None
        made.paragraph_format.space_before = Pt(round(style.before * size))
        made.paragraph_format.space_after = Pt(round(style.after * size))
        made.paragraph_format.keep_with_next = style.keep or None


def _draw_line_below(style: ParagraphStyle) -> None:
    border = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "6"), ("color", "999999")):
        border.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(border)
    style.element.get_or_add_pPr().append(borders)


def _add_line(paragraph: Paragraph, line: Line) -> None:
    for number, contact in enumerate((Contact(line),) if isinstance(line, str) else line):
        if number:
            paragraph.add_run(BETWEEN)
        run = paragraph.add_run(contact.text)
        if contact.address:
            place = paragraph.part.relate_to(contact.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), place)
            paragraph._p.append(link)
            link.append(run._r)


def _set_properties(document: Docx, sheet: Sheet) -> None:
    properties = document.core_properties
    # Why: the library's own document brings an author, a comment and a date, and a picture of its empty page.
    properties._element.clear()
    rels = document.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del rels[key]
    properties.title, properties.author = sheet.title[:_MAX_PROPERTY], sheet.sender[:_MAX_PROPERTY]
    properties.language = "en"
    if sheet.date.day is not None:
        properties.created = properties.modified = datetime.combine(sheet.date.day, time())


def _saved(document: Docx) -> bytes:
    """The document's bytes without the time of their writing."""
    written, dated = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename, _ZIP_START), source.read(entry), zipfile.ZIP_DEFLATED)
    return dated.getvalue()
