"""`tailor analyze`: read the postings, analyse, print. No logic."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tailor.cli.options import Names, Source, name_options, source_options
from tailor.terminal import coloured, page_width
from tailor.terminal.echo import echo, echo_json
from tailor.terminal.errors import EXIT_BAD_INPUT, EXIT_FINDINGS, fail, note, user_errors
from tailor.terminal.working import working

if TYPE_CHECKING:
    from jdparse import Analysis


@click.command(short_help="Show what matters in a posting: pain, metric and tool.")
@click.argument("postings", nargs=-1, metavar="[POSTING]...", type=click.Path(allow_dash=True))
@source_options
@name_options
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="For a person, one JSON document, or one JSON object a line.",
)
@click.option("--show", is_flag=True, help="Show the posting with its highlights marked.")
@click.option("--explain", is_flag=True, help="Show the arithmetic behind each score.")
@click.option("--with-text", is_flag=True, help="Add the text that the offsets refer to (JSON).")
@click.option("--strict", is_flag=True, help="Exit with 1 if a highlight is missing.")
def analyze(
    postings: tuple[str, ...],
    source: Source,
    names: Names,
    style: str,
    show: bool,
    explain: bool,
    with_text: bool,
    strict: bool,
) -> None:
    """Show the three highlights of a posting: pain point, metric and tool.

    POSTING is a PDF, DOCX, mail, saved web page, text or board JSON; - is standard input. Without one, paste the
    posting at the terminal or pipe it in.

    \b
    Example:
      tailor analyze posting.html
      tailor analyze posting.html --show --color always | less -R
      pbpaste | tailor analyze - --format json
    """
    with user_errors():
        from tailor.files.look import look_for

        look_for(*postings)
        import jdparse
        from tailor.errors import CallError
        from tailor.show.analysis import analyses_json, analysis_line
        from tailor.terminal.posting import each_incoming, is_typed

        if show and style != "text":
            raise CallError(
                f"--show: marks the posting for a person, and --format {style} is for a program; leave one out"
            )
        missing = False
        done: list[jdparse.Analysis] = []
        choices: list[str] = []
        with working(
            "Analysing",
            shown=not is_typed(*postings, clipboard=source.clipboard, edit=source.edit),
            prints=style != "json",
        ) as say:
            for posting in each_incoming(
                postings,
                names.job,
                clipboard=source.clipboard,
                edit=source.edit,
                skipped=lambda problem: note(str(problem)),
                missed=choices.append,
                opened=lambda number: say(_so_far(len(done), number, len(postings))),
            ):
                analysis = jdparse.analyze(names.put_into(posting))
                missing = missing or any(analysis.highlight(kind) is None for kind in jdparse.Kind)
                if style == "jsonl":
                    echo_json(analysis_line(analysis, with_text=with_text))
                elif style == "text":
                    echo("\n" if done else "", nl=False)
                    echo(_for_a_person(analysis, show=show, explain=explain), nl=False, styled=True)
                done.append(analysis)
                say(f"Analysing, {len(done)} done")
        if not done:
            fail(
                "; ".join(
                    (
                        f"--job {names.job}: no posting with that id in {', '.join(postings) or 'standard input'}",
                        *choices,
                    )
                ),
                EXIT_BAD_INPUT,
            )
        if style == "json":
            echo_json(analyses_json(done, with_text=with_text))
    if strict and missing:
        raise SystemExit(EXIT_FINDINGS)


def _so_far(done: int, file: int, files: int) -> str:
    return f"Analysing{f', {done} done' if done else ''}{f', file {file} of {files}' if files > 1 else ''}"


def _for_a_person(analysis: Analysis, *, show: bool, explain: bool) -> str:
    from tailor.show.analysis import analysis_text
    from tailor.show.posting import posting_text

    width = page_width()
    parts = [posting_text(analysis, width=width, colour=coloured(sys.stdout))] if show else []
    if explain or not show:
        parts.append(analysis_text(analysis, explain=explain, width=width))
    return "\n".join(parts)
