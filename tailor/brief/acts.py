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
from jdparse.english.patterns import load_words
from jdparse.english.quantities import measured_in
from jdparse.english.stems import fold
from jdparse.english.tree import children, conjuncts
from jdparse.english.verbs import verb_lemma
from jdparse.english.voice import WOULD
from tailor.brief.deeds import agent_of, all_verbs, by_me, is_me
from tailor.brief.facts import Fact
from tailor.brief.measures import fact_parts
from tailor.brief.open_ends import is_open, is_wished

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
        if not _tells(verb) or is_open(claim.text, verb.idx) or _is_offered(verb):
            continue
        agent = agent_of(verb)
        if agent is not None and verb.tag_.startswith("VB"):
            yield from _strangers(verb, agent, claim)
        if is_me(agent) and not (children(verb, "auxpass") and not children(verb, "agent", "nsubjpass")):
            yield from _own(verb, claim)
        elif agent is not None and not _is_reader(agent, claim):
            yield from _others(verb, agent, claim)


def _tells(verb: Token) -> bool:
    """Whether a token is a verb with a part of its own, and no helper and no adjective."""
    said = verb.tag_.startswith("VB") or bool(children(verb, "agent") or by_me(verb))
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
    return plain and bool(
        re.search(rf"(?i)(?<!\w){re.escape(verb.text)}(?!\w)", " ".join(fact.text for fact in claim.own))
    )


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
    facts += [
        fact
        for fact in claim.brief.facts.values()
        if fact.about in stories and fact.field.split(".")[-1] in _TOLD_OF_ALL
    ]
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
    people = {one for one in _done_to(verb) if one in _people()}
    return (not words or not deed.words or bool(words & deed.words)) and people <= deed.done_to


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
    for part in _clauses(text):
        words = _words(part)
        for token in parse(f"I {part}"):
            verb = token.tag_.startswith("VB") and token.dep_ not in _NO_VERB
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
    return _words(" ".join(token.lower_ for token in tokens if token.tag_.startswith(_TELLING)))


def _strange_objects(verb: Token, claim: Claim) -> Iterator[str]:
    for head in (one for found in children(verb, "dobj") for one in conjuncts(found)):
        if _is_strange(head, claim):
            yield head.text


# ---- others --------------------------------------------------------------------------------------------------------------


def _others(verb: Token, agent: Token, claim: Claim) -> Iterator[str]:
    lemma = verb_lemma(verb.lower_)
    told = _words_of_stories(claim)
    theirs = _posted(claim)
    if lemma in word_class("adopting") and _of_own_work(verb, claim):
        return
    strange = [noun for noun in _strange_objects(verb, claim) if noun not in theirs]
    if lemma in word_class("free-events"):
        if lemma not in _BEING and strange:
            yield f'"{verb.text} {strange[0]}": no fact of this story speaks of that'
        return
    forms = {lemma, fold(lemma), fold(verb.lower_)}
    known = forms & (told | theirs) or _has_root(lemma, told) or (not strange and _is_told_by_kin(verb, claim))
    if not known:
        yield f'"{verb.text}": no fact of this story says so'


def unheld_adoption(claim: Claim) -> Iterator[str]:
    """What others are said to make of the applicant's work, and no fact tells: "customers already use it", each as a reason."""
    if claim.text.endswith("?"):
        return
    for verb in parse(claim.text):
        agent = agent_of(verb) if _tells(verb) and verb_lemma(verb.lower_) in word_class("adopting") else None
        if (
            agent is None
            or is_me(agent)
            or agent.lower_ == "you"
            or _is_offered(verb)
            or is_wished(claim.text, verb.idx)
        ):
            continue
        if _of_own_work(verb, claim) and not _is_adopted(verb, agent, claim):
            yield f'"{agent.text} {verb.text}": no fact of this story says so'


def _is_adopted(verb: Token, agent: Token, claim: Claim) -> bool:
    """Whether the cited facts tell that others make use of the work, and still do where the sentence says so."""
    lemma = verb_lemma(verb.lower_)
    if not claim.stories:
        # Why: "it" may be a thing of the posting's that the sentence before speaks of.
        theirs = any(fact.of_posting for fact in claim.before) and agent.lower_ not in word_class("strangers") | {
            "customers",
            "users",
        }
        return theirs or lemma in word_class("asking-verbs")
    if _is_reader(agent, claim):
        return lemma in word_class("asking-verbs")
    before = [token for token in (*agent.subtree, *verb.subtree) if token.i < verb.i]
    past = all(record.story.past for record in claim.stories)
    goes_on = any(child.lower_ in word_class("still-words") for child in verb.children)
    told = _words_of_stories(claim)
    return (
        not any(_is_strange(token, claim) for token in before)
        and not (past and goes_on)
        and (lemma == "use" or lemma in told or fold(lemma) in told)
    )


def _is_told_by_kin(verb: Token, claim: Claim) -> bool:
    """Whether a fact of the cited stories tells of the same things by a verb of the same kin."""
    kin, words = kin_of(verb_lemma(verb.lower_)), _words(" ".join(token.lower_ for token in verb.subtree))
    names = {record.story.name for record in claim.stories}
    parts = (part for fact in claim.brief.facts.values() if fact.about in names for part in _clauses(fact.text))
    return any(kin & _story_words(part) and words & _words(part) - _small() for part in parts)


def _has_root(lemma: str, words: frozenset[str]) -> bool:
    """Whether a noun of the record has a verb's root: "acceptance" for "accept"."""
    return len(lemma) > _ROOT and any(word.startswith(lemma[: _ROOT + 1]) for word in words)


#: So many letters and one more show one root.
_ROOT = 5
#: Verbs that join a thing to a word for it.
_BEING = frozenset({"be", "have", "do", "become", "need", "mean"})


def _posted(claim: Claim) -> frozenset[str]:
    """The words of the posting, where the sentence cites it."""
    posting = claim.known.analysis.posting if claim.known.analysis else None
    return _story_words(posting.text) if posting is not None and len(claim.own) < len(claim.facts) else frozenset()


def _of_own_work(verb: Token, claim: Claim) -> bool:
    """Whether what is taken up is the applicant's work: "use it", "asked for the list"."""
    ends = [*children(verb, "dobj"), *(one for prep in children(verb, "prep") for one in children(prep, "pobj"))]
    own = frozenset(stem for record in claim.stories for stem in _words(record.story.system))
    return any(
        end.lower_ in {"it", "mine", "ours", "me", "us"}
        or any(owner.lower_ in {"my", "our"} for owner in children(end, "poss"))
        or fold(end.lower_) in own
        for end in ends
    )


def _strangers(verb: Token, agent: Token, claim: Claim) -> Iterator[str]:
    """Persons and bodies that do something, and no fact of the story speaks of them."""
    word = agent.lower_
    body = word in word_class("strangers") or (agent.tag_ == "NNS" and word.endswith(_PERSONS))
    if (
        body
        and verb_lemma(verb.lower_) not in _BEING
        and not _is_reader(agent, claim)
        and fold(word) not in _words_of_stories(claim)
        and word not in (*_posted(claim), "people")
    ):
        yield f'"{agent.text} {verb.text}": no fact of this story speaks of them'


#: Endings of words for people who do a thing.
_PERSONS = ("ers", "ors", "ists", "ians", "ants", "ees")


def unheld_own_things(claim: Claim) -> Iterator[str]:
    """Things that a sentence calls the applicant's, and of which no fact of the cited stories speaks, each as a reason."""
    if not claim.stories or claim.text.endswith("?"):
        return
    helped = all(record.story.helped for record in claim.stories)
    for token in parse(claim.text):
        noun = token.head if token.dep_ == "poss" else token.head.head
        of_mine = token.dep_ == "pobj" and token.lower_ in {"mine", "ours"}
        if not (of_mine or (token.dep_ == "poss" and token.lower_ in {"my", "our"})) or is_open(claim.text, token.idx):
            continue
        if (
            noun.lower_ not in word_class("own-nouns")
            and _is_strange(noun, claim)
            and noun.lower_ not in _posted(claim)
        ):
            yield f'"{token.text} {noun.text}": no fact of this story speaks of that'
        elif helped and any(fold(noun.lower_) in record.helped - record.own for record in claim.stories):
            yield f'"{token.text} {noun.text}": the record says "{claim.stories[0].story.did.split(",")[0]}"'


# ---- words ---------------------------------------------------------------------------------------------------------------


def _is_strange(noun: Token, claim: Claim) -> bool:
    """Whether no fact of the cited stories speaks of a thing."""
    word = noun.lower_
    if noun.tag_ not in {"NN", "NNS"} or not word.isalpha() or not noun.text.islower():
        return False
    known = _words_of_stories(claim) | _bare()
    measures = {name for *_, name in measured_in(word)}
    return not {fold(word), verb_lemma(word)} & known and not measures


def _words_of_stories(claim: Claim) -> frozenset[str]:
    return frozenset().union(
        *(
            _story_words(
                f"{record.story.facts} {' '.join(record.story.owned)} {record.story.field} {record.story.employer}"
            )
            for record in claim.stories
        )
    )


@lru_cache(maxsize=64)
def _story_words(text: str) -> frozenset[str]:
    return _words(text) | frozenset(verb_lemma(word) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=1)
def _bare() -> frozenset[str]:
    return frozenset(map(fold, word_class("bare-things"))) | frozenset(map(fold, word_class("people")))


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(map(fold, (*load_words()["function"], *load_words()["empty-beside"])))


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """Words for people who work with a thing, without endings."""
    return frozenset(map(fold, (*word_class("strangers"), *word_class("handlers"))))


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _WORD.findall(text.lower()) if len(word) > 2)
