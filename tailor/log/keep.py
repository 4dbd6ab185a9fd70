"""A letter that was written to a file goes into the log; and what the log knows of its employer."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from jdparse import Analysis, Kind, Posting
from tailor.errors import LogError
from tailor.letter.letter import Letter
from tailor.log.entry import Asked, Entry, Mark, digest_of, today
from tailor.log.place import VARIABLE
from tailor.log.state import State


def keep_letter(log: Path | None, letter: Letter, posting: Posting, file: str) -> tuple[str, ...]:
    """Put a letter into the log once its file is written. Whatever is wrong with the log, the letter is not lost by it.

    Args:
        log: The log, as `place.log_of` tells; None for none.
        letter: The letter.
        posting: What it answers.
        file: Where it was written to, as a whole path.

    Returns:
        What the applicant should know, a line each: that a log was begun, or why the letter is not in it.
    """
    if log is None:
        return ()
    from tailor.log.book import put_entry

    try:
        _, new = put_entry(log, _entry(letter, posting, file))
    except LogError as error:
        return (f"the letter is written, but not put into the log: {error}",)
    return begun_notes(log) if new else ()


def begun_notes(log: Path) -> tuple[str, ...]:
    """What is said once of a log."""
    from tailor.profile.place import place_advice

    said = (
        f"letters that you save are kept in a log from now on, {log}, which only you can read; tailor log (with the same --profile) shows it, "
        f"{VARIABLE}=off or --no-log keeps none, and tailor log delete --all removes it"
    )
    return tuple(filter(None, (said, place_advice(log))))


def _entry(letter: Letter, posting: Posting, file: str) -> Entry:
    asked = [
        Asked(
            kind.value, found.evidence.quote, found.evidence.name, found.evidence.category, kind not in letter.left_out
        )
        for kind in Kind
        if (found := letter.highlights.get(kind))
    ]
    return Entry(
        day=today(),
        company=letter.company or posting.company,
        role=letter.role or posting.title,
        story=letter.match.story.name,
        posting=_place(posting.source),
        digest=digest_of(posting.text),
        file=file,
        length=letter.length,
        words=letter.words,
        letter=letter.text,
        asked=tuple(asked),
    )


def _place(source: str) -> str:
    """Where a posting came from, as a whole path if from a file."""
    with suppress(OSError, ValueError):
        if Path(source).is_file():
            return str(Path(source).resolve())
    return source


def entry_by_hand(analysis: Analysis, given: Collection[str], letter: str, file: str, story: str, mark: Mark) -> Entry:
    """A letter that a person adds to the log.

    Args:
        analysis: The posting that it answers, with its highlights; whether the letter answers them nobody says.
        given: Which of ``title`` and ``company`` the call gave in the place of the posting's own.
        letter: Its text.
        file: Where it lies, as a whole path.
        story: The name of the story that it tells; empty where nobody says.
        mark: What has become of it.
    """
    from tailor.letter.names import employer_name, letter_role

    posting = analysis.posting
    found = [(kind, highlight.evidence) for kind in Kind if (highlight := analysis.highlight(kind))]
    return Entry(
        day=mark.day,
        company=employer_name(posting, given="company" in given) or posting.company,
        role=letter_role(posting, given="title" in given) or posting.title,
        story=story,
        posting=_place(posting.source),
        digest=digest_of(posting.text),
        file=file,
        length=0,
        words=len(letter.split()),
        letter=letter.replace("\r\n", "\n").replace("\r", "\n"),
        asked=tuple(Asked(kind.value, one.quote, one.name, one.category, None) for kind, one in found),
        marks=() if mark.state is State.WRITTEN else (mark,),
    )


def add_by_hand(log: Path, entry: Entry) -> tuple[Entry, tuple[str, ...]]:
    """Put a letter into the log; the letter as it stands there, and what the applicant should know, a line each.

    Raises:
        LogError: The log cannot be written.
    """
    from tailor.log.book import find_entry, put_entry

    number, new = put_entry(log, entry)
    unnamed = () if entry.company else ("the posting does not say whose it is; --company NAME does",)
    return find_entry(log, number), (*unnamed, *(begun_notes(log) if new else ()))


def earlier_notes(log: Path | None, letter: Letter, posting: Posting) -> tuple[str, ...]:
    """What the log knows of letters to the employer of a letter, a line for the applicant; nothing where it knows of none.

    Args:
        log: The log, as `place.log_of` tells; None for none.
        letter: The new letter.
        posting: What it answers.

    Raises:
        LogError: The log cannot be read.
    """
    if log is None or not letter.company or not os.access(log, os.F_OK):
        return ()
    from tailor.log.book import read_entries
    from tailor.log.database import SECONDS_TO_LOOK
    from tailor.log.employer import is_same_employer

    digest = digest_of(posting.text)
    now = Mark(State.WRITTEN, today())
    # Why not those: who tries one posting again and again has not written to its employer before.
    found = [
        entry
        for entry in read_entries(log, seconds=SECONDS_TO_LOOK)
        if is_same_employer(entry.company, letter.company) and not (entry.digest == digest and entry.last == now)
    ]
    return (_told(found[0], len(found) - 1, letter, same_posting=found[0].digest == digest),) if found else ()


def _told(entry: Entry, others: int, letter: Letter, *, same_posting: bool) -> str:
    day = next((mark.day for mark in entry.marks if mark.state is State.SENT), entry.day)
    what = f"answered this posting on {day}" if same_posting else f"wrote to {entry.company} on {day}"
    last = entry.last
    since = {State.WRITTEN: "not marked as sent", State.SENT: ""}.get(last.state, f"{last.state.value} {last.day}")
    story = f"story {entry.story!r}" if entry.story else ""
    about = ", ".join(filter(None, ("" if same_posting else entry.role, story, since)))
    more = f", and {others} {'letter' if others == 1 else 'letters'} besides" if others else ""
    again = "; this letter tells that story too" if entry.story == letter.match.story.name else ""
    return f"you {what}{f' ({about})' if about else ''}{more}{again}; see: tailor log show {entry.id}"
