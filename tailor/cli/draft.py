"""`tailor draft`: read, review, write the letter, print. No logic."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tailor.cli.delivery import deliver
from tailor.cli.options import (
    Names,
    Source,
    format_option,
    letter_options,
    name_options,
    own_log,
    own_profile,
    profile_option,
    source_options,
    together,
)
from tailor.cli.suggestions import metrics, pains
from tailor.terminal.answerer import Ask, find_answerer
from tailor.terminal.errors import EXIT_FINDINGS, user_errors
from tailor.terminal.working import working

if TYPE_CHECKING:
    from jdparse import Kind
    from tailor.draft import Draft
    from tailor.letter.letter import Options
    from tailor.out.formats import Target
    from tailor.profile.story import Profile
    from tailor.review.start import Start


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the letter is to be."""

    length: str
    template: str
    story: str
    pain: str | None
    metric: str | None
    tool: str | None
    to: str
    referrer: str
    why: str

    @property
    def wishes(self) -> dict[Kind, str]:
        """What the options ask for, by kind."""
        from jdparse import Kind

        asked = zip(Kind, (self.pain, self.metric, self.tool), strict=True)
        return {kind: wish for kind, wish in asked if wish is not None}

    def options(self, given: frozenset[str]) -> Options:
        """What the letter asks of its caller."""
        from tailor.letter.letter import Options

        return Options(int(self.length), self.template, self.story, self.to, self.referrer, given, self.why)


@dataclass(frozen=True, slots=True)
class Output:
    """Where the letter goes, and as what."""

    output: Path | None
    paper: Literal["letter", "a4"] | None
    date: str | None
    save_analysis: Path | None
    copy: bool
    edit_letter: bool
    open: bool
    force: bool
    sample: bool
    no_log: bool
    style: str

    def refuse(self) -> Target | None:
        """Complain before any work is done; where the letter goes, if to a file.

        Raises:
            TailorError: A file cannot be written, the options do not fit together, or there is no clipboard.
        """
        from tailor.errors import CallError
        from tailor.out.formats import check_target
        from tailor.terminal.clipboard import check_clipboard

        if self.open and self.output is None:
            raise CallError("--open: opens the file that is written; name one with -o FILE, or leave --open out")
        target = check_target(self.output, force=self.force, style=self.style, paper=self.paper, date=self.date)
        if self.save_analysis is not None:
            from tailor.review.start import check_save_target

            check_save_target(self.save_analysis, self.output, force=self.force)
        if self.copy:
            check_clipboard("--copy")
        return target

    def refuse_sample(self, profile: Profile) -> None:
        """Keep the bundled sample's facts out of a file, unless the call asks for them.

        Raises:
            CallError: A file is named, and the profile is the sample.
        """
        from tailor.errors import CallError

        if profile.sample and self.output is not None and not self.sample:
            raise CallError(
                f"{self.output}: this letter would carry the sample profile's facts; write yours with: tailor profile init (or add --sample)"
            )


_wanted_options = together(
    "wanted",
    _Wanted,
    *letter_options,
    click.option(
        "--pain",
        metavar="N|TEXT",
        shell_complete=pains,
        help="Pick runner-up N or the best of a category, use your own words, or none.",
    ),
    click.option("--metric", metavar="N|TEXT", shell_complete=metrics, help="Likewise."),
    click.option("--tool", metavar="N|TEXT", help="Likewise."),
    click.option("--to", "to", default="", metavar="NAME", help="Whom the letter greets."),
    click.option("--referrer", default="", metavar="NAME", help="Who suggested that you write."),
    click.option("--why", default="", metavar="TEXT", help="One sentence of your own on why this company."),
)
_output_options = together(
    "put",
    Output,
    click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.txt, .md, .docx or .pdf."
    ),
    click.option("--paper", type=click.Choice(["letter", "a4"]), help="Of a .docx or .pdf; letter by default."),
    click.option(
        "--date", metavar="TEXT", help="On a .docx or .pdf: 2026-11-23, your own words, or none; today by default."
    ),
    click.option(
        "--save-analysis", type=click.Path(path_type=Path), metavar="FILE.json", help="Keep the highlights as reviewed."
    ),
    click.option("--copy", is_flag=True, help="Put the letter on the clipboard too."),
    click.option(
        "--edit-letter",
        is_flag=True,
        help="Change the letter in your editor first; what you save is printed and checked.",
    ),
    click.option("--open", is_flag=True, help="Open the file that -o writes."),
    click.option("--force", is_flag=True, help="Let -o and --save-analysis overwrite a file."),
    click.option("--sample", is_flag=True, help="Let -o write a letter made from the bundled sample profile."),
    click.option("--no-log", is_flag=True, help="Keep what is saved out of the log; see: tailor log --help."),
    format_option,
)


@click.command(short_help="Write a letter whose paragraph two answers the posting.")
@click.argument("posting", required=False, type=click.Path(allow_dash=True))
@source_options
@click.option(
    "--from-analysis",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Start from highlights that were saved, in the place of POSTING.",
)
@name_options
@profile_option
@_wanted_options
@click.option(
    "--review/--no-review",
    default=None,
    help="Look at the highlights first; the default when you are at the terminal.",
)
@click.option(
    "--trace", is_flag=True, help="Show on standard error why each sentence was chosen, and the source of each fact."
)
@_output_options
@click.option("--strict", is_flag=True, help="Exit with 1 if a highlight is missing.")
def draft(
    posting: str | None,
    source: Source,
    from_analysis: Path | None,
    names: Names,
    profile_path: Path | None,
    wanted: _Wanted,
    review: bool | None,
    trace: bool,
    put: Output,
    strict: bool,
) -> None:
    """Write a letter whose second paragraph answers the posting.

    POSTING is a file; without one, paste the posting at the terminal or pipe it in.

    At a terminal you look at the three highlights first; below the letter you are asked whether to save it, edit it or
    have it otherwise. Facts come from your profile alone; without one the bundled sample is used, its figures and names
    in brackets.

    \b
    Example:
      tailor draft posting.txt
      tailor draft posting.html --length 400 --no-review -o letter.pdf --paper a4
      tailor draft --clipboard --copy --save-analysis job.json
      tailor draft --from-analysis job.json --length 150
    """
    with user_errors():
        target = put.refuse()
        _look(from_analysis or posting, profile_path, wanted.template)
        profile = own_profile(profile_path)
        put.refuse_sample(profile)
        log = own_log(profile_path, profile, wanted=not put.no_log)
        start = _start(posting, source, from_analysis, names)
        ask = _person(start, review, piped=str(from_analysis or posting or "-") == "-")
        made = _made(start, profile, wanted, ask)
        made = deliver(made, profile, wanted.options(start.given), target, put, ask, log, trace=trace)
    if strict and not made.complete:
        raise SystemExit(EXIT_FINDINGS)


def _look(start: Path | str | None, profile: Path | None, template: str) -> None:
    """Complain of a file that is not there before anything is loaded."""
    from tailor.files.look import look_for, look_for_profile, template_path

    look_for_profile(profile)
    look_for(start)
    if template:
        template_path(template)


def _start(posting: str | None, source: Source, from_analysis: Path | None, names: Names) -> Start:
    """What the letter starts from: a posting that is read and analysed, or what an earlier run saved."""
    import jdparse
    from tailor.review.start import Start, check_alone, load_start
    from tailor.terminal.posting import is_typed, read_incoming

    if from_analysis is not None:
        check_alone({"POSTING": posting, "--clipboard": source.clipboard, "--edit": source.edit, "--job": names.job})
        start = load_start(from_analysis)
        return start.about(names.put_into(start.analysis.posting), names.given)
    typed = is_typed(*filter(None, [posting]), clipboard=source.clipboard, edit=source.edit)
    with working("Reading the posting", shown=not typed):
        read = read_incoming(posting, names.job, clipboard=source.clipboard, edit=source.edit)
        return Start(jdparse.analyze(names.put_into(read)), given=names.given)


def _person(start: Start, review: bool | None, *, piped: bool) -> Ask | None:
    """How to ask the person at the terminal; None where nobody is to be asked: nobody is there, or all was settled before."""
    return find_answerer(False if start.settled and review is None else review, piped=piped)


def _made(start: Start, profile: Profile, wanted: _Wanted, ask: Ask | None) -> Draft:
    """The letter, after the review."""
    from tailor.draft import write_draft
    from tailor.review.ask import review as review_highlights

    highlights = review_highlights(start.analysis, wanted.wishes, ask, profile.stories, settled=start.settled)
    with working("Writing the letter"):
        return write_draft(start, profile, wanted.options(start.given), highlights)
