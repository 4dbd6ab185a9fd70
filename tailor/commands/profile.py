"""`tailor profile`: start, check and show the applicant's facts. No logic."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from tailor.commands.options import own_profile, profile_file
from tailor.terminal import EXIT_BAD_INPUT, note, user_errors


@click.group()
def profile() -> None:
    """Your facts: start, check and show the profile that letters draw on.

    \b
    Example:
      tailor profile init
      tailor profile check
    """


_profile_argument = click.argument("path", required=False, type=click.Path(path_type=Path), envvar="TAILOR_PROFILE")


@profile.command("path")
def profile_path_command() -> None:
    """Print where your profile lies.

    \b
    Example:
      $EDITOR "$(tailor profile path)"
    """
    click.echo(os.environ.get("TAILOR_PROFILE") or profile_file())


@profile.command("init")
@_profile_argument
def profile_init(path: Path | None) -> None:
    """Write a commented starter profile; an existing one is never overwritten.

    \b
    Example:
      tailor profile init
    """
    with user_errors():
        from tailor.data import TEMPLATES
        from tailor.output import create_private

        target = path or profile_file()
        create_private(target, (TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8"))
        click.echo(f"wrote {target}", err=True)
        click.echo("Fill it in, then run: tailor profile check", err=True)


@profile.command("check")
@_profile_argument
def profile_check(path: Path | None) -> None:
    """Report every problem of a profile at once, each with its line.

    \b
    Example:
      tailor profile check my-profile.toml
    """
    with user_errors():
        from tailor.errors import ProfileError
        from tailor.profile import advice, load_profile

        try:
            loaded = load_profile(path or profile_file())
        except ProfileError as error:
            for problem in error.problems:
                click.echo(problem, err=True)
            raise SystemExit(EXIT_BAD_INPUT) from error
        for line in advice(loaded):
            note(line)
        stories = len(loaded.stories)
        click.echo(f"{loaded.source}: {stories} {'story' if stories == 1 else 'stories'}, no problems")


@profile.command("show")
@_profile_argument
def profile_show(path: Path | None) -> None:
    """Show which story answers which pain, and which pains none answers.

    \b
    Example:
      tailor profile show
    """
    with user_errors():
        import jdparse

        loaded = own_profile(path)
        if loaded.sample:
            note("no profile yet: this is the bundled sample of an invented person")
        click.echo(f"{loaded.me.name} ({loaded.source})")
        for story in loaded.stories:
            click.echo(f"\n{story.name}: {story.system}{f' at {story.employer}' if story.employer else ''}")
            click.echo(f"  answers  {', '.join(story.solves) or 'nothing yet'}")
            click.echo(f"  moved    {', '.join(story.metrics) or 'nothing yet'}")
            click.echo(f"  ran on   {', '.join(story.tools) or 'nothing yet'}")
        answered = {name for story in loaded.stories for name in story.solves}
        click.echo(
            f"\nno story for: {', '.join(name for name in jdparse.load_lexicon().pains if name not in answered) or 'none missing'}"
        )


@profile.command("import")
@click.argument("resume", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    envvar="TAILOR_PROFILE",
    help="The profile to make or to add to; the default is shown by: tailor profile path.",
)
@click.option("--dry-run", is_flag=True, help="Print the profile and write nothing.")
def profile_import(resume: Path, target: Path | None, dry_run: bool) -> None:
    """Draft stories from a résumé in the format of JSON Resume or RenderCV.

    What tells of a system and a number becomes a story, the rest comments. A profile that exists is added to.

    \b
    Example:
      tailor profile import resume.json
      tailor profile import cv.yaml --dry-run
    """
    with user_errors():
        from tailor.output import create_private, write_whole
        from tailor.profile import read_profile, story_advice
        from tailor.profile_import import import_resume
        from tailor.resume import read_resume

        place = target or profile_file()
        existing = read_profile(place) if os.path.lexists(place) else None
        imported = import_resume(read_resume(resume, sys.stdin.buffer), existing, str(place))
        if dry_run:
            click.echo(imported.text, nl=False)
        elif existing is None:
            create_private(place, imported.text)
        elif imported.text != existing:
            write_whole(place.resolve(), imported.text, mode=place.stat().st_mode & 0o777)
        for line in imported.notes:
            note(line)
        for story in imported.stories:
            for line in story_advice(story):
                note(f"story {story.name}: {line}")
        click.echo(imported.summary(str(place), dry_run=dry_run), err=True)
