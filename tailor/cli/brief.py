"""`tailor brief`: what another writer is told. No logic."""

from __future__ import annotations

from pathlib import Path

import click

from tailor.cli.options import Names, Source, format_option, name_options, own_profile, profile_option, source_options
from tailor.cli.starting import (
    Wanted,
    brief_options,
    from_analysis_option,
    look,
    person_to_ask,
    review_option,
    start_of,
)
from tailor.terminal.echo import echo, echo_json
from tailor.terminal.errors import note, user_errors
from tailor.terminal.working import working


@click.command(short_help="A brief for another writer: facts, rules, form of the answer.")
@click.argument("posting", required=False, type=click.Path(allow_dash=True))
@source_options
@from_analysis_option
@name_options
@profile_option
@brief_options
@review_option
@format_option
def brief(
    posting: str | None,
    source: Source,
    from_analysis: Path | None,
    names: Names,
    profile_path: Path | None,
    wanted: Wanted,
    review: bool | None,
    style: str,
) -> None:
    """Print a brief to hand to any writer, a person or a model.

    It holds the three highlights, your facts by number, and what may not be said; its first line says what personal data that is.
    What comes back goes to: tailor draft POSTING --written FILE. Give both calls the same options.

    \b
    Example:
      tailor brief posting.txt > brief.txt
      tailor brief posting.txt --length 150 --format json
    """
    with user_errors():
        look(from_analysis or posting, profile_path, "")
        profile = own_profile(profile_path)
        start = start_of(posting, source, from_analysis, names)
        ask = person_to_ask(start, review, piped=str(from_analysis or posting or "-") == "-")
        with working("Writing the brief", shown=ask is None):
            from tailor.brief.brief import write_brief
            from tailor.brief.show import brief_json, brief_text
            from tailor.review.ask import review as review_highlights

        highlights = review_highlights(start.analysis, wanted.wishes, ask, profile.stories, settled=start.settled)
        for said in start.found.orders_told:
            note(said)
        made = write_brief(start.found, profile, wanted.options(start.given), highlights)
        if style == "json":
            echo_json(brief_json(made))
        else:
            echo(brief_text(made), nl=False)
