"""What a file holds: one posting, or the list of a job board, of which only those that are wanted are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jdparse.types import Posting


@dataclass(frozen=True, slots=True)
class Told:
    """What a board, a feed or a table tells of a job.

    Attributes:
        id: The board's own id.
        title: The job's title.
        company: The employer's name, if it is given.
        address: Where the job stands on the web.
        parts: Headings and the HTML or text below them, in the order of the board's own page; none that is empty.
    """

    id: str
    title: str
    company: str
    address: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A job of a file, named but not yet read.

    Attributes:
        id: What ``--job`` names it by.
        title: Its title; empty where only its text could tell.
        place: The file and where in it, for messages.
        read: Gives its posting, or raises a `ReadError`.
        one_of_many: Whether it stands in the list of a board, where others may be read without it.
        company: Its employer, where the file tells it beside the text.
        own: Whether it is one of our own rows, whose language is its maker's affair.
    """

    id: str
    title: str
    place: str
    read: Callable[[], Posting]
    one_of_many: bool = False
    own: bool = False
    company: str = ""
