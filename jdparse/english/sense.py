"""The sense of a sentence by its parse: whether a word governs a place, who does what, what is denied.

Where `voice` asks which words stand in a clause, this asks what they bear on.

Source: https://spacy.io/models/en#en_core_web_sm (the labels of the parser)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.tree import children, subject
from jdparse.english.verbs import verb_lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = ("nsubj", "nsubjpass")
_BE = frozenset({"is", "was", "are", "were", "be", "'s", "’s"})
#: How a word hangs on the verb whose sense it changes.
_BEARING = frozenset({"aux", "auxpass", "neg", "mark", "advmod", "det", "prep", "intj", "expl", "nsubj"})


def bears_on(text: str, word: re.Match[str], at: int) -> bool:
    """Whether a word of a sentence changes the sense of what stands at a place: a modal, a denial, a verb of hearing above it.

    "I would bring p99 to 9 ms" and "I read that p99 was 9 ms" bear on the 9 ms; "I saw p99 at 900 ms and brought it to 9 ms" does
    not. A place that the parser does not reach is borne on.
    """
    doc = parse(text)
    token = _token_at(doc, at)
    found = [one for one in doc if one.idx < word.end() and word.start() < one.idx + len(one.text) and not one.is_punct]
    if token is None or not found:
        return True
    above = list(_above(token))
    if any(one.dep_ in {"csubj", "csubjpass"} for one in above):
        return True
    # "It can be undone in two minutes" tells what it does; "I can cut it to two" is an offer.
    found = [
        one for one in found if one.lower_ not in {"can", "cannot"} or _subject_of(one.head) in {"", "i", "we", "you"}
    ]
    # "That let me cut it" tells what happened; "let me show you" offers.
    found = [
        one
        for one in found
        if one.lower_ not in {"let", "me", "us"} or not _subject_of(one if one.lower_ == "let" else one.head)
    ]
    return any(
        one in above or (one.dep_ in _BEARING and (one.head in above or _said_of(one.head, above))) for one in found
    )


def subject_phrase(text: str) -> str:
    """The words of a sentence's subject with all that hangs on it; empty where it has none."""
    doc = parse(text)
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    head = subject(root) if root is not None else None
    return doc[head.left_edge.i : head.right_edge.i + 1].text if head is not None else ""


def reached(text: str, at: int) -> bool:
    """Whether a number's noun is said by a clause of its own to have been reached: "the 15 ms a frame that I reached"."""
    token = _token_at(parse(text), at)
    if token is None:
        return False
    noun = token.head if token.dep_ in {"nummod", "quantmod", "compound"} else token
    return any(
        one.dep_ == "relcl" and one.tag_ == "VBD" and any(child.lower_ in {"i", "we"} for child in one.children)
        for one in noun.subtree
    )


def of_outsider(text: str, at: int) -> bool:
    """Whether what stands at a place is said of somebody else: "a vendor offered us scores in 8 ms", "Nvidia's demo answers in 12 ms"."""
    token = _token_at(parse(text), at)
    if token is None:
        return False
    for one in _above(token):
        subjects = children(one, *_SUBJECTS)
        if not subjects or token in set(subjects[0].subtree):
            continue
        owners = children(subjects[0], "poss")
        if any(owner.lower_ in {"my", "our"} for owner in owners):
            return False
        named = any(owner.tag_ == "NNP" for owner in owners)
        return subjects[0].lower_ in word_class("outsiders") and (named or subjects[0].lower_ != "team")
    return False


def denies(text: str, word: re.Match[str], at: int) -> bool:
    """Whether a word denies what stands at a place: "I don't have six years", "no feature is two minutes old"."""
    doc = parse(text)
    token = _token_at(doc, at)
    found = next((one for one in doc if one.idx < word.end() and word.start() < one.idx + len(one.text)), None)
    if token is None or found is None:
        return False
    above = list(_above(token))
    if found.dep_ == "neg":
        told = children(found.head, *_SUBJECTS)
        return found.head in above and not (told and token in set(told[0].subtree))
    denied = found.head if found.dep_ == "det" else found
    return denied.dep_ in _SUBJECTS and denied.head in above and token not in set(denied.subtree)


def goes_with_verb(text: str, before: str) -> bool:
    """Whether the last word of a stretch belongs to its verb: "the classifier that I run over" and not "rose to over"."""
    words = text[: len(before)].lower().split()
    return len(words) > 1 and words[-1] == "over" and verb_lemma(words[-2]) in word_class("over-verbs")


def _subject_of(verb: Token) -> str:
    """The subject of a verb, or of the verb that it is joined to, in lower case; empty where it has none."""
    while True:
        found = children(verb, *_SUBJECTS)
        if found:
            return str(found[0].lower_)
        if verb.dep_ not in {"conj", "acomp", "attr", "xcomp"}:
            return ""
        verb = verb.head


def of_oneself(text: str, word: re.Match[str]) -> bool:
    """Whether what a verb or an adjective of one's person says is said of "I" or "we": "I live in Porto"."""
    found = _token_at(parse(text), word.start())
    if found is None or found.tag_.startswith(("NN", "PRP")):
        return True
    return found.tag_.startswith(("VB", "JJ")) and _subject_of(found) in {"", "i", "we"}


def _said_of(verb: Token, above: Collection[Token]) -> bool:
    """Whether a verb's clause says what something is: "a quarter of an hour is what I would ask for"."""
    return verb.dep_ in {"ccomp", "attr", "acomp", "relcl"} and verb.head in above and verb.head.lower_ in _BE


def _token_at(doc: Doc, at: int) -> Token | None:
    """The token that holds a character; None where the parser did not get so far."""
    return next((token for token in doc if token.idx <= at < token.idx + max(1, len(token.text))), None)


def _above(token: Token) -> Iterator[Token]:
    """A token and what governs it; a finite verb that is joined to another by "and" is not governed by that one."""
    yield token
    while token.head != token:
        joined = token.dep_ == "conj" and token.tag_ in _FINITE
        before = token.doc[token.i - 2] if token.i > 1 else token
        apart = joined and before.text == ","
        token = token.head
        if apart:
            return
        if joined:
            # What governs the first of two joined verbs governs both: "I read that it fell and rose".
            while token.dep_ == "conj":
                token = token.head
            if token.head == token or token.dep_ not in {"ccomp", "xcomp", "advcl", "relcl"}:
                return
            token = token.head
        yield token
