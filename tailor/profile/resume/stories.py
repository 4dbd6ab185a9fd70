"""A résumé -> stories of a profile, as drafts; what makes none is kept as comments.

Nothing is lost: each line of the résumé stands word for word in the file, above the story that was drafted from it or at the end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tailor.errors import ProfileError
from tailor.profile.advice import story_advice
from tailor.profile.place import without_mark
from tailor.profile.resume.drafts import Draft, stories_of
from tailor.profile.resume.left import comments_of, folded, left_over, nearest_notes
from tailor.profile.resume.resume import Resume
from tailor.profile.starter import is_starter
from tailor.profile.story import Story
from tailor.profile.toml import StoryDraft, Value, add_stories, new_profile

_DRAFTED = "Drafted from your résumé: read it, mend it. It says:"
_SHARED = "No line says that you answered for the system; if you did, delete `shared`."
_NO_NAME = "Your Name"


@dataclass(frozen=True, slots=True)
class Imported:
    """A profile with what a résumé adds to it.

    Attributes:
        text: The profile.
        stories: Those that were added, under their names in the profile.
        known: How many were there already.
        left: How many lines of the résumé became comments and no story.
        notes: What the applicant has to know.
    """

    text: str
    stories: tuple[Story, ...]
    known: int
    left: int
    notes: tuple[str, ...]

    def summary(self, place: str, *, dry_run: bool) -> str:
        """What was done, on one line."""
        stories, lines = len(self.stories), self.left
        known = f", {self.known} there already" if self.known else ""
        what = (
            f"{stories} {'story' if stories == 1 else 'stories'} drafted{known},"
            f" {lines} {'line' if lines == 1 else 'lines'} left as {'a comment' if lines == 1 else 'comments'}"
        )
        if not stories and not lines:
            return f"{place}: nothing new in the résumé{known}"
        return (
            f"{place}: would hold {what}"
            if dry_run
            else f"wrote {place}: {what}; read the drafts, then run: tailor profile check"
        )


#: Asks the applicant: the draft as it is to stand, and the fields that were confirmed; None leaves it out.
Confirm = Callable[[Draft], Draft | None]


def import_resume(resume: Resume, existing: str | None, place: str, confirm: Confirm | None = None) -> Imported:
    """A new profile from a résumé, or an existing one with the stories that it does not have yet.

    Args:
        resume: The résumé.
        existing: The profile's text; None, or the starter that nobody has touched, makes a new one.
        place: The profile's path, for messages.
        confirm: Asks the applicant about each new draft; without it, guesses stand as comments.

    Raises:
        ProfileError: The existing profile is not TOML, or is no profile.
    """
    mark, old = without_mark(existing or "")
    if is_starter(old):
        existing, old = None, ""
    before = _tables(old, place)
    written = comments_of(old)
    told = {
        folded(key)
        for row in before
        for key in (f"{row.get('employer', '')} {row.get('system', '')} {row.get('did', '')}",)
    }
    drafted = [draft for job in resume.jobs for draft in stories_of(job, resume.skills)]
    new = [
        draft
        for draft in drafted
        if folded(f"{draft.story.employer} {draft.story.system} {draft.story.did}") not in told
        and not all(folded(line) in written for line in draft.lines)
    ]
    found = bool(drafted)
    if confirm is not None:
        asked = [(draft, confirm(draft)) for draft in new]
        drafted = [draft for draft in drafted if (draft, None) not in asked]
        new = [draft for _, draft in asked if draft is not None]
    used = {(draft.job, line) for draft in drafted for line in draft.lines}
    left, count = left_over(resume, used, written)
    drafts = [_with_proposals(draft) for draft in new]
    notes = list(resume.notes)
    me = {"name": _NO_NAME, **resume.me} if existing is None else dict(resume.me)
    if existing is None and "name" not in resume.me:
        notes.append("the résumé has no name: write yours into [me]")
    if existing is not None:
        text = mark + add_stories(old, drafts, me, left)
    else:
        text = mark + new_profile(me, drafts, left)
        if not drafts:
            # A table without its fields does not load; as a comment it shows what a story needs.
            text = re.sub(r"(?m)^\[\[story\]\]$", "# [[story]]", text)
    if not found:
        what = "no story was added" if existing is not None else "the profile has none yet and needs one"
        how = "" if existing is not None else ": fill in the [[story]] in the file and take its # away"
        notes.append(f"no line of the résumé tells of a system, what you did and a number, so {what}{how}")
    notes += nearest_notes(resume, used)
    stories = tuple(
        draft.story.model_copy(update={"name": str(row["name"])})
        for draft, row in zip(new, _tables(text.removeprefix(mark), place)[len(before) :], strict=True)
    )
    return Imported(text, stories, len(drafted) - len(new), count, tuple(notes))


def _tables(text: str, place: str) -> list[Mapping[str, object]]:
    """The stories of a profile as they are written.

    Raises:
        ProfileError: It is not TOML, or is no profile.
    """
    try:
        rows = tomllib.loads(text).get("story", [])
    except tomllib.TOMLDecodeError as error:
        raise ProfileError((f"{place}: is not TOML: {error}; mend it first (tailor profile check)",)) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ProfileError((f"{place}: has other tables than [me] and [[story]]; see: tailor profile check",))
    return rows


def _with_proposals(draft: Draft) -> StoryDraft:
    """A draft as it is written, with what is only guessed as comments."""
    fields: dict[str, Value] = {name: value for name, value in draft.story.model_dump().items() if value}
    guessed = {name: value for name, value in (("solves", draft.solves), ("metrics", draft.metrics)) if value}
    return StoryDraft({**fields, **guessed}, tuple(_said_of(draft)), frozenset(guessed))


def _said_of(draft: Draft) -> Iterator[str]:
    yield _DRAFTED
    if draft.job.heading:
        yield draft.job.heading
    for line in draft.lines:
        yield f"  - {line}"
    if draft.story.shared:
        yield _SHARED
    for line in story_advice(draft.story):
        yield f"Still {line}." if line.startswith("without") else line
