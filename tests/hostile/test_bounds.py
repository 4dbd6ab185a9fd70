"""Every bound from both sides: what is as large as may be is taken, and what is one larger gets one line that says so.

An input stays as it is, and the bound is laid to its own size and then one below: that says the same as inputs of many megabytes.
Bounds of templates have their own tests (`tests/tailor/letter/test_sandbox.py`).
"""

from __future__ import annotations

import io
import itertools
import json
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import growth

import jdparse
from jdparse import Posting, ReadError, analysis_from_json, analysis_to_json, analyze
from jdparse.batch.inputs import Inputs
from jdparse.errors import JdparseError
from jdparse.readers.docx import read_docx
from jdparse.readers.mail import read_mail
from jdparse.readers.pdf.pages import read_pages
from jdparse.readers.read import jobs_in, read_job
from tailor.brief.command import run_command
from tailor.errors import TailorError, TemplateFault
from tailor.estimate.quantities import parse_count
from tailor.files.letter import read_letter_file
from tailor.files.text import read_bytes
from tailor.letter.letter import Options
from tailor.letter.template import _MOST_BYTES, _MOST_ROOMS
from tailor.letter.write import write_letter
from tailor.profile.load import read_profile
from tailor.profile.resume.read import parse_resume, read_resume
from tailor.review.start import load_start
from tailor.settings.load import settings_text
from tests.tailor.samples import full_profile, write

SAMPLE = growth.SAMPLE
ROW = {"id": "7", "title": "ML Engineer", "text": f"What you'll do\n- {growth.DUTY}\n" * 3}
TOLD = {"id": "7", "title": "ML Engineer", "description": f"<p>{growth.DUTY}</p>" * 4}
DESCRIBED = {"@type": "JobPosting", "title": "ML Engineer", "description": f"<p>{growth.DUTY}</p>" * 4}
PAGE = f"<html><head><title>ML Engineer</title></head><body><main>{growth._PARAGRAPHS}</main></body></html>".encode()
PAGES = growth.pdf([[(40, 780 - 14 * n, 8, growth.DUTY) for n in range(40)]] * 3)
DOCUMENT = growth.docx("<w:p><w:r><w:t>We cut latency.</w:t></w:r></w:p>" * 9)
MAIL = growth.MAILS["parts"](400)
TABLE = ("title,company,description\n" + f"ML Engineer,Quill,{growth.DUTY}\n" * 5).encode()
RESUME = json.dumps({"basics": {"name": "Ada"}, "work": [{"name": "Q", "highlights": ["Cut latency", "Ran it"]}]})


def read(content: bytes) -> object:
    return [read_job(job) for job in jobs_in(content, "x", "x")]


def dumped(row: object) -> bytes:
    return json.dumps([row]).encode()


def unpacked(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(part) for part in archive.namelist()]


def pages(content: bytes) -> None:
    found = read_pages(content)
    if "problem" in found:
        raise ReadError("x", found["problem"])


def batched(content: bytes) -> None:
    for piece in Inputs(("-",), stdin=io.BytesIO(content)).pieces():
        if piece.error:
            raise ReadError("x", piece.error)


def count_of_pages(content: bytes) -> int:
    return sum(len(page.get_textpage().get_text_range()) for page in _opened(content))


def _opened(content: bytes) -> list:  # type: ignore[type-arg]
    import pypdfium2

    return list(pypdfium2.PdfDocument(content))


#: Why a number: an analysis of the same posting is not made again.
NUMBERS = itertools.count()
ANALYSED = analyze(Posting(SAMPLE, "ML Engineer", "Quill"))
ANALYSIS = analysis_to_json(ANALYSED, with_text=True)
SLOT = "{{ paragraph_two }}"


@dataclass(frozen=True)
class Bound:
    """A bound, and an input by which it is measured."""

    place: str
    size: int
    give: Callable[[Path], object]
    said: str = "far more than a"
    also: str = ""

    @property
    def label(self) -> str:
        return f"{self.place.rpartition('jdparse.')[2]} {self.also}".strip()


def on_file(call: Callable[[Path], object], content: bytes) -> Callable[[Path], object]:
    def give(folder: Path) -> object:
        place = folder / "input"
        place.write_bytes(content)
        return call(place)

    return give


def of(call: Callable[[bytes], object], content: bytes) -> Callable[[Path], object]:
    return lambda _: call(content)


def printed(size: int) -> Callable[[Path], object]:
    words = f'"{sys.executable}" -c "print(chr(97) * {size - 1})"'
    return lambda _: run_command(words, "", 30.0)


FEED = (
    b'<?xml version="1.0"?><rss><channel>'
    + f"<item><title>ML Engineer</title><description>{growth.DUTY}</description></item>".encode() * 3
    + b"</channel></rss>"
)
LIST = json.dumps([TOLD, TOLD]).encode()
SAVED = json.dumps(ANALYSIS).encode()
LETTER = b"Dear Ms Holm,\n\nI run the ranking service at Quillmark.\n\nKind regards,\nTove\n"
PROFILE = growth.PROFILE.encode()
ARCHIVE_LINES = json.dumps(ROW).encode() + b"\n"
_READ, _PDF = "jdparse.readers", "jdparse.readers.pdf.pages"

BOUNDS = [
    Bound(f"{_READ}.read.MAX_BYTES", len(LIST), on_file(lambda path: list(jdparse.read_postings(path)), LIST)),
    Bound(f"{_READ}.read.MAX_ITEMS", sum(map(LIST.count, (b",", b"[", b"{"))), of(read, LIST), "values", "of a list"),
    Bound(f"{_READ}.read.MAX_ITEMS", FEED.count(b"<"), of(read, FEED), "values", "of a feed"),
    Bound(f"{_READ}.read.MAX_ITEMS", TABLE.count(b"\n"), of(read, TABLE), "values", "of a table"),
    Bound(f"{_READ}.formats.MAX_TEXT_BYTES", len(SAMPLE.encode()), of(read, SAMPLE.encode())),
    Bound(f"{_READ}.formats.MAX_PAGE_BYTES", len(PAGE), of(read, PAGE), also="of a page"),
    Bound(f"{_READ}.formats.MAX_PAGE_BYTES", len(PAGES), of(read, PAGES), also="of a PDF"),
    Bound(f"{_READ}.split.MAX_LINES", SAMPLE.count("\n"), of(read, SAMPLE.encode())),
    Bound(f"{_READ}.page.lines.MAX_MARKS", PAGE.count(b"<"), of(read, PAGE), "elements"),
    Bound(f"{_READ}.board.MAX_DOCUMENT_CHARACTERS", len(LIST), of(read, LIST), "give the jobs as JSON lines"),
    Bound(f"{_READ}.board.MAX_JOB_CHARACTERS", len(ROW["text"]), of(read, dumped(ROW)), also="of a row"),
    Bound(f"{_READ}.board.MAX_JOB_CHARACTERS", 4 * len(growth.DUTY) + 6, of(read, dumped(TOLD)), also="of a board"),
    Bound(f"{_READ}.board.MAX_JOB_CHARACTERS", 4 * len(growth.DUTY) + 6, of(read, dumped(DESCRIBED)), also="of a page"),
    Bound(f"{_READ}.board.records._MAX_CELL", len(growth.DUTY), of(read, TABLE), "field larger than"),
    Bound(f"{_READ}.docx.MAX_FILE_BYTES", len(DOCUMENT), of(lambda told: read_docx(told, "x", "x"), DOCUMENT)),
    Bound(f"{_READ}.docx.MAX_XML_BYTES", sum(map(len, unpacked(DOCUMENT))), of(read, DOCUMENT), "unpacks to more"),
    Bound(f"{_READ}.docx.MAX_MARKS", sum(one.count(b"<") for one in unpacked(DOCUMENT)), of(read, DOCUMENT), "elements"),
    Bound(f"{_READ}.docx.MAX_PARTS", len(unpacked(DOCUMENT)), of(read, DOCUMENT), "parts"),
    Bound(f"{_READ}.mail.MAX_MAIL_BYTES", len(MAIL), of(lambda told: read_mail(told, "x", "x"), MAIL)),
    Bound(f"{_READ}.mail.MAX_PARTS", 1 + 400 // 20, of(read, MAIL), "parts"),
    Bound(f"{_READ}.mail._MAX_PART_BYTES", len(SAMPLE.encode()), of(read, growth._mail(SAMPLE)), ""),
    Bound(f"{_PDF}.MAX_PAGES", 3, of(pages, PAGES), "pages"),
    Bound(f"{_PDF}.MAX_CHARACTERS", count_of_pages(PAGES), of(pages, PAGES), "characters"),
    Bound(f"{_PDF}.MAX_PIECES", 3 * 40, of(pages, PAGES), "lines"),
    Bound(f"{_PDF}.MAX_ON_PAGE", 40, of(pages, PAGES), "on a page"),
    Bound("jdparse.analysis.MAX_CHARACTERS", len(SAMPLE), lambda _: analyze(Posting(SAMPLE, id=str(next(NUMBERS))))),
    Bound("jdparse.wire.read.MAX_CHARACTERS", len(SAMPLE), lambda _: analysis_from_json(ANALYSIS, "x")),
    Bound("jdparse.batch.lines.MAX_LINE_BYTES", len(ARCHIVE_LINES), of(batched, ARCHIVE_LINES * 2)),
    Bound("jdparse.batch.inputs.MAX_FILE_BYTES", len(PAGE), of(batched, PAGE), "is read whole"),
    Bound("jdparse.batch.inputs.MAX_STREAM_BYTES", len(PAGE), of(batched, PAGE), "give it as a file"),
    Bound("tailor.files.letter.MAX_LETTER_BYTES", len(LETTER), on_file(lambda path: read_letter_file(path, io.BytesIO()), LETTER)),
    Bound("tailor.profile.place.MAX_PROFILE_BYTES", len(PROFILE), on_file(read_profile, PROFILE)),
    Bound("tailor.profile.resume.read.MAX_RESUME_BYTES", len(RESUME), on_file(lambda path: read_resume(path, io.BytesIO()), RESUME.encode())),
    Bound("tailor.profile.resume.read.MAX_VALUES", 9, lambda _: parse_resume(RESUME, "x"), "too large or too deep"),
    Bound("tailor.profile.resume.read.MAX_DEPTH", 4, lambda _: parse_resume(RESUME, "x"), "too large or too deep"),
    Bound("tailor.review.start.MAX_ANALYSIS_BYTES", len(SAVED), on_file(load_start, SAVED)),
    Bound("tailor.settings.load.MAX_SETTINGS_BYTES", 13, on_file(settings_text, b"length = 250\n"), "far more than settings"),
    Bound("tailor.brief.command.MOST_BYTES", 5_000, printed(5_000), "printed more than"),
    Bound("tailor.estimate.quantities._MAX_TYPED", 5, lambda _: parse_count("--x", "12000"), "is no number"),
]  # fmt: skip


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: bound.label)
def test_a_bound_from_both_sides(bound: Bound, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bound.place, bound.size)
    bound.give(tmp_path)
    monkeypatch.setattr(bound.place, bound.size - 1)
    with pytest.raises((JdparseError, TailorError)) as caught:
        bound.give(tmp_path)
    assert bound.said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_a_form_that_says_its_own_bound(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345")
    assert read_bytes(tmp_path / "x", io.BytesIO(), "letter", TailorError, 5) == b"12345"
    with pytest.raises(TailorError, match="far more than a letter"):
        read_bytes(tmp_path / "x", io.BytesIO(), "letter", TailorError, 4)


def test_a_template_from_both_sides(tmp_path: Path) -> None:
    rooms = "".join(f"{{% if room('r{number}', 1) %}} More.{{% endif %}}" for number in range(_MOST_ROOMS + 1))
    rest, last = rooms[: rooms.rindex("{% if")], rooms[rooms.rindex("{% if") :]
    for body, more in (("{#" + "x" * (_MOST_BYTES - len(SLOT) - 4) + "#}", " "), (rest, last)):
        path = write(tmp_path / "own.j2", SLOT + body)
        assert write_letter(ANALYSED, full_profile(), Options(template=str(path))).text
        path = write(tmp_path / "more.j2", SLOT + body + more)
        with pytest.raises(TemplateFault, match="more than"):
            write_letter(ANALYSED, full_profile(), Options(template=str(path)))
