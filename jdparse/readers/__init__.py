"""A file, a page or standard input -> postings. The format is told by content, not by name."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from jdparse.errors import EmptyPostingError, ReadError
from jdparse.lexicon import explain
from jdparse.readers.language import foreign_language
from jdparse.readers.titles import guess_title_and_company
from jdparse.types import Posting

#: What errors call standard input.
STDIN = "<stdin>"
#: A saved page carries scripts and styles; larger than this it is no posting.
MAX_PAGE_BYTES = 12_000_000
#: Plain text of one posting is a few kilobytes.
MAX_TEXT_BYTES = 1_000_000

_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b|<script[^>]+ld\+json|<div\b[^>]*>.*<(?:p|li|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAGIC = {
    b"%PDF-": "is a PDF, which is not read yet; copy its text and pipe it in",
    b"PK\x03\x04": "is a zip or DOCX file, which is not read yet; copy its text and pipe it in",
    b"\x89PNG": "is a picture; copy the posting's text instead",
    b"\xff\xd8\xff": "is a picture; copy the posting's text instead",
    b"\x1f\x8b": "is a gzip file; unpack it first",
}


class _JsonRow(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = ""
    text: str
    title: str | None = None
    company: str | None = None


def read_postings(path: Path | str, stdin: BinaryIO | None = None, name: str = STDIN) -> Iterator[Posting]:
    """The postings of a file or of standard input.

    Args:
        path: A file of plain text, Markdown, HTML or JSON lines; ``-`` is standard input.
        stdin: Where to read ``-`` from.
        name: What ``-`` is called, in angle brackets, where it stands for something else.

    Yields:
        One posting, or one a row of a JSONL file, in its order.

    Raises:
        ReadError: The file cannot be read as a posting.
        EmptyPostingError: It holds no text.
    """
    source, content = _read_bytes(path, stdin, name)
    if not content.strip():
        raise EmptyPostingError(source, "is empty; give it the text of a job posting")
    content, encoding = _without_mark(content)
    stem = source.strip("<>") if str(path) == "-" else Path(source).stem
    if _looks_like_json(content):
        yield from _json_rows(_decode(content, source), source)
        return
    for magic, problem in _MAGIC.items():
        if content.startswith(magic):
            raise ReadError(source, problem)
    if _HTML.search(content[:20_000]):
        from jdparse.readers.page import read_page

        posting = read_page(_too_large(content, MAX_PAGE_BYTES, source), source, stem, encoding)
    else:
        text = _decode(_too_large(content, MAX_TEXT_BYTES, source), source)
        title, company = guess_title_and_company(text)
        posting = Posting(text, title, company, source, stem)
    yield _checked(posting)


def read_posting(path: Path | str, stdin: BinaryIO | None = None, job: str = "", name: str = STDIN) -> Posting:
    """The one posting of a file.

    Args:
        path: As for `read_postings`.
        stdin: As for `read_postings`.
        job: The id of the row wanted, for a file of several.
        name: As for `read_postings`.

    Raises:
        ReadError: The file cannot be read, holds several postings and `job` names none, or has no such row.
    """
    postings = list(read_postings(path, stdin, name))
    chosen = [posting for posting in postings if posting.id == job] if job else postings
    if len(chosen) == 1:
        return chosen[0]
    shown = ", ".join(f"{posting.id} ({posting.title or 'no title'})" for posting in postings[:5])
    more = f" and {len(postings) - 5} more" if len(postings) > 5 else ""
    problem = f"has no posting with the id {job!r}" if job else f"holds {len(postings)} postings"
    raise ReadError(postings[0].source, f"{problem}; name one with --job ID: {shown}{more}")


def _read_bytes(path: Path | str, stdin: BinaryIO | None, name: str) -> tuple[str, bytes]:
    if str(path) == "-":
        if stdin is None:
            raise ReadError(name, "nothing to read")
        return name, stdin.read()
    if re.match(r"https?://", str(path)):
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


def _looks_like_json(content: bytes) -> bool:
    return bool(re.match(rb'\s*(?:\{\s*"|\[\s*\{\s*")', content))


def _json_rows(text: str, source: str) -> Iterator[Posting]:
    """The rows of a JSON list, or of JSON lines."""
    if text.lstrip().startswith("["):
        rows = _parsed(text, source)
        for number, row in enumerate(rows, 1):
            yield _row(row, f"{source}: row {number}", source, number)
        return
    # Only "\n" ends a row: JSON strings may hold U+2028 and its like as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place = f"{source}:{number}"
            yield _row(_parsed(line, place), place, source, number)


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(
            place,
            f"is not a JSON object ({error.msg}, column {error.colno}); each line must be one, with id and text",
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(
            place, "is not a JSON object that can be read; each line must be one, with id and text"
        ) from error


def _row(content: object, place: str, source: str, number: int) -> Posting:
    try:
        row = _JsonRow.model_validate(content)
    except ValidationError as error:
        raise ReadError(place, f"is not a posting ({explain(error)}); each row needs id and text") from error
    if len(row.text) > MAX_TEXT_BYTES:
        raise ReadError(place, f"holds {len(row.text):,} characters, far more than a posting")
    text = _LONE_SURROGATE.sub("\ufffd", row.text)
    if not text.strip():
        raise EmptyPostingError(place, "has an empty text")
    title, company = row.title, row.company
    if title is None or company is None:
        guessed = guess_title_and_company(text)
        title = guessed[0] if title is None else title
        company = guessed[1] if company is None else company
    title, company = (" ".join(_LONE_SURROGATE.sub("\ufffd", name).split()) for name in (title, company))
    return Posting(text, title, company, source, row.id or str(number))


_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def _checked(posting: Posting) -> Posting:
    if not re.search(r"\w", posting.text):
        raise EmptyPostingError(posting.source, "holds no text; give it the text of a job posting")
    language = foreign_language(posting.text)
    if language:
        raise ReadError(posting.source, f"seems to be in {language}; only English postings are read")
    return posting
