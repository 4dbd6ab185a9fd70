"""Where a posting comes from: a file, standard input, a paste at the terminal, the clipboard, the editor."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

import jdparse
from jdparse import Posting
from tailor.errors import CallError
from tailor.terminal.echo import echo
from tailor.terminal.editor import edit_content

#: What errors call what did not come from a file.
CLIPBOARD, EDITOR = "<clipboard>", "<editor>"
_HINT = "<!-- tailor: {}, save and close the editor. Lines like this one are left out. -->\n"
_HINT_LINE = re.compile(rb"^<!-- tailor: .*?-->[ \t\r]*\n?", re.MULTILINE)


def read_incoming(path: str | None, job: str = "", *, clipboard: bool = False, edit: bool = False) -> Posting:
    """The one posting that a call names.

    Args:
        path: A file, ``-`` for standard input, or None where the call names none.
        job: The id of the row wanted, for a file of several.
        clipboard: Whether the clipboard holds it.
        edit: Whether it is opened in the editor first; an empty page if nothing else is named.

    Raises:
        CallError: Two sources are named, or one cannot be had.
        jdparse.ReadError: It cannot be read as a posting.
    """
    if clipboard and path is not None:
        raise CallError(f"--clipboard: the posting is {path} already; give one of the two")
    if edit and path is None and not clipboard:
        return _edited(None)
    posting = jdparse.read_posting("-" if path is None else path, *_stream(path, clipboard, job))
    return _edited(posting) if edit else posting


def each_incoming(
    paths: Sequence[str],
    job: str = "",
    *,
    clipboard: bool = False,
    edit: bool = False,
    skipped: Callable[[jdparse.ReadError], object] | None = None,
    opened: Callable[[int], object] = lambda number: None,
    missed: Callable[[str], object] = lambda choices: None,
) -> Iterator[Posting]:
    """The postings that a call names, in order; `read_incoming` tells the rest.

    Args:
        paths: Files; none for standard input.
        job: As for `read_incoming`.
        clipboard: As for `read_incoming`.
        edit: As for `read_incoming`.
        skipped: Told of each job in a board's list that cannot be read.
        missed: Told of the jobs of a file that could be named, where `job` fits none.
        opened: Told of each file before it is read, by its number from 1.

    Raises:
        CallError: As for `read_incoming`, or several are to be edited.
        jdparse.ReadError: One cannot be read as a posting.
    """
    if edit and len(paths) > 1:
        raise CallError(f"--edit: opens one posting, and {len(paths)} are named; name one")
    if edit or clipboard:
        yield read_incoming(next(iter(paths), None), job, clipboard=clipboard, edit=edit)
        return
    for number, path in enumerate(paths or ("-",), 1):
        opened(number)
        yield from jdparse.read_postings(
            path, standard_input("posting") if path == "-" else None, job=job, skipped=skipped, missed=missed
        )


def is_typed(*paths: str, clipboard: bool = False, edit: bool = False) -> bool:
    """Whether a person at the terminal gives the posting, so that nothing else may be shown there meanwhile.

    Args:
        paths: As for `each_incoming`.
        clipboard: As for `read_incoming`.
        edit: As for `read_incoming`.
    """
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    return edit or (at_terminal and not clipboard and (not paths or "-" in paths))


def _stream(path: str | None, clipboard: bool, job: str) -> tuple[BinaryIO | None, str, str]:
    if clipboard:
        from tailor.terminal.clipboard import read_clipboard

        return io.BytesIO(read_clipboard("--clipboard").encode("utf-8", errors="replace")), job, CLIPBOARD
    return (standard_input("posting") if path in (None, "-") else None), job, "<stdin>"


def standard_input(what: str) -> BinaryIO:
    """Standard input as bytes; at a terminal, what a person pastes there.

    Args:
        what: What is wanted, for the person at the terminal.
    """
    if sys.stdin is None:  # closed by the caller
        return io.BytesIO()
    if not sys.stdin.isatty():
        return sys.stdin.buffer
    from tailor.terminal.paste import read_paste

    end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
    echo(f"Paste the {what}, then press {end}.", err=True)
    return io.BytesIO(read_paste())


def _edited(posting: Posting | None) -> Posting:
    """A posting as a person leaves it in the editor; title and company stay where it had them."""
    hint = _HINT.format("paste the posting below" if posting is None else "cut what does not belong to the posting")
    text = "" if posting is None else posting.text
    content = edit_content((hint + text).encode("utf-8", errors="replace"), "--edit")
    if content is None:
        if posting is None:
            raise jdparse.EmptyPostingError(EDITOR, "was closed without saving, so there is no posting")
        raise CallError("--edit: the editor was closed without saving; save the posting to go on, or leave --edit out")
    saved = jdparse.read_posting("-", io.BytesIO(_HINT_LINE.sub(b"", content)), name=EDITOR)
    if posting is None:
        return saved
    return replace(
        posting, text=saved.text, title=posting.title or saved.title, company=posting.company or saved.company
    )
