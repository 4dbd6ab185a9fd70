"""Each kind of input against the plain text of the same posting: title, company, pain, metric and tool.

    python benchmarks/inputs.py ../shared [--verbose] [--check] [--pdf FOLDER ...]

A case is one posting in one kind of input; it is right if all five are the same as from the plain text, quotes compared
with their white space folded, tools by name. The saved pages and their PDFs are real; the other kinds are made from the
same postings in the shape that the kind has. With --check, exits with 1 if less than the bar of the real ones is right.
--pdf also measures the PDFs of further folders, whose files have the ids of postings as names.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from jdparse import Analysis, JdparseError, Kind, Posting, analyze, read_posting, read_postings

#: The share of cases over the saved pages and their PDFs that must be right.
BAR = 0.95
FIELDS = ("title", "company", "pain", "metric", "tool")
#: The kinds that are real files, which the bar is for.
REAL = ("page", "page without JSON-LD", "PDF")

_JSON_LD = re.compile(r"<script[^>]*ld(?:\+|&#x2B;|&#43;)json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-*•]\s+")


@dataclass(frozen=True, slots=True)
class Sample:
    """A posting, and its page if it came as one."""

    posting: Posting
    page: Path | None = None

    @property
    def markup(self) -> str:
        """The description as the board's HTML."""
        if self.page is None:
            raise ValueError(f"{self.posting.id} did not come as a page")
        for script in _JSON_LD.findall(self.page.read_text(encoding="utf-8")):
            block = json.loads(script, strict=False)
            for node in block.get("@graph", [block]):
                if node.get("@type") == "JobPosting":
                    return str(node["description"])
        raise ValueError(f"{self.page} has no JobPosting")


def as_text(sample: Sample) -> bytes:
    """Copied on Windows: title, company, text."""
    posting = sample.posting
    return f"{posting.title}\n{posting.company}\n\n{posting.text}\n".replace("\n", "\r\n").encode()


def as_markdown(sample: Sample) -> bytes:
    """A board's Markdown: title and company as headings."""
    posting = sample.posting
    return f"# {posting.title}\n\n### {posting.company}\n\n{posting.text}\n".encode()


def as_docx(sample: Sample) -> bytes:
    """A document with title, subtitle, paragraphs and lists."""
    from docx import Document

    posting = sample.posting
    document = Document()
    document.add_paragraph(posting.title, style="Title")
    document.add_paragraph(posting.company, style="Subtitle")
    for line in filter(str.strip, posting.text.split("\n")):
        bullet = _BULLET.match(line)
        document.add_paragraph(line[bullet.end() :] if bullet else line, style="List Bullet" if bullet else None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_page_without_json_ld(sample: Sample) -> bytes:
    """The saved page without what search engines read."""
    if sample.page is None:
        raise ValueError(f"{sample.posting.id} did not come as a page")
    return _JSON_LD.sub("", sample.page.read_text(encoding="utf-8")).encode()


def as_mail(sample: Sample) -> bytes:
    """A mail in HTML and in plain text that forwards the posting."""
    posting = sample.posting
    mail = EmailMessage()
    mail["From"] = "Recruiting <jobs@example.invalid>"
    mail["To"] = "applicant@example.invalid"
    mail["Subject"] = f"{posting.title} at {posting.company}"
    mail.set_content(posting.text)
    mail.add_alternative(
        f"<html><body><h1>{html.escape(posting.title)}</h1><p>{html.escape(posting.company)}</p>"
        f"{sample.markup}</body></html>",
        subtype="html",
    )
    return mail.as_bytes()


def as_greenhouse(sample: Sample) -> bytes:
    """One job of boards-api.greenhouse.io; the content is HTML with its marks escaped."""
    posting = sample.posting
    job = {
        "id": 4011,
        "title": posting.title,
        "absolute_url": "https://boards.greenhouse.io/example/jobs/4011",
        "company_name": posting.company,
        "location": {"name": "Remote"},
        "content": html.escape(sample.markup),
        "departments": [{"id": 1, "name": "Engineering"}],
        "offices": [],
    }
    return json.dumps(job).encode()


def as_lever(sample: Sample) -> bytes:
    """One posting of api.lever.co: an opening as text, the lists as HTML. The company stands in the address only."""
    posting = sample.posting
    opening, lists = _lists(sample.markup)
    job = {
        "id": "5a9e3c1e-0000-4000-8000-000000000001",
        "text": posting.title,
        "categories": {"commitment": "Full-time", "location": "Remote", "team": "Engineering"},
        "description": opening,
        "descriptionPlain": _stripped(opening),
        "lists": lists,
        "additional": "",
        "additionalPlain": "",
        "hostedUrl": f"https://jobs.lever.co/{_slug(posting.company)}/5a9e3c1e-0000-4000-8000-000000000001",
    }
    return json.dumps(job).encode()


def as_ashby(sample: Sample) -> bytes:
    """A board of one job of api.ashbyhq.com. The company stands in the address only."""
    posting = sample.posting
    job = {
        "id": "7d0c9a52-0000-4000-8000-000000000001",
        "title": posting.title,
        "department": "Engineering",
        "team": "Machine Learning",
        "employmentType": "FullTime",
        "location": "Remote",
        "isListed": True,
        "descriptionHtml": sample.markup,
        "descriptionPlain": _stripped(sample.markup),
        "jobUrl": f"https://jobs.ashbyhq.com/{_slug(posting.company)}/7d0c9a52-0000-4000-8000-000000000001",
    }
    return json.dumps({"apiVersion": "1", "jobs": [job]}).encode()


def _stripped(markup: str) -> str:
    text = re.sub(r"<li[^>]*>\s*", "\n- ", markup)
    text = re.sub(r"<br\s*/?>|</(?:p|div|ul|ol|h\d)>", "\n", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def _lists(markup: str) -> tuple[str, list[dict[str, str]]]:
    """The opening, and each list with what stands before it as its heading; a list within a list stays where it is."""
    pieces = _outermost(markup)
    lists: list[dict[str, str]] = []
    for before, items in zip(pieces[2::2], pieces[3::2], strict=False):
        lists.append({"text": _stripped(before), "content": _items(items)})
    if len(pieces) == 1:
        return markup, []
    *opening, heading = re.split(r"(?<=</p>)|(?<=</h3>)|(?<=<br>)", pieces[0].rstrip()) or [""]
    while opening and not _stripped(heading):
        heading = opening.pop()
    first = {"text": _stripped(heading), "content": _items(pieces[1])}
    rest = [{"text": "", "content": pieces[-1]}] if _stripped(pieces[-1]) else []
    return "".join(opening), [first, *lists, *rest]


def _outermost(markup: str) -> list[str]:
    """The markup cut at both ends of each list that stands in no other: what is between them, and they, in turn."""
    pieces: list[str] = []
    depth = start = 0
    for tag in re.finditer(r"<(?P<close>/?)ul\b[^>]*>", markup):
        outer, depth = depth, depth + (-1 if tag["close"] else 1)
        if 0 in {outer, depth}:
            end = tag.end() if depth == 0 else tag.start()
            pieces.append(markup[start:end])
            start = end
    return [*pieces, markup[start:]]


def _items(items: str) -> str:
    return re.sub(r"^<ul[^>]*>|</ul>$", "", items)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


#: The kinds that are made, with how their files are made, and whether that takes the page's own HTML.
MADE: dict[str, tuple[Callable[[Sample], bytes], str, bool]] = {
    "page without JSON-LD": (as_page_without_json_ld, ".html", True),
    "text, CRLF": (as_text, ".txt", False),
    "Markdown": (as_markdown, ".md", False),
    "DOCX": (as_docx, ".docx", False),
    "mail": (as_mail, ".eml", True),
    "Greenhouse JSON": (as_greenhouse, ".json", True),
    "Lever JSON": (as_lever, ".json", True),
    "Ashby JSON": (as_ashby, ".json", True),
}
#: What a kind does not carry: Lever and Ashby name the employer only in the address, as its short name.
NOT_CARRIED = {"Lever JSON": ("company",), "Ashby JSON": ("company",)}


def load_samples(shared: Path) -> list[Sample]:
    """The annotated postings of `dev`, with their pages."""
    samples = []
    for posting in read_postings(shared / "gold" / "dev.jsonl"):
        page = shared / "postings" / "pages" / f"{posting.id}.html"
        samples.append(Sample(posting, page if page.is_file() else None))
    return samples


def files(samples: list[Sample], shared: Path, folder: Path, pdfs: list[Path]) -> Iterator[tuple[str, Sample, Path]]:
    """Each case: the kind, the posting, its file in that kind."""
    for sample in samples:
        if sample.page is not None:
            yield "page", sample, sample.page
    for name, place in [("PDF", shared / "postings" / "pdf"), *((f"PDF {folder.name}", folder) for folder in pdfs)]:
        for sample in samples:
            file = place / f"{sample.posting.id}.pdf"
            if file.is_file():
                yield name, sample, file
    for kind, (make, ending, takes_markup) in MADE.items():
        for sample in samples:
            if sample.page is not None or not takes_markup:
                file = folder / f"{sample.posting.id}{ending}"
                file.write_bytes(make(sample))
                yield kind, sample, file


def answers(analysis: Analysis) -> dict[str, str]:
    """What is compared."""
    found = {kind: analysis.highlight(kind) for kind in Kind}
    pain, metric, tool = found[Kind.PAIN], found[Kind.METRIC], found[Kind.TOOL]
    values = {
        "title": analysis.posting.title,
        "company": analysis.posting.company,
        "pain": pain.evidence.quote if pain else "",
        "metric": metric.evidence.quote if metric else "",
        "tool": tool.evidence.name if tool else "",
    }
    return {name: " ".join(value.split()) for name, value in values.items()}


def compare(file: Path, wanted: dict[str, str], skipped: tuple[str, ...]) -> dict[str, str]:
    """The fields that differ from the plain text's, with what was read instead."""
    try:
        got = answers(analyze(read_posting(file)))
    except JdparseError as error:
        return dict.fromkeys(FIELDS, str(error))
    return {name: got[name] for name in FIELDS if got[name] != wanted[name] and name not in skipped}


def main() -> int:
    """Print the tables; 1 if --check and too few are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print what differs")
    parser.add_argument("--check", action="store_true", help=f"exit with 1 below {BAR:.0%} of pages and PDFs")
    parser.add_argument("--only", metavar="WORD", default="", help="only kinds whose name holds WORD")
    parser.add_argument("--pdf", type=Path, action="append", default=[], metavar="FOLDER", help="further PDFs")
    arguments = parser.parse_args()
    samples = load_samples(arguments.shared)
    wanted = {sample.posting.id: answers(analyze(sample.posting)) for sample in samples}
    table: dict[str, dict[str, dict[str, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, sample, file in files(samples, arguments.shared, Path(folder), arguments.pdf):
            if arguments.only.lower() in kind.lower():
                name = sample.posting.id
                table.setdefault(kind, {})[name] = compare(file, wanted[name], NOT_CARRIED.get(kind, ()))
    _print_samples(samples, table)
    if arguments.verbose:
        _print_differences(table, wanted)
    _print_totals(table)
    cases = [differences for kind in REAL for differences in table.get(kind, {}).values()]
    right = sum(not differences for differences in cases)
    share = right / len(cases) if cases else 0.0
    print(f"\npages and PDFs: {right} of {len(cases)} cases right, {share:.1%} (bar {BAR:.0%})")
    return 1 if arguments.check and share < BAR else 0


def _print_samples(samples: list[Sample], table: dict[str, dict[str, dict[str, str]]]) -> None:
    """A row a posting, a column a kind: the first letters of what differs, ``=`` if nothing does."""
    print("what differs: " + ", ".join(f"{name[0]} {name}" for name in FIELDS))
    for number, kind in enumerate(table, 1):
        print(f"  {number} {kind}")
    print(f"{'':<40}" + "".join(f"{number:>6}" for number in range(1, len(table) + 1)))
    for sample in samples:
        cells = []
        for rows in table.values():
            differences = rows.get(sample.posting.id)
            cells.append("" if differences is None else "".join(name[0] for name in differences) or "=")
        print(f"{sample.posting.id[:39]:<40}" + "".join(f"{cell:>6}" for cell in cells))


def _print_differences(table: dict[str, dict[str, dict[str, str]]], wanted: dict[str, dict[str, str]]) -> None:
    for kind, rows in table.items():
        for name, differences in rows.items():
            for field, got in differences.items():
                print(f"\n{kind}: {name}: {field}\n  from text: {wanted[name][field]!r}\n  read:      {got!r}")


def _print_totals(table: dict[str, dict[str, dict[str, str]]]) -> None:
    print(f"\n{'kind':<24}{'cases':>6}{'right':>7}{'share':>8}" + "".join(f"{name:>9}" for name in FIELDS))
    for kind, rows in table.items():
        right = sum(not differences for differences in rows.values())
        fields = "".join(f"{sum(name not in found for found in rows.values()):>9}" for name in FIELDS)
        print(f"{kind:<24}{len(rows):>6}{right:>7}{right / len(rows):>8.1%}{fields}")


if __name__ == "__main__":
    sys.exit(main())
