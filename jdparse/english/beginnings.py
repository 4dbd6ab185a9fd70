"""How the matches of a regular expression can begin, so that a text without any such beginning need not be searched.

Why: two hundred patterns of many words each are asked of every sentence of a letter, and few of them have a word there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: So many characters of a beginning are looked at; a pattern with more beginnings than this is always searched.
LENGTH, MOST = 4, 1500
#: A beginning, and whether what follows in the pattern goes on with it.
_Open = tuple[str, bool]


def beginnings(pattern: str) -> frozenset[str]:
    """The first characters of what a pattern can match, in lower case, at most `LENGTH` of each; holds "" where that is open."""
    found = {text for text, _ in _sequence(parser.parse(pattern), LENGTH)}
    return frozenset({""}) if len(found) > MOST else frozenset(text.lower() for text in found)


@lru_cache(maxsize=1024)
def word_beginnings(text: str) -> frozenset[str]:
    """The first one to `LENGTH` characters at each word of a text, in lower case, white space as one space, and ""."""
    flat = re.sub(r"\s+", " ", text.lower())
    starts = [found.start() for found in re.finditer(r"(?<![\w-])\S", flat)]
    return frozenset({"", *(flat[at : at + size] for at in starts for size in range(1, LENGTH + 1))})


def _sequence(parsed: Iterable[tuple[Any, Any]], size: int) -> set[_Open]:
    found: set[_Open] = {("", True)}
    for operator, argument in parsed:
        going = [text for text, open_ in found if open_ and len(text) < size]
        if not going:
            break
        found = {one for one in found if not (one[1] and len(one[0]) < size)}
        for text in going:
            found |= {
                ((text + more)[:size], goes_on) for more, goes_on in _element(operator, argument, size - len(text))
            }
        if len(found) > MOST:
            return {("", False)}
    return found


def _element(operator: Any, argument: Any, size: int) -> set[_Open]:
    if operator is sre.LITERAL:
        return {(chr(argument), True)}
    if operator is sre.IN:
        return _characters(argument)
    if operator is sre.BRANCH:
        return {one for branch in argument[1] for one in _sequence(branch, size)}
    if operator is sre.SUBPATTERN:
        return _sequence(argument[3], size)
    if operator in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        least, most, repeated = argument
        found = _sequence(repeated, size)
        if found != {(" ", True)} and most > 1:
            # After one round another may follow.
            found = {(text, False) for text, _ in found}
        return found | {("", True)} if least == 0 else found
    if operator in {sre.AT, sre.ASSERT, sre.ASSERT_NOT}:
        return {("", True)}
    return {("", False)}


def _characters(members: Sequence[tuple[Any, Any]]) -> set[_Open]:
    found: set[_Open] = set()
    for kind, value in members:
        if kind is sre.LITERAL:
            found.add((chr(value), True))
        elif kind is sre.CATEGORY and value is sre.CATEGORY_SPACE:
            found.add((" ", True))
        elif kind is sre.CATEGORY and value is sre.CATEGORY_DIGIT:
            found |= {(digit, True) for digit in "0123456789"}
        else:
            return {("", False)}
    return found
