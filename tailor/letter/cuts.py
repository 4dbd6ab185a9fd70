"""What a cut did to a phrase: what it points at, what it closed, what it lost."""

from __future__ import annotations

import itertools
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
