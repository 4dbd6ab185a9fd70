"""`tailor draft`: read, review, write the letter, print. No logic."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tailor.cli.delivery import deliver, tell_struck
from tailor.cli.options import (
    Names,
    Source,
    format_option,
    in_own_folder,
    name_options,
    own_log,
    own_profile,
    profile_option,
    source_options,
    together,
)
from tailor.cli.starting import (
    Wanted,
    from_analysis_option,
    person_to_ask,
    review_option,
    start_of,
    wanted_options,
)
from tailor.cli.writing import By, by_options
from tailor.terminal.answerer import Ask
from tailor.terminal.errors import EXIT_FINDINGS, user_errors

if TYPE_CHECKING:
    from tailor.draft import Draft
    from tailor.out.formats import Target
    from tailor.profile.story import Profile
    from tailor.review.start import Start


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


_output_options = together(
    "put",
    Output,
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=in_own_folder,
        help="Write to FILE.txt, .md, .docx or .pdf.",
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
@from_analysis_option
@name_options
@profile_option
@wanted_options
@review_option
@by_options
@click.option(
    "--trace", is_flag=True, help="Show on standard error why each sentence was chosen, and the source of each fact."
)
@_output_options
@click.option("--strict", is_flag=True, help="Exit with 1 if a highlight is missing, or a written sentence has to go.")
def draft(
    posting: str | None,
    source: Source,
    from_analysis: Path | None,
    names: Names,
    profile_path: Path | None,
    wanted: Wanted,
    review: bool | None,
    by: By,
    trace: bool,
    put: Output,
    strict: bool,
) -> None:
    """Write a letter whose second paragraph answers the posting.

    POSTING is a file; without one, paste the posting at the terminal or pipe it in. At a terminal you look at the three highlights
    first; below the letter you are asked whether to save it, edit it or have it otherwise. Facts come from your profile alone;
    without one the bundled sample is used, its figures and names in brackets.

    \b
    Example:
      tailor draft posting.txt
      tailor draft posting.html --length 400 --no-review -o letter.pdf --paper a4
      tailor draft --clipboard --copy --save-analysis job.json
      tailor draft posting.txt --written answer.txt --trace
    """
    with user_errors():
        target = put.refuse()
        named = str(from_analysis) if from_analysis else posting
        by.refuse(named, source, profile_path, wanted.template)
        profile = own_profile(profile_path)
        put.refuse_sample(profile)
        log = own_log(profile_path, profile, wanted=not put.no_log)
        start = start_of(posting, by.of_posting(named, source), from_analysis, names)
        answer = by.answer(named, source)
        ask = person_to_ask(start, review, piped=(named or "-") == "-")
        made = _made(start, profile, wanted, ask, by, answer, strict=strict)
        made = deliver(made, profile, wanted.options(start.given), target, put, ask, log, trace=trace)
    if strict and not made.complete:
        raise SystemExit(EXIT_FINDINGS)


def _made(
    start: Start, profile: Profile, wanted: Wanted, ask: Ask | None, by: By, answer: str, *, strict: bool
) -> Draft:
    """The letter, after the review; a strict call ends where a written sentence would have to go."""
    from tailor.review.ask import review as review_highlights

    highlights = review_highlights(start.analysis, wanted.wishes, ask, profile.stories, settled=start.settled)
    made = by.draft(start, profile, wanted.options(start.given), highlights, answer)
    if strict and made.struck:
        tell_struck(made)
        raise SystemExit(EXIT_FINDINGS)
    return made
