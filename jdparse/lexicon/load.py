"""Load and validate ``lexicons/``: the words that the NLP pass knows.

Each row carries examples that it must hit and examples that it must miss; `tests/jdparse/lexicon/test_lexicons.py` runs them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jdparse.data import LEXICONS
from jdparse.errors import LexiconError
from jdparse.lexicon.files import check_known, parse_rows, read_json
from jdparse.lexicon.rows import (
    Category,
    Cue,
    Headings,
    Noun,
    PainCategory,
    SignalRow,
    Tool,
    ToolKind,
    ToolRow,
    WordList,
    Worn,
)
from jdparse.lexicon.weights import load_boilerplate, load_employer, load_kinds, load_weights, load_wording
from jdparse.types import Kind


@dataclass(frozen=True)
class Lexicon:
    """All of ``lexicons/``, validated.

    Attributes:
        pains: Category id -> category.
        metrics: Category id -> category.
        tools: Canonical name -> tool.
        kinds: Kind id -> kind of tool.
        cues: Cue id -> cue.
        sections: The headings by kind.
        words: List id -> its words.
        weights: Kind -> signal name -> weight in log-odds; beside them ``thresholds``, the categories' intercepts
            (``pain-category``) and how far a choice can be trusted (``pain-confidence``).
        boilerplate: Word triples that stand in postings of many employers.
        reasons: Signal name -> its wording.
        wording: Kind -> word -> what it adds to a score.
        category_wording: Category of pain -> word -> what it says for that category.
    """

    pains: Mapping[str, PainCategory]
    metrics: Mapping[str, Category]
    tools: Mapping[str, Tool]
    kinds: Mapping[str, ToolKind]
    cues: Mapping[str, Cue]
    sections: tuple[Headings, ...]
    words: Mapping[str, frozenset[str]]
    weights: Mapping[str, Mapping[str, float]]
    boilerplate: frozenset[str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    wording: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    category_wording: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @cached_property
    def category_table(self) -> tuple[Mapping[str, int], NDArray[np.float64]]:
        """`category_wording` as one table: the row of each word, and the weights of its row for each of `pains`."""
        rows = {word: row for row, word in enumerate(dict.fromkeys(chain(*self.category_wording.values())))}
        table = np.zeros((len(rows), len(self.pains)))
        for column, name in enumerate(self.pains):
            known = self.category_wording.get(name, {})
            table[[rows[word] for word in known], column] = list(known.values())
        return rows, table

    def categories(self, kind: Kind) -> Mapping[str, Category]:
        """The categories of pains or of metrics."""
        return self.pains if kind is Kind.PAIN else self.metrics


def _load_tools(folder: Path, kinds: Iterable[ToolKind]) -> dict[str, Tool]:
    tools: dict[str, Tool] = {}
    spelt: dict[str, ToolRow] = {}
    known = {kind.id: kind for kind in kinds}
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise LexiconError(folder, "folder", "holds no tools; it needs a file per kind")
    for path in paths:
        if path.stem not in known:
            raise LexiconError(path, "file", "its name is no kind of lexicons/kinds.toml")
        for row in parse_rows(path, "tool", ToolRow, lambda row: row.name):
            for spelling in row.spellings:
                twin = spelt.setdefault(spelling.casefold(), row)
                if twin is not row and not (twin.case and row.case and spelling not in twin.spellings):
                    raise LexiconError(path, row.name, f"{spelling!r} is a spelling of {twin.name} already")
            if row.name in tools:
                raise LexiconError(path, row.name, f"stands in {tools[row.name].kind.id} already")
            tools[row.name] = Tool(row, known[path.stem])
    return tools


@lru_cache(maxsize=4)
def load_words(folder: Path = LEXICONS) -> Mapping[str, frozenset[str]]:
    """The word lists of a folder by their ids; readers need them before the rest.

    Raises:
        LexiconError: The file is missing or a list is wrong.
    """
    rows = parse_rows(folder / "words.toml", "list", WordList, lambda row: row.id)
    return {row.id: frozenset(row.words) for row in rows}


@lru_cache(maxsize=4)
def load_towns(folder: Path = LEXICONS) -> frozenset[str]:
    """Names of towns, in small letters.

    Raises:
        LexiconError: The file is missing or not JSON.
    """
    return frozenset(map(str, read_json(folder / "towns.json")["towns"]))


@lru_cache(maxsize=4)
def load_worn(folder: Path = LEXICONS) -> tuple[Worn, ...]:
    """The worn phrases of a folder.

    Raises:
        LexiconError: The file is missing or a row is wrong.
    """
    return parse_rows(folder / "worn.toml", "worn", Worn, lambda row: row.phrase)


@lru_cache(maxsize=4)
def load_nouns(folder: Path = LEXICONS) -> Mapping[str, str]:
    """Metric words that are no nouns, in lower case, and the noun for each.

    Raises:
        LexiconError: The file is missing or a row is wrong.
    """
    return {row.said.lower(): row.noun for row in parse_rows(folder / "nouns.toml", "noun", Noun, lambda row: row.said)}


@lru_cache(maxsize=4)
def load_employer_weights(folder: Path = LEXICONS) -> Mapping[str, float]:
    """The weights by which an employer's name is told, and ``threshold``.

    Raises:
        LexiconError: The file is missing or wrong.
    """
    return load_employer(folder / "employer.toml")


@lru_cache(maxsize=4)
def load_kind_weights(folder: Path = LEXICONS) -> Mapping[str, Mapping[str, float]]:
    """The weights by which a posting and other kinds of text are told, by kind; that of the posting has ``threshold``.

    Raises:
        LexiconError: The file is missing or wrong.
    """
    return load_kinds(folder / "text-kinds.json")


@lru_cache(maxsize=4)
def load_lexicon(folder: Path = LEXICONS) -> Lexicon:
    """The lexicons of a folder.

    Raises:
        LexiconError: A file is missing or a row is wrong; the message names file and row.
    """
    kinds = parse_rows(folder / "kinds.toml", "kind", ToolKind, lambda kind: kind.id)
    pains = parse_rows(folder / "pain_points.toml", "pain", PainCategory, lambda row: row.id)
    metrics = parse_rows(folder / "metrics.toml", "metric", Category, lambda row: row.id)
    cues = parse_rows(folder / "cues.toml", "cue", Cue, lambda row: row.id)
    for pain in pains:
        place = f"pain {pain.id}"
        check_known(folder / "pain_points.toml", place, pain.metrics, [row.id for row in metrics])
        check_known(folder / "pain_points.toml", place, pain.neighbours, [row.id for row in pains])
    categories = [row.id for row in pains]
    wording, category_wording = load_wording(folder / "wording.json", categories)
    signals = parse_rows(folder / "signals.toml", "signal", SignalRow, lambda row: row.id)
    return Lexicon(
        pains={row.id: row for row in pains},
        metrics={row.id: row for row in metrics},
        tools=_load_tools(folder / "tools", kinds),
        kinds={kind.id: kind for kind in kinds},
        cues={row.id: row for row in cues},
        sections=parse_rows(folder / "sections.toml", "section", Headings, lambda row: row.kind),
        words=load_words(folder),
        boilerplate=load_boilerplate(folder / "boilerplate.json"),
        weights=load_weights(folder / "weights.toml", [row.id for row in signals], categories),
        reasons={row.id: row.reason for row in signals},
        wording=wording,
        category_wording=category_wording,
    )
