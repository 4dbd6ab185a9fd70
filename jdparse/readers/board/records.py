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
from jdparse.readers.usual import is_key

_DELIMITERS = ",;\t|"
#: A cell holds a posting, which the library's usual limit of 131,072 characters could cut.
_MAX_CELL = 1_000_000
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?!\?|!|html\b|plist\b|svg\b)[\w:-]+", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*(?:<\?xml|<(?:rss|feed|rdf|jobs|workzag-jobs|source|positions|job)\b)", re.IGNORECASE)
#: A feed's elements are some five deep; a file that is made to break a reader is a thousand.
_MAX_DEPTH = 40


def is_table(content: bytes) -> bool:
    """Whether a file begins with a row of names that hold a job's title and its text."""
    return bool(_delimiter(content))


def read_table(text: str, source: str) -> list[dict[str, str]]:
    """The rows of a table by the names in its first row.

    Raises:
        ReadError: It is no table.
    """
    csv.field_size_limit(_MAX_CELL)
    delimiter = _delimiter(text[:4000].encode("utf-8", "replace"))
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="", strict=False))
    except csv.Error as error:
        raise ReadError(source, f"is a broken table ({error}); save it again as CSV") from error
    return [{key: value or "" for key, value in row.items() if key} for row in rows if any(row.values())]


def _delimiter(content: bytes) -> str:
    """What parts the names of a table's first row; empty where that row names no title and no text."""
    first = next(iter(content[:4000].decode("utf-8", "replace").splitlines()), "")
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([first], delimiter=delimiter), []) if delimiter in first else []
        except csv.Error:
            continue
        texts = [name for name in names if is_key(name, "keys-of-text")]
        if texts and any(is_key(name, "keys-of-title") for name in names if name not in texts):
            return delimiter
    return ""


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
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(source, "is broken XML; save it again") from error
    if root is None:
        raise ReadError(source, "is broken XML; save it again")
    return _record(root, 0)


def _record(element: Any, depth: int) -> Any:
    from lxml import etree

    children = [child for child in element if isinstance(child.tag, str)]
    if not children or depth > _MAX_DEPTH:
        return "".join(element.itertext()).strip()
    record: dict[str, Any] = {}
    for child in children:
        name, value = etree.QName(child).localname, _record(child, depth + 1)
        if name not in record:
            record[name] = value
        elif isinstance(record[name], list):
            record[name].append(value)
        else:
            record[name] = [record[name], value]
    return record
