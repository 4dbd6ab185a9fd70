"""The rows of the lexicon files, validated: categories, cues, headings, tools, word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from jdparse.types import SectionKind


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Tested(_Row):
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


class Category(_Tested):
    """A pain or metric category and the phrases that speak of it."""

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    name: str
    strong: tuple[str, ...] = Field(min_length=1)
    weak: tuple[str, ...] = ()


class PainCategory(Category):
    """A pain category with what goes together with it.

    `metrics` are the metric categories that it is usually judged by; a story that solved one of the `neighbours`
    speaks to it too. A `specific` one is named beside the category that the words speak for most, because a broader one
    mostly wins against it. `share` is the part of real postings that have this pain, 0 to 1.
    """

    share: float = Field(ge=0, le=1)
    metrics: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    specific: bool = False


class WordList(_Tested):
    """A list of words; its examples are words that are in it and words that are not."""

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    what: str
    words: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _examples_hold(self) -> WordList:
        wrong = [word for word in self.hits if word not in self.words] + [
            word for word in self.misses if word in self.words
        ]
        if wrong:
            raise ValueError(f"the example {wrong[0]!r} does not hold")
        return self


class Worn(_Tested):
    """A phrase that letters have worn out, and the plain word in its place where there is one."""

    phrase: str = Field(min_length=4)
    instead: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the phrase as whole words, in any case."""
        return re.compile(rf"(?<![\w-]){re.escape(self.phrase)}(?![\w-])", re.IGNORECASE)

    @model_validator(mode="after")
    def _examples_hold(self) -> Worn:
        wrong = [text for text in self.hits if not self.pattern.search(text)]
        wrong += [text for text in self.misses if self.pattern.search(text)]
        if wrong:
            raise ValueError(f"the example {wrong[0]!r} does not hold")
        return self


class Noun(_Row):
    """How a letter names a metric that a posting words as no noun."""

    said: str = Field(min_length=2)
    noun: str = Field(min_length=2)


class Cue(_Tested):
    """Words that say what kind of sentence this is."""

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    reason: str
    phrases: tuple[str, ...] = Field(min_length=1)


class Headings(_Tested):
    """The headings of one kind of section, and phrases that decide it in running text."""

    kind: SectionKind
    headings: tuple[Annotated[str, Field(pattern=r"^[^*]")], ...] = Field(min_length=1)
    inline: tuple[str, ...] = ()


class ToolKind(_Row):
    """A kind of tool and its tier: 1 ML system, 2 framework or model, 3 infrastructure, 4 language.

    `thing` is what a letter calls the company's own: ``{tool} pipelines``.
    """

    id: str
    tier: int = Field(ge=1, le=4)
    name: str
    thing: str = Field(pattern=r"\{tool\}")


class ToolRow(_Tested):
    """A named tool or system; see docs/lexicons.md for the matching rules."""

    name: str
    aliases: tuple[str, ...] = ()
    case: bool = False
    ambiguous: bool = False
    context: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool row together with its kind."""

    row: ToolRow
    kind: ToolKind

    @property
    def name(self) -> str:
        """The canonical name."""
        return self.row.name


class SignalRow(_Row):
    """A signal with its reason in words."""

    id: str
    reason: str
