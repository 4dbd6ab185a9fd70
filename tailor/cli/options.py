"""The options that more than one command has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tailor.cli.suggestions import story_names, template_names_or_files
from tailor.terminal.errors import note, user_errors

if TYPE_CHECKING:
    from jdparse import Posting
    from tailor.profile.story import Profile

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

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
#: What a letter is to be: how long, from which template, with which story.
letter_options: tuple[Decorator, ...] = (
    click.option(
        "--length",
        type=click.Choice(["150", "250", "400"]),
        default=lambda: usual("length")(),
        help="150 for a referral, 250 for an application, 400 for a senior or staff opening; 250 by default.",
    ),
    click.option(
        "--template",
        default="",
        metavar="NAME|PATH",
        shell_complete=template_names_or_files,
        help="Another letter template; see: tailor templates list.",
    ),
    click.option(
        "--story",
        default="",
        metavar="NAME",
        shell_complete=story_names,
        help="The story to tell; the best match by default.",
    ),
)
job_option = click.option(
    "--job",
    default="",
    metavar="ID",
    help="Which one, for a file of several postings: its id, or words of its title or employer.",
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a posting comes from, if not from a file or standard input."""

    clipboard: bool
    edit: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Which posting of a file, and the names that the call gives in the place of the posting's own; None where it gives none."""

    job: str
    company: str | None
    title: str | None

    @property
    def given(self) -> frozenset[str]:
        """Which of ``title`` and ``company`` the call gives."""
        return frozenset(name for name in ("title", "company") if getattr(self, name) is not None)

    def put_into(self, posting: Posting) -> Posting:
        """The posting with these names."""
        return replace(posting, **{name: _text(getattr(self, name)) for name in self.given})


def together(name: str, value: type[Any], *options: Decorator) -> Decorator:
    """Options that belong together: a command gets them as one `value`, in the parameter `name`.

    Args:
        name: The command's parameter.
        value: A dataclass with a field for each option; a field with a default needs none.
        options: The options, in the order of the help.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def called(**given: Any) -> Any:
            mine = {field.name: given.pop(field.name) for field in fields(value) if field.name in given}
            return command(**{name: value(**mine)}, **given)

        for option in reversed(options):
            option(called)
        return called

    return decorate


source_options = together(
    "source",
    Source,
    click.option("--clipboard", is_flag=True, help="Take the posting from the clipboard."),
    click.option("--edit", is_flag=True, help="Paste the posting into your editor, or cut there the one you name."),
)
name_options = together(
    "names",
    Names,
    job_option,
    click.option("--company", metavar="NAME", help="The employer, if the posting does not say or says it wrongly."),
    click.option("--title", metavar="TEXT", help="The job's title, likewise."),
)


def usual(name: str) -> Callable[[], str]:
    """The value that the settings give an option which the call leaves out."""

    def value() -> str:
        from tailor.settings.load import own_settings

        with user_errors():
            return own_settings().text(name)

    return value


def in_own_folder(_context: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
    """A file that is named without a folder, in the folder for letters that the settings name."""
    if path is None or path.is_absolute() or len(path.parts) > 1:
        return path
    return Path(usual("output")()).expanduser() / path


def _text(argument: str) -> str:
    """An argument of the call as text on one line; bytes that are none become a question mark."""
    return " ".join(argument.encode("utf-8", errors="replace").decode("utf-8").split())


def profile_file() -> Path:
    """Where the applicant's profile lies unless an option or TAILOR_PROFILE says otherwise."""
    return Path(click.get_app_dir("tailor")) / "profile.toml"


def own_profile(path: Path | None) -> Profile:
    """The applicant's profile, or the bundled sample where there is none yet; what is still to be filled in is noted."""
    from tailor.data import TEMPLATES
    from tailor.profile.load import examine, load_profile, read_profile

    if path is None and not profile_file().exists():
        return load_profile(TEMPLATES / "sample-profile.toml", sample=True)
    place = path or profile_file()
    seen = examine(read_profile(place), str(place))
    profile = seen.profile()
    for line, said in (*seen.unfinished, *seen.samples):
        note(f"{place}:{line}: {said}")
    return profile


def own_log(path: Path | None, profile: Profile, *, wanted: bool) -> Path | None:
    """The log that the letters of a profile go into; None where none is kept.

    Raises:
        SettingsError: The setting is neither on nor off.
    """
    from tailor.log.place import log_of

    return log_of(path or profile_file(), sample=profile.sample, wanted=wanted)


def log_file(path: Path | None, *, to_add: bool = False) -> Path:
    """Where the log of a profile lies, or would.

    Raises:
        CallError: There is no such profile, or something is to be added and no log is kept.
    """
    from tailor.errors import CallError
    from tailor.files.look import look_for_profile
    from tailor.log.place import log_path, turned_off_by

    look_for_profile(path)
    if to_add and (by := turned_off_by()):
        raise CallError(f"{by}: says that no log is kept; turn it on to add to one")
    return log_path(path or profile_file())
