"""A résumé as one value."""

from __future__ import annotations

import re
from calendar import month_abbr
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import jdparse

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")


@dataclass(frozen=True, slots=True)
class Job:
    """A post, a project or a voluntary work.

    Attributes:
        employer: Who it was for; empty for a project of one's own.
        title: The position, or the project's name.
        start: When it began, in the résumé's words.
        end: When it ended, in the résumé's words; empty if it does not say.
        highlights: What was done, an item each.
        prose: Summary and description.
        more: Whatever else the entry says, a line each.
        keywords: Tools that the entry lists.
        project: Whether the title names a thing that was built.
    """

    employer: str
    title: str
    start: str = ""
    end: str = ""
    highlights: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    project: bool = False

    @property
    def past(self) -> bool:
        """Whether the résumé says that it ended, and not on a day to come."""
        words = set(re.findall(r"\w+", self.end.casefold()))
        going = words & jdparse.load_lexicon().words["going-on"] or not words
        return not going and not _to_come(self.end, date.today())

    @property
    def heading(self) -> str:
        """Who, what and when, on one line."""
        dates = self.start if self.start == self.end else " to ".join(date for date in (self.start, self.end) if date)
        who = ", ".join(part for part in (self.title, self.employer) if part)
        return f"{who} ({dates})" if who and dates else who or dates


@dataclass(frozen=True, slots=True)
class Resume:
    """What a résumé says.

    Attributes:
        source: The file.
        me: Fields of the profile's ``[me]``.
        jobs: Posts, voluntary work and projects in the file's order.
        skills: Each skill and tool that it lists.
        rest: Everything else, a line each.
        notes: What stands where it does not belong.
    """

    source: str
    me: Mapping[str, str | tuple[str, ...]]
    jobs: tuple[Job, ...]
    skills: tuple[str, ...]
    rest: tuple[str, ...]
    notes: tuple[str, ...] = ()


def _to_come(end: str, today: date) -> bool:
    """Whether a date lies ahead: "2029-01-01", "June 2029", "12/2029"; one that names no year does not."""
    years = re.findall(r"\b(?:19|20)\d\d\b", end)
    if not years:
        return False
    year, iso = int(years[-1]), _ISO.search(end)
    named = [number for number, name in enumerate(month_abbr) if name and name.casefold() in end.casefold()]
    slashed = re.search(r"\b(\d\d?)[/.]\d{4}", end)
    month = int(iso["month"]) if iso and iso["month"] else named[0] if named else int(slashed[1]) if slashed else 0
    day = int(iso["day"]) if iso and iso["day"] else 0
    return (year, month, day) > (today.year, today.month if month else 0, today.day if day else 0)


_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")


def linkless(text: str) -> str:
    """A name without the Markdown around it."""
    return re.sub(r"\*+|`", "", _LINK.sub(r"\1", text)).strip()


def read_links(*names: str) -> Iterator[str]:
    """Where the links of names lead."""
    for name in names:
        for found in _LINK.finditer(name):
            yield f"{found[1]}: {found[2]}"
