"""The tense of a story that was handed over: what it was is told in the past, and not as if it still ran."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.quantities import measured_in
from jdparse.english.stems import fold
from jdparse.english.tree import children
from jdparse.english.verbs import past_form, verb_lemma
from tailor.brief.deeds import is_me
from tailor.brief.open_ends import is_open
from tailor.brief.vocabulary import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim

PRESENT = frozenset({"VBZ", "VBP"})
#: Fields whose habits an applicant may keep when the system is handed over.
KEPT = frozenset({"playbook", "lesson", "why"})
#: Words before a noun by which it is the thing that the story tells of, and not any of its kind.
_THE = frozenset({"the", "my", "our", "its"})
#: How a part of a sentence hangs that could stand alone.
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})


def unheld_tenses(claim: Claim) -> Iterator[str]:
    """The verbs by which a story that was handed over is told as still going on, each as a reason."""
    if not claim.stories or claim.text.endswith("?") or not all(record.story.past for record in claim.stories):
        return
    if any(fact.kind in KEPT for fact in claim.own):
        return
    for verb in parse(claim.text):
        said = _finite(verb) if _is_main(verb) else None
        subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
        if said is None or subject is None or is_open(claim.text, verb.idx) or _is_saying(verb):
            continue
        if _is_of_work(verb) if is_me(subject) else _is_the_system(subject, claim):
            yield f'"{subject.text} {said.text}": the story was handed over; tell it in the past'


def _is_main(verb: Token) -> bool:
    """Whether a verb could be that of a sentence of its own."""
    if verb.dep_ == "ccomp":
        return verb.head.i > verb.i
    return verb.dep_ in _MAIN and (verb.dep_ != "conj" or _is_main(verb.head))


def _finite(verb: Token) -> Token | None:
    """The word that puts a verb into the present; None where it is told in another tense."""
    helper = next(iter(children(verb, "aux", "auxpass")), None)
    if helper is not None:
        return helper if helper.tag_ in PRESENT and verb_lemma(helper.lower_) == "be" else None
    # Why: "I put" and "I cut" are past tenses too.
    past = verb.tag_ == "VBP" and past_form(verb_lemma(verb.lower_)) == verb.lower_
    return verb if verb.tag_ in PRESENT and not past else None


def _is_saying(verb: Token) -> bool:
    """Whether a verb only says what a thing is to somebody: "it is what I bring", "my aim is to", "it shows in the numbers"."""
    if verb_lemma(verb.lower_) in word_class("commenting"):
        return True
    behind = [one for one in verb.children if one.i > verb.i and one.dep_ in {"ccomp", "xcomp", "advcl"}]
    return verb_lemma(verb.lower_) == "be" and bool(behind)


def _is_of_work(verb: Token) -> bool:
    """Whether a verb of the applicant tells what is done for a system: "I own", "I maintain"."""
    lemma = verb_lemma(verb.lower_)
    return lemma in word_class("keeping") or lemma not in word_class("free-deeds") | word_class("light-deeds")


def _is_the_system(subject: Token, claim: Claim) -> bool:
    """Whether a subject is the system of the cited story, a part or a quantity of it, or the applicant's work there."""
    if subject.lower_ == "it":
        return True
    if not any(one.lower_ in _THE for one in children(subject, "det", "poss")):
        return False
    owned = any(one.lower_ in {"my", "our"} for one in children(subject, "poss"))
    if owned and subject.lower_ == "work":
        return True
    told = " ".join(
        f"{story.system} {story.design} {story.constraint} {story.result} {story.did} {' '.join(story.owned)}"
        for story in (record.story for record in claim.stories)
    )
    return fold(subject.lower_) in words_in(told) or bool(measured_in(subject.lower_))
