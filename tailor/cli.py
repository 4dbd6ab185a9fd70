"""The command line: read, call, map the error, print. No logic."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from tailor.check_command import check
from tailor.estimate_command import estimate
from tailor.options import job_option, profile_option

EXIT_FINDINGS, EXIT_BAD_INPUT, EXIT_NOTHING, EXIT_INTERRUPTED, EXIT_CLOSED_PIPE = 1, 2, 3, 130, 141


@contextmanager
def user_errors() -> Iterator[None]:
    """Turn what jdparse and tailor raise into one line on standard error and the right exit code."""
    from jdparse.errors import EmptyPostingError, JdparseError
    from tailor.errors import EmptyLetterError, TailorError

    try:
        yield
    except (EmptyPostingError, EmptyLetterError) as error:
        _fail(str(error), EXIT_NOTHING)
    except (JdparseError, TailorError) as error:
        _fail(str(error), EXIT_BAD_INPUT)


def _fail(message: str, code: int) -> None:
    click.echo(f"tailor: {' '.join(message.split())}", err=True)
    raise SystemExit(code)


def _note(message: str) -> None:
    click.echo(f"note: {message}", err=True)


def page_width() -> int:
    """How many columns text for a person may take."""
    return max(60, min(100, shutil.get_terminal_size().columns))


def _person_present() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def with_names(posting: Any, title: str | None = None, company: str | None = None) -> Any:
    """The posting with the names that the call gives in place of its own."""
    from dataclasses import replace

    given = {name: _text(value) for name, value in (("title", title), ("company", company)) if value is not None}
    return replace(posting, **given)


def _text(argument: str) -> str:
    """An argument of the call as text on one line; bytes that are none become a question mark."""
    return " ".join(argument.encode("utf-8", errors="replace").decode("utf-8").split())


def _posting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        job_option,
        click.option("--company", metavar="NAME", help="The employer, if the posting does not say or says it wrongly."),
        click.option("--title", metavar="TEXT", help="The job's title, likewise."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="jdtailor", prog_name="tailor")
def cli() -> None:
    """Read a machine-learning job posting and tailor a cover letter to it.

    Everything runs on this machine: no network, no account, the same answer every time.

    \b
    Example:
      tailor draft posting.txt
      tailor analyze posting.html --explain
      tailor check letter.txt --posting posting.txt
      tailor profile init
    """


@cli.command()
@click.argument("postings", nargs=-1, metavar="POSTING...")
@_posting_options
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="For a person, one JSON document, or one JSON object a line.",
)
@click.option("--explain", is_flag=True, help="Show the arithmetic behind each score.")
@click.option("--with-text", is_flag=True, help="Add the text that the offsets refer to (JSON).")
@click.option("--strict", is_flag=True, help="Exit with 1 if a highlight is missing.")
def analyze(
    postings: tuple[str, ...],
    job: str,
    company: str | None,
    title: str | None,
    style: str,
    explain: bool,
    with_text: bool,
    strict: bool,
) -> None:
    """Show the three highlights of a posting: pain point, metric and tool.

    POSTING is a file of plain text, Markdown, a saved web page or JSON lines; - is standard input.

    \b
    Example:
      tailor analyze posting.html
      pbpaste | tailor analyze - --format json
    """
    with user_errors():
        import jdparse
        from tailor import views

        missing = False
        done: list[jdparse.Analysis] = []
        if not postings and sys.stdin.isatty():
            click.echo("Paste the posting, then press Ctrl-D on a line of its own.", err=True)
        for path in postings or ("-",):
            for posting in jdparse.read_postings(path, sys.stdin.buffer):
                if job and posting.id != job:
                    continue
                analysis = jdparse.analyze(with_names(posting, title, company))
                missing = missing or any(analysis.highlight(kind) is None for kind in jdparse.Kind)
                if style == "jsonl":
                    click.echo(views.analysis_line(analysis, with_text=with_text), nl=False)
                elif style == "text":
                    click.echo(
                        ("\n" if done else "") + views.analysis_text(analysis, explain=explain, width=page_width()),
                        nl=False,
                    )
                done.append(analysis)
        if not done:
            _fail(
                f"--job {job}: no posting with that id in {', '.join(postings) or 'standard input'}",
                EXIT_BAD_INPUT,
            )
        if style == "json":
            click.echo(views.analyses_json(done, with_text=with_text), nl=False)
    if strict and missing:
        raise SystemExit(EXIT_FINDINGS)


@cli.command()
@click.argument("posting", default="-")
@_posting_options
@click.option(
    "--length",
    type=click.Choice(["150", "250", "400"]),
    default="250",
    show_default=True,
    help="150 for a referral, 250 for an application, 400 for a senior or staff opening.",
)
@click.option(
    "--template", default="", metavar="NAME|PATH", help="Another letter template; see: tailor templates list."
)
@profile_option
@click.option("--story", default="", metavar="NAME", help="The story to tell; the best match by default.")
@click.option("--pain", metavar="N|TEXT", help="Pick runner-up N, use your own words, or none.")
@click.option("--metric", metavar="N|TEXT", help="Likewise.")
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
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
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
        profile = _profile(profile_path)
        if profile.sample and output is not None and not sample:
            raise CallError(
                f"{output}: this letter would carry the sample profile's facts; write yours with: tailor profile init (or add --sample)"
            )
        if posting == "-" and sys.stdin.isatty():
            click.echo("Paste the posting, then press Ctrl-D on a line of its own.", err=True)
        analysis = jdparse.analyze(with_names(jdparse.read_posting(posting, sys.stdin.buffer, job), title, company))
        wishes = {kind: wish for kind, wish in zip(jdparse.Kind, (pain, metric, tool), strict=True) if wish is not None}
        if review and posting == "-":
            _note("--review needs the posting in a file: standard input is where you would answer")
        ask = (
            _ask
            if (_person_present() if review is None else review and sys.stdin.isatty()) and posting != "-"
            else None
        )
        highlights = review_highlights(analysis, wishes, ask, profile.stories)
        given = frozenset(name for name, value in (("title", title), ("company", company)) if value is not None)
        letter = write_letter(analysis, profile, Options(int(length), template, story, to, referrer, given), highlights)
        if profile.sample:
            _note(
                "no profile yet: figures and names in [brackets] are an invented person's; write yours with: tailor profile init"
            )
        if trace:
            click.echo(views.trace_text(letter), err=True, nl=False)
        for note in letter.notes:
            _note(note)
        text = views.letter_json(letter) if style == "json" else letter.text
        if output is None:
            click.echo(text, nl=False)
        else:
            files.write_whole(output, text)
            click.echo(f"wrote {output} ({letter.words} words)", err=True)
        for problem in letter_problems(letter, analysis, profile):
            _note(f"check: {problem}")
    if strict and any(highlight is None for highlight in highlights.values()):
        raise SystemExit(EXIT_FINDINGS)


def _ask(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, prompt_suffix=": ", err=True))


def profile_file() -> Path:
    """Where the applicant's profile lies unless an option or TAILOR_PROFILE says otherwise."""
    return Path(click.get_app_dir("tailor")) / "profile.toml"


def _profile(path: Path | None) -> Any:
    from tailor.data import TEMPLATES
    from tailor.profile import load_profile

    if path is None and not profile_file().exists():
        return load_profile(TEMPLATES / "sample-profile.toml", sample=True)
    return load_profile(path or profile_file())


@cli.group()
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
            _note(line)
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

        loaded = _profile(path)
        if loaded.sample:
            _note("no profile yet: this is the bundled sample of an invented person")
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


@cli.group()
def templates() -> None:
    """The letters: list, show and copy them to change them.

    \b
    Example:
      tailor templates list
      tailor templates copy 250 mine.j2
    """


@templates.command("list")
def templates_list() -> None:
    """List the templates and the slots that one may use.

    \b
    Example:
      tailor templates list
    """
    with user_errors():
        from tailor.letters import SLOTS, template_names, template_path

        for name in template_names():
            click.echo(f"{name:<8}{template_path(name).read_text(encoding='utf-8').splitlines()[0].strip('{}# ')}")
        click.echo(f"\nslots: {', '.join(sorted(SLOTS))}")


@templates.command("show")
@click.argument("name")
def templates_show(name: str) -> None:
    """Print a template.

    \b
    Example:
      tailor templates show 250
    """
    with user_errors():
        from tailor.letters import template_path

        click.echo(template_path(name).read_text(encoding="utf-8"), nl=False)


@templates.command("copy")
@click.argument("name")
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the target.")
def templates_copy(name: str, target: Path | None, force: bool) -> None:
    """Copy a template, to change it and pass it to --template.

    \b
    Example:
      tailor templates copy 250 mine.j2
      tailor draft posting.txt --template mine.j2
    """
    with user_errors():
        from tailor.errors import OutputError
        from tailor.letters import template_path
        from tailor.output import write_whole

        place = target or Path(f"{name}.j2")
        if place.exists() and not force:
            raise OutputError(f"{place}: exists already; choose another name or add --force")
        write_whole(place, template_path(name).read_text(encoding="utf-8"))
        click.echo(f"wrote {place}", err=True)


cli.add_command(check)
cli.add_command(estimate)


def main() -> None:
    """Run the command, with the exit codes of the contract."""
    try:
        cli.main(prog_name="tailor", standalone_mode=False)
    except click.exceptions.Exit as leave:
        raise SystemExit(leave.exit_code) from None
    except click.Abort:
        click.echo("tailor: interrupted", err=True)
        raise SystemExit(EXIT_INTERRUPTED) from None
    except click.ClickException as error:
        path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "tailor"
        click.echo(f"tailor: {' '.join(error.format_message().split())} (see: {path} --help)", err=True)
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(EXIT_CLOSED_PIPE) from None
