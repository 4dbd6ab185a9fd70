"""A playbook as sentences: items with a verb of their own become clauses, the others are what there is besides.

"a fallback that is exercised every day" -> "a fallback is exercised every day"; "traces kept for every entry" -> "traces are kept for
every entry"; "a budget for retries" -> "there is a budget for retries".

Source: `letters/PATTERNS.md`, part g, `playbook`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import jdparse
from jdparse.english.nouns import is_plural
from jdparse.english.parser import parse
from jdparse.english.stems import fold
from tailor.letter.said import Piece, Words, join_words

#: A list of so many items at the most is told.
_MOST_ITEMS = 3


@lru_cache(maxsize=512)
def item_clause(item: str) -> tuple[str, str, str] | None:
    """An item as subject, verb and rest; None for one without a verb of its own.

    The verb is the program's where the item has a bare participle, and empty where the item's own words have it.
    """
    doc = parse(f"There is {item}.")
    head = next(
        (
            token
            for token in doc
            if token.dep_ in {"attr", "nsubj"} and token.head.lower_ in {"is", "there"} and token.i > 1
        ),
        None,
    )
    if head is None:
        return None
    end = len(doc) - 1
    for verb in doc[head.i + 1 : end]:
        if verb.head != head or verb.dep_ not in {"relcl", "acl"}:
            continue
        before = doc[head.i + 1 : verb.i]
        if (
            verb.dep_ == "relcl"
            and len(before)
            and before[0].lower_ in {"that", "which"}
            and before[0].head in (verb, *verb.children)
            and before[0].dep_ in {"nsubj", "nsubjpass"}
        ):
            return doc[2 : head.i + 1].text, "", doc[before[0].i + 1 : end].text
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.i == head.i + 1:
            plural = is_plural(head, list(doc[2 : head.i + 1]))
            return doc[2 : head.i + 1].text, "are" if plural else "is", doc[verb.i : end].text
        return None
    return None


def practice_words(items: Sequence[str], ref: str, *, past: bool, plural: bool) -> Words | None:
    """A playbook as one clause; None where no item has a verb.

    Args:
        items: The items, as the record has them.
        ref: Where they stand in the profile.
        past: Whether the system was handed over; then only items with a bare participle can be told.
        plural: Whether "there are" stands before the rest: its first item is plural.
    """
    clauses: list[Words] = []
    rest: list[Words] = []
    for item in items[:_MOST_ITEMS]:
        told = item_clause(item)
        if told is None or (past and not told[1]):
            rest.append((Piece(item, "profile", ref),))
            continue
        who, verb, tail = told
        be = {"is": "was", "are": "were"}.get(verb, verb) if past else verb
        middle = f" {be} " if be else " "
        clauses.append((Piece(who, "profile", ref), Piece(middle), Piece(tail, "profile", ref)))
    if not clauses:
        return None
    if rest:
        be = ("were" if plural else "was") if past else ("are" if plural else "is")
        clauses.append((Piece(f"there {be} "), *join_words(rest)))
    found = list(clauses[0])
    for number, clause in enumerate(clauses[1:], 2):
        found += [Piece(", and " if number == len(clauses) else ", "), *clause]
    return tuple(found)


#: An item is told already if this share of its words was.
_MOST_TOLD = 0.6


def told_already(item: str, told: str) -> bool:
    """Whether an item says again what a deed or a result has said: most of its words stand there."""
    small = jdparse.load_lexicon().words["small-words"] | jdparse.load_lexicon().words["function-words"]
    words = {fold(word) for word in re.findall(r"[a-z-]+", item.casefold())} - small
    heard = {fold(word) for word in re.findall(r"[a-z-]+", told.casefold())}
    return bool(words) and len(words & heard) >= _MOST_TOLD * len(words)
