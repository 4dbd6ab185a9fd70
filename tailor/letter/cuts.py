"""What a cut did to a phrase: what it points at, what it closed, what it lost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection

from spacy.tokens import Token

from jdparse.english.classes import word_class
from jdparse.english.tree import children, conjuncts


def dangling(kept: Collection[Token]) -> bool:
    """Whether a "the" points at nothing, since what told which one was cut: "the impact" of "the impact of privacy rules"."""
    last = max(kept, key=lambda token: token.i)
    if last.i + 1 < len(last.doc) and last.nbor(1).tag_ in {"VBP", "VBZ", "VBD", "MD"}:
        # Why: "the platform engineers use" has its verb cut off, whatever the parser took it for.
        return True
    for token in kept:
        if token.lower_ == "the" and token.dep_ == "det":
            told = children(token.head, "prep", "relcl", "acl")
            if told and not any(child in kept for child in told):
                return True
    return False


def closed_up(kept: Collection[Token]) -> bool:
    """Whether a list was cut inside, and closed with another "and" than its own."""
    for token in kept:
        if token.dep_ != "conj":
            whole = conjuncts(token)
            here = [one for one in whole if one in kept]
            if 1 < len(here) < len(whole):
                return True
    return False


def is_whole(words: str) -> bool:
    """Whether the words have no open end and no stray mark."""
    pieces = words.lower().replace(",", " ").split()
    last = pieces[-1] if pieces else ""
    return not (
        any(one == two for one, two in itertools.pairwise(pieces))
        or last in word_class("open-ends")
        or word_class("pointing") & set(pieces)
        or any(mark in words for mark in _STRAY)
        or words.startswith(_NO_BEGINNING)
        or _GOES_ON.search(words)
    )


#: Marks that no short phrase has.
_STRAY = (*';:?!()[]{}|"*•', " '", " ,", "...", " /", "/ ", "n't")
_NO_BEGINNING = (",", ".", "-", "and ", "or ")
#: A list that is closed with "and" and goes on all the same, because what stood between was cut; a part behind a comma that was cut off.
_GOES_ON = re.compile(r"\band \S+, (?!and\b|or\b|that\b|which\b|with\b|so\b)|,(?! )|, \w+$|, to ")
