"""Files that are made to break a reader get one line and exit code 2, and are never read whole."""

from __future__ import annotations

import base64
import json
import os
import random
from pathlib import Path

import pytest
from hostile import growth

from jdparse import Posting, ReadError, analyze, read_posting
from jdparse.intake import charset, parse_toml, read_at_most
from jdparse.readers.language import foreign_language
from jdparse.readers.mail import MAX_PARTS
from jdparse.readers.read import MAX_BYTES
from tests.tailor.calls import tailor

COMMANDS = (
    ("analyze", "{}"),
    ("draft", "{}", "--no-review"),
    ("brief", "{}"),
    ("check", "{}"),
    ("check", "{}", "--no-profile"),
    ("profile", "check", "{}"),
    ("profile", "import", "{}", "--dry-run"),
    ("draft", "templates/sample-posting.txt", "--no-review", "--written", "{}"),
    ("draft", "--from-analysis", "{}", "--no-review"),
)


def one_line(*call: str) -> str:
    done = tailor(*call)
    assert done.code == 2, done.err
    assert len(done.said) == 1, done.err
    return done.said[0]


@pytest.mark.parametrize("call", COMMANDS, ids=" ".join)
def test_a_file_of_many_gigabytes_is_not_read_whole(call: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(300_000_000_000)
    assert "more than" in one_line(*(part.format(path) for part in call))


def test_a_device_without_an_end_is_not_read_whole() -> None:
    assert f"more than {MAX_BYTES // 1_000_000} MB" in one_line("analyze", "/dev/zero")


def test_no_more_is_read_than_was_asked_for() -> None:
    with Path(os.devnull).open("rb") as nothing, Path("/dev/zero").open("rb") as endless:
        assert len(read_at_most(endless, 5_000_000)) == 5_000_001
        assert read_at_most(nothing, 10) == b""


@pytest.mark.parametrize(
    "text",
    [
        "a=" + "[" * 5000 + "]" * 5000,
        "a=" + "9" * 5000,
        "a=0x" + "f" * 90_000,
        "a" + ".a" * 50_000 + "=1",
        "a=" + "{a=" * 5000,
    ],
    ids=["nested", "long number", "long hexadecimal", "dotted", "tables"],
)
def test_toml_that_breaks_its_reader_is_turned_away(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"too|nested"):
        parse_toml(text)
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    assert "cannot be read as TOML" in tailor("profile", "check", str(path)).err


@pytest.mark.parametrize(
    "name",
    [
        "utf-8-sig",
        "latin-1",
        "utf_8",
        "mac-roman",
        "windows_1252",
        "idna",
        "undefined",
        "punycode",
        "hex",
        "zip",
        "nonsense",
    ],
)
def test_a_page_in_any_charset_that_python_names_is_read(name: str, tmp_path: Path) -> None:
    page = f'<html><head><meta charset="{name}"><title>ML Engineer at Quillmark</title></head><body><div class="job-description">'
    path = tmp_path / "job.html"
    path.write_bytes((page + f"<p>{growth.DUTY}</p>" * 12 + "</div></body></html>").encode("ascii"))
    assert growth.DUTY in read_posting(path).text
    assert charset("idna") == charset("hex") == ""


def test_a_pdf_that_draws_itself_is_turned_away(tmp_path: Path, shared: Path) -> None:
    assert "PDF" in one_line("analyze", str(shared / "cases" / "hostile" / "f11-form-cycle.pdf"))


def test_what_has_too_many_parts_is_turned_away(tmp_path: Path) -> None:
    for name, content in {
        "p.docx": growth.docx("<w:p><w:r><w:t>We cut latency.</w:t></w:r></w:p>" * 60_000),
        "m.eml": growth.MAILS["parts"](20 * 3 * MAX_PARTS),
        "p.html": ("<html><body>" + "<p>a</p>" * 60_000).encode(),
        "l.txt": b"a\n" * 30_000,
        "p.pdf": growth.PAGES["pages"](3_100),
    }.items():
        (tmp_path / name).write_bytes(content)
        assert "far more than a posting" in one_line("analyze", str(tmp_path / name))


def test_a_picture_and_tracking_links_are_no_other_language() -> None:
    random.seed(5)
    codes = [base64.urlsafe_b64encode(random.randbytes(220)).decode() for _ in range(20)]
    assert (
        foreign_language(
            growth.SAMPLE + "\n" + "\n".join(f"https://click.mail.example/ls?upn={code}" for code in codes)
        )
        == ""
    )
    assert foreign_language(f"![logo](data:image/png;base64,{''.join(codes * 3)})\n\n{growth.SAMPLE}") == ""
    assert (
        foreign_language(
            "Wir suchen eine Ingenieurin für maschinelles Lernen, die unsere Modelle mit dem Team in den Betrieb bringt und sie dort auch pflegt."
        )
        == "German"
    )


def test_a_saved_analysis_that_nests_without_end_is_turned_away(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_text(json.dumps({"schema": 1})[:-1] + ',"a":' + "[" * 100_000, encoding="utf-8")
    assert "JSON" in one_line("draft", "--from-analysis", str(path), "--no-review")


def test_sizes_are_asked_before_the_work() -> None:
    with pytest.raises(ReadError, match="far more than a posting"):
        analyze(Posting("a " * 300_000))
