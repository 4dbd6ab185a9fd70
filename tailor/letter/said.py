"""Words with their sources: what a sentence of a letter is made of before it is a string."""

from __future__ import annotations

import string
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tailor.letter.trace import Source, Tracer


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one source.

    Attributes:
        text: The words as they stand in the letter.
        source: Profile, posting, option, or the program's own templates.
        ref: The record and field, or the posting's offsets.
    """

    text: str
    source: Source = "template"
    ref: str = ""


Words: TypeAlias = tuple[Piece, ...]
#: A stretch of the record with so many words is a fact that a letter tells once.
_A_FACT = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that a letter may hold.

    Attributes:
        pieces: Its words.
        role: What it does: ``system``, ``worth``, ``need``, ``wall``, ``did``, ``result``, ``offer`` ...
        row: The id of the row that it was made from.
        traits: Named facts about it for the judge.
        story: The story that it tells of; empty for none.
    """

    pieces: Words
    role: str
    row: str
    traits: Mapping[str, float] = field(default_factory=dict)
    story: str = ""

    @property
    def text(self) -> str:
        """The sentence as it reads, its first letter a capital."""
        said = plain_words(self.pieces)
        return said[:1].upper() + said[1:]

    @property
    def key(self) -> str:
        """A short name of it among the candidates of its place: one row may be filled in several ways."""
        return f"{self.row}.{zlib.crc32(self.text.encode()):x}"

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def facts(self) -> frozenset[str]:
        """The stretches of the profile that it tells, names and bare words aside."""
        return frozenset(
            piece.text.casefold()
            for piece in self.pieces
            if piece.source == "profile"
            and len(piece.text.split()) >= _A_FACT
            and not piece.ref.endswith((".employer", ".tools"))
        )

    def marked(self, tracer: Tracer) -> str:
        """The sentence for a template, each piece marked with its source."""
        first, *rest = [piece for piece in self.pieces if piece.text]
        capital = Piece(first.text[:1].upper() + first.text[1:], first.source, first.ref)
        return "".join(mark_piece(piece, tracer) for piece in (capital, *rest))


def mark_piece(piece: Piece, tracer: Tracer) -> str:
    """A piece with the tracer's marks; the program's own carry none, but for a whole sentence of its own."""
    if piece.source == "template" and not piece.ref:
        return piece.text
    left = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    right = piece.text[len(piece.text.rstrip()) :]
    return f"{left}{tracer.mark(piece.text, piece.source, piece.ref)}{right}"


def plain_words(words: Words) -> str:
    """The words as a string."""
    return "".join(piece.text for piece in words)


def say(text: str, **slots: Words) -> Words:
    """The words of a row with its slots filled; braces in the fillings stay what they are."""
    found: list[Piece] = []
    for literal, name, _, _ in string.Formatter().parse(text):
        if literal:
            found.append(Piece(literal))
        if name is not None:
            found += slots[name]
    return tuple(found)


def join_words(items: list[Words]) -> Words:
    """``a``, ``a and b``, ``a, b and c``; with semicolons where an item holds a comma."""
    if len(items) < 2:
        return items[0] if items else ()
    wide = any("," in plain_words(item) for item in items)
    comma = "; " if wide and len(items) > 2 else ", "
    found: list[Piece] = list(items[0])
    for number, item in enumerate(items[1:], 2):
        last = number == len(items)
        found.append(Piece((", and " if wide else " and ") if last else comma))
        found += item
    return tuple(found)
