"""A file, a page or standard input -> postings. The format is told by content, not by name."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from jdparse.errors import EmptyPostingError, ReadError
from jdparse.readers.jobs import Job
from jdparse.readers.language import foreign_language
from jdparse.readers.titles import guess_title_and_company
from jdparse.types import Posting

#: What errors call standard input.
STDIN = "<stdin>"
#: A saved page carries scripts and styles; larger than this it is no posting.
MAX_PAGE_BYTES = 12_000_000
#: Plain text of one posting is a few kilobytes.
MAX_TEXT_BYTES = 1_000_000
#: An error names no more jobs of a list than this.
_MOST_SHOWN = 20

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


def read_postings(
    path: Path | str,
    stdin: BinaryIO | None = None,
    name: str = STDIN,
    job: str = "",
    skipped: Callable[[ReadError], object] | None = None,
) -> Iterator[Posting]:
    """The postings of a file or of standard input.

    Args:
        path: A file of plain text, Markdown, HTML, PDF, DOCX, mail or JSON; ``-`` is standard input.
        stdin: Where to read ``-`` from.
        name: What ``-`` is called, in angle brackets, where it stands for something else.
        job: Only this one: an id, or the beginning of one id, or words of one title. None where nothing fits.
        skipped: Told of each job in a board's list that cannot be read, which then does not stand in the way of the
            others; without it the first such job raises.

    Yields:
        One posting, or one a job of a JSON file, in its order.

    Raises:
        ReadError: The file cannot be read as a posting, or `job` fits several.
        EmptyPostingError: It holds no text.
    """
    source, jobs = _jobs(path, stdin, name)
    left_out = read = 0
    for found in _named(list(jobs), job, source) if job else jobs:
        try:
            posting = _posting(found)
        except ReadError as problem:
            if skipped is None or job or not found.one_of_many:
                raise
            skipped(problem)
            left_out += 1
            continue
        read += 1
        yield posting
    if left_out and not read:
        raise ReadError(source, f"none of its {left_out} jobs can be read")


def read_posting(path: Path | str, stdin: BinaryIO | None = None, job: str = "", name: str = STDIN) -> Posting:
    """The one posting of a file.

    Args:
        path: As for `read_postings`.
        stdin: As for `read_postings`.
        job: Which job, for a file of several: an id, or the beginning of one id, or words of one title.
        name: As for `read_postings`.

    Raises:
        ReadError: The file cannot be read, holds several postings and `job` names none, or has no such job.
    """
    source, found = _jobs(path, stdin, name)
    jobs = list(found)
    chosen = _named(jobs, job, source) if job else jobs
    if len(chosen) == 1:
        return _posting(chosen[0])
    if job and not chosen:
        raise ReadError(source, f"has no posting with the id {job!r}; {_choices(jobs)}")
    raise ReadError(source, f"holds {len(chosen)} postings{' with this id' if job else ''}; {_choices(chosen)}")


def _named(jobs: list[Job], wish: str, source: str) -> list[Job]:
    """The jobs with this id; failing that, the one whose id begins so or whose title has these words."""
    exact = [job for job in jobs if job.id == wish]
    if exact:
        return exact
    words = re.compile(rf"(?<!\w){re.escape(wish)}(?!\w)", re.IGNORECASE)
    near = [job for job in jobs if job.id.startswith(wish) or words.search(job.title)]
    if len(near) > 1:
        raise ReadError(source, f"--job {wish} fits {len(near)} postings; {_choices(near)}")
    return near


def _choices(jobs: list[Job]) -> str:
    shown = ", ".join(f"{job.id} ({job.title or 'no title'})" for job in jobs[:_MOST_SHOWN])
    more = f" and {len(jobs) - _MOST_SHOWN} more" if len(jobs) > _MOST_SHOWN else ""
    return f"name one with --job ID: {shown}{more}"


def _posting(job: Job) -> Posting:
    posting = job.read()
    return posting if job.own else _checked(posting, job.place)


def _jobs(path: Path | str, stdin: BinaryIO | None, called: str) -> tuple[str, Iterator[Job]]:
    """Where the bytes came from, and the jobs that they hold."""
    source, content = _read_bytes(path, stdin, called)
    if not content.strip():
        raise EmptyPostingError(source, "is empty; give it the text of a job posting")
    content, encoding = _without_mark(content)
    name = source.strip("<>") if str(path) == "-" else Path(source).stem
    saved = _json_inside(content)
    if saved is not None:
        from jdparse.readers.board import find_jobs

        return source, find_jobs(_decode(saved, source), source, name)
    posting = _read_one(content, source, name, encoding)
    return source, iter((Job(name, posting.title, source, lambda: posting),))


def _read_one(content: bytes, source: str, name: str, encoding: str) -> Posting:
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
    text = _decode(_too_large(content, MAX_TEXT_BYTES, source), source)
    title, company = guess_title_and_company(text)
    return Posting(text, title, company, source, name)


def _read_bytes(path: Path | str, stdin: BinaryIO | None, name: str) -> tuple[str, bytes]:
    if str(path) == "-":
        if stdin is None:
            raise ReadError(name, "nothing to read")
        return name, stdin.read()
    if re.match(r"(?i)file://", str(path)):
        raise ReadError(str(path), "is the address of a file; give its path alone, without file://")
    if re.match(r"(?i)(?:https?|ftp)://|www\.[\w-]+\.\w", str(path)) and not Path(path).exists():
        raise ReadError(
            str(path),
            "is an address, and nothing here goes online; save the page, or pipe it: curl URL | tailor ... -",
        )
    file = Path(path)
    try:
        if file.is_dir():
            raise ReadError(str(path), "is a folder; give one file, or several")
        return str(path), file.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(str(path), "no such file; check the path") from error
    except OSError as error:
        raise ReadError(str(path), f"cannot be read ({error.strerror})") from error


def _json_inside(content: bytes) -> bytes | None:
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


def _without_mark(content: bytes) -> tuple[bytes, str]:
    """The content as UTF-8 without its byte order mark, and the encoding that the mark told, if there was one."""
    if content.startswith(codecs.BOM_UTF8):
        return content.removeprefix(codecs.BOM_UTF8), "utf-8"
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if content.startswith(mark):
            return content.decode("utf-16", errors="replace").encode("utf-8"), "utf-8"
    return content, ""


def _decode(content: bytes, source: str) -> str:
    if b"\0" in content[:100_000]:
        raise ReadError(source, "is a binary file; give plain text, Markdown, a saved page or JSON lines")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadError(
            source, f"is not UTF-8 text (byte 0x{content[error.start]:02x} in line {line}); save it as UTF-8"
        ) from error


def _checked(posting: Posting, place: str) -> Posting:
    if not re.search(r"\w", posting.text):
        raise EmptyPostingError(place, "holds no text; give it the text of a job posting")
    language = foreign_language(posting.text)
    if language:
        raise ReadError(place, f"seems to be in {language}; only English postings are read")
    return posting
