"""Whether a story is about a kind of problem: what it claims, and what its own words say."""

from __future__ import annotations

from functools import lru_cache

import jdparse
from tailor.profile.story import Story


@lru_cache(maxsize=1024)
def pains_of(text: str) -> frozenset[str]:
    """The kinds of pain that some words are about."""
    return frozenset(jdparse.pains_named(text))


def proves(story: Story, category: str) -> bool:
    """Whether a story is about a kind of pain first of all, or says so in its own words: a line about it may stand right before its trouble.

    Why: a story may also have solved what its trouble, deed and result do not speak of; a reader stops at such a line.
    """
    return category in story.solves and (category == story.solves[0] or category in told_pains(story))


def told_pains(story: Story) -> frozenset[str]:
    """The kinds of pain that a story's own words are about: its trouble, its deed, its result."""
    return pains_of(story.wall) | pains_of(f"{story.did} {story.result}")
