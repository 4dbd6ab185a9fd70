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

from jdparse.english.classes import kin_of, word_class
from jdparse.english.parser import parse
from jdparse.english.quantities import measured_in
from jdparse.english.stems import fold
from jdparse.english.tree import children, conjuncts
from jdparse.english.verbs import verb_lemma
from jdparse.english.voice import WOULD
from tailor.brief.deeds import agent_of, is_me, subject_of
from tailor.brief.facts import Fact
from tailor.brief.measures import fact_parts
from tailor.brief.open_ends import is_open

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim

#: Fields whose verbs are the applicant's own where nobody else is named; in the others a verb is anybody's.
_OWN_FIELDS = frozenset({"did", "result", "why", "lesson"})
#: Fields whose nouns may be told as deeds: "a monthly rebuild of every model".
_HABITS = frozenset({"playbook", "uses", "lesson", "owned"})
#: Fields of a cited story whose deeds are true of it, cited or not.
_TOLD_OF_ALL = _OWN_FIELDS | {"playbook"}
_VERB = re.compile(r"[a-z]+(?:-[a-z]+)*")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of a fact with the words of its part.

    Attributes:
        verb: In its plain form.
        words: What it was done to and how, without endings; empty where any will do.
        told: Whether the fact has it as a verb; a noun stands for its own verb alone.
    """

    verb: str
    words: frozenset[str]
    told: bool = True


def unheld_acts(claim: Claim) -> Iterator[str]:
    """The verbs of a sentence that the cited facts do not tell, each as a reason."""
    if not claim.stories or claim.text.endswith("?"):
        return
    for verb in parse(claim.text):
        if not _tells(verb) or is_open(claim.text, verb.idx) or _is_offered(verb):
            continue
        agent = agent_of(verb)
        if is_me(agent) and not (children(verb, "auxpass") and not children(verb, "agent", "nsubjpass")):
            yield from _own(verb, claim)
        elif agent is not None and not _is_reader(agent, claim):
            yield from _others(verb, agent, claim)


def _tells(verb: Token) -> bool:
    """Whether a token is a verb with a part of its own, and no helper and no adjective."""
    said = verb.tag_.startswith("VB") or bool(children(verb, "agent"))
    return said and verb.dep_ not in _NO_VERB and bool(_VERB.fullmatch(verb.lower_))


#: Parts of a sentence in which a verb's form tells no deed.
#: Tags of words that say what a deed was done to.
_TELLING = ("NN", "JJ", "VBG")
_NO_VERB = frozenset({"aux", "auxpass", "amod", "compound", "nmod"})


def _is_offered(verb: Token) -> bool:
    """Whether a verb hangs on what "I could" or "we can"."""
    return any(
        is_me(agent_of(one)) and any(WOULD.fullmatch(child.text) for child in children(one, "aux"))
        for one in (verb, *verb.ancestors)
    )


def _is_noun_there(verb: Token, claim: Claim) -> bool:
    """Whether the parser takes for a verb what a cited fact has in the same form: "3,100 queries a second"."""
    plain = verb.tag_ not in {"VBD", "VBN"} and not children(verb, "dobj", "nsubj")
    return plain and bool(re.search(rf"(?i)(?<!\w){re.escape(verb.text)}(?!\w)", " ".join(fact.text for fact in claim.own)))


def _is_reader(agent: Token, claim: Claim) -> bool:
    """Whether a subject is the reader or the posting's employer."""
    company = claim.known.company or claim.brief.cast.company
    words = {token.lower_ for token in agent.subtree}
    return bool(words & {"you", "your", "yours"}) or bool(company and company.split()[0].lower() in words)


# ---- the applicant's own -------------------------------------------------------------------------------------------------


def _own(verb: Token, claim: Claim) -> Iterator[str]:
    lemma = verb_lemma(verb.lower_)
    if lemma in word_class("free-deeds") or _is_noun_there(verb, claim):
        return
    words = _part_words(verb)
    facts = [fact for fact in claim.own if fact.about]
    stories = {fact.about for fact in facts}
    facts += [fact for fact in claim.brief.facts.values() if fact.about in stories and fact.field.split(".")[-1] in _TOLD_OF_ALL]
    if not facts or any(_does(lemma, words, deed) for fact in facts for deed in fact_deeds(fact)):
        return
    if lemma in word_class("light-deeds"):
        yield from (f'"{noun}": no fact of this story speaks of that' for noun in _strange_objects(verb, claim))
        return
    other = claim.elsewhere(lambda fact: any(_does(lemma, words, deed) for deed in fact_deeds(fact)))
    yield f'"{verb.text}": {other or "no fact that it names says that you did so"}'


def _does(lemma: str, words: frozenset[str], deed: Deed) -> bool:
    return (lemma == deed.verb or (deed.told and deed.verb in kin_of(lemma))) and (not words or not deed.words or bool(words & deed.words))


def fact_deeds(fact: Fact) -> frozenset[Deed]:
    """The deeds of the applicant that a fact tells."""
    field = fact.field.split(".")[-1]
    if not fact.about and fact.source == "option":
        field = "why"
    if field in _OWN_FIELDS:
        return _verbs_of(fact.text)
    if field in _HABITS:
        words = _words(fact.text) if field == "owned" else frozenset()
        return frozenset(Deed(verb_lemma(word), words, told=False) for word in _WORD.findall(fact.text.lower()))
    return frozenset()


@lru_cache(maxsize=256)
def _verbs_of(text: str) -> frozenset[Deed]:
    """The verbs of a field that is told without a subject, those left out that others do."""
    found = set()
    for part in fact_parts(text):
        words = _words(part)
        for token in parse(f"I {part}"):
            verb = token.tag_.startswith("VB") and token.dep_ not in _NO_VERB
            agent = agent_of(token)
            if verb and (token.i == 1 or agent is None or is_me(agent)):
                found.add(Deed(verb_lemma(token.lower_), words))
    return frozenset(found)


def _part_words(verb: Token) -> frozenset[str]:
    """The telling words of what a verb was done to and how, without those of the verbs joined to it."""
    joined = {token for other in children(verb, "conj", "advcl", "ccomp") for token in other.subtree}
    tokens = [token for token in verb.subtree if token not in joined and token != verb and not token.tag_.startswith("VB")]
    if verb.dep_ == "relcl":
        tokens += [token for token in verb.head.subtree if token not in set(verb.subtree)]
    return _words(" ".join(token.lower_ for token in tokens if token.tag_.startswith(_TELLING)))


def _strange_objects(verb: Token, claim: Claim) -> Iterator[str]:
    for head in (one for found in children(verb, "dobj") for one in conjuncts(found)):
        if _is_strange(head, claim):
            yield head.text


# ---- others --------------------------------------------------------------------------------------------------------------


def _others(verb: Token, agent: Token, claim: Claim) -> Iterator[str]:
    lemma = verb_lemma(verb.lower_)
    told = _words_of_stories(claim)
    theirs = _words(claim.known.analysis.posting.text) if claim.known.analysis and len(claim.own) < len(claim.facts) else frozenset()
    if lemma in word_class("adopting") and _of_own_work(verb, claim):
        before = [token for token in (*agent.subtree, *verb.subtree) if token.i < verb.i]
        strange = any(_is_strange(token, claim) for token in before)
        past = all(record.story.past for record in claim.stories)
        goes_on = any(child.lower_ in word_class("still-words") for child in verb.children)
        if strange or (past and goes_on) or (lemma not in told and fold(lemma) not in told and lemma != "use"):
            yield f'"{agent.text} {verb.text}": no fact of this story says so'
        return
    if lemma in word_class("free-events"):
        return
    forms = {lemma, fold(lemma), fold(verb.lower_)}
    known = forms & (told | theirs) or (kin_of(lemma) & (told | theirs) and not [*_strange_objects(verb, claim)])
    if not known:
        yield f'"{verb.text}": no fact of this story says so'


def _of_own_work(verb: Token, claim: Claim) -> bool:
    """Whether what is taken up is the applicant's work: "use it", "asked for the list"."""
    ends = [*children(verb, "dobj"), *(one for prep in children(verb, "prep") for one in children(prep, "pobj"))]
    own = frozenset(stem for record in claim.stories for stem in _words(record.story.system))
    return any(
        end.lower_ in {"it", "mine", "ours"}
        or any(owner.lower_ in {"my", "our"} for owner in children(end, "poss"))
        or fold(end.lower_) in own
        for end in ends
    )


# ---- words ---------------------------------------------------------------------------------------------------------------


def _is_strange(noun: Token, claim: Claim) -> bool:
    """Whether no fact of the cited stories speaks of a thing."""
    word = noun.lower_
    if not noun.tag_ in {"NN", "NNS"} or not word.isalpha() or not noun.text.islower():
        return False
    known = _words_of_stories(claim) | _bare()
    measures = {name for *_, name in measured_in(word)}
    return not {fold(word), verb_lemma(word)} & known and not measures


def _words_of_stories(claim: Claim) -> frozenset[str]:
    return frozenset().union(*(_story_words(f"{record.story.facts} {' '.join(record.story.owned)} {record.story.field} {record.story.employer}") for record in claim.stories))


@lru_cache(maxsize=64)
def _story_words(text: str) -> frozenset[str]:
    return _words(text) | frozenset(verb_lemma(word) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=1)
def _bare() -> frozenset[str]:
    return frozenset(map(fold, word_class("bare-things"))) | frozenset(map(fold, word_class("people")))


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _WORD.findall(text.lower()) if len(word) > 2)
