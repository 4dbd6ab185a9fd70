"""Files of rows in ``templates/``: read, validated, and told in one line where one is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import jdparse
from tailor.errors import TemplateFault

R = TypeVar("R", bound=BaseModel)
C = TypeVar("C", bound="Categorised")


class Categorised(BaseModel):
    """A row for one kind of problem.

    Attributes:
        id: Its name, unique in the file.
        category: The pain category.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    category: str


def read_tables(path: Path) -> dict[str, Any]:
    """All that a file of rows holds.

    Raises:
        TemplateFault: It cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateFault(f"{path}: cannot be read ({error})") from error


def read_rows(path: Path, key: str, model: type[R]) -> tuple[R, ...]:
    """The rows of one kind, in the file's order.

    Raises:
        TemplateFault: There is none, or one is wrong.
    """
    content = read_tables(path).get(key)
    if not isinstance(content, list) or not content:
        raise TemplateFault(f"{path}: holds no [[{key}]] rows")
    found: list[R] = []
    for number, raw in enumerate(content, 1):
        try:
            found.append(model.model_validate(raw))
        except ValidationError as error:
            raise TemplateFault(f"{path}: {key} {number}: {error.errors()[0]['msg']}") from error
    return tuple(found)


def with_all_categories(path: Path, key: str, rows: tuple[C, ...], *also: str) -> tuple[C, ...]:
    """The rows of a file, where none stands twice and each pain category has one, and what else there has to be one for.

    Raises:
        TemplateFault: One stands twice, or a category has none.
    """
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise TemplateFault(f"{path}: the {key} {row.id!r} stands twice")
        seen.add(row.id)
    held = {row.category for row in rows}
    missing = [name for name in (*jdparse.load_lexicon().pains, *also) if name not in held]
    if missing:
        raise TemplateFault(f"{path}: no {key} for the pain category {missing[0]!r}")
    return rows
