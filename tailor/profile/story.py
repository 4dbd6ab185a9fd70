"""The applicant and the stories, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

import jdparse
from jdparse import Kind
from jdparse.english.patterns import pattern
from jdparse.english.plain import FOREIGN
from tailor.nearest import did_you_mean


def one_line(value: object) -> object:
    """A text on one line, without marks of the terminal."""
    return " ".join(FOREIGN.sub("", value).split()) if isinstance(value, str) else value


#: Whose deed it is; "I/O" and "i.e." are no such word.
SUBJECT = re.compile(r"(?:I|i|we|my|our)(?=\s|['’]\w|$)")
NO_SUBJECT = "begin with the verb in the past tense, without I or we: 'moved ...', 'cut ...'"


def _without_subject(value: str) -> str:
    if SUBJECT.match(value):
        raise ValueError(NO_SUBJECT)
    return value


M = TypeVar("M", bound=BaseModel)
Text = Annotated[str, BeforeValidator(one_line), Field(min_length=1, max_length=600)]
#: How a record says that the applicant helped with a thing.
HELPING = r"{helping-verbs}"


class Me(BaseModel):
    """Who writes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    email: str = ""
    phone: str = ""
    city: str = ""
    links: tuple[str, ...] = ()
    title: str = ""
    years: Annotated[int, Field(ge=0, le=70)] | None = None
    team: str = ""

    @field_validator("title", "team", mode="before")
    @classmethod
    def _fold_space(cls, value: object) -> object:
        return one_line(value)


class Outcome(BaseModel):
    """A further result of a story, with what it was worth."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    result: Text
    worth: str = ""

    @field_validator("worth", mode="before")
    @classmethod
    def _fold_space(cls, value: object) -> object:
        return one_line(value)

    @field_validator("result")
    @classmethod
    def _no_subject(cls, value: str) -> str:
        return _without_subject(value)


class Story(BaseModel):
    """One system that the applicant ran, and what came of it.

    Attributes:
        name: How the applicant refers to it.
        system: A noun phrase: "I run ...".
        did: Past tense, no subject.
        employer: Where.
        past: Whether the applicant has handed the system over ("I ran").
        shared: Whether others answered for the system, so that a letter says "I worked on ...".
        design: A noun phrase: the architecture.
        constraint: A noun phrase: the production numbers.
        wall: A clause: what was wrong before.
        result: Past tense, no subject: what it moved in production.
        worth: A noun phrase: what that was worth to the business.
        owned: What the applicant answered for.
        playbook: What kept it running.
        solves: Ids of pain categories.
        metrics: Ids of metric categories.
        tools: Tools and systems it ran on.
        uses: Pairs of one of these tools and what it was used for, a noun phrase; in the file ``{Flink = "the streaming joins"}``.
        field: What kind of product it is, in a few words: "fraud", "product search".
        results: Further results, each with its own worth.
        lesson: What the applicant learnt, a sentence in their own words.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    system: Text
    did: Text
    employer: str = ""
    past: bool = False
    shared: bool = False
    design: str = ""
    constraint: str = ""
    wall: str = ""
    result: str = ""
    worth: str = ""
    owned: tuple[Text, ...] = ()
    playbook: tuple[Text, ...] = ()
    solves: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    tools: tuple[Text, ...] = ()
    uses: tuple[tuple[Text, Text], ...] = ()
    field: str = ""
    results: tuple[Outcome, ...] = ()
    lesson: str = ""

    @field_validator("employer", "design", "constraint", "wall", "result", "worth", "field", "lesson", mode="before")
    @classmethod
    def _fold_space(cls, value: object) -> object:
        return one_line(value)

    @field_validator("employer")
    @classmethod
    def _name_alone(cls, value: str) -> str:
        # Why: "at Larkfield" answers the question where, and a letter says "at" itself.
        return re.sub(r"^[Aa]t (?=[A-Z])", "", value)

    @field_validator("uses", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        return tuple(value.items()) if isinstance(value, dict) else value

    @field_validator("did", "result")
    @classmethod
    def _no_subject(cls, value: str) -> str:
        return _without_subject(value)

    @field_validator("solves", "metrics")
    @classmethod
    def _known_ids(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kind = Kind.PAIN if info.field_name == "solves" else Kind.METRIC
        known = list(jdparse.load_lexicon().categories(kind))
        for name in value:
            if name not in known:
                hint = did_you_mean(name, known) or f"use any of {', '.join(known)}"
                raise ValueError(f"{name!r} is no {kind.value} category; {hint}")
        return value

    @property
    def helped(self) -> bool:
        """Whether the record says that somebody else answered for the work."""
        return self.shared or bool(pattern(rf"(?i)(?:{HELPING})\b").match(self.did))

    @property
    def own(self) -> str:
        """What the applicant can say of the system: ``own``, ``owned``, or ``worked on`` where the record says they helped."""
        if self.helped:
            return "worked on" if self.past else "work on"
        return "owned" if self.past else "own"

    @property
    def facts(self) -> str:
        """All of the story's words, for comparing."""
        return " ".join(
            (
                self.system,
                self.design,
                self.constraint,
                self.wall,
                self.did,
                self.result,
                self.worth,
                *(words for outcome in self.results for words in (outcome.result, outcome.worth)),
                self.lesson,
                *(words for _, words in self.uses),
                *self.playbook,
                *self.tools,
            )
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """An applicant's facts.

    Attributes:
        me: Who writes.
        stories: At least one, in the file's order.
        source: The file.
        sample: Whether this is the bundled profile of an invented person.
    """

    me: Me
    stories: tuple[Story, ...]
    source: str
    sample: bool = False
