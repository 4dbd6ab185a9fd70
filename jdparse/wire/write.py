"""Analysis -> JSON, schema version 1; see docs/json.md for the contract. The way back is `jdparse.wire.read`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jdparse.types import Analysis, Evidence, Highlight, Kind, Signal

#: Changes only with an entry in the changelog.
SCHEMA = 1


def analysis_to_json(analysis: Analysis, *, with_text: bool = False, exact: bool = False) -> dict[str, Any]:
    """An analysis as a JSON object.

    Args:
        analysis: What to write.
        with_text: Whether to add the text that the offsets refer to.
        exact: Whether numbers keep all their digits, so that the object reads back equal.
    """
    posting = analysis.posting
    row: dict[str, Any] = {
        "schema": SCHEMA,
        "id": posting.id,
        "source": posting.source,
        "title": posting.title,
        "company": posting.company,
    }
    for kind in Kind:
        row[kind.value] = highlight_to_json(analysis.highlight(kind), exact=exact)
    row["notes"] = list(analysis.notes)
    if with_text:
        row["text"] = posting.text
    return row


def highlight_to_json(highlight: Highlight | None, *, exact: bool = False) -> dict[str, Any] | None:
    """A highlight as a JSON object, or None; its numbers are rounded unless they are to be `exact`."""
    if highlight is None:
        return None
    row = evidence_to_json(highlight.evidence, exact=exact)
    row["confidence"] = highlight.confidence if exact else round(highlight.confidence, 2)
    row["alternatives"] = [evidence_to_json(found, exact=exact) for found in highlight.alternatives]
    return row


def evidence_to_json(evidence: Evidence, *, exact: bool = False) -> dict[str, Any]:
    """One piece of evidence as a JSON object; its numbers are rounded unless they are to be `exact`."""
    row: dict[str, Any] = {"name": evidence.name} if evidence.kind is Kind.TOOL else {}
    row |= {
        "quote": evidence.quote,
        "start": None if evidence.typed else evidence.span.start,
        "end": None if evidence.typed else evidence.span.end,
        "category": evidence.category,
        "section": evidence.section.value,
    }
    if evidence.kind is Kind.PAIN:
        row["explicit"] = evidence.explicit
    row["score"] = evidence.score if exact else round(evidence.score, 3)
    row["signals"] = _signals_to_json(evidence.signals, exact)
    if evidence.kind is not Kind.PAIN:
        around = evidence.context
        row["context"] = around and {"quote": around.quote, "start": around.span.start, "end": around.span.end}
    if evidence.kind is not Kind.TOOL:
        row["also_categories"] = list(evidence.also_categories)
        row["category_signals"] = _signals_to_json(evidence.category_signals, exact)
    return row


def _signals_to_json(signals: Iterable[Signal], exact: bool) -> list[dict[str, Any]]:
    return [
        {"name": signal.name, "value": signal.value if exact else round(signal.value, 3), "reason": signal.reason}
        for signal in signals
    ]
