"""The flat row of a posting: its columns with their types, from an analysis or from what went wrong; docs/batch.md is the contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jdparse.types import Analysis, Highlight, Kind
from jdparse.wire.write import evidence_to_json

if TYPE_CHECKING:
    import pyarrow as pa

#: A row: each column's name with its value, in the order of `COLUMNS`.
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the output.

    Attributes:
        name: Its name.
        type: ``string``, ``int64``, ``float64`` or ``bool``, as Arrow names them.
        meaning: What it holds.
    """

    name: str
    type: str
    meaning: str


_TOLD = (
    ("quote", "string", "the posting's own words"),
    ("start", "int64", "where they begin in the text, in characters (Unicode code points)"),
    ("end", "int64", "where they end, exclusive"),
    ("category", "string", "the category; for a tool, its kind"),
    ("section", "string", "the section that they stand in"),
    ("explicit", "bool", "whether the sentence states a problem or a change in progress"),
    ("score", "float64", "the sum of the signals, in log-odds"),
    ("confidence", "float64", "how often such a choice is right, 0 to 1"),
)


def _of_kind(kind: Kind) -> tuple[Column, ...]:
    name = (Column("tool_name", "string", "the tool's name"),) if kind is Kind.TOOL else ()
    told = (Column(f"{kind}_{field}", arrow, meaning) for field, arrow, meaning in _TOLD)
    return (*name, *(column for column in told if kind is Kind.PAIN or not column.name.endswith("_explicit")))


#: The columns in their order. Changes only with an entry in the changelog.
COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "the row's own id; where it has none, its source and its number there"),
    Column("source", "string", "the file, as it was named or found"),
    Column("row", "int64", "the number of the posting in its source, from 1"),
    Column("title", "string", "the job's title, or empty"),
    Column("company", "string", "the employer, or empty"),
    *(column for kind in Kind for column in _of_kind(kind)),
    Column("notes", "string", "why a highlight is missing, and the like: a line each, or empty"),
    Column("error", "string", "why the posting could not be read; null if it was"),
)
#: The column that is added where the text is wanted.
TEXT = Column("text", "string", "the text that the offsets refer to")


def columns(*, with_text: bool) -> tuple[Column, ...]:
    """The columns of an output."""
    return (*COLUMNS, TEXT) if with_text else COLUMNS


def arrow_schema(*, with_text: bool = False) -> pa.Schema:
    """The columns as an Arrow schema; each but ``id`` may be null."""
    import pyarrow as pa

    types = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    return pa.schema(
        pa.field(column.name, types[column.type], nullable=column.name != "id")
        for column in columns(with_text=with_text)
    )


def row_of(analysis: Analysis, number: int, *, with_text: bool = False) -> Row:
    """An analysis as a row.

    Args:
        analysis: What was found.
        number: The posting's number in its source, from 1.
        with_text: Whether to add the text.
    """
    posting = analysis.posting
    row = _empty(posting.id, posting.source, number, with_text=with_text)
    row |= {"title": posting.title, "company": posting.company, "notes": "\n".join(analysis.notes)}
    for kind in Kind:
        row |= _told(kind, analysis.highlight(kind))
    if with_text:
        row["text"] = posting.text
    return row


def _told(kind: Kind, highlight: Highlight | None) -> Row:
    if highlight is None:
        return {}
    told = evidence_to_json(highlight.evidence) | {"confidence": round(highlight.confidence, 2)}
    return {column.name: told[column.name.removeprefix(f"{kind}_")] for column in _of_kind(kind)}


def error_row(posting_id: str, source: str, number: int, error: str, *, with_text: bool = False) -> Row:
    """The row of a posting that could not be read.

    Args:
        posting_id: Its id.
        source: The file.
        number: Its number there, from 1.
        error: Why, in one line.
        with_text: Whether rows have a text; this one's is null.
    """
    return _empty(posting_id, source, number, with_text=with_text) | {"error": error}


def _empty(posting_id: str, source: str, number: int, *, with_text: bool) -> Row:
    row: Row = dict.fromkeys(column.name for column in columns(with_text=with_text))
    return row | {"id": posting_id, "source": source, "row": number}
