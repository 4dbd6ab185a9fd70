"""What part somebody had in a system: made and ran it, worked on it, or only used, tested and described it.

"Used the AWS SageMaker platform to train 12 models" and "Mentored 3 interns who cut the latency of the ranking service" name
systems, and say of neither that it was the writer's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jdparse.english.acts import VERB_TAGS, Act, read_act, shared_objects
from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.tree import children, conjuncts, subtree
from jdparse.english.verbs import verb_lemma
from tailor.profile.resume.system import find_system, small_words_of, system_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What is only set beside a deed is not what it was done to.
_BESIDE = frozenset({"against", "alongside", "like", "than", "unlike", "versus"})
_RELATIVE = ("relcl", "acl")
_PURPOSE = ("xcomp", "advcl", "ccomp")


@dataclass(frozen=True, slots=True)
class Part:
    """What a deed says of a system.

    Attributes:
        system: The system that the deed was done to, as a noun phrase; empty if it names none.
        noun: Its noun in the singular; also where the deed speaks of no more than "the service".
        own: Whether the deed says that the system was made or run by who tells of it.
        beside: Whether the deed names a system that somebody else may have made and run.
    """

    system: str = ""
    noun: str = ""
    own: bool = False
    beside: bool = False


def read_part(past: str, *, helped: bool = False) -> Part:
    """The part that a deed tells of.

    Args:
        past: The deed in the past tense without a subject.
        helped: Whether it says itself that others answered for it.
    """
    doc = parse(f"I {past}.")
    verb = next((token for token in doc[1:4] if token.tag_ in VERB_TAGS), doc[min(1, len(doc) - 1)])
    act = read_act(verb)
    target = act.object if act is not None else None
    lemma = verb_lemma(verb.lower_)
    if helped:
        work = [token for token in doc[verb.i + 1 :] if token.tag_ in VERB_TAGS]
        system, noun = _system(tuple(doc[verb.i + 1 :]), ())
        met = bool(work) and verb_lemma(work[0].lower_) in small_words_of("touching-verbs")
        return Part(beside=bool(system)) if met else Part(system, noun)
    purposes = [
        child
        for child in children(verb, *_PURPOSE)
        if child.i > verb.i and (children(child, "aux", "mark") or child.dep_ == "xcomp")
    ]
    if target is not None and lemma in word_class("heading"):
        # "Led three engineers in building the simulator", "Led four engineers building the platform".
        work = [*children(target, "acl"), *(act for prep in children(verb, "prep") for act in children(prep, "pcomp"))]
        purposes += [child for child in work if child.tag_ == "VBG"]
    to_do = [token for purpose in purposes if verb_lemma(purpose.lower_) for token in subtree(purpose)]
    people = target is not None and is_people(target) and lemma not in small_words_of("load-verbs")
    if people or lemma in small_words_of("touching-verbs") or (target is not None and _is_document(target)):
        # "Led a team of 5 to migrate the store" and "Used Ray to speed up the trainer": the purpose says what was worked on.
        system, noun = _system(to_do, ()) if not people or lemma in word_class("heading") else ("", "")
        return Part(system, noun, beside=not system and bool(find_system(past)[0]))
    blocked = _blocked(tuple(doc))
    near = list(subtree(target)) if target is not None else []
    system, noun = _system(near, blocked)
    if not system:
        system, noun = _system(tuple(doc[verb.i + 1 :]), blocked)
    acts = shared_objects([one for one in map(read_act, conjuncts(verb)) if one is not None])
    return Part(system, noun, own=bool(system) and any(map(_owns, acts)))


def _owns(act: Act) -> bool:
    """Whether an act makes a system or keeps it running."""
    owning = act.lemma in word_class("making") | small_words_of("owning-verbs")
    return owning and act.object is not None and bool(system_noun(act.object.text))


def acts_upon(past: str) -> str:
    """The word for what a deed was done to, in small letters; empty where it has no direct object."""
    doc = parse(f"I {past}.")
    verb = next((token for token in doc[1:4] if token.tag_ in VERB_TAGS), None)
    act = read_act(verb) if verb is not None else None
    return act.object.lower_ if act is not None and act.object is not None and not act.of else ""


def _system(tokens: Collection[Token], blocked: Collection[Token]) -> tuple[str, str]:
    kept = sorted((token for token in tokens if token not in blocked), key=lambda token: token.i)
    words = "".join(token.text_with_ws for token in kept).strip(" .,;")
    # Why the article: what opens a line loses its capital, and this is no such opening.
    return find_system(f"the {words}", opens_with_verb=False) if words else ("", "")


def _blocked(doc: Collection[Token]) -> set[Token]:
    """What a line says of people, and what it only compares with."""
    found: set[Token] = set()
    for token in doc:
        if token.dep_ in _RELATIVE and is_people(token.head):
            found |= set(subtree(token))
        if token.lower_ in _BESIDE:
            found |= set(subtree(token))
    return found


def is_people(noun: Token) -> bool:
    """Whether a noun names people or a team of them."""
    people = small_words_of("people") | small_words_of("audiences")
    return any(one in people for one in (noun.lower_, noun.lower_.removesuffix("s")))


def _is_document(noun: Token) -> bool:
    word = noun.lower_
    return any(one in small_words_of("documents") for one in (word, word.removesuffix("s")))
