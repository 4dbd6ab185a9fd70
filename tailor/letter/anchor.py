"""The words of a line that a need hangs on, two to five of them and quoted: "pricing engine", "accuracy-critical domains"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from jdparse.english.classes import word_class
from jdparse.english.duty import read_line
from jdparse.english.rarity import rarity
from tailor.highlights.wants import Groups
from tailor.letter.bank import says

#: So many words are quoted.
_FEWEST, _MOST = 2, 5
#: Words as rare as this say something of the team.
_LEAST_RARITY = 1.0
#: Tags of words before a noun that are left out, and of those that make its phrase more than a noun with its kind.
_LEFT_OUT, _FURTHER = frozenset({"DT", "PDT", "PRP", "PRP$", "CD"}), frozenset({"CC", "IN", "VBZ", "TO", ","})
_PLAIN = re.compile(r"[A-Za-z0-9 /+&-]+")


def find_anchor(quote: str, company: str, groups: Groups) -> str:
    """The noun with its kind that a line names and a row looks for, the rarest; empty where there is none.

    Args:
        quote: The posting's line.
        company: The employer, whose name is no such noun.
        groups: The phrases that the row looks for.
    """
    line = read_line(quote, company)
    if line is None:
        return ""
    phrases = tuple(phrase for group in groups for phrase in group)
    found = [
        (rarity(words), -at, words)
        for at, words in _nouns(line.doc)
        if words in quote and words != company and rarity(words) >= _LEAST_RARITY and says(words, phrases)
    ]
    return max(found)[2] if found else ""


def _nouns(doc: Doc) -> Iterator[tuple[int, str]]:
    for head in doc:
        if not head.tag_.startswith("NN") or head.dep_ in {"compound", "nmod"}:
            continue
        row: list[Token] = list(doc[head.left_edge.i : head.i + 1])
        while row and (row[0].tag_ in _LEFT_OUT or row[0].lower_ in word_class("worn-adjectives")):
            row.pop(0)
        words = doc[row[0].i : head.i + 1].text if row else ""
        plain = _PLAIN.fullmatch(words) and not any(token.tag_ in _FURTHER for token in row)
        if plain and _FEWEST <= len(words.split()) <= _MOST:
            yield head.i, words
