"""What a tool is said to have been for, where the record says only that the system ran on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jdparse.english.parser import parse
from jdparse.english.tree import children
from tailor.check.facts.record import telling

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim

_BE = frozenset({"be", "is", "was", "are", "were", "been"})


def unheld_roles(claim: Claim) -> Iterator[str]:
    """The tools of a sentence with a part that no cited fact gives them, each as a reason."""
    doc = parse(claim.text)
    own = " ".join(fact.text for fact in claim.own if fact.field != "tools")
    tools = sorted({tool for record in claim.stories for tool in record.story.tools}, key=len, reverse=True)
    for tool in tools:
        for found in re.finditer(rf"(?<![\w-]){re.escape(tool)}(?![\w-])", claim.text):
            token = next((one for one in doc if one.idx <= found.start() < one.idx + len(one.text)), None)
            part = {word for one in (_part(token) if token is not None else ()) for word in telling(one.text)}
            if not part:
                continue
            if tool.casefold() not in own.casefold():
                yield f"{tool}: no fact that it names says what it was for"
            elif not part & telling(own):
                yield f"{tool}: the facts that it names give it another part"


def _part(tool: Token) -> Iterator[Token]:
    """The words that say what a tool did: the object of its verb, what stands behind "for" or was written "in" it, what it is set as."""
    head = tool
    while head.dep_ in {"compound", "conj", "appos"} and head.head != head:
        head = head.head
    if head.dep_ == "nsubj" and head.head.tag_.startswith("VB") and head.head.lower_ not in _BE:
        yield from (one for child in children(head.head, "dobj", "prep", "acomp") for one in child.subtree)
    if tool.i + 2 < len(tool.doc):
        # Why: the parser takes "Airflow schedules the refit" for a name of schedules, or the tool for no noun at all.
        verb, behind = tool.nbor(1), tool.nbor(2)
        if verb.tag_ in {"VBZ", "VBD", "NNS"} and verb.lower_ not in _BE and behind.tag_ == "DT":
            yield from behind.head.subtree
    if (
        head.dep_ == "pobj"
        and head.head.lower_ == "in"
        and head.head.head.tag_.startswith("VB")
        and head.head.i > head.head.head.i
    ):
        yield from (one for child in children(head.head.head, "dobj") for one in child.subtree)
    for child in (*children(tool, "prep"), *(children(head, "prep") if head is not tool else ())):
        if child.lower_ in {"for", "as"}:
            yield from child.subtree
