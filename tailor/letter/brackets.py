"""The bundled sample's letters: each borrowed figure and name in square brackets."""

from __future__ import annotations

from collections.abc import Sequence

from jdparse.english.patterns import pattern
from tailor.letter.trace import Trace

_FIGURE = pattern(
    r"(?<![A-Za-z\d])[$€£]?\d[\d,.]*\d?(?:[MKB](?!\w)|\s?(?:%|ms|QPS|rps|GB|million|billion|hours?|minutes?|seconds?|points?"
    r"|weeks?|days?)(?!\w))?"
    r"|\b(?:{counted})\b"
    r"(?: (?:{measured-in})\b|(?= of\b| [a-z]+s\b))|(?<=of )(?:two|three|four|five|ten)\b"
)
_NAMED_FIELDS = (".employer", ".tools", "me.name")


def bracket_sample(text: str, trace: Sequence[Trace]) -> tuple[str, tuple[Trace, ...]]:
    """The letter with each borrowed figure and name in square brackets."""
    pieces: list[str] = []
    moved: list[Trace] = []
    length = 0
    for span in trace:
        piece = text[span.start : span.end]
        if span.source == "profile":
            piece = (
                f"[{piece}]"
                if span.ref.endswith(_NAMED_FIELDS)
                else _FIGURE.sub(lambda found: f"[{found.group()}]", piece)
            )
        pieces.append(piece)
        moved.append(Trace(length, length + len(piece), span.source, span.ref))
        length += len(piece)
    return "".join(pieces), tuple(moved)
