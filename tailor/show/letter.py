"""Letters as text and as JSON, with their trace."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from jdparse import Kind, highlight_to_json
from tailor.letter.letter import Letter
from tailor.letter.match import Match
from tailor.terminal.safe import inert

#: Changes only with an entry in the changelog.
SCHEMA = 1


def letter_json(letter: Letter) -> str:
    """A letter as the contract's JSON object."""
    return json.dumps(letter_row(letter), ensure_ascii=False, indent=2) + "\n"


def letter_row(letter: Letter) -> dict[str, Any]:
    """The same as a value."""
    return {
        "schema": SCHEMA,
        "text": letter.text,
        "paragraphs": list(letter.paragraphs),
        "paragraph_two": letter.paragraph_two,
        "length": letter.length,
        "words": letter.words,
        "story": letter.match.story.name,
        "highlights": {kind.value: highlight_to_json(letter.highlights.get(kind)) for kind in Kind},
        "trace": [
            {
                "start": span.start,
                "end": span.end,
                "text": letter.text[span.start : span.end],
                "source": span.source,
                "ref": span.ref,
            }
            for span in letter.trace
        ],
        "notes": list(letter.notes),
    }


def trace_text(letter: Letter) -> str:
    """Why this story, why these sentences, and where each stretch of the letter came from."""
    lines = ["story"]
    lines += [line for match in (letter.match, *letter.others) for line in _match_lines(match)]
    lines.append("sentences")
    for judged in letter.judged:
        total = sum(reason.value for reason in judged.reasons)
        lines.append(f"  {total:+5.2f}  {judged.row:<24}{textwrap.shorten(judged.text, 60, placeholder=' ...')}")
        lines += [f"         {reason.value:+.2f}  {reason.reason}" for reason in judged.reasons if reason.value]
    lines.append("sources")
    for span in letter.trace:
        words = " ".join(letter.text[span.start : span.end].split())
        if words and (span.source != "template" or span.ref.startswith("judgement")):
            lines.append(
                f"  {span.start:>5}-{span.end:<5} {span.source:<9}{span.ref:<34}{textwrap.shorten(words, 60, placeholder=' ...')}"
            )
    return inert("\n".join(lines) + "\n")


def _match_lines(match: Match) -> list[str]:
    lines = [f"  {match.score:5.2f}  {match.story.name}"]
    return lines + [f"         {reason.value:+.2f}  {reason.reason}" for reason in match.reasons]
