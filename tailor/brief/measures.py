"""What a figure is told to be a figure of, where the facts tell it of something else or speak of no such thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import jdparse
from jdparse.english.changes import Change, changes
from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.patterns import load_words, pattern
from jdparse.english.quantities import find_quantities, measured_in
from jdparse.english.stems import fold
from jdparse.english.verbs import verb_lemma
from jdparse.english.voice import WOULD
from tailor.brief.deeds import all_verbs

if TYPE_CHECKING:
    from tailor.brief.claim import Claim

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_HYPHENED = re.compile(r"(?<![\w-])\d+-[a-z]+")
#: Where another part of a sentence or of a fact begins.
_BORDER = pattern(r"[;:()]|,(?= )| (?:{part-borders}) ")
#: "4.8% wrong codes": a share with what it is of behind it.
_SHARE_OF = pattern(
    r"(\d[\d,]*(?:\.\d+)?)% (?!(?:{function}|{going-up}|{going-down})\b)([a-z]+(?: (?!(?:{function})\b)[a-z]+)?)"
)
_PERIOD = pattern(r"(?i)\b(?:{per-words}) ({periods})\b")
_NOUNS, _DESCRIBING = ("NN", "NNS"), ("NN", "JJ", "VB")


def unheld_measures(claim: Claim) -> Iterator[str]:
    """The things that figures of a sentence are told of and that the cited facts do not tell them of, each as a reason."""
    if not claim.stories:
        return
    given = " ".join(
        f"{record.story.facts} {' '.join(record.story.owned)} {record.story.field}" for record in claim.stories
    )
    for share in _SHARE_OF.finditer(claim.text):
        told = " ".join(
            part for fact in claim.own for part in fact_parts(fact.text) if share[1] in _NUMBER.findall(part)
        )
        if told and not _folded(share[2]) & (_folded(told) | _bare()):
            yield f'"{share.group()}": the facts that it names tell this share of something else'
    own = " ".join(fact.text for fact in claim.facts)
    for found in _PERIOD.finditer(claim.text) if _NUMBER.search(claim.text) else ():
        if found[1].lower() not in given.casefold() and found[1].lower() not in own.casefold():
            yield f'"{found.group()}": no fact of this story tells anything by it'
    for found in _HYPHENED.finditer(claim.text):
        if found.group().casefold() not in given.casefold():
            yield f'"{found.group()}" stands in no fact of this story'
    for quantity in find_quantities(claim.text):
        part = _part(claim.text, quantity.figure.start, quantity.figure.end)
        figured = _NUMBER.search(quantity.figure.text) or quantity.figure.unit not in {"count", "times"}
        if figured and not (
            WOULD.search(claim.text[slice(*part)]) or re.search(r"(?i)\byou", claim.text[slice(*part)])
        ):
            strange = _strange_nouns(claim.text, *part, given)
            yield from (f'"{noun}": no fact of this story has figures of that' for noun in strange)
    for pair in changes(claim.text):
        start, _ = _part(claim.text, pair.start, pair.end)
        if _told_of_else(claim, start, pair):
            said = " ".join(claim.text[start : pair.start].split())
            yield f'"{said}": the facts that it names tell this change of something else'
    yield from _strange_measures(claim, given)


def _strange_measures(claim: Claim, given: str) -> Iterator[str]:
    """What a sentence with a change says to be measured, and no fact of the cited stories speaks of."""
    pairs = [*changes(claim.text)]
    measured = {name for *_, name in measured_in(given)}.union(*(record.story.metrics for record in claim.stories))
    theirs = (
        jdparse.of_the_job(claim.known.analysis.posting)
        if claim.known.analysis and any(f.of_posting for f in claim.facts)
        else ""
    )
    posted = {name for *_, name in measured_in(theirs)}
    for start, end, name in measured_in(claim.text) if pairs else ():
        # Why: what the team asks for may be named before a colon, with one's own figure behind it.
        if re.search(r"\btimes (?:as )?$", claim.text[:start]):
            continue
        apart = any(re.search(r"[:;]", claim.text[end : pair.start]) for pair in pairs)
        if name not in measured and not (apart and (name in posted or _has_verb(claim.text, pairs[0].start))):
            yield f'"{claim.text[start:end]}": no fact of this story speaks of that'


def _has_verb(text: str, before: int) -> bool:
    """Whether a clause of its own stands before a colon: "Accuracy has a price: ..."."""
    border = re.search(r"[:;]", text[:before])
    return border is not None and any(token.idx < border.start() and token.tag_ in _FINITE for token in parse(text))


_FINITE = frozenset({"VBZ", "VBD", "VBP"})


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a figure, between two borders."""
    before = [found.end() for found in _BORDER.finditer(text) if found.end() <= start]
    behind = [found.start() for found in _BORDER.finditer(text) if found.start() >= end]
    return max(before, default=0), min(behind, default=len(text))


def _strange_nouns(text: str, start: int, end: int, given: str) -> Iterator[str]:
    """The nouns of a part of a sentence that the story never has, and that measure nothing which it measures."""
    known = _folded(given) | _bare()
    measures = {name for _, _, name in measured_in(given)}
    for token in parse(text):
        noun = start <= token.idx < end and (token.tag_ in _NOUNS or token.dep_ == "compound") and token.text.islower()
        if (
            noun
            and token.text.isalpha()
            and not _stems(token.text) & known
            and not {name for *_, name in measured_in(token.text)} & measures
        ):
            yield token.text


def _told_of_else(claim: Claim, start: int, pair: Change) -> bool:
    """Whether the words before a change have none of the words that the cited facts have beside its figures."""
    tokens = [one for one in parse(claim.text) if start <= one.idx < pair.start and one.tag_.startswith(_DESCRIBING)]
    words = {stem for one in tokens for stem in _stems(one.text)} - _bare() - _moving()
    figures = _numbers(claim.text[pair.start : pair.end])
    told = " ".join(part for fact in claim.own for part in fact_parts(fact.text) if figures & _numbers(part))
    same = {name for *_, name in measured_in(claim.text[start : pair.start])} & {name for *_, name in measured_in(told)}
    # Why the beginnings: "preparing one" for "preparation".
    begun = {word[:_ROOT] for word in words} & {word[:_ROOT] for word in _folded(told) if len(word) >= _ROOT}
    return bool(words and told) and not words & _folded(told) and not begun and not same


#: So many letters of two words show one root.
_ROOT = 5


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text)) or set(re.findall(r"[a-z]{3,}", text.lower())) & set(load_words()["number-words"])


def fact_parts(text: str) -> Iterator[str]:
    """The parts of a fact; "and" begins another one only before a verb: "cut x and brought y", not "judge and graders"."""
    verbs, start = all_verbs(text), 0
    for found in _BORDER.finditer(text):
        following = text[found.end() :].split(" ", 1)[0]
        if " and" not in found.group() or verb_lemma(following.lower()) in verbs:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _folded(text: str) -> frozenset[str]:
    return frozenset(stem for word in re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()) for stem in _stems(word))


def _stems(word: str) -> frozenset[str]:
    return frozenset(fold(part) for part in (word.lower(), *word.lower().split("-")))


@lru_cache(maxsize=1)
def _bare() -> frozenset[str]:
    return _folded(" ".join((*word_class("bare-things"), *word_class("measure-words"))))


@lru_cache(maxsize=1)
def _moving() -> frozenset[str]:
    """Verbs that say no more than that something changed."""
    return _folded(" ".join((*word_class("causing-verbs"), *word_class("moving-words"))))
