"""Faults of a résumé file, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from tailor.errors import ResumeError

#: A longer address that holds its own data is an image.
MAX_WORD = 300
#: What says how a résumé looks, not what it says.
_NO_CONTENT = frozenset({"image", "photo", "picture", "meta", "$schema"})


if TYPE_CHECKING:
    from tailor.profile.resume.entries import Entry

M = TypeVar("M", bound="Entry")


def one_line(text: str) -> str:
    """A text without line breaks and without what neither UTF-8 nor a comment of TOML can hold."""
    return " ".join(re.sub("[\x00-\x1f\x7f\ud800-\udfff]", " ", text).split())


def validated(model: type[M], tree: object, source: str, place: str) -> M:
    """A part of the tree as a value.

    Raises:
        ResumeError: The first problem, with its place.
    """
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        problems = {_place(place, problem["loc"]): str(problem["type"]) for problem in reversed(error.errors())}
        where, first = next(reversed(problems.items()))
        kind = {"string_type": "text", "tuple_type": "a list"}.get(first, "a group of fields")
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ResumeError(f"{source}: {where}: must be {kind}{more}") from error


def _place(start: str, path: Sequence[int | str]) -> str:
    """Where a value stands, as `work[2].highlights`; the names that a choice of types adds are left out."""
    steps = (
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in path if step not in {"str", "dict[str,any]"}
    )
    return one_line(start + "".join(steps)).removeprefix(".")


def said(label: str, value: object) -> Iterator[str]:
    """What a value says as lines: a group's fields on one, the items of a list of groups on one each."""
    if label in _NO_CONTENT:
        return
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from said(label, one)
        return
    text = _inline(value)
    if text:
        yield f"{label.replace('_', ' ')}: {text}"


def _inline(value: object) -> str:
    if isinstance(value, dict):
        parts = (
            f"{key.replace('_', ' ')} {text}"
            for key, one in value.items()
            if key not in _NO_CONTENT and (text := _inline(one))
        )
        return "; ".join(parts)
    if isinstance(value, list | tuple):
        return ", ".join(text for one in value if (text := _inline(one)))
    return " ".join(word for word in str(value).split() if len(word) <= MAX_WORD or not word.startswith("data:"))
