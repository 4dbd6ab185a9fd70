"""Others and things that no fact speaks of: who takes up the applicant's work, who acts, and what is called "my"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.stems import fold
from jdparse.english.tree import children
from jdparse.english.verbs import verb_lemma
from tailor.brief.deeds import agent_of, is_me, is_offered, tells
from tailor.brief.open_ends import is_open, is_wished
from tailor.brief.vocabulary import is_reader, is_strange, posted_words, words_in, words_of_stories

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim

#: Verbs that join a thing to a word for it.
BEING = frozenset({"be", "have", "do", "become", "need", "mean"})


def unheld_adoption(claim: Claim) -> Iterator[str]:
    """What others are said to make of the applicant's work, and no fact tells: "customers already use it", each as a reason."""
    if claim.text.endswith("?"):
        return
    for verb in parse(claim.text):
        agent = agent_of(verb) if tells(verb) and verb_lemma(verb.lower_) in word_class("adopting") else None
        if (
            agent is None
            or is_me(agent)
            or agent.lower_ == "you"
            or is_offered(verb)
            or is_wished(claim.text, verb.idx)
        ):
            continue
        if is_own_work(verb, claim) and not _is_adopted(verb, agent, claim):
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
    if is_reader(agent, claim):
        return lemma in word_class("asking-verbs")
    before = [token for token in (*agent.subtree, *verb.subtree) if token.i < verb.i]
    past = all(record.story.past for record in claim.stories)
    goes_on = any(child.lower_ in word_class("still-words") for child in verb.children)
    told = words_of_stories(claim)
    return (
        not any(is_strange(token, claim) for token in before)
        and not (past and goes_on)
        and (lemma == "use" or lemma in told or fold(lemma) in told)
    )


def is_own_work(verb: Token, claim: Claim) -> bool:
    """Whether what is taken up is the applicant's work: "use it", "asked for the list"."""
    ends = [*children(verb, "dobj"), *(one for prep in children(verb, "prep") for one in children(prep, "pobj"))]
    own = frozenset(stem for record in claim.stories for stem in words_in(record.story.system))
    return any(
        end.lower_ in {"it", "mine", "ours", "me", "us"}
        or any(owner.lower_ in {"my", "our"} for owner in children(end, "poss"))
        or fold(end.lower_) in own
        for end in ends
    )


def strangers(verb: Token, agent: Token, claim: Claim) -> Iterator[str]:
    """Persons and bodies that do something, and no fact of the story speaks of them."""
    word = agent.lower_
    body = word in word_class("strangers") or (agent.tag_ == "NNS" and word.endswith(_PERSONS))
    if (
        body
        and verb_lemma(verb.lower_) not in BEING
        and not is_reader(agent, claim)
        and fold(word) not in words_of_stories(claim)
        and word not in (*posted_words(claim), "people")
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
            and is_strange(noun, claim)
            and noun.lower_ not in posted_words(claim)
        ):
            yield f'"{token.text} {noun.text}": no fact of this story speaks of that'
        elif helped and any(fold(noun.lower_) in record.helped - record.own for record in claim.stories):
            yield f'"{token.text} {noun.text}": the record says "{claim.stories[0].story.did.split(",")[0]}"'
