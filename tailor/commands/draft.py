"""`tailor draft`: read, analyse, review, write the letter, print. No logic."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tailor.commands.options import own_profile, posting_options, profile_option, with_names
from tailor.commands.suggestions import metrics, pains, story_names, template_names_or_files
from tailor.terminal import EXIT_FINDINGS, letter_out, note, person_present, user_errors, working


@click.command(short_help="Write a letter whose paragraph two answers the posting.")
@click.argument("posting", default="-", type=click.Path(allow_dash=True))
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
@click.option(
    "--review/--no-review",
    default=None,
    help="Look at the highlights first; the default when you are at the terminal.",
)
@click.option("--trace", is_flag=True, help="Show the source of each fact on standard error.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.txt or FILE.md.")
@click.option("--force", is_flag=True, help="Let -o overwrite a file.")
@click.option("--sample", is_flag=True, help="Let -o write a letter made from the bundled sample profile.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person, or for a program.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a highlight is missing.")
def draft(
    posting: str,
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
    review: bool | None,
    trace: bool,
    output: Path | None,
    force: bool,
    sample: bool,
    style: str,
    strict: bool,
) -> None:
    """Write a letter whose second paragraph answers the posting.

    Facts come from your profile alone. Without a profile the bundled sample is used, its figures and names in brackets.

    \b
    Example:
      tailor draft posting.txt
      tailor draft posting.html --length 400 --no-review -o letter.md
    """
    with user_errors():
        import jdparse
        from tailor import output as files
        from tailor import views
        from tailor.errors import CallError
        from tailor.letters import Options, write_letter
        from tailor.review import review as review_highlights
        from tailor.self_check import letter_problems

        if output is not None:
            files.check_target(output, force=force)
        profile = own_profile(profile_path)
        if profile.sample and output is not None and not sample:
            raise CallError(
                f"{output}: this letter would carry the sample profile's facts; write yours with: tailor profile init (or add --sample)"
            )
        if posting == "-" and sys.stdin.isatty():
            click.echo("Paste the posting, then press Ctrl-D on a line of its own.", err=True)
        with working("Reading the posting", shown=posting != "-" or not sys.stdin.isatty()):
            analysis = jdparse.analyze(with_names(jdparse.read_posting(posting, sys.stdin.buffer, job), title, company))
        wishes = {kind: wish for kind, wish in zip(jdparse.Kind, (pain, metric, tool), strict=True) if wish is not None}
        if review and posting == "-":
            note("--review needs the posting in a file: standard input is where you would answer")
        ask = (
            _ask if (person_present() if review is None else review and sys.stdin.isatty()) and posting != "-" else None
        )
        highlights = review_highlights(analysis, wishes, ask, profile.stories)
        given = frozenset(name for name, value in (("title", title), ("company", company)) if value is not None)
        options = Options(int(length), template, story, to, referrer, given)
        with working("Writing the letter"):
            letter = write_letter(analysis, profile, options, highlights)
        if profile.sample:
            note(
                "no profile yet: figures and names in [brackets] are an invented person's; write yours with: tailor profile init"
            )
        if trace:
            click.echo(views.trace_text(letter), err=True, nl=False)
        for said in letter.notes:
            note(said)
        text = views.letter_json(letter) if style == "json" else letter.text
        if output is None and style == "text":
            letter_out(text)
        elif output is None:
            click.echo(text, nl=False)
        else:
            files.write_whole(output, text)
            click.echo(f"wrote {output} ({letter.words} words)", err=True)
        with working("Checking the letter"):
            problems = letter_problems(letter, analysis, profile)
        for problem in problems:
            note(f"check: {problem}")
    if strict and any(highlight is None for highlight in highlights.values()):
        raise SystemExit(EXIT_FINDINGS)


def _ask(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, prompt_suffix=": ", err=True))
