"""Classes of words and verbs behind nouns: data under ``lexicons/english``, loaded on first use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from jdparse.data import LEXICONS
from jdparse.lexicon.files import parse_rows
from jdparse.lexicon.rows import WordList

ENGLISH = LEXICONS / "english"


class Nominal(BaseModel):
    """Nouns that stand for a verb: "deployment" for "deploy"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verb: str
    nouns: tuple[str, ...] = Field(min_length=1)
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=4)
def load_classes(folder: Path = ENGLISH) -> Mapping[str, frozenset[str]]:
    """The word classes by id.

    Raises:
        LexiconError: The file is missing or a list is wrong.
    """
    rows = parse_rows(folder / "classes.toml", "list", WordList, lambda row: row.id)
    return {row.id: frozenset(row.words) for row in rows}


def word_class(name: str) -> frozenset[str]:
    """The words of one class.

    Raises:
        KeyError: There is no such class.
    """
    return load_classes()[name]


@lru_cache(maxsize=4)
def load_nominals(folder: Path = ENGLISH) -> Mapping[str, str]:
    """The verb for each noun that names a duty's work.

    Raises:
        LexiconError: The file is missing or a row is wrong.
    """
    rows = parse_rows(folder / "nominals.toml", "nominal", Nominal, lambda row: row.verb)
    return {noun: row.verb for row in rows for noun in row.nouns}


@lru_cache(maxsize=4)
def _kin(folder: Path = ENGLISH) -> Mapping[str, frozenset[str]]:
    rows = parse_rows(folder / "kin.toml", "list", WordList, lambda row: row.id)
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        for verb in row.words:
            found[verb] = found.get(verb, frozenset()) | frozenset(row.words)
    return found


def kin_of(verb: str) -> frozenset[str]:
    """The verbs that may tell the same deed, itself among them.

    Raises:
        LexiconError: The file is missing or a list is wrong.
    """
    return _kin().get(verb, frozenset()) | {verb}
