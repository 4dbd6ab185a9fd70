"""A phrase in fewer words: what the sentence can spare goes, the least needed and last part before the others.

What goes is a whole subtree, in an order of cost. Each step is a candidate of its own, because which of them reads best is
not for this module to say.

Source: the order of cost was read off the pains of 24 letters and the lines that they tell (`letters/PATTERNS.md`, part a).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from jdparse.english.classes import word_class
from jdparse.english.tree import children, conjuncts, count_words, subtree

#: Examples and afterthoughts: never kept.
_EXAMPLES = frozenset({"including", "like", "such", "e.g.", "eg", "i.e.", "ie", "etc", "etc.", "namely", "notably"})
_NEVER = frozenset({"parataxis", "appos", "meta", "intj", "dep"})
_MAX_STEPS = 24
_FEWEST_WORDS = 2


def compress(head: Token, most: int, without: Collection[Token] = ()) -> Iterator[tuple[Token, ...]]:
    """The phrase of `head` cut step by step, the longest that fits first.

    Args:
        head: A verb or the head of a noun phrase.
        most: Words at the most.
        without: Tokens whose subtrees are left out from the start.
    """
    banned = {*without, *_spare(head)}
    for _ in range(_MAX_STEPS):
        kept = tuple(sorted(subtree(head, banned), key=lambda token: token.i))
        words = count_words(kept)
        if words < _FEWEST_WORDS:
            return
        if words <= most:
            yield kept
        costs = [
            (cost, -token.i, token) for token in kept if token != head and (cost := _cost(token, head)) is not None
        ]
        if not costs:
            return
        banned.add(min(costs, key=lambda row: row[:2])[2])


def _spare(head: Token) -> Iterator[Token]:
    """What no short phrase keeps."""
    for token in head.subtree:
        if token == head:
            continue
        before = token.nbor(-1).lower_ if token.i else ""
        example = token.lower_ in _EXAMPLES or (token.lower_ == "as" and before == "such")
        worn = (
            token.lower_ in word_class("worn-adjectives")
            and token.dep_ in {"amod", "advmod"}
            and not list(children(token, "prep"))
        )
        aside = token.dep_ in _NEVER and not (token.dep_ == "appos" and token.i < head.i)
        if example or worn or aside or token.dep_ == "preconj" or token.lower_ in {"both", "own"}:
            yield token
        elif (
            token.dep_ == "conj"
            and token.tag_.startswith("VB")
            and token.tag_ != "VBG"
            and token.head.tag_.startswith("NN")
        ):
            # Why: where a noun is joined to a verb, the parser has missed a second duty.
            yield token


def _cost(token: Token, head: Token) -> float | None:
    """How much a phrase loses with this subtree; None where it cannot lose it."""
    label, word = token.dep_, token.lower_
    above = token.head
    inside = above != head and above.tag_.startswith(("VB", "MD"))
    if label in {"relcl", "advcl"}:
        return 2.0 if label == "relcl" else 1.0
    if label == "npadvmod":
        return 1.5 if above.tag_.startswith("VB") else None
    if inside and (
        label in {"ccomp", "xcomp", "acomp", "oprd", "dobj", "attr", "prt"}
        or (label == "prep" and not children(above, "dobj", "acomp", "attr"))
    ):
        # Why: a clause inside the phrase is kept whole or goes whole.
        return None
    if label == "ccomp":
        return None
    if label == "acl":
        return 4.0
    if token.tag_ in {"WRB", "WP", "WDT"}:
        return None
    if label == "advmod" and above.tag_.startswith("VB"):
        return 1.6
    if label == "prep":
        if word in {"of"}:
            return 8.0 if above.lower_ not in word_class("part-nouns") | word_class("vague-nouns") else None
        verbal = above.tag_.startswith("VB")
        vague = above.lower_ in word_class("vague-nouns")
        return (3.0 if verbal else 4.5) + (3.0 if vague else 0.0) + (0.5 if word in {"for", "to", "into"} else 0.0)
    if label == "conj":
        chain = conjuncts(_first(token))
        place = chain.index(token) if token in chain else 1
        return 2.5 if place >= 2 else 6.0
    if label == "amod" and word in word_class("quality-adjectives"):
        return 3.2
    return None


def _first(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token
