"""The rows of ``templates/sentences.toml`` and of what goes into them: validated on load, filled with words that have sources."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from tailor.data import TEMPLATES
from tailor.errors import TemplateFault
from tailor.files.rows import Categorised, read_rows, read_tables, with_all_categories

Role = Literal[
    "system",
    "worth",
    "design",
    "own",
    "need",
    "also",
    "wall",
    "did",
    "result",
    "playbook",
    "lesson",
    "lead",
    "beside",
    "offer",
    "ask",
    "referrer",
]

#: The slots that a row may use; each is empty where the record or the posting has nothing for it.
SLOTS = frozenset(
    {
        "employer", "system", "thing", "constraint", "design", "design_stands", "wall", "did", "short", "owned", "playbook", "lesson", "amount",
        "clause", "e1", "both", "main", "plain", "tool",
        "cost", "company", "need", "task", "want", "use", "about", "minutes", "referrer", "why", "judgement", "count", "stack", "built", "language", "lead_it",
    }
)  # fmt: skip
#: Who or what a verb agrees with: the applicant, the system, a slot.
_AGREES = frozenset({"i", "it", "be"})
R = TypeVar("R", "Row", "Question", "Need", "Ask", "Judgement")


def fields(text: str) -> list[tuple[str, str]]:
    """The slots of a row with the verb that stands in each: ``{i:run}`` is ("i", "run"), ``{system}`` is ("system", "")."""
    return [(name, form or "") for _, name, form, _ in string.Formatter().parse(text) if name is not None]


class Row(BaseModel):
    """A sentence with slots.

    Attributes:
        id: Its name, unique in the file.
        role: What the sentence does.
        text: The sentence.
        when: Flags that must hold.
        unless: Flags that must not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    role: Role
    text: str = Field(min_length=5)
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots that need words, verbs aside."""
        return tuple(name for name, form in fields(self.text) if not form)


class Question(Categorised):
    """What the closing question asks about one kind of problem, or ``any``.

    Attributes:
        text: The words.
    """

    text: str = Field(min_length=10)


class Need(Categorised):
    """What a job is about, where a duty says so.

    Attributes:
        says: Phrases of which a duty says one.
        proved: Phrases of which the story says one; where there is none, the story has to be about the category.
        text: A phrase that begins with a verb in -ing.
    """

    says: tuple[str, ...] = Field(min_length=1)
    proved: tuple[str, ...] = ()
    text: str = Field(pattern=r"^[a-z]+ing ")


class Ask(BaseModel):
    """The question that closes a letter.

    Attributes:
        text: The question.
        behind_offer: Whether it stands only behind an offer, which has said what the call is about.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=10)
    behind_offer: bool = False


class Judgement(BaseModel):
    """A sentence of judgement about the problems of one pain category."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str = Field(min_length=20)


def _slotted(path: Path, key: str, model: type[R]) -> tuple[R, ...]:
    """The rows of one kind, whose words use slots that there are."""
    rows = read_rows(path, key, model)
    for number, row in enumerate(rows, 1):
        try:
            used = fields(row.text)
        except ValueError as error:
            raise TemplateFault(f"{path}: {key} {number}: {error}") from error
        for name, form in used:
            if (form and name not in _AGREES) or (not form and name not in SLOTS):
                raise TemplateFault(f"{path}: {key} {number}: no slot {name!r}")
    return rows


@lru_cache(maxsize=4)
def load_rows(folder: Path = TEMPLATES) -> Mapping[str, tuple[Row, ...]]:
    """The rows by role, in the file's order.

    Raises:
        TemplateFault: A row is wrong, stands twice, or uses a slot that does not exist.
    """
    path = folder / "sentences.toml"
    found: dict[str, tuple[Row, ...]] = {}
    seen: set[str] = set()
    for row in _slotted(path, "sentence", Row):
        if row.id in seen:
            raise TemplateFault(f"{path}: the sentence {row.id!r} stands twice")
        seen.add(row.id)
        found[row.role] = (*found.get(row.role, ()), row)
    return found


@lru_cache(maxsize=4)
def load_questions(folder: Path = TEMPLATES) -> Mapping[str, tuple[Question, ...]]:
    """The questions by pain category.

    Raises:
        TemplateFault: A row is wrong, stands twice, or a category has none.
    """
    path = folder / "questions.toml"
    found: dict[str, tuple[Question, ...]] = {}
    for row in with_all_categories(path, "question", _slotted(path, "question", Question), "any"):
        found[row.category] = (*found.get(row.category, ()), row)
    return found


@lru_cache(maxsize=4)
def load_needs(folder: Path = TEMPLATES) -> tuple[Need, ...]:
    """What a job may be about, in the file's order.

    Raises:
        TemplateFault: A row is wrong, stands twice, or a pain category has none.
    """
    path = folder / "needs.toml"
    return with_all_categories(path, "need", _slotted(path, "need", Need))


@lru_cache(maxsize=4)
def load_kinds_of_thing(folder: Path = TEMPLATES) -> Mapping[str, str]:
    """Which kind of thing a noun names: "pipelines" is a ``flow``."""
    kinds = read_tables(folder / "questions.toml").get("kinds", {})
    return {str(noun): str(kind) for kind, nouns in kinds.items() for noun in nouns}


@lru_cache(maxsize=4)
def load_asks(folder: Path = TEMPLATES) -> tuple[Ask, ...]:
    """The questions that close a letter.

    Raises:
        TemplateFault: A row is wrong.
    """
    return _slotted(folder / "questions.toml", "ask", Ask)


@lru_cache(maxsize=4)
def load_judgements(folder: Path = TEMPLATES) -> Mapping[str, str]:
    """The sentence of judgement by pain category.

    Raises:
        TemplateFault: A row is wrong.
    """
    return {row.id: row.text for row in _slotted(folder / "judgement.toml", "judgement", Judgement)}
