from __future__ import annotations

import html
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jdparse
from jdparse import EmptyPostingError, Posting, ReadError, read_posting, read_postings
from jdparse.readers.head import guess_title_and_company
from jdparse.readers.language import foreign_language
from jdparse.readers.page.lines import html_to_text
from jdparse.readers.titles import is_board
from tests.jdparse.samples import MANY, RANKING

DUTIES = (
    "Responsibilities:\n- Cut the p99 latency of the ranking models that we run on Kubeflow.\n"
    "- Own the retraining of our models.\n"
)
GERMAN = (
    "Wir suchen eine Ingenieurin für maschinelles Lernen. Sie entwickeln und betreiben unsere Modelle, "
    "verbessern die Latenz der Dienste und arbeiten eng mit den Teams zusammen. Sie bringen mehrere Jahre "
    "Erfahrung mit Python mit und sprechen gut Deutsch."
)
FRENCH = (
    "Nous recherchons un ingénieur pour notre équipe. Vous développez des modèles et vous améliorez la "
    "latence des services, vous travaillez avec les équipes produit et vous avez plusieurs années "
    "d'expérience avec Python."
)
MARKUP = (
    "<p>Quillmark ranks listings &amp; prices them.</p><h3>What you&rsquo;ll do</h3><ul><li>Cut the p99 "
    "latency of the ranking models on Kubeflow.</li><li>Own the retraining of the models.</li></ul>"
)
JOB: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Machine Learning Engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Quillmark"},
    "description": MARKUP,
}
ARTICLE = """<!DOCTYPE html>
<html><head><title>Machine Learning Engineer at Quillmark</title></head><body>
<nav><a href="/">Home</a> <a href="/jobs">All jobs</a></nav>
<article><h1>Machine Learning Engineer</h1>
<p>Quillmark is hiring an engineer for the ranking team, who will make our listings better
for every visitor of the site.</p>
<h2>Responsibilities</h2>
<ul><li>Cut the p99 latency of the ranking models on Kubeflow, where search is too slow today.</li>
<li>Own the retraining of the models and the pipelines of the whole team.</li></ul></article>
<footer>Cookies and terms</footer><script>var tracker = "TensorFlow";</script></body></html>
"""


def page_of(*blocks: object, body: str = "<nav>Home</nav>") -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(block)}</script>' for block in blocks)
    return f"<!DOCTYPE html><html><head><title>Jobs</title>{scripts}</head><body>{body}</body></html>"


def row(**values: object) -> str:
    return json.dumps(values)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "posting.txt"


def read_content(path: Path, content: str | bytes) -> Posting:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_posting(path)


def read_or_error(path: Path | str, stdin: io.BytesIO | None = None) -> Posting | ReadError:
    try:
        return next(read_postings(path, stdin))
    except ReadError as error:
        return error


def test_plain_text_is_read_as_it_is(file: Path) -> None:
    posting = read_content(file, RANKING)
    assert posting == Posting(RANKING, "Senior Machine Learning Engineer", "Quillmark", str(file), "posting")


def test_markdown_has_title_and_company_on_top(tmp_path: Path) -> None:
    head = "# [Staff ML Engineer](https://jobs.invalid/1)\n### Quillmark Labs\n#### `remote`\n\n## Description\n"
    text = head + DUTIES
    posting = read_content(tmp_path / "job.md", text)
    assert (posting.title, posting.company, posting.text, posting.id) == (
        "Staff ML Engineer",
        "Quillmark Labs",
        text,
        "job",
    )


def test_standard_input_is_read_once_under_its_name() -> None:
    posting = read_posting("-", io.BytesIO(RANKING.encode("utf-8")))
    assert (posting.text, posting.source, posting.id) == (RANKING, "<stdin>", "stdin")


def test_a_page_on_standard_input_is_a_page() -> None:
    posting = read_posting("-", io.BytesIO(page_of(JOB).encode("utf-8")))
    assert (posting.title, posting.company, posting.source) == (
        "Machine Learning Engineer",
        "Quillmark",
        "<stdin>",
    )


@pytest.mark.parametrize(
    "page",
    [
        page_of(JOB),
        page_of({"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "Jobs"}, JOB]}),
        page_of([{"@type": "Organization", "name": "Board"}, JOB]),
        page_of({"@type": "WebSite", "name": "Board"}, JOB),
        page_of({"@type": "WebPage", "mainEntity": JOB}),
        page_of({**JOB, "@type": ["JobPosting", "Thing"]}),
        page_of({**JOB, "hiringOrganization": "Quillmark"}),
        page_of({**JOB, "description": html.escape(MARKUP)}),
        page_of({**JOB, "hiringOrganization": {"name": " Quillmark\n"}, "title": "Machine&nbsp;Learning Engineer"}),
        page_of(JOB, body=f"<article><p>{'Some other text of the page. ' * 30}</p></article>"),
        f"<!-- saved from url=(0030)https://jobs.invalid/1 -->\n{page_of(JOB)}",
        page_of(JOB).replace(
            "<script ",
            "<script>{broken</script><script type='application/ld+json'>{broken</script><script ",
            1,
        ),
    ],
)
def test_a_page_gives_its_job_posting(file: Path, page: str) -> None:
    posting = read_content(file, page)
    assert (posting.title, posting.company) == ("Machine Learning Engineer", "Quillmark")
    assert posting.text.startswith("Quillmark ranks listings & prices them.")
    assert (
        "* Cut the p99 latency of the ranking models on Kubeflow.\n* Own the retraining of the models." in posting.text
    )
    assert "<" not in posting.text
    assert "Some other text" not in posting.text


def test_duties_that_stand_outside_the_description_are_added(file: Path) -> None:
    posting = read_content(
        file,
        page_of({**JOB, "qualifications": "<ul><li>Five years of Python.</li></ul>", "skills": "Kubeflow"}),
    )
    assert "Own the retraining of the models." in posting.text
    assert "Five years of Python." in posting.text


def test_an_employer_in_a_list_is_named(file: Path) -> None:
    posting = read_content(
        file, page_of({**JOB, "hiringOrganization": [{"@type": "Organization", "name": "Quillmark"}]})
    )
    assert posting.company == "Quillmark"


def test_a_page_without_json_ld_gives_its_main_text(file: Path) -> None:
    posting = read_content(file, ARTICLE)
    assert (posting.title, posting.company) == ("Machine Learning Engineer", "Quillmark")
    assert "- Cut the p99 latency of the ranking models on Kubeflow, where search is too slow today." in posting.text
    assert "Cookies" not in posting.text
    assert "tracker" not in posting.text


@pytest.mark.parametrize("description", [None, "", "   ", "<p></p>"])
def test_a_job_posting_without_text_falls_back_to_the_page(file: Path, description: str | None) -> None:
    body = ARTICLE[ARTICLE.index("<nav>") : ARTICLE.index("</body>")]
    posting = read_content(file, page_of({**JOB, "description": description}, body=body))
    assert "where search is too slow today" in posting.text


@pytest.mark.parametrize(
    "content",
    [
        ARTICLE.replace("<head>", '<head><meta charset="iso-8859-1">')
        .replace("visitor", "visit\xf6r")
        .encode("latin-1"),
        ARTICLE.replace("<head>", '<head><meta charset="utf-8">').replace("visitor", "visit\xf6r").encode("utf-8"),
        ARTICLE.replace("visitor", "visit\xf6r").encode("utf-8"),
        ARTICLE.replace("visitor", "visit\xf6r").encode("utf-8-sig"),
        ARTICLE.replace("visitor", "visit\xf6r").encode("utf-16"),
        ARTICLE.replace("<head>", '<head><meta charset="no-such-charset">')
        .replace("visitor", "visit\xf6r")
        .encode("utf-8"),
    ],
    ids=["latin-1", "utf-8", "undeclared", "byte-order mark", "utf-16", "unknown charset"],
)
def test_a_page_is_read_in_its_own_encoding(file: Path, content: bytes) -> None:
    posting = read_content(file, content)
    assert "for every visit\xf6r of the site" in posting.text
    assert "<" not in posting.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ul><li>One</li><li>Two</li></ul>", "* One\n* Two"),
        ("&lt;p&gt;Cut &amp;amp; dry&lt;/p&gt;", "Cut & dry"),
        ("Plain words &amp; more", "Plain words & more"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
    ],
)
def test_markup_becomes_text_with_its_bullets(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_json_lines_keep_ids_and_order(tmp_path: Path) -> None:
    path = tmp_path / "jobs.jsonl"
    lines = [
        row(id="b", text=DUTIES, title="ML Engineer", company="Quillmark"),
        "",
        row(id="a", text=RANKING, extra=1),
        row(id=7, text=DUTIES),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    postings = list(read_postings(path))
    assert [posting.id for posting in postings] == ["b", "a", "7"]
    assert [(posting.title, posting.company) for posting in postings[:2]] == [
        ("ML Engineer", "Quillmark"),
        ("Senior Machine Learning Engineer", "Quillmark"),
    ]
    assert postings[0].text == DUTIES
    assert {posting.source for posting in postings} == {str(path)}


def test_a_title_that_a_row_leaves_empty_stays_empty(file: Path) -> None:
    assert read_content(file, row(id="a", text=RANKING, title="", company="")) == Posting(
        RANKING, "", "", str(file), "a"
    )


def test_a_row_without_id_gets_its_line_number(file: Path) -> None:
    file.write_text(f"{row(text=DUTIES)}\n\n{row(text=DUTIES)}\n", encoding="utf-8")
    assert [posting.id for posting in read_postings(file)] == ["1", "3"]


def test_odd_line_ends_inside_a_row_end_nothing(file: Path) -> None:
    text = "Duties\u2028- Cut the latency.\u0085- Own it."
    assert read_content(file, json.dumps({"id": "a", "text": text}, ensure_ascii=False)).text == text


def test_a_row_is_chosen_by_its_id(file: Path) -> None:
    file.write_text("\n".join(row(id=name, text=DUTIES, title=f"Engineer {name}") for name in "abc"), encoding="utf-8")
    assert read_posting(file, job="b").title == "Engineer b"
    with pytest.raises(ReadError, match=r"holds 3 postings.*--job ID.*a \(Engineer a\)"):
        read_posting(file)
    with pytest.raises(ReadError, match="no posting with the id 'z'"):
        read_posting(file, job="z")


def test_json_lines_in_utf16_are_rows(tmp_path: Path) -> None:
    path = tmp_path / "jobs.jsonl"
    path.write_bytes(row(id="a", text=DUTIES).encode("utf-16"))
    assert [(posting.id, posting.text) for posting in read_postings(path)] == [("a", DUTIES)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
def test_text_is_read_in_each_encoding_that_says_what_it_is(file: Path, encoding: str) -> None:
    text = RANKING.replace("instruments", "instr\xfcments")
    marks = {"utf-16-le-bom": (b"\xff\xfe", "utf-16-le"), "utf-16-be-bom": (b"\xfe\xff", "utf-16-be")}
    mark, codec = marks.get(encoding, (b"", encoding))
    posting = read_content(file, mark + text.encode(codec))
    assert posting.text == text
    assert posting.title == "Senior Machine Learning Engineer"


@pytest.mark.parametrize(
    ("name", "content", "error", "problem"),
    [
        ("empty.txt", b"", EmptyPostingError, "is empty"),
        ("blank.txt", b" \n\t\r\n ", EmptyPostingError, "is empty"),
        ("mark.txt", b"\xef\xbb\xbf\n", EmptyPostingError, "no text"),
        ("invisible.txt", "\u200b\u2060\ufeff\n".encode(), EmptyPostingError, "no text"),
        ("german.txt", GERMAN.encode(), ReadError, "German"),
        ("french.txt", FRENCH.encode(), ReadError, "French"),
        (
            "japanese.txt",
            ("機械学習エンジニアを募集しています。推論の遅延を改善します。" * 3).encode(),
            ReadError,
            "Japanese",
        ),
        ("binary.txt", bytes(range(256)) * 40, ReadError, "binary"),
        ("cut.txt", "one\ntwo \xe4".encode()[:-1], ReadError, "line 2"),
        ("large.txt", b"latency " * 2_500_000, ReadError, "20 MB"),
        ("large.html", b"<html><body>" + b"<p>latency</p>" * 1_500_000, ReadError, "21 MB"),
        ("job.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", ReadError, "PDF"),
        ("renamed.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", ReadError, "PDF"),
        ("job.docx", b"PK\x03\x04\x14\x00", ReadError, "DOCX"),
        ("shot.png", b"\x89PNG\r\n\x1a\n", ReadError, "picture"),
        ("shot.jpg", b"\xff\xd8\xff\xe0", ReadError, "picture"),
        ("job.txt.gz", b"\x1f\x8b\x08\x00", ReadError, "gzip"),
        ("empty.html", b"<html><body></body></html>", ReadError, "no main text"),
        ("head.html", b"<!DOCTYPE html><html>", ReadError, "no main text"),
        ("no-text.jsonl", b'{"id": "a"}\n', ReadError, "text"),
        ("number.jsonl", b'{"id": "a", "text": 5, "title": {}}\n', ReadError, "title"),
        ("blank.jsonl", b'{"id": "a", "text": " \\n "}\n', EmptyPostingError, "empty text"),
        (
            "long.jsonl",
            b'{"id": "a", "text": "' + b"word " * 300_000 + b'"}',
            ReadError,
            "1,500,000 characters",
        ),
        (
            "huge-number.jsonl",
            b'{"id": ' + b"9" * 5000 + b', "text": "Own the models."}',
            ReadError,
            "huge-number.jsonl:1",
        ),
        ("deep.jsonl", b'{"id": "a", "text": ' + b"[" * 100_000, ReadError, "deep.jsonl:1"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_cannot_be_read_is_named_in_one_line(
    tmp_path: Path, name: str, content: bytes, error: type[ReadError], problem: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as raised:
        list(read_postings(path))
    message = str(raised.value)
    assert type(raised.value) is error
    assert message.startswith(str(path))
    assert problem in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([row(id="a", text=DUTIES), "{broken"], 2),
        ([row(id="a", text=DUTIES), "", '{"id": "b", "text": "cut'], 3),
        ([row(id="a", text=DUTIES), "[1, 2]"], 2),
        ([row(id="a", text=DUTIES), "null"], 2),
        ([row(id="a", text=DUTIES), row(id="b", texts=DUTIES)], 2),
        ([row(id=["a"], text=DUTIES)], 1),
    ],
)
def test_a_broken_line_is_named_by_its_number(tmp_path: Path, lines: list[str], line: int) -> None:
    path = tmp_path / "jobs.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ReadError) as raised:
        list(read_postings(path))
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert "\n" not in str(raised.value)


def test_rows_before_a_broken_line_are_given(file: Path) -> None:
    file.write_text(f"{row(id='a', text=DUTIES)}\n{{broken", encoding="utf-8")
    postings = read_postings(file)
    assert next(postings).id == "a"
    with pytest.raises(ReadError, match=":2: "):
        next(postings)


def test_a_missing_file_a_folder_and_an_address_are_named(tmp_path: Path) -> None:
    for path, problem in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "folder"),
        ("https://jobs.invalid/1", "online"),
        ("http://jobs.invalid", "online"),
        ("HTTPS://jobs.invalid/1", "online"),
        ("www.jobs.invalid/1", "online"),
        ("file:///tmp/job.html", "without file://"),
    ):
        with pytest.raises(ReadError) as raised:
            read_posting(path)
        assert str(raised.value).startswith(f"{path}: ")
        assert problem in str(raised.value)
        assert "\n" not in str(raised.value)


def test_standard_input_that_holds_nothing_is_named() -> None:
    for stdin in (None, io.BytesIO(b"")):
        with pytest.raises(ReadError, match=r"^<stdin>: "):
            read_posting("-", stdin)
    with pytest.raises(EmptyPostingError):
        read_posting("-", io.BytesIO(b" \n"))


def test_titles_of_several_lines_keep_the_message_on_one(file: Path) -> None:
    file.write_text("\n".join(row(id=name, text=DUTIES, title="Staff\nEngineer") for name in "ab"), encoding="utf-8")
    with pytest.raises(ReadError) as raised:
        read_posting(file)
    assert "\n" not in str(raised.value)


def test_a_huge_number_in_a_page_breaks_nothing(file: Path) -> None:
    page = page_of(JOB).replace('"@context"', f'"identifier": {"9" * 5000}, "@context"')
    body = ARTICLE[ARTICLE.index("<nav>") : ARTICLE.index("</body>")]
    assert "p99 latency" in read_content(file, page.replace("<nav>Home</nav>", body)).text


def test_half_a_character_in_a_row_breaks_nothing(file: Path) -> None:
    file.write_text('{"id": "a", "text": "Cut the \\ud83d p99 latency of ranking on Kubeflow."}', encoding="utf-8")
    found = read_or_error(file)
    if isinstance(found, Posting):
        tool = jdparse.analyze(found).tool
        assert tool is not None
        assert tool.evidence.name == "Kubeflow"
    else:
        assert str(file) in str(found)


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)),
    st.sampled_from([b"", b"{", b'{"id":"a","text":', b"<html>", b"<!DOCTYPE html><p>", b"\xff\xfe"]),
)
@MANY
def test_any_bytes_give_a_posting_or_a_read_error(content: bytes, start: bytes) -> None:
    found = read_or_error("-", io.BytesIO(start + content))
    if isinstance(found, Posting):
        assert found.text.strip()
    else:
        assert str(found).startswith("<stdin>")
        assert "\n" not in str(found)


@pytest.mark.parametrize(
    ("text", "title", "company"),
    [
        ("Senior ML Engineer\nQuillmark\n\nAbout the role\n", "Senior ML Engineer", "Quillmark"),
        ("**Senior ML Engineer**\n*Quillmark*\n", "Senior ML Engineer", "Quillmark"),
        ("ML Engineer at Quillmark\n\n- Own the models.", "ML Engineer", "Quillmark"),
        ("Senior ML Engineer, Payments | Quillmark\n", "Senior ML Engineer, Payments", "Quillmark"),
        (
            "Job Title: Staff Data Scientist\nCompany: Quillmark GmbH\nLocation: Porto\n",
            "Staff Data Scientist",
            "Quillmark GmbH",
        ),
        (
            "Staff Data Scientist\nRemote, full-time\nQuillmark is a marketplace for lutes.\n",
            "Staff Data Scientist",
            "Quillmark",
        ),
        ("About us\nAt Quillmark, we rank listings.\n", "", "Quillmark"),
        ("Responsibilities:\n- Own the models.\n", "", ""),
        ("We are hiring an engineer who will own the ranking models.\n", "", ""),
        ("Senior ML Engineer – Remote\nQuillmark\n", "Senior ML Engineer", "Quillmark"),
        ("Machine Learning Engineer.\nQUILLMARK\n\nENGINEERING - DATA /\n", "Machine Learning Engineer", "QUILLMARK"),
        ("Data Scientist\nQuillmark, Inc.\n", "Data Scientist", "Quillmark, Inc."),
        (
            "# [Data Scientist - Search](https://jobs.invalid/1)\n### Quillmark Co.\n",
            "Data Scientist - Search",
            "Quillmark Co.",
        ),
        (
            "Software Engineer \u2013 Machine Learning\nQuillmark\n",
            "Software Engineer \u2013 Machine Learning",
            "Quillmark",
        ),
        ("ML Engineer | Search\n\nOwn the models.", "ML Engineer | Search", ""),
        ("Job Title: ML Engineer (f/m/x)\nCompany: Quillmark\n", "ML Engineer (f/m/x)", "Quillmark"),
        (
            "<!-- board 3.1 -->\n[![Remote](https://i.invalid/r.svg)](https://i.invalid) ![pay](https://i.invalid/p.svg)\n"
            "# ML Engineer\n## Quillmark\n",
            "ML Engineer",
            "Quillmark",
        ),
        (
            '---\ntitle: "Staff ML Engineer"\ncompany: Quillmark Labs\ntags: [a, b]\n---\nOwn the models.',
            "Staff ML Engineer",
            "Quillmark Labs",
        ),
        (
            "---\nlayout: job\ntags:\n  - remote\n---\n\n# Staff ML Engineer\n### Quillmark\n",
            "Staff ML Engineer",
            "Quillmark",
        ),
        ("", "", ""),
    ],
)
def test_title_and_company_are_told_from_the_first_lines(text: str, title: str, company: str) -> None:
    assert guess_title_and_company(text) == (title, company)


@pytest.mark.parametrize("place", ["Berlin, Germany", "Remote", "New York, NY", "Full-time", "On-site", "2024"])
def test_a_place_is_no_company(place: str) -> None:
    assert guess_title_and_company(f"Machine Learning Engineer\n{place}\n\nOwn the models.")[1] == ""


@pytest.mark.parametrize("place", ["– Remote", "- Remote", "| Remote", "(Remote)", "| Hybrid"])
def test_a_place_in_the_title_is_no_company(place: str) -> None:
    assert guess_title_and_company(f"Machine Learning Engineer {place}\n\nOwn the models.")[1] == ""


@pytest.mark.parametrize(
    "text",
    [
        RANKING,
        DUTIES,
        "Python, SQL, Docker.",
        "PyTorch, TensorFlow, Keras, Python, SQL, Docker, Kubernetes, Airflow, Kubeflow, MLflow, Spark, "
        "Kafka, Redis, Postgres, AWS, GCP, Azure, Terraform, Jenkins, Grafana, Prometheus, Git, Linux, "
        "Bash, CUDA",
        "Reduce latency. Build pipelines. Own retraining. Ship models. Cut GPU cost. Track drift. Improve "
        "recall. Automate labelling. Monitor production models. Run experiments. Write clean Python code. "
        "Review pull requests. Scale feature stores. Lead design reviews.",
        "Wir suchen dich.",
        "",
    ],
)
def test_english_and_the_very_short_are_not_turned_away(text: str) -> None:
    assert foreign_language(text) == ""


@pytest.mark.parametrize("folder", ["text", "markdown", "pages"])
def test_every_real_posting_is_read(shared: Path, folder: str) -> None:
    files = sorted((shared / "postings" / folder).iterdir())
    assert len(files) >= 10
    for path in files:
        posting = read_posting(path)
        assert len(posting.text.split()) > 50, path.name
        assert posting.title, path.name
        assert "<li>" not in posting.text, path.name
        assert (posting.id, posting.source) == (path.stem, str(path))


def test_title_and_company_of_every_real_text_stand_in_its_first_lines(shared: Path) -> None:
    for path in [
        *sorted((shared / "postings" / "text").iterdir()),
        *sorted((shared / "postings" / "markdown").iterdir()),
    ]:
        posting = read_posting(path)
        title, company = [line.strip() for line in posting.text.split("\n")[:2]]
        wanted = title.removesuffix(".") if path.suffix == ".txt" else title[3:].split("](")[0].strip()
        # Where a board stands in the employer's place, the prose may name the employer.
        named = posting.company if is_board(company) else company.removeprefix("### ")
        assert (posting.title, posting.company) == (wanted, named), path.name


def test_real_pages_give_the_text_that_a_reader_sees(shared: Path) -> None:
    rows = {posting.id: posting for posting in read_postings(shared / "gold" / "dev.jsonl")}
    pages = [read_posting(path) for path in sorted((shared / "postings" / "pages").iterdir())]
    known = [page for page in pages if page.id in rows]
    assert len(known) >= 20
    for page in known:
        wanted, found = set(rows[page.id].text.split()), set(page.text.split())
        assert len(wanted & found) >= 0.95 * len(wanted), page.id
        assert (page.title, page.company) == (rows[page.id].title, rows[page.id].company)


def test_a_language_that_cannot_be_told_without_a_place_on_the_disk_is_taken_for_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(text: str) -> tuple[str, float]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("py3langid.classify", full)
    assert foreign_language("Wir suchen jemanden, der unsere Modelle in Graz pflegt und verbessert. " * 4) == ""
