"""A profile's verb phrases taken apart: ``built X, moved Y and cut Z`` as three deeds.

The fields `did` and `result` are verb phrases without a subject. A deed begins at a verb in the past tense that opens the
field or is joined to the deed before it; the parser's tags decide where a word may be either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from jdparse.english.parser import parse
from jdparse.english.tree import subject
from jdparse.english.verbs import is_past, verb_lemma

_JOINS = frozenset({",", "and", "then", "but", ";"})
#: Words before which a past tense is an adjective: "kept appointments", "lost pages".
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb with what belongs to it.

    Attributes:
        verb: The verb as the field has it, in the past tense.
        words: The whole deed, verb included.
        rest: The words behind the verb.
    """

    verb: str
    words: str
    rest: str

    @property
    def lemma(self) -> str:
        """The verb's infinitive."""
        return verb_lemma(self.verb.lower())


def split_deeds(field: str) -> tuple[Deed, ...]:
    """The deeds of a verb phrase in order; one that cannot be taken apart is one deed."""
    doc = parse(f"I {field}")
    starts = _starts(doc)
    if not starts:
        return ()
    found: list[Deed] = []
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(doc)
        piece = list(doc[start:end])
        while piece and piece[-1].lower_ in _JOINS:
            piece.pop()
        if piece:
            found.append(_deed(doc, piece))
    return tuple(found)


def _deed(doc: Doc, piece: Sequence[Token]) -> Deed:
    words = doc[piece[0].i : piece[-1].i + 1].text
    verb = next((token for token in piece if token.tag_ != "RB"), piece[0])
    return Deed(verb.text, words, doc[verb.i + 1 : piece[-1].i + 1].text)


def _starts(doc: Doc) -> list[int]:
    """Where a deed begins: the field's own verb, and each verb in the past that is joined on the same level."""
    if len(doc) < 2:
        return []
    first = 2 if doc[1].tag_ == "RB" and len(doc) > 2 else 1
    if not is_past(doc[first].lower_):
        return []
    starts = [1]
    for token in doc[first + 1 :]:
        before = token.nbor(-1).lower_
        if before not in {",", "and", "then"} or not is_past(token.lower_) or token.i + 1 >= len(doc):
            continue
        after = token.nbor(1)
        verbal = token.tag_.startswith("VB") or token.dep_ == "conj"
        adjective = token.dep_ == "amod" or (after.tag_ in _NOUN_TAGS and token.tag_ == "VBN" and token.dep_ == "amod")
        if verbal and not adjective and not _in_clause(token, starts[-1]) and after.lower_ != "by":
            starts.append(token.i)
    return starts


def _in_clause(token: Token, since: int) -> bool:
    """Whether a joined verb continues a relative clause: "metrics that clerks read and trusted"."""
    if token.dep_ != "conj":
        return subject(token) is not None and subject(token).i > 0  # type: ignore[union-attr]
    head = token.head
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    if head.dep_ in {"relcl", "ccomp", "advcl"} and head.i > since:
        return True
    who = subject(head)
    return who is not None and who.i > 0 and who.lower_ != "i"


def opens_with_deed(field: str) -> bool:
    """Whether a field is a verb phrase, and not a clause with its own subject or a noun phrase."""
    first = field.split(" ", 1)[0].lower()
    if not is_past(first):
        adverb = field.split()
        return len(adverb) > 1 and first.endswith("ly") and is_past(adverb[1].lower())
    root = next((token for token in parse(field) if token.dep_ == "ROOT"), None)
    who = subject(root) if root is not None and root.i > 0 else None
    own = who is not None and root is not None and who.i < root.i and who.left_edge.i == 0
    return not (own and root is not None and root.tag_ in {"VBD", "VBZ", "VBP"})
