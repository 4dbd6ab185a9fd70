"""Who speaks in a clause, and whether it claims, wishes or denies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from jdparse.english.classes import word_class
from jdparse.english.patterns import pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

_MINE = r"I|I'm|I've|I'd|I’m|I’ve|my|mine|me|myself|we|we've|our|ours|us"
_THEIRS = r"{of-reader}|(?:the|this) (?:{notices})"
PERSON = pattern(rf"(?i)(?<![\w'’-])(?:(?P<mine>{_MINE})|(?P<theirs>{_THEIRS}))(?![\w-])")
SELF = pattern(rf"(?i)(?<![\w-])(?:{_MINE})(?![\w-])")
#: What is wished, offered, asked or left open is no claim.
WOULD = pattern(r"(?i)(?<![\w-])(?:{wishing})(?![\w-])")
#: What was only seen or heard is no claim of one's own work.
HEARD = pattern(
    r"(?i)(?<![\w-])I(?:'ve|’ve| have| also| had)? (?:(?:saw|see|noticed)(?= (?:that|how|in|on|at|from|your|you|the (?:posting|talk|ad))\b)|(?!(?:saw|see)\b)(?:{hearing}))(?![\w-])"
)
NOT = pattern(r"(?i)(?<![\w-])(?:{denying})(?!\w)|n['’]t(?!\w)")
#: Where one clause of a sentence ends and the next begins.
_BORDER = pattern(
    r"[;:—–()]|,? (?:{clause-joins})\s|, (?:{clause-joins-comma})\s"
    r"|,? and (?=(?:{clause-subjects})\b)|, (?=(?:I|we|my|our|it|they|your|you)\b)",
    re.IGNORECASE,
)


def clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends."""
    start = max((found.end() for found in _BORDER.finditer(text) if found.end() <= at), default=0)
    end = min((found.start() for found in _BORDER.finditer(text) if found.start() >= at), default=len(text))
    return start, end


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BE = frozenset({"is", "was", "are", "were", "be", "'s", "’s"})
#: How a word hangs on the verb whose sense it changes.
_BEARING = frozenset({"aux", "auxpass", "neg", "mark", "advmod", "det", "prep", "intj", "expl", "nsubj"})


def bears_on(text: str, word: re.Match[str], at: int) -> bool:
    """Whether a word of a sentence changes the sense of what stands at a place: a modal, a denial, a verb of hearing above it.

    "I would bring p99 to 9 ms" and "I read that p99 was 9 ms" bear on the 9 ms; "I saw p99 at 900 ms and brought it to 9 ms" does
    not. A place that the parser does not reach is borne on.
    """
    from jdparse.english.parser import parse

    doc = parse(text)
    token = next((token for token in doc if token.idx <= at < token.idx + max(1, len(token.text))), None)
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
    from jdparse.english.parser import parse
    from jdparse.english.tree import subject

    doc = parse(text)
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    head = subject(root) if root is not None else None
    return doc[head.left_edge.i : head.right_edge.i + 1].text if head is not None else ""


def reached(text: str, at: int) -> bool:
    """Whether a number's noun is said by a clause of its own to have been reached: "the 15 ms a frame that I reached"."""
    from jdparse.english.parser import parse

    token = next((token for token in parse(text) if token.idx <= at < token.idx + len(token.text)), None)
    if token is None:
        return False
    noun = token.head if token.dep_ in {"nummod", "quantmod", "compound"} else token
    return any(
        one.dep_ == "relcl" and one.tag_ == "VBD" and any(child.lower_ in {"i", "we"} for child in one.children)
        for one in noun.subtree
    )


def of_outsider(text: str, at: int) -> bool:
    """Whether what stands at a place is said of somebody else: "a vendor offered us scores in 8 ms", "Nvidia's demo answers in 12 ms"."""
    from jdparse.english.parser import parse

    token = next((one for one in parse(text) if one.idx <= at < one.idx + max(1, len(one.text))), None)
    if token is None:
        return False
    for one in _above(token):
        subjects = [child for child in one.children if child.dep_ in {"nsubj", "nsubjpass"}]
        if not subjects or token in set(subjects[0].subtree):
            continue
        owners = [child for child in subjects[0].children if child.dep_ == "poss"]
        if any(owner.lower_ in {"my", "our"} for owner in owners):
            return False
        named = any(owner.tag_ == "NNP" for owner in owners)
        return subjects[0].lower_ in word_class("outsiders") and (named or subjects[0].lower_ != "team")
    return False


def denies(text: str, word: re.Match[str], at: int) -> bool:
    """Whether a word denies what stands at a place: "I don't have six years", "no feature is two minutes old"."""
    from jdparse.english.parser import parse

    doc = parse(text)
    token = next((one for one in doc if one.idx <= at < one.idx + max(1, len(one.text))), None)
    found = next((one for one in doc if one.idx < word.end() and word.start() < one.idx + len(one.text)), None)
    if token is None or found is None:
        return False
    above = list(_above(token))
    if found.dep_ == "neg":
        told = next((one for one in found.head.children if one.dep_ in {"nsubj", "nsubjpass"}), None)
        return found.head in above and (told is None or token not in set(told.subtree))
    subject = found.head if found.dep_ == "det" else found
    return subject.dep_ in {"nsubj", "nsubjpass"} and subject.head in above and token not in set(subject.subtree)


def _subject_of(verb: Token) -> str:
    """The subject of a verb, or of the verb that it is joined to, in lower case; empty where it has none."""
    while True:
        found = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
        if found is not None:
            return str(found.lower_)
        if verb.dep_ not in {"conj", "acomp", "attr", "xcomp"}:
            return ""
        verb = verb.head


def of_oneself(text: str, word: re.Match[str]) -> bool:
    """Whether what a verb or an adjective of one's person says is said of "I" or "we": "I live in Porto"."""
    from jdparse.english.parser import parse

    found = next((one for one in parse(text) if one.idx <= word.start() < one.idx + len(one.text)), None)
    if found is None or found.tag_.startswith(("NN", "PRP")):
        return True
    return found.tag_.startswith(("VB", "JJ")) and _subject_of(found) in {"", "i", "we"}


def _said_of(verb: Token, above: Collection[Token]) -> bool:
    """Whether a verb's clause says what something is: "a quarter of an hour is what I would ask for"."""
    return verb.dep_ in {"ccomp", "attr", "acomp", "relcl"} and verb.head in above and verb.head.lower_ in _BE


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
