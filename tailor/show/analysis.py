"""Analyses and letters as text and as JSON: both from one value."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence

import click

from jdparse import LOW_CONFIDENCE, Analysis, Evidence, Highlight, Kind, Posting, Span, analysis_to_json, plain_text
from tailor.terminal.lines import wrapped
from tailor.terminal.safe import inert, one_line

_NAMES: Mapping[Kind, str] = {Kind.PAIN: "Pain point", Kind.METRIC: "Metric", Kind.TOOL: "Tool"}
_INDENT = " " * 12


def analysis_text(analysis: Analysis, *, explain: bool = False, width: int = 100) -> str:
    """An analysis for a person to read."""
    posting = analysis.posting
    lines = [headline(posting), ""]
    for kind in Kind:
        highlight = analysis.highlight(kind)
        if highlight is None:
            lines += [f"{_NAMES[kind]:<12}not stated", ""]
            continue
        lines += highlight_lines(highlight, explain=explain, width=width)
        lines.append("")
    lines += [inert(f"note: {note}") for note in analysis.notes]
    return "\n".join(lines).rstrip() + "\n"


def headline(posting: Posting) -> str:
    """What job it is and whose."""
    return inert(" at ".join(part for part in (posting.title or "Untitled posting", posting.company) if part))


def highlight_lines(highlight: Highlight, *, explain: bool = False, width: int = 100) -> list[str]:
    """A highlight with its runners-up, numbered from 1 as the options count them."""
    lines = _evidence_lines(highlight.evidence, f"{_NAMES[highlight.kind]:<12}", about(highlight), explain, width)
    for number, other in enumerate(highlight.alternatives, 2):
        lines += _evidence_lines(other, f"{number:>10}  ", _about(other), False, width)
    return lines


def about(highlight: Highlight) -> str:
    """Category, place, score and confidence of a highlight."""
    if highlight.evidence.typed:
        return _about(highlight.evidence)
    sure = f"{'low ' if highlight.confidence < LOW_CONFIDENCE else ''}confidence {highlight.confidence:.0%}"
    return f"{_about(highlight.evidence)}; {sure}"


def _about(evidence: Evidence) -> str:
    place = (
        "typed by you"
        if evidence.typed
        else f"characters {evidence.span.start} to {evidence.span.end}, {evidence.section.value}"
    )
    return f"{evidence.category}; {place}; score {evidence.score:.2f}"


def _evidence_lines(evidence: Evidence, lead: str, said: str, explain: bool, width: int) -> list[str]:
    quote = one_line(plain_text(evidence.quote))
    what = inert(evidence.name) if evidence.kind is Kind.TOOL else f'"{quote}"'
    lines = textwrap.wrap(what, width, initial_indent=lead, subsequent_indent=_INDENT)
    around = f'in "{one_line(plain_text(evidence.context.quote))}"' if evidence.context else ""
    below = [
        line
        for words in (around, said)
        for line in textwrap.wrap(words, width, initial_indent=_INDENT, subsequent_indent=_INDENT)
    ]
    lines += [click.style(line, dim=True) for line in below]
    if explain:
        lines += [f"{_INDENT}{signal.value:+6.2f}  {inert(signal.reason)}" for signal in evidence.signals]
        lines.append(f"{_INDENT}{evidence.score:+6.2f}  in all")
        if evidence.category_signals:
            lines.append(f"{_INDENT}{evidence.category}, because")
            lines += [f"{_INDENT}{signal.value:+6.2f}  {inert(signal.reason)}" for signal in evidence.category_signals]
            lines.append(f"{_INDENT}{sum(signal.value for signal in evidence.category_signals):+6.2f}  in all")
    return lines


#: So many characters are shown around a quote where there is room for them, and so many where there is less.
_AROUND = (160, 80, 40, 0)


def in_context(text: str, evidence: Evidence, width: int = 100, most: int = 8) -> list[str]:
    """The quote marked in the text around it, as at most `most` lines of at most `width` columns."""
    for around in _AROUND:
        lines = wrapped(_marked(text, evidence.span, around), width, lead="  | ")
        if len(lines) <= most:
            return lines
    return wrapped(_marked(text, evidence.span, 0), width, lead="  | ", most=most)


def _marked(text: str, span: Span, around: int) -> str:
    """A stretch of its paragraph in marks, with so many characters on either side, whole words all."""
    before = text.rfind("\n", 0, span.start) + 1
    after = text.find("\n", span.end)
    after = len(text) if after < 0 else after
    start, end = max(before, span.start - around), min(after, span.end + around)
    left, right = text[start : span.start], text[span.end : end]
    if start > before:
        left = f"... {left.partition(' ')[2]}"
    if end < after:
        right = f"{right.rpartition(' ')[0]} ..."
    return one_line(f"{left}>>{text[span.start : span.end]}<<{right}")


def analyses_json(analyses: Sequence[Analysis], *, with_text: bool = False) -> str:
    """One object, or a list of them."""
    rows = [analysis_to_json(analysis, with_text=with_text) for analysis in analyses]
    return json.dumps(rows[0] if len(rows) == 1 else rows, ensure_ascii=False, indent=2) + "\n"


def analysis_line(analysis: Analysis, *, with_text: bool = False) -> str:
    """One line of JSON lines; U+2028 and U+2029 stay escaped, so that every reader sees one line."""
    row = json.dumps(analysis_to_json(analysis, with_text=with_text), ensure_ascii=False)
    return row.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\u0085", "\\u0085") + "\n"
