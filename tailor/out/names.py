"""What a letter's file is called where nobody says so."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tailor.letter.letter import Letter
from tailor.terminal.safe import one_line

#: An employer's or a role's name of more bytes is cut between words: with both, every system takes the file's name.
_MOST = 90


def letter_name(letter: Letter, ending: str = ".pdf") -> str:
    """``Employer - Role - letter.pdf``, as every system takes it; what the letter does not know is left out.

    Source of what a name may hold: the rules of Windows, which are the strictest.
    """
    from pathvalidate import sanitize_filename

    parts = (_part(letter.company), _part(letter.role), "letter")
    name: str = sanitize_filename(" - ".join(filter(None, parts)), platform="universal")
    # Why: a file whose name begins with a dot is hidden, and one that begins with a dash is an option.
    return f"{name.lstrip('.-– ') or 'letter'}{ending}"


def free_name(path: Path, beside: str = "") -> Path:
    """The path, or with a number behind its name the first that names no file yet.

    Args:
        path: Where a file is to go.
        beside: The ending of a file beside it that must not be there either; empty for none.
    """
    tried, number = path, 2
    while os.path.lexists(tried) or (beside and os.path.lexists(tried.with_suffix(beside))):
        tried = path.with_stem(f"{path.stem} ({number})")
        number += 1
    return tried


def _part(name: str) -> str:
    """One of the names, where a slash stands for "and" or "or" and is lost in a file's name."""
    words = re.sub(r"[/\\|:]+", "-", one_line(name).replace("\ufffd", " ")).strip(" -.")
    kept = words.encode("utf-8", errors="ignore")[:_MOST].decode("utf-8", errors="ignore")
    return kept if kept == words else kept.rpartition(" ")[0] or kept
