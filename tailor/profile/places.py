"""Where each table of a profile's text begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: A place in a profile: ("me", "email"), ("story", 0, "results", 1, "worth").
Path = tuple[str | int, ...]
#: A line that begins a field.
KEY = re.compile(r"\s*[\w\"'-]+(?:\s*\.\s*[\w\"'-]+)?\s*=")
_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?\s*$")


def find_tables(lines: Sequence[str]) -> dict[Path, tuple[int, int]]:
    """Each table with the line of its header and the line behind its last one, counted from 0."""
    starts: list[tuple[Path, int]] = []
    story = results = -1
    for at, line in enumerate(lines):
        found = _HEADER.match(line)
        if found is None:
            continue
        name = tuple(part.strip(" \"'") for part in found["name"].split("."))
        path: Path = name
        if name[0] == "story":
            if len(name) == 1:
                story, results = story + 1, -1
            results += name[1:] == ("results",)
            path = ("story", story, *name[1:], *((results,) if name[1:] == ("results",) else ()))
        starts.append((path, at))
    ends = [at for _, at in starts[1:]] + [len(lines)]
    return {path: (at, end) for (path, at), end in zip(starts, ends, strict=True)}


def attached(lines: Sequence[str], at: int) -> int:
    """The first of the remarks that stand right above a line; the line itself where none do."""
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at
