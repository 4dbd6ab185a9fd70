"""Which stories of a profile answer which pains, and which of the common pains none answers."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jdparse
from tailor.profile.script import load_script
from tailor.profile.story import Profile, Story

#: Changes only with an entry in the changelog.
SCHEMA = 1
#: A pain that one posting in ten has will come up within a dozen applications; rarer ones are not worth a story of their own.
COMMON_SHARE = 0.10
#: The optional fields that a letter tells, those that it misses most first.
_TOLD = ("owned", "playbook", "worth", "wall", "design", "constraint", "uses", "field", "lesson")
_NAME_COLUMN, _SHARE_COLUMN = 20, 9


@dataclass(frozen=True, slots=True)
class PainAnswer:
    """A pain category and the stories that answer it.

    Attributes:
        id: The category.
        name: As a letter calls it.
        share: The part of real postings that have it, 0 to 1.
        stories: Names of the stories that solve it.
        near: Names of the stories that solve a neighbour of it instead.
        hint: What kind of story would answer it.
    """

    id: str
    name: str
    share: float
    stories: tuple[str, ...]
    near: tuple[str, ...]
    hint: str

    @property
    def missed(self) -> bool:
        """Whether it is common and no story answers it."""
        # Why rounded: what is shown as 10% is to count as 10%.
        return not self.stories and round(self.share, 2) >= COMMON_SHARE


def pain_answers(profile: Profile) -> tuple[PainAnswer, ...]:
    """All pain categories, the most common first."""
    hints = {hint.id: hint.story for hint in load_script().pain}
    pains = jdparse.load_lexicon().pains.values()
    return tuple(
        PainAnswer(
            pain.id,
            pain.name,
            pain.share,
            tuple(story.name for story in profile.stories if pain.id in story.solves),
            tuple(
                story.name
                for story in profile.stories
                if pain.id not in story.solves and set(pain.neighbours) & set(story.solves)
            ),
            hints[pain.id],
        )
        for pain in sorted(pains, key=lambda pain: (-pain.share, pain.id))
    )


def story_gaps(story: Story) -> tuple[str, ...]:
    """The optional fields that a letter would tell and a story does not have; `uses` only where it names tools."""
    return tuple(name for name in _TOLD if not getattr(story, name) and (name != "uses" or story.tools))


def profile_text(profile: Profile, width: int) -> str:
    """A profile for a person to read: story by story, pain by pain, and what is missing."""
    lines = [f"{profile.me.name} ({profile.source})"]
    for story in profile.stories:
        where = f" at {story.employer}" if story.employer else ""
        lines += ["", *textwrap.wrap(f"{story.name}: {story.system}{where}", width, subsequent_indent="  ")]
        for label, ids in (("answers", story.solves), ("moved", story.metrics), ("ran on", story.tools)):
            lines += _row(f"  {label:<7}", ", ".join(ids) or "nothing yet", width)
        gaps = story_gaps(story)
        if gaps:
            lines += _row(f"  {'lacks':<7}", ", ".join(gaps), width)
    answers = pain_answers(profile)
    lines += ["", f"{'pain':<{_NAME_COLUMN}}{'postings':<{_SHARE_COLUMN}} answered by"]
    for pain in answers:
        said = ", ".join(pain.stories) or (f"- (near: {', '.join(pain.near)})" if pain.near else "-")
        lines += _row(f"{pain.id:<{_NAME_COLUMN}}{pain.share:>{_SHARE_COLUMN - 1}.0%} ", said, width)
    missed = [pain for pain in answers if pain.missed]
    if not missed:
        lines += ["", f"Every pain that at least {COMMON_SHARE:.0%} of postings have is answered."]
    else:
        lines += [
            "",
            f"No story for these, which at least {COMMON_SHARE:.0%} of postings have; what would answer them:",
        ]
        for pain in missed:
            lines += _row(f"  {pain.id}:", pain.hint, width, hang=4)
    return "\n".join(lines) + "\n"


def profile_json(profile: Profile) -> str:
    """A profile as the contract's JSON object."""
    answers = pain_answers(profile)
    row: dict[str, Any] = {
        "schema": SCHEMA,
        "profile": profile.source,
        "sample": profile.sample,
        "name": profile.me.name,
        "common_share": COMMON_SHARE,
        "stories": [
            {
                "name": story.name,
                "system": story.system,
                "employer": story.employer,
                "solves": story.solves,
                "metrics": story.metrics,
                "tools": story.tools,
                "lacks": story_gaps(story),
            }
            for story in profile.stories
        ],
        "pains": [
            {
                "id": pain.id,
                "name": pain.name,
                "share": pain.share,
                "stories": pain.stories,
                "near": pain.near,
                "advice": None if pain.stories else pain.hint,
            }
            for pain in answers
        ],
        "missing": [pain.id for pain in answers if pain.missed],
    }
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def _row(label: str, text: str, width: int, hang: int | None = None) -> Sequence[str]:
    """A label and its text, wrapped under the text's start."""
    indent = " " * (len(label) + 1 if hang is None else hang)
    return textwrap.wrap(text, width, initial_indent=f"{label} ", subsequent_indent=indent, break_on_hyphens=False)
