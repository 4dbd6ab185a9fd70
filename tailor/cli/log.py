"""`tailor log`: the letters that were written, and what became of them. No logic."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.cli.log_options import Sought, number_argument, on_option, read_mark, sought_options, states
from tailor.cli.options import Names, format_option, log_file, name_options, profile_option
from tailor.cli.suggestions import log_numbers, story_names
from tailor.log.state import State
from tailor.terminal import letter_out, page_width, person_present
from tailor.terminal.echo import confirm, echo, echo_json
from tailor.terminal.errors import note, user_errors
from tailor.terminal.safe import one_line
from tailor.terminal.working import working

if TYPE_CHECKING:
    from tailor.log.entry import Entry, Mark


class _ListByDefault(click.Group):
    """A group that lists where no command of it is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asked = ctx.resilient_parsing or (args and (not args[0].startswith("-") or args[0] in ctx.help_option_names))
        return super().parse_args(ctx, args if asked else ["list", *args])


@click.group(cls=_ListByDefault, short_help="The letters that you saved, and what became of them.")
def log() -> None:
    """The letters that you saved, and what became of them; without a command they are listed.

    `draft -o FILE` puts each letter into a log beside your profile: the posting's highlights, the story and the words. TAILOR_LOG=off
    in the environment keeps no log, and neither does `draft --no-log`.

    \b
    Example:
      tailor log
      tailor log mark 3 sent
      tailor log show 3
    """


@log.command("list", short_help="List the letters, newest first.")
@sought_options
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="For a person, a program, or a spreadsheet.",
)
@profile_option
def log_list(wanted: Sought, style: str, profile_path: Path | None) -> None:
    """List the letters, newest first.

    \b
    Example:
      tailor log list --state sent --state interview
      tailor log list --search "feature store"
    """
    with user_errors():
        from tailor.show.log import entries_csv, entries_json, entries_text

        entries = wanted.of(log_file(profile_path))
        if style != "text":
            if style == "json":
                echo_json(entries_json(entries))
            else:
                echo(entries_csv(entries), nl=False)
        elif entries:
            echo(entries_text(entries, page_width()), nl=False)
        elif wanted.search or wanted.state:
            echo("No letter of the log is like that.", err=True)
        else:
            echo("No letter is in the log yet; tailor draft -o FILE puts one there.", err=True)


@log.command("show", short_help="Show a letter with its highlights and its story.")
@number_argument
@format_option
@profile_option
def log_show(number: int, style: str, profile_path: Path | None) -> None:
    """Show a letter as it was written, with the posting's highlights and the story that it told.

    \b
    Example:
      tailor log show 3
    """
    with user_errors():
        from tailor.log.book import find_entry
        from tailor.show.log import entry_json, entry_text

        entry = find_entry(log_file(profile_path), number)
        if style == "json":
            echo_json(entry_json(entry))
            return
        echo(entry_text(entry, page_width()))
        letter_out(entry.letter)


@log.command("add", short_help="Add a letter by hand, of tailor or not.")
@click.argument("posting", type=click.Path(allow_dash=True))
@click.option(
    "--letter",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The letter: text, Markdown, PDF or DOCX.",
)
@click.option("--state", type=states, default=State.SENT.value, show_default=True, help="What has become of it so far.")
@on_option
@click.option("--story", default="", metavar="NAME", shell_complete=story_names, help="The story that it tells.")
@name_options
@profile_option
def log_add(
    posting: str, letter: Path, state: str, on: str | None, story: str, names: Names, profile_path: Path | None
) -> None:
    """Add a letter that you sent, whoever wrote it.

    POSTING is read for its title, employer and highlights. A letter that `draft -o` has put there is not added again: it gets the
    words of the file, and the mark.

    \b
    Example:
      tailor log add posting.txt --letter letter.pdf
      tailor log add posting.html --letter mine.docx --state interview --on 2026-11-30
    """
    with user_errors():
        from tailor.files.look import look_for

        look_for(posting, letter)
        from tailor.log.keep import add_by_hand

        path = log_file(profile_path, to_add=True)
        entry = _by_hand(posting, letter, names, story, read_mark(state, on))
        added, notes = add_by_hand(path, entry)
        for said in notes:
            note(said)
        echo(f"in the log as {_told(added)}", err=True)


def _by_hand(posting: str, letter: Path, names: Names, story: str, mark: Mark) -> Entry:
    import jdparse
    from tailor.files.letter import read_letter_file
    from tailor.files.text import source_name
    from tailor.log.keep import entry_by_hand
    from tailor.terminal.posting import read_incoming

    text = read_letter_file(letter, sys.stdin.buffer)
    with working("Reading the posting", shown=posting != "-"):
        analysis = jdparse.analyze(names.put_into(read_incoming(posting, names.job)))
    file = source_name(letter) if str(letter) == "-" else str(letter.resolve())
    return entry_by_hand(analysis, names.given, text, file, story, mark)


@log.command("mark", short_help="Say what became of a letter.")
@number_argument
@click.argument("state", metavar="STATE", type=states)
@on_option
@profile_option
def log_mark(number: int, state: str, on: str | None, profile_path: Path | None) -> None:
    """Say what became of a letter, and when.

    STATE is sent, interview, offer, no-answer or declined; all that you say is kept. `written` takes it back.

    \b
    Example:
      tailor log mark 3 sent
      tailor log mark 3 interview --on 2026-12-08
    """
    with user_errors():
        from tailor.log.book import mark_entry

        entry = mark_entry(log_file(profile_path), number, read_mark(state, on))
        echo(_told(entry), err=True)


@log.command("export", short_help="Write the letters to a CSV or JSON file.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="FILE.csv or FILE.json."
)
@sought_options
@click.option("--force", is_flag=True, help="Overwrite the file.")
@profile_option
def log_export(output: Path, wanted: Sought, force: bool, profile_path: Path | None) -> None:
    """Write the letters to a CSV file for a spreadsheet, or to a JSON file.

    In CSV, a text that a spreadsheet would take for a formula begins with an apostrophe.

    \b
    Example:
      tailor log export -o letters.csv
    """
    with user_errors():
        from tailor.errors import OutputError
        from tailor.files.write import check_place, write_whole
        from tailor.show.log import entries_csv, entries_json

        kind = output.suffix.lower()
        if kind not in {".csv", ".json"}:
            raise OutputError(f"{output}: the log is written as .csv or .json; choose one of these endings")
        check_place(output, force=force, name="letters.csv")
        entries = wanted.of(log_file(profile_path))
        # Why the mark: spreadsheets read a file without it in the charset of their system.
        content = entries_json(entries) if kind == ".json" else f"\ufeff{entries_csv(entries)}"
        write_whole(output, content, mode=0o600, new=not force)
        echo(f"wrote {output} ({len(entries)} {'letter' if len(entries) == 1 else 'letters'})", err=True)


@log.command("delete", short_help="Delete a letter of the log, or all of it.")
@click.argument("number", metavar="[ID]", type=int, required=False, shell_complete=log_numbers)
@click.option("--all", "whole", is_flag=True, help="Remove the log's file.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@profile_option
def log_delete(number: int | None, whole: bool, yes: bool, profile_path: Path | None) -> None:
    """Delete a letter of the log, or all of it; the letters' own files stay.

    \b
    Example:
      tailor log delete 3
      tailor log delete --all --yes
    """
    with user_errors():
        from tailor.errors import CallError
        from tailor.log.book import delete_entry, delete_log, find_entry

        if (number is None) != whole:
            raise CallError("name one letter by its ID, or give --all")
        path = log_file(profile_path)
        if whole and not path.exists():
            echo(f"There is no log at {path}.", err=True)
            return
        what = f"the whole log, {path}" if number is None else _named(find_entry(path, number))
        if not yes and not _sure(what):
            echo("Nothing is deleted.", err=True)
            return
        if number is None:
            delete_log(path)
        else:
            delete_entry(path, number)
        echo(f"deleted {what}", err=True)


def _named(entry: Entry) -> str:
    return f"{entry.id}, {one_line(entry.company) or 'no employer'}"


def _told(entry: Entry) -> str:
    return f"{_named(entry)}: {entry.last.state.value} {entry.last.day}"


def _sure(what: str) -> bool:
    from tailor.errors import CallError

    if not person_present():
        raise CallError(f"nobody is at the terminal to ask before deleting {what}; add --yes")
    return confirm(f"Delete {what}?")


@log.command("path")
@profile_option
def log_path_command(profile_path: Path | None) -> None:
    """Print where the log lies, or would: beside your profile.

    \b
    Example:
      cp "$(tailor log path)" backup.sqlite
    """
    with user_errors():
        from tailor.log.place import turned_off_by

        echo(str(log_file(profile_path)))
        if by := turned_off_by():
            note(f"no log is kept: {by} says so")
