"""What of a résumé made no story: kept as comments, those first that lack least."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tailor.profile.load import NEAREST
from tailor.profile.resume.drafts import is_theirs
from tailor.profile.resume.line import read_highlight
from tailor.profile.resume.lines import lines_of
from tailor.profile.resume.resume import Job, Resume

#: How the part of a profile begins that holds what was left over, and where those stand that lack least.
LEFT = "Left over from your résumé."
_LEFT = (
    f"{LEFT} These lines tell of no system, or of no number, or of nothing that you did: to make a story",
    "of one, write down which system it was, what you did and what that moved.",
)
_MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Near:
    """A line that is nearly a story.

    Attributes:
        line: The line.
        lacks: What it lacks, in words.
    """

    line: str
    lacks: str


def folded(text: str) -> str:
    """A text with single spaces, for comparing."""
    return " ".join(text.split())


def comments_of(text: str) -> frozenset[str]:
    """What stands in the comments of a profile, a line each."""
    return frozenset(
        folded(line.strip().lstrip("#").strip().removeprefix("- "))
        for line in text.splitlines()
        if line.lstrip().startswith("#")
    )


def nearest(resume: Resume, used: Collection[tuple[Job, str]]) -> list[Near]:
    """The lines that lack one thing of a story, and those that lack two of them with a figure behind them."""
    found: list[tuple[int, Near]] = []
    for job in resume.jobs:
        for line in lines_of(job):
            lacks = [] if (job, line) in used else list(_lacking(line, job))
            if lacks and len(lacks) < _ALL:
                found.append((len(lacks), Near(line, " and ".join(lacks))))
    return [near for _, near in sorted(found, key=lambda one: one[0])]


#: A line that lacks this much is no nearer than any other.
_ALL = 2


def _lacking(line: str, job: Job) -> Iterator[str]:
    told = read_highlight(line, of_thing=job.project)
    if is_theirs(told, job):
        yield "an owner: it does not say whose system it was"
        return
    if not told.figure:
        yield "a number"
    elif told.system and told.tells_a_deed and not told.counted:
        yield "a number of that system"
    if not told.system:
        yield "the system: name it"
    if not told.tells_a_deed:
        yield "what you did"


def nearest_notes(resume: Resume, used: Collection[tuple[Job, str]]) -> Iterator[str]:
    """What the applicant is told of the nearest lines."""
    near = nearest(resume, used)
    unnamed = sum(one.lacks.startswith("the system") for one in near)
    if unnamed:
        yield (
            f"{unnamed} line{'s' if unnamed > 1 else ''} hold{'' if unnamed > 1 else 's'} a figure and no system: name it in the line, and import again"
        )
    for one in near[:_MOST_NEAR] if not used else ():
        yield f'nearest to a story: "{one.line}" lacks {one.lacks}'


def left_over(resume: Resume, used: Collection[tuple[Job, str]], written: frozenset[str]) -> tuple[list[str], int]:
    """Comments for what made no story, without what stands in the file already; and how many lines they hold."""
    made: list[str] = []
    count = 0
    for job in resume.jobs:
        lines = [*(f"- {line}" for line in lines_of(job) if (job, line) not in used), *job.more]
        new = [line for line in lines if folded(line.removeprefix("- ")) not in written]
        heading = job.heading
        told = heading and (folded(heading) in written or any(key is job for key, _ in used))
        if new or not (told or not heading):
            made += ["", *([heading] if heading else []), *(f"  {line}" for line in new)]
        count += len(new)
    rest = [line for line in resume.rest if folded(line) not in written]
    if rest:
        made += ["", "The rest of the résumé", *(f"  {line}" for line in rest)]
    near = [one for one in nearest(resume, used) if folded(one.line) not in written]
    if near:
        made = ["", NEAREST, *(f'  "{one.line}" lacks {one.lacks}' for one in near[:_MOST_NEAR]), *made]
    return [*_LEFT, *made] if made else [], count + len(rest)
