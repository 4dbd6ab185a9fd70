"""Lexicon files read with their places, so that a fault names file and row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ValidationError

from jdparse.errors import LexiconError

R = TypeVar("R", bound=BaseModel)


def explain(error: ValidationError) -> str:
    """A validation error as one line."""
    return "; ".join(
        f"{'.'.join(map(str, problem['loc'])) or 'row'}: {problem['msg'].lower()}" for problem in error.errors()
    )


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        LexiconError: The file is missing or not TOML.
    """
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(path, "file", f"cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise LexiconError(path, "file", f"is not TOML ({error})") from error


def read_json(path: Path) -> dict[str, Any]:
    """The content of a JSON file, for the long lists that a program wrote: it is read in a tenth of TOML's time.

    Raises:
        LexiconError: The file is missing or no JSON object.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(path, "file", f"cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise LexiconError(path, "file", f"is not JSON ({error})") from error
    if not isinstance(content, dict):
        raise LexiconError(path, "file", "expected a JSON object")
    content.pop("about", None)
    return content


def parse_rows(path: Path, key: str, row: type[R], name: Callable[[R], str]) -> tuple[R, ...]:
    """The rows ``[[key]]`` of a TOML file, validated, with distinct names.

    Raises:
        LexiconError: A row is wrong, stands twice, or the file holds another key.
    """
    content = read_toml(path)
    if set(content) != {key}:
        raise LexiconError(path, "file", f"holds {sorted(content)}, expected only [[{key}]]")
    if not isinstance(content[key], list) or not all(isinstance(raw, dict) for raw in content[key]):
        raise LexiconError(path, key, f"expected tables under [[{key}]]")
    rows: list[R] = []
    seen: set[str] = set()
    for number, raw in enumerate(content[key], 1):
        try:
            parsed = row.model_validate(raw)
        except ValidationError as error:
            raise LexiconError(path, f"{key} {number} ({raw.get('id') or raw.get('name')})", explain(error)) from error
        if name(parsed) in seen:
            raise LexiconError(path, f"{key} {number} ({name(parsed)})", "stands twice")
        seen.add(name(parsed))
        rows.append(parsed)
    return tuple(rows)


def numbers(path: Path, place: str, table: object) -> dict[str, float]:
    """A table of numbers.

    Raises:
        LexiconError: It is something else.
    """
    if not isinstance(table, dict) or not all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in table.values()
    ):
        raise LexiconError(path, place, "expected a table of numbers")
    return {name: float(value) for name, value in table.items()}


def check_known(path: Path, place: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Refuse a name that nothing would read.

    Raises:
        LexiconError: A name is not among the known ones.
    """
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise LexiconError(path, place, f"{unknown[0]!r} is not known; nothing would read it")
