"""The questions of the interview, validated."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import jdparse
from tailor.data import TEMPLATES
from tailor.errors import ProfileError, TemplateFault
from tailor.estimate import ESTIMATES
from tailor.estimate.working import Estimate
from tailor.profile.load import parse_field
from tailor.profile.story import Me, Outcome, Story
from tailor.profile.toml import Value
from tailor.profile.unfinished import field_fault
from tailor.terminal.orders import yes_or_no

YES_OR_NO = "answer yes or no"
#: Why: the interview asks for a system that the applicant ran; that others answered for it is what an import may find.
_NOT_ASKED = frozenset({"shared"})


class Row(BaseModel):
    """A row of the script."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(Row):
    """What is asked about one field: in which grammar, with an example of it, and what `?` says beyond that.

    `terminal` stands behind the grammar where orders can be typed.
    """

    table: Literal["me", "story"]
    field: str
    ask: str = Field(min_length=5)
    form: str = Field(min_length=5)
    terminal: str = ""
    example: str = Field(min_length=1)
    more: str = Field(min_length=30)

    @property
    def model(self) -> type[Me] | type[Story]:
        """The table that the field belongs to."""
        return Me if self.table == "me" else Story

    @property
    def needed(self) -> bool:
        """Whether a profile must have it."""
        return self.model.model_fields[self.field].is_required()

    def parse(self, typed: str, leave: str = "type skip") -> Value:
        """The value that somebody typed.

        Args:
            typed: The answer; the items of a list may stand on a line each.
            leave: How the question is left out.

        Raises:
            ProfileError: It does not fit the field.
        """
        value = plain_answer(parse_field(self.model, self.field, self._raw(typed)))
        fault = field_fault(self.table, self.field, value, leave=leave)
        if fault:
            raise ProfileError((fault,))
        return value

    def _raw(self, typed: str) -> object:
        """What was typed, in the shape that the field has in a profile."""
        default = self.model.model_fields[self.field].default
        if self.field == "uses":
            return _typed_uses(typed)
        if self.field == "results":
            return _typed_results(typed)
        if self.field == "years":
            return _typed_years(typed)
        if isinstance(default, bool):
            answer = yes_or_no(typed)
            if answer is None:
                raise ProfileError((YES_OR_NO,))
            return answer
        if isinstance(default, tuple):
            return tuple(one for part in _items(typed, ",") if (one := " ".join(part.split())))
        return typed

    @model_validator(mode="after")
    def _example_fits(self) -> Question:
        if self.field not in self.model.model_fields:
            raise ValueError(f"there is no field {self.field!r} in {self.table}")
        try:
            self.parse(self.example)
        except ProfileError as error:
            raise ValueError(f"the example for {self.field} does not fit: {error}") from error
        return self


class EstimateInput(Row):
    """One number that goes into an estimate; asked for only where the input named by `unless` was left out.

    Where it may be left out itself, `blank` says what is taken then.
    """

    name: str
    ask: str = Field(min_length=5)
    example: str = Field(min_length=1)
    blank: str = ""
    unless: str = ""

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return bool(self.blank)


class EstimateOffer(Row):
    """An estimate of `tailor.estimate` with its inputs."""

    name: str
    about: str
    input: tuple[EstimateInput, ...] = Field(min_length=1)

    def work_out(self, given: Mapping[str, str]) -> Estimate:
        """The estimate for these inputs, by name.

        Raises:
            CallError: A value is none, or none that can be; an input's own complaint begins with ``--NAME``.
        """
        return ESTIMATES[self.name](**{name.replace("-", "_"): value for name, value in given.items()})

    @model_validator(mode="after")
    def _inputs_fit(self) -> EstimateOffer:
        function = ESTIMATES.get(self.name)
        names = [entry.name.replace("-", "_") for entry in self.input]
        known = list(inspect.signature(function).parameters) if function else []
        wrong = [name for name in names if name not in known]
        if wrong or not known:
            raise ValueError(f"there is no estimate {self.name!r} with {', '.join(wrong)}")
        return self


class StoryHint(Row):
    """What kind of story answers a pain."""

    id: str
    story: str = Field(min_length=20)


class Words(Row):
    """What is said between the questions."""

    start: str
    add: str
    resume: str
    anew: str
    extend: str
    unchanged: str
    another: str
    first: str
    needed: str
    unreadable: str
    taken: str
    estimates: str
    words: str
    pick: str


class Script(Row):
    """All of ``interview.toml``."""

    words: Words
    question: tuple[Question, ...]
    estimate: tuple[EstimateOffer, ...]
    pain: tuple[StoryHint, ...]

    def questions(self, table: str) -> tuple[Question, ...]:
        """The questions about one table, in order."""
        return tuple(question for question in self.question if question.table == table)

    @model_validator(mode="after")
    def _complete(self) -> Script:
        for table, model in (("me", Me), ("story", Story)):
            asked = [question.field for question in self.questions(table)]
            fields = [name for name in model.model_fields if name not in _NOT_ASKED]
            if sorted(asked) != sorted(fields):
                wrong = set(asked) ^ set(fields) or {name for name in asked if asked.count(name) > 1}
                raise ValueError(f"each field of {table} is asked once; look at {', '.join(sorted(wrong))}")
        if sorted(hint.id for hint in self.pain) != sorted(jdparse.load_lexicon().pains):
            raise ValueError("each pain category has one [[pain]]")
        return self


@lru_cache(maxsize=2)
def load_script(folder: Path = TEMPLATES) -> Script:
    """The words of the interview.

    Raises:
        TemplateFault: The file cannot be read, a row is wrong, or a question is missing.
    """
    path = folder / "interview.toml"
    try:
        return Script.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TemplateFault(f"{path}: cannot be read ({error})") from error
    except ValidationError as error:
        problem = error.errors()[0]
        raise TemplateFault(f"{path}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}") from error


def _items(typed: str, otherwise: str) -> list[str]:
    """What was typed as a list, item by item: on lines, with semicolons, or with what is used otherwise between them.

    Why: an item may hold a comma, and then needs another mark behind it.
    """
    return next((typed.split(mark) for mark in ("\n", ";") if mark in typed), re.split(otherwise, typed))


def _typed_uses(typed: str) -> dict[str, str]:
    """``Flink = the joins; Triton = the scoring`` as what each tool was used for."""
    parts = [part.partition("=") for part in _items(typed, r",(?=[^,;=]*=)") if part.strip()]
    if not all(tool.strip() and use.strip() for tool, _, use in parts):
        raise ProfileError(("write each tool as: TOOL = what it was used for; with semicolons between the tools",))
    return {tool.strip(): use.strip() for tool, _, use in parts}


def _typed_results(typed: str) -> tuple[dict[str, str], ...]:
    """``RESULT = WORTH; RESULT`` as further results."""
    parts = [part.partition("=") for part in _items(typed, ";") if part.strip()]
    if not all(result.strip() for result, _, _ in parts):
        raise ProfileError(("write each result as: RESULT, or as: RESULT = what it was worth",))
    return tuple(
        {"result": result.strip(), **({"worth": worth.strip()} if worth else {})} for result, _, worth in parts
    )


def _typed_years(typed: str) -> int:
    found = re.fullmatch(r"(\d{1,3})\+?(?: years?)?", typed.strip())
    if found is None:
        raise ProfileError(("give the number of years, such as 7",))
    return int(found[1])


def plain_answer(value: Any) -> Value:
    """A field's value as a file would hold it: tables in place of results, and of pairs of a tool and its use."""
    if isinstance(value, tuple) and value and isinstance(value[0], Outcome):
        return tuple(outcome.model_dump(exclude_defaults=True) for outcome in value)
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return dict(value)
    plain: Value = value
    return plain


def typed_lines(value: Value) -> str:
    """A value as somebody would type it where there is room: what one line would hold with semicolons has a line each."""
    if isinstance(value, Mapping):
        return "\n".join(f"{tool} = {use}" for tool, use in value.items())
    if isinstance(value, tuple) and any(isinstance(one, Mapping) or "," in one for one in value):
        return "\n".join(one if isinstance(one, str) else " = ".join(one.values()) for one in value)
    return typed_form(value)


def typed_form(value: Value) -> str:
    """A value as somebody would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{tool} = {use}" for tool, use in value.items())
    items = [one if isinstance(one, str) else " = ".join(one.values()) for one in value]
    tables = any(isinstance(one, Mapping) for one in value)
    return ("; " if tables or any("," in one for one in items) else ", ").join(items)
