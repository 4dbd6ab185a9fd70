"""Where the words of a written sentence come from: what stands so in a fact that it cites is the fact's, the rest the writer's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tailor.brief.facts import Fact
from tailor.letter.said import Piece

#: The ref of what another writer wrote.
WRITTEN = "--written"
_TOKEN = re.compile(r"[\w$€£%@.,:/+-]*\w[%+]?|[^\w]")


def pieces_of(text: str, facts: Sequence[Fact], names: Sequence[Fact] = ()) -> tuple[Piece, ...]:
    """A sentence as pieces with their sources.

    Args:
        text: The sentence.
        facts: Those that it cites.
        names: What counts only where it stands whole: employers.
    """
    tokens = _TOKEN.findall(text)
    owners: list[Fact | None] = [None] * len(tokens)
    folded = [token.casefold() for token in tokens]
    for fact in facts:
        other = [token.casefold() for token in _TOKEN.findall(fact.text)]
        for start, _, size in SequenceMatcher(None, folded, other, autojunk=False).get_matching_blocks():
            if _tells(tokens[start : start + size]) and not any(owners[start : start + size]):
                owners[start : start + size] = [fact] * size
    for name in names:
        other = [token.casefold() for token in _TOKEN.findall(name.text)]
        for start in range(len(tokens) - len(other) + 1):
            if folded[start : start + len(other)] == other:
                owners[start : start + len(other)] = [name] * len(other)
    return tuple(_joined(tokens, owners))


def _tells(tokens: Sequence[str]) -> bool:
    """Whether a stretch is more than small words by chance: it has a figure, or two longer words."""
    words = [token for token in tokens if len(token) > 1 and token[0].isalnum()]
    return any(char.isdigit() for word in words for char in word) or sum(len(word) > _SMALL for word in words) > 1


#: A word of more letters is none that every sentence has.
_SMALL = 3


def _joined(tokens: Sequence[str], owners: Sequence[Fact | None]) -> Iterator[Piece]:
    start = 0
    for at in range(1, len(tokens) + 1):
        if at == len(tokens) or owners[at] is not owners[start]:
            owner, text = owners[start], "".join(tokens[start:at])
            yield Piece(text, owner.source, owner.ref) if owner else Piece(text, "option", WRITTEN)
            start = at
