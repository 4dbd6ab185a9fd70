"""`tailor check`: read the letter and what it is checked against, check, print. No logic."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.cli.options import Names, job_option, profile_file, profile_option
from tailor.cli.suggestions import rule_code_lists, rule_codes
from tailor.terminal import page_width
from tailor.terminal.echo import echo, echo_json
from tailor.terminal.errors import EXIT_FINDINGS, note, user_errors
from tailor.terminal.working import working

if TYPE_CHECKING:
    from tailor.check.rules import Rule
    from tailor.profile.story import Profile
    from tailor.show.findings import Report


@click.command(short_help="Find what gets a letter binned, with what to do instead.")
@click.argument("letter", default="-", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--posting",
    metavar="FILE",
    type=click.Path(allow_dash=True),
    help="The job posting that the letter answers.",
)
@job_option
@click.option(
    "--company", default="", metavar="NAME", help="The employer, if the posting does not say or says it wrongly."
)
@profile_option
@click.option("--no-profile", is_flag=True, help="Leave your facts out: FCT is not checked.")
@click.option(
    "--length",
    type=click.Choice(["150", "250", "400"]),
    help="How many words the letter should have, give or take a tenth.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    shell_complete=rule_code_lists,
    help="Only these codes, or beginnings of codes: FCT,ARI101.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODES",
    shell_complete=rule_code_lists,
    help="Not these; they win over --select.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="For a person, for a program, for code scanning, or for a GitHub workflow.",
)
@click.option(
    "--explain",
    metavar="CODE",
    shell_complete=rule_codes,
    help="Show what a rule finds and what to do instead, and stop.",
)
def check(
    letter: Path,
    posting: str | None,
    job: str,
    company: str,
    profile_path: Path | None,
    no_profile: bool,
    length: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    style: str,
    explain: str | None,
) -> None:
    """Find what gets a letter binned: four signals, mistakes, coverage, facts, arithmetic, form.

    LETTER is a file of plain text, Markdown, PDF or DOCX; - is standard input. Exits with 1 if there is an error or a warning.

    \b
    Example:
      tailor check letter.txt --posting posting.txt --length 250
      tailor check letter.md --select FCT,ARI --format json
      tailor check --explain MIS201
    """
    with user_errors():
        from tailor.files.look import look_for, look_for_profile

        if explain is None:
            look_for(letter, posting)
            look_for_profile(None if no_profile else profile_path)
        with working("Loading the rules"):
            from tailor.check import check_letter, chosen_rules, find_rule
            from tailor.check.finding import Known
            from tailor.show.findings import Report, explain_text, summary
        from tailor.errors import CallError
        from tailor.files.letter import read_letter_file
        from tailor.files.text import source_name
        from tailor.terminal.posting import is_typed, read_incoming, standard_input

        if explain is not None:
            echo(explain_text(find_rule(explain.strip().upper()), width=page_width()), nl=False)
            return
        wanted, unwanted = _codes(select), _codes(ignore)
        rules = chosen_rules(wanted, unwanted)
        if posting is None and job:
            raise CallError(f"--job {job}: is a row of a file of postings; name the file with --posting")
        if posting == str(letter) == "-":
            raise CallError("--posting -: standard input is the letter already; give one of the two as a file")
        text = read_letter_file(letter, standard_input("letter") if str(letter) == "-" else sys.stdin.buffer)
        analysis = None
        if posting is not None:
            import jdparse

            with working("Reading the posting", shown=not is_typed(posting)):
                names = Names(job, company or None, None)
                analysis = jdparse.analyze(names.put_into(read_incoming(posting, job)))
            for said in analysis.orders_told:
                note(said)
        profile = None if no_profile else _own_profile(profile_path)
        if profile is None and not no_profile and any(code.startswith("FCT") for code in rules):
            note("no profile yet, so the facts (FCT) are not checked; write yours with: tailor profile init")
        known = Known(analysis, profile, int(length or 0), company or (analysis.posting.company if analysis else ""))
        with working("Checking the letter"):
            report = Report(source_name(letter), text, check_letter(text, known, wanted, unwanted))
        (echo_json if style in {"json", "sarif"} else _echo_findings)(_renderers(rules)[style](report))
        if style == "text":
            echo(summary(report.findings), err=True)
    if not report.clean:
        raise SystemExit(EXIT_FINDINGS)


def _echo_findings(text: str) -> None:
    echo(text, nl=False, styled=True)


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for codes in given for code in codes.split(","))


def _own_profile(path: Path | None) -> Profile | None:
    from tailor.profile.load import load_profile

    place = path or profile_file()
    return load_profile(place) if path is not None or place.exists() else None


def _renderers(rules: Mapping[str, Rule]) -> Mapping[str, Callable[[Report], str]]:
    from importlib.metadata import version

    from tailor.show import findings

    return {
        "text": lambda report: findings.findings_text(report, width=page_width()),
        "json": findings.findings_json,
        "sarif": lambda report: findings.findings_sarif(report, rules, version("jdtailor")),
        "github": findings.findings_github,
    }
