"""The verbs of a duty and what each acts upon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jdparse.english.classes import load_nominals, word_class
from jdparse.english.tree import children, conjuncts
from jdparse.english.verbs import verb_lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Tags of a verb in any form.
VERB_TAGS = frozenset({"VB", "VBP", "VBZ", "VBG", "VBN", "VBD"})


@dataclass(frozen=True, slots=True)
class Act:
    """One verb of a duty.

    Attributes:
        verb: The token.
        lemma: Its infinitive.
        object: The head of what it acts upon; None where it acts upon nothing.
        particle: A particle that belongs to the verb, "set up".
        of: The preposition before the object where the verb takes one: "work on X"; empty otherwise.
    """

    verb: Token
    lemma: str
    object: Token | None
    particle: str = ""
    of: str = ""


def read_act(verb: Token) -> Act | None:
    """A verb with what it acts upon; None for one that only helps another."""
    if verb.tag_ not in VERB_TAGS:
        return None
    lemma = verb_lemma(verb.lower_)
    if not lemma.isalpha() or lemma in {"be", "have"}:
        return None if "-" not in lemma else Act(verb, lemma, next(iter(children(verb, "dobj", "nsubjpass")), None))
    particle = next((child.text for child in children(verb, "prt")), "")
    target = next(iter(children(verb, "dobj", "nsubjpass")), None)
    if target is not None:
        return _nominal(Act(verb, lemma, target, particle))
    for prep in children(verb, "prep"):
        if prep.lower_ in {"on", "for", "in", "to", "of", "with"}:
            inner = next(iter(children(prep, "pobj")), None)
            if inner is not None:
                return Act(verb, lemma, inner, particle, prep.text)
    return Act(verb, lemma, None, particle)


def shared_objects(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Each act with its object: in "design, build and run X" the last one's is the others' too."""
    found: list[Act] = []
    behind: Act | None = None
    for act in reversed(acts):
        if act.object is None and not act.of and behind is not None and act.verb.right_edge.i >= behind.verb.i:
            act = replace(act, object=behind.object, of=behind.of)
        behind = act
        found.append(act)
    return tuple(reversed(found))


def named_duty(noun: Token) -> Act | None:
    """The duty of a noun phrase that names one: "development of X" is to develop X."""
    verb = load_nominals().get(noun.lower_)
    inner = next(
        (thing for prep in children(noun, "prep") if prep.lower_ == "of" for thing in children(prep, "pobj")), None
    )
    return None if verb is None or inner is None else Act(noun, verb, inner)


def _nominal(act: Act) -> Act:
    """A duty that is named by a noun, "lead the development of X", as its verb and X."""
    target = act.object
    if target is None or act.lemma not in word_class("heading") | word_class("helping") | word_class("keeping") | {
        "perform",
        "conduct",
        "execute",
        "ensure",
        "do",
    }:
        return act
    verb = load_nominals().get(target.lower_)
    listed = [noun for noun in conjuncts(target) if noun.lower_ in load_nominals()]
    inner = next(
        (
            thing
            for noun in listed
            for prep in children(noun, "prep")
            if prep.lower_ == "of"
            for thing in children(prep, "pobj")
        ),
        None,
    )
    return act if verb is None or inner is None else Act(act.verb, verb, inner)
