"""The applicant's record as numbered facts, and the posting's highlights likewise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jdparse import Highlight, Kind
from tailor.letter.letter import Options
from tailor.letter.trace import Source
from tailor.profile.story import Profile, Story

#: The fields of a story in the order of their numbers; each item of a list is a fact of its own where that reads well.
_FIELDS = ("system", "constraint", "design", "wall", "did", "result", "worth")
#: What is said of the applicant, and not of a story.
_OF_ME = ("title", "years", "team")


@dataclass(frozen=True, slots=True)
class Fact:
    """A stretch of what the user gave.

    Attributes:
        id: ``f3``, or ``p1`` for one of the posting's highlights.
        about: The story's name; empty for the applicant's person; the kind for a highlight.
        field: The field that it stands in: ``result``, ``tools``; ``results.2.worth`` for a further result's.
        text: The words.
        source: Where they come from.
        ref: The record and field, as in a letter's trace.
    """

    id: str
    about: str
    field: str
    text: str
    source: Source
    ref: str

    @property
    def kind(self) -> str:
        """The field by its own name: ``worth`` of ``results.2.worth``."""
        return self.field.rsplit(".", 1)[-1]

    @property
    def of_posting(self) -> bool:
        """Whether these are the posting's words."""
        return self.id.startswith("p")


def profile_facts(profile: Profile, options: Options) -> tuple[Fact, ...]:
    """The applicant's facts, numbered in the profile's order, whatever the posting.

    Args:
        profile: Whose facts.
        options: For what the call says of the applicant: who referred them, why this company.
    """
    found: list[tuple[str, str, str, Source, str]] = []
    for story in profile.stories:
        found += [
            (story.name, field, text, "profile", f"story.{story.name}.{field.split('.')[0]}")
            for field, text in story_fields(story)
        ]
    for field in _OF_ME:
        if value := getattr(profile.me, field):
            found.append(("", field, str(value), "profile", f"me.{field}"))
    for field in ("referrer", "why"):
        if value := getattr(options, field):
            found.append(("", field, value, "option", f"--{field}"))
    return tuple(Fact(f"f{number}", *rest) for number, rest in enumerate(found, 1))


def story_fields(story: Story) -> Iterator[tuple[str, str]]:
    """The fields of a story that say something, each with its words."""
    for field in _FIELDS:
        if text := getattr(story, field):
            yield field, text
    for number, more in enumerate(story.results, 2):
        yield f"results.{number}.result", more.result
        if more.worth:
            yield f"results.{number}.worth", more.worth
    for field in ("owned", "playbook", "tools"):
        if items := getattr(story, field):
            yield field, "; ".join(items)
    for tool, use in story.uses:
        yield "uses", f"{tool}: {use}"
    for field in ("lesson", "field"):
        if text := getattr(story, field):
            yield field, text


def posting_facts(highlights: Mapping[Kind, Highlight | None]) -> tuple[Fact, ...]:
    """The highlights as reviewed: ``p1`` the pain, ``p2`` the metric, ``p3`` the tool; one that is left out has no number."""
    found = []
    for number, kind in enumerate(Kind, 1):
        highlight = highlights.get(kind)
        if highlight is not None:
            one = highlight.evidence
            typed = one.typed
            ref = f"--{kind.value}" if typed else f"posting[{one.span.start}:{one.span.end}]"
            found.append(Fact(f"p{number}", kind.value, kind.value, one.quote, "option" if typed else "posting", ref))
    return tuple(found)


def story_of(fact: Fact, stories: Sequence[Story]) -> Story | None:
    """The story that a fact is of."""
    return next((story for story in stories if story.name == fact.about and fact.ref.startswith("story.")), None)
