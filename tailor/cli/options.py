"""The options that more than one command has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

profile_option = click.option(
    "--profile",
    "profile_path",
    type=click.Path(path_type=Path),
    envvar="TAILOR_PROFILE",
    help="Your facts; the default is shown by: tailor profile path.",
)


format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person, or for a program.",
)


job_option = click.option(
    "--job", default="", metavar="ID", help="Which one, for a file of several postings: its id, or words of its title."
)


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where a posting comes from, if not from a file or standard input."""
    for option in (
        click.option("--edit", is_flag=True, help="Paste the posting into your editor, or cut there the one you name."),
        click.option("--clipboard", is_flag=True, help="Take the posting from the clipboard."),
    ):
        command = option(command)
    return command


def posting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which posting, of whom and for what."""
    for option in reversed(
        (
            job_option,
            click.option(
                "--company", metavar="NAME", help="The employer, if the posting does not say or says it wrongly."
            ),
            click.option("--title", metavar="TEXT", help="The job's title, likewise."),
        )
    ):
        command = option(command)
    return command


def with_names(posting: Any, title: str | None = None, company: str | None = None) -> Any:
    """The posting with the names that the call gives in place of its own."""
    from dataclasses import replace

    given = {name: _text(value) for name, value in (("title", title), ("company", company)) if value is not None}
    return replace(posting, **given)


def _text(argument: str) -> str:
    """An argument of the call as text on one line; bytes that are none become a question mark."""
    return " ".join(argument.encode("utf-8", errors="replace").decode("utf-8").split())


def profile_file() -> Path:
    """Where the applicant's profile lies unless an option or TAILOR_PROFILE says otherwise."""
    return Path(click.get_app_dir("tailor")) / "profile.toml"


def own_profile(path: Path | None) -> Any:
    """The applicant's profile, or the bundled sample where there is none yet."""
    from tailor.data import TEMPLATES
    from tailor.profile.load import load_profile

    if path is None and not profile_file().exists():
        return load_profile(TEMPLATES / "sample-profile.toml", sample=True)
    return load_profile(path or profile_file())
