"""`tailor profile import` at a terminal: each draft is shown and confirmed, story by story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tailor.interview.talk import Talk, story_lines
from tailor.letter.directions import wrong_ways
from tailor.profile.resume.drafts import Draft

#: Asked of a draft whose system somebody else may have answered for.
ANSWERED = "Did you answer for {} yourself?"
GUESSED = "Guessed from the words:"


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
    own = story.shared and talk.yes(ANSWERED.format(story.system), default=False)
    solves, metrics = (_agreed(guessed, question, talk) for guessed, question in guesses(draft))
    return confirmed(draft, own=own, solves=solves, metrics=metrics)


def guesses(draft: Draft) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What was guessed from a draft's words, with the question about it: problems that it solved, metrics that it moved."""
    return (draft.solves, "Which problems did it solve?"), (draft.metrics, "Which metrics did it move?")


def confirmed(draft: Draft, *, own: bool, solves: Sequence[str], metrics: Sequence[str]) -> Draft:
    """The draft with what the applicant said of it, and no guesses.

    Args:
        draft: A story that is kept.
        own: Whether they answered for the system themselves, where the draft says that others did.
        solves: The guessed problems that it solved.
        metrics: The guessed metrics that it moved.
    """
    agreed = {
        **({"shared": False} if own else {}),
        **({"solves": tuple(solves)} if draft.solves else {}),
        **({"metrics": tuple(metrics)} if draft.metrics else {}),
    }
    return replace(draft, story=draft.story.model_copy(update=agreed), solves=(), metrics=())


def _agreed(guessed: Sequence[str], question: str, talk: Talk) -> tuple[str, ...]:
    """Those of the guesses that the applicant says yes to, one by one."""
    if not guessed:
        return ()
    talk.tell(f"{question} {GUESSED}")
    return tuple(name for name in guessed if talk.yes(f"  {name}?", default=False))
