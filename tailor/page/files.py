"""A letter as a file that the browser saves."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from flask import Response

from tailor.letter.letter import Letter
from tailor.out.formats import PAPERS, SHEETS, TEXTS, Target, letter_content
from tailor.out.letterhead import Dated, read_date
from tailor.out.names import letter_name
from tailor.profile.story import Profile

#: What can be saved, by its ending without the point, and what the browser is told that it is.
KINDS = {
    "txt": "text/plain",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
assert {f".{kind}" for kind in KINDS} == {*TEXTS, *SHEETS}


def downloaded(letter: Letter, profile: Profile, kind: str, paper: str) -> tuple[Response, str]:
    """The letter as a file to save, and the file's name.

    Args:
        letter: The letter.
        profile: Whose.
        kind: One of `KINDS`.
        paper: One of `PAPERS`; the usual one for anything else.

    Raises:
        tailor.errors.OutputError: It holds what no font at hand can print.
    """
    ending = f".{kind}"
    name = letter_name(letter, ending)
    sheet = next((one for one in PAPERS if one == paper), PAPERS[0])
    date = read_date(None, sheet) if ending in SHEETS else Dated("", None)
    content, _ = letter_content(Target(Path(name), ending, False, sheet, date), letter, profile)
    # Source: RFC 6266, 4.3: the plain name for old readers, the whole one encoded.
    plain = name.encode("ascii", errors="ignore").decode().replace('"', "") or f"letter{ending}"
    headers = {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"}
    return Response(content, mimetype=KINDS[kind], headers=headers), name
