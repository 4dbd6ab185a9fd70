"""PDFs are typeset in the tests, from postings of invented employers; the real ones are printed pages of a board."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst

from jdparse import Posting, ReadError, analyze, read_posting, read_postings

OPENING = (
    "Quillmark rents out musical instruments in eleven countries, and the ranking team decides which of them a visitor "
    "sees first. We are looking for an engineer who keeps the models of this team in production and makes them faster."
)
DUTIES = (
    "Cut the p99 latency of the ranking models that we serve on Triton, where search is too slow for mobile visitors today.",
    "Own the retraining pipelines on Kubeflow, from the extraction of features to the approval of each release.",
    "Work side by side with the analysts who measure conversion, and explain to them why a model changed its mind.",
)
BENEFITS = "We offer thirty days of holiday, an instrument of your choice on loan, and a quiet room to practise in."
PAGE = '#set page(width: 15cm, height: 21cm, margin: 1.5cm)\n#set text(size: 10pt)\n#set document(title: "{title}")\n'
TITLE = "Machine Learning Engineer"


def body(mark: str = "- ") -> str:
    duties = "\n".join(f"{mark}{duty}" for duty in DUTIES)
    return f"= {TITLE}\n\n{OPENING}\n\n== Responsibilities\n\n{duties}\n\n== Benefits\n\n{BENEFITS}\n"


def lines_of(posting: Posting) -> list[str]:
    return [line for line in posting.text.split("\n") if line]


WHOLE = [OPENING, "Responsibilities", *(f"- {duty}" for duty in DUTIES), "Benefits", BENEFITS]


def read_typeset(folder: Path, source: str, title: str = "") -> Posting:
    path = folder / "job.pdf"
    path.write_bytes(typst.compile((PAGE.replace("{title}", title) + source).encode("utf-8"), format="pdf"))
    return read_posting(path)


def test_wrapped_lines_become_paragraphs_and_bullets(tmp_path: Path) -> None:
    posting = read_typeset(tmp_path, body(), f"{TITLE} - Quillmark | Example Board")
    assert lines_of(posting) == WHOLE
    assert (posting.title, posting.company, posting.id) == (TITLE, "Quillmark", "job")


@pytest.mark.parametrize(
    "settings",
    [
        "#set par(justify: true)",
        "#set text(hyphenate: true)\n#set par(justify: true)\n#set page(width: 8cm)",
        "#set text(hyphenate: true, size: 14pt)",
        "#set par(leading: 1.2em, spacing: 2.4em)\n#set list(spacing: 2.4em)",
        '#set text(font: "DejaVu Sans Mono", size: 8pt)',
        "#set page(columns: 2, width: 21cm)",
        "#set page(columns: 2, width: 21cm)\n#set text(hyphenate: true)\n#set par(justify: true)",
        "#set page(height: 6cm)",
        "#set page(height: 7cm, columns: 2, width: 21cm)",
        "#set page(header: [Quillmark #h(1fr) careers], footer: context [Page #counter(page).display() of 4], height: 9cm)",
        '#set page(footer: context align(center, counter(page).display("1 / 1", both: true)), height: 8cm)',
        "#set list(marker: [–])",
        "#set list(marker: [o])",
        "#set list(marker: [#box(circle(radius: 1.2pt, fill: black))])",
    ],
    ids=lambda settings: settings.replace("#set ", "").replace("\n", "; ")[:50],
)
def test_the_text_is_the_same_however_it_is_set(tmp_path: Path, settings: str) -> None:
    posting = read_typeset(tmp_path, f"{settings}\n{body()}")
    assert lines_of(posting) == WHOLE
    assert posting.title == TITLE


@pytest.mark.parametrize("margin", ["9" * 60 + " Quillmark", "1/22222" * 20 + "x", "-- 7 -" * 20 + "x"])
def test_a_long_number_in_the_margin_takes_no_time(tmp_path: Path, margin: str) -> None:
    began = time.process_time()
    assert read_typeset(tmp_path, f'#set page(header: text(size: 4pt, "{margin}"))\n{body()}').title == TITLE
    assert time.process_time() - began < 5.0


def test_numbers_stay_before_their_items(tmp_path: Path) -> None:
    posting = read_typeset(tmp_path, body(mark="+ "))
    assert lines_of(posting)[2:5] == [f"{number}. {duty}" for number, duty in enumerate(DUTIES, 1)]


def test_ligatures_are_letters(tmp_path: Path) -> None:
    posting = read_typeset(
        tmp_path,
        body().replace("faster", "more e\ufb03cient, o\ufb04ine and with better work\ufb02ow of the \ufb01les"),
    )
    assert "more efficient, offline and with better workflow of the files" in posting.text


def test_a_compound_keeps_its_hyphen_at_the_end_of_a_line(tmp_path: Path) -> None:
    widths = [f"{width}cm" for width in (7, 7.5, 8, 8.5, 9, 9.5, 10)]
    duty = (
        "Write well-documented, low-latency, production-ready code for our real-time, cross-functional decision-making."
    )
    for width in widths:
        posting = read_typeset(tmp_path, f"#set page(width: {width})\n{body()}\n== What else\n\n- {duty}\n")
        assert lines_of(posting)[-1] == f"- {duty}", width


def test_a_narrow_column_beside_the_text_is_left_out(tmp_path: Path) -> None:
    jobs = "\n\n".join(
        f"Data Engineer {place}\n\nKafka and Spark, hybrid" for place in ("Lisbon", "Porto", "Faro", "Braga")
    )
    posting = read_typeset(
        tmp_path,
        f"#set page(width: 21cm)\n= {TITLE}\n#grid(columns: (2fr, 1fr), gutter: 12pt, [\n"
        f"{body().partition(chr(10))[2]}\n], [\n*Similar jobs*\n\n{jobs}\n])",
    )
    assert lines_of(posting) == WHOLE


def test_the_site_around_a_printed_posting_is_left_out(tmp_path: Path) -> None:
    menu = "\n\n".join(f'#link("https://board.invalid/{name}")[{name}]' for name in ("Jobs", "Companies", "Salaries"))
    posting = read_typeset(
        tmp_path,
        f'{menu}\n\n#link("https://board.invalid/q")[Quillmark]\n\n{body()}\nRead full description\n\n== Similar jobs\n\n'
        "Research Engineer, Brackwater\n\nImprove the throughput of training jobs on Ray for our customers in the energy sector.",
        f"{TITLE} - Quillmark | LinkedIn",
    )
    assert lines_of(posting) == WHOLE
    assert (posting.title, posting.company) == (TITLE, "Quillmark")


def test_a_headline_that_wraps_is_one_title(tmp_path: Path) -> None:
    title = "Senior Machine Learning Engineer - Ranking, Search and Recommendations"
    posting = read_typeset(tmp_path, body().replace(TITLE, title, 1), f"{title} - Quillmark")
    assert (posting.title, posting.company) == (title, "Quillmark")


@pytest.mark.parametrize("title", ["", "Microsoft Word - posting.docx", "Untitled"])
def test_a_document_without_title_is_named_by_its_headline(tmp_path: Path, title: str) -> None:
    posting = read_typeset(tmp_path, body().replace(OPENING, f"Quillmark\n\n{OPENING}", 1), title)
    assert (posting.title, posting.company) == (TITLE, "Quillmark")


def test_quotes_stand_in_the_text_that_was_read(tmp_path: Path) -> None:
    posting = read_typeset(tmp_path, f"#set page(columns: 2)\n#set text(hyphenate: true)\n{body()}")
    analysis = analyze(posting)
    assert analysis.tool is not None
    assert analysis.pain is not None
    assert analysis.pain.evidence.quote in posting.text
    span = analysis.tool.evidence.span
    assert posting.text[span.start : span.end] == analysis.tool.evidence.quote == "Kubeflow"


def locked() -> bytes:
    """A PDF whose key belongs to a password that nobody knows."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>",
    ]
    content = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%sendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        content
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    )


def bad_files() -> Iterator[tuple[str, bytes, str]]:
    scan = typst.compile(b"#rect(width: 5cm, height: 9cm, fill: gray)", format="pdf")
    whole = typst.compile(body().encode("utf-8"), format="pdf")
    book = typst.compile(b"#for page in range(80) [A page of a book about models. #pagebreak()]", format="pdf")
    yield "locked.pdf", locked(), "locked with a password"
    yield "scan.pdf", scan, "without text"
    yield "cut.pdf", whole[:200], "damaged"
    yield "noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 8, "damaged"
    yield "book.pdf", book, "81 pages"


@pytest.mark.parametrize(("name", "content", "problem"), list(bad_files()), ids=lambda value: str(value)[:12])
def test_a_pdf_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as raised:
        read_posting(path)
    message = str(raised.value)
    assert message.startswith(str(path))
    assert problem in message
    assert "\n" not in message


def test_every_real_pdf_gives_the_text_of_its_posting(shared: Path) -> None:
    rows = {posting.id: posting for posting in read_postings(shared / "gold" / "dev.jsonl")}
    files = sorted((shared / "postings" / "pdf").iterdir())
    assert len(files) >= 6
    for path in files:
        posting, row = read_posting(path), rows[path.stem]
        assert (posting.title, posting.company) == (row.title, row.company)
        wanted, found = set(row.text.split()), set(posting.text.split())
        assert len(wanted & found) >= 0.95 * len(wanted), path.stem
        assert len(posting.text.split()) <= 1.05 * len(row.text.split()), path.stem


def test_every_real_pdf_has_the_highlights_of_its_text(shared: Path) -> None:
    rows = {posting.id: posting for posting in read_postings(shared / "gold" / "dev.jsonl")}
    for path in sorted((shared / "postings" / "pdf").iterdir()):
        found, wanted = analyze(read_posting(path)), analyze(rows[path.stem])
        for kind in ("pain", "metric", "tool"):
            ours, theirs = getattr(found, kind), getattr(wanted, kind)
            assert (ours and ours.evidence.quote.split()) == (theirs and theirs.evidence.quote.split()), path.stem


def test_a_pdf_is_read_well_under_a_second(shared: Path) -> None:
    files = sorted((shared / "postings" / "pdf").iterdir())
    read_posting(files[0])
    started = time.perf_counter()
    for path in files:
        read_posting(path)
    assert (time.perf_counter() - started) / len(files) < 1.0
