"""JSON -> Analysis, strictly: docs/json.md says what an object may hold, and each fault is told with its place.

It stands apart from `jdparse.wire` because building the models takes longer than writing an analysis.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jdparse.analysis import MAX_CHARACTERS
from jdparse.errors import EmptyPostingError, ReadError
from jdparse.lexicon.files import explain
from jdparse.lexicon.load import Lexicon, load_lexicon
from jdparse.types import NOTED, Analysis, Context, Evidence, Highlight, Kind, Posting, SectionKind, Signal, Span

#: More faults than this say nothing more about what went wrong.
MAX_FAULTS = 3
#: What rounding to three places can move one written number by.
_ROUNDING = 0.001
#: The kind of a tool that the lexicon does not know.
_UNKNOWN_TOOL = "other"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class _Signal(_Row):
    name: str
    value: float
    reason: str


class _Context(_Row):
    quote: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class _Evidence(_Row):
    name: str | None = None
    quote: str
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None
    category: str
    section: Annotated[SectionKind, Field(strict=False)]
    explicit: bool | None = None
    score: float | None = None
    signals: tuple[_Signal, ...] = Field(default=(), strict=False)
    also_categories: tuple[str, ...] | None = Field(default=None, strict=False)
    category_signals: tuple[_Signal, ...] | None = Field(default=None, strict=False)
    context: _Context | None = None


class _Highlight(_Evidence):
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    alternatives: tuple[_Evidence, ...] = Field(default=(), strict=False)


class _Analysis(_Row):
    schema_: Literal[1] = Field(alias="schema")
    id: str = ""
    source: str = ""
    title: str = ""
    company: str = ""
    pain: _Highlight | None = None
    metric: _Highlight | None = None
    tool: _Highlight | None = None
    notes: tuple[str, ...] = Field(default=(), strict=False)
    text: str


def analysis_from_json(row: object, source: str) -> Analysis:
    """The analysis that a JSON object with its text tells of; each quote is compared with the text.

    Args:
        row: What `jdparse.wire.analysis_to_json` makes with the text, or what a person made of that.
        source: What errors call it.

    Raises:
        ReadError: It is no such object; the message names the fields.
        EmptyPostingError: Its text holds no words.
    """
    if not isinstance(row, dict):
        many = isinstance(row, list)
        raise ReadError(
            source,
            f"holds {'a list' if many else 'no object'}; give {'one analysis of it' if many else 'an analysis'}, "
            "as tailor analyze POSTING --format json --with-text prints it",
        )
    if "text" not in row:
        raise ReadError(
            source, "text: is missing, and quotes are compared with it; write it with tailor analyze --with-text"
        )
    _refuse_lone_surrogates(row, source)
    try:
        read = _Analysis.model_validate(row)
    except ValidationError as error:
        raise ReadError(source, f"is not an analysis ({explain(error)}); docs/json.md tells the fields") from error
    if not re.search(r"\w", read.text):
        raise EmptyPostingError(source, "text: holds no words; give it the text of the posting")
    if len(read.text) > MAX_CHARACTERS:
        raise ReadError(source, f"text: holds {len(read.text):,} characters, far more than a posting")
    faults = tuple(_faults(read, load_lexicon()))
    if faults:
        more = f" (and {len(faults) - MAX_FAULTS} more)" if len(faults) > MAX_FAULTS else ""
        raise ReadError(source, "; ".join(faults[:MAX_FAULTS]) + more)
    return Analysis(
        Posting(read.text, read.title, read.company, read.source, read.id),
        _highlight(Kind.PAIN, read.pain),
        _highlight(Kind.METRIC, read.metric),
        _highlight(Kind.TOOL, read.tool),
        read.notes,
    )


def _refuse_lone_surrogates(row: dict[str, Any], source: str) -> None:
    for key, value in row.items():
        try:
            json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
        except UnicodeEncodeError as error:
            raise ReadError(source, f"{key}: holds half a character (a lone surrogate); remove it") from error
        except (ValueError, RecursionError) as error:
            raise ReadError(source, f"{key}: is not what an analysis holds; docs/json.md tells the fields") from error


def _faults(read: _Analysis, lexicon: Lexicon) -> Iterator[str]:
    for number, note in enumerate(read.notes):
        if note.partition(":")[0] not in NOTED:
            yield f"notes.{number}: begins with none of {', '.join(f'{noted}:' for noted in NOTED)}"
    for kind in Kind:
        highlight: _Highlight | None = getattr(read, kind.value)
        if highlight is None:
            continue
        found = list(_evidence_faults(kind, highlight, kind.value, read.text, lexicon))
        for number, other in enumerate(highlight.alternatives):
            found += _evidence_faults(kind, other, f"{kind.value}.alternatives.{number}", read.text, lexicon)
        if not found and _evidence(kind, highlight) in {_evidence(kind, other) for other in highlight.alternatives}:
            found.append(f"{kind.value}.alternatives: hold the choice itself; take it out of the list")
        yield from found


def _evidence_faults(kind: Kind, row: _Evidence, place: str, text: str, lexicon: Lexicon) -> Iterator[str]:
    """What is wrong with a piece of evidence beside its types."""
    if not re.search(r"\w", row.quote):
        yield f"{place}.quote: holds no word"
    if (row.start is None) != (row.end is None):
        yield f"{place}.start and .end: give both, or null for both if the words are your own"
    elif row.start is not None and row.end is not None and text[row.start : row.end] != row.quote:
        yield (
            f"{place}.quote: is not the text at characters {row.start} to {row.end}; copy the words from the text, or "
            "set start and end to null if they are your own"
        )
    if row.context is not None and text[row.context.start : row.context.end] != row.context.quote:
        yield f"{place}.context.quote: is not the text at characters {row.context.start} to {row.context.end}; leave context out"
    known = (*lexicon.kinds, _UNKNOWN_TOOL) if kind is Kind.TOOL else tuple(lexicon.categories(kind))
    if row.category not in known:
        yield f"{place}.category: {row.category!r} is none of {', '.join(known)}"
    for name in row.also_categories or ():
        if name not in known:
            yield f"{place}.also_categories: {name!r} is none of {', '.join(known)}"
    if kind is Kind.TOOL and not re.search(r"\w", row.name or ""):
        yield f"{place}.name: is missing; give the tool's name"
    for key, kinds in (
        ("name", {Kind.TOOL}),
        ("explicit", {Kind.PAIN}),
        ("also_categories", {Kind.PAIN, Kind.METRIC}),
        ("category_signals", {Kind.PAIN, Kind.METRIC}),
        ("context", {Kind.METRIC, Kind.TOOL}),
    ):
        if kind not in kinds and getattr(row, key) is not None:
            yield f"{place}.{key}: a {kind.value} has none; leave it out"
    total = sum(signal.value for signal in row.signals)
    if row.score is not None and abs(row.score - total) > _ROUNDING * (len(row.signals) + 1):
        yield f"{place}.score: is {row.score:g}, and its signals sum to {total:.3f}; leave it out"


def _highlight(kind: Kind, row: _Highlight | None) -> Highlight | None:
    if row is None:
        return None
    alternatives = tuple(_evidence(kind, other) for other in row.alternatives)
    return Highlight(kind, _evidence(kind, row), alternatives, row.confidence)


def _evidence(kind: Kind, row: _Evidence) -> Evidence:
    return Evidence(
        kind=kind,
        quote=row.quote,
        span=Span(row.start or 0, row.end or 0),
        category=row.category,
        section=row.section,
        signals=_signals(row.signals),
        name=row.name or "",
        explicit=bool(row.explicit),
        typed=row.start is None,
        also_categories=row.also_categories or (),
        category_signals=_signals(row.category_signals or ()),
        context=Context(row.context.quote, Span(row.context.start, row.context.end)) if row.context else None,
    )


def _signals(rows: tuple[_Signal, ...]) -> tuple[Signal, ...]:
    return tuple(Signal(row.name, row.value, row.reason) for row in rows)
