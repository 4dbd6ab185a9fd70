"""Deeds: what the applicant, a thing or somebody else is said to have done, and whether the cited facts tell of it.

A verb is held like a tool: it has to be one of the facts', or of its kin (``lexicons/english/kin.toml``), and a deed of the applicant
besides has to be done to what the fact tells. Verbs that tell no deed are free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jdparse.english.classes import kin_of, load_nominals, word_class
from jdparse.english.parser import parse
from jdparse.english.patterns import load_words
from jdparse.english.stems import fold
from jdparse.english.tree import children, conjuncts
from jdparse.english.verbs import verb_lemma
from tailor.brief.absolutes import denied_parts
from tailor.brief.deeds import NO_VERB, agent_of, all_verbs, is_me, is_offered, is_spared, tells
from tailor.brief.facts import Fact
from tailor.brief.measures import fact_parts
from tailor.brief.open_ends import is_open
from tailor.brief.strangers import BEING, is_own_work, strangers
from tailor.brief.vocabulary import (
    WORD,
    is_reader,
    is_strange,
    people_words,
    posted_words,
    small_words,
    story_words,
    words_in,
    words_of_stories,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim

#: Fields whose verbs are the applicant's own where nobody else is named; in the others a verb is anybody's.
_OWN_FIELDS = frozenset({"did", "result", "why", "lesson"})
#: Fields whose nouns may be told as deeds: "a monthly rebuild of every model".
_HABITS = frozenset({"playbook", "uses", "lesson", "owned"})
#: Fields of a cited story whose deeds are true of it, cited or not.
_TOLD_OF_ALL = _OWN_FIELDS | {"playbook"}


#: Tags of words that say what a deed was done to.
_TELLING = ("NN", "JJ", "VBG")


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of a fact with the words of its part.

    Attributes:
        verb: In its plain form.
        words: What it was done to and how, without endings; empty where any will do.
        told: Whether the fact has it as a verb; a noun stands for its own verb alone.
        done_to: The heads of its objects, without endings.
    """

    verb: str
    words: frozenset[str]
    told: bool = True
    done_to: frozenset[str] = frozenset()


def unheld_acts(claim: Claim) -> Iterator[str]:
    """The verbs of a sentence that the cited facts do not tell, each as a reason."""
    if not claim.stories or claim.text.endswith("?"):
        return
    for verb in parse(claim.text):
        if not tells(verb) or is_open(claim.text, verb.idx) or is_offered(verb):
            continue
        agent = agent_of(verb)
        if agent is not None and verb.tag_.startswith("VB"):
            yield from strangers(verb, agent, claim)
        if is_me(agent) and not (children(verb, "auxpass") and not children(verb, "agent", "nsubjpass")):
            yield from _own(verb, claim)
        elif agent is not None and not is_reader(agent, claim):
            yield from _others(verb, agent, claim)


def _is_noun_there(verb: Token, claim: Claim) -> bool:
    """Whether the parser takes for a verb what a cited fact has in the same form: "3,100 queries a second"."""
    plain = verb.tag_ not in {"VBD", "VBN"} and not children(verb, "dobj", "nsubj")
    return plain and bool(
        re.search(rf"(?i)(?<!\w){re.escape(verb.text)}(?!\w)", " ".join(fact.text for fact in claim.own))
    )


# ---- the applicant's own -------------------------------------------------------------------------------------------------


def _own(verb: Token, claim: Claim) -> Iterator[str]:
    lemma = verb_lemma(verb.lower_)
    if lemma in word_class("free-deeds") or _is_noun_there(verb, claim):
        return
    words = _part_words(verb)
    spared = denied_parts(claim) if is_spared(verb) else ()
    if any(words & words_in(part) and kin_of(lemma) & story_words(part) for part in spared):
        return
    facts = [fact for fact in claim.own if fact.about]
    facts += [fact for fact in claim.told_of_stories if fact.kind in _TOLD_OF_ALL]
    facts = [fact for fact in facts if fact.kind != "system" or not _is_helped(fact, claim)]
    if not facts or any(_does(verb, words, deed) for fact in facts for deed in fact_deeds(fact)):
        return
    if lemma in word_class("light-deeds"):
        yield from (f'"{noun}": no fact of this story speaks of that' for noun in _strange_objects(verb, claim))
        return
    other = claim.elsewhere(lambda fact: any(_does(verb, words, deed) for deed in fact_deeds(fact)))
    yield f'"{verb.text}": {other or "no fact that it names says that you did so"}'


def _does(verb: Token, words: frozenset[str], deed: Deed) -> bool:
    """Whether a deed of a fact is the one that a verb tells: the same or of its kin, done to the same."""
    lemma = verb_lemma(verb.lower_)
    if lemma != deed.verb and not (deed.told and deed.verb in kin_of(lemma)):
        return False
    people = {one for one in _done_to(verb) if one in people_words()}
    return (not words or not deed.words or bool(words & deed.words)) and people <= deed.done_to


def fact_deeds(fact: Fact) -> frozenset[Deed]:
    """The deeds of the applicant that a fact tells."""
    field = fact.kind
    if not fact.about and fact.source == "option":
        field = "why"
    if field in _OWN_FIELDS:
        return _verbs_of(fact.text)
    if field in _HABITS:
        words = words_in(fact.text) if field == "owned" else frozenset()
        named = {Deed(verb_lemma(word), words, told=False) for word in WORD.findall(fact.text.lower())}
        return frozenset(named | ({*_named_deeds(fact.text)} if field == "playbook" else set()))
    # Why the first word alone: "the monitoring of 31 models" is called by what is done there, "the training cluster" is not.
    work = re.match(r"(?i)(?:the |our )?([a-z]+) of ", fact.text) if field == "system" else None
    return frozenset(_named_deeds(fact.text)) if work and work[1].lower() in load_nominals() else frozenset()


def _named_deeds(text: str) -> Iterator[Deed]:
    """The deeds that the nouns of each item of a text name, done to the rest of it: "a rollback drill each quarter"."""
    for item in text.split(";"):
        for word in WORD.findall(item.lower()):
            rest = words_in(item) - {fold(word)} - small_words() - _periods()
            if (verb := load_nominals().get(word)) and rest:
                yield Deed(verb, rest)


@lru_cache(maxsize=1)
def _periods() -> frozenset[str]:
    return frozenset(map(fold, load_words()["periods"]))


def _is_helped(fact: Fact, claim: Claim) -> bool:
    """Whether others answered for the story of a fact."""
    return any(record.story.helped for record in claim.stories if record.story.name == fact.about)


@lru_cache(maxsize=256)
def _verbs_of(text: str) -> frozenset[Deed]:
    """The verbs of a field that is told without a subject, those left out that others do."""
    found = set()
    for part in _clauses(text):
        words = words_in(part)
        for token in parse(f"I {part}"):
            verb = token.tag_.startswith("VB") and token.dep_ not in NO_VERB
            agent = agent_of(token)
            if verb and (token.i == 1 or agent is None or is_me(agent)):
                found.add(Deed(verb_lemma(token.lower_), words, done_to=_done_to(token)))
    return frozenset(found)


@lru_cache(maxsize=256)
def _clauses(text: str) -> tuple[str, ...]:
    """The parts of a field, each from one of its verbs to the next."""
    verbs = all_verbs(text)
    found: list[str] = []
    for part in fact_parts(text):
        first = part.strip().removeprefix("and ").split(" ", 1)[0]
        if found and verb_lemma(first.lower()) not in verbs:
            found[-1] += f", {part.strip()}"
        else:
            found.append(part.strip().removeprefix("and "))
    return tuple(found)


def _done_to(verb: Token) -> frozenset[str]:
    heads = [one for found in children(verb, "dobj", "dative", "nsubjpass") for one in conjuncts(found)]
    if verb.dep_ == "relcl" and not children(verb, "dobj"):
        heads.append(verb.head)
    return frozenset(fold(head.lower_) for head in heads)


def _part_words(verb: Token) -> frozenset[str]:
    """The telling words of what a verb was done to and how, without those of the verbs joined to it."""
    joined = {token for other in children(verb, "conj", "advcl", "ccomp") for token in other.subtree}
    tokens = [
        token for token in verb.subtree if token not in joined and token != verb and not token.tag_.startswith("VB")
    ]
    if verb.dep_ == "relcl":
        tokens += [token for token in verb.head.subtree if token not in set(verb.subtree)]
    return words_in(" ".join(token.lower_ for token in tokens if token.tag_.startswith(_TELLING)))


def _strange_objects(verb: Token, claim: Claim) -> Iterator[str]:
    for head in (one for found in children(verb, "dobj") for one in conjuncts(found)):
        if is_strange(head, claim):
            yield head.text


# ---- others --------------------------------------------------------------------------------------------------------------


def _others(verb: Token, agent: Token, claim: Claim) -> Iterator[str]:
    lemma = verb_lemma(verb.lower_)
    told = words_of_stories(claim)
    theirs = posted_words(claim)
    if lemma in word_class("adopting") and is_own_work(verb, claim):
        return
    strange = [noun for noun in _strange_objects(verb, claim) if noun not in theirs]
    if lemma in word_class("free-events"):
        if lemma not in BEING and strange:
            yield f'"{verb.text} {strange[0]}": no fact of this story speaks of that'
        return
    # Why with its particle: a record has "a rollback" for "roll back".
    joined = {lemma + child.lower_ for child in children(verb, "prt", "advmod")}
    forms = {lemma, fold(lemma), fold(verb.lower_), *joined}
    known = forms & (told | theirs) or _has_root(lemma, told) or (not strange and _is_told_by_kin(verb, claim))
    if not known:
        yield f'"{verb.text}": no fact of this story says so'


def _is_told_by_kin(verb: Token, claim: Claim) -> bool:
    """Whether a fact of the cited stories tells of the same things by a verb of the same kin."""
    # Why: a clause inside another speaks of the same things: "part of what the ranker aims at".
    around = verb.head.head if verb.dep_ == "pcomp" else verb
    kin, words = kin_of(verb_lemma(verb.lower_)), words_in(" ".join(token.lower_ for token in around.subtree))
    parts = (part for fact in claim.told_of_stories for part in _clauses(fact.text))
    return any(kin & story_words(part) and words & words_in(part) - small_words() for part in parts)


def _has_root(lemma: str, words: frozenset[str]) -> bool:
    """Whether a noun of the record has a verb's root: "acceptance" for "accept"."""
    return len(lemma) > _ROOT and any(word.startswith(lemma[: _ROOT + 1]) for word in words)


#: So many letters and one more show one root.
_ROOT = 5
