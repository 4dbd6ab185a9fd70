"""A letter as PDF, typeset by Typst from templates/letter.typ.

All text is handed over as data and is never read as markup. The fonts come with the typesetter, so that a letter looks
the same on every machine; only a character that they lack is looked for in the fonts of this one. PDF/UA-1 is asked for:
it wants tags, a title and a language, and refuses a character without a glyph.

Source: https://typst.app/docs/reference/pdf/#accessibility
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from typst import Compiler, TypstError

from tailor.data import TEMPLATES
from tailor.errors import OutputError
from tailor.out.letterhead import BETWEEN, Paper, Sheet

#: Sizes of the letter's type in points, the one to begin with first; the first that fits the page is used. Nothing below
#: 9.5 is easy to read on paper.
SIZES = (11.5, 11.0, 10.5, 10.0, 9.5)
#: How the typesetter names text that no font can print.
_UNPRINTABLE = re.compile(r'the text `"(.+?)"` could not be displayed')


class PrintError(OutputError):
    """The letter cannot be typeset; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Typeset:
    data: bytes
    pages: int


def pdf(sheet: Sheet, paper: Paper) -> tuple[bytes, tuple[str, ...]]:
    """The file's bytes, and what the applicant should know about it.

    Raises:
        PrintError: It holds a character that no font at hand can print.
    """
    notes: list[str] = []
    try:
        typeset = _typeset(sheet, paper)
    except TypstError as error:
        lacking = _unprinted(error)
        try:
            typeset = _typeset(sheet, paper, system_fonts=True)
        except TypstError as again:
            raise PrintError(
                f'no font here can print "{_unprinted(again)}"; install one that can, or write a .docx'
            ) from again
        notes.append(f'"{lacking}" is printed in a font of this machine: those that come with the program lack it')
    if typeset.pages > 1:
        notes.append(
            f"the letter takes {typeset.pages} pages, even in {SIZES[-1]:g} pt; shorter paragraphs would bring it to one"
        )
    return typeset.data, tuple(notes)


def _typeset(sheet: Sheet, paper: Paper, *, system_fonts: bool = False) -> _Typeset:
    compiler = Compiler(
        TEMPLATES / "letter.typ",
        root=TEMPLATES,
        ignore_system_fonts=not system_fonts,
        sys_inputs={"letter": json.dumps(_fields(sheet, paper), ensure_ascii=False)},
    )
    data = compiler.compile(format="pdf", pdf_standards="ua-1")
    pages = json.loads(compiler.query("<pages>", field="value", one=True))
    if not isinstance(data, bytes):
        raise TypeError(f"the typesetter gave {type(data).__name__}")
    return _Typeset(data, int(pages))


def _fields(sheet: Sheet, paper: Paper) -> dict[str, object]:
    """What the template reads."""
    day = sheet.date.day
    return {
        "paper": paper,
        "sizes": SIZES,
        "title": sheet.title,
        "day": [day.year, day.month, day.day] if day else None,
        "between": BETWEEN,
        "sender": sheet.sender,
        "contacts": [
            [{"text": contact.text, "address": contact.address} for contact in line] for line in sheet.contacts
        ],
        "date": sheet.date.text,
        "recipient": sheet.recipient,
        "subject": sheet.subject,
        "salutation": sheet.salutation,
        "paragraphs": sheet.paragraphs,
        "closing": sheet.closing,
        "signature": sheet.signature,
    }


def _unprinted(error: TypstError) -> str:
    """The text for which there is no glyph.

    Raises:
        PrintError: It is something else that went wrong.
    """
    found = _UNPRINTABLE.search(error.message)
    if found is None:
        raise PrintError(f"cannot be typeset ({error.message}); write a .docx") from error
    return found[1]
