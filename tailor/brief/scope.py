"""Ownership, scope and whose deed it is, beyond what the cited stories say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jdparse.english.classes import word_class
from jdparse.english.patterns import pattern
from jdparse.english.stems import fold
from jdparse.english.tree import children, conjuncts
from jdparse.english.verbs import verb_lemma
from jdparse.english.voice import WOULD, clause
from tailor.brief.deeds import all_verbs, others_verbs, own_verbs
from tailor.check.facts.claim import is_claim
from tailor.check.facts.scope import scope

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim

_BEYOND = pattern(r"(?i)(?<![\w-])(?:{scope-beyond})(?![\w-])")
#: Verbs that claim to answer for a thing.
_OWNING = frozenset({"own"})
_RUNNING = frozenset({"own", "run", "operate"})
#: Fields that are told without a subject, because they are the applicant's deeds.
_DEEDS = ("did", "result")


def unheld_scope(claim: Claim) -> Iterator[str]:
    """What a sentence claims of the applicant's part that the cited stories do not give, each as a reason."""
    text = claim.text
    stories = [record.story for record in claim.stories]
    record = " ".join(f"{story.facts} {' '.join(story.owned)}" for story in stories)
    record = f"{record} {claim.brief.profile.me.team} {claim.brief.profile.me.title}".casefold()
    for found in _BEYOND.finditer(text):
        start, _ = clause(text, found.start())
        # Why: "a rollback that on-call can trigger, all of which I did alone" wishes nothing.
        start = max(start, text.rfind(", ", 0, found.start()))
        wished = text.endswith("?") or WOULD.search(text[start : found.start()])
        if found.group().casefold() not in record and not wished:
            yield f'"{found.group()}": no fact of this story gives so much'
    verbs = all_verbs(". ".join(getattr(story, name) for story in stories for name in _DEEDS if getattr(story, name)))
    theirs = {
        verb
        for fact in claim.own
        if fact.field not in _DEEDS
        for verb in others_verbs(fact.text, clauses=fact.field == "wall")
    }
    for verb in own_verbs(text):
        lemma = verb_lemma(verb.lower_)
        if not is_claim(claim.told, verb.idx, claim.known, governed=True):
            continue
        if lemma in word_class("scope-verbs") and lemma not in all_verbs(record) and lemma not in record:
            yield f'"{verb.text}": no fact of this story gives so much'
        elif lemma in theirs - verbs - _RUNNING:
            yield f'"{verb.text}": the fact says that others did so'
        elif lemma in _OWNING and stories:
            yield from _unowned(verb, claim)
        if lemma in _RUNNING and stories and all(story.helped for story in stories):
            yield f'"{verb.text}": the record says "{stories[0].own}"'
    for one in scope(claim.told, claim.stories, claim.known):
        yield one.detail


def _unowned(verb: Token, claim: Claim) -> Iterator[str]:
    """Things that the applicant is said to own and no cited story speaks of as theirs."""
    own = _folded(
        " ".join(
            f"{' '.join(record.story.owned)} {record.story.system} {record.story.did} {record.story.design}"
            for record in claim.stories
        )
    )
    for head in (one for found in children(verb, "dobj") for one in conjuncts(found)):
        if not head.tag_.startswith("NN") or head.lower_ in word_class("bare-things"):
            continue
        words = {fold(child.lower_) for child in head.subtree if child.tag_.startswith("NN") and child.dep_ != "conj"}
        if fold(head.lower_) not in own and not len(words & own) * 2 > len(words):
            yield f'"{verb.text} ... {head.text}": no fact says that this was theirs'


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())))
