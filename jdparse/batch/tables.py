"""CSV and Parquet, row by row, with the names that the readers know for their columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO

from jdparse.batch.lines import MAX_LINE_BYTES, TOO_LONG, numbered_lines
from jdparse.errors import ReadError
from jdparse.readers.binary import decode_text
from jdparse.readers.board.records import SEPARATOR, delimiter_of, usual_names
from jdparse.readers.jobs import Told
from jdparse.readers.plain import plain_name, sound
from jdparse.readers.usual import is_key, usual_job

if TYPE_CHECKING:
    import pyarrow as pa

#: So many rows show what the columns hold.
_SAMPLE_ROWS = 50
#: So many rows of Parquet are unpacked at a time.
_BATCH_ROWS = 128
#: A message names no more columns.
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Names:
    """What the columns or keys are called where the call says it; empty where their usual names are looked for."""

    text: str = ""
    id: str = ""
    title: str = ""
    company: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.id or self.title or self.company)

    def put_into(self, row: dict[str, Any]) -> dict[str, Any] | Told:
        """The row with its usual names.

        Raises:
            KeyError: It has no such column.
        """
        given = {"description": self.text, "id": self.id, "title": self.title, "company": self.company}
        mine = {usual: row[name] for usual, name in given.items() if name}
        rest = {name: value for name, value in row.items() if name not in given.values()}
        if not self.text:
            return rest | mine
        # What the call names is the text, whatever else looks like one.
        text = sound(mine.pop("description") or "")
        rest = {name: value for name, value in rest.items() if not is_key(name, "keys-of-text")}
        told = usual_job(rest | mine | {"description": text})
        parts = (("", text),)
        if told is not None:
            return Told(told.id, told.title, told.company, told.address, parts)
        words = {name: plain_name(str(value)) for name, value in (rest | mine).items() if isinstance(value, str | int)}
        return Told(words.get("id", ""), words.get("title", ""), words.get("company", ""), "", parts)


def csv_rows(stream: BinaryIO, head: bytes, source: str, names: Names) -> Iterator[dict[str, Any]]:
    """The rows of a table of text.

    Args:
        stream: The table.
        head: Its beginning.
        source: What errors call it.
        names: What its columns are called.

    Raises:
        ReadError: It has no column for the text, or is broken from some line on.
    """
    delimiter = delimiter_of(head) or _likely_delimiter(head)
    csv.field_size_limit(MAX_LINE_BYTES)
    reader = csv.reader(_text_lines(stream, source), delimiter=delimiter)
    try:
        header = next(reader, [])
        rows = (dict(zip(header, cells, strict=False)) for cells in reader if any(cells))
        yield from _named_rows(rows, header, source, names)
    except csv.Error as error:
        raise ReadError(source, f"is a broken table from line {reader.line_num} on ({error})") from error


def _likely_delimiter(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    return max(",;\t|", key=first.count)


def _text_lines(stream: BinaryIO, source: str) -> Iterator[str]:
    for number, line in numbered_lines(stream):
        if line is None:
            raise ReadError(source, f"line {number} {TOO_LONG}")
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = decode_text(line, f"{source}:{number}")
        if number > 1 or not SEPARATOR.match(text):
            yield text


def is_parquet(head: bytes) -> bool:
    """Whether a file is Parquet, by its first bytes."""
    return head.startswith(b"PAR1")


def parquet_rows(stream: BinaryIO, source: str, names: Names) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, without the columns that can tell nothing of a job, such as lists of numbers.

    Raises:
        ReadError: It is broken, or has no column for the text.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # A buffer for each column instead of a whole row group in memory.
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20)
        kept = [column.name for column in file.schema_arrow if _tells(column.type)]
        batches = file.iter_batches(_BATCH_ROWS, columns=kept)
        rows = (row for batch in batches for row in batch.to_pylist())
        yield from _named_rows(rows, kept, source, names, file.schema_arrow.names)
    except (pa.ArrowException, OSError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ReadError(source, f"is a broken Parquet file ({said})") from error


def _tells(kind: pa.DataType) -> bool:
    import pyarrow.types as is_type

    if is_type.is_list(kind) or is_type.is_large_list(kind):
        return _tells(kind.value_type)
    if is_type.is_dictionary(kind):
        return _tells(kind.value_type)
    return any(
        test(kind)
        for test in (
            is_type.is_string,
            is_type.is_large_string,
            is_type.is_string_view,
            is_type.is_integer,
            is_type.is_struct,
        )
    )


def _named_rows(
    rows: Iterator[dict[str, Any]], header: Sequence[str], source: str, names: Names, shown: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """The rows with usual names for columns that show by their values what they hold."""
    absent = [name for name in (names.text, names.id, names.title, names.company) if name and name not in header]
    if absent:
        raise ReadError(source, f"has no column {absent[0]!r}; {_columns(shown or header)}")
    sample = list(islice(rows, _SAMPLE_ROWS))
    words = [{key: value if isinstance(value, str) else "" for key, value in row.items()} for row in sample]
    renamed = {} if names.text else usual_names(words)
    if names.title:
        renamed = {old: new for old, new in renamed.items() if new != "title"}
    known = names.text or "description" in renamed.values()
    if not known and not any(is_key(name, what) for name in header for what in ("keys-of-text", "keys-of-parts")):
        raise ReadError(
            source,
            f"has no column that is known to hold a posting's text; {_columns(shown or header)}; name it with --text-column",
        )
    for row in chain(sample, rows):
        yield {renamed.get(name, name): value for name, value in row.items()} if renamed else row


def _columns(header: Sequence[str]) -> str:
    more = f" and {len(header) - _MOST_NAMED} more" if len(header) > _MOST_NAMED else ""
    return f"its columns are {', '.join(header[:_MOST_NAMED])}{more}"
