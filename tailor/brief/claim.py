"""A sentence of an answer with all that it is held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tailor.brief.answer import Said
from tailor.brief.brief import Brief
from tailor.brief.facts import Fact, story_fields
from tailor.check.facts.claim import Told
from tailor.check.facts.record import Record, find_records, telling
from tailor.check.finding import Known
from tailor.profile.story import Outcome, Story


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with all that it is held against.

    Attributes:
        said: The sentence.
        facts: The facts that it cites and that there are.
        told: The sentence as `tailor check` reads it, about the stories that it cites.
        cited: What the cited facts alone say, a record for each of their stories.
        stories: All that the cited stories say.
        before: The facts that the sentence before it cites.
        brief: The brief.
        known: For the posting and the employer.
    """

    said: Said
    facts: tuple[Fact, ...]
    told: Told
    cited: tuple[Record, ...]
    stories: tuple[Record, ...]
    before: tuple[Fact, ...]
    brief: Brief
    known: Known

    @property
    def text(self) -> str:
        """The sentence."""
        return self.said.text

    @property
    def own(self) -> tuple[Fact, ...]:
        """The cited facts of the applicant."""
        return tuple(fact for fact in self.facts if not fact.of_posting)

    @property
    def names(self) -> frozenset[str]:
        """The names of the cited stories."""
        return frozenset(record.story.name for record in self.stories)

    @property
    def told_of_stories(self) -> tuple[Fact, ...]:
        """All facts of the cited stories, cited or not."""
        names = self.names
        return tuple(fact for fact in self.brief.facts.values() if fact.about in names)

    def elsewhere(self, has: Callable[[Fact], bool]) -> str:
        """What to say where a fact that is not cited has what the cited ones lack: "f7 says so, not f3"; empty where none has.

        Args:
            has: Whether a fact of a story has it; those of the cited stories are asked first, and one that shares no telling word with
                the sentence is of something else.
        """
        names = self.names
        others = [
            fact for fact in self.brief.facts.values() if fact.ref.startswith("story.") and fact not in self.facts
        ]
        words = telling(self.text)
        like = [fact for fact in others if words & telling(fact.text)]
        other = next((fact for fact in sorted(like, key=lambda fact: fact.about not in names) if has(fact)), None)
        if other is None:
            return ""
        cited = [fact.id for fact in self.own]
        return f"{other.id} says so, not {' or '.join(cited[:3]) or 'a fact that it names'}"


def cited_records(facts: Sequence[Fact], stories: Sequence[Story]) -> tuple[Record, ...]:
    """What some facts alone say, a record for each of their stories."""
    found = []
    for story in stories:
        fields = frozenset(fact.field for fact in facts if fact.about == story.name and fact.ref.startswith("story."))
        if fields:
            found.append(_only(story, fields))
    return find_records(tuple(found))


def _only(story: Story, fields: frozenset[str]) -> Story:
    """A story with some of its fields alone; its employer stays."""
    values: dict[str, Any] = {"name": story.name, "employer": story.employer, "past": story.past}
    values |= {"shared": story.shared, "system": "", "did": ""}
    values |= {name: getattr(story, name) for name, _ in story_fields(story) if name in fields and "." not in name}
    more = []
    for number, one in enumerate(story.results, 2):
        result, worth = (f"results.{number}.{name}" in fields for name in ("result", "worth"))
        if result or worth:
            more.append(Outcome.model_construct(result=one.result if result else "", worth=one.worth if worth else ""))
    return Story.model_construct(None, **values, results=tuple(more))
