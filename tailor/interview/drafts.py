"""`tailor profile import` at a terminal: each draft is shown and confirmed, story by story."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from tailor.interview.talk import Talk, story_lines
from tailor.letter.directions import wrong_ways
from tailor.profile.resume.drafts import Draft


def confirm_draft(draft: Draft, talk: Talk) -> Draft | None:
    """The draft as the applicant wants it, or None to leave it out; what is not confirmed stays a guess.

    Args:
        draft: A story with the lines that it was drafted from.
        talk: Where the applicant sits.
    """
    talk.show("")
    talk.tell(draft.job.heading)
    for line in draft.lines:
        talk.tell(f"- {line}", indent="  ")
    talk.tell("A letter would draw on:")
    for line in story_lines(draft.story, talk.width):
        talk.show(line)
    story = draft.story
    for line in wrong_ways(story):
        talk.tell(f"{line} If it is not, mend `did` and `result` in the file.")
    if not talk.yes("Keep this story?", default=True):
        return None
    if story.shared and talk.yes(f"Did you answer for {story.system} yourself?", default=False):
        story = story.model_copy(update={"shared": False})
    draft = _agreed(replace(draft, story=story), "solves", "Which problems did it solve?", talk)
    return _agreed(draft, "metrics", "Which metrics did it move?", talk)


def _agreed(draft: Draft, field: Literal["solves", "metrics"], question: str, talk: Talk) -> Draft:
    """The draft with those of its guesses that the applicant says yes to, one by one."""
    guessed: tuple[str, ...] = getattr(draft, field)
    if not guessed:
        return draft
    talk.tell(f"{question} Guessed from the words:")
    agreed = tuple(name for name in guessed if talk.yes(f"  {name}?", default=False))
    story = draft.story.model_copy(update={field: agreed})
    return (
        replace(draft, story=story, solves=(), metrics=draft.metrics)
        if field == "solves"
        else replace(draft, story=story, metrics=())
    )
