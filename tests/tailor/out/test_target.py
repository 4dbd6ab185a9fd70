# mypy: disable-error-code="union-attr"
from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm, Pt
from pypdfium2 import PdfDocument

from jdparse import Analysis
from tailor.errors import CallError, OutputError
from tailor.files.write import write_whole
from tailor.letter.letter import Options
from tailor.letter.write import write_letter
from tailor.out.formats import check_target
from tailor.out.letterhead import Paper, letter_sheet, read_date
from tests.tailor.calls import SCRIPT, tailor
from tests.tailor.samples import BULLETS, FULL, bare_profile, bundled_sample, full_profile, write
from tests.tailor.sheets import docx_text, folded, full_sender, pdfium_text


@pytest.mark.parametrize("name", ["letter.txt", "letter.md", "LETTER.TXT", "my.letter.md", "letter.pdf", "letter.Docx"])
def test_known_endings_pass(name: str, tmp_path: Path) -> None:
    check_target(tmp_path / name, force=False)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


@pytest.mark.parametrize("name", ["letter", "letter.rtf", "letter.txt.gz", ".txt", "letter."])
def test_an_unknown_ending_is_refused_and_the_known_ones_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.txt, \.md, \.docx or \.pdf") as caught:
        check_target(tmp_path / name, force=True)
    assert str(tmp_path / name) in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no folder"):
        check_target(tmp_path / "nowhere" / "letter.txt", force=False)


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        check_target(path, force=False)
    check_target(path, force=True)
    assert path.read_text(encoding="utf-8") == "mine"


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    write_whole(path, "Grüße,\nTove\n")
    assert path.read_bytes() == "Grüße,\nTove\n".encode()


def test_the_mode_is_the_one_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    write_whole(path, "x", mode=0o600)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("existing", [True, False])
def test_a_failed_write_leaves_everything_as_it_was(
    existing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "letter.txt"
    if existing:
        path.write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(path, "new")
    assert [found.name for found in folder.iterdir()] == (["letter.txt"] if existing else [])
    if existing:
        assert path.read_text(encoding="utf-8") == "old"


def test_text_that_is_no_utf8_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(OutputError):
        write_whole(folder / "letter.txt", "name \udcff")
    assert list(folder.iterdir()) == []


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.mkdir()
    with pytest.raises(OutputError):
        write_whole(path, "new")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["home", "letter.txt"]


def test_a_missing_folder_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "letter.txt", "new")


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_whole(tmp_path / "letter.pdf", b"%PDF\r\n\x00\xff")
    assert (tmp_path / "letter.pdf").read_bytes() == b"%PDF\r\n\x00\xff"


def test_a_file_that_is_replaced_keeps_its_mode_and_a_new_one_has_the_usual_one(tmp_path: Path) -> None:
    closed, fresh = tmp_path / "closed.txt", tmp_path / "fresh.txt"
    write_whole(closed, "old", mode=0o600)
    write_whole(closed, "new")
    before = os.umask(0o027)
    try:
        write_whole(fresh, "new")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (closed, fresh)] == [0o600, 0o640]


def test_what_came_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        write_whole(path, "new", new=True)
    assert path.read_text(encoding="utf-8") == "mine"
    assert sorted(found.name for found in tmp_path.iterdir()) == ["home", "letter.txt"]


# --- where a letter goes --------------------------------------------------------------------------


def test_a_folder_is_no_letter_and_a_name_in_it_is_offered(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"is a folder.*letter\.pdf"):
        check_target(tmp_path, force=True)


@pytest.mark.parametrize("name", ["x" * 300 + ".pdf", "letter.txt/letter.pdf"])
def test_a_name_that_cannot_be_is_an_error_of_ours(name: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError):
        check_target(tmp_path / name, force=False)


def test_a_closed_folder_is_told_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(OutputError, match="no permission"):
        check_target(tmp_path / "letter.pdf", force=False)


@pytest.mark.parametrize("name", ["letter.pdf", "letter.docx", "letter.txt", "letter.md"])
def test_json_goes_into_a_json_file_and_nothing_else_does(name: str, tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"\.json"):
        check_target(tmp_path / name, force=False, style="json")
    with pytest.raises(CallError, match="--format json"):
        check_target(tmp_path / "letter.json", force=False)
    target = check_target(tmp_path / "letter.json", force=False, style="json")
    assert target is not None
    assert target.kind == ".json"


@pytest.mark.parametrize("path", ["letter.txt", "letter.md", None])
def test_paper_and_date_are_for_paper(path: str | None) -> None:
    place = Path(path) if path else None
    with pytest.raises(CallError, match="--paper"):
        check_target(place, force=False, paper="a4")
    with pytest.raises(CallError, match=r"--date.*\.pdf"):
        check_target(place, force=False, date="none")


def test_letter_paper_is_the_usual_one(tmp_path: Path) -> None:
    usual = check_target(tmp_path / "letter.pdf", force=False)
    other = check_target(tmp_path / "letter.PDF", force=False, paper="a4")
    assert [target.paper for target in (usual, other) if target] == ["letter", "a4"]


# --- what stands around a letter ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("2026-11-23", "23 November 2026"),
        ("2026-03-01", "1 March 2026"),
        ("  Graz, in  spring ", "Graz, in spring"),
        ("23.11.2026", "23.11.2026"),
        ("none", ""),
        ("None", ""),
        ("", ""),
    ],
)
def test_a_date_is_written_out_or_stands_as_it_was_said(said: str, text: str) -> None:
    assert read_date(said).text == text


@pytest.mark.parametrize(
    ("paper", "text"), [("letter", "November 30, 2026"), ("a4", "30 November 2026"), (None, "November 30, 2026")]
)
def test_a_date_is_written_as_where_the_paper_is_used(paper: Paper | None, text: str, tmp_path: Path) -> None:
    target = check_target(tmp_path / "letter.pdf", force=False, paper=paper, date="2026-11-30")
    assert target is not None
    assert target.date.text == text


@pytest.mark.parametrize(("seconds", "text"), [("0", "1 January 1970"), ("1795392000", "23 November 2026")])
def test_today_can_be_fixed_for_files_that_are_to_be_the_same(
    seconds: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    assert read_date(None).text == text


def test_a_letter_bears_todays_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before, dated, after = date.today(), read_date(None), date.today()
    assert dated.day in {before, after}
    assert dated.text.startswith(f"{dated.day:%-d %B}")


@pytest.mark.parametrize("seconds", ["yesterday", "1e9", "9" * 30])
def test_a_fixed_day_that_is_none_is_a_wrong_call(seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    with pytest.raises(CallError, match="SOURCE_DATE_EPOCH"):
        read_date(None)


def test_a_day_that_is_not_in_the_calendar_is_a_wrong_call() -> None:
    with pytest.raises(CallError, match="2026-02-30"):
        read_date("2026-02-30")


def test_the_sheet_has_what_a_letter_has_around_it(analyses: Mapping[str, Analysis]) -> None:
    letter = write_letter(analyses["bullets"], full_sender(), Options(to="Dana Okafor"))
    sheet = letter_sheet(letter, full_sender(), read_date("2026-11-23"))
    assert sheet.text.split("\n")[:7] == [
        "Ilse Varga",
        "Klagenfurt am Wörthersee, Austria · ilse@example.org · +43 660 555 0134",
        "github.com/ilse-varga · www.linkedin.com/in/ilse-varga · varga.example.org/cv",
        "23 November 2026",
        "Dana Okafor",
        "Quillmere Freight",
        "Re: Staff Machine Learning Engineer",
    ]
    assert " ".join(sheet.text.split()).endswith(" ".join(letter.text.split()))
    assert [contact.address for line in sheet.contacts for contact in line] == [
        "",
        "mailto:ilse@example.org",
        "",
        "https://github.com/ilse-varga",
        "https://www.linkedin.com/in/ilse-varga/",
        "https://varga.example.org/cv",
    ]


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("Member of Technical Staff, AI - Reinforcement Learning (RL) Platform", "Acme, Inc."),
        ("Staff ML Engineer, Ads & Ranking", "Brackwater Systems GmbH & Co. KG"),
        ("Engineer II (Remote), 4711", "Yahoo!"),
    ],
)
def test_what_was_typed_for_title_and_company_stands_as_it_was_typed(
    title: str, company: str, analyses: Mapping[str, Analysis]
) -> None:
    analysis = analyses["bullets"]
    analysis = replace(analysis, posting=replace(analysis.posting, title=title, company=company))
    letter = write_letter(analysis, full_profile(), Options(given=frozenset({"title", "company"})))
    sheet = letter_sheet(letter, full_profile(), read_date("none"))
    assert sheet.recipient == (company,)
    assert sheet.subject == f"Re: {title}"
    assert sheet.title == f"Cover letter: {title} at {company}"
    said = company.rstrip(".")
    assert letter.text.count(said.split()[0].strip(",!")) == letter.text.count(said)
    assert ".." not in letter.text


def test_a_template_says_the_title_as_it_was_typed(analyses: Mapping[str, Analysis], tmp_path: Path) -> None:
    analysis = analyses["bullets"]
    title = "Staff ML Engineer, Ads & Ranking"
    analysis = replace(analysis, posting=replace(analysis.posting, title=title, company="Acme, Inc."))
    mine = write(tmp_path / "mine.j2", "I write about the role of {{ role }} at {{ company }}\n\n{{ paragraph_two }}\n")
    letter = write_letter(analysis, full_profile(), Options(template=str(mine), given=frozenset({"title", "company"})))
    assert "the role of Staff ML Engineer, Ads & Ranking at Acme, Inc.\n" in letter.text


def test_what_is_not_known_is_left_out(analyses: Mapping[str, Analysis]) -> None:
    posting = replace(analyses["bullets"].posting, title="", company="")
    letter = write_letter(replace(analyses["bullets"], posting=posting), bare_profile(), Options())
    sheet = letter_sheet(letter, bare_profile(), read_date("none"))
    assert sheet.text.split("\n")[:2] == ["Tove Almgren", "Dear Hiring Manager,"]
    assert sheet.title == "Cover letter"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "my site", "LinkedIn: ilse", "a"])
def test_only_a_site_can_be_clicked(link: str, analyses: Mapping[str, Analysis]) -> None:
    profile = full_profile()
    profile = replace(profile, me=profile.me.model_copy(update={"links": (link,)}))
    sheet = letter_sheet(write_letter(analyses["bullets"], profile, Options()), profile, read_date("none"))
    assert [(contact.text, contact.address) for contact in sheet.contacts[1]] == [(link, "")]


def test_what_prints_as_nothing_is_not_printed(analyses: Mapping[str, Analysis]) -> None:
    profile = full_profile()
    marks = "Il\u00adse\u200b \x07Var\x00ga\ufeff\uffff"
    profile = replace(profile, me=profile.me.model_copy(update={"name": marks, "city": "Graz\nAustria"}))
    sheet = letter_sheet(write_letter(analyses["bullets"], profile, Options()), profile, read_date("none"))
    assert (sheet.sender, sheet.signature, sheet.contacts[0][0].text) == ("Ilse Varga", "Ilse Varga", "Graz Austria")


def test_the_samples_facts_stand_in_brackets_around_the_letter_too(analyses: Mapping[str, Analysis]) -> None:
    profile = bundled_sample(sample=True)
    sheet = letter_sheet(write_letter(analyses["bullets"], profile, Options()), profile, read_date("none"))
    assert sheet.text.split("\n")[:2] == ["[Mara Lindqvist]", "[Gothenburg] · [mara@example.org]"]
    assert {contact.address for line in sheet.contacts for contact in line} == {""}


# --- the command ----------------------------------------------------------------------------------

KINDS = pytest.mark.parametrize("suffix", [".txt", ".md", ".docx", ".pdf"])


@pytest.fixture
def called(tmp_path: Path) -> tuple[str | Path, ...]:
    """A draft of an invented posting for an invented applicant."""
    folder = tmp_path / "in"
    folder.mkdir()
    return ("draft", write(folder / "posting.txt", BULLETS), "--profile", write(folder / "facts.toml", FULL))


@KINDS
def test_a_letter_goes_to_each_kind_of_file_and_nothing_stays_beside_it(
    suffix: str, called: tuple[str | Path, ...], tmp_path: Path
) -> None:
    path = tmp_path / "out" / f"letter{suffix}"
    path.parent.mkdir()
    outcome = tailor(*called, "-o", path)
    assert (outcome.code, outcome.out) == (0, "")
    assert re.fullmatch(rf"wrote {re.escape(str(path))} \(\d+ words\)", outcome.said[-1])
    assert list(path.parent.iterdir()) == [path]
    read = {".docx": docx_text, ".pdf": pdfium_text}.get(suffix, bytes.decode)
    assert folded(tailor(*called).out) in folded(read(path.read_bytes()))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_paper_date_and_names_of_the_call_are_used(suffix: str, called: tuple[str | Path, ...], tmp_path: Path) -> None:
    path = tmp_path / f"letter{suffix}"
    names = ("--to", "Dr. #Ana $Ruiz$", "--company", "Acme *AI* \\ Sons", "--title", "ML Engineer")
    assert tailor(*called, "-o", path, "--paper", "a4", "--date", "2026-11-23", *names).code == 0
    data = path.read_bytes()
    text = folded(docx_text(data) if suffix == ".docx" else pdfium_text(data))
    assert "23 November 2026 Dr. #Ana $Ruiz$ Acme *AI* \\ Sons Re: ML Engineer Dear Dr. #Ana $Ruiz$," in text
    width = Document(str(path)).sections[0].page_width if suffix == ".docx" else Pt(PdfDocument(path)[0].get_width())
    assert width == pytest.approx(Mm(210), abs=Mm(0.1))


def test_json_is_written_to_a_json_file(called: tuple[str | Path, ...], tmp_path: Path) -> None:
    path = tmp_path / "letter.json"
    assert tailor(*called, "--format", "json", "-o", path).code == 0
    assert path.read_text(encoding="utf-8") == tailor(*called, "--format", "json").out


@KINDS
def test_an_existing_file_of_each_kind_is_kept_without_force(
    suffix: str, called: tuple[str | Path, ...], tmp_path: Path
) -> None:
    path = write(tmp_path / f"letter{suffix}", "mine")
    outcome = tailor(*called, "-o", path)
    assert (outcome.code, len(outcome.err_lines), path.read_text(encoding="utf-8")) == (2, 1, "mine")
    assert tailor(*called, "-o", path, "--force").code == 0
    assert path.read_bytes() != b"mine"


@KINDS
def test_the_samples_letter_goes_to_no_file_unasked(
    suffix: str, called: tuple[str | Path, ...], tmp_path: Path
) -> None:
    path = tmp_path / f"letter{suffix}"
    outcome = tailor(*called[:2], "-o", path)
    assert (outcome.code, len(outcome.err_lines), path.exists()) == (2, 1, False)
    assert tailor(*called[:2], "-o", path, "--sample").code == 0


@KINDS
def test_a_full_disk_leaves_nothing_behind(suffix: str, called: tuple[str | Path, ...], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = write(folder / f"letter{suffix}", "mine")
    command = ["sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", SCRIPT, *called, "-o", path, "--force"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"tailor: {path}: cannot be written (")
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_letter_that_cannot_be_printed_leaves_nothing_behind(called: tuple[str | Path, ...], tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    outcome = tailor(*called, "--to", "Ana \u0378", "-o", path)
    assert (outcome.code, outcome.out, path.exists()) == (2, "", False)
    assert outcome.err_lines[-1].startswith(f"tailor: {path}: no font here can print")
    assert tailor(*called, "--to", "Ana \u0378", "-o", path.with_suffix(".docx")).code == 0


def test_neither_the_typesetter_nor_the_library_for_docx_is_loaded_for_text(called: tuple[str | Path, ...]) -> None:
    code = f"""import sys
from tailor.cli.main import main
sys.argv = ["tailor", *{[str(word) for word in called]!r}]
try:
    main()
finally:
    sys.stderr.write(repr([name for name in ("typst", "docx") if name in sys.modules]))"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr.endswith("[]")
