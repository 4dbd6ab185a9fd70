"""Where a letter goes, and as what: told by the ending of the file's name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.errors import CallError, OutputError
from tailor.files.write import check_place, write_whole
from tailor.out.letterhead import Dated, Paper, letter_sheet, read_date
from tailor.settings.load import own_settings

if TYPE_CHECKING:
    from tailor.letter.letter import Letter
    from tailor.profile.story import Profile


#: Endings that a letter can be written to as the text alone, and as a sheet of paper.
TEXTS, SHEETS = (".txt", ".md"), (".docx", ".pdf")
#: Papers by name. US Letter comes first: it is the shorter, so that what fits it fits A4 as well.
PAPERS: tuple[Paper, ...] = ("letter", "a4")


def _usual_paper() -> Paper:
    """The paper of the settings, else the shorter one."""
    return "a4" if own_settings().text("paper") == "a4" else PAPERS[0]


@dataclass(frozen=True, slots=True)
class Target:
    """A file that a letter is to be written to.

    Attributes:
        path: The file.
        kind: Its ending in lower case: one of `TEXTS`, `SHEETS`, or ``.json``.
        force: Whether a file that is there may be replaced.
        paper: For `SHEETS`.
        date: For `SHEETS`.
    """

    path: Path
    kind: str
    force: bool
    paper: Paper
    date: Dated


def check_target(
    path: Path | None, *, force: bool, style: str = "text", paper: Paper | None = None, date: str | None = None
) -> Target | None:
    """Where the letter goes: complain before any work is done, not after.

    Args:
        path: The file; None for standard output.
        force: Whether a file that is there may be replaced.
        style: ``text`` or ``json``.
        paper: None for the usual one.
        date: As for `read_date`.

    Raises:
        OutputError: The ending is unknown, the folder is missing or closed, or the file exists and `force` is not given.
        CallError: The ending does not go with `style`, `paper` or `date`.
    """
    sheet_option = "--paper" if paper is not None else "--date" if date is not None else ""
    if path is None:
        if sheet_option:
            raise CallError(f"{sheet_option} is for a letter on paper; add -o letter.pdf or -o letter.docx")
        return None
    kind = path.suffix.lower()
    check_place(path, force=force)
    _check_kind(path, kind, style)
    if kind not in SHEETS and sheet_option:
        raise CallError(f"{path}: {sheet_option} is for {' and '.join(SHEETS)}; {kind} holds the letter's text alone")
    sheet = paper or _usual_paper()
    return Target(path, kind, force, sheet, read_date(date, sheet) if kind in SHEETS else Dated("", None))


def write_letter(target: Target, letter: Letter, profile: Profile) -> tuple[str, ...]:
    """Write a letter to its file, whole or not at all.

    Returns:
        What the applicant should know about the file, a line each.

    Raises:
        OutputError: It cannot be written, or holds what no font at hand can print.
    """
    content, notes = letter_content(target, letter, profile)
    write_whole(target.path, content, new=not target.force)
    return notes


def _check_kind(path: Path, kind: str, style: str) -> None:
    if kind not in {*TEXTS, *SHEETS, ".json"}:
        endings = f"{', '.join(TEXTS + SHEETS[:-1])} or {SHEETS[-1]}"
        raise OutputError(f"{path}: a letter is written as {endings}; choose one of these endings")
    if style == "json" and kind != ".json":
        raise CallError(f"{path}: --format json goes into a .json file; choose that ending, or leave --format out")
    if style != "json" and kind == ".json":
        raise CallError(f"{path}: a .json file needs --format json")


def letter_content(target: Target, letter: Letter, profile: Profile) -> tuple[str | bytes, tuple[str, ...]]:
    """What a letter's file holds, and what the applicant should know about it, a line each.

    Raises:
        OutputError: The letter holds what no font at hand can print.
    """
    if target.kind == ".json":
        from tailor.show.letter import letter_json

        return letter_json(letter), ()
    if target.kind in TEXTS:
        return letter.text, ()
    sheet = letter_sheet(letter, profile, target.date)
    if target.kind == ".docx":
        from tailor.out.docx import docx

        return docx(sheet, target.paper), ()
    from tailor.out.pdf import PrintError, pdf

    try:
        return pdf(sheet, target.paper)
    except PrintError as error:
        raise OutputError(f"{target.path}: {error}") from error
