"""Lines, headings and sections of a posting.

Real postings write headings in a dozen ways: ``## Title``, ``**Title**``, ``TITLE:``, an emoji before or after, or
glued to the next word. A heading of the lexicon decides the section; a line that only looks like a heading opens a
sub-heading of the section it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from jdparse.lexicon.load import Lexicon
from jdparse.text import Normalised
from jdparse.types import Section, SectionKind, Span

_BULLET = re.compile(
    r"[ ]*(?:(?P<mark>[-*+•●▪◦‣⁃∙·○■□➢➤►✓✔✅–—]+[ ]*|o[ ]+|\(?\d{1,2}[.)][ ]+|[a-z][.)][ ]+)|(?P<icon>[^\w\s\x00-\x7f]+[ ]*))(?=\S)"
)
_BOLD_LINE = re.compile(r"\s*(?:[-*]\s+)?(\*\*|__)(?=\S).{1,90}?\1[\s:]*$")
_MARKDOWN_HEADING = re.compile(r"\s*#{1,6}\s+\S")
#: A heading has no more words than this.
MAX_HEADING_WORDS = 9
#: Nor more characters, where it is glued to the next word.
_MAX_GLUED = 80
#: "About us: we ..." is a heading with its text on the same line; the heading part has no more words than this.
_MAX_INLINE_HEADING_WORDS = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the normalised text.

    Attributes:
        span: Its content, without bullet mark, surrounding space and inline heading.
        bullet: Whether it began with a bullet mark or a number.
        heading: Whether the whole line is a heading.
        kind: The section that a heading of the lexicon opens, on this line or before its content.
        title: The heading's words.
        head: Whether it stands in the posting's head: its title, its employer, or a line above one of them.
    """

    span: Span
    bullet: bool = False
    heading: bool = False
    kind: SectionKind | None = None
    title: str = ""
    head: bool = False


def plain_heading(line: str) -> str:
    """A heading without marks, emoji, colon and case: ``** What You'll Do: **`` -> ``what you'll do``."""
    start, end = 0, len(line)
    while start < end and not line[start].isalnum():
        start += 1
    while end > start and not line[end - 1].isalnum():
        end -= 1
    return " ".join(line[start:end].lower().split())


class HeadingIndex:
    """The lexicon's headings, by their plain form."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._exact: dict[str, SectionKind] = {}
        self._open: dict[str, list[tuple[list[str], SectionKind]]] = defaultdict(list)
        wildcards: list[tuple[str, SectionKind]] = []
        for row in lexicon.sections:
            for heading in row.headings:
                if "*" in heading:
                    wildcards.append((heading, row.kind))
                else:
                    self._exact[heading] = row.kind
        for heading, kind in sorted(wildcards, key=lambda pair: (-len(pair[0]), pair[0])):
            if heading.endswith("*"):
                self._exact.setdefault(heading[:-1].rstrip(), kind)
            self._open[heading[0]].append((heading.split("*"), kind))
        self._verbs = frozenset(
            word.capitalize() for cue in ("action", "generic") for word in lexicon.cues[cue].phrases if " " not in word
        )

    def exact(self, plain: str) -> SectionKind | None:
        """The section that this heading opens, if it stands in the lexicon word for word."""
        return self._exact.get(plain)

    def kind_of(self, plain: str) -> SectionKind | None:
        """The section that this heading opens, wildcards included."""
        exact = self._exact.get(plain)
        if exact is not None:
            return exact
        return next((kind for parts, kind in self._open.get(plain[:1], ()) if _fits(plain, parts)), None)

    def lost_breaks(self, text: str) -> set[int]:
        """Offsets where a line break was lost.

        That is after a heading glued to the next word ("ResponsibilitiesBuild the ...") and before a duty's verb
        glued to the bullet before it ("... pipelinesDesign the ...").
        """
        found: set[int] = set()
        for match in _GLUE.finditer(text):
            at = match.start("word")
            least = max(0, at - _MAX_GLUED - 4)
            begin = max(text.rfind(mark, least, at - 1) for mark in ("\n", ". ", "! ", "? ", "* "))
            head = text[max(begin + 1, least) : at]
            if (len(head) <= _MAX_GLUED and plain_heading(head) in self._exact) or (
                match["word"] in self._verbs
                and text[at - 1] not in ":/-"
                and _LOWER_WORD_END.search(text, max(0, at - 24), at)
            ):
                found.add(at)
        return found


def _fits(plain: str, parts: list[str]) -> bool:
    """Whether a heading has these parts in their order, any words between them: "about", "team" for ``about * team``."""
    first, *inner, last = parts
    if not plain.startswith(first):
        return False
    at, end = len(first), len(plain) - len(last)
    for part in inner:
        found = plain.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end and plain.endswith(last)


_GLUE = re.compile(r"(?P<word>[A-Z](?<=[a-z:;.)!?][A-Z])[a-z']+)[ ,]")
_LOWER_WORD_END = re.compile(r"(?:^|[\s(,/-])[a-z]{2,}[.;)]?$")


def find_lines(normalised: Normalised, headings: HeadingIndex) -> tuple[Line, ...]:
    """The non-empty lines of a posting, with bullets and headings told apart."""
    text = normalised.text
    raw = normalised.user_text
    # Why not looked for from each line on: one long line of the user may have become many.
    breaks = [-1, *(found.start() for found in re.finditer("\n", raw)), len(raw)]
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        raw_span = normalised.to_user(Span(start, end))
        raw_start = breaks[bisect_left(breaks, raw_span.start) - 1] + 1
        raw_end = breaks[bisect_left(breaks, raw_span.end)]
        marked = bool(_BOLD_LINE.match(raw, raw_start, raw_end) or _MARKDOWN_HEADING.match(raw, raw_start, raw_end))
        lines.append(_read_line(text, start, end, headings, marked=marked))
    return tuple(lines)


_LINE = re.compile(r"[^\s][^\n]*(?<=\S)|\S")


def _read_line(text: str, start: int, end: int, headings: HeadingIndex, *, marked: bool) -> Line:
    mark = _BULLET.match(text, start, end)
    bullet = mark is not None and mark["mark"] is not None
    content = mark.end() if mark else start
    if text[start] == "#":
        content = start + len(text[start:end]) - len(text[start:end].lstrip("# "))
        bullet = False
    words = text[content:end]
    plain = plain_heading(words)
    count = len(plain.split())
    ends_open = words.rstrip().endswith((":", ":-", "…", "..."))
    if plain and count <= MAX_HEADING_WORDS and not words.rstrip().endswith((".", ";", ",")):
        allowed = not bullet or marked or ends_open
        kind = headings.kind_of(plain) if allowed and (count <= 6 or marked or ends_open) else None
        if kind is not None:
            return Line(Span(content, end), bullet=False, heading=True, kind=kind, title=words.strip(" :*#"))
        shouted = words.isupper() and count <= 6 and len(words) > 3
        if (marked or shouted or (ends_open and not bullet)) and not (bullet and not marked):
            return Line(Span(content, end), heading=True, title=words.strip(" :*#"))
    colon = text.find(":", content, min(end, content + 60))
    if colon > 0 and len(text[content:colon].split()) <= _MAX_INLINE_HEADING_WORDS:
        kind = headings.exact(plain_heading(text[content:colon]))
        if kind is not None and not bullet:
            body = colon + 1
            while body < end and text[body] in " -*:":
                body += 1
            if body < end:
                return Line(Span(body, end), bullet=bullet, kind=kind, title=text[content:colon].strip())
    return Line(Span(content, end), bullet=bullet)


def find_sections(text: str, lines: tuple[Line, ...]) -> tuple[Section, ...]:
    """The sections of a posting; they tile its text from the first character to the last."""
    sections: list[Section] = []
    start, kind, heading, confidence = 0, SectionKind.SUMMARY, "", 0.5

    def close(at: int) -> None:
        if at > start:
            sections.append(Section(kind, Span(start, at), heading, confidence))

    for number, line in enumerate(lines):
        if line.kind is None and not (line.heading and kind in _ENDED_BY_ANY_HEADING):
            continue
        close(line.span.start)
        start = line.span.start
        heading = line.title
        kind, confidence = (line.kind, 1.0) if line.kind is not None else (SectionKind.SUMMARY, 0.5)
        one_liner = not line.heading and line.kind is SectionKind.LEGAL
        if one_liner and number + 1 < len(lines):
            close(lines[number + 1].span.start)
            start, kind, heading, confidence = lines[number + 1].span.start, SectionKind.SUMMARY, "", 0.5
    close(len(text))
    return tuple(sections)


#: A heading that the lexicon does not know ends these; elsewhere it opens a sub-heading of the same section.
_ENDED_BY_ANY_HEADING = frozenset({SectionKind.LEGAL, SectionKind.BENEFITS})
