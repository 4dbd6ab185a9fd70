"""Load and validate ``lexicons/``: the words that the NLP pass knows.

Each row carries examples that it must hit and examples that it must miss; `tests/jdparse/test_lexicons.py` runs them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from jdparse.data import data_dir
from jdparse.errors import LexiconError
from jdparse.types import Kind, SectionKind

#: Where the lexicons lie.
LEXICONS = data_dir(__file__, "lexicons")


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
    headings: tuple[str, ...] = Field(min_length=1)
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


class _SignalRow(_Row):
    id: str
    reason: str


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
        category_wording: Kind -> category -> word -> what it says for that category.
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
    category_wording: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)

    def categories(self, kind: Kind) -> Mapping[str, Category]:
        """The categories of pains or of metrics."""
        return self.pains if kind is Kind.PAIN else self.metrics


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
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
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
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
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


def _load_boilerplate(path: Path) -> frozenset[str]:
    content = read_json(path)
    triples = content.get("triples")
    if set(content) != {"triples"} or not isinstance(triples, list) or not all(isinstance(row, str) for row in triples):
        raise LexiconError(path, "triples", "expected a list of word triples, and nothing else")
    return frozenset(triples)


#: What a confidence is computed from.
CONFIDENCE = ("intercept", "score", "gap")
Weights = dict[str, dict[str, float]]


def _numbers(path: Path, place: str, table: object) -> dict[str, float]:
    if not isinstance(table, dict) or not all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in table.values()
    ):
        raise LexiconError(path, place, "expected a table of numbers")
    return {name: float(value) for name, value in table.items()}


def _known(path: Path, place: str, names: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise LexiconError(path, place, f"{unknown[0]!r} is not known; nothing would read it")


def _load_wording(path: Path, categories: Mapping[str, Iterable[str]]) -> tuple[Weights, dict[str, Weights]]:
    content = read_json(path)
    _known(path, "file", content, [*(kind.value for kind in Kind), *(f"{kind}-category" for kind in categories)])
    wording = {kind.value: _numbers(path, kind.value, content.get(kind.value, {})) for kind in Kind}
    by_category: dict[str, Weights] = {}
    for kind, names in categories.items():
        place = f"{kind}-category"
        tables = content.get(place, {})
        if not isinstance(tables, dict):
            raise LexiconError(path, place, "expected a table for each category")
        _known(path, place, tables, names)
        by_category[kind] = {name: _numbers(path, f"{place}.{name}", table) for name, table in tables.items()}
    return wording, by_category


def _load_weights(path: Path, signals: Iterable[str], categories: Mapping[str, Iterable[str]]) -> Weights:
    content = read_toml(path)
    content.pop("fit", None)
    kinds = [kind.value for kind in Kind]
    known = {
        "thresholds": kinds,
        **{key: list(signals) for key in kinds},
        **{f"{kind}-category": list(names) for kind, names in categories.items()},
        **{f"{kind}-confidence": CONFIDENCE for kind in kinds},
    }
    weights = {name: _numbers(path, name, table) for name, table in content.items()}
    _known(path, "file", weights, known)
    for name in ("thresholds", *kinds, *(f"{kind}-confidence" for kind in kinds)):
        if name not in weights:
            raise LexiconError(path, name, "is missing")
    for name, table in weights.items():
        _known(path, name, table, known[name])
    for name, needed in (("thresholds", kinds), *((f"{kind}-confidence", CONFIDENCE) for kind in kinds)):
        if set(weights[name]) != set(needed):
            raise LexiconError(path, name, f"needs {', '.join(needed)}")
    return weights


@lru_cache(maxsize=4)
def load_words(folder: Path = LEXICONS) -> Mapping[str, frozenset[str]]:
    """The word lists of a folder by their ids; readers need them before the rest.

    Raises:
        LexiconError: The file is missing or a list is wrong.
    """
    rows = parse_rows(folder / "words.toml", "list", WordList, lambda row: row.id)
    return {row.id: frozenset(row.words) for row in rows}


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
        _known(folder / "pain_points.toml", place, pain.metrics, [row.id for row in metrics])
        _known(folder / "pain_points.toml", place, pain.neighbours, [row.id for row in pains])
    categories = {Kind.PAIN.value: [row.id for row in pains], Kind.METRIC.value: [row.id for row in metrics]}
    wording, category_wording = _load_wording(folder / "wording.json", categories)
    signals = parse_rows(folder / "signals.toml", "signal", _SignalRow, lambda row: row.id)
    return Lexicon(
        pains={row.id: row for row in pains},
        metrics={row.id: row for row in metrics},
        tools=_load_tools(folder / "tools", kinds),
        kinds={kind.id: kind for kind in kinds},
        cues={row.id: row for row in cues},
        sections=parse_rows(folder / "sections.toml", "section", Headings, lambda row: row.kind),
        words=load_words(folder),
        boilerplate=_load_boilerplate(folder / "boilerplate.json"),
        weights=_load_weights(folder / "weights.toml", [row.id for row in signals], categories),
        reasons={row.id: row.reason for row in signals},
        wording=wording,
        category_wording=category_wording,
    )
