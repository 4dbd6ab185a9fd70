"""Postings of invented employers in files, and what is made of them in this process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jdparse.batch import Inputs, Reader, Reading, each_reading, local
from tailor.batch.counts import Counts, Problem
from tailor.batch.folder import Folder
from tailor.batch.work import Made, Work
from tailor.letter.letter import Options
from tailor.profile.story import Profile
from tests.tailor.samples import BULLETS, GERUNDS, PROSE

#: What a posting may hold that a page must not take for its own.
HOSTILE = BULLETS.replace("Quillmere Freight\n", "<script>alert(1)</script> & Sons\n", 1).replace(
    "GPU spend has tripled", "GPU <img src=x onerror=alert(1)> spend has tripled"
)


def postings(folder: Path) -> Path:
    """A folder of three postings and a file that holds none."""
    folder.mkdir(parents=True)
    for name, text in (("a.txt", BULLETS), ("b.txt", PROSE), ("c.txt", GERUNDS), ("d.txt", "Dear diary, it rained.\n")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def readings(
    *inputs: Path, profile: Profile | None, options: Options | None = None, done: frozenset[str] = frozenset()
) -> Iterable[Reading[Made]]:
    """What the work gives for each posting, as the report and letters take it."""
    reader = Reader(make=Work(profile, report=True, options=options, done=done))
    return each_reading(Inputs([str(path) for path in inputs]), reader, local(0))


def counted(*inputs: Path, profile: Profile | None) -> Counts:
    """All postings of some inputs, counted."""
    counts = Counts(profile)
    for reading in readings(*inputs, profile=profile):
        if reading.made is not None and reading.made.seen is not None:
            counts.add(reading.made.seen)
        else:
            counts.add_problem(Problem(reading.row["id"], reading.row["source"], reading.row["error"]))
    return counts


def run(folder: Folder, *inputs: Path, profile: Profile, length: int = 250) -> list[str]:
    """Write the letters of some inputs, and the list of them; what was noted."""
    said: list[str] = []
    for reading in readings(*inputs, profile=profile, options=Options(length), done=folder.done):
        if reading.made is None:
            folder.fail(reading.row, reading.row["error"])
        else:
            said += folder.add(reading.made, reading.row)
    folder.finish()
    return said
