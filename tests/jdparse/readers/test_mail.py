"""Saved mails. The employers, people and jobs are invented."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jdparse
from jdparse import EmptyPostingError, Posting, ReadError, read_posting
from jdparse.readers.headlines import guess_from_headline
from tests.jdparse.samples import MANY, check_posting_or_one_line
from tests.tailor.calls import tailor

TEXT = """\
Quillmark is a marketplace for second-hand instruments.

What you'll do
- Cut the p99 latency of the ranking models, which are too slow for
the search.
- Reduce the unsubscribe rate of our mails by ranking them on Kubeflow."""
HTML = """<html><head><title>Jobs</title><style>p { color: red }</style></head><body>
<div style="display:none; max-height:0">A preview that nobody sees &#847;&zwnj;</div>
<table width="100%"><tr><td><a href="https://quillmark.invalid">View in browser</a></td></tr>
<tr><td><table><tr><td><h1>Senior ML Engineer</h1></td></tr><tr><td><p>Hello Ada,</p>
<p>Quillmark is hiring for the ranking team, &eacute;quipe Porto.</p><p><b>What you'll do</b></p>
<table><tr><td>&bull;</td><td>Cut the p99 latency of the ranking models on Kubeflow.</td></tr>
<tr><td>&bull;</td><td>Reduce the unsubscribe rate of our mails.</td></tr></table></td></tr></table></td></tr>
<tr><td>You are receiving this email because you asked for it. <a href="x">Unsubscribe</a></td></tr>
<tr><td>Quillmark GmbH, 1 Example Street, TensorFlow House</td></tr></table></body></html>"""
HTML_TEXT = """\
Senior ML Engineer

Hello Ada,

Quillmark is hiring for the ranking team, équipe Porto.

What you'll do

• Cut the p99 latency of the ranking models on Kubeflow.
• Reduce the unsubscribe rate of our mails."""
FORWARDED = f"""\
Hi Bo, this may be for you.

---------- Forwarded message ---------
From: Ada Example <ada@people.invalid>
Date: Mon, 1 Jan 2024 at 10:00
Subject: Senior ML Engineer at Quillmark
To: <bo@people.invalid>


{TEXT}

--\x20
Ada Example
Talent Partner, Snowflake Street 3
"""


def mail(text: str = "", subject: str = "A job", **kinds: str) -> EmailMessage:
    message = EmailMessage()
    message["Received"] = "from mx.people.invalid by in.people.invalid; Mon, 1 Jan 2024 10:00:01 +0000"
    message["From"] = "Ada Example <ada@people.invalid>"
    message["To"] = "bo@people.invalid"
    message["Subject"] = subject
    message.set_content(text)
    if "html" in kinds:
        message.add_alternative(kinds["html"], subtype="html", cte=kinds.get("cte", "quoted-printable"))
    return message


def read(content: EmailMessage | bytes | str) -> Posting:
    if isinstance(content, EmailMessage):
        content = content.as_bytes()
    return read_posting("-", io.BytesIO(content.encode("utf-8") if isinstance(content, str) else content))


def read_as_one(subject: str, text: str) -> tuple[str, str, str]:
    posting = read(mail(text, subject))
    return posting.title, posting.company, posting.text


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_html_is_read_cell_after_cell_without_what_is_about_the_mail(encoding: str) -> None:
    posting = read(mail("See this mail in your browser.", "Job", html=HTML, cte=encoding))
    assert posting.text == HTML_TEXT
    assert (posting.title, posting.company) == ("Senior ML Engineer", "Quillmark")


def test_html_alone_is_read_as_well() -> None:
    message = mail(subject="Job")
    message.set_content(HTML, subtype="html")
    assert read(message).text == HTML_TEXT


def test_the_footer_leaks_into_no_highlight() -> None:
    analysis = jdparse.analyze(read(mail(html=HTML)))
    assert analysis.tool is not None
    assert [analysis.tool.evidence.name, *(other.name for other in analysis.tool.alternatives)] == ["Kubeflow"]


def test_html_without_lines_gives_way_to_the_plain_text() -> None:
    assert read(mail(TEXT, html=f"<html><body>{TEXT}</body></html>")).text == TEXT


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_forwarded_posting_comes_without_what_stands_around_it(line_end: str) -> None:
    content = mail(FORWARDED, "Fwd: hello").as_bytes().replace(b"\n", line_end.encode())
    posting = read(content)
    assert (posting.text, posting.title, posting.company) == (TEXT, "Senior ML Engineer", "Quillmark")


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


INSIDE: dict[str, Callable[[], EmailMessage]] = {
    "answered": lambda: mail(
        f"Sounds good, let us talk.\n\nOn Mon, 1 Jan 2024 at 10:00, Ada <ada@people.invalid> wrote:\n\n{quoted(TEXT)}",
        "Re: Senior ML Engineer at Quillmark",
    ),
    "Outlook": lambda: mail(
        "fyi\n\n-----Original Message-----\nFrom: Ada Example\nSent: Monday, 1 January 2024 10:00\nTo: Bo\n"
        f"Subject: Senior ML Engineer at Quillmark\n\n{TEXT}",
        "FW: something",
    ),
    "Apple": lambda: mail(
        "fyi\n\nBegin forwarded message:\n\nFrom: Ada <ada@people.invalid>\nSubject: Senior ML Engineer at Quillmark\n"
        f"Date: 1. January 2024\nTo: Bo <bo@people.invalid>\n\n{TEXT}\n\nSent from my iPhone",
        "Fwd: something",
    ),
    "quoted forward": lambda: mail(f"fyi\n\n{quoted(FORWARDED)}", "Fwd: something"),
    "bold headers": lambda: mail(
        f"*From:* Ada\n*Sent:* Monday\n*To:* Bo\n*Subject:* Senior ML Engineer at Quillmark\n\n{TEXT}", "something"
    ),
}


@pytest.mark.parametrize("kind", INSIDE)
def test_a_posting_inside_a_mail_is_found(kind: str) -> None:
    posting = read(INSIDE[kind]())
    assert (posting.text, posting.title, posting.company) == (TEXT, "Senior ML Engineer", "Quillmark")


def test_a_mail_attached_to_a_mail_is_read() -> None:
    outer = mail("fyi", "see attached")
    outer.add_attachment(mail(FORWARDED, "Fwd: hello"))
    assert read(outer).text == TEXT


def test_a_mail_with_a_picture_inside_its_html_is_read() -> None:
    message = mail("See this mail in your browser.")
    message.add_alternative(HTML, subtype="html")
    html_part = message.get_payload(1)
    assert isinstance(html_part, EmailMessage)
    html_part.add_related(b"\x89PNG", "image", "png", cid="<logo>")
    assert read(message).text == HTML_TEXT


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", "utf-8"),
        ("cp1252", "windows-1252"),
        ("utf-8", "us-ascii"),
        ("utf-8", "no-such-set"),
        ("cp1252", "utf-8"),
    ],
)
def test_the_bytes_decide_where_the_charset_is_wrong(charset: str, declared: str) -> None:
    head = f"From: a@people.invalid\nSubject: Job\nContent-Type: text/plain; charset={declared}\n\n".encode()
    assert read(head + "Own the ranking of Caf\xe9 M\xfcller.".encode(charset)).text.endswith("Caf\xe9 M\xfcller.")


def test_flowed_lines_become_paragraphs_again() -> None:
    head = "From: a@people.invalid\nSubject: Job\nContent-Type: text/plain; format=flowed\n\n"
    assert (
        read(f"{head}Cut the latency \nof the models.\n\n- Own \nthem.").text
        == "Cut the latency of the models.\n\n- Own them."
    )


def test_encoded_subjects_are_read() -> None:
    posting = read(mail(TEXT, "Für Lena: Machine Learning Engineer at Quillmärk"))
    assert posting.company == "Quillmärk"


@pytest.mark.parametrize(
    "line",
    [
        "View this email in your browser",
        "Having trouble viewing this email? Click here.",
        "You're receiving this because you signed up at our site.",
        "Unsubscribe",
        "Privacy Policy | Terms | Unsubscribe",
        "Click here to unsubscribe from these emails.",
        "If you no longer wish to receive these mails, write to us.",
        "Manage your job alerts",
        "Email preferences",
        "© 2024 Quillmark GmbH. All rights reserved.",
        "Sent from my iPhone",
        "This email and any attachments are confidential.",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_lines_about_the_mail_are_no_text(line: str, place: str) -> None:
    text = f"{line}\n\n{TEXT}" if place == "above" else f"{TEXT}\n\n{line}\nQuillmark GmbH, 1 Example Street"
    assert read(mail(text)).text == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "- Reduce the unsubscribe rate by sending fewer mails.",
        "- Unsubscribe predictions: own the model that tells who leaves.",
        "- Manage notification services for 10M users.",
        "- Manage alerts of the on-call team.",
        "- Update settings of the GPU cluster without downtime.",
        "- View models in production as products.",
        "- You receive feedback from users each week and act on it.",
        "- This message bus was built by us.",
        "- Copyright models detect stolen pictures.",
    ],
)
def test_duties_about_mails_stay(line: str) -> None:
    text = f"{TEXT}\n{line}\n- Own the models."
    assert read(mail(text)).text == text


@pytest.mark.parametrize(
    ("subject", "title", "company"),
    [
        ("Senior ML Engineer at Quillmark", "Senior ML Engineer", "Quillmark"),
        ("Fwd: Re: Senior ML Engineer @ Quillmark", "Senior ML Engineer", "Quillmark"),
        ("FW: [EXTERNAL] Senior ML Engineer | Quillmark", "Senior ML Engineer", "Quillmark"),
        ("Quillmark is hiring: Senior ML Engineer", "Senior ML Engineer", "Quillmark"),
        ("Quillmark Labs is hiring a Senior ML Engineer!", "Senior ML Engineer", "Quillmark Labs"),
        ("We're hiring a Senior ML Engineer", "Senior ML Engineer", ""),
        ("Hiring: Senior ML Engineer at Quillmark", "Senior ML Engineer", "Quillmark"),
        ("Quillmark: Senior ML Engineer", "Senior ML Engineer", "Quillmark"),
        ("Job opportunity: Senior ML Engineer - Search", "Senior ML Engineer - Search", ""),
        ("Senior ML Engineer role at Quillmark", "Senior ML Engineer", "Quillmark"),
        ("Senior ML Engineer opportunity with Quillmark", "Senior ML Engineer", "Quillmark"),
        ("New job alert: Staff Data Scientist | Remote", "Staff Data Scientist", ""),
        ("Machine Learning Engineer | Search", "Machine Learning Engineer | Search", ""),
        ("Your weekly digest", "", ""),
        ("hello", "", ""),
        ("", "", ""),
    ],
)
def test_a_subject_tells_title_and_company(subject: str, title: str, company: str) -> None:
    assert guess_from_headline(subject) == (title, company)


def test_the_text_tells_what_the_subject_does_not() -> None:
    assert read_as_one("Quick question", f"ML Engineer\nQuillmark\n\n{TEXT}")[:2] == ("ML Engineer", "Quillmark")
    assert read_as_one("Senior ML Engineer", TEXT)[:2] == ("Senior ML Engineer", "Quillmark")


JOB = (
    '<script type="application/ld+json">{"@type": "JobPosting", "title": "Senior ML Engineer", "hiringOrganization": '
    '{"name": "Quillmark"}, "description": "&lt;p&gt;Cut the p99 latency of the ranking models.&lt;/p&gt;"}</script>'
)


def saved_page(*pages: str) -> bytes:
    parts = "".join(
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://jobs.invalid/{number}\r\n\r\n{page}\r\n"
        for number, page in enumerate(pages)
    )
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://jobs.invalid/0\r\nSubject: Jobs\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        f"{parts}--b--\r\n"
    ).encode()


@pytest.mark.parametrize(
    "pages", [(f"<html><body>{JOB}</body></html>",), ("<html><body></body></html>", f"<html>{JOB}</html>")]
)
def test_a_page_saved_as_one_file_is_a_page(pages: tuple[str, ...]) -> None:
    posting = read(saved_page(*pages))
    assert (posting.title, posting.company) == ("Senior ML Engineer", "Quillmark")
    assert posting.text == "Cut the p99 latency of the ranking models."


@pytest.mark.parametrize(
    "text",
    [
        "Title: Senior ML Engineer\nCompany: Quillmark\n\nOwn the ranking models.",
        "Job Title: Senior ML Engineer\nFrom: home\n\nOwn the ranking models.",
        "About us:\nWe rank listings.\n",
        "From: Porto\n\nOwn the ranking models.",
    ],
)
def test_a_posting_that_begins_with_a_label_is_no_mail(text: str) -> None:
    assert read(text).text == text


def test_the_headers_of_a_mail_may_be_pasted() -> None:
    posting = read(f"From: Ada\nSent: Monday\nTo: Bo\nSubject: Senior ML Engineer at Quillmark\n\n{TEXT}")
    assert (posting.title, posting.company, posting.text) == ("Senior ML Engineer", "Quillmark", TEXT)


def test_a_mail_comes_in_by_a_pipe(tmp_path: Path) -> None:
    done = tailor("analyze", "-", stdin=mail(FORWARDED, "Fwd: hello").as_bytes())
    assert done.code == 0
    assert done.out.startswith("Senior ML Engineer at Quillmark\n")


def test_a_mail_without_text_names_its_attachment() -> None:
    message = mail("")
    message.add_attachment(b"%PDF-1.7", "application", "pdf", filename="ML Engineer.pdf")
    with pytest.raises(
        EmptyPostingError, match=r"^<stdin>: is a mail without text; save its attachment \(ML Engineer.pdf\)"
    ):
        read(message)


def test_a_saved_page_without_a_page_is_one_line() -> None:
    with pytest.raises(ReadError, match=r"^<stdin>: is a saved page without a page in it"):
        read(saved_page())


SAMPLES = [
    mail("See this in your browser.", "Job", html=HTML).as_bytes(),
    mail(FORWARDED, "Fwd: hello").as_bytes(),
    INSIDE["quoted forward"]().as_bytes(),
    saved_page(f"<html><body>{JOB}</body></html>"),
]


@given(st.sampled_from(SAMPLES), st.integers(0, 6000), st.binary(max_size=8))
@MANY
def test_a_damaged_mail_is_a_posting_or_one_line(content: bytes, at: int, junk: bytes) -> None:
    at %= len(content)
    check_posting_or_one_line(lambda: read(content[:at] + junk + content[at + len(junk) :]))


@given(
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: multipart/mixed; boundary=b",
                b"Content-Type: multipart/alternative",
                b"Content-Type: message/rfc822",
                b'Content-Type: text/html; charset="',
                b"Content-Type: text/plain; charset*0*=x''%",
                b"Content-Type: ;",
                b"Content-Disposition: attachment; filename*=",
                b"Content-Disposition: ;",
                b"Content-Transfer-Encoding: base64",
                b"Content-Transfer-Encoding: uuencode",
                b"From: <Saved by Blink>",
                b'From: "',
                b"Subject: =?utf-8?b?////?= =?x?q?=E9?=",
                b"Subject: \xff\xfe",
                b"",
                b"--b",
                b"--b--",
                b"<p>Own the models.</p>",
                b"Own the models.",
                b"begin 644 x",
            ]
        ),
        max_size=10,
    )
)
@MANY
def test_odd_headers_and_parts_are_a_posting_or_one_line(lines: list[bytes]) -> None:
    check_posting_or_one_line(lambda: read(b"\n".join([b"Received: x", *lines])))
