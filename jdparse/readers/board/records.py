"""Tables (CSV, TSV) and feeds (XML) as records, which are read as JSON is.

Source: https://docs.python.org/3/library/csv.html; https://developer.personio.de/docs/retrieving-open-job-positions;
https://www.rssboard.org/rss-specification
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from jdparse.errors import ReadError
from jdparse.readers.titles import is_title
from jdparse.readers.usual import is_key

_DELIMITERS = ",;\t|"
#: A cell holds a posting, which the library's usual limit of 131,072 characters could cut.
_MAX_CELL = 1_000_000
#: So much of a file tells whether it is a table; one cell may hold a posting.
_SAMPLE = 60_000
#: Excel's line above a table that names what parts its cells.
SEPARATOR = re.compile(r"\A\ufeff?sep=.\r?\n", re.IGNORECASE)
#: A text whose lines have by chance the same number of commas has fewer rows or fewer columns.
_LEAST_ROWS, _LEAST_COLUMNS = 2, 3
#: The name of a column has no more words.
_NAME_WORDS = 5
#: A column of texts has more words a row than this.
_TEXT_WORDS = 20
_FEED = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?(?>(?:<!--.*?-->\s*+)*+)<(?!\?|!|html\b|plist\b|svg\b)[\w:-]+",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*(?:<\?xml|<(?:rss|feed|rdf|jobs|workzag-jobs|source|positions|job)\b)", re.IGNORECASE)
#: A feed's elements are some five deep; a file that is made to break a reader is a thousand.
_MAX_DEPTH = 40


def is_table(content: bytes) -> bool:
    """Whether a file begins with a row of names that hold a job's title and its text, or is a table of other columns."""
    return bool(delimiter_of(content))


def read_table(text: str, source: str) -> list[dict[str, str]]:
    """The rows of a table by the names in its first row.

    Raises:
        ReadError: It is no table.
    """
    csv.field_size_limit(_MAX_CELL)
    delimiter = delimiter_of(text[:_SAMPLE].encode("utf-8", "replace"))
    if not delimiter:
        raise ReadError(source, "is a table whose cells cannot be told apart; save it again as CSV with commas")
    text = SEPARATOR.sub("", text, count=1)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="", strict=False))
    except csv.Error as error:
        raise ReadError(source, f"is a broken table ({error}); save it again as CSV") from error
    kept = [{key: value or "" for key, value in row.items() if key} for row in rows if any(row.values())]
    renamed = usual_names(kept)
    return [{renamed.get(name, name): value for name, value in row.items()} for row in kept]


def usual_names(rows: list[dict[str, str]]) -> dict[str, str]:
    """Usual names for the columns whose values show that they hold titles or texts, where no column is called so."""
    names = list(rows[0]) if rows else []
    renamed: dict[str, str] = {}
    if not any(is_key(name, "keys-of-title") for name in names):
        titles = {name: sum(is_title(row.get(name, "")) for row in rows) for name in names}
        best = max(names, key=lambda name: titles[name], default="")
        renamed |= {best: "title"} if best and 2 * titles[best] > len(rows) else {}
    if not any(is_key(name, what) for name in names for what in ("keys-of-text", "keys-of-parts")):
        words = {name: sum(len(row.get(name, "").split()) for row in rows) for name in names}
        best = max(names, key=lambda name: words[name], default="")
        renamed |= {best: "description"} if best and words[best] > _TEXT_WORDS * len(rows) else {}
    return renamed


def delimiter_of(content: bytes) -> str:
    """What parts the cells of a table; empty where a text is none."""
    text = SEPARATOR.sub("", content[:_SAMPLE].decode("utf-8", "replace"), count=1)
    first = next(iter(text.splitlines()), "")
    for delimiter in _DELIMITERS:
        if delimiter not in first or first.lstrip().startswith("<"):
            continue
        try:
            names = next(csv.reader([first], delimiter=delimiter), [])
            if _tells_jobs(names) or (not first.startswith(delimiter) and _is_even(text, delimiter)):
                return delimiter
        except csv.Error:
            continue
    return ""


def _tells_jobs(names: list[str]) -> bool:
    texts = [name for name in names if is_key(name, "keys-of-text") or is_key(name, "keys-of-parts")]
    return bool(texts) and any(is_key(name, "keys-of-title") for name in names if name not in texts)


def _is_even(text: str, delimiter: str) -> bool:
    """Whether all rows have as many cells as the first, which holds short names."""
    csv.field_size_limit(_MAX_CELL)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    if len(text) >= _SAMPLE:
        rows.pop()
    names = rows[0] if rows else []
    return (
        len(rows) >= _LEAST_ROWS
        and len(names) >= _LEAST_COLUMNS
        and len(set(names)) == len(names)
        and all(len(name.split()) <= _NAME_WORDS and not name.startswith(" ") for name in names)
        and all(len(row) == len(names) for row in rows)
    )


def is_feed(content: bytes) -> bool:
    """Whether a file is XML that is no page."""
    return bool(_XML.match(content[:200]) and _FEED.match(content[:4000]))


def read_feed(content: bytes, source: str) -> Any:
    """XML as records: an element with children is a record of them by name, one without is its text.

    Raises:
        ReadError: It is broken.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(content, parser)
        if root is None:
            raise ReadError(source, "is broken XML; save it again")
        return _record(root, 0)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(source, "is broken XML; save it again") from error


def _record(element: Any, depth: int) -> Any:
    children = [child for child in element if isinstance(child.tag, str)]
    if not children or depth > _MAX_DEPTH:
        return "".join(element.itertext()).strip()
    record: dict[str, Any] = {}
    for child in children:
        # Why not lxml's own: it refuses the name of a prefix that nobody declared, which its parser has let in.
        name, value = re.split("[}:]", child.tag.rstrip(":"))[-1], _record(child, depth + 1)
        if name not in record:
            record[name] = value
        elif isinstance(record[name], list):
            record[name].append(value)
        else:
            record[name] = [record[name], value]
    return record
