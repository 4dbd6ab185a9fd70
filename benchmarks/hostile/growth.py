"""How the time of each reader and each stage grows on inputs that are made to break it.

    python benchmarks/hostile/growth.py [--only WORD] [--check] [--worst]

A row is a shape of input; its columns are the processor time of one, two and four times as much of it in milliseconds, and the growth: the worst of
time against size, 1.00 where twice as much takes twice as long. What is turned away is bounded by a limit, and its time is that of the
refusal. With --check, exits with 1 above the bar; with --worst, prints the worst shape of each stage alone, as docs/performance.md has it.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

from jdparse import Analysis, Posting, ReadError, analyze
from jdparse.errors import JdparseError
from jdparse.readers.pdf.pages import read_pages
from jdparse.readers.read import jobs_in, read_job
from tailor.check import check_letter
from tailor.errors import TailorError
from tailor.letter.letter import Options
from tailor.profile.load import examine, load_profile
from tailor.profile.story import Profile

_ROOT = Path(__file__).resolve().parent.parent.parent
#: Growth above this is not linear.
BAR = 1.3
#: So many milliseconds more are the clock's.
_SLACK = 6.0
#: A machine that does something else meanwhile is asked again.
TRIES = 4
SAMPLE = (_ROOT / "templates" / "sample-posting.txt").read_text(encoding="utf-8")
DUTY = "We need someone to cut the p99 latency of our ranking models from 80 ms to 50 ms."


@dataclass(frozen=True, slots=True)
class Shape:
    """An input that grows.

    Attributes:
        stage: What it is given to.
        name: What it is made of.
        make: The input of a size.
        run: Does the work.
        size: The smallest size, in the unit of `make`.
    """

    stage: str
    name: str
    make: Callable[[int], object]
    run: Callable[[object], object]
    size: int

    @property
    def label(self) -> str:
        """Stage and name."""
        return f"{self.stage}: {self.name}"


def growth(shape: Shape, tries: int = 1) -> tuple[list[float], float]:
    """Milliseconds for one, two and four times the size, and the growth; the best of some tries."""
    inputs = [shape.make(shape.size * times) for times in (1, 2, 4)]
    # What is kept of one input for the next is then kept for all of them.
    _milliseconds(shape, inputs[2])
    best: list[float] = []
    worst = 0.0
    for _ in range(tries):
        took = [_milliseconds(shape, given) for given in inputs]
        best = took if not best else [min(pair) for pair in zip(best, took, strict=True)]
        one, two, four = best
        worst = max(max(0.0, two - _SLACK) / (2 * one), max(0.0, four - _SLACK) / (4 * one))
        if worst <= BAR:
            break
    return best, worst


def _milliseconds(shape: Shape, given: object) -> float:
    # Python's collector looks at all that a process holds, and more often the more is made.
    gc.disable()
    try:
        started = time.process_time()
        shape.run(given)
        return max(0.2, 1000 * (time.process_time() - started))
    finally:
        gc.enable()


def _repeated(piece: str, size: int) -> str:
    return piece * max(1, size // len(piece))


def _read(content: object) -> None:
    assert isinstance(content, bytes)
    try:
        for job in jobs_in(content, "x", "x"):
            _quietly(lambda job=job: read_job(job))  # type: ignore[misc]
    except ReadError:
        return


def _quietly(work: Callable[[], object]) -> None:
    try:
        work()
    except (JdparseError, TailorError):
        return


#: Marks, blanks and words by which a line or a text is made long.
PIECES = {
    "one mark": "=", "asterisks": "*", "brackets": "[", "marks in turn": "*a _b ![ <", "quotation marks": '"', "blanks": " ", "tabs": "\t",
    "lines of blanks": " \n", "hard blanks": "\u00a0", "rules": "===\n", "comments": "<!-- x -->\n", "open comments": "<!-- ",
    "addresses": "a@", "links": "[a](https://x.example/a) ", "open links": "[a](", "entities": "&amp;", "headings": "## Some words here\n",
    "bullets": "- Own the drift of models.\n", "numbers": "1,000 ", "changes": "from 10% to 20%, ", "ranges": "10-", "names": "Snowflake, Databricks, ",
    "tools": "Kafka, Flink, Triton, ", "misspelt tools": "Kubernets and Tritn, ", "stops": ". ", "one long word": "a", "words": "model ",
    "pipes": "a | b | c\n", "headers of mails": "From: a\n", "numbered jobs": "Job 1: ML Engineer\n", "labels": "Job title: ML Engineer\n",
    "glued words": "Own the modelsBuild the ", "marks behind a wish": "seeking passionate-->-->-->-->-->-->-->people, '#+-#+-#+- ", "zero-width": "\u200b", "combining marks": "e\u0301",
}  # fmt: skip


def _text(piece: str) -> Callable[[int], bytes]:
    return lambda size: (
        f"Senior ML Engineer at Quillmark\n\nWhat you'll do\n{_repeated(piece, size)}\n{SAMPLE}".encode()
    )


_PARAGRAPHS = "<p>" + "</p><p>".join(SAMPLE.split("\n")) + "</p>"
#: Elements of which a page is made long.
ELEMENTS = {
    "links": '<li><a href="/x">Open role here</a></li>', "headlines": "<h1>ML Engineer</h1>", "headed lists": "<h2>Data Engineer</h2><ul><li>x<li>y</ul>",
    "descriptions": '<div class="job-description">x</div>', "descriptions within each other": '<div class="job-description">' + DUTY * 5,
    "companies and places": '<p class="company-name">Quill</p><p class="location">Quill, Rome</p>',
    "microdata": '<div itemscope itemtype="http://schema.org/JobPosting"><p itemprop="title">x</p>', "tables": "<table><tr><td>",
    "JSON-LD": '<script type="application/ld+json">{"@type":"JobPosting"}</script>', "marks": "<p>Apply now</p>", "entities": "&amp;",
    "titles": '<meta property="og:title" content="ML Engineer">', "hidden": "<p hidden>x</p>", "bold": "<b>x</b>",
    "state": "<script>self.__next_f.push([1,\"1:T5,abcde\"])</script>", "lists within lists": "<ul><li>",
}  # fmt: skip


def _page(element: str) -> Callable[[int], bytes]:
    head = "<!doctype html><html><head><title>Senior ML Engineer at Quillmark</title></head><body>"
    return lambda size: f"{head}<main>{_repeated(element, size)}{_PARAGRAPHS}</main></body></html>".encode()


def _mail(body: str, kind: str = "text/plain", headers: str = "") -> bytes:
    return f"From: a@b.example\nSubject: ML Engineer at Quill\nMIME-Version: 1.0\n{headers}Content-Type: {kind}\n\n{body}".encode()


MAILS: dict[str, Callable[[int], bytes]] = {
    "parts": lambda size: _mail("--B\n\nOwn the drift\n" * (size // 20) + "--B--", "multipart/mixed; boundary=B"),
    "a long header": lambda size: _mail(SAMPLE, headers="X-Long: " + "=?utf-8?q?a?= " * (size // 14) + "\n"),
    "a long charset": lambda size: _mail(SAMPLE, 'text/plain; charset="' + '"' * size),
    "parameters": lambda size: _mail(SAMPLE, "text/plain" + "; a=b" * (size // 5)),
    "signatures": lambda size: _mail(SAMPLE + "\n--\n" * (size // 4)),
    "headers inside": lambda size: _mail(SAMPLE + ("From: a\n" + "\n" * 20) * (size // 28)),
    "quotes": lambda size: _mail(SAMPLE + "> " * (size // 2)),
    "lines about the mail": lambda size: _mail(SAMPLE + "a | " * (size // 4) + "\n"),
    "marks": lambda size: _mail("!" * size + "\n" + SAMPLE),
    "entities in HTML": lambda size: _mail(
        f"<html><body>{_PARAGRAPHS}{'&amp;' * (size // 5)}</body></html>", "text/html"
    ),
}
ROWS: dict[str, Callable[[int], bytes]] = {
    "rows": lambda size: json.dumps([{"id": f"{n}", "title": "ML Engineer", "text": DUTY * 2} for n in range(size // 200)]).encode(),
    "keys": lambda size: json.dumps({f"k{n}title": f"ML Engineer {n}" for n in range(size // 30)}).encode(),
    "nested lists": lambda size: b'[{"a":' + b"[" * size + b"]" * size + b"}]",
    "nested records": lambda size: b'{"a":' * (size // 5) + b"1" + b"}" * (size // 5),
    "sections": lambda size: json.dumps({"title": "ML Engineer", "sections": [{"heading": f"h{n}", "text": DUTY} for n in range(size // 120)]}).encode(),
    "HTML in a row": lambda size: json.dumps({"id": "1", "title": "ML Engineer", "description": "<p>We build</p>" + "<li>a</li>" * (size // 10)}).encode(),
    "a table": lambda size: b"title,company,description\n" + f"ML Engineer,Quill,{DUTY}\n".encode() * (size // 100),
    "a table's commas": lambda size: b"title,company,description\nML Engineer,Quill,We build\n" + b"," * size,
    "a feed": lambda size: b'<?xml version="1.0"?><rss><channel>' + f"<item><title>ML Engineer</title><description>{DUTY}</description></item>".encode() * (size // 140) + b"</channel></rss>",
    "a feed's depth": lambda size: b'<?xml version="1.0"?><rss><channel><item>' + b"<a>" * (size // 3),
}  # fmt: skip


def docx(body: str) -> bytes:
    """A Word file of one part with a body."""
    base = "http://schemas.openxmlformats.org/"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, markup in (
            ("[Content_Types].xml", f'<Types xmlns="{base}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
            ("_rels/.rels", f'<Relationships xmlns="{base}package/2006/relationships"><Relationship Id="rId1" Type="{base}officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
            ("word/document.xml", f'<w:document xmlns:w="{base}wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{DUTY}</w:t></w:r></w:p>{body}</w:body></w:document>'),
        ):  # fmt: skip
            archive.writestr(name, markup)
    return content.getvalue()


DOCUMENTS = {
    "paragraphs": "<w:p><w:r><w:t>We cut latency.</w:t></w:r></w:p>", "runs": "<w:r><w:t>ab </w:t></w:r>", "rows": "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "items": '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', "breaks": "<w:r><w:br/></w:r>",
}  # fmt: skip


def pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A PDF whose pages have words at places: left, bottom, size, words."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        stream = b"".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, words.encode()) for x, y, size, words in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(out),
    )  # fmt: skip


PAGES: dict[str, Callable[[int], bytes]] = {
    "columns": lambda size: pdf([[(10 + n % 20 * 29, 780 - 720 * n / size, 4, "ab cd") for n in range(size)]]),
    "steps": lambda size: pdf(
        [[(10 + n * 37 % 500, 780 - 2.4 * n, 4, "word here") for n in range(300)]] * (size // 300)
    ),
    "pages": lambda size: pdf([[(40, 780 - 14 * n, 8, DUTY) for n in range(50)]] * max(1, size // 50)),
}


def _pages(content: object) -> None:
    """What the program of its own does, and then what its caller does with the lines."""
    from jdparse.readers.pdf import posting
    from jdparse.readers.pdf.line import Line

    assert isinstance(content, bytes)
    found = read_pages(content)
    pages = [[Line(*line) for line in page] for page in found.get("pages", ())]
    with patch.object(posting, "read_apart", lambda content, source: (pages, "")):
        _quietly(lambda: posting.read_pdf(content, "x", "x"))


PROFILE = '[me]\nname = "A B"\n\n[[story]]\nname = "s"\nsystem = "the x service"\ndid = "moved features"\n'
PROFILES: dict[str, Callable[[int], str]] = {
    "stories": lambda size: '[me]\nname = "A B"\n' + "".join(f'[[story]]\nname = "s{n}"\nsystem = "the x service"\ndid = "moved features"\n\n' for n in range(size // 70)),
    "unknown keys": lambda size: PROFILE + "".join(f'k{n} = "x"\n' for n in range(size // 12)),
    "lines that are no TOML": lambda size: PROFILE + "this is no toml\n" * (size // 16),
    "tools": lambda size: PROFILE + "tools = [" + "".join(f'"Kafka{n}", ' for n in range(size // 12)) + "]",
    "empty items": lambda size: PROFILE + "tools = [\n" + '"",\n' * (size // 4) + "]",
    "results": lambda size: PROFILE + '[[story.results]]\nfoo = "cut it by 3%"\n' * (size // 40),
    "nested lists": lambda size: "a=" + "[" * size + "]" * size,
    "a dotted key": lambda size: "a" + ".a" * (size // 2) + "=1",
    "a long number": lambda size: "a=" + "9" * size,
    "quotes": lambda size: PROFILE + '"""' * (size // 3),
    "blanks": lambda size: PROFILE + " " * size,
}  # fmt: skip
RESUMES: dict[str, Callable[[int], str]] = {
    "lines": lambda size: json.dumps({"basics": {"name": "A"}, "work": [{"name": "Q", "position": "ML Engineer", "highlights": [f"Cut the latency of the ranking service to {n} ms with Kafka" for n in range(size // 70)]}]}),
    "keys": lambda size: json.dumps({"basics": {"name": "A", **{f"k{n}": "x" for n in range(size // 12)}}}),
    "nested lists": lambda size: '{"basics":' + "[" * size + "]" * size + "}",
    "YAML items": lambda size: "cv:\n  name: A\n  sections:\n    x:\n" + "      - hello there\n" * (size // 20),
    "YAML depth": lambda size: "cv:\n  name: A\n  a: " + "[" * size,
}  # fmt: skip


def _resume(text: object) -> None:
    from tailor.profile.resume.read import decode_resume
    from tailor.profile.resume.stories import import_resume

    _quietly(lambda: import_resume(decode_resume(str(text).encode(), "x"), None, "x"))


def _answer(text: object) -> None:
    from tailor.brief.answer import read_answer

    read_answer(str(text))


def _analysis(text: object) -> None:
    analyze(Posting(f"What you'll do\n{text}\nOwn latency."))


@lru_cache(maxsize=1)
def _known() -> tuple[Profile, Analysis]:
    return load_profile(_ROOT / "templates" / "sample-profile.toml"), analyze(
        Posting(SAMPLE, "ML Engineer", "Brackwater")
    )


def _draft(text: object) -> None:
    from tailor.letter.write import write_letter

    found = analyze(Posting(f"What you'll do\n{text}\nOwn the latency."))
    write_letter(found, _known()[0], Options(250))


def _brief(text: object) -> None:
    from jdparse import Kind
    from tailor.brief.brief import write_brief
    from tailor.brief.show import brief_text

    found = analyze(Posting(f"What you'll do\n{text}\nOwn the latency."))
    brief_text(write_brief(found, _known()[0], Options(250), {kind: found.highlight(kind) for kind in Kind}))


def _saved(content: object) -> None:
    from tailor.review.start import load_start

    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(str(content))
        file.flush()
        _quietly(lambda: load_start(Path(file.name)))


def _saved_text(size: int) -> str:
    from jdparse import analysis_to_json

    return json.dumps(analysis_to_json(analyze(Posting(_repeated(f"- {DUTY}\n", size))), with_text=True))


def _letter(piece: str) -> Callable[[int], str]:
    return lambda size: (
        f"Dear Hiring Manager,\n\nI cut p99 from 200 ms to 100 ms. {_repeated(piece, size)}\n\nKind regards,\nMara\n"
    )


def _checked(text: object) -> None:
    from tailor.check.finding import Known

    profile, analysis = _known()
    check_letter(str(text), Known(analysis, profile, 250, "Brackwater"))


def shapes() -> Iterator[Shape]:
    """All shapes, stage by stage."""
    for name, piece in PIECES.items():
        yield Shape("text", name, _text(piece), _read, 12_000)
    yield Shape(
        "Markdown", "comments before it", lambda size: b"<!-- x -->\n" * (size // 11) + SAMPLE.encode(), _read, 8_000
    )
    for name, element in ELEMENTS.items():
        yield Shape("page", name, _page(element), _read, 30_000)
    for name, make in MAILS.items():
        yield Shape("mail", name, make, _read, 12_000)
    for name, make in ROWS.items():
        # Why so large: a cache of names of fields holds thousands.
        yield Shape("rows", name, make, _read, 120_000 if name == "keys" else 20_000)
    for name, piece in DOCUMENTS.items():
        yield Shape("DOCX", name, lambda size, piece=piece: docx(_repeated(piece, size)), _read, 20_000)  # type: ignore[misc]
    for name, make in PAGES.items():
        yield Shape("PDF", name, make, _pages, 600)
    for name, piece in PIECES.items():
        yield Shape("analysis", name, lambda size, piece=piece: _repeated(piece, size), _analysis, 15_000)  # type: ignore[misc]
    for name in ("bullets", "tools", "names", "changes", "words", "one mark"):
        yield Shape("draft", name, lambda size, piece=PIECES[name]: _repeated(piece, size), _draft, 8_000)  # type: ignore[misc]
        yield Shape("brief", name, lambda size, piece=PIECES[name]: _repeated(piece, size), _brief, 8_000)  # type: ignore[misc]
    yield Shape("saved analysis", "bullets", _saved_text, _saved, 8_000)
    yield Shape("saved analysis", "nested lists", lambda size: "[" * size, _saved, 8_000)
    for name, said in PROFILES.items():
        yield Shape("profile", name, said, lambda text: examine(str(text), "x"), 4_000)
    for name, said in RESUMES.items():
        yield Shape("résumé", name, said, _resume, 8_000)
    for name, piece in PIECES.items():
        yield Shape("check", name, _letter(piece), _checked, 1_500)
        yield Shape("answer", name, _letter(piece), _answer, 4_000)


def main() -> int:
    """Print the table; 1 if --check and a shape grows faster than its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="rows whose name has this word")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--worst", action="store_true")
    arguments = parser.parse_args()
    missed = tried = 0
    worst_of: dict[str, tuple[float, str]] = {}
    print(f"{'':<46} {'1x':>8} {'2x':>8} {'4x':>8}   growth (bar {BAR})")
    for shape in shapes():
        if arguments.only.lower() not in shape.label.lower():
            continue
        took, worst = growth(shape, TRIES)
        tried += 1
        missed += worst > BAR
        row = f"{took[0]:,.0f} | {took[1]:,.0f} | {took[2]:,.0f} | {worst:.2f}"
        worst_of[shape.stage] = max(worst_of.get(shape.stage, (-1.0, "")), (worst, f"{shape.name} | {row}"))
        if not arguments.worst:
            print(
                f"{shape.label:<46} {took[0]:8.1f} {took[1]:8.1f} {took[2]:8.1f}   {worst:.2f}{'  ABOVE' if worst > BAR else ''}",
                flush=True,
            )
    for stage, (_, said) in worst_of.items() if arguments.worst else ():
        print(f"| {stage} | {said} |")
    print(f"{tried} shapes, {missed} above the bar")
    return 1 if arguments.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
