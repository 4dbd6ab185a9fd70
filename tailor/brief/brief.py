"""What a writer is told: the highlights as reviewed, the record as numbered facts, what may not be said, and the form of the answer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jdparse import Analysis, Highlight, Kind
from tailor.brief.facts import Fact, posting_facts, profile_facts
from tailor.data import TEMPLATES
from tailor.errors import TemplateFault
from tailor.letter.cast import Cast
from tailor.letter.letter import Options
from tailor.letter.names import letter_role
from tailor.letter.write import choose_cast
from tailor.limits import TOLERANCE
from tailor.profile.story import Profile, Story


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str = Field(min_length=10)


class Words(BaseModel):
    """What a brief says beside the facts, each list in its order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: str
    order: tuple[_Line, ...]
    rule: tuple[_Line, ...]
    voice: tuple[_Line, ...]
    form: tuple[_Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief.

    Attributes:
        cast: The story that leads, the others, and what is answered.
        profile: Whose facts.
        options: Length and names.
        facts: The applicant's facts and the posting's highlights, by their numbers.
        role: The role that the letter is for; empty where nobody says.
    """

    cast: Cast
    profile: Profile
    options: Options
    facts: Mapping[str, Fact]
    role: str

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories, the one to tell first."""
        return (self.cast.lead.story, *(match.story for match in self.cast.others))

    @property
    def least(self) -> int:
        """How many words the body has at the least; `most` at the most."""
        return round(self.options.length * (1 - TOLERANCE))

    @property
    def most(self) -> int:
        """How many words the body has at the most."""
        return round(self.options.length * (1 + TOLERANCE))

    @property
    def personal(self) -> str:
        """What it holds of the applicant's person and record, in a line."""
        employers = list(dict.fromkeys(story.employer for story in self.stories if story.employer))
        facts = sum(fact.source == "profile" for fact in self.facts.values())
        person = [fact.field for fact in self.facts.values() if not fact.about and fact.source == "profile"]
        said = [f"{facts} facts of {len(self.stories)} {'story' if len(self.stories) == 1 else 'stories'}"]
        said += [f"the employers {_list(employers)}"] if employers else []
        said += [f"the applicant's {_list(person)}"] if person else []
        typed = [fact.ref for fact in self.facts.values() if fact.source == "option"]
        said += [f"what was typed for {_list(typed)}"] if typed else []
        return f"Personal data in this brief: {'; '.join(said)}. No name, address, mail or phone of the applicant."


def write_brief(
    analysis: Analysis, profile: Profile, options: Options, highlights: Mapping[Kind, Highlight | None]
) -> Brief:
    """The brief for a letter.

    Args:
        analysis: The posting and its highlights.
        profile: The applicant's facts.
        options: Length, story and names.
        highlights: The highlights as reviewed.

    Raises:
        CallError: There is no such story.
    """
    cast = choose_cast(analysis, profile, options, highlights)
    facts = (*profile_facts(profile, options), *posting_facts(cast.highlights))
    role = letter_role(analysis.posting, given="title" in options.given)
    return Brief(cast, profile, options, {fact.id: fact for fact in facts}, role)


@lru_cache(maxsize=1)
def load_words() -> Words:
    """What a brief says beside the facts.

    Raises:
        TemplateFault: The file is missing or wrong.
    """
    path = TEMPLATES / "brief.toml"
    try:
        return Words.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise TemplateFault(f"{path}: cannot be read ({' '.join(str(error).split())})") from error


def _list(items: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))
