"""How far a sentence reaches beyond its facts: the most of a kind, how soon, how widely, for how long, and where a bound is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.patterns import pattern
from jdparse.english.quantities import measured_in
from jdparse.english.stems import fold
from jdparse.english.tree import children
from jdparse.english.verbs import verb_lemma
from tailor.brief.deeds import agent_of, is_me
from tailor.brief.open_ends import is_open
from tailor.brief.tenses import KEPT, PRESENT
from tailor.brief.vocabulary import is_reader, is_strange, words_in, words_of_stories

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim
    from tailor.brief.facts import Fact

#: "Within minutes", without a number.
_SOON = pattern(r"(?i)\b(?:{soon-words}) ({periods})s\b")
_SUPERLATIVE = frozenset({"JJS", "RBS"})
#: Words that say that the whole of a thing is meant.
_WHOLE = frozenset({"every", "each", "all"})


def unheld_extents(claim: Claim) -> Iterator[str]:
    """What a sentence says of the extent of a thing that the facts do not, each as a reason."""
    text = claim.text
    if not claim.stories or text.endswith("?"):
        return
    known = words_of_stories(claim)
    for found in _SOON.finditer(text):
        if fold(found[1].lower()) not in known and not is_open(text, found.start()):
            yield f'"{found.group()}": no fact of this story says how soon'
    for token in parse(text):
        if token.lower_ in word_class("still-words"):
            if _goes_on(token, claim) and not is_open(text, token.idx):
                yield f'"{_shown(token)}": the story was handed over; tell it in the past'
            continue
        if token.tag_ in _SUPERLATIVE:
            wrong = _is_superlative(token, known)
        elif token.lower_ in word_class("spread-words"):
            wrong = fold(token.lower_) not in known
        elif token.lower_ in _WHOLE:
            wrong = _is_unbounded(token, claim)
        elif verb_lemma(token.lower_) in word_class("ending-verbs") and token.tag_.startswith("VB"):
            wrong = _ends(token, claim)
        else:
            wrong = False
        if wrong and not is_open(text, token.idx):
            yield f'"{_shown(token)}": no fact of this story goes so far'


def _shown(token: Token) -> str:
    """The word, with the one behind it where it is short."""
    beside = token.i + 1 < len(token.doc) and token.nbor(1).is_alpha
    return f"{token.text} {token.nbor(1).text}" if beside else token.text


def _is_superlative(token: Token, known: frozenset[str]) -> bool:
    return token.lower_ not in word_class("free-superlatives") and not {token.lower_, fold(token.lower_)} & known


def _goes_on(token: Token, claim: Claim) -> bool:
    """Whether what was handed over is said to go on."""
    if not all(record.story.past for record in claim.stories) or any(fact.kind in KEPT for fact in claim.own):
        return False
    verb = token.head
    agent = agent_of(verb)
    if verb.tag_ not in PRESENT or agent is None or is_reader(agent, claim):
        return False
    return is_me(agent) or fold(agent.lower_) in words_of_stories(claim)


def _ends(verb: Token, claim: Claim) -> bool:
    """Whether what others did, or what went wrong, is said to have ended for good, and no fact says so."""
    agent = agent_of(verb)
    if agent is None or is_me(agent) or is_reader(agent, claim) or children(verb, "dobj"):
        return False
    words = {fold(one.lower_) for one in (agent, *verb.subtree) if one.tag_.startswith(("NN", "VB")) and one != verb}
    ended = word_class("ended-in-record")
    return not any(ended & _plain(fact) and words & words_in(fact.text) for fact in claim.told_of_stories)


def _plain(fact: Fact) -> frozenset[str]:
    words = fact.text.lower().replace(",", " ").split()
    return frozenset((*words, *map(verb_lemma, words)))


def _is_unbounded(token: Token, claim: Claim) -> bool:
    """Whether "every" is said of what no fact speaks of, or without the bound that the cited facts give it."""
    noun = token.head
    if not noun.tag_.startswith("NN"):
        return False
    owner = noun
    while owner.dep_ == "poss":
        owner = owner.head
    if owner != noun and (is_strange(owner, claim) or _is_unmeasured(owner, claim)):
        return True
    bounds = [bound for fact in claim.own for bound in _bounds(fact.text, fold(noun.lower_))]
    said = words_in(claim.text)
    return bool(bounds) and not any(not bound or bound & said for bound in bounds)


def _is_unmeasured(noun: Token, claim: Claim) -> bool:
    """Whether a word for a quantity is of none that the cited stories give: "every kitchen's budget"."""
    known = {name for record in claim.stories for *_, name in measured_in(record.story.facts)}
    said = {name for *_, name in measured_in(noun.lower_)}
    return bool(said) and not said & known and fold(noun.lower_) not in words_of_stories(claim)


def _bounds(text: str, noun: str) -> Iterator[frozenset[str]]:
    """For each "every NOUN" of a fact the words behind it that narrow it; empty where nothing does."""
    for token in parse(f"I {text}"):
        if token.lower_ in _WHOLE and fold(token.head.lower_) == noun:
            behind = [one for one in children(token.head, "prep") if one.lower_ in word_class("bounding-words")]
            yield words_in(" ".join(word.text for one in behind for word in one.subtree))
