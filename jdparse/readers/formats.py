"""What a text or a file is: mail, web page, JSON, plain text; told by content, with the limits on size."""

from __future__ import annotations

import codecs
import html
import re

from jdparse.errors import ReadError
from jdparse.readers.titles import guess_title_and_company
from jdparse.types import Posting

#: A saved page carries scripts and styles; larger than this it is no posting.
MAX_PAGE_BYTES = 12_000_000


#: Plain text of one posting is a few kilobytes.
MAX_TEXT_BYTES = 1_000_000


_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b|<script[^>]+ld\+json|<div\b[^>]*>.*<(?:p|li|div)\b",
    re.IGNORECASE | re.DOTALL,
)


_JSON_START = re.compile(rb'\s*(?:\{\s*"|\[\s*\{\s*")')


#: A browser shows JSON as a page of its own, and may save that page.
_VIEWER = re.compile(
    rb"^\s*(?:<!doctype html>\s*)?<html[^>]*>(?:\s*<head\b.*?</head>)?\s*<body[^>]*>\s*"
    rb"(?:<div class=\"json-formatter-container\"></div>\s*)?<pre[^>]*>(?P<json>.*?)</pre>",
    re.IGNORECASE | re.DOTALL,
)


#: No header block of a mail is longer.
_HEAD_BYTES = 64_000


_HEADER_LINE = re.compile(rb"[!-9;-~]+:(?:[ \t]|\r?$)|[ \t]+\S")


_TELLING = re.compile(rb"^(?:mime-version|message-id|received|return-path|delivered-to|content-type):", re.I | re.M)


_SENDER = re.compile(rb"^from:", re.I | re.M)


_SUBJECT = re.compile(rb"^(?:subject|date|to):", re.I | re.M)


_MAGIC = {
    b"{\\rtf": "is RTF, which is not read; save it as DOCX or plain text, or copy its text and pipe it in",
    b"\x89PNG": "is a picture; copy the posting's text instead",
    b"\xff\xd8\xff": "is a picture; copy the posting's text instead",
    b"\x1f\x8b": "is a gzip file; unpack it first",
}


def read_one(content: bytes, source: str, name: str, encoding: str) -> Posting:
    """The posting of a file that holds one, by the first format that its content fits."""
    for magic, problem in _MAGIC.items():
        if content.startswith(magic):
            raise ReadError(source, problem)
    if content.lstrip()[:5] == b"%PDF-":
        from jdparse.readers.pdf import read_pdf

        return read_pdf(_too_large(content, MAX_PAGE_BYTES, source), source, name)
    if content.startswith(b"PK\x03\x04"):
        from jdparse.readers.docx import read_docx

        return read_docx(content, source, name)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        from jdparse.readers.docx import problem_of_old_office

        raise ReadError(source, problem_of_old_office(content))
    if _is_mail(content):
        from jdparse.readers.mail import read_mail

        return read_mail(content, source, name)
    if _HTML.search(content[:20_000]):
        from jdparse.readers.page import read_page

        return read_page(_too_large(content, MAX_PAGE_BYTES, source), source, name, encoding)
    text = decode_text(_too_large(content, MAX_TEXT_BYTES, source), source)
    title, company = guess_title_and_company(text)
    return Posting(text, title, company, source, name)


def json_inside(content: bytes) -> bytes | None:
    """The JSON of a file, also where a browser saved its own view of it; None for anything else."""
    if _JSON_START.match(content):
        return content
    viewed = _VIEWER.match(content) if content[:1000].lstrip()[:1] == b"<" else None
    if viewed and _JSON_START.match(inside := html.unescape(viewed["json"].decode("utf-8", "replace")).encode("utf-8")):
        return inside
    return None


def _is_mail(content: bytes) -> bool:
    """Whether a file begins with the headers of a mail; "Title: ..." above a pasted posting is none."""
    head = re.split(rb"\r?\n\r?\n", content[:_HEAD_BYTES].lstrip(), maxsplit=1)[0]
    lines = head.split(b"\n")
    if lines[0].startswith(b"From "):
        del lines[0]
    if not lines or not all(map(_HEADER_LINE.match, lines)):
        return False
    return bool(_TELLING.search(head) or (_SENDER.search(head) and _SUBJECT.search(head)))


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
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if content.startswith(mark):
            return content.decode("utf-16", errors="replace").encode("utf-8"), "utf-8"
    return content, ""


def decode_text(content: bytes, source: str) -> str:
    """Bytes as text.

    Raises:
        ReadError: They are a binary file, or of a charset that cannot be told.
    """
    if b"\0" in content[:100_000]:
        raise ReadError(source, "is a binary file; give plain text, Markdown, a saved page or JSON lines")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadError(
            source, f"is not UTF-8 text (byte 0x{content[error.start]:02x} in line {line}); save it as UTF-8"
        ) from error
