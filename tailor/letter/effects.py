"""What a story moved, told with the moved thing as the subject: "cut X from A to B" -> "X fell from A to B".

A result may be a verb phrase, a clause with its own subject, or a noun phrase; each becomes clauses of its own, so that no
sentence begins with "That" where nobody knows what it was.

Source: `letters/PATTERNS.md`, part g, `result`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from spacy.tokens import Doc, Token

from jdparse import LEXICONS, parse_rows
from jdparse.english.nouns import is_plural
from jdparse.english.parser import parse
from jdparse.english.patterns import pattern
from jdparse.english.tree import children, subject, subtree
from jdparse.english.verbs import past_form
from tailor.letter.deeds import Deed, opens_with_deed, split_deeds

Telling = Literal["moved", "passive", "clause", "noun", "plain"]


class Change(BaseModel):
    """Verbs of change and the past tense that the moved thing takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    moved: str
    verbs: tuple[str, ...] = Field(min_length=1)
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def load_changes() -> Mapping[str, str]:
    """The past tense of the moved thing by the infinitive of the verb that moved it."""
    rows = parse_rows(LEXICONS / "english" / "changes.toml", "change", Change, lambda row: row.moved)
    return {verb: row.moved for row in rows for verb in row.verbs}


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that moved.

    Attributes:
        telling: ``moved`` ("X fell from A to B"), ``passive`` ("X was found in 20 minutes"), ``clause`` (the record's own), ``noun`` (a
            noun phrase, which needs a verb before it), ``plain`` (a verb phrase that needs "That" before it).
        thing: The moved thing; the whole clause or phrase where there is none to take out.
        verb: What it did, in the past tense; empty for the record's own clause.
        tail: How far, and what else the record says.
    """

    telling: Telling
    thing: str
    verb: str = ""
    tail: str = ""

    @property
    def text(self) -> str:
        """The effect as a clause; a noun phrase or a verb phrase as it stands."""
        return " ".join(part for part in (self.thing, self.verb, self.tail) if part)

    @property
    def figure(self) -> bool:
        """Whether it holds a number."""
        return bool(re.search(r"\d", self.text)) or bool(_NUMBER_WORDS.search(self.text))

    @property
    def spans(self) -> bool:
        """Whether it says from what to what."""
        return bool(re.match(r"from\b", self.tail))


_CHANGE = pattern(r"(?i)(?:{counted-changes})")
_NUMBER_WORDS = pattern(
    r"\b(?:{number-words})\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def read_effects(result: str) -> tuple[Effect, ...]:
    """The effects of a result in its own order; none for an empty one."""
    result = result.strip().rstrip(".;,")
    if not result:
        return ()
    if opens_with_deed(result):
        deeds = split_deeds(result)
        if not deeds:
            return (Effect("plain", result),)
        found = [effect for deed in deeds for effect in _of_deed(deed)]
        return tuple(found) if all(effect.telling != "plain" for effect in found) else (Effect("plain", result),)
    doc = parse(result)
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    who = subject(root) if root is not None else None
    if (
        root is not None
        and who is not None
        and who.i < root.i
        and root.tag_ in {"VBD", "VBZ", "VBP", "MD", "VB", "VBN"}
    ):
        return (Effect("clause", result),)
    down = _down(doc)
    return (down,) if down is not None else (Effect("noun", result),)


def _down(doc: Doc) -> Effect | None:
    """A headline without its verb, "fraud losses down 12%"."""
    for token in doc[1:]:
        behind = doc[token.i + 1 : token.i + 3]
        far = next((one for one in behind if one.lower_ not in {"from", "to", "by"}), None)
        if token.lower_ in {"up", "down"} and far is not None and (far.like_num or far.text in "$€£"):
            plural = doc[token.i - 1].tag_ in {"NNS", "NNPS"}
            return Effect("clause", f"{doc[: token.i].text} {'are' if plural else 'is'} {doc[token.i :].text}")
    return None


def _of_deed(deed: Deed) -> list[Effect]:
    pieces = _paired(parse(deed.words))
    found: list[Effect] = []
    for number, words in enumerate(pieces):
        one = _one_effect(deed, words if number == 0 else f"{deed.verb} {words}")
        if one is None:
            return [Effect("plain", deed.words)]
        found.append(one)
    return found


def _paired(doc: Doc) -> list[str]:
    """The deed's objects where each has its own from and to: "cut X from 9 to 2 and Y from 8 to 1"."""
    starts = [token.i for token in doc if token.lower_ == "from"]
    for first, second in pairwise(starts):
        joint = next(
            (
                token.i
                for token in doc[first:second]
                if token.lower_ == "and" and any(inner.lower_ in {"to", "into"} for inner in doc[first : token.i])
            ),
            0,
        )
        if joint and any(token.lower_ in {"to", "into"} for token in doc[second:]):
            return [doc[:joint].text.rstrip(" ,"), *_paired(doc[joint + 1 :].as_doc())]
    return [doc.text]


def _one_effect(deed: Deed, words: str) -> Effect | None:
    doc = parse(f"I {words}")
    verb_at = next((token.i for token in doc if token.text == deed.verb), 1)
    moved = load_changes().get(deed.lemma, "")
    at = _how_far(doc, verb_at)
    particle = doc[verb_at + 1].lower_ if verb_at + 1 < len(doc) and doc[verb_at + 1].lower_ in {"down", "up"} else ""
    if particle:
        moved = load_changes().get(f"{deed.lemma}-{particle}", moved)
    start = verb_at + 1 + bool(particle)
    if at > start + 1 and doc[at - 1].lower_ in {"down", "up"}:
        moved, at = ("fell" if doc[at - 1].lower_ == "down" else "rose"), at - 1
        return Effect("moved", doc[start:at].text, moved, _tail(doc, at + 1))
    if (
        moved in {"fell", "rose"}
        and at < len(doc)
        and doc[at].lower_ == "from"
        and doc[start:at].text.split(" of ")[0].endswith("ing")
    ):
        # Why: a training has no height; its time has.
        moved = "went"
    if at > start and moved and (moved != "went" or doc[at].lower_ in {"from", "to"}):
        tail = _tail(doc, at)
        return Effect(
            "moved",
            doc[start:at].text.rstrip(" ,"),
            moved,
            tail.replace(" into ", " to ", 1) if moved == "went" else tail,
        )
    if moved in {"doubled", "tripled"}:
        end = _object_end(doc, start)
        return Effect("moved", doc[start:end].text, moved, doc[end:].text) if end > start else None
    end = at if at > start else _object_end(doc, start)
    if end <= start:
        return None
    last, bare = doc[end - 1], all(token.tag_ not in {"IN", ",", "CC"} for token in doc[start:end])
    head = next((token for token in doc[start:end] if token.dep_ in {"dobj", "nsubj"} or token.head.i < start), last)
    # Why: of "API response times" the parser may take the first two words for the whole.
    head = last if bare and last.tag_ in {"NN", "NNS"} else head
    # Why: "84% IoU was reached", and "12 hours were saved".
    thing = doc[start:end].text
    one = thing[0] in "$€£" or (re.match(r"[\d.,]+\s?%", thing) is not None and head.tag_ == "NN")
    several = doc[start].tag_ == "CD" and doc[start].lower_ not in {"one", "1"}
    plural = not one and (several or is_plural(head, list(doc[start:end])))
    inner = next((token for token in children(head, "prep") if token.i == end), None)
    if inner is not None and _CHANGE.fullmatch(head.text):
        # Why: "a 20% reduction" is nothing without what it is a reduction in.
        end = inner.right_edge.i + 1
    be = "were" if plural else "was"
    tail = _tail(doc, end).lstrip(" ,")
    return Effect("passive", doc[start:end].text, f"{be} {past_form(deed.lemma, participle=True)}", tail)


def _tail(doc: Doc, at: int) -> str:
    """The words from `at` on; a clause that only a comma joins gets a semicolon."""
    for token in doc[at + 1 :]:
        if (
            token.text == ","
            and token.i + 2 < len(doc)
            and doc[token.i + 1].tag_ == "PRP"
            and doc[token.i + 2].tag_ in {"VBD", "VBZ", "VBP"}
        ):
            return f"{doc[at : token.i].text}; {doc[token.i + 1 :].text}"
    return doc[at:].text


def _how_far(doc: Doc, verb: int) -> int:
    """Where a deed says from what to what, by how much, or to what; 0 where it does not."""
    for token in doc[verb + 1 :]:
        if token.lower_ == "from" and any(other.lower_ in {"to", "into"} for other in doc[token.i + 1 :]):
            return token.i
    for token in doc[verb + 1 : -1]:
        after = token.nbor(1)
        amount = (
            after.like_num
            or after.text
            in {"$", "€", "£", "about", "around", "nearly", "over", "more", "under", "half", "roughly", "almost"}
            or after.tag_ == "CD"
        )
        if token.lower_ in {"by", "to", "below", "under", "above"} and amount:
            return token.i
    for token in doc[verb + 2 :]:
        if (
            token.tag_ == "CD"
            and token.i + 1 < len(doc)
            and doc[token.i + 1].lower_ in {"points", "point", "percent", "%"}
            and not doc[token.i - 1].tag_.startswith(("IN", "DT"))
        ):
            return token.i
    return 0


def _object_end(doc: Doc, start: int) -> int:
    """One past the object that begins at `start`: its noun with what stands before it, and an "of" or "in ten" behind."""
    target = next(
        (token for token in doc[start:] if token.dep_ in {"dobj", "nsubjpass"} and token.head.i < start), None
    )
    if target is None:
        target = next((token for token in doc[start:] if token.dep_ in {"dobj"}), None)
    if target is None:
        return 0
    banned = [
        child
        for child in _spread(target)
        if child.dep_ == "prep" and not (child.lower_ == "of" or _in_count(child) or child.lower_ == "between")
    ]
    banned += [child for child in _spread(target) if child.dep_ in {"advcl", "advmod"} and child.i > target.i]
    kept = [token.i for token in subtree(target, banned) if token.i >= start]
    end = max(kept, default=start - 1) + 1
    if end + 1 < len(doc) and doc[end].lower_ == "in" and doc[end + 1].tag_ == "CD" and doc[end - 1].tag_ == "NNS":
        return end + 2
    if end < len(doc) and doc[end].lower_ == "between":
        return doc[end].right_edge.i + 1
    return end if kept and min(kept) == start and len(kept) == end - start else 0


def _spread(target: Token) -> list[Token]:
    return [token for token in target.subtree if token != target]


def _in_count(prep: Token) -> bool:
    """Whether "in" counts: "nine letters in ten"."""
    return prep.lower_ == "in" and any(child.tag_ == "CD" and not list(child.children) for child in prep.children)
