"""Noun phrases: their article, their number, and how a verb stands behind them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from jdparse.english.tree import children, conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token

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
