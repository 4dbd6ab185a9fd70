"""Whether a sentence names something of the reader's: a system, a product, a problem, a number, a choice.

"You", "your team", the bare name of the company and praise name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from jdparse.english.classes import word_class
from jdparse.english.figures import find_figures
from jdparse.english.parser import parse, parse_together
from jdparse.english.patterns import pattern
from jdparse.english.tree import children
from jdparse.english.verbs import verb_lemma
from jdparse.english.voice import SELF

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: What one does with the reader of a letter, and what a posting is said to say.
_YOU = re.compile(r"(?i)(?<![\w'’-])(?:you|your|yours|you['’](?:re|ve))(?![\w-])")
_POSTING_SAYS = pattern(
    r"(?i)\b(?:your|the|this) (?:job )?(?:{postings})\b(?! (?:for|of|on)\b)[^.;]{0,30}?\b(?:{asking})(?:s|es|ed)?\b"
)
_PERSONS = frozenset({"i", "we", "me", "us", "my", "our", "myself"})
_ASKING = frozenset({"need", "want", "seek", "require", "ask", "look", "wish", "expect", "demand"})
#: A noun of praise or of business as usual is specific by what hangs on it: "your work on sparse retrieval".
_HANGING = frozenset({"on", "with", "in", "from", "behind", "against", "between", "for", "of", "to"})


def any_theirs(sentences: Sequence[str], company: str) -> bool:
    """Whether any of some sentences names something of the company's or of its reader's.

    Args:
        sentences: Of one letter.
        company: The employer's name; empty if nobody knows.
    """
    first = company.split()[0] if company else ""
    named = re.compile(rf"\b{re.escape(first)}\b") if first else None
    speaking = [text for text in sentences if _YOU.search(text) or (named and named.search(text))]
    for at in range(0, len(speaking), _TOGETHER):
        parse_together(speaking[at : at + _TOGETHER])
        if any(_names_theirs(text, first) for text in speaking[at : at + _TOGETHER]):
            return True
    return False


#: So many sentences are parsed in one go; mostly the first of them has it.
_TOGETHER = 3


def _names_theirs(text: str, first: str) -> bool:
    doc = parse(text)
    theirs = {
        token.i for token in doc if token.lower_ in {"your", "yours"} or (first and token.text.strip("'’s") == first)
    }
    return any(_is_specific(noun) for noun in _owned(doc, theirs)) or any(
        _does(verb) for verb in _acting(doc, theirs, first)
    )


#: "Your" with the noun that follows it at once.
_YOUR_NOUN = pattern(r"(?i)\byour ([a-z-]{4,})(?= (?:{behind-noun})\b|[,.;])")
_ADJECTIVE = pattern(r"(?:{adjective-endings})$")


def plainly_theirs(text: str) -> bool:
    """Whether something of theirs stands there so plainly that nothing need be parsed: "your rankers are", "your posting asks"."""
    if _POSTING_SAYS.search(text) or _counts(text):
        return True
    return any(
        found[1].lower() not in word_class("general-nouns")
        and found[1].lower() not in word_class("general-modifiers")
        and not _ADJECTIVE.search(found[1].lower())
        for found in _YOUR_NOUN.finditer(text)
    )


def _owned(doc: Doc, theirs: set[int]) -> Iterator[Token]:
    """The nouns that are said to be the reader's: "your ranking team", "Vantaro's Parcel API"."""
    for token in doc:
        if token.i not in theirs:
            continue
        if token.dep_ in {"poss", "compound", "nmod"} and token.head.i != token.i:
            # Why: "your open-source scheduler" hangs the owner on the adjective.
            yield token.head if token.head.tag_.startswith("NN") else token.head.head


def _is_specific(noun: Token) -> bool:
    """Whether a noun phrase says more than that there is a team, a role, a culture."""
    general = word_class("general-nouns")
    if noun.lower_ not in general and noun.tag_.startswith("NN"):
        return True
    parts = children(noun, "compound", "amod", "nmod", "acl", "relcl", "appos", "conj")
    for part in parts:
        if part.dep_ in {"acl", "relcl"} and any(_is_content(token) for token in part.subtree):
            return True
        if part.dep_ in {"compound", "nmod"} and part.tag_.startswith("NN") and part.lower_ not in general:
            return part.lower_ not in word_class("general-modifiers")
        if part.dep_ in {"conj", "appos"} and part.tag_.startswith("NN") and part.lower_ not in general:
            return True
    return any(
        child.lower_ in _HANGING and any(_is_content(one) for one in children(child, "pobj", "pcomp"))
        for child in children(noun, "prep")
    )


def _is_content(token: Token) -> bool:
    return (
        token.tag_ in {"NN", "NNS", "NNP", "NNPS"}
        and token.lower_ not in word_class("general-nouns")
        and token.lower_ not in word_class("general-modifiers")
        and token.lower_ not in word_class("askers")
    )


def _acting(doc: Doc, theirs: set[int], first: str) -> Iterator[Token]:
    """The verbs whose subject is the reader or the company, or what they own; and what goes on "at Vantaro"."""
    for token in doc:
        mine = token.lower_ == "you" or (bool(first) and token.text.strip("'’s") == first)
        owned = any(child.i in theirs and child.dep_ == "poss" for child in token.children)
        if (mine or owned) and token.dep_ in {"nsubj", "nsubjpass"}:
            yield token.head
        elif mine and token.dep_ == "pobj" and token.head.lower_ in {"at", "in"}:
            verb = token.head.head
            subjects = children(verb, "nsubj", "nsubjpass")
            if (
                subjects
                and subjects[0].lower_ not in _PERSONS
                and not any(one.lower_ in _PERSONS for one in subjects[0].subtree)
            ):
                yield verb


def _does(verb: Token) -> bool:
    """Whether a verb tells what the reader's side does, and not what it may do with the letter."""
    if not verb.tag_.startswith("VB") or any(child.tag_ == "MD" for child in verb.children):
        return False
    told = [
        one
        for child in children(verb, "dobj", "dative", "prep", "agent", "oprd", "xcomp", "ccomp")
        for one in child.subtree
    ]
    if any(one.lower_ in _PERSONS for one in told):
        return False
    objects = [one for one in told if _is_content(one) or one.dep_ == "relcl"]
    lemma = verb_lemma(verb.lower_)
    if lemma in _ASKING:
        return bool(objects)
    return lemma not in word_class("general-verbs") and bool(objects)


def _counts(text: str) -> bool:
    """Whether the reader's side is told a number: "you serve 40 million riders"."""
    return bool(find_figures(text)) and bool(_YOU.search(text)) and not SELF.search(text)
