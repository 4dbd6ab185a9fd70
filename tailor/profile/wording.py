"""What is wrong with a field, in the words of the person who filled it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from tailor.nearest import did_you_mean
from tailor.profile.story import Outcome

#: What to write where a field of tables holds something else.
_SHAPES = {
    "uses": 'write each tool with what it was used for: {Flink = "the streaming joins"}',
    "results": "write each further result as a table of its own: [[story.results]]",
}
MISSING = "is missing"
#: What to write, by the type of pydantic's error.
#: Source: https://docs.pydantic.dev/latest/errors/validation_errors/
_SAID: Mapping[str, str] = {
    "missing": MISSING,
    "too_short": "holds no words: write some, or take the line out",
    "bool_parsing": "is true or false, without quotation marks",
    "bool_type": "is true or false, without quotation marks",
    "int_parsing": "is a whole number, such as 7, without quotation marks",
    "int_type": "is a whole number, such as 7, without quotation marks",
    "int_from_float": "is a whole number, such as 7",
    "greater_than_equal": "is a number of years, greater than or equal to 0",
    "less_than_equal": "is a number of years, less than or equal to 70",
    "model_type": "is a table with fields of its own",
    "model_attributes_type": "is a table with fields of its own",
}


def in_words(model: type[BaseModel], problem: ErrorDetails) -> str:
    """A problem that pydantic found, in an applicant's words."""
    loc, kind, given = problem["loc"], problem["type"], problem["input"]
    if kind == "extra_forbidden":
        near = did_you_mean(str(loc[-1]), (model if len(loc) == 1 else Outcome).model_fields)
        return f"no such field{f'; {near}' if near else ''}"
    if loc and loc[0] in _SHAPES and len(loc) < 3 and kind in {"tuple_type", "model_type"}:
        return _SHAPES[str(loc[0])]
    if kind == "value_error":
        return problem["msg"].removeprefix("Value error, ")
    if kind == "tuple_type":
        return f"is a list: write {_as_list(given)}, in square brackets"
    if kind == "string_type":
        text = (
            "takes texts in quotation marks"
            if loc[0] != "results" and len(loc) > 1
            else "takes one text in quotation marks"
        )
        return f"{text}{_as_text(given)}"
    if kind in {"string_too_long", "too_long"}:
        return f"is longer than the {problem['ctx']['max_length']} characters that a sentence can take: cut it"
    return _SAID.get(kind, "does not hold what this field takes; see docs/profile.md")


def _as_list(given: Any) -> str:
    """What was given as the list that it was meant to be."""
    items = [part.strip() for part in given.split(";" if ";" in given else ",")] if isinstance(given, str) else []
    return f"[{', '.join(_quoted(item) for item in items if item)}]" if any(items) else '["training", "serving"]'


def _as_text(given: Any) -> str:
    """What was given as the text that it was meant to be, behind a colon; empty where nothing can be told."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        return f": {_quoted(str(given))}"
    if isinstance(given, list) and given and all(isinstance(one, str) for one in given):
        return f", and no list: {_quoted(', '.join(given))}"
    return ""


def _quoted(words: str) -> str:
    escaped = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
