"""How a posting comes onto the page, and what is said of one that cannot be read."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import inputs
import pytest
import typst

from jdparse import Posting
from tailor.page.app import _MOST_BYTES, _MOST_FIELD, _MOST_PARTS
from tests.tailor.page.visits import Visitor, chosen, form_of, moved, text_of, tree
from tests.tailor.samples import BULLETS, PROSE

POSTING = Posting(BULLETS.split("\n", 2)[2].strip(), "Staff Machine Learning Engineer", "Quillmere Freight")
SAMPLE = inputs.Sample(POSTING)
PAIN = "Cut the cost of our inference fleet"


def as_page() -> bytes:
    """A page of a careers' site."""
    lines = "".join(
        f"<li>{html.escape(line[2:])}</li>" if line.startswith("- ") else f"<p>{html.escape(line)}</p>"
        for line in POSTING.text.split("\n")
        if line
    )
    described = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": POSTING.title,
        "hiringOrganization": {"@type": "Organization", "name": POSTING.company},
        "description": lines,
    }
    return (
        f"<!doctype html><title>{POSTING.title}</title><script type='application/ld+json'>{json.dumps(described)}</script>"
        f"<h1>{POSTING.title}</h1>{lines}"
    ).encode()


def as_pdf() -> bytes:
    """A printed posting."""
    escaped = POSTING.text.replace("$", "\\$").replace("£", "GBP ").replace("\n", " \\\n")
    printed = typst.compile(f"= {POSTING.title}\n\n{POSTING.company}\n\n{escaped}".encode())
    assert isinstance(printed, bytes)
    return printed


def as_greenhouse() -> bytes:
    """A job as a board's interface gives it."""
    content = html.escape("".join(f"<p>{html.escape(line)}</p>" for line in POSTING.text.split("\n") if line))
    return json.dumps({"id": 1, "title": POSTING.title, "company_name": POSTING.company, "content": content}).encode()


def as_mail() -> bytes:
    """A mail that forwards the posting."""
    head = f"From: jobs@example.invalid\r\nTo: me@example.invalid\r\nSubject: {POSTING.title} at {POSTING.company}\r\n"
    kind = 'MIME-Version: 1.0\r\nContent-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    return (head + kind + POSTING.text.replace("\n", "\r\n")).encode()


def part(head: str, content: bytes) -> bytes:
    """A field of a form as it travels."""
    return f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"


KINDS: dict[str, Callable[[], bytes]] = {
    "posting.html": as_page,
    "posting.pdf": as_pdf,
    "posting.docx": lambda: inputs.as_docx(SAMPLE),
    "posting.eml": as_mail,
    "posting.json": as_greenhouse,
    "posting.md": lambda: inputs.as_markdown(SAMPLE),
    "posting.txt": lambda: inputs.as_text(SAMPLE),
    "no ending": lambda: BULLETS.encode("utf-16"),
}


def test_a_pasted_posting_opens_beside_its_letter(anna: Visitor, lorries: str) -> None:
    desk = tree(anna.get(lorries))
    assert text_of(desk, "#theirs") == "Staff Machine Learning Engineer at Quillmere Freight"
    assert PAIN in text_of(desk, "#card-pain")
    assert "p99 of 33 ms" in text_of(desk, "#text")


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_file_can_be_dropped(anna: Visitor, name: str) -> None:
    desk = tree(anna.get(moved(anna.drop(KINDS[name](), name))))
    assert text_of(desk, "#theirs").startswith("Staff Machine Learning Engineer")
    assert PAIN in text_of(desk, "#card-pain")
    assert PAIN in text_of(desk, "#posting")


def test_the_same_posting_is_the_same_place(anna: Visitor, lorries: str) -> None:
    assert anna.give(BULLETS) == lorries


def test_a_browser_sends_line_ends_of_its_own(anna: Visitor) -> None:
    desk = tree(anna.get(anna.give(BULLETS.replace("\n", "\r\n"))))
    assert PAIN in text_of(desk, "#card-pain")


def test_several_jobs_are_a_list_to_choose_from(anna: Visitor) -> None:
    jobs = [{"title": f"ML Engineer {n}", "company": f"Firm {n}", "description": PROSE} for n in range(3)]
    page = tree(anna.drop("\n".join(map(json.dumps, jobs)).encode(), "jobs.jsonl"))
    links = chosen(page, ".jobs")[0].xpath(".//a")
    assert [link.text_content() for link in links] == ["ML Engineer 0", "ML Engineer 1", "ML Engineer 2"]
    assert text_of(tree(anna.get(links[1].get("href"))), "#theirs") == "ML Engineer 1 at Firm 1"


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"", "empty.txt", "empty"),
        (b" \n\t\n", "blank.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "shot.png", "picture"),
        (b"%PDF-1.7\nnot really", "broken.pdf", "PDF"),
        (b"PK\x03\x04 broken", "broken.docx", "broken.docx"),
        (b"https://example.org/jobs/1", "link.txt", "address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_one_line(anna: Visitor, content: bytes, name: str, word: str) -> None:
    answer = anna.drop(content, name)
    problem = text_of(tree(answer), ".problem")
    assert answer.status_code == 422
    assert word in problem
    assert "--" not in problem
    assert "Traceback" not in answer.text


def test_what_was_pasted_is_still_there_after_a_refusal(anna: Visitor) -> None:
    answer = anna.post("/postings", {"text": "https://example.org/jobs/1?a=1&amp=2"})
    assert answer.status_code == 422
    assert chosen(tree(answer), "#text")[0].text.strip() == "https://example.org/jobs/1?a=1&amp=2"


def test_nothing_at_all_is_refused(anna: Visitor) -> None:
    assert anna.post("/postings", {}).status_code == 422


@pytest.mark.parametrize(
    "form",
    [
        part('name="file"; filename="large.txt"', b"word " * 4_200_000),
        part('name="text"', b"word " * 500_000),
        b"".join(part(f'name="field-{number}"', b"x") for number in range(300)),
    ],
    ids=["file", "field", "fields"],
)
def test_what_is_too_large_gets_a_page_that_says_so(anna: Visitor, form: bytes) -> None:
    answer = anna.post("/postings", form + b"--x--\r\n")
    assert answer.status_code == 413
    assert "MB" in text_of(tree(answer), ".problem")


def test_what_is_as_large_as_may_be_is_no_more_than_that(anna: Visitor) -> None:
    end = b"--x--\r\n"
    frame = len(part('name="file"; filename="large.txt"', b"") + end)
    for form, refused in (
        (part('name="file"; filename="large.txt"', b" " * (_MOST_BYTES - frame)), False),
        (part('name="file"; filename="large.txt"', b" " * (_MOST_BYTES - frame + 1)), True),
        (part('name="text"', b" " * _MOST_FIELD), False),
        (part('name="text"', b" " * (_MOST_FIELD + 1)), True),
        (part('name="text"', b" ") * _MOST_PARTS, False),
        (part('name="text"', b" ") * (_MOST_PARTS + 1), True),
    ):
        assert (anna.post("/postings", form + end).status_code == 413) is refused


def test_a_first_visit_shows_the_sample_and_the_way_to_an_own_letter(newcomer: Visitor) -> None:
    start = newcomer.get("/")
    assert len(chosen(tree(start), ".steps")[0].xpath(".//li")) == 3
    desk = tree(newcomer.get(moved(newcomer.get("/sample"))))
    assert "[Halvard Pay]" in text_of(desk, "#text")


def test_somebody_with_a_profile_is_not_told_the_steps(anna: Visitor) -> None:
    assert not chosen(tree(anna.get("/")), ".steps")


def test_a_posting_that_is_gone_is_said_to_be(anna: Visitor) -> None:
    page = anna.get("/letter/0123456789abcdef")
    assert page.status_code == 410
    assert "give it once more" in text_of(tree(page), ".problem")
    part = anna.post("/letter/0123456789abcdef", {}, {"HX-Request": "true"})
    assert part.status_code == 410
    assert part.headers["HX-Reswap"] == "none", "the letter that is on the page stays there"


def test_a_page_that_there_is_not(anna: Visitor) -> None:
    answer = anna.get("/no-such-page")
    assert answer.status_code == 404
    assert chosen(tree(answer), ".problem")


def test_the_form_has_what_the_letter_was_written_with(anna: Visitor, lorries: str) -> None:
    form = form_of(anna.get(lorries))
    assert form["length"] == "250"
    assert {form[name] for name in ("pain", "metric", "tool", "story", "template", "pins", "edited")} == {""}
