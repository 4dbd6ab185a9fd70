"""Who answers questions, and at which terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from tailor.terminal import person_present
from tailor.terminal.echo import ask, echo
from tailor.terminal.errors import note

#: Puts a question to a person, and gives what they type.
Ask = Callable[[str], str]

_TERMINAL = Path("/dev/tty")


def find_answerer(wanted: bool | None, *, piped: bool) -> Ask | None:
    """How to put a question to the person at the terminal; None where nobody is there, or nobody is to be asked.

    Args:
        wanted: Whether the call wants questions; None asks if somebody is there.
        piped: Whether a pipe has brought the posting, so that an answer can only come from the terminal itself.
    """
    if sys.stdin is None or wanted is False:
        return None
    if sys.stdin.isatty():
        return _ask if wanted or person_present() else None
    if not (wanted and piped):
        return None
    try:
        _TERMINAL.open(encoding="utf-8").close()
    except OSError:
        note("--review: a pipe brought the posting, and there is no terminal to answer at")
        return None
    return _ask_beside_the_pipe


def _ask(question: str) -> str:
    return ask(question)


def _ask_beside_the_pipe(question: str) -> str:
    echo(f"{question}: ", nl=False, err=True)
    with _TERMINAL.open(encoding="utf-8", errors="replace") as terminal:
        answer = terminal.readline()
    if not answer:
        raise click.Abort
    return answer.rstrip("\n")
