"""What a sentence says without exception: none, never, no longer, all, always. It is a figure like another, and a fact has to state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from jdparse.english.classes import kin_of, word_class
from jdparse.english.parser import parse
from jdparse.english.patterns import Pattern, load_words, pattern
from jdparse.english.stems import fold
from jdparse.english.verbs import verb_lemma
from jdparse.english.voice import clause
from tailor.brief.open_ends import is_open
from tailor.check.facts.record import Record, telling

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tailor.brief.claim import Claim

_NONE = pattern(r"(?i)(?<![\w-])(?:{none-words})(?![\w-])(?! (?:{none-idioms})\b)")
_NOT_SINCE = pattern(
    r"(?i)(?:(?<![\w-])(?:{denying-plainly})|n['’]t)\b[^;:]* (?:(?:{until-now})(?=[.,;]|$)|(?:{since-clauses})\b)"
)
#: "No release that was not tested" tells a habit.
_NO_WITHOUT = pattern(r"(?i)[^.;:]* (?:(?:{relatives})\b[^.;:]* not|without)\b")
_ALL = pattern(r"(?i)(?<![\w-])(?:{all-words})(?![\w-])(?! else\b)")
_DENIES = pattern(r"(?i)(?<![\w-])(?:{denying-record})(?![\w-])|n['’]t\b")
_ALL_THERE = pattern(r"(?i)(?<![\w-])(?:{all-record})(?![\w-])")
#: Words that stand beside a subject, and say that the whole of it is meant.
_WHOLE = frozenset({"every", "all", "each"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def words_of(record: Record) -> list[str]:
    """The words of a story in lower case."""
    return re.findall(r"[a-z]+", f"{record.story.facts} {' '.join(record.story.owned)}".lower())


def unheld_absolutes(claim: Claim) -> Iterator[str]:
    """What a sentence says without exception and no fact of the cited stories does, each as a reason."""
    text = claim.text
    if not claim.stories or text.endswith("?"):
        return
    for found in (*_NONE.finditer(text), *_NOT_SINCE.finditer(text)):
        habit = _NO_WITHOUT.match(text, found.end()) and _is_habit(found.start(), claim)
        if (
            not habit
            and not is_open(text, found.start())
            and not _is_stated(claim, found.start(), _DENIES)
            and not _is_told_otherwise(found, claim)
            and not _is_counted_there(found.start(), claim)
        ):
            yield _reason(text, found.start(), found.end())
    for found in _ALL.finditer(text):
        if not is_open(text, found.start()) and not _is_stated(claim, found.end(), _ALL_THERE, behind=True):
            yield _reason(text, found.start(), found.end())
    for token in parse(text):
        of = token if token.dep_ in _SUBJECTS else token.head
        if (
            _is_whole(token, of)
            and not is_open(text, token.idx)
            and not _is_counted(token)
            and not _is_of_the_system(token, of, claim)
            and not _is_any_new(token, claim)
            and not _is_merged(token, of, claim)
            and not (_speaks_of(claim, of) and _is_stated(claim, token.idx, _ALL_THERE))
        ):
            yield _reason(text, token.idx, token.idx + len(token.text))


def _is_habit(at: int, claim: Claim) -> bool:
    """Whether "nothing leaves without a signature" is told of a habit, or of what a fact says of each: "a signature on every entry"."""
    return any(fact.field == "playbook" for fact in claim.own) or _is_stated(claim, at, _ALL_THERE)


def _is_whole(token: Token, of: Token) -> bool:
    """Whether a word says that the whole of a subject is meant, and not each of some days."""
    if token.lower_ not in _WHOLE or token.head.lower_ in load_words()["periods"]:
        return False
    return of.dep_ in _SUBJECTS or (token.dep_ == "advmod" and of.tag_.startswith("VB"))


def _speaks_of(claim: Claim, of: Token) -> bool:
    """Whether a fact of the cited stories has the thing that is told of as a whole."""
    return (
        of.lower_ == "one"
        or not of.tag_.startswith("NN")
        or fold(of.lower_) in {fold(word) for record in claim.stories for word in words_of(record)}
    )


def _is_stated(claim: Claim, at: int, words: Pattern, *, behind: bool = False) -> bool:
    """Whether a fact of the cited stories has such a word too, and says there what the sentence says."""
    start, end = clause(claim.text, at)
    start = max(start, claim.text.rfind(", ", start, at) + 1)
    end = min(end, at + _NEAR)
    said = telling(claim.text[at:end]) - _empty()
    around = frozenset() if behind else telling(claim.text[start:end]) - _empty()
    if behind and not said:
        return False
    parts = (part for fact in (*claim.own, *claim.told_of_stories) for part in _PART.split(fact.text))
    return any(words.search(part) and _says(part, said or around, around) for part in parts)


def _says(part: str, said: frozenset[str], around: frozenset[str]) -> bool:
    """Whether a part of a fact says what stands behind such a word, or most of what stands around it."""
    there = telling(part)
    return len(said & there) >= min(len(said), _ENOUGH) or len(around & there) > _ENOUGH


#: So many characters behind such a word say what it is said of.
_NEAR = 80
#: A fact that has so many of the telling words says the same.
_ENOUGH = 2
_PART = pattern(r"[;,]| (?:{part-joins}) ")


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    words = (*load_words()["none-words"], *load_words()["all-words"], *load_words()["empty-beside"])
    return telling(" ".join(word for word in words if " " not in word))


def _is_counted(token: Token) -> bool:
    """Whether the sentence counts what it speaks of: "all 12 shops", "each of the 12"."""
    behind = [one for one in token.doc[token.i + 1 :] if one.lower_ not in {"of", "the", "our", "those", "these"}]
    return bool(behind) and behind[0].like_num


def _is_of_the_system(token: Token, of: Token, claim: Claim) -> bool:
    """Whether "all of it runs on Spark" names what the system ran on."""
    verb = of.head if of.dep_ in _SUBJECTS else of
    beside = {one.lower_ for one in token.doc[max(token.i - 1, 0) : token.i + 3]}
    return bool(
        beside & {"it", "this", "that"}
        and verb_lemma(verb.lower_) in word_class("running-on")
        and any(fact.kind == "tools" for fact in claim.own)
    )


def _is_any_new(token: Token, claim: Claim) -> bool:
    """Whether a fact says of any new one what the sentence says of each: "a new clinic meant new rules"."""
    text = claim.text[token.idx + len(token.text) :].split()[:2]
    said = f" a {' '.join(text)} ".casefold()
    return text[:1] == ["new"] and any(said in f" {fact.text} ".casefold() for fact in claim.own)


def _is_told_otherwise(found: re.Match[str], claim: Claim) -> bool:
    """Whether a cited fact says in other words that there is none: "had nothing left" where it ran out, "no two alike" where each differs."""
    behind = ((_LEFT, _USED_UP), (_TWO, _UNLIKE))
    return any(
        said.match(found.string, found.end()) and any(there.search(fact.text) for fact in claim.own)
        for said, there in behind
    )


def _is_counted_there(at: int, claim: Claim) -> bool:
    """Whether a cited fact denies the same number of the same things: "64 more GPUs that were never ordered"."""
    _, end = clause(claim.text, at)
    counted = {(one["number"], fold(one["thing"])) for one in _COUNTED.finditer(claim.text.lower(), at, end)}
    there = (one for part in denied_parts(claim) for one in _COUNTED.finditer(part.lower()))
    return bool(counted & {(one["number"], fold(one["thing"])) for one in there})


def denied_parts(claim: Claim) -> Iterator[str]:
    """The parts of the cited facts that deny a thing or end it."""
    return (part for fact in claim.own for part in _PART.split(fact.text) if _DENIES.search(part))


def _is_merged(token: Token, of: Token, claim: Claim) -> bool:
    """Whether a cited fact makes one of many, and the sentence says that all of them have that one: "all shops share one queue"."""
    if not _speaks_of(claim, of):
        return False
    ones = set(_ONE.findall(claim.text[token.idx :].lower()))
    parts = (part.lower() for fact in claim.own for part in _PART.split(fact.text))
    return any(
        ones & set(_ONE.findall(part)) and kin_of("merge") & {verb_lemma(word) for word in part.split()}
        for part in parts
    )


_LEFT = pattern(r"(?i) (?:{left-over})\b(?! to\b)")
_TWO = re.compile(r" two [a-z]+s\b")
_UNLIKE = pattern(r"(?i)(?<![\w-])(?:{unlike-record})\b")
_USED_UP = pattern(r"(?i)(?<![\w-])(?:{used-up})\b")
_COUNTED = re.compile(r"(?<![\w.,-])(?P<number>\d[\d,]*)(?: [a-z]+)? (?P<thing>[a-z]+s)\b")
_ONE = re.compile(r"\bone [a-z]+\b")


def _reason(text: str, start: int, end: int) -> str:
    said = text[start:end] if end - start > _SHORT else " ".join(text[start:].split()[:2]).strip(".,;:")
    return f'"{said}": no fact says this without exception'


#: A word of fewer letters says little alone; the one behind it is told too.
_SHORT = 5
