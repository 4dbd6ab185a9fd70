"""What the log knows of a letter, as values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from tailor.log.state import State


@dataclass(frozen=True, slots=True)
class Asked:
    """A highlight of the posting.

    Attributes:
        kind: ``pain``, ``metric`` or ``tool``.
        quote: The posting's words.
        name: A tool's name; empty otherwise.
        category: What it is about.
        answered: Whether paragraph two answers it; None where a person wrote the letter.
    """

    kind: str
    quote: str
    name: str
    category: str
    answered: bool | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a letter, and on which day (``2026-11-30``)."""

    state: State
    day: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter in the log.

    Attributes:
        day: When it was written, as ``2026-11-30``.
        company: The employer, as the letter or the posting names it; empty if neither does.
        role: The role, likewise.
        story: The name of the story that it told; empty where nobody said.
        posting: Where the posting came from.
        digest: Names the posting's words.
        file: Where the letter lies, or lay.
        length: The length asked for, in words; 0 where a person wrote the letter.
        words: The length of its body; of the whole text where a person wrote it.
        letter: Its text; empty where nobody gave it.
        asked: The posting's highlights, those that the letter answers where the program wrote it.
        marks: What became of it, the last one last.
        id: Its number in the log; 0 until it has one.
    """

    day: str
    company: str
    role: str
    story: str
    posting: str
    digest: str
    file: str
    length: int
    words: int
    letter: str
    asked: tuple[Asked, ...] = ()
    marks: tuple[Mark, ...] = ()
    id: int = 0

    @property
    def last(self) -> Mark:
        """What is known of it now."""
        return self.marks[-1] if self.marks else Mark(State.WRITTEN, self.day)


def digest_of(text: str) -> str:
    """A short name of a posting's words, however their lines are broken."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", errors="replace")).hexdigest()[:32]


def today() -> str:
    """The day, as the log writes days."""
    return date.today().isoformat()
