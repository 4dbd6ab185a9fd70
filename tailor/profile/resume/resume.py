"""A résumé as one value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: Words with which a résumé says that a job goes on.
_STILL = re.compile(r"(?i)\b(?:present|current|currently|now|today|ongoing|to date)\b")


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
        """Whether the résumé says that it ended."""
        return bool(self.end) and not _STILL.search(self.end)

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
    """

    source: str
    me: Mapping[str, str | tuple[str, ...]]
    jobs: tuple[Job, ...]
    skills: tuple[str, ...]
    rest: tuple[str, ...]


_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")


def linkless(text: str) -> str:
    """A name without the Markdown around it."""
    return re.sub(r"\*+|`", "", _LINK.sub(r"\1", text)).strip()


def read_links(*names: str) -> Iterator[str]:
    """Where the links of names lead."""
    for name in names:
        for found in _LINK.finditer(name):
            yield f"{found[1]}: {found[2]}"
