"""What a letter starts from: the options of `tailor draft` and `tailor brief`, and the posting that they name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.cli.options import Names, Source, letter_options, together
from tailor.cli.suggestions import metrics, pains
from tailor.terminal.answerer import Ask, find_answerer
from tailor.terminal.working import working

if TYPE_CHECKING:
    from jdparse import Kind
    from tailor.letter.letter import Options
    from tailor.review.start import Start


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the letter is to be."""

    length: str
    story: str
    pain: str | None
    metric: str | None
    tool: str | None
    to: str
    referrer: str
    why: str
    template: str = ""

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


_more_options = (
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
wanted_options = together("wanted", Wanted, *letter_options, *_more_options)
_length_option, _, _story_option = letter_options
#: What a brief asks of a letter: its template is its writer's.
brief_options = together("wanted", Wanted, _length_option, _story_option, *_more_options)
from_analysis_option = click.option(
    "--from-analysis",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Start from highlights that were saved, in the place of POSTING.",
)
review_option = click.option(
    "--review/--no-review",
    default=None,
    help="Look at the highlights first; the default when you are at the terminal.",
)


def look(start: Path | str | None, profile: Path | None, template: str) -> None:
    """Complain of a file that is not there before anything is loaded."""
    from tailor.files.look import look_for, look_for_profile, template_path

    look_for_profile(profile)
    look_for(start)
    if template:
        template_path(template)


def start_of(posting: str | None, source: Source, from_analysis: Path | None, names: Names) -> Start:
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


def person_to_ask(start: Start, review: bool | None, *, piped: bool) -> Ask | None:
    """How to ask the person at the terminal; None where nobody is to be asked: nobody is there, or all was settled before."""
    return find_answerer(False if start.settled and review is None else review, piped=piped)
