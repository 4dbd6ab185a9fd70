"""A saved analysis: the highlights after the review with the posting's text, so that the same letter can be written again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

import jdparse
from jdparse import Analysis, Highlight, Kind, Posting
from jdparse.intake import read_at_most
from tailor.errors import CallError, OutputError
from tailor.files.write import check_place
from tailor.terminal.posting import standard_input

SUFFIX = ".json"
#: The text of a posting of the greatest length, and what was found in it.
MAX_ANALYSIS_BYTES = 4_000_000
#: The key that a saved analysis has and one that `tailor analyze` prints has not.
_DRAFT = "draft"


class _Draft(BaseModel):
    """What a run of `tailor draft` knew beside the highlights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    given: tuple[Literal["title", "company"], ...] = ()
    preferred: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """What a letter starts from.

    Attributes:
        analysis: The posting and its highlights, in the order that the options count.
        settled: Whether an earlier run settled the highlights.
        given: Which of ``title`` and ``company`` a call gave in the place of the posting's own.
        preferred: The kinds whose first runner-up was found first, and which another was preferred to.
    """

    analysis: Analysis
    settled: bool = False
    given: frozenset[str] = frozenset()
    preferred: frozenset[Kind] = frozenset()

    @property
    def found(self) -> Analysis:
        """The analysis with what was found first, which the letter's notes compare with what is answered."""
        highlights = {kind: self.analysis.highlight(kind) for kind in Kind}
        for kind in self.preferred:
            highlight = highlights[kind]
            if highlight is not None and highlight.alternatives:
                highlights[kind] = highlight.answering(highlight.alternatives[0])
        return self.analysis.answering(highlights)

    def about(self, posting: Posting, given: frozenset[str]) -> Start:
        """The same for a posting that a call has given names to."""
        return replace(self, analysis=replace(self.analysis, posting=posting), given=self.given | given)


def load_start(path: Path) -> Start:
    """A letter's start from a file that `tailor draft --save-analysis` or `tailor analyze --with-text` wrote.

    Args:
        path: The file; ``-`` is standard input.

    Raises:
        jdparse.ReadError: The file cannot be read, or does not hold an analysis; the message names the fields.
    """
    source = "<stdin>" if str(path) == "-" else str(path)
    row = _parsed(_read_bytes(path, source), source)
    draft = row.pop(_DRAFT, None) if isinstance(row, dict) else None
    try:
        known = _Draft() if draft is None else _Draft.model_validate(draft)
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(map(str, (_DRAFT, *problem["loc"])))
        raise jdparse.ReadError(source, f"{place}: {problem['msg'].lower()}") from error
    analysis = jdparse.analysis_from_json(row, source)
    return Start(analysis, draft is not None, frozenset(known.given), frozenset(known.preferred))


def saved_json(start: Start, highlights: Mapping[Kind, Highlight | None]) -> str:
    """A letter's start as a file that gives the same letter again.

    Args:
        start: What the letter started from.
        highlights: What the letter answers.
    """
    preferred = [
        kind.value
        for kind in Kind
        if (first := start.found.highlight(kind))
        and (chosen := highlights[kind])
        and chosen.evidence in first.alternatives
    ]
    notes = start.analysis.notes_beside(highlights)
    analysis = replace(start.analysis.answering(highlights), notes=notes)
    row = jdparse.analysis_to_json(analysis, with_text=True, exact=True)
    row[_DRAFT] = {"given": sorted(start.given), "preferred": preferred}
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def check_save_target(path: Path, letter: Path | None, *, force: bool) -> None:
    """Complain before any work is done, not after.

    Args:
        path: Where the analysis is to go.
        letter: Where the letter is to go, if to a file.
        force: Whether a file that is there may be replaced.

    Raises:
        OutputError: Both name one file, the ending is another, or nothing can be written there.
    """
    if letter is not None and path.resolve() == letter.resolve():
        raise OutputError(f"{path}: -o and --save-analysis name the same file; give each its own")
    if path.suffix.lower() != SUFFIX:
        raise OutputError(f"{path}: an analysis is written as {SUFFIX}; choose this ending")
    check_place(path, force=force)


def check_alone(others: Mapping[str, object]) -> None:
    """Complain if a call names another posting beside the one in a saved analysis.

    Args:
        others: What the call gives, by what it is called.

    Raises:
        CallError: One of them is given.
    """
    for name, value in others.items():
        if value:
            raise CallError(f"--from-analysis: the file holds the posting already; leave {name} out")


def _parsed(content: bytes, source: str) -> Any:
    if not content.strip():
        raise jdparse.EmptyPostingError(source, "is empty; give it an analysis that was saved")
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise jdparse.ReadError(
            source,
            f"is not JSON ({error.msg}, line {error.lineno} column {error.colno}); give one analysis that was saved",
        ) from error
    except (ValueError, RecursionError) as error:
        raise jdparse.ReadError(source, "is not JSON that can be read; give one analysis that was saved") from error


def _read_bytes(path: Path, source: str) -> bytes:
    try:
        content = read_at_most(standard_input("analysis") if str(path) == "-" else path, MAX_ANALYSIS_BYTES)
    except FileNotFoundError as error:
        raise jdparse.ReadError(source, "no such file; check the path") from error
    except IsADirectoryError as error:
        raise jdparse.ReadError(source, "is a folder; give one file") from error
    except (OSError, ValueError) as error:
        raise jdparse.ReadError(source, f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if len(content) > MAX_ANALYSIS_BYTES:
        most = MAX_ANALYSIS_BYTES // 1_000_000
        raise jdparse.ReadError(source, f"has more than {most} MB, far more than an analysis; give one that was saved")
    return content
