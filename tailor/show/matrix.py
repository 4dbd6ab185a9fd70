"""Stories against pains: what each story has solved, and what its own words bear out."""

from __future__ import annotations

from enum import StrEnum

from tailor.letter.proof import told_pains
from tailor.profile.story import Profile, Story
from tailor.show.profile import PainAnswer, pain_answers


class Mark(StrEnum):
    """What a story is to a pain.

    The first pain of its `solves`; another one, which its words are about, or are not; one that only its words are about.
    """

    MAIN = "main"
    TOLD = "told"
    UNTOLD = "untold"
    UNNAMED = "unnamed"
    NONE = "none"


#: What each mark says, for a legend.
MEANINGS = {
    Mark.MAIN: "what it answers first",
    Mark.TOLD: "answers it, and its own words are about it",
    Mark.UNTOLD: "answers it by `solves` alone: no word of it tells so",
    Mark.UNNAMED: "its words are about it, but `solves` does not name it",
}


def pain_matrix(profile: Profile) -> tuple[tuple[PainAnswer, tuple[Mark, ...]], ...]:
    """Each pain category, the most common first, with a mark for each story in the profile's order."""
    return tuple((pain, tuple(_mark(story, pain.id) for story in profile.stories)) for pain in pain_answers(profile))


def _mark(story: Story, pain: str) -> Mark:
    told = pain in told_pains(story)
    if pain not in story.solves:
        return Mark.UNNAMED if told else Mark.NONE
    if pain == story.solves[0]:
        return Mark.MAIN
    return Mark.TOLD if told else Mark.UNTOLD
