"""The page that lists the letters of a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tailor.batch.pages import link, name_of, page
from tailor.check.finding import Severity

#: The page's file.
INDEX = "index.html"
_HEADINGS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.ADVICE: "Advice"}


@dataclass(frozen=True, slots=True)
class Row:
    """A posting with its letter, or with why it has none.

    Attributes:
        title: The job's title, or what else it is called.
        company: The employer, or empty.
        source: The posting's file.
        problem: Why there is no letter; empty where there is one.
        file: The letter's file.
        record: The record's.
        since: Where the letter comes from, if not from this run.
        story: The story that it tells.
        words: Of its body.
        findings: What the checks say, by the heading of each severity.
        notes: What its writer should know.
    """

    title: str
    company: str
    source: str
    problem: str = ""
    file: str = ""
    record: str = ""
    since: str = ""
    story: str = ""
    words: int = 0
    findings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()


def row_of(record: Mapping[str, Any], name: str, source: str, since: str) -> Row:
    """A row from a letter's record.

    Args:
        record: As it lies beside the letter.
        name: The record's file.
        source: The posting's file.
        since: Where the letter comes from, if not from this run.
    """
    posting, letter = record["posting"], record["letter"]
    return Row(
        title=posting.get("title") or name_of(str(posting.get("id")), str(posting.get("source"))),
        company=posting.get("company") or "",
        source=source,
        file=record["file"],
        record=name,
        since=since,
        story=letter.get("story", ""),
        words=letter.get("words", 0),
        findings=tuple((heading, _said(record["findings"], severity)) for severity, heading in _HEADINGS.items()),
        notes=tuple(letter.get("notes", ())),
    )


def _said(findings: Sequence[Mapping[str, Any]], severity: Severity) -> tuple[str, ...]:
    return tuple(f"{one.get('code')} {one.get('message')}" for one in findings if one.get("severity") == severity.value)


def index_page(rows: Sequence[Row], at: Path) -> str:
    """The page.

    Args:
        rows: The postings in the order to be shown.
        at: Where it will lie.
    """
    links = {source: link(source, at) for source in {row.source for row in rows}}
    files = {row.file for row in rows if row.file}
    values = {
        "rows": rows,
        "links": links,
        "quote": quote,
        "letters": len(files),
        "failed": sum(bool(row.problem) for row in rows),
    }
    return page("index.html", values)
