"""What is fuzzed: each entry takes any bytes and may raise nothing but the package's own errors; what it gives is held to promises.

A target is called in one process many times, so what it calls is the library, below the command line: what reads, and what is made of it.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

#: A character that steers a terminal or turns the direction of writing.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class PromiseBrokenError(AssertionError):
    """What came out is not what is promised."""


def promise(holds: object, what: str) -> None:
    """Complain where a promise does not hold."""
    if not holds:
        raise PromiseBrokenError(what)


@dataclass(frozen=True)
class Target:
    """Something to fuzz.

    Attributes:
        name: Its name.
        call: Takes the bytes.
        seeds: Gives the inputs to start from.
        share: How much of the time it gets, beside the others.
        most: The most bytes of an input.
        seconds: The processor time that an input may take: far more than such an input needs, far less than an attack wants.
    """

    name: str
    call: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]
    share: float = 1.0
    most: int = 4_000
    seconds: float = 3.0


def _text(data: bytes) -> str:
    """Bytes as text: each byte that is none of UTF-8 is half a character, which JSON and arguments may bring."""
    return data.decode("utf-8", "surrogateescape" if data[:1] == b"\xff" else "replace")


# --- readers --------------------------------------------------------------------------------------------------------
def sound_posting(posting: Any) -> None:
    """What holds for each posting that is read."""
    for text in (posting.text, posting.title, posting.company):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise PromiseBrokenError("half a character in a posting") from error
    promise("\n" not in posting.title and "\n" not in posting.company, "a title or an employer of two lines")


def read(data: bytes) -> None:
    """The readers, whatever the content is."""
    from jdparse.readers.read import jobs_in, read_job

    for number, job in enumerate(jobs_in(data, "x", "x")):
        sound_posting(read_job(job))
        if number > 20:
            return


def read_mail(data: bytes) -> None:
    """The reader of mails, also for what would not be told for one."""
    from jdparse.readers.mail import read_mail as one

    for posting in one(data, "x", "x"):
        sound_posting(posting)


def read_page(data: bytes) -> None:
    """The reader of pages; the first bytes may name a charset."""
    from jdparse.readers.page import read_page as one

    name, _, rest = data.partition(b"\0") if b"\0" in data[:30] else (b"", b"", data)
    for posting in one(rest, "x", "x", name.decode("latin-1")):
        sound_posting(posting)


def read_pdf(data: bytes) -> None:
    """The reader of PDF."""
    from jdparse.readers.pdf.posting import read_pdf as one

    sound_posting(one(data, "x", "x"))


def read_pdf_lines(data: bytes) -> None:
    """What is made of a PDF's lines, without the program that reads them: each line's first bytes say where it stands and how it looks."""
    from unittest.mock import patch

    from jdparse.readers.pdf import posting
    from jdparse.readers.pdf.line import Line

    lines: list[Line] = []
    bottom, page = 800.0, 0
    for row in data.splitlines():
        place, text = row[:4].ljust(4, b"0"), " ".join(row[4:].decode("utf-8", "replace").split())
        if not text:
            continue
        left, high, gap, look = place[0] * 2.0, 4 + place[1] % 32, place[2] % 64, place[3]
        bottom -= high + gap
        if bottom < 0:
            bottom, page = 780.0, page + 1
        right = left + 0.5 * high * max(1, len(text))
        first = 0.5 * high * len(text.split(" ")[0])
        edge = not 60 < bottom < 740
        lines.append(
            Line(text, left, right, bottom, bottom + high, first, page, edge, look % 5 == 1, look % 7 == 1, 400 * (look % 3), len(lines))
        )  # fmt: skip
    pages = [[line for line in lines if line.page == number] for number in range(page + 1)]
    with patch.object(posting, "read_apart", lambda content, source: (pages, "")):
        sound_posting(posting.read_pdf(b"", "x", "x"))


def read_docx(data: bytes) -> None:
    """The reader of DOCX: the bytes are the document inside a sound package, or the whole file."""
    from jdparse.readers.docx import read_docx as one

    sound_posting(one(data if data[:2] == b"PK" else _packed(data), "x", "x"))


def _packed(document: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELATIONS)
        packed.writestr("word/document.xml", document)
    return out.getvalue()


_OFFICE = "http://schemas.openxmlformats.org"
_TYPES = (
    f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="rId1" Target="word/document.xml" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def decode(data: bytes) -> None:
    """Bytes as text, and what they are otherwise."""
    from jdparse.readers.binary import decode_text
    from jdparse.readers.formats import FORMATS, json_inside, without_mark

    content, _ = without_mark(data)
    for form in FORMATS:
        form.accepts(content)
    json_inside(content)
    promise(
        "\r" not in (text := decode_text(content, "x")) or "\n" in text, "lines that end in a carriage return alone"
    )


def batch_row(data: bytes) -> None:
    """A line of a batch."""
    from jdparse.batch.inputs import Piece
    from jdparse.batch.reading import Reader
    from jdparse.batch.rows import COLUMNS

    reader: Reader[None] = Reader()
    for reading in reader(Piece("x", 3, data)):
        promise(list(reading.row) == [column.name for column in COLUMNS], "a row with other columns")
        json.dumps(reading.row, ensure_ascii=False).encode("utf-8")


# --- what is made of a posting --------------------------------------------------------------------------------------
def sound_analysis(analysis: Any) -> None:
    """What holds for each analysis: quotes stand where they are said to, and JSON comes back equal."""
    from jdparse import Kind, analysis_from_json, analysis_to_json

    text = analysis.posting.text
    for kind in Kind:
        found = analysis.highlight(kind)
        for one in () if found is None else (found.evidence, *found.alternatives):
            promise(
                one.typed or text[one.span.start : one.span.end] == one.quote,
                f"{kind}: a quote that is not in its place",
            )
            around = one.context
            promise(
                around is None or text[around.span.start : around.span.end] == around.quote,
                f"{kind}: a context elsewhere",
            )
    row = json.loads(json.dumps(analysis_to_json(analysis, with_text=True, exact=True)))
    promise(analysis_from_json(row, "x") == analysis, "an analysis that JSON does not bring back")


def plain_output(text: str) -> None:
    """What holds for each text that is printed."""
    found = STEERING.search(text)
    promise(found is None, f"{found and found[0]!r} in what is printed")


def _without_colours() -> None:
    """Have our own colours left out, so that each ESC that is left is a stranger's."""
    import click

    click.style = lambda text, **_: str(text)


def analyze(data: bytes) -> None:
    """Any text through all stages, and what is printed of it."""
    _without_colours()
    import jdparse
    from tailor.show.analysis import analyses_json, analysis_text
    from tailor.show.posting import posting_text

    posting = jdparse.Posting(_text(data).encode("utf-8", "replace").decode(), "Engineer", "Quillmere", "x", "x")
    analysis = jdparse.analyze(posting)
    sound_analysis(analysis)
    plain_output(analysis_text(analysis, explain=True))
    plain_output(posting_text(analysis, width=80, colour=False))
    promise(json.loads(analyses_json([analysis])), "no JSON")


@lru_cache(maxsize=1)
def _known() -> tuple[Any, Any]:
    """An invented applicant, and an invented posting as it is analysed."""
    import jdparse
    from tailor.profile.load import parse_profile

    profile = parse_profile((ROOT / "templates/sample-profile.toml").read_text(encoding="utf-8"), "profile.toml")
    posting = next(jdparse.read_postings(ROOT / "templates/sample-posting.txt"))
    return profile, jdparse.analyze(posting)


def _highlights(analysis: Any) -> Mapping[Any, Any]:
    from jdparse import Kind

    return {kind: analysis.highlight(kind) for kind in Kind}


def draft(data: bytes) -> None:
    """Any text as a posting: its letter, its brief, and the trace."""
    _without_colours()
    import jdparse
    from jdparse.readers.read import jobs_in, read_job
    from tailor.brief.brief import write_brief
    from tailor.brief.show import brief_json, brief_text
    from tailor.draft import write_draft
    from tailor.letter.letter import Options
    from tailor.review.start import Start
    from tailor.show.letter import letter_json

    analysis = jdparse.analyze(read_job(next(iter(jobs_in(data, "x", "x")))))
    profile, _ = _known()
    options = Options((150, 250, 400)[len(data) % 3])
    made = write_draft(Start(analysis), profile, options, _highlights(analysis))
    at = 0
    for span in made.letter.trace:
        promise(span.start == at and span.end > at, "a trace that does not tile the letter")
        at = span.end
    promise(at == len(made.letter.text), "a trace that ends before the letter")
    promise(json.loads(letter_json(made.letter)), "no JSON")
    brief = write_brief(analysis, profile, options, _highlights(analysis))
    plain_output(brief_text(brief))
    promise(json.loads(brief_json(brief)), "no JSON")


def check(data: bytes) -> None:
    """Any text as a letter."""
    _without_colours()
    from tailor.check import check_letter, load_rules
    from tailor.check.finding import Known
    from tailor.show import findings

    profile, analysis = _known()
    text = _text(data)
    known = Known(analysis, profile, 250, "Brackwater") if len(data) % 2 else Known()
    report = findings.Report("x", text, check_letter(text, known))
    for one in report.findings:
        promise(0 <= one.start <= one.end <= len(text), "a finding outside of the letter")
    plain_output(findings.findings_text(report))
    plain_output(findings.findings_github(report))
    promise(json.loads(findings.findings_json(report)) is not None, "no JSON")
    promise(json.loads(findings.findings_sarif(report, load_rules(), "0")), "no JSON")


@lru_cache(maxsize=1)
def _brief() -> tuple[Any, Any]:
    from tailor.brief.brief import write_brief
    from tailor.letter.letter import Options

    profile, analysis = _known()
    return write_brief(analysis, profile, Options(250), _highlights(analysis)), analysis


def answer(data: bytes) -> None:
    """What a writer may have answered, taken apart."""
    from tailor.brief.answer import read_answer

    for said in read_answer(_text(data)).sentences:
        promise(said.text.strip(), "a sentence without words")


def written(data: bytes) -> None:
    """What a writer answered, as a letter."""
    from tailor.brief.letter import read_written

    brief, analysis = _brief()
    letter = read_written(_text(data), brief, analysis, "x").letter
    letter.text.encode("utf-8")


def saved(data: bytes) -> None:
    """A saved analysis that somebody may have changed."""
    from jdparse import analysis_from_json
    from tailor.review.start import _parsed

    row = _parsed(data, "x")
    if isinstance(row, dict):
        row.pop("draft", None)
    sound_analysis(analysis_from_json(row, "x"))


# --- what a person wrote ----------------------------------------------------------------------------------------------
def profile(data: bytes) -> None:
    """A profile's text, with all that is wrong with it."""
    from tailor.profile.load import examine

    text = _text(data)
    found = examine(text, "x")
    promise(all("\n" not in line for line in found.told), "a problem of two lines")
    if not found.problems and found.me is not None:
        found.profile()


def resume(data: bytes) -> None:
    """A résumé of any of the formats."""
    from tailor.profile.resume.read import decode_resume

    decode_resume(data, "x")


def imported(data: bytes) -> None:
    """A résumé made into a profile, which has to load."""
    from tailor.profile.load import examine
    from tailor.profile.resume.read import decode_resume
    from tailor.profile.resume.stories import import_resume

    made = import_resume(decode_resume(data, "x"), None, "x")
    found = examine(made.text, "x")
    promise(found.me is not None, f"a profile that does not load: {found.problems[:1]}")


@lru_cache(maxsize=1)
def _scratch() -> Path:
    """A folder in memory, where there is one, for what is read from files alone."""
    import atexit

    shm = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="hostile-", dir=shm if shm.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def settings(data: bytes) -> None:
    """The file of the settings."""
    from tailor.settings.load import load_settings

    path = _scratch() / "settings.toml"
    path.write_bytes(data)
    load_settings(path, {})


def template(data: bytes) -> None:
    """A letter's template, rendered with words of a profile; endless loops are bounded by the sandbox."""
    from tailor.letter.template import SLOTS, Room, render

    path = _scratch() / "own.j2"
    path.write_bytes(data)
    me = {"name": "Tove Almgren", "email": "", "phone": "", "city": ""}
    slots: dict[str, Any] = dict.fromkeys(SLOTS - {"room", "me", "story"}, "{{ 7*7 }} {% raw %}")
    _forget_templates()
    out = render(str(path), {**slots, "room": Room(), "me": me, "story": {"name": "x", "system": "{{ me }}"}}, SLOTS)
    promise(isinstance(out, str), "no text")


def _forget_templates() -> None:
    from tailor.letter import template as module

    if (cached := getattr(module, "_compiled", None)) is not None and hasattr(cached, "cache_clear"):
        cached.cache_clear()


def rows(data: bytes) -> None:
    """Rows of a lexicon and of the sentences."""
    from jdparse.lexicon.files import parse_rows
    from jdparse.lexicon.rows import Cue, ToolRow, WordList

    path = _scratch() / "rows.toml"
    path.write_bytes(data)
    key, row = (("cue", Cue), ("tool", ToolRow), ("list", WordList))[len(data) % 3]
    parse_rows(path, key, row, str)


def sentences(data: bytes) -> None:
    """The file of the sentences of letters."""
    from tailor.letter.rows import load_rows

    folder = _scratch()
    (folder / "sentences.toml").write_bytes(data)
    load_rows.cache_clear()
    load_rows(folder)


def quantity(data: bytes) -> None:
    """What a person types for a number."""
    from tailor.estimate import quantities

    text = _text(data)
    for read_one in (
        quantities.parse_count,
        quantities.parse_money,
        quantities.parse_share,
        quantities.parse_duration,
        quantities.parse_size,
    ):
        try:
            read_one("--x", text)
        except _own_errors():
            continue


def typed(data: bytes) -> None:
    """Words of a stranger, on their way to a terminal."""
    from tailor.terminal.safe import inert, one_line

    text = _text(data)
    promise(STEERING.search(one_line(text)) is None and "\n" not in one_line(text), "a line that steers")
    plain_output(inert(text))


@lru_cache(maxsize=1)
def _own_errors() -> tuple[type[BaseException], ...]:
    """What may be raised: the root of each package's own errors."""
    from jdparse.errors import JdparseError
    from tailor.errors import TailorError

    return (JdparseError, TailorError)


def call(target: Target, data: bytes) -> None:
    """One execution; what is raised is a find, but the package's own errors are not.

    Raises:
        BaseException: Whatever else came out.
    """
    try:
        target.call(data)
    except _own_errors() as error:
        promise(str(error).strip(), "an error without words")


# --- seeds --------------------------------------------------------------------------------------------------------------
def _files(*patterns: str) -> Iterator[bytes]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            yield path.read_bytes()


def _shared(*patterns: str, most: int = 30) -> Iterator[bytes]:
    """Files beside the checkout, where they are; taken at run time and never kept."""
    shared = ROOT.parent / "shared"
    for pattern in patterns:
        for path in sorted(shared.glob(pattern))[:most]:
            if path.is_file():
                yield path.read_bytes()[:20_000]


def postings() -> Iterator[bytes]:
    """Invented postings as text, and real ones where they lie."""
    from tests.tailor.samples import POSTINGS

    yield from (posting.text.encode() for posting in POSTINGS.values())
    yield from _files("templates/sample-posting.txt", "benchmarks/checking/postings/*.txt")
    yield from _shared("postings/markdown/*", "cases/hostile/*.html", most=12)


_PAGE = (
    '<!doctype html><html><head><title>{title} - {company}</title><script type="application/ld+json">{json}</script></head>'
    "<body><h1>{title}</h1><p>{company}</p><ul>{items}</ul><div hidden>x</div></body></html>"
)


def pages() -> Iterator[bytes]:
    """The same as pages."""
    import html

    from tests.tailor.samples import POSTINGS

    for posting in POSTINGS.values():
        items = "".join(f"<li>{html.escape(line)}</li>" for line in posting.text.split("\n") if line.strip())
        about = {
            "@type": "JobPosting",
            "title": posting.title,
            "description": items,
            "hiringOrganization": {"name": posting.company},
        }
        for inside in (json.dumps(about), ""):
            yield _PAGE.format(title=posting.title, company=posting.company, json=inside, items=items).encode()
    yield b"utf_8\0" + _PAGE.format(title="x", company="y", json="", items="<li>x").encode()
    yield from _shared("postings/pages/*.htm*", most=8)


def mails() -> Iterator[bytes]:
    """The same as mails."""
    from tests.tailor.samples import POSTINGS

    for posting in POSTINGS.values():
        head = f"From: Ada <ada@{'quillmere'}.example>\nTo: b@c.example\nSubject: Fwd: {posting.title} at {posting.company}\nMIME-Version: 1.0\n"
        yield f"{head}Content-Type: text/plain; charset=utf-8\n\n{posting.text}".encode()
        yield (
            f"{head}Content-Type: multipart/alternative; boundary=xx\n\n--xx\nContent-Type: text/plain; format=flowed\n\n{posting.text}\n"
            f"--xx\nContent-Type: text/html; charset=latin-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>{posting.text}</p>\n--xx--\n"
        ).encode()
        yield f"{head}\n---------- Forwarded message ---------\nFrom: x\nDate: y\nSubject: z\n\n{posting.text}\n-- \nA\n".encode()


def boards() -> Iterator[bytes]:
    """The same as rows and lists of boards."""
    from tests.tailor.samples import POSTINGS

    for posting in POSTINGS.values():
        row = {"id": "7", "title": posting.title, "company": posting.company, "text": posting.text}
        yield json.dumps(row).encode()
        yield json.dumps(
            {
                "jobs": [
                    {"title": posting.title, "content": f"<p>{posting.text}</p>", "absolute_url": "https://a.example"}
                ]
                * 2
            }
        ).encode()
        yield json.dumps({"@type": "JobPosting", "title": posting.title, "description": posting.text}).encode()
    yield b'title,company,description\nEngineer,Quillmere,"We cut latency of models"\n'
    yield b"<rss><channel><item><title>Engineer</title><description>We cut latency</description></item></channel></rss>"


def everything() -> Iterator[bytes]:
    """All kinds of input."""
    for kind in (postings, pages, mails, boards):
        yield from kind()


def letters() -> Iterator[bytes]:
    """Invented letters."""
    yield from _files("tests/data/letters/*.txt", "benchmarks/checking/profiles/*.toml")


def answers() -> Iterator[bytes]:
    """What a writer might answer."""
    from tests.tailor.brief.writing import HONEST

    yield HONEST.encode()
    yield f"```json\n{json.dumps({'letter': [{'text': 'I cut it.', 'facts': ['f1']}]})}\n```".encode()
    yield from _files("tests/data/letters/*.txt")


def analyses() -> Iterator[bytes]:
    """Saved analyses."""
    import jdparse
    from tests.tailor.samples import POSTINGS

    for posting in POSTINGS.values():
        short = replace(posting, text=posting.text[:900])
        yield json.dumps(jdparse.analysis_to_json(jdparse.analyze(short), with_text=True, exact=True)).encode()
    yield b'{"schema":1,"text":"Own latency."}'


def profiles() -> Iterator[bytes]:
    """Invented profiles."""
    yield from _files("templates/*profile.toml", "benchmarks/profiles/*.toml", "benchmarks/stories/profiles/a*.toml")


def resumes() -> Iterator[bytes]:
    """Invented résumés."""
    yield from _files("benchmarks/resumes/*.json", "benchmarks/resumes/*.yaml", "tests/data/resumes/*")


def pdfs() -> Iterator[bytes]:
    """Small files of PDF."""
    for body in (b"BT /F1 24 Tf 72 720 Td (Engineer, we cut latency of models) Tj ET", b"BT ET"):
        yield (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1"
            b"/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length "
            + str(len(body)).encode()
            + b">>stream\n"
            + body
            + b"\nendstream endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF"
        )
    yield from _shared("cases/hostile/*.pdf")


def lines_of_pdfs() -> Iterator[bytes]:
    """The sample posting line by line, its headings larger."""
    for text in _files("templates/sample-posting.txt"):
        for places in ((b"$(00", b"$,@0"), (b"d(01", b"(10@")):
            lines = [line for line in text.splitlines() if line.strip()]
            yield b"\n".join(places[len(line) < 40 and line[:1] != b"-"] + line for line in lines)


def documents() -> Iterator[bytes]:
    """The document inside a DOCX."""
    words = f'<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main"><w:body>'
    for text in ("Machine Learning Engineer", "We cut the latency of models"):
        yield f"{words}<w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>".encode()


def rows_of_lexicons() -> Iterator[bytes]:
    """Rows that load."""
    yield b'[[cue]]\nid = "x"\nphrases = ["a b"]\nhits = ["a b"]\nmisses = ["c"]\n'
    yield b'[[list]]\nid = "x"\nwords = ["a", "b"]\n'
    yield b'[[tool]]\nname = "Feast"\ncase = true\nhits = ["Our features live in Feast."]\nmisses = ["A feast."]\n'
    yield from (
        content[:1500] for content in _files("lexicons/cues.toml", "lexicons/words.toml", "lexicons/tools/*.toml")
    )


def some_sentences() -> Iterator[bytes]:
    """The beginning of the file of sentences."""
    yield from (content[:3000] for content in _files("templates/sentences.toml"))


def some_settings() -> Iterator[bytes]:
    """Settings that load."""
    from tailor.settings.keys import KEYS

    yield "\n".join(f"{key.name} = {json.dumps(key.default)}" for key in KEYS).encode()
    yield b'length = 250\nwriter = "cat"\n'


def quantities() -> Iterator[bytes]:
    """Quantities that are read."""
    for text in (
        "100ms",
        "30 min",
        "40TB",
        "$4.2M",
        "1,200",
        "20%",
        "0.2",
        "€3.50",
        "1.5 million",
        "2 h",
        "1e3",
        "12 GiB",
    ):
        yield text.encode()


def templates() -> Iterator[bytes]:
    """Templates that render."""
    yield from _files("templates/*.j2")
    yield b"{{ opening }}\n\n{{ paragraph_two }}\n{% if room('x', 5) %}More.{% endif %}{{ me.name|upper }}{% for x in range(3) %}{{ x }}{% endfor %}"


#: What is fuzzed. The shares are such that what is slow gets most of the time, and what takes microseconds a million executions all the same.
TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target("draft and brief", draft, postings, 17.0, seconds=8.0),
        Target("any input", read, everything, 13.0),
        Target("analyze", analyze, postings, 11.0),
        Target("check", check, letters, 11.0),
        Target("PDF", read_pdf, pdfs, 11.0, seconds=12.0),
        Target("written letters", written, answers, 9.0),
        Target("pages", read_page, pages, 7.5),
        Target("mails", read_mail, mails, 6.5),
        Target("boards", read, boards, 5.5),
        Target("profiles", profile, profiles, 5.5),
        Target("templates", template, templates, 4.5, 1_500),
        Target("answers", answer, answers, 4.5),
        Target("résumés", resume, resumes, 4.0),
        Target("résumé imports", imported, resumes, 4.0, seconds=8.0),
        Target("DOCX", read_docx, documents, 4.0),
        Target("batch rows", batch_row, boards, 4.0),
        Target("lines of a PDF", read_pdf_lines, lines_of_pdfs, 3.5),
        Target("words for a terminal", typed, postings, 4.0, 1_000),
        Target("settings", settings, some_settings, 3.0, 1_500),
        Target("saved analyses", saved, analyses, 3.0),
        Target("charsets", decode, everything, 2.5),
        Target("lexicon rows", rows, rows_of_lexicons, 2.5, 2_000),
        Target("sentence rows", sentences, some_sentences, 2.5, 3_500),
        Target("quantities", quantity, quantities, 2.0, 60),
    )
}
