"""Phrases cut out of a parsed sentence: what is left out is a whole subtree, so what stays is grammatical.

A phrase is a set of tokens of one `Doc`; nothing is written back to the Doc.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_HELPERS = frozenset({"aux", "auxpass", "neg", "mark", "intj"})
#: Before one of these marks there is no space.
_CLOSING = frozenset(",.;:!?)%'")


def subtree(token: Token, without: Collection[Token] = ()) -> Iterator[Token]:
    """The token and what depends on it, apart from the subtrees of `without`."""
    if token in without:
        return
    yield token
    for child in token.children:
        yield from subtree(child, without)


def subject(verb: Token) -> Token | None:
    """The head of a verb's subject."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def helpers(verb: Token) -> tuple[Token, ...]:
    """Auxiliaries, negation and conjunctions before a verb."""
    return tuple(child for child in verb.children if child.dep_ in _HELPERS)


def children(token: Token, *labels: str) -> tuple[Token, ...]:
    """The dependents of a token with one of these labels, in text order."""
    return tuple(child for child in token.children if child.dep_ in labels)


def conjuncts(head: Token) -> tuple[Token, ...]:
    """The head of a coordination and what is joined to it, in text order."""
    found = [head]
    for token in found:
        found += children(token, "conj")
    return tuple(sorted(set(found), key=lambda token: token.i))


def count_words(tokens: Iterable[Token]) -> int:
    """The words among the tokens, as a person counts them."""
    return len(render(tokens).split())


def render(tokens: Iterable[Token], instead: Mapping[Token, str] | None = None) -> str:
    """The tokens in text order as a phrase: lists closed with "and", no stray marks, single spaces.

    Args:
        tokens: What is kept.
        instead: Other words for some of them, such as a verb in another form.
    """
    instead = instead or {}
    kept = sorted(set(tokens), key=lambda token: token.i)
    dropped, joined = _coordination(kept)
    here = set(kept)
    # Why: a comma closes what stands before it; where that is cut, or the adjective behind it, the comma goes too.
    shown = [token for token in kept if token not in dropped and not (token.text == "," and _stray(token, here))]
    pieces: list[str] = []
    for at, token in enumerate(shown):
        if token in joined:
            pieces.append("and ")
        pieces.append(instead.get(token, token.text))
        following = shown[at + 1] if at + 1 < len(shown) else None
        gap = following is not None and following.i != token.i + 1 and following.text not in _CLOSING
        if token.whitespace_ or gap:
            pieces.append(" ")
    text = re.sub(r"\s+([,.;:!?])", r"\1", "".join(pieces))
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r",\s+(and|or)\b", r" \1", text) if text.count(",") == 1 and joined else text
    return " ".join(text.split()).strip(" ,;:–—-")


def _stray(comma: Token, here: set[Token]) -> bool:
    """Whether a comma has lost the word before it, or the adjective behind it."""
    if comma.i and comma.nbor(-1) not in here:
        return True
    after = comma.nbor(1) if comma.i + 1 < len(comma.doc) else None
    return after is not None and after not in here and after.dep_ in {"amod", "compound", "nmod"} and after.head in here


def _coordination(kept: list[Token]) -> tuple[set[Token], set[Token]]:
    """The marks and conjunctions that a shortened list no longer needs, and the tokens before which "and" now stands."""
    here = set(kept)
    dropped: set[Token] = set()
    joined: set[Token] = set()
    for head in kept:
        if head.dep_ == "conj" and head.head in here:
            continue
        whole = conjuncts(head)
        if len(whole) == 1:
            dropped |= {
                child
                for child in children(head, "cc")
                if child in here and (child.i + 1 == len(child.doc) or child.nbor(1) not in here)
            }
            continue
        chain = [token for token in whole if token in here]
        links = [child for token in whole for child in children(token, "cc", "preconj") if child in here]
        if len(chain) == len(whole) and links:
            continue
        dropped |= set(links)
        if len(chain) < 2:
            dropped |= {
                child for token in chain for child in children(token, "punct") if child in here and child.text in ",;/&"
            }
            continue
        starts = [_start(one, here) for one in chain]
        for earlier, start in zip(chain, starts[1:], strict=False):
            between = [token for token in kept if earlier.i < token.i < start.i and token.text in {",", ";", "/", "&"}]
            dropped |= set(between[-1:]) if start == starts[-1] else set()
        joined.add(starts[-1])
        after = max(whole, key=lambda token: token.i).right_edge.i + 1
        dropped |= {
            token
            for token in kept
            if chain[-1].i < token.i <= after and token.text == "," and token not in set(subtree(chain[-1]))
        }
    return dropped, joined


def _start(conjunct: Token, here: set[Token]) -> Token:
    """The first token of a conjunct that is kept."""
    later = {token for other in children(conjunct, "conj") for token in subtree(other)}
    return min(
        (token for token in subtree(conjunct) if token in here and token not in later), key=lambda token: token.i
    )
