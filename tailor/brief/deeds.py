"""The verbs of a parsed sentence that are the applicant's, and those that are others'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from jdparse.english.parser import parse
from jdparse.english.tree import children
from jdparse.english.verbs import verb_lemma
from jdparse.english.voice import WOULD

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERB = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ME = frozenset({"i", "we"})


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is joined to."""
    for _ in verb.doc:
        found = children(verb, "nsubj", "nsubjpass")
        if found:
            return found[0]
        if verb.dep_ not in {"conj", "xcomp"} or verb.head == verb:
            return None
        verb = verb.head
    return None


def own_verbs(text: str) -> Iterator[Token]:
    """The verbs of a sentence whose subject is the applicant."""
    for token in parse(text):
        subject = subject_of(token) if token.tag_.startswith("VB") else None
        if subject is not None and subject.lower_ in _ME:
            yield token


@lru_cache(maxsize=256)
def others_verbs(text: str, *, clauses: bool) -> frozenset[str]:
    """The verbs of a fact that others did: "clerks retyped invoices", "a golden set signed by the clerks".

    Args:
        text: The fact.
        clauses: Whether it is told in clauses, and not as a list of things.
    """
    found = set()
    for token in parse(text):
        if not token.tag_.startswith("VB"):
            continue
        subject = subject_of(token)
        agent = any(children(one, "pobj") for one in children(token, "agent"))
        finite = token.tag_ != "VBN" and subject is not None and subject.dep_ == "nsubj"
        if agent or (clauses and finite and subject is not None and subject.lower_ not in _ME):
            found.add(verb_lemma(token.lower_))
    return frozenset(found)


@lru_cache(maxsize=256)
def all_verbs(text: str) -> frozenset[str]:
    """The verbs of a fact, whoever did them, in their plain form."""
    return frozenset(verb_lemma(token.lower_) for token in parse(f"I {text}") if token.tag_.startswith("VB"))


#: How a verb without a subject of its own hangs on one that has it.
_HANGING = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp"})


def agent_of(verb: Token) -> Token | None:
    """Who or what does a verb: the one behind "by", the subject, or that of the verb on which it hangs; None where that is open."""
    if is_perfect(verb) and verb.dep_ in NO_VERB:
        # Why not its own sentence's: the parser may end one behind the noun that it took the participle for.
        return next(
            (subject for root in verb.doc[verb.i :] if root.dep_ == "ROOT" and (subject := subject_of(root))), None
        )
    for _ in verb.doc:
        by = [one for child in children(verb, "agent") for one in children(child, "pobj")] or by_me(verb)
        if by:
            return by[0]
        found = children(verb, "nsubj", "nsubjpass")
        if found:
            return _behind(found[0])
        if verb.dep_ not in _HANGING or verb.head == verb:
            return verb.head if verb.dep_ == "acl" and verb.tag_ != "VBN" else None
        verb = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return None


def by_me(verb: Token) -> list[Token]:
    """The applicant behind "by", also where the parser takes a participle for an adjective: "open-sourced by us"."""
    ways = (child for child in children(verb, "prep") if child.lower_ == "by")
    return [one for way in ways for one in children(way, "pobj") if is_me(one)]


def _behind(subject: Token) -> Token:
    """What "which" or "that" stands for."""
    clause = subject.head
    if subject.tag_ in {"WDT", "WP"} and clause.dep_ == "relcl":
        return clause.head
    return subject


def is_me(agent: Token | None) -> bool:
    """Whether a deed is the applicant's: "I", "we", "by me"."""
    return agent is not None and agent.lower_ in _ME | {"me", "us", "myself", "ourselves"}


def tells(verb: Token) -> bool:
    """Whether a token is a verb with a part of its own, and no helper and no adjective."""
    # Why with a helper: a participle that the parser takes for an adjective ("having open-sourced it") is a deed all the same.
    said = verb.tag_.startswith("VB") or bool(children(verb, "agent", "aux") or by_me(verb))
    return said and (verb.dep_ not in NO_VERB or is_perfect(verb)) and bool(_VERB.fullmatch(verb.lower_))


def is_perfect(verb: Token) -> bool:
    """Whether a participle stands right behind "having", also where the parser takes it for an adjective: "having mentored pilots"."""
    before = verb.nbor(-1) if verb.i > 0 else None
    if before is None or before.lower_ != "having":
        return False
    return verb.tag_ in {"VBN", "VBD"} or before in children(verb, "aux")


#: Parts of a sentence in which a verb's form tells no deed.
NO_VERB = frozenset({"aux", "auxpass", "amod", "compound", "nmod"})


def is_offered(verb: Token) -> bool:
    """Whether a verb hangs on what "I could" or "we can"."""
    return any(
        is_me(agent_of(one)) and any(WOULD.fullmatch(child.text) for child in children(one, "aux"))
        for one in (verb, *verb.ancestors)
    )


def is_spared(verb: Token) -> bool:
    """Whether a verb is what somebody did not have to do: "we never had to buy them"."""
    return (
        verb.dep_ == "xcomp" and verb_lemma(verb.head.lower_) in {"have", "need"} and bool(children(verb.head, "neg"))
    )
