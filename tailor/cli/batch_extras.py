"""What `tailor batch` makes beside rows: a report, and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.cli.options import letter_options, own_log, own_profile, profile_option, together
from tailor.terminal.echo import echo
from tailor.terminal.errors import note

if TYPE_CHECKING:
    from jdparse.batch import Reading
    from tailor.batch.counts import Counts
    from tailor.batch.folder import Folder
    from tailor.batch.work import Made, Work
    from tailor.letter.letter import Options
    from tailor.profile.story import Profile

#: Seconds that one file may take where letters are written: a list of jobs is one file, and a letter takes a second or two.
LETTERS_LIMIT = 3_600.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call asks for beside rows."""

    report: Path | None
    letters: Path | None
    ending: str
    no_log: bool
    profile_path: Path | None
    length: str
    template: str
    story: str

    def begin(self, inputs: Sequence[str], *, resume: bool, force: bool) -> Extras | None:
        """Complain of what cannot be before any work is done; None where nothing is asked for.

        Args:
            inputs: What is read.
            resume: Whether the run goes on where another was interrupted.
            force: Whether a report that is there may be replaced.

        Raises:
            TailorError: Something cannot be written, drawn or found, or the options do not fit together.
        """
        if self.report is None and self.letters is None:
            return None
        from tailor.files.look import look_for_profile

        self._check_places(inputs, resume=resume, force=force)
        look_for_profile(self.profile_path)
        profile = own_profile(self.profile_path)
        options = self._options(profile) if self.letters is not None else None
        folder = None
        if self.letters is not None:
            from tailor.batch.folder import Folder

            log = own_log(self.profile_path, profile, wanted=not self.no_log)
            folder = Folder(self.letters, f".{self.ending}", profile, log)
        counts = None
        if self.report is not None:
            from tailor.batch.counts import Counts

            counts = Counts(None if profile.sample else profile)
        return Extras(self, profile, options, folder, counts, force=force)

    def _check_places(self, inputs: Sequence[str], *, resume: bool, force: bool) -> None:
        from tailor.errors import CallError
        from tailor.files.write import check_place

        if self.report is not None:
            from tailor.batch.plots import check_plots

            if resume:
                raise CallError(
                    "--report: counts all postings of a run; leave --resume out, and add --force to begin anew"
                )
            check_place(self.report, force=force, name="report.html")
            check_plots()
        for option, place in (("--report", self.report), ("--letters", self.letters)):
            check_input(option, place, inputs)

    def _options(self, profile: Profile) -> Options:
        from tailor.errors import CallError
        from tailor.files.look import template_path
        from tailor.letter.letter import Options
        from tailor.nearest import did_you_mean

        if profile.sample:
            raise CallError(
                "--letters: needs your facts, and there is no profile yet; write yours with: tailor profile init"
            )
        if self.template:
            template_path(self.template)
        names = [story.name for story in profile.stories]
        if self.story and self.story not in names:
            told = did_you_mean(self.story, names) or f"it has {', '.join(names)}"
            raise CallError(f"--story: no story {self.story!r} in the profile; {told}")
        return Options(int(self.length), self.template, self.story)


extras_options = together(
    "wanted",
    Wanted,
    click.option(
        "--report",
        type=click.Path(path_type=Path),
        metavar="FILE.html",
        help="Write a page: what the postings ask for, and which of your stories answer them.",
    ),
    click.option(
        "--letters",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Write a letter for each, without review; those that are there stay.",
    ),
    click.option(
        "--as",
        "ending",
        type=click.Choice(["txt", "md", "docx", "pdf"]),
        default="txt",
        show_default=True,
        help="What the letters are written as.",
    ),
    *letter_options,
    profile_option,
    click.option("--no-log", is_flag=True, help="Keep the letters out of the log; see: tailor log --help."),
)


def check_input(option: str, place: Path | None, inputs: Sequence[str]) -> None:
    """Complain if what is to be written is what is read.

    Raises:
        CallError: It is.
    """
    from tailor.errors import CallError

    if (
        place is not None
        and place.exists()
        and any(name != "-" and Path(name).exists() and place.samefile(name) for name in inputs)
    ):
        raise CallError(f"{option} {place}: is an input too; choose another name")


class Extras:
    """What is made beside rows, posting by posting.

    Args:
        wanted: What the call asks for.
        profile: Whose.
        options: Of the letters; None where none are wanted.
        folder: Where they go.
        counts: What the report tells; None where none is wanted.
        force: Whether a report that is there may be replaced.
    """

    def __init__(
        self,
        wanted: Wanted,
        profile: Profile,
        options: Options | None,
        folder: Folder | None,
        counts: Counts | None,
        *,
        force: bool,
    ) -> None:
        self._wanted, self._profile, self._options = wanted, profile, options
        self._folder, self._counts, self._force = folder, counts, force
        self._notes: list[str] = []
        self._taken = 0

    @property
    def make(self) -> Work:
        """What the workers make of each analysis."""
        from tailor.batch.work import Work

        done = self._folder.done if self._folder is not None else frozenset()
        return Work(None if self._profile.sample else self._profile, self._counts is not None, self._options, done)

    @property
    def besides(self) -> tuple[Path, ...]:
        """What is no input though it may lie among them."""
        return tuple(place for place in (self._wanted.report, self._wanted.letters) if place is not None)

    @property
    def letters(self) -> bool:
        """Whether letters are written."""
        return self._folder is not None

    @property
    def failed(self) -> int:
        """For how many postings there is no letter."""
        return self._folder.tally.none if self._folder is not None else 0

    def take(self, reading: Reading[Made]) -> None:
        """What a worker made of a posting."""
        made, row = reading.made, reading.row
        self._taken += 1
        if self._counts is not None:
            if made is not None and made.seen is not None:
                self._counts.add(made.seen)
            else:
                from tailor.batch.counts import Problem

                self._counts.add_problem(Problem(row["id"], row["source"], row["error"] or ""))
        if self._folder is not None:
            if made is None:
                self._folder.fail(row, row["error"] or "")
            else:
                self._notes += self._folder.add(made, row)

    def finish(self, *, whole: bool) -> None:
        """Write the pages, and say so.

        Args:
            whole: Whether all postings were read; the report tells of all or of none.
        """
        if whole and not self._taken:
            # A page that tells of nothing would only be in the way of the next call.
            return
        for said in self._notes:
            note(said)
        if self._folder is not None:
            index = self._folder.finish()
            echo(f"wrote {index}: {self._letters_said()}", err=True)
        if self._counts is not None and whole:
            from tailor.batch.report import report_page
            from tailor.files.write import write_whole

            assert self._wanted.report is not None
            page = report_page(self._counts, self._wanted.report)
            write_whole(self._wanted.report, page, new=not self._force)
            failed = f", {self._counts.failed:,} could not be read" if self._counts.failed else ""
            echo(f"wrote {self._wanted.report}: {_many(self._counts.postings, 'posting')}{failed}", err=True)

    def _letters_said(self) -> str:
        assert self._folder is not None
        tally = self._folder.tally
        told = [_many(tally.written, "letter") if tally.written else "no new letter"]
        if tally.before:
            told.append(f"{tally.before:,} there already")
        if tally.twice:
            told.append(f"{_many(tally.twice, 'posting')} came twice")
        if tally.none:
            told.append(f"none for {_many(tally.none, 'posting')}")
        return ", ".join(told)


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
