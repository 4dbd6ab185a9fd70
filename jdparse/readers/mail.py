"""A saved mail -> posting: the part that tells most, without quotation marks, forwarding headers and footers.

A page that a browser saved as one file (MHTML) is a mail in form; its page is read as any other.

Source: https://docs.python.org/3/library/email.html; RFC 5322 (headers), RFC 3676 (flowed text, quotes, signatures),
RFC 2557 (MHTML)
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from itertools import accumulate, islice
from typing import cast

from jdparse.errors import EmptyPostingError, ReadError
from jdparse.intake import charset
from jdparse.readers.headlines import guess_from_headline
from jdparse.readers.layout import flat_text
from jdparse.readers.page import read_page
from jdparse.readers.plain import plain_name
from jdparse.readers.split import pasted_postings
from jdparse.types import Posting

#: A mail with pictures and attachments has some ten parts, a digest some fifty.
MAX_PARTS = 500
#: No title, charset or boundary stands behind so many characters of a header.
_MAX_HEADER = 2_000
#: A mail carries pictures and attachments in base64.
MAX_MAIL_BYTES = 40_000_000
#: A part with more is no posting: its HTML has some ten times the characters of its text.
_MAX_PART_BYTES = 8_000_000
_STRUCTURE = re.compile(r"<(?:li|p|br|div|td|h[1-6])\b", re.IGNORECASE)

_QUOTE_MARKS = re.compile(r"^(?:>[ ]?)+", re.MULTILINE)
#: The headers of a mail inside a mail, as programs write them above what they forward or answer.
_INNER_HEADER = re.compile(
    r"\W*+(?P<name>from|date|sent|subject|to|cc|reply-to)[^\w:]*+:\W*+(?P<value>.*)", re.IGNORECASE
)
_BEGINS = re.compile(
    r"(?P<before>\W*+)(?:(?P<ruled>forwarded message|original message)|begin forwarded message:|_{10,}+|on .{6,200} wrote:)(?P<behind>\W*+)",
    re.IGNORECASE,
)
#: Lines about the mail itself. A posting's own "unsubscribe rate" is none: each begins or ends as only such lines do.
_ABOUT_THE_MAIL = re.compile(
    r"(?:[^|•·]{1,40}[|•·]\s*+){1,5}unsubscribe\b|\W*?(?:©|\(c\)|copyright)\s*+(?:©\s*+)?(?:19|20)\d\d|\W*+(?:"
    r"unsubscribe(?:\W*$|\s*[|•·]| (?:here|now|from|instantly|at|by|or)\b)"
    r"|.*\bunsubscribe (?:here|at any time|from (?:this|these|all|our))\b|.*\b(?:click|use|follow)\b.* to unsubscribe\b"
    r"|to (?:unsubscribe|stop receiving)\b|if you (?:no longer|do not|don['’]t) wish to receive\b"
    r"|view (?:this (?:e-?mail|message) |it )?(?:in|on) (?:your |the |a )?(?:web ?)?(?:browser|online)"
    r"|(?:having )?trouble (?:viewing|reading|seeing) this|can['’]t (?:see|read) this"
    r"|you(?:['’]re| are)? (?:receiv(?:e|ed|ing)|getting) (?:this|these)\b|this (?:e-?mail|message) was (?:sent|intended)\b"
    r"|(?:manage|update|change|edit) (?:your (?:e-?mail |job )?|(?=(?:e-?mail |job )?\w+\W*$))(?:e-?mail |job )?"
    r"(?:preferences|subscriptions?|notifications?|alerts|settings)\b"
    r"|(?:e-?mail|subscription|communication) preferences\W*$|add us to your address book|get outlook for\b"
    r"|sent from my (?:iphone|ipad|phone|mobile|android|galaxy|samsung)|sent (?:via|with|by) \w+(?: \w+)?\W*$"
    r"|all rights reserved\b"
    r"|this (?:e-?mail|message) (?:and any|may contain|is confidential|contains confidential)"
    r")",
    re.IGNORECASE,
)
#: A line about the mail has no more words than this, nor characters.
_MAX_FOOTER_LINE_WORDS, _MAX_FOOTER_LINE = 40, 1_000
#: The first line about the mail behind this share of its words begins its footer.
_FOOTER_FROM = 0.66
#: A version of a mail with a smaller share of the words of the longest is a stub: "see this mail in your browser".
_ENOUGH = 0.6
#: The headers of a mail inside a mail have no more lines than this, blank ones among them.
_MAX_HEADER_LINES = 60
#: A signature has no more lines than this below its "-- ".
_MAX_SIGNATURE_LINES = 12


class _ShortHeaders(policy.EmailPolicy):
    """Mail whose headers are cut where they are longer than any that tells something.

    Why: the library parses them in more time than their length, and a stranger sets the length.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name of a header and its value, from its lines."""
        kept = [line[:_MAX_HEADER] for line in sourcelines[: _MAX_HEADER // 10]]
        name, value = super().header_source_parse(kept)
        return name, value[:_MAX_HEADER]


_POLICY = _ShortHeaders()


def read_mail(content: bytes, source: str, name: str) -> list[Posting]:
    """The posting of a saved mail or of a page saved as one file, or each of several.

    Args:
        content: The mail's bytes.
        source: The file, for error messages.
        name: The posting's id.

    Raises:
        ReadError: The mail holds no part that can be read.
        EmptyPostingError: Its text is empty.
    """
    if len(content) > MAX_MAIL_BYTES:
        raise ReadError(
            source, f"has {len(content) / 1e6:.0f} MB, far more than a posting; save it without attachments"
        )
    try:
        message = cast(EmailMessage, email.message_from_bytes(content.lstrip(), policy=_POLICY))
        if sum(1 for _ in islice(message.walk(), MAX_PARTS + 1)) > MAX_PARTS:
            raise ReadError(
                source, f"has more than {MAX_PARTS} parts, far more than a posting; copy the posting's text"
            )
        if _is_saved_page(message):
            return _read_saved_page(message, source, name)
        subject, text = max(_mails(message), key=lambda mail: len(mail[1].split()))
        attached = ", ".join(filter(None, (_file_name(part) for part in message.walk())))
    # The library reads most broken mails, and fails in many ways on the rest.
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise ReadError(source, "is a broken mail; copy its text and pipe it in") from error
    if not re.search(r"\w", text):
        advice = (
            f"save its attachment ({attached}) and give that" if attached else "copy the posting's text and pipe it in"
        )
        raise EmptyPostingError(source, f"is a mail without text; {advice}")
    title, company = guess_from_headline(subject)
    posting, *more = pasted_postings(text, source, name)
    if more:
        return [posting, *more]
    return [replace(posting, title=title or posting.title, company=company or posting.company)]


def _is_saved_page(message: EmailMessage) -> bool:
    return "Snapshot-Content-Location" in message or str(message.get("From", "")).startswith("<Saved by")


def _read_saved_page(message: EmailMessage, source: str, name: str) -> list[Posting]:
    """The postings of a page that a browser saved as one file; a board in a frame of the page is a page of its own."""
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    problem = ReadError(source, "is a saved page without a page in it; save it again, or copy the posting's text")
    for content, part in sorted(
        ((_bytes(part), part) for part in pages), key=lambda page: b"JobPosting" not in page[0]
    ):
        try:
            return read_page(content, source, name, part.get_content_charset() or "")
        except ReadError as error:
            problem = error
    raise problem


def _mails(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """Subject and text of a mail and of each that it forwards or answers, the outermost first."""
    yield from _inner_mails(plain_name(str(message.get("Subject", ""))), _text_of(message))
    for part in message.walk():
        if part is not message and part.get_content_type() == "message/rfc822":
            for inner in part.iter_parts():
                yield from _inner_mails(plain_name(str(inner.get("Subject", ""))), _text_of(inner))


def _inner_mails(subject: str, text: str) -> Iterator[tuple[str, str]]:
    """Subject and text of what stands above, between and below the headers of mails inside a text."""
    lines = text.split("\n")
    below: list[str] = []
    number = 0
    while number < len(lines):
        headers, after = _inner_headers(lines, number)
        if headers or _begins_a_mail(lines[number]):
            yield subject, _without_footer("\n".join(below))
            below, subject, number = [], headers.get("subject", subject), after
        else:
            below.append(lines[number])
            number += 1
    yield subject, _without_footer("\n".join(below))


def _begins_a_mail(line: str) -> bool:
    """Whether a line is one that mail programs set above what they forward or answer."""
    found = _BEGINS.fullmatch(line)
    if found is None or not found["ruled"]:
        return found is not None
    return found["before"].rstrip().endswith("--") and found["behind"].lstrip().startswith("--")


def _inner_headers(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """The headers of a mail that begin at a line, and the line below them; none where fewer than three stand there."""
    headers: dict[str, str] = {}
    number = start
    while number < min(len(lines), start + _MAX_HEADER_LINES):
        found = _INNER_HEADER.fullmatch(lines[number])
        if found:
            headers.setdefault(found["name"].lower(), found["value"].strip(" *"))
        elif lines[number].strip() or not headers:
            break
        number += 1
    return (headers, number) if len(headers) >= 3 and "from" in headers else ({}, start + 1)


def _without_footer(text: str) -> str:
    """A mail's text without signature, footer and lines about the mail itself."""
    lines = text.split("\n")
    full = list(accumulate(bool(line.strip()) for line in lines))
    signature = (
        number
        for number, line in enumerate(lines)
        if line.rstrip() == "--" and full[-1] - full[number] <= _MAX_SIGNATURE_LINES
    )
    lines = lines[: next(signature, len(lines))]
    total, before = sum(len(line.split()) for line in lines), 0
    kept = []
    for line in lines:
        words = len(line.split())
        if words <= _MAX_FOOTER_LINE_WORDS and len(line) <= _MAX_FOOTER_LINE and _ABOUT_THE_MAIL.match(line):
            if before >= _FOOTER_FROM * total:
                break
            line = ""
        kept.append(line)
        before += words
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _text_of(part: MIMEPart) -> str:
    """The text of a part of a mail, without that of the mails attached to it."""
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
        return ""
    if kind == "multipart/alternative":
        return _best_text(part)
    if part.is_multipart():
        return "\n\n".join(filter(None, (_text_of(inner) for inner in part.iter_parts())))
    if kind == "text/html":
        return flat_text(_decoded(part))
    if kind != "text/plain":
        return ""
    text = _QUOTE_MARKS.sub("", _decoded(part).replace("\r\n", "\n"))
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?<=\S) \n(?=\S)(?!-- $)", " ", text)
    return text.strip()


def _best_text(part: MIMEPart) -> str:
    """The text of the richest of several versions, unless its HTML has neither lines nor as much to say."""
    versions = [(text, inner) for inner in part.iter_parts() if (text := _text_of(inner))]
    most = max((len(text.split()) for text, _ in versions), default=0)
    full = [(text, inner) for text, inner in versions if len(text.split()) >= _ENOUGH * most]
    rich = [
        text for text, inner in full if inner.get_content_type() != "text/html" or _STRUCTURE.search(_decoded(inner))
    ]
    return rich[-1] if rich else next((text for text, _ in full), "")


def _decoded(part: MIMEPart) -> str:
    """The text of a part: in the charset that it names if that fits, else in UTF-8, else with the odd bytes replaced."""
    content = _bytes(part)
    for name in (charset(part.get_content_charset()) or "utf-8", "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("cp1252", errors="replace")


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    if len(content) > _MAX_PART_BYTES:
        raise ValueError("far more than a posting")
    return content


def _file_name(part: MIMEPart) -> str:
    return plain_name(part.get_filename())
