"""Letters on paper, written and read back by libraries that had no part in writing them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from docx import Document
from pdfminer.high_level import extract_text
from pypdfium2 import PdfDocument

from tailor.out.letterhead import Contact, Sheet, read_date
from tailor.profile.story import Profile
from tests.tailor.samples import full_profile

#: A sender block as full as it can be.
FULL_CONTACT: Mapping[str, object] = {
    "phone": "+43 660 555 0134",
    "city": "Klagenfurt am Wörthersee, Austria",
    "links": ("https://github.com/ilse-varga", "https://www.linkedin.com/in/ilse-varga/", "varga.example.org/cv"),
}

#: Nobody wrote this; the fields say what they are.
PLAIN = Sheet(
    sender="Ilse Varga",
    contacts=((Contact("Graz"), Contact("ilse@example.org", "mailto:ilse@example.org")),),
    date=read_date("2026-11-23"),
    recipient=("Dana Okafor", "Quillmere Freight"),
    subject="Re: Staff Engineer",
    salutation="Dear Dana Okafor,",
    paragraphs=("The first paragraph.", "The second paragraph."),
    closing="Kind regards,",
    signature="Ilse Varga",
    title="Cover letter: Staff Engineer at Quillmere Freight",
)

#: Text that a typesetter could take for its own language.
MARKUP = (
    '#eval("1 + 1") #import "x": * #read("/etc/passwd") #let',
    "$x^2$ *bold* _slanted_ `raw` ~ @ref <label> // gone? /* gone? */ https://example.org/a_b#c",
    "= Heading",
    "- bullet",
    "+ number",
    "1. number",
    "/ Term: it",
    "\\ \\n \\u{41} \\#",
    "\"straight\" 'quotes' -- --- ... [brackets] {braces} & % ^",
    "{{ braces }} {% if %} </w:t> &amp; &#65;",
)


def full_sender() -> Profile:
    """The invented applicant with everything that a sender block can hold."""
    profile = full_profile()
    return replace(profile, me=profile.me.model_copy(update=dict(FULL_CONTACT)))


def folded(text: str) -> str:
    """With each run of white space a space."""
    return " ".join(text.split())


def pdfium_text(data: bytes) -> str:
    """The text layer as PDFium reads it."""
    with PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def pdfminer_text(data: bytes) -> str:
    """The text layer as pdfminer reads it."""
    return extract_text(io.BytesIO(data))


def docx_text(data: bytes) -> str:
    """The paragraphs as python-docx reads them."""
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
