"""What a text or a file is: mail, web page, JSON, plain text; told by content, with the limits on size."""

from __future__ import annotations

import codecs
import html
import plistlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from jdparse.errors import ReadError
from jdparse.readers.binary import decode_text, is_binary, problem_of_binary
from jdparse.readers.split import pasted_postings
from jdparse.types import Posting

#: A saved page carries scripts and styles; larger than this it is no posting.
MAX_PAGE_BYTES = 12_000_000
#: Plain text of one posting is a few kilobytes.
MAX_TEXT_BYTES = 1_000_000
_HTML = re.compile(
    rb"\A\s*+(?>(?:<!--.*?-->\s*+)*+)<(?:!doctype\s+html|html|head|body)\b|<script[^>]+ld\+json|<div\b[^>]*>.*<(?:p|li|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_START = re.compile(rb'\s*(?:\{\s*"|\[\s*\{\s*")')
#: A browser shows JSON as a page of its own, and may save that page.
_VIEWER = re.compile(
    rb"^\s*(?:<!doctype html>\s*)?<html[^>]*>(?>(?:\s*<head\b.*?</head>)?)\s*<body[^>]*>\s*"
    rb"(?:<div class=\"json-formatter-container\"></div>\s*)?<pre[^>]*>(?P<json>.*?)</pre>",
    re.IGNORECASE | re.DOTALL,
)
#: What ends lines in files of IBM's machines, and of programs that set text.
_LINE_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", "\n"))
#: A text of which each line is quoted was copied out of a mail or a note.
_QUOTED = re.compile(r"^(?:>[ ]?)+", re.MULTILINE)
#: No header block of a mail is longer.
_HEAD_BYTES = 64_000
_HEADER_LINE = re.compile(rb"[!-9;-~]+:(?:[ \t]|\r?$)|[ \t]+\S")
#: Where Safari keeps the page that it saved.
_ARCHIVED = b"WebMainResource"
#: What an address that is given for a posting is told.
NO_NETWORK = "nothing here goes online; save the page, or pipe it: curl URL | tailor ... -"
_SHORTCUT = re.compile(
    rb"(?ms)\s*(?:\[(?:InternetShortcut|Desktop Entry)\].*?^URL=|(?:<\?xml.*?<plist\b|bplist).*?URL(?:</key>\s*<string>|\W+))(?P<address>[\w.+-]+:[^\s<]+)"
)
_ADDRESS = re.compile(rb"(?i)<?(?P<address>(?:(?:https?|ftp)://|www\.)[^\s<>]+)>?")
_SVG = re.compile(rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*+|<!doctype svg[^>]*+>\s*+)*+)<svg\b")
_CARD = re.compile(rb"(?i)\s*BEGIN:V(?:CALENDAR|CARD)\b")
_TELLING = re.compile(rb"^(?:mime-version|message-id|received|return-path|delivered-to|content-type):", re.I | re.M)
_SENDER = re.compile(rb"^from:", re.I | re.M)
_SUBJECT = re.compile(rb"^(?:subject|date|to):", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that holds a posting, or several.

    Attributes:
        name: What people call it.
        accepts: Whether some bytes are of it, told by their content.
        read: The postings, from the bytes, the source that errors name, the file's name and the encoding that a mark told.
    """

    name: str
    accepts: Callable[[bytes], bool]
    read: Callable[[bytes, str, str, str], list[Posting]]


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _refused(problem: str) -> Callable[[bytes, str, str, str], list[Posting]]:
    def read(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
        raise ReadError(source, problem)

    return read


def _pdf(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    from jdparse.readers.pdf.posting import read_pdf

    return [read_pdf(_too_large(content, MAX_PAGE_BYTES, source), source, name)]


def _docx(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    from jdparse.readers.docx import read_docx

    return [read_docx(content, source, name)]


def _web_archive(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    """The page in a Safari web archive.

    Source: https://developer.apple.com/documentation/webkit/webarchive
    """
    try:
        page = plistlib.loads(_too_large(content, MAX_PAGE_BYTES, source))[_ARCHIVED.decode()]
        return _page(page["WebResourceData"], source, name, page.get("WebResourceTextEncodingName") or "")
    except (
        plistlib.InvalidFileException,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        OverflowError,
    ) as error:
        raise ReadError(
            source, "is a broken Safari web archive; save the page as Page Source, or copy its text"
        ) from error


def _address(content: bytes) -> str:
    """The address that a shortcut leads to, or that is all a file holds."""
    found = _SHORTCUT.match(content[:4000]) or (_ADDRESS.fullmatch(content.strip()) if len(content) < 4000 else None)
    return found["address"].decode("utf-8", "replace").strip() if found else ""


def _refuse_address(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    raise ReadError(source, f"holds only an address ({_address(content)[:80]}), and {NO_NETWORK}")


def _refuse_binary(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    raise ReadError(source, problem_of_binary(content))


def _old_office(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    from jdparse.readers.docx import problem_of_old_office

    raise ReadError(source, problem_of_old_office(content))


def _mail(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    from jdparse.readers.mail import read_mail

    return read_mail(content, source, name)


def _page(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    from jdparse.readers.page import read_page

    return read_page(_too_large(content, MAX_PAGE_BYTES, source), source, name, encoding)


def _is_mail(content: bytes) -> bool:
    """Whether a file begins with the headers of a mail; "Title: ..." above a pasted posting does not."""
    head = re.split(rb"\r?\n\r?\n", content[:_HEAD_BYTES].lstrip(), maxsplit=1)[0]
    lines = head.split(b"\n")
    if lines[0].startswith(b"From "):
        del lines[0]
    if not lines or not all(map(_HEADER_LINE.match, lines)):
        return False
    return bool(_TELLING.search(head) or (_SENDER.search(head) and _SUBJECT.search(head)))


#: The formats in the order in which they are tried; what none of them accepts is plain text.
FORMATS: tuple[Format, ...] = (
    Format(
        "RTF",
        _begins(b"{\\rtf"),
        _refused("is RTF, which is not read; save it as DOCX or plain text, or copy its text and pipe it in"),
    ),
    Format("PDF", lambda content: content.lstrip().startswith(b"%PDF-"), _pdf),
    Format("DOCX", _begins(b"PK\x03\x04"), _docx),
    Format("old office file", _begins(b"\xd0\xcf\x11\xe0"), _old_office),
    Format(
        "Safari's web archive", lambda content: content.startswith(b"bplist") and _ARCHIVED in content, _web_archive
    ),
    Format("address", lambda content: bool(_address(content)), _refuse_address),
    Format("binary file", is_binary, _refuse_binary),
    Format(
        "picture as text",
        lambda content: bool(_SVG.match(content[:4000])),
        _refused("is a picture (SVG); copy the posting's text instead"),
    ),
    Format(
        "calendar or contact",
        lambda content: bool(_CARD.match(content)),
        _refused("is an entry of a calendar or an address book; give the text of a job posting"),
    ),
    Format("mail", _is_mail, _mail),
    Format("web page", lambda content: bool(_HTML.search(content[:20_000])), _page),
)


def read_file(content: bytes, source: str, name: str, encoding: str) -> list[Posting]:
    """The posting of a file, by the first format that its content fits; some hold several.

    Raises:
        ReadError: The file is of a format that is not read, or is broken.
    """
    found = next((one for one in FORMATS if one.accepts(content)), None)
    if found is not None:
        return found.read(content, source, name, encoding)
    text = decode_text(_too_large(content, MAX_TEXT_BYTES, source), source).translate(_LINE_ENDS)
    quoted = all(map(_QUOTED.match, filter(str.strip, text.split("\n"))))
    return pasted_postings(_QUOTED.sub("", text) if quoted else text, source, name)


def json_inside(content: bytes) -> bytes | None:
    """The JSON of a file, also where a browser saved its own view of it; None for anything else."""
    if _JSON_START.match(content):
        return content
    viewed = _VIEWER.match(content) if content[:1000].lstrip()[:1] == b"<" else None
    if viewed and _JSON_START.match(inside := html.unescape(viewed["json"].decode("utf-8", "replace")).encode("utf-8")):
        return inside
    return None


def _too_large(content: bytes, most: int, source: str) -> bytes:
    if len(content) > most:
        raise ReadError(
            source,
            f"has {len(content) / 1e6:.0f} MB, far more than a posting; give the text of one posting (at most {most / 1e6:.0f} MB)",
        )
    return content


def without_mark(content: bytes) -> tuple[bytes, str]:
    """The content as UTF-8 without its byte order mark, and the encoding that the mark told, if there was one."""
    if content.startswith(codecs.BOM_UTF8):
        return content.removeprefix(codecs.BOM_UTF8), "utf-8"
    # The mark of UTF-32 begins as that of UTF-16.
    for name, marks in (
        ("utf-32", (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)),
        ("utf-16", (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
    ):
        if content.startswith(marks):
            return content.decode(name, errors="replace").encode("utf-8"), "utf-8"
    return content, ""
