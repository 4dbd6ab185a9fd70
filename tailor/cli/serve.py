"""`tailor serve`: the page on this machine. No logic."""

from __future__ import annotations

from pathlib import Path

import click

from tailor.cli.options import Names, Source, name_options, profile_file, profile_option, source_options
from tailor.cli.suggestions import template_names_or_files
from tailor.terminal.errors import user_errors
from tailor.terminal.working import working


@click.command(short_help="Posting and letter side by side, in your browser.")
@click.argument("posting", required=False, type=click.Path(allow_dash=True))
@source_options
@name_options
@profile_option
@click.option(
    "--template",
    default="",
    metavar="PATH",
    shell_complete=template_names_or_files,
    help="A letter template of your own, to choose on the page.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="The port; 0 takes a free one. By default 8245, so that the browser finds your edits again.",
)
@click.option("--no-log", is_flag=True, help="Keep what is saved out of the log; see: tailor log --help.")
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser; the default.")
def serve(
    posting: str | None,
    source: Source,
    names: Names,
    profile_path: Path | None,
    template: str,
    port: int | None,
    no_log: bool,
    browser: bool,
) -> None:
    """Show a page on this machine: the posting with its three highlights, and the letter beside it.

    Paste or drop a posting there, or name one in the call. Nothing leaves the computer; only your profile is written, when you save it, and
    the log, when you save a letter.

    \b
    Example:
      tailor serve
      tailor serve posting.html
      tailor serve --no-browser --port 8765
    """
    with user_errors():
        from tailor.files.look import look_for, look_for_profile, template_path
        from tailor.log.place import log_of

        look_for_profile(profile_path)
        look_for(posting)
        if template:
            template_path(template)
        log = log_of(profile_path or profile_file(), sample=False, wanted=not no_log)
        with working("Opening the page"):
            from tailor.page.serve import serve as serve_page
            from tailor.terminal.posting import read_incoming

            asked = posting is not None or source.clipboard or source.edit
            first = (
                names.put_into(read_incoming(posting, names.job, clipboard=source.clipboard, edit=source.edit))
                if asked
                else None
            )
        serve_page(
            profile_path or profile_file(),
            posting=first,
            port=port,
            template=template,
            log=log,
            opened=click.launch if browser else lambda address: None,
        )
