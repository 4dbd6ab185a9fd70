"""Noun phrases: their article, their number, and how a verb stands behind them."""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.tokens import Token

from jdparse.english.classes import word_class
from jdparse.english.tree import children, conjuncts, render

_DETERMINERS = frozenset({"det", "poss", "nummod", "predet", "quantmod"})
#: Endings of nouns that name a doing or a quality.
_ABSTRACT = (
    "tion",
    "sion",
    "ment",
    "ance",
    "ence",
    "ency",
    "ancy",
    "ing",
    "ity",
    "ness",
    "ship",
    "ism",
    "acy",
    "ure",
    "ization",
    "success",
)
#: A letter whose name begins with a vowel sound, and words that are written with a vowel and spoken without one, or the reverse.
_SPOKEN_VOWEL = frozenset("AEFHILMNORSX")
_CONSONANT = re.compile(r"(?i)(?:uni(?!n)|use|usa|usu|uti|eu|one\b|once\b|ubiq)")
_VOWEL = re.compile(r"(?i)(?:hour|honest|heir|honou?r)")
#: An acronym that is read as a word.
_WORDS = frozenset({"NASA", "SAP", "RAG", "SOTA", "LIDAR", "SLAM", "REST", "ROI", "SIEM", "SAS", "MAE", "NER", "FAIR"})


def article(words: str) -> str:
    """``a`` or ``an``, by how the first word is spoken: "an LLM", "a GPU", "a usable model"."""
    first = re.split(r"[\s/-]", words.lstrip("'\""), maxsplit=1)[0]
    if len(first) > 1 and first.isupper() and first not in _WORDS:
        return "an" if first[0] in _SPOKEN_VOWEL else "a"
    if re.match(r"8|11\b|18\b", first):
        return "an"
    vowel = bool(re.match(r"[aeiouAEIOU]", first)) and not _CONSONANT.match(first)
    return "an" if vowel or _VOWEL.match(first) else "a"


def is_plural(head: Token, kept: Collection[Token]) -> bool:
    """Whether a noun phrase takes a plural verb: its head is plural, or several things are joined in it."""
    together = [token for token in conjuncts(head) if token in kept]
    if len(together) > 1 and any(child.lower_ == "and" for token in conjuncts(head) for child in children(token, "cc")):
        return True
    return head.tag_ in {"NNS", "NNPS"} or (head.tag_ == "CD" and head.lower_ not in {"1", "one"})


def is_counted(head: Token) -> bool:
    """Whether a singular noun needs an article; a noun made of a verb or a quality ("integration", "safety") seldom does."""
    return head.tag_ == "NN" and not head.text.isupper() and is_counted_word(head.lower_)


def is_counted_word(noun: str) -> bool:
    """The same of a noun in lower case, whatever the parser took it for."""
    if noun in word_class("uncounted"):
        return False
    return not noun.endswith(_ABSTRACT) or noun in word_class("counted-though-abstract")


def determiner(head: Token, kept: Collection[Token]) -> Token | None:
    """The word that already says which or how many."""
    return next((child for child in children(head, *_DETERMINERS) if child in kept), None)


def noun_phrase(head: Token, kept: Collection[Token]) -> str:
    """The kept tokens as a noun phrase, with an article where English asks for one.

    "the" goes where it only pointed at what the posting had said before.
    """
    which = determiner(head, kept)
    instead = {which: ""} if which is not None and which.lower_ in {"this", "these", "those", "that", "such"} else {}
    words = " ".join(render(kept, instead).split())
    if (which is None or which in instead) and is_counted(head) and not is_plural(head, kept):
        return f"{article(words)} {words}"
    return words
