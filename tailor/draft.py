"""A letter with what it started from and what the checks say of it, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jdparse import Highlight, Kind
from tailor.errors import WriterError
from tailor.letter.letter import Letter, Options
from tailor.letter.own_check import letter_problems
from tailor.letter.write import write_letter
from tailor.profile.story import Profile
from tailor.review.start import Start

if TYPE_CHECKING:
    from tailor.brief.brief import Brief
    from tailor.brief.letter import Written
    from tailor.check.finding import Finding
    from tailor.out.formats import Target


@dataclass(frozen=True, slots=True)
class Writer:
    """A command that writes.

    Attributes:
        command: The command, in one line.
        rounds: How often it is asked at the most.
        seconds: How long each answer may take.
    """

    command: str
    rounds: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Draft:
    """What a run of `tailor draft` has made.

    Attributes:
        start: The posting with what was found in it, or what an earlier run settled.
        highlights: What the letter was to answer, after the review.
        letter: The letter, with its notes.
        problems: What `tailor check` would call an error or a warning, a line each.
        by_hand: Whether its writer has changed it, or another has written it.
        struck: The sentences of another writer that are left out with none of ours in their place.
    """

    start: Start
    highlights: Mapping[Kind, Highlight | None]
    letter: Letter
    problems: tuple[str, ...]
    by_hand: bool = False
    struck: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no highlight is missing."""
        return all(self.highlights.values())


def write_draft(start: Start, profile: Profile, options: Options, highlights: Mapping[Kind, Highlight | None]) -> Draft:
    """Write the letter and check it.

    Raises:
        TailorError: A template, a row or an option does not fit; the message says which.
    """
    letter = write_letter(start.found, profile, options, highlights)
    return Draft(start, highlights, letter, letter_problems(letter, start.analysis, profile))


def written_draft(
    start: Start,
    profile: Profile,
    options: Options,
    highlights: Mapping[Kind, Highlight | None],
    text: str,
    source: str,
) -> Draft:
    """The letter of another writer, each sentence held against the facts that it cites, and checked.

    Args:
        start: What the letter starts from.
        profile: Whose facts.
        options: What was asked of the letter.
        highlights: What it was to answer.
        text: What the writer answered to the brief.
        source: What errors call it.

    Raises:
        CallError: There is no such story, or nothing of the text stands.
    """
    from tailor.brief.brief import write_brief
    from tailor.brief.letter import read_written

    brief = write_brief(start.found, profile, options, highlights)
    return _of_another(start, profile, highlights, read_written(text, brief, start.analysis, source))


def writer_draft(
    start: Start,
    profile: Profile,
    options: Options,
    highlights: Mapping[Kind, Highlight | None],
    writer: Writer,
    agree: Callable[[Brief], bool],
) -> Draft:
    """The letter of a command, or our own where the command fails or may not have the brief; a note says which.

    Args:
        start: What the letter starts from.
        profile: Whose facts.
        options: What was asked of the letter.
        highlights: What it was to answer.
        writer: The command with its limits.
        agree: Asked whether the command may have the brief.
    """
    from tailor.brief.brief import write_brief
    from tailor.brief.rounds import write_by

    brief = write_brief(start.found, profile, options, highlights)
    why = "was not given your facts"
    if agree(brief):
        try:
            written = write_by(writer.command, brief, start.analysis, rounds=writer.rounds, seconds=writer.seconds)
            return _of_another(start, profile, highlights, written)
        except WriterError as error:
            why = str(error)
    made = write_draft(start, profile, options, highlights)
    said = f"writer: {writer.command}: {why}; this letter is the program's own"
    return replace(made, letter=replace(made.letter, notes=(said, *made.letter.notes)))


def _of_another(start: Start, profile: Profile, highlights: Mapping[Kind, Highlight | None], written: Written) -> Draft:
    problems = letter_problems(written.letter, start.analysis, profile)
    struck = tuple(one.held.said.text for one in written.struck)
    return Draft(start, highlights, written.letter, problems, by_hand=True, struck=struck)


def edit_draft(draft: Draft, profile: Profile, text: str) -> Draft:
    """The same with what its writer has made of the letter, checked anew.

    Raises:
        CallError: There are no words left.
    """
    from tailor.letter.edited import edited

    letter = edited(draft.letter, text)
    return replace(draft, letter=letter, problems=letter_problems(letter, draft.start.analysis, profile), by_hand=True)


def save_draft(draft: Draft, profile: Profile, target: Target, log: Path | None) -> tuple[str, ...]:
    """Write the letter to its file and put it into the log.

    Args:
        draft: The letter with what it started from.
        profile: Whose.
        target: The file.
        log: The log; None for none.

    Returns:
        What the applicant should know, a line each.

    Raises:
        OutputError: The file cannot be written. What is wrong with the log is only told.
    """
    from tailor.log.keep import keep_letter
    from tailor.out.formats import write_letter as write_file

    notes = write_file(target, draft.letter, profile)
    return (*notes, *keep_letter(log, draft.letter, draft.start.analysis.posting, str(target.path.resolve())))


def draft_findings(draft: Draft, profile: Profile) -> tuple[Finding, ...]:
    """What `tailor check` says of the letter; highlights that were left out are not asked for, the sample's facts not checked."""
    from tailor.check import check_letter
    from tailor.check.finding import Known

    letter, start = draft.letter, draft.start
    known = Known(
        start.analysis.answering(letter.highlights),
        None if profile.sample else profile,
        letter.length,
        start.analysis.posting.company,
    )
    return tuple(check_letter(letter.text, known))
