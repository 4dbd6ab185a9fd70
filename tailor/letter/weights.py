"""Fitted numbers by table, and what they make of named traits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jdparse import LexiconError


@lru_cache(maxsize=8)
def load_weights(path: Path, *tables: str) -> Mapping[str, Mapping[str, float]]:
    """The numbers of a file by table, those asked for and all others.

    Raises:
        LexiconError: The file is missing, lacks a table, or holds something other than numbers.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        found = {
            str(table): {str(name): float(value) for name, value in rows.items()} for table, rows in content.items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise LexiconError(path, "file", f"cannot be read as weights ({error})") from error
    missing = [table for table in tables if table not in found]
    if missing:
        raise LexiconError(path, missing[0], "is missing")
    return found


def weigh(weights: Mapping[str, float], traits: Mapping[str, float]) -> float:
    """What weights make of traits, in log-odds: their ``bias``, and each trait by its weight."""
    return weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in traits.items())
