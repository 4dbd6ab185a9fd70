"""What is left over from writing: a paragraph twice, a translator's footer, a chatbot's line, keywords, a note to oneself."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from tailor.check.finding import Found
from tailor.check.letter import GREETING, Reading, shorten
from tailor.check.phrases import hits

#: Paragraphs that are so much alike, of 100, say the same; shorter ones are not compared.
_ALIKE, _WORDS = 88, 6


def leftovers(letter: Reading) -> Iterator[Found]:
    """Lines and paragraphs that should have gone before the letter went out."""
    for number, paragraph in enumerate(letter.paragraphs):
        if len(paragraph.text.split()) >= _WORDS and any(
            fuzz.ratio(paragraph.text, other.text) >= _ALIKE for other in letter.paragraphs[:number]
        ):
            yield Found(
                "FRM403", paragraph.start, paragraph.end, f'a paragraph stands twice: "{shorten(paragraph.text)}"'
            )
        first = paragraph.text.split("\n", 1)[0]
        if letter.greeting.text and GREETING.match(first.strip()) and len(first.split()) <= _WORDS:
            yield Found("FRM403", paragraph.start, paragraph.start + len(first), f'a second greeting: "{first}"')
    taken = -1
    for found in sorted(hits("leftover", letter.text), key=lambda hit: (hit.start(), -hit.end())):
        if found.start() >= taken:
            taken = found.end()
            yield Found("FRM403", found.start(), found.end(), f'"{shorten(found.group())}"')
