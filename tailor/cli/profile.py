"""`tailor profile`: start, check and show the applicant's facts. No logic."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.cli.options import format_option, own_profile, profile_file
from tailor.terminal import page_width, person_present, typed_ahead
from tailor.terminal.echo import ask, echo, echo_json
from tailor.terminal.errors import EXIT_BAD_INPUT, EXIT_INTERRUPTED, interrupted, note, user_errors
from tailor.terminal.safe import inert

if TYPE_CHECKING:
    from tailor.profile.resume.stories import Confirm


@click.group(short_help="Your facts, which letters draw on.")
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
    echo(str(os.environ.get("TAILOR_PROFILE") or profile_file()))


@profile.command("init", short_help="Write your profile, question by question.")
@_profile_argument
def profile_init(path: Path | None) -> None:
    """Write your profile with you, question by question.

    Each question shows an example; `skip` leaves it out, `back` changes the answer before, and `estimate` works out a
    number. Ctrl-C keeps what you have answered for the next time. A profile that exists is never overwritten: you may
    add a story to it. Where nobody sits at the terminal, a commented starter file is written instead.

    \b
    Example:
      tailor profile init
      tailor profile init my-profile.toml
    """
    with user_errors():
        from tailor.data import TEMPLATES
        from tailor.files.write import create_private

        target = path or profile_file()
        if person_present():
            _interview(target)
            return
        create_private(target, (TEMPLATES / "starter-profile.toml").read_text(encoding="utf-8"))
        echo(f"wrote {target}", err=True)
        _note_place(target)
        echo("Fill it in, then run: tailor profile check", err=True)


def _interview(target: Path) -> None:
    from tailor.interview.answers import draft_path
    from tailor.interview.ask import interview
    from tailor.terminal.orders import Leave

    try:
        done = interview(target, _ask, partial(echo, err=True), page_width(), typed_ahead)
    except (click.Abort, KeyboardInterrupt, Leave) as ended:
        kept, left = draft_path(target), isinstance(ended, Leave)
        if kept.exists():
            said = f"Your answers are kept in {kept}; the next tailor profile init goes on with them."
            echo(said if left else f"\n{said}", err=True)
            _note_place(kept)
            if left:
                raise SystemExit(EXIT_INTERRUPTED) from None
            interrupted(fresh=True)
        if left:
            raise
        raise click.Abort from None
    if done is not None:
        _note_place(target)
        echo("What your stories answer: tailor profile show", err=True)


def _ask(question: str) -> str:
    while True:
        try:
            return ask(question)
        except UnicodeDecodeError:
            echo("That is not UTF-8 text; type it again.", err=True)


def _confirm_at_terminal() -> Confirm:
    """Asks about each draft of an import; q and Ctrl-C end it with nothing written."""
    from tailor.interview.drafts import confirm_draft
    from tailor.interview.talk import Talk

    talk = Talk(_ask, partial(echo, err=True), page_width())
    return partial(confirm_draft, talk=talk)


def _note_place(path: Path) -> None:
    from tailor.profile.place import place_advice

    said = place_advice(path)
    if said:
        note(said)


@profile.command("check", short_help="Report every problem of a profile at once.")
@_profile_argument
@click.option("--readings", is_flag=True, help="Print the sentence that a letter makes of each field.")
def profile_check(path: Path | None, readings: bool) -> None:
    """Report every problem of a profile at once, each with its line.

    What cannot stand in a letter is a problem; fields whose grammar a letter cannot read are noted, with the sentence
    that it would make of them and what to write instead. A profile without problems also gets advice.

    \b
    Example:
      tailor profile check my-profile.toml
      tailor profile check --readings
    """
    with user_errors():
        if _report(path or profile_file(), readings=readings):
            raise SystemExit(EXIT_BAD_INPUT)


def _report(path: Path, *, readings: bool = False) -> int:
    """Print all that is wrong with a profile, and what would make it stronger; how many problems it has."""
    from tailor.files.look import look_for_profile

    look_for_profile(path)
    from tailor.letter.directions import wrong_ways
    from tailor.letter.readings import problem_lines, reading_lines
    from tailor.profile.advice import advice
    from tailor.profile.load import examine, read_profile

    seen = examine(read_profile(path), str(path))
    problems, unread = seen.told, problem_lines(seen)
    for problem in problems:
        echo(inert(problem), err=True)
    if not problems:
        loaded = seen.profile()
        for line in advice(loaded, tense=False):
            note(line)
        for line in reading_lines(loaded.stories, whole=True) if readings else ():
            echo(inert(line))
    for _, story in seen.stories:
        for line in wrong_ways(story):
            note(f"story {story.name}: {line}")
    samples = [f"{path}:{line}: {said}" for line, said in seen.samples]
    for line in (*samples, *(() if readings and not problems else unread)):
        note(line)
    _note_place(path)
    if not problems:
        echo(_summary(path, len(seen.stories), len(unread)))
    return len(problems)


def _summary(path: Path, stories: int, unread: int) -> str:
    said = f"{path}: {stories} {'story' if stories == 1 else 'stories'}, no problems"
    return f"{said}, {unread} {'field' if unread == 1 else 'fields'} to reword" if unread else said


@profile.command("edit", short_help="Open your profile in your editor, and check it when you are back.")
@_profile_argument
def profile_edit(path: Path | None) -> None:
    """Open your profile in your editor, and check it when you are back.

    The editor is that of VISUAL or EDITOR. Where the profile has problems then, you may open it again.

    \b
    Example:
      tailor profile edit
      EDITOR="code --wait" tailor profile edit my-profile.toml
    """
    with user_errors():
        from tailor.files.look import look_for_profile
        from tailor.terminal.editor import edit_file
        from tailor.terminal.orders import yes_or_no

        target = path or profile_file()
        look_for_profile(target)
        while True:
            edit_file(target, "profile edit")
            problems = _report(target)
            if not problems or not person_present():
                break
            if yes_or_no(_ask("Open it again? [Y/n]") or "yes") is not True:
                break
        if problems:
            raise SystemExit(EXIT_BAD_INPUT)


@profile.command("show", short_help="Show which story answers which pain.")
@_profile_argument
@format_option
def profile_show(path: Path | None, style: str) -> None:
    """Show which story answers which pain, and which common pains none answers.

    \b
    Example:
      tailor profile show
      tailor profile show --format json
    """
    with user_errors():
        from tailor.files.look import look_for_profile

        look_for_profile(path)
        from tailor.show.profile import profile_json, profile_text

        loaded = own_profile(path)
        if loaded.sample:
            note("no profile yet: this is the bundled sample of an invented person")
        if style == "json":
            echo_json(profile_json(loaded))
        else:
            echo(profile_text(loaded, page_width()), nl=False)


@profile.command("import", short_help="Draft stories from a résumé.")
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
    """Draft stories from a résumé in the format of JSON Resume, RenderCV or Reactive Resume.

    What tells of a system and a number becomes a story, the rest comments. At a terminal you confirm each story; elsewhere what is
    only guessed stands as a comment. A profile that exists is added to.

    \b
    Example:
      tailor profile import resume.json
      tailor profile import cv.yaml --dry-run
    """
    with user_errors():
        from tailor.files.look import look_for
        from tailor.files.write import create_private

        look_for(resume)
        from tailor.letter.directions import wrong_ways
        from tailor.profile.advice import story_advice
        from tailor.profile.place import read_as_it_is, rewrite
        from tailor.profile.resume.read import read_resume
        from tailor.profile.resume.stories import import_resume

        place = target or profile_file()
        existing = read_as_it_is(place) if os.path.lexists(place) else None
        confirm = _confirm_at_terminal() if person_present() and not dry_run and str(resume) != "-" else None
        imported = import_resume(read_resume(resume, sys.stdin.buffer), existing, str(place), confirm)
        if dry_run:
            echo(imported.text, nl=False)
        elif existing is None:
            create_private(place, imported.text)
        elif imported.text != existing:
            rewrite(place, imported.text, existing)
        for line in imported.notes:
            note(line)
        for story in imported.stories:
            for line in (*wrong_ways(story), *story_advice(story)):
                note(f"story {story.name}: {line}")
        echo(imported.summary(str(place), dry_run=dry_run), err=True)
        if not dry_run:
            _note_place(place)
