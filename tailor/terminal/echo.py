"""What every command prints goes through here, so that no text of a stranger steers a terminal."""

from __future__ import annotations

import re
import sys

import click

from tailor.terminal.safe import STEERING, inert

#: The colours and weights that our own lines carry; nothing that hides text, moves the cursor or speaks to the terminal.
_OWN_STYLE = re.compile(
    r"(\x1b\[(?:0|1|2|4|22|24|39|49|[34][0-7]|9[0-7]|10[0-7])?(?:;(?:0|1|2|4|[34][0-7]|9[0-7]|10[0-7]))*m)"
)


def echo(text: str = "", *, err: bool = False, nl: bool = True, styled: bool = False) -> None:
    """Print a text: inert at a terminal, elsewhere as it is.

    Args:
        text: What to print.
        err: On standard error.
        nl: Whether a new line follows.
        styled: Whether colours of our own are in it, which stay; what strangers gave it has been made inert before.
    """
    if (sys.stderr if err else sys.stdout).isatty():
        text = (
            "".join(part if number % 2 else inert(part) for number, part in enumerate(_OWN_STYLE.split(text)))
            if styled
            else inert(text)
        )
    click.echo(_LONE.sub("\ufffd", text), err=err, nl=nl)


def echo_json(text: str, *, nl: bool = False) -> None:
    """Print JSON on standard output; in the place of a character that would steer a terminal stands its escape, which means the same."""
    # Outside its strings JSON has no such character.
    click.echo(_LONE.sub(_escaped, STEERING.sub(_escaped, text)), nl=nl)


def rub_out(characters: int) -> None:
    """Take the last characters off the line that stands on standard error."""
    click.echo("\b \b" * characters, nl=False, err=True)


def ask(question: str) -> str:
    """What is typed behind a question on standard error; Enter is empty."""
    return str(click.prompt(inert(question), default="", show_default=False, prompt_suffix=": ", err=True))


def confirm(question: str) -> bool:
    """Whether a person says yes to a question on standard error."""
    return click.confirm(inert(question), err=True)


#: Halves of a character: no encoding has them.
_LONE = re.compile("[\ud800-\udfff]")


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
