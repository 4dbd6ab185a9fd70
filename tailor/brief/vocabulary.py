"""The words that the cited stories and the posting have, and those of a sentence that neither has."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jdparse.english.classes import word_class
from jdparse.english.patterns import load_words
from jdparse.english.quantities import measured_in
from jdparse.english.stems import fold
from jdparse.english.verbs import verb_lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim

WORD = re.compile(r"[a-z]+")


def is_strange(noun: Token, claim: Claim) -> bool:
    """Whether no fact of the cited stories speaks of a thing."""
    word = noun.lower_
    if noun.tag_ not in {"NN", "NNS"} or not word.isalpha() or not noun.text.islower():
        return False
    known = words_of_stories(claim) | _bare()
    measures = {name for *_, name in measured_in(word)}
    return not {fold(word), verb_lemma(word)} & known and not measures


def words_of_stories(claim: Claim) -> frozenset[str]:
    """The words of all facts of the cited stories, without endings and in the plain form of verbs."""
    return frozenset().union(
        *(
            story_words(
                f"{record.story.facts} {' '.join(record.story.owned)} {record.story.field} {record.story.employer}"
            )
            for record in claim.stories
        )
    )


@lru_cache(maxsize=64)
def story_words(text: str) -> frozenset[str]:
    """The words of a text, without endings and in the plain form of verbs."""
    return words_in(text) | frozenset(verb_lemma(word) for word in WORD.findall(text.lower()))


@lru_cache(maxsize=1)
def _bare() -> frozenset[str]:
    return frozenset(fold(word) for name in ("bare-things", "people", "states") for word in word_class(name))


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Words that every sentence has, without endings."""
    return frozenset(map(fold, (*load_words()["function"], *load_words()["empty-beside"])))


@lru_cache(maxsize=1)
def people_words() -> frozenset[str]:
    """Words for people who work with a thing, without endings."""
    return frozenset(map(fold, (*word_class("strangers"), *word_class("handlers"))))


@lru_cache(maxsize=1024)
def words_in(text: str) -> frozenset[str]:
    """The words of a text, without endings."""
    return frozenset(fold(word) for word in WORD.findall(text.lower()) if len(word) > 2)


def posted_words(claim: Claim) -> frozenset[str]:
    """The words of the posting, where the sentence cites it."""
    posting = claim.known.analysis.posting if claim.known.analysis else None
    return story_words(posting.text) if posting is not None and len(claim.own) < len(claim.facts) else frozenset()


def is_reader(agent: Token, claim: Claim) -> bool:
    """Whether a subject is the reader or the posting's employer."""
    company = claim.known.company or claim.brief.cast.company
    words = {token.lower_ for token in agent.subtree}
    return bool(words & {"you", "your", "yours"}) or bool(company and company.split()[0].lower() in words)
