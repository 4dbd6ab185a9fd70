"""What a cut did to a phrase: what it points at, what it closed, what it lost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection

from spacy.tokens import Token

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


def gap(kept: Collection[Token]) -> bool:
    """Whether two nouns now stand side by side that did not: "practices [for ...] domains"."""
    row = sorted(kept, key=lambda token: token.i)
    return any(
        one.i + 1 < two.i
        and one.tag_.startswith("NN")
        and two.tag_[:2] in {"NN", "JJ", "DT", "CD", "PR"}
        and two.dep_ != "conj"
        and two.head != one.head
        for one, two in itertools.pairwise(row)
    )


def lost(head: Token, kept: Collection[Token]) -> bool:
    """Whether the phrase's own noun lost what stood behind it."""
    told = children(head, "prep", "relcl", "acl")
    return bool(told) and not any(child in kept for child in told)


def is_whole(words: str) -> bool:
    """Whether the words have no open end and no stray mark."""
    last = words.split()[-1].lower()
    pieces = words.lower().replace(",", " ").split()
    doubled = any(one == two for one, two in itertools.pairwise(pieces))
    if doubled or _GOES_ON.search(words) or " / " in words:
        return False
    return (
        not _POINTING & set(pieces)
        and "n't" not in pieces
        and (
            not any(mark in words for mark in ';:?!()[]{}|"*•/ '.replace("/", "").replace(" ", ""))
            and " '" not in words
            and last not in _OPEN_ENDS
            and not words.startswith((",", ".", "-", "and ", "or "))
            and " ," not in words
            and "..." not in words
        )
    )


#: A list that is closed with "and" and goes on all the same: what stood between was cut.
_GOES_ON = re.compile(r"\band \S+, (?!and\b|or\b|that\b|which\b|with\b|so\b)|,(?! )|, (?:with|in|for|of|on|to)$")


#: Words that point at something which the letter has not named.
_POINTING = frozenset(
    {
        "their",
        "them",
        "they",
        "it",
        "its",
        "these",
        "those",
        "this",
        "he",
        "she",
        "his",
        "her",
        "i",
        "me",
        "my",
        "'s",
        "'",
        "them.",
    }
)


#: A phrase does not end on one of these.
_OPEN_ENDS = frozenset(
    "a an and as at be between both but by either for from in into is are its like more of on or our over per so such than that the their these this those through to under "
    "using via where which while who with within your not only based related various new".split()
)
