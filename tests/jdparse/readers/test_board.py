"""Saved JSON of job boards. The employers and their jobs are invented; the shapes are those that the boards publish."""

from __future__ import annotations

import html
import io
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jdparse
from jdparse import EmptyPostingError, Posting, ReadError, read_posting, read_postings
from jdparse.readers.headlines import company_of_site
from tests.jdparse.samples import MANY, check_posting_or_one_line
from tests.tailor.calls import tailor

ABOUT = "<p>Quillmark Labs ranks second-hand instruments &amp; prices them.</p>"
DUTIES = (
    "<h3>What you&rsquo;ll do</h3><ul><li>Cut the p99 latency of the ranking models on Kubeflow, which are too slow.</li>"
    "<li>Own the retraining of the models.</li></ul>"
)
GERMAN = (
    "<p>Wir suchen eine Ingenieurin für maschinelles Lernen. Sie entwickeln und betreiben unsere Modelle, "
    "verbessern die Latenz der Dienste und arbeiten eng mit den Teams zusammen. Sie bringen mehrere Jahre "
    "Erfahrung mit Python mit und sprechen gut Deutsch.</p>"
)
TEXT = (
    "Quillmark Labs ranks second-hand instruments & prices them.\n\nWhat you’ll do\n\n"
    "* Cut the p99 latency of the ranking models on Kubeflow, which are too slow.\n* Own the retraining of the models."
)

GREENHOUSE: dict[str, Any] = {
    "jobs": [
        {
            "id": 4017,
            "internal_job_id": 99,
            "title": "Senior ML Engineer",
            "absolute_url": "https://boards.greenhouse.io/quillmarklabs/jobs/4017",
            "location": {"name": "Porto"},
            "metadata": None,
            "content": html.escape(ABOUT + DUTIES),
        },
        {
            "id": 4018,
            "title": "Ingenieurin für maschinelles Lernen",
            "absolute_url": "https://boards.greenhouse.io/quillmarklabs/jobs/4018",
            "content": html.escape(GERMAN),
        },
        {
            "id": 5020,
            "title": "Office Manager",
            "absolute_url": "https://boards.greenhouse.io/quillmarklabs/jobs/5020",
            "content": None,
        },
    ],
    "meta": {"total": 3},
}
LEVER: dict[str, Any] = {
    "id": "5ac21346-8e0c-4494-8e7a-3eb92ff77902",
    "text": "Senior ML Engineer",
    "categories": {"team": "Ranking", "location": "Porto"},
    "description": f"<div>{ABOUT}</div>",
    "descriptionPlain": "Quillmark Labs ranks second-hand instruments & prices them.\n",
    "lists": [
        {
            "text": "In this role you will",
            "content": "<li>Cut the p99 latency of the ranking models.</li><li>Own the retraining.</li>",
        },
        {"text": "What you bring", "content": "<li>Python</li>"},
        {"text": "Perks", "content": ""},
    ],
    "additional": "<div>Quillmark Labs is an equal opportunity employer.</div>",
    "additionalPlain": "Quillmark Labs is an equal opportunity employer.",
    "hostedUrl": "https://jobs.lever.co/quillmark-labs/5ac21346-8e0c-4494-8e7a-3eb92ff77902",
}
ASHBY: dict[str, Any] = {
    "apiVersion": "1",
    "jobs": [
        {
            "id": "8f1c2d3e-0000-4000-8000-1234567890ab",
            "title": "Senior ML Engineer",
            "isListed": True,
            "descriptionHtml": ABOUT
            + "<h3>What you&rsquo;ll do</h3><ul><li><p>Cut the p99 latency of the ranking models on Kubeflow, which are too slow.</p></li>"
            "<li><p>Own the retraining of the models.</p></li></ul>",
            "descriptionPlain": "Quillmark Labs ranks second-hand instruments. WHAT YOU'LL DO Cut the p99 latency",
            "jobUrl": "https://jobs.ashbyhq.com/quillmarklabs/8f1c2d3e-0000-4000-8000-1234567890ab",
        }
    ],
}
SMARTRECRUITERS: dict[str, Any] = {
    "id": "743999",
    "name": "Senior ML Engineer",
    "releasedDate": "2024-02-19T19:36:42.346Z",
    "company": {"identifier": "QuillmarkLabs", "name": "Quillmark Labs"},
    "jobAd": {
        "sections": {
            "companyDescription": {"title": "Company Description", "text": ABOUT},
            "jobDescription": {"title": "Job Description", "text": DUTIES},
            "qualifications": {"title": "Qualifications", "text": "<ul><li>Python</li></ul>"},
            "additionalInformation": {"title": "Additional Information"},
        }
    },
}
WORKABLE: dict[str, Any] = {
    "name": "Quillmark Labs",
    "description": "<p>All about us.</p>",
    "jobs": [
        {
            "title": "Senior ML Engineer",
            "shortcode": "QL00A1",
            "url": "https://apply.workable.com/j/QL00A1",
            "description": ABOUT + DUTIES,
        }
    ],
}
RECRUITEE: dict[str, Any] = {
    "offers": [
        {
            "id": 77,
            "title": "Senior ML Engineer",
            "company_name": "Quillmark Labs",
            "careers_url": "https://quillmarklabs.recruitee.com/o/senior-ml-engineer",
            "description": ABOUT + DUTIES,
            "requirements": "<ul><li>Python</li></ul>",
        }
    ]
}
JOB_POSTING: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Senior ML Engineer",
    "identifier": {"@type": "PropertyValue", "name": "Quillmark Labs", "value": "R-31"},
    "hiringOrganization": {"@type": "Organization", "name": "Quillmark Labs"},
    "description": ABOUT + DUTIES,
}
#: One job of each shape.
SINGLE: dict[str, dict[str, Any]] = {
    "greenhouse": GREENHOUSE["jobs"][0],
    "lever": LEVER,
    "ashby": ASHBY["jobs"][0],
    "smartrecruiters": SMARTRECRUITERS,
    "workable": WORKABLE["jobs"][0],
    "recruitee": RECRUITEE["offers"][0],
    "schema.org": JOB_POSTING,
}


def read(value: object, job: str = "") -> Posting:
    content = value if isinstance(value, bytes) else json.dumps(value).encode("utf-8")
    return read_posting("-", io.BytesIO(content), job)


def error_of(value: object, job: str = "") -> ReadError:
    with pytest.raises(ReadError) as raised:
        read(value, job)
    message = str(raised.value)
    assert message.startswith("<stdin>")
    assert "\n" not in message
    return raised.value


def everything(*rows: object) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode("utf-8")


@pytest.mark.parametrize(
    ("document", "job", "job_id"),
    [
        (GREENHOUSE, "4017", "4017"),
        (GREENHOUSE["jobs"][0], "", "4017"),
        ([LEVER], "", LEVER["id"]),
        (LEVER, "", LEVER["id"]),
        (ASHBY, "", ASHBY["jobs"][0]["id"]),
        (ASHBY["jobs"][0], "", ASHBY["jobs"][0]["id"]),
        (SMARTRECRUITERS, "", "743999"),
        (WORKABLE, "", "QL00A1"),
        (RECRUITEE, "", "77"),
        ({"offer": RECRUITEE["offers"][0]}, "", "77"),
        (JOB_POSTING, "", "R-31"),
        ([JOB_POSTING], "", "R-31"),
        ({"@graph": [{"@type": "WebSite"}, JOB_POSTING]}, "", "R-31"),
    ],
)
def test_each_board_gives_title_company_and_the_duties_as_bullets(document: object, job: str, job_id: str) -> None:
    posting = read(document, job)
    assert (posting.id, posting.title, posting.company) == (job_id, "Senior ML Engineer", "Quillmark Labs")
    assert "* Cut the p99 latency of the ranking models" in posting.text
    assert "* Own the retraining" in posting.text
    assert "<" not in posting.text
    assert "&" not in posting.text.replace("instruments & prices", "")


def test_escaped_html_is_unescaped_once_and_stripped() -> None:
    assert read(GREENHOUSE["jobs"][0]).text == TEXT
    assert read({**GREENHOUSE["jobs"][0], "content": ABOUT + DUTIES}).text == TEXT
    shown = read({**GREENHOUSE["jobs"][0], "content": html.escape("<p>Fluent in C&lt;T&gt; &amp; Python</p>")})
    assert shown.text == "Fluent in C<T> & Python"


def test_the_lists_of_lever_stand_under_their_headings_between_beginning_and_end() -> None:
    assert read(LEVER).text == (
        "Quillmark Labs ranks second-hand instruments & prices them.\n\n"
        "In this role you will:\n* Cut the p99 latency of the ranking models.\n* Own the retraining.\n\n"
        "What you bring:\n* Python\n\n"
        "Quillmark Labs is an equal opportunity employer."
    )


def test_lever_without_html_gives_its_plain_text() -> None:
    posting = read({**LEVER, "description": "", "additional": None})
    assert posting.text.startswith("Quillmark Labs ranks second-hand instruments & prices them.\n\nIn this role")
    assert posting.text.endswith("equal opportunity employer.")


def test_html_wins_over_plain_text_that_lost_its_lines() -> None:
    assert read(ASHBY).text.count("\n* ") == 2


def test_the_pain_is_found_in_the_lists_of_lever() -> None:
    analysis = jdparse.analyze(read(LEVER))
    assert analysis.pain is not None
    assert analysis.pain.evidence.quote == "Cut the p99 latency of the ranking models."
    assert analysis.pain.evidence.section is jdparse.SectionKind.DUTIES


def test_a_list_of_jobs_names_ids_and_titles() -> None:
    said = str(error_of(GREENHOUSE))
    assert said == (
        "<stdin>: holds 3 postings; name one with --job ID: 4017 (Senior ML Engineer), "
        "4018 (Ingenieurin für maschinelles Lernen), 5020 (Office Manager)"
    )


@pytest.mark.parametrize("wish", ["4017", "senior ml engineer", "Senior ML", "Engineer"])
def test_a_job_is_named_by_its_id_or_by_words_of_its_title(wish: str) -> None:
    assert read(GREENHOUSE, wish).id == "4017"


def test_the_beginning_of_one_id_is_enough_and_of_two_is_not() -> None:
    assert read([LEVER, ASHBY["jobs"][0]], "5ac2").id == LEVER["id"]
    assert "--job 40 fits 2 postings; name one with --job ID: 4017 (" in str(error_of(GREENHOUSE, "40"))
    assert "has no posting with the id 'Data'; name one with --job ID: 4017 (" in str(error_of(GREENHOUSE, "Data"))


def test_an_id_wins_over_the_beginning_of_another() -> None:
    rows = [{**GREENHOUSE["jobs"][0], "id": 40}, {**GREENHOUSE["jobs"][0], "id": 401}]
    assert read({"jobs": rows}, "40").id == "40"


def test_jobs_that_cannot_be_read_say_so_only_when_they_are_wanted() -> None:
    assert read(GREENHOUSE, "4017").text == TEXT
    german, empty = error_of(GREENHOUSE, "4018"), error_of(GREENHOUSE, "5020")
    assert str(german) == "<stdin>: job 4018: seems to be in German; only English postings are read"
    assert str(empty).startswith("<stdin>: job 5020: has no text; ")
    assert isinstance(empty, EmptyPostingError)


def test_all_jobs_of_a_list_are_read_but_for_those_that_cannot() -> None:
    content = json.dumps(GREENHOUSE).encode("utf-8")
    problems: list[ReadError] = []
    postings = list(read_postings("-", io.BytesIO(content), skipped=problems.append))
    assert [posting.id for posting in postings] == ["4017"]
    assert ["4018" in str(problems[0]), "5020" in str(problems[1])] == [True, True]
    with pytest.raises(ReadError, match="4018"):
        list(read_postings("-", io.BytesIO(content)))


def test_a_list_without_a_job_that_can_be_read_is_an_error() -> None:
    content = json.dumps({"jobs": GREENHOUSE["jobs"][1:]}).encode("utf-8")
    with pytest.raises(ReadError, match=r"^<stdin>: none of its 2 jobs can be read$"):
        list(read_postings("-", io.BytesIO(content), skipped=lambda problem: None))


def test_analyze_reads_the_list_and_notes_what_it_leaves_out(tmp_path: Path) -> None:
    path = tmp_path / "jobs.json"
    path.write_text(json.dumps(GREENHOUSE), encoding="utf-8")
    done = tailor("analyze", path, "--format", "jsonl")
    assert done.code == 0
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["4017"]
    assert done.err_lines[0] == f"note: {path}: job 4018: seems to be in German; only English postings are read"
    assert done.err_lines[1].startswith(f"note: {path}: job 5020: has no text")


@pytest.mark.parametrize("command", [["analyze"], ["draft", "--no-review"]])
def test_a_command_takes_the_job_that_is_named(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "jobs.json"
    path.write_text(json.dumps(GREENHOUSE), encoding="utf-8")
    done = tailor(*command, path, "--job", "Senior ML Engineer", "--format", "json")
    assert done.code == 0
    assert "p99 latency" in done.out
    wrong = tailor(*command, path, "--job", "9")
    assert (wrong.code, len(wrong.err_lines), wrong.out) == (2, 1, "")


@pytest.mark.parametrize(
    ("document", "advice"),
    [
        ({"jobs": [{**job, "content": None} for job in GREENHOUSE["jobs"]], "meta": {}}, "?content=true"),
        ({"jobs": [{**job, "description": ""} for job in WORKABLE["jobs"] * 2]}, "?details=true"),
        ({"content": [{**SMARTRECRUITERS, "jobAd": {}}] * 2, "totalFound": 2}, "/postings/ID"),
    ],
)
def test_a_list_without_texts_says_once_how_to_save_it(document: object, advice: str) -> None:
    said = str(error_of(document))
    assert "jobs without their text" in said
    assert advice in said


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (
            {"name": "Ada", "age": 7},
            "its keys are name, age; what is read has a title and a text",
        ),
        ({"jobs": [5]}, "what is read"),
        ({"jobs": [], "meta": {"total": 0}}, "holds no jobs"),
        ({"status": 404, "error": "Job not found"}, "an error that a board sent (Job not found)"),
        ({**LEVER, "lists": {"a": 1}}, "lists"),
        ({**JOB_POSTING, "description": ""}, "no description"),
        ({**GREENHOUSE["jobs"][0], "content": html.escape("<p>" + "word " * 250_000)}, "characters"),
        (b'{"jobs": [\n{"id": 1, "title": "cut', "<stdin>: is cut off: its JSON ends at character 34"),
        (b'{"jobs": ' + b"[" * 100_000, "<stdin>:1: is not a JSON object"),
    ],
)
def test_json_that_holds_no_job_is_one_line(document: object, problem: str) -> None:
    assert problem in str(error_of(document))


@pytest.mark.parametrize("shape", SINGLE)
def test_json_lines_hold_the_jobs_of_any_board(shape: str) -> None:
    content = everything({"id": "own", "text": "Own the ranking models.", "title": "", "company": ""}, SINGLE[shape])
    own, other = read_postings("-", io.BytesIO(content))
    assert (own.id, own.text) == ("own", "Own the ranking models.")
    assert (other.title, "p99 latency" in other.text) == ("Senior ML Engineer", True)


@pytest.mark.parametrize("shape", SINGLE)
def test_a_document_may_stand_on_many_lines(shape: str) -> None:
    assert read(json.dumps(SINGLE[shape], indent=2).encode("utf-8")) == read(SINGLE[shape])


@pytest.mark.parametrize(
    "page",
    [
        '<html><head><meta name="color-scheme" content="light dark"></head><body><pre style="word-wrap: break-word; white-space: pre-wrap;">{}</pre></body></html>',
        '<html><head></head><body><div class="json-formatter-container"></div><pre>{}</pre></body></html>',
    ],
)
def test_json_that_a_browser_saved_as_a_page_is_json(page: str) -> None:
    content = page.replace("{}", html.escape(json.dumps(GREENHOUSE), quote=False)).encode("utf-8")
    assert read(content, "4017").text == TEXT


def test_a_broken_line_stands_not_in_the_way_of_the_row_that_is_wanted() -> None:
    content = everything(LEVER) + b"\n{broken\n" + everything(SMARTRECRUITERS)
    assert read(content, "743999").company == "Quillmark Labs"


def test_own_rows_with_fields_like_those_of_a_board_stay_own_rows() -> None:
    posting = read(
        {"id": "a", "text": "Own the models.", "title": "ML Engineer", "company": "Quillmark", "content": "x"}
    )
    assert posting == Posting("Own the models.", "ML Engineer", "Quillmark", "<stdin>", "a")


@pytest.mark.parametrize(
    ("site", "text", "company"),
    [
        ("quillmark-labs", "At Quillmark Labs, we rank listings.", "Quillmark Labs"),
        (
            "quillmarklabs",
            "QuillMark Labs ranks listings. Join Quillmark Labs! Quillmark Labs is fair.",
            "Quillmark Labs",
        ),
        ("qmark", "The team ranks listings.", "Qmark"),
        ("quill-mark", "The team ranks listings.", "Quill Mark"),
        ("quillmarkcareers", "At Quillmark, we rank listings.", "Quillmark"),
        ("quillmark", "About Ostrava:\nAt Ostrava, we read the news.", "Quillmark"),
        ("Quillmark%20Labs", "", "Quillmark Labs"),
        ("", "At Quillmark, we rank listings.", "Quillmark"),
        ("", "", ""),
    ],
)
def test_the_employers_name_is_spelt_as_the_text_spells_it(site: str, text: str, company: str) -> None:
    assert company_of_site(site, text) == company


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.just(html.escape(DUTIES)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(SINGLE)), st.data())
@MANY
def test_a_job_with_any_field_gone_wrong_is_a_posting_or_one_line(shape: str, data: st.DataObject) -> None:
    job = dict(SINGLE[shape])
    for field in data.draw(st.lists(st.sampled_from(sorted(job)), min_size=1, max_size=3)):
        job[field] = data.draw(JSON_VALUES)
    for document in (job, [job, job], {"jobs": [job, LEVER]}):
        wish = data.draw(st.sampled_from(["", "4017", LEVER["id"]]))
        check_posting_or_one_line(partial(read, document, wish))


@given(st.sampled_from(sorted(SINGLE)), st.integers(0, 4000), st.binary(max_size=4))
@MANY
def test_a_saved_file_that_was_damaged_is_a_posting_or_one_line(shape: str, at: int, junk: bytes) -> None:
    content = json.dumps({"jobs": [SINGLE[shape]]}).encode("utf-8")
    at %= len(content)
    check_posting_or_one_line(lambda: read(content[:at] + junk + content[at + len(junk) :]))


@pytest.mark.parametrize("name", ["dc:description", "description:"])
def test_a_feed_may_use_a_prefix_that_it_never_declares(name: str) -> None:
    feed = f"<rss><channel><item><title>Engineer</title><{name}>{html.escape(DUTIES)}</{name}></item></channel></rss>"
    (posting,) = read_postings("-", io.BytesIO(feed.encode()))
    assert "p99 latency" in posting.text


def test_a_table_that_only_its_first_bytes_look_like_is_told_in_one_line() -> None:
    content = (
        b"\xeftitle,company,description\r" + b"*" * 93 + b"\xbb\xbft\xc2\x9b31mitle,{#___com%*******\x1cYA***ML**\xef"
    )
    check_posting_or_one_line(lambda: next(iter(read_postings("-", io.BytesIO(content)))))


def test_a_feed_with_half_a_character_is_broken(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(b"<rss><channel><item><title>Engineer &#xd800;</title></item></channel></rss>")
    with pytest.raises(ReadError) as caught:
        list(read_postings(feed))
    assert "\n" not in str(caught.value)
