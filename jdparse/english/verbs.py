"""Forms of a verb: lemma, past tense, participle, gerund, third person.

Source: https://lemminflect.readthedocs.io/en/latest/inflections/ (Penn tags)
"""

from __future__ import annotations

import re
from functools import lru_cache

from jdparse.english.inflection import dictionary

#: What the rules for new words can take.
_LATIN = re.compile(r"[a-z]{2,}(?:-[a-z]{2,})*")
VERB_PREFIXES = frozenset({"back", "co", "cross", "de", "fine", "hand", "over", "pre", "re", "right"})


@lru_cache(maxsize=4096)
def word_lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """The dictionary's lemmas of a word by part of speech."""
    return dict(dictionary().getAllLemmas(word))


@lru_cache(maxsize=4096)
def verb_lemma(word: str) -> str:
    """The infinitive of a verb in any form, the dictionary's or what its rules make of a new word."""
    if not _LATIN.fullmatch(word):
        return word
    prefix, hyphen, stem = word.rpartition("-")
    if hyphen and prefix in VERB_PREFIXES:
        return f"{prefix}-{verb_lemma(stem)}"
    return str(
        next(iter(word_lemmas(word).get("VERB", ())), None) or next(iter(dictionary().getLemma(word, "VERB")), word)
    )


def _inflected(verb: str, tag: str) -> str:
    if not _LATIN.fullmatch(verb):
        return verb
    prefix, hyphen, stem = verb.rpartition("-")
    if hyphen and prefix in VERB_PREFIXES:
        return f"{prefix}-{_inflected(stem, tag)}"
    return str(next(iter(dictionary().getInflection(verb, tag)), verb))


@lru_cache(maxsize=4096)
def past_form(verb: str, *, participle: bool = False) -> str:
    """The past tense of an infinitive, or its participle."""
    return _inflected(verb, "VBN" if participle else "VBD")


@lru_cache(maxsize=4096)
def third_person(verb: str) -> str:
    """An infinitive as "it" takes it: ``keeps``."""
    return _inflected(verb, "VBZ")


@lru_cache(maxsize=4096)
def gerund(verb: str) -> str:
    """An infinitive in -ing."""
    return _inflected(verb, "VBG")


@lru_cache(maxsize=4096)
def is_past(word: str) -> bool:
    """Whether a word in lower case is the past tense of a verb; also where its infinitive looks the same ("cut")."""
    prefix, hyphen, stem = word.rpartition("-")
    if hyphen:
        # "Fine-tuned" is a verb, "GPU-based" is not.
        return prefix in VERB_PREFIXES and is_past(stem)
    lemmas = word_lemmas(word)
    if not lemmas:
        return bool(re.fullmatch(r"[a-z]{3,}ed", word))
    return any(word in dictionary().getInflection(verb, "VBD") for verb in lemmas.get("VERB", ()))


@lru_cache(maxsize=4096)
def is_only_past(word: str) -> bool:
    """Whether a word is the past tense of a verb, and not its infinitive too."""
    return is_past(word) and word not in word_lemmas(word.rpartition("-")[2]).get("VERB", ())
