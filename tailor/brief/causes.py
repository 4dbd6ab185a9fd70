"""What a sentence says to have led to what, and whether one story's facts link the two ends.

A story's fields are a chain: what was wrong led to what was done, that to its result, that to its worth. Nothing else is a cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jdparse.english.changes import changes
from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.patterns import pattern
from jdparse.english.tree import children
from jdparse.english.verbs import verb_lemma
from tailor.brief.deeds import all_verbs
from tailor.brief.facts import Fact
from tailor.brief.measures import fact_parts
from tailor.check.facts.record import telling

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tailor.brief.claim import Claim

#: Which field may be told to have led to which; ``results.2.worth`` counts as ``worth`` beside the result of its number.
_LEADS = frozenset(
    {
        ("wall", "did"),
        ("did", "wall"),
        ("did", "result"),
        ("did", "worth"),
        ("result", "worth"),
        ("system", "result"),
        ("system", "worth"),
        ("did", "constraint"),
        ("system", "constraint"),
    }
)
_BEFORE = pattern(r"(?i)(?:^|[,;:.–—]\s*|\s)(?P<link>{cause-before})(?=[\s,:])")
_BEHIND = pattern(r"(?i)(?<![\w-])(?P<link>{cause-behind})(?=\s)")
_NO_CLAUSE = pattern(r"(?i) (?:{so-no-clause})\b")
_PART = re.compile(r"[,;:] ")
_WHICH = re.compile(r", which (\w+)")
_CLAUSE = pattern(r"(?i) (?:{clause-subjects})\b")
#: A side of a link that says no more than "this" stands for the sentence before it.
_POINTING = frozenset(
    {
        "it",
        "that",
        "this",
        "which",
        "these",
        "those",
        "they",
        "i",
        "we",
        "my",
        "our",
        "work",
        "change",
        "both",
        "he",
        "she",
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """A sentence's claim that one thing led to another.

    Attributes:
        cause: The words of what led to it.
        effect: The words of what came of it.
    """

    cause: str
    effect: str


def unheld_causes(claim: Claim) -> Iterator[str]:
    """The links of a sentence that no cited story has, each as a reason."""
    facts = [fact for fact in claim.told_of_stories if fact.ref.startswith("story.")]
    results = frozenset(verb for fact in facts if "result" in fact.field for verb in all_verbs(fact.text))
    for link in find_links(claim.text, results):
        if any(fact.kind == "wall" and _tells_both(fact, link) for fact in claim.own):
            continue
        causes = _facts_of(link.cause, facts) if not _points(link.cause) else [*claim.before, *claim.own]
        effects = _facts_of(link.effect, facts) if not _points(link.effect) else [*claim.own]
        if not causes or not effects:
            what = link.effect if causes else link.cause
            yield f'"{_short(what)}": no fact says that this {"came of it" if causes else "led to it"}'
        elif not any(_leads(cause, effect) for cause in causes for effect in effects):
            yield f'no fact says that "{_short(link.cause)}" led to "{_short(link.effect)}"'


def _tells_both(fact: Fact, link: Link) -> bool:
    """Whether one clause of a fact tells both sides of a link: "each shop kept its own GPU pool warm"."""
    sides = [telling(side) for side in (link.cause, link.effect)]
    parts = (telling(part) for part in fact_parts(fact.text))
    return any(len(sides[0] & part) >= 1 and len(sides[1] & part) >= _SAME for part in parts)


#: So many telling words in common show that a clause tells what came of a thing.
_SAME = 2


def find_links(text: str, results: frozenset[str] = frozenset()) -> list[Link]:
    """What a sentence says to have led to what.

    Args:
        text: The sentence.
        results: Further verbs that tell of a result, in their plain form.
    """
    verbs = _causing() | results
    return list(dict.fromkeys((*_by_words(text, verbs), *_by_parse(text, verbs))))


def _by_words(text: str, verbs: frozenset[str]) -> Iterator[Link]:
    for found in _BEFORE.finditer(text):
        before, behind = text[: found.start("link")], text[found.end("link") :]
        # "So many", "so far", "and so is the pager" are no links: behind "so" comes a clause.
        # "So that" gives a purpose, "so far" and "so is the pager" are no links; a figure shows that something followed.
        link = found["link"].casefold()
        followed = _CLAUSE.match(behind) or any(char.isdigit() for char in _PART.split(behind)[0])
        if link.endswith("so") and (not followed or _NO_CLAUSE.match(behind)):
            continue
        if link.startswith("with") and not behind.startswith(","):
            continue
        yield Link(before.strip(" ,;:–—"), behind.strip(" ,.;:"))
    for pair in changes(text):
        # Why by words: the parser takes "cut" behind a noun for an adjective.
        start = max((found.end() for found in _PART.finditer(text[: pair.start])), default=0)
        words = [*re.finditer(r"\w+", text[start : pair.start])]
        verb = next((one for one in words[1:] if verb_lemma(one.group().lower()) in verbs), None)
        own = verb is not None and _points_or_mine(text[start : start + verb.start()])
        if verb is not None and not own and verb is not words[-1]:
            yield Link(text[start : start + verb.start()].strip(), text[start + verb.start() : pair.end])
    for found in _WHICH.finditer(text):
        if verb_lemma(found[1].lower()) in verbs:
            yield Link(text[: found.start()], text[found.start(1) :].strip(" ."))
    for found in _BEHIND.finditer(text):
        before, behind = text[: found.start()], text[found.end() :]
        if before.strip():
            yield Link(behind.strip(" ,.;:"), before.strip(" ,.;:–—"))
        else:
            cause, _, effect = behind.partition(",")
            yield Link(cause.strip(), effect.strip(" ."))


def _by_parse(text: str, verbs: frozenset[str]) -> Iterator[Link]:
    doc = parse(text)
    for verb in doc:
        if not verb.tag_.startswith("VB") or verb_lemma(verb.lower_) not in verbs:
            continue
        if verb.dep_ in {"relcl", "advcl", "acl"} and _hangs_behind(verb):
            yield Link(_words(doc, set(doc) - set(verb.subtree)), _words(doc, set(verb.subtree)))
        by = children(verb, "prep")
        for way in (one for child in by if child.lower_ in {"by", "through"} for one in children(child, "pcomp")):
            own = set(way.subtree)
            yield Link(_words(doc, own), _words(doc, set(verb.subtree) - own))
        subject = next(iter(children(verb, "nsubj")), None)
        # Why: "the decisions that reviewers had made" tells which ones, and no cause.
        if (
            subject is not None
            and verb.dep_ != "relcl"
            and subject.tag_.startswith("NN")
            and children(verb, "dobj", "dative", "prt")
        ):
            own = set(subject.subtree)
            if not {token.lower_ for token in own} & {"my", "our"}:
                yield Link(_words(doc, own), _words(doc, set(verb.subtree) - own))


def _hangs_behind(verb: Token) -> bool:
    """Whether a clause tells what came of the one before it: ", which cut ...", ", cutting ..."."""
    if verb.dep_ == "relcl":
        return any(child.lower_ == "which" and child.dep_ == "nsubj" for child in verb.children)
    start = verb.left_edge
    return verb.tag_ == "VBG" and start.i > 0 and start.nbor(-1).text == "," and not children(verb, "mark")


def _words(doc: Doc, tokens: set[Token]) -> str:
    return "".join(token.text_with_ws for token in doc if token in tokens).strip(" ,.;:")


@lru_cache(maxsize=1)
def _causing() -> frozenset[str]:
    return word_class("causing-verbs")


def _points(words: str) -> bool:
    """Whether a side of a link only points back."""
    said = re.findall(r"[a-z]+", words.casefold())
    return not any(char.isdigit() for char in words) and set(said) <= _POINTING | _SMALL | set(
        word_class("bare-things")
    )


_SMALL = frozenset(
    {"", "the", "a", "an", "and", "of", "on", "all", "with", "for", "in", "there", "too", "did", "done", "is", "was"}
)


def _facts_of(words: str, facts: Sequence[Fact]) -> list[Fact]:
    """The facts that a side of a link tells: those that share the most with it, figures counted twice."""
    said, numbers = telling(_without_causing(words)), frozenset(re.findall(r"\d(?:[\d,.]*\d)?", words))
    counts = [
        (
            len(said & telling(fact.text)) + 2 * len(numbers & frozenset(re.findall(r"\d(?:[\d,.]*\d)?", fact.text))),
            fact,
        )
        for fact in facts
    ]
    most = max((count for count, _ in counts), default=0)
    return [fact for count, fact in counts if count and count * 2 >= most]


def _points_or_mine(words: str) -> bool:
    """Whether a subject is the applicant, or only points at what stands before."""
    return bool({"i", "we", "my", "our", "that", "which"} & set(words.casefold().split()))


def _without_causing(words: str) -> str:
    """A side of a link without its verbs of change, which every result has."""
    return " ".join(word for word in words.split() if verb_lemma(word.lower().strip(",.;:")) not in _causing())


def _leads(cause: Fact, effect: Fact) -> bool:
    if cause.about != effect.about:
        return False
    if cause.id == effect.id:
        return True
    first, second = (fact.field.split(".") for fact in (cause, effect))
    same = len(first) == 1 or len(second) == 1 or first[1] == second[1]
    further = (first[-1], second[-1]) == ("result", "worth") and len(first) != len(second)
    return (first[-1], second[-1]) in _LEADS and same and not further


def _short(words: str) -> str:
    said = words.split()
    return " ".join(said[:7]) + (" ..." if len(said) > 7 else "")
