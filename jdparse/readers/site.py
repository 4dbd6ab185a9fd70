"""The posting among the lines of a web page: what the site puts around it is left out.

A page that was printed or saved has its navigation, the employer's card and "similar jobs" in the same text as the posting.
Boards mark where the posting begins and ends with a few lines of their own (``lexicons/words.toml``); between them, prose,
bullets and known headings are the posting, and short labels and links at either end are not.

Source: C. Kohlschütter, P. Fankhauser, W. Nejdl, "Boilerplate detection using shallow text features", WSDM 2010 (words and
links of a line tell most).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from jdparse.lexicon.load import load_lexicon
from jdparse.readers.marks import begins_posting, ends_posting, is_answer, is_label, is_site_prose
from jdparse.readers.titles import plain_line
from jdparse.reading.sections import HeadingIndex, plain_heading

#: A line of so many words is prose; labels, buttons and names of places are shorter.
_PROSE_WORDS = 8
#: A bullet of so many words is no entry of a menu.
_BULLET_WORDS = 4
#: A posting has at least so many words of prose and bullets; a card of a similar job, or a summary, has less.
_POSTING_WORDS = 60


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A paragraph, bullet or heading of a page.

    Attributes:
        text: Its words, in one line, without bullet mark.
        bullet: Whether a bullet stands before it.
        linked: Whether all of it is a link.
        apart: Whether there is more space above it than between the lines of a paragraph.
        beside: Whether it stands in a narrow column beside the page's text.
        height: How high its letters are, in points; 0 if that is not known.
    """

    text: str
    bullet: bool = False
    linked: bool = False
    apart: bool = False
    beside: bool = False
    height: float = 0.0

    @property
    def words(self) -> int:
        """How many words it has that are not a link's."""
        return 0 if self.linked else len(self.text.split())

    @property
    def prose(self) -> bool:
        """Whether it reads as a sentence or as an item of a posting's list."""
        return self.words >= (_BULLET_WORDS if self.bullet else _PROSE_WORDS)

    @property
    def item(self) -> bool:
        """Whether it is an item of a list of some words, or a heading that postings have."""
        return (self.bullet and self.prose) or (not self.linked and _is_heading(self.text))


def is_posting(lines: Sequence[SiteLine]) -> bool:
    """Whether some lines hold enough prose and items for a posting."""
    return _words_of(lines) >= _POSTING_WORDS


def posting_lines(lines: Sequence[SiteLine], names: Sequence[str] = (), whole: bool = False) -> tuple[SiteLine, ...]:
    """The lines of a page that are its posting; all of them if nothing tells where it begins and ends.

    Args:
        lines: The page, in reading order.
        names: Title and company; a line that holds only one of them belongs to the head of the page.
        whole: Whether they are known to begin with the posting.
    """
    begins = [number for number, line in enumerate(lines) if begins_posting(line.text)]
    above = list(accumulate((line.words if line.prose else 0 for line in lines), initial=0))
    begin = next((number + 1 for number in begins if above[-1] - above[number] >= _POSTING_WORDS), 0)
    parts = _parts(lines[begin:])
    long = [number for number, part in enumerate(parts) if is_posting(part)]
    begins_here = whole or begin > 0
    told = [
        number for number in long if (begins_here and number == long[0]) or any(line.item for line in parts[number])
    ]
    chosen = next(iter(told), max(long, key=lambda number: _words_of(parts[number]), default=None))
    if chosen is None:
        return tuple(lines)
    part = parts[chosen]
    if not (begins_here and chosen == 0):
        part = part[_start(part, {plain_heading(name) for name in names if name}) :]
    return tuple(part[: _end(part, marked=chosen + 1 < len(parts))])


def before_the_site(text: str) -> str:
    """A pasted text without the buttons and banners above the posting, up to where a board's own lines follow it.

    Offsets into the text stay: what goes above becomes as many spaces, and the end is left out.
    """
    text = _without_buttons(text)
    parts: list[list[tuple[SiteLine, int, int]]] = [[]]
    ends, begun = [len(text)], {0: False}
    for match in _LINE.finditer(text):
        line = _pasted_line(match.group())
        if line is None:
            continue
        if ends_posting(line.text):
            ends[-1] = match.start()
            parts.append([])
            ends.append(len(text))
        else:
            begun[len(parts) - 1] = begun.get(len(parts) - 1, False) or begins_posting(line.text)
            parts[-1].append((line, match.start(), match.end()))
    chosen = _posting_part([[line for line, _, _ in part] for part in parts], begun)
    text = _blanked(text, [(start, end) for part in parts[:chosen] for line, start, end in part if _is_own(line)])
    return text[: ends[chosen]].rstrip() if chosen < len(parts) - 1 else text


def _posting_part(parts: Sequence[Sequence[SiteLine]], begun: Mapping[int, bool]) -> int:
    """Which part is the posting: one that a board begins, else the first with enough text and items, else the one with most."""
    begin = next((number for number, is_begun in sorted(begun.items()) if is_begun and _words_of(parts[number])), None)
    if begin is not None:
        return begin
    # A button of the page's head may be one that elsewhere ends the posting, and a banner is long too.
    whole = [number for number, part in enumerate(parts) if is_posting(part)]
    told = [number for number in whole if any(line.item for line in parts[number])]
    short = [number for number, part in enumerate(parts) if any(line.item for line in part)]
    rest = [number for number, part in enumerate(parts) if any(line.prose for line in part)]
    most = max(whole, key=lambda number: (_words_of(parts[number]), -number), default=None)
    return next(iter(told or ([most] if most is not None else []) or short or rest), len(parts) - 1)


def _without_buttons(text: str) -> str:
    """A text without the buttons above the posting, and without banners and the questions of a form anywhere."""
    blank: list[tuple[int, int]] = []
    asked: list[tuple[int, int]] = []
    begun = False
    for match in _LINE.finditer(text):
        line = _pasted_line(match.group())
        if line is None:
            continue
        if asked and (_OPTION.match(match.group()) or is_answer(line.text)):
            # The question goes with its first answer.
            blank += [span for span in (*asked, match.span()) if span not in blank[-1:]]
            asked = [match.span()]
            continue
        asked = [match.span()] if _QUESTION.search(line.text) else []
        if is_site_prose(line.text) or (not begun and is_label(line.text)):
            blank.append(match.span())
        else:
            begun = begun or _is_own(line)
    return _blanked(text, blank)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with spaces in the place of these parts, which stand in its order."""
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])


_QUESTION = re.compile(r"\?\W*$")
_OPTION = re.compile(r"\s*(?:\(?[A-Ha-h][).:]|\( ?\))\s+\S")
_LINE = re.compile(r"(?m)^[^\S\n]*+\S[^\n]*")
_BULLET = re.compile(r"\s*(?:[-*+•●▪◦‣·○■□–—✓✔✅]|\d{1,2}[.)])\s+")
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")


def _pasted_line(line: str) -> SiteLine | None:
    bullet = _BULLET.match(line)
    linked = bool(_LINKED.fullmatch(line[bullet.end() if bullet else 0 :].strip()))
    words = plain_line(line)
    return SiteLine(words, bool(bullet), linked) if words else None


def text_of(lines: Sequence[SiteLine]) -> str:
    """The lines as a text with bullets and blank lines between paragraphs."""
    pieces: list[str] = []
    for line in lines:
        mark = "- " if line.bullet and not _NUMBERED.match(line.text) else ""
        pieces.append(("\n\n" if line.apart else "\n") + mark + line.text)
    return "".join(pieces).strip()


_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)] ")


def _parts(lines: Sequence[SiteLine]) -> list[list[SiteLine]]:
    """The page cut where a board says that a posting has ended, and where a narrow column begins; without buttons."""
    parts: list[list[SiteLine]] = [[]]
    for number, line in enumerate(lines):
        if number and line.beside != lines[number - 1].beside:
            parts.append([])
        if ends_posting(line.text):
            parts.append([])
        elif not is_label(line.text):
            parts[-1].append(line)
    return parts


def _words_of(part: Sequence[SiteLine]) -> int:
    return sum(line.words for line in part if line.prose)


def _is_own(line: SiteLine) -> bool:
    return line.prose or line.item


def _start(part: Sequence[SiteLine], names: set[str]) -> int:
    """Where a part begins without the labels and links of the page's head."""
    first = next((number for number, line in enumerate(part) if _is_own(line)), 0)
    body = part[first].height
    while first and _heads(part[first - 1], body) and plain_heading(part[first - 1].text) not in names:
        first -= 1
    return first


def _end(part: Sequence[SiteLine], marked: bool) -> int:
    """Where a part ends without the links after it, and without labels unless the board has marked its end."""
    last = len(part)
    while last > 1 and not _is_own(part[last - 1]):
        line = part[last - 1]
        if not line.linked and (marked or line.bullet or line.text.endswith((".", "!"))):
            break
        last -= 1
    return last


def _heads(line: SiteLine, body: float) -> bool:
    """Whether a short line may head the posting's first paragraph, and is not a label of the page's head."""
    return (
        not line.linked and not line.bullet and (line.text.endswith((":", "!", "?")) or line.height > 1.08 * body > 0)
    )


def _is_heading(text: str) -> bool:
    plain = plain_heading(text)
    return 0 < len(plain.split()) <= _PROSE_WORDS and headings().exact(plain) is not None


@lru_cache(maxsize=1)
def headings() -> HeadingIndex:
    """The headings of the lexicon by their plain form."""
    return HeadingIndex(load_lexicon())
