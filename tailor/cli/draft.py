"""`tailor draft`: read, analyse, review, write the letter, print. No logic."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from tailor.cli.options import format_option, own_profile, posting_options, profile_option, source_options, with_names
from tailor.cli.suggestions import metrics, pains, story_names, template_names_or_files
from tailor.terminal import letter_out
from tailor.terminal.errors import EXIT_FINDINGS, note, user_errors
from tailor.terminal.working import working


@click.command(short_help="Write a letter whose paragraph two answers the posting.")
@click.argument("posting", required=False, type=click.Path(allow_dash=True))
@source_options
@click.option(
    "--from-analysis",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Start from highlights that were saved, in the place of POSTING.",
)
@posting_options
@click.option(
    "--length",
    type=click.Choice(["150", "250", "400"]),
    default="250",
    show_default=True,
    help="150 for a referral, 250 for an application, 400 for a senior or staff opening.",
)
@click.option(
    "--template",
    default="",
    metavar="NAME|PATH",
    shell_complete=template_names_or_files,
    help="Another letter template; see: tailor templates list.",
)
@profile_option
@click.option(
    "--story",
    default="",
    metavar="NAME",
    shell_complete=story_names,
    help="The story to tell; the best match by default.",
)
@click.option(
    "--pain",
    metavar="N|TEXT",
    shell_complete=pains,
    help="Pick runner-up N or the best of a category, use your own words, or none.",
)
@click.option("--metric", metavar="N|TEXT", shell_complete=metrics, help="Likewise.")
@click.option("--tool", metavar="N|TEXT", help="Likewise.")
@click.option("--to", "to", default="", metavar="NAME", help="Whom the letter greets.")
@click.option("--referrer", default="", metavar="NAME", help="Who suggested that you write.")
@click.option("--why", default="", metavar="TEXT", help="One sentence of your own on why this company.")
@click.option(
    "--review/--no-review",
    default=None,
    help="Look at the highlights first; the default when you are at the terminal.",
)
@click.option(
    "--trace", is_flag=True, help="Show on standard error why each sentence was chosen, and the source of each fact."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.txt, .md, .docx or .pdf."
)
@click.option("--paper", type=click.Choice(["letter", "a4"]), help="Of a .docx or .pdf; letter by default.")
@click.option(
    "--date", metavar="TEXT", help="On a .docx or .pdf: 2026-11-23, your own words, or none; today by default."
)
@click.option(
    "--save-analysis", type=click.Path(path_type=Path), metavar="FILE.json", help="Keep the highlights as reviewed."
)
@click.option("--copy", is_flag=True, help="Put the letter on the clipboard too.")
@click.option("--force", is_flag=True, help="Let -o and --save-analysis overwrite a file.")
@click.option("--sample", is_flag=True, help="Let -o write a letter made from the bundled sample profile.")
@format_option
@click.option("--strict", is_flag=True, help="Exit with 1 if a highlight is missing.")
def draft(
    posting: str | None,
    clipboard: bool,
    edit: bool,
    from_analysis: Path | None,
    job: str,
    company: str | None,
    title: str | None,
    length: str,
    template: str,
    profile_path: Path | None,
    story: str,
    pain: str | None,
    metric: str | None,
    tool: str | None,
    to: str,
    referrer: str,
    why: str,
    review: bool | None,
    trace: bool,
    output: Path | None,
    paper: Literal["letter", "a4"] | None,
    date: str | None,
    save_analysis: Path | None,
    copy: bool,
    force: bool,
    sample: bool,
    style: str,
    strict: bool,
) -> None:
    """Write a letter whose second paragraph answers the posting.

    POSTING is a file; without one, paste the posting at the terminal or pipe it in.

    Facts come from your profile alone. Without a profile the bundled sample is used, its figures and names in brackets.

    \b
    Example:
      tailor draft posting.txt
      tailor draft posting.html --length 400 --no-review -o letter.pdf --paper a4
      tailor draft --clipboard --copy --save-analysis job.json
      tailor draft --from-analysis job.json --length 150
    """
    with user_errors():
        import jdparse
        from tailor.errors import CallError
        from tailor.files.write import write_whole
        from tailor.letter.letter import Options
        from tailor.letter.own_check import letter_problems
        from tailor.letter.write import write_letter
        from tailor.out.formats import check_target
        from tailor.out.formats import write_letter as put_letter
        from tailor.review.ask import review as review_highlights
        from tailor.review.start import Start, check_alone, check_save_target, load_start, saved_json
        from tailor.show.letter import letter_json, trace_text
        from tailor.terminal import clipboard as clipboards
        from tailor.terminal.answerer import find_answerer
        from tailor.terminal.posting import is_typed, read_incoming

        target = check_target(output, force=force, style=style, paper=paper, date=date)
        if save_analysis is not None:
            check_save_target(save_analysis, output, force=force)
        if copy:
            clipboards.check_clipboard("--copy")
        profile = own_profile(profile_path)
        if profile.sample and output is not None and not sample:
            raise CallError(
                f"{output}: this letter would carry the sample profile's facts; write yours with: tailor profile init (or add --sample)"
            )
        given = frozenset(name for name, value in (("title", title), ("company", company)) if value is not None)
        if from_analysis is not None:
            check_alone({"POSTING": posting, "--clipboard": clipboard, "--edit": edit, "--job": job})
            start = load_start(from_analysis)
            start = start.about(with_names(start.analysis.posting, title, company), given)
        else:
            typed = is_typed(*filter(None, [posting]), clipboard=clipboard, edit=edit)
            with working("Reading the posting", shown=not typed):
                read = read_incoming(posting, job, clipboard=clipboard, edit=edit)
                start = Start(jdparse.analyze(with_names(read, title, company)), given=given)
        wishes = {kind: wish for kind, wish in zip(jdparse.Kind, (pain, metric, tool), strict=True) if wish is not None}
        piped = str(from_analysis or posting or "-") == "-"
        ask = find_answerer(False if start.settled and review is None else review, piped=piped)
        highlights = review_highlights(start.analysis, wishes, ask, profile.stories, settled=start.settled)
        options = Options(int(length), template, story, to, referrer, start.given, why)
        with working("Writing the letter"):
            letter = write_letter(start.found, profile, options, highlights)
        if profile.sample:
            note(
                "no profile yet: figures and names in [brackets] are an invented person's; write yours with: tailor profile init"
            )
        if trace:
            click.echo(trace_text(letter), err=True, nl=False)
        for said in letter.notes:
            note(said)
        text = letter_json(letter) if style == "json" else letter.text
        if save_analysis is not None:
            write_whole(save_analysis, saved_json(start, highlights))
            click.echo(f"wrote {save_analysis}", err=True)
        if target is None and style == "text":
            letter_out(text)
        elif target is None:
            click.echo(text, nl=False)
        else:
            for said in put_letter(target, letter, profile):
                note(said)
            click.echo(f"wrote {output} ({letter.words} words)", err=True)
        if copy:
            clipboards.write_clipboard(text, "--copy")
            click.echo(f"copied the letter ({letter.words} words)", err=True)
        with working("Checking the letter"):
            problems = letter_problems(letter, start.analysis, profile)
        for problem in problems:
            note(f"check: {problem}")
    if strict and any(highlight is None for highlight in highlights.values()):
        raise SystemExit(EXIT_FINDINGS)
