"""The ways to tell a duty: the thing, what is to be done to it, a better one, the purpose, the task, the team's own sentence.

Source: `letters/PATTERNS.md`, part a, operations A to F.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from jdparse.english.acts import Act
from jdparse.english.classes import word_class
from jdparse.english.compress import compress
from jdparse.english.duty import Line
from jdparse.english.nouns import determiner, is_counted, is_plural, noun_phrase
from jdparse.english.pronouns import to_reader
from jdparse.english.tree import children, helpers, render, subject, subtree
from jdparse.english.verbs import gerund, past_form, verb_lemma
from tailor.letter.cuts import closed_up, dangling, gap, lost
from tailor.letter.thing import kind_of_thing

Form = Literal["thing", "state", "task", "doing", "clause"]


#: A need has no more words than this, however long the letter.
MAX_NEED_WORDS = 14


#: Verbs with which a posting speaks of the vacancy and not of the work.
_HIRING = frozenset({"hire", "look", "recruit", "search", "seek", "welcome", "offer", "believe", "love"})


#: Of each way to tell a line, so many lengths are kept.
_LENGTHS = 4


@dataclass(frozen=True, slots=True)
class Need:
    """One telling of a need.

    Attributes:
        text: The words, ready for a frame of its form, without closing punctuation.
        form: Which frames fit: a noun phrase, a noun phrase with a participle, an infinitive, a gerund, a whole clause.
        way: How it was made: ``made``, ``done``, ``better``, ``ensured``, ``task``, ``purpose``, ``clause``, ``named``.
        verb: The lemma of the duty's verb; empty for a noun phrase.
        head: The noun that the telling is about, in lower case.
        plural: Whether that noun is plural.
        traits: Named facts about it for the judge, 0 or 1 or a count.
        thing: That noun with the words that name its kind: "ranking models".
    """

    text: str
    form: Form
    way: str
    verb: str
    head: str
    plural: bool
    traits: tuple[tuple[str, float], ...]
    thing: str = ""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def tellings(line: Line) -> Iterator[Need]:
    """All tellings of a line, in a fixed order, broken ones among them."""
    if line.noun:
        yield from _things(line, line.head, "named", "")
        return
    if line.speaker != "reader":
        yield from _clauses(line)
        if line.speaker == "other":
            return
    if not line.acts:
        return
    first = line.acts[0]
    yield from _of_act(line, line.acts)
    later = next((act for act in line.acts[1:] if act.object is not None and act.object != first.object), None)
    if later is not None and later.lemma not in word_class("telling"):
        yield from _of_act(line, line.acts[line.acts.index(later) :], later=True)
    yield from _purposes(line, first)


def _of_act(line: Line, acts: Sequence[Act], later: bool = False) -> Iterator[Need]:
    act = acts[0]
    extra = {"later": 1.0} if later else {}
    target = act.object
    if target is not None and not act.of:
        group = [other for other in acts if other.object == target]
        if any(other.lemma in word_class("making") for other in group):
            yield from _things(line, target, "made", act.lemma, extra)
        elif any(other.lemma in word_class("ensuring") for other in group):
            yield from _things(line, target, "ensured", act.lemma, extra)
        elif any(other.lemma in word_class("bettering") for other in group):
            yield from _better(line, target, act.lemma, extra)
        if all(other.lemma in word_class("treating") | word_class("bettering") for other in (group[0], group[-1])):
            yield from _done(target, group, extra)
    if (
        not later
        and act.verb.tag_.startswith("VB")
        and act.lemma in word_class("making") | word_class("treating") | word_class("bettering") | word_class("keeping")
    ):
        yield from _tasks(acts, extra)


def _things(line: Line, head: Token, way: str, verb: str, extra: dict[str, float] | None = None) -> Iterator[Need]:
    quality = _qualities(line, head)
    for kept in _lengths(head, MAX_NEED_WORDS):
        words = noun_phrase(head, kept)
        yield _need(words, "thing", way, verb, head, kept, extra)
        if quality and len(f"{words} {quality}".split()) <= MAX_NEED_WORDS:
            yield _need(f"{words} {quality}", "thing", way, verb, head, kept, {**(extra or {}), "quality": 1.0})


def _qualities(line: Line, head: Token) -> str:
    """What a duty adds with "ensuring ...": "with low latency and high reliability"."""
    for token in line.doc:
        if token.tag_ == "VBG" and token.dep_ in {"advcl", "conj", "acl"} and token.i > head.i:
            target = next(iter(children(token, "dobj")), None)
            if verb_lemma(token.lower_) in word_class("ensuring") and target is not None:
                return next((f"with {noun_phrase(target, kept)}" for kept in compress(target, 6)), "")
    return ""


def _better(line: Line, head: Token, verb: str, extra: dict[str, float]) -> Iterator[Need]:
    for kept in _lengths(head, MAX_NEED_WORDS - 1):
        which = determiner(head, kept)
        if which is not None and which.dep_ == "nummod":
            continue
        rest = (
            [token for token in kept if token != which]
            if which is None or which.dep_ != "poss" or which.lower_ in {"our", "their", "your", "its"}
            else list(kept)
        )
        words = render(rest)
        one = is_counted(head) and not is_plural(head, kept)
        yield _need(f"a better {words}" if one else f"better {words}", "thing", "better", verb, head, kept, extra)


def _done(head: Token, group: Sequence[Act], extra: dict[str, float]) -> Iterator[Need]:
    """The object with its verbs as participles: "inference cost reduced", with what belongs to the last verb behind."""
    verbs = [past_form(act.lemma, participle=True) + (f" {act.particle}" if act.particle else "") for act in group[:2]]
    if len(group) > 2:
        verbs = [past_form(act.lemma, participle=True) for act in (group[0], group[-1])]
    said = " and ".join(dict.fromkeys(verbs))
    tails = ["", *_tails(group[-1].verb, head)]
    for kept in _lengths(head, MAX_NEED_WORDS - len(verbs)):
        if any(token.dep_ == "prep" and token.lower_ != "of" for token in kept):
            continue
        for tail in tails:
            words = f"{noun_phrase(head, kept)} {said} {tail}".strip()
            yield _need(words, "state", "done", group[0].lemma, head, kept, {**extra, "tail": float(bool(tail))})


def _tails(verb: Token, head: Token) -> Iterator[str]:
    """What belongs to the verb behind its object: "into products", "for cost and quality"."""
    for prep in children(verb, "prep"):
        if prep.i > head.i:
            yield from (render(kept) for kept in list(compress(prep, 7))[:2])


def _tasks(acts: Sequence[Act], extra: dict[str, float]) -> Iterator[Need]:
    verb = acts[0].verb
    before = [*helpers(verb), *children(verb, "nsubj", "nsubjpass", "punct", "cc", "expl")]
    leading = [token for token in before if token.i < verb.i]
    adverbs = [token for token in children(verb, "advmod", "npadvmod", "prep", "advcl") if token.i < verb.i]
    forms = {act.verb: verb_lemma(act.verb.lower_) for act in acts}
    for kept in list(compress(verb, MAX_NEED_WORDS, [*leading, *adverbs]))[: _LENGTHS + 1]:
        head = next((act.object for act in acts if act.object is not None and act.object in kept), None)
        if (head is None and acts[0].object is not None) or (head is None and len(kept) < 4):
            continue
        yield _need(
            render(kept, {token: forms[token] for token in kept if token in forms}),
            "task",
            "task",
            acts[0].lemma,
            head or verb,
            kept,
            extra,
        )
        if acts[0].verb.tag_.startswith("VB"):
            yield _need(
                render(kept, {token: gerund(forms[token]) for token in kept if token in forms}),
                "doing",
                "doing",
                acts[0].lemma,
                head or verb,
                kept,
                extra,
            )


def _purposes(line: Line, act: Act) -> Iterator[Need]:
    """What the duty is for, where it says so: "to streamline deployment"."""
    scope = set(act.verb.subtree)
    for token in line.doc:
        if (
            token not in scope
            or token == act.verb
            or token.tag_ != "VB"
            or token.dep_ not in {"advcl", "xcomp", "acl", "relcl"}
        ):
            continue
        if not any(child.tag_ == "TO" for child in token.children):
            continue
        target = next(iter(children(token, "dobj")), None)
        if target is None:
            continue
        purpose = Act(token, verb_lemma(token.lower_), target)
        for need in _of_act(line, [purpose]):
            traits = dict(need.traits) | {"purpose": 1.0}
            yield Need(
                need.text, need.form, f"purpose-{need.way}", need.verb, need.head, need.plural, tuple(traits.items())
            )


def _clauses(line: Line) -> Iterator[Need]:
    """The team's own sentence in the second person."""
    verb = next((token for token in line.doc if token.dep_ == "ROOT"), line.head)
    who = subject(verb)
    if who is None or verb_lemma(verb.lower_) in _HIRING:
        return
    spare = [
        token
        for token in children(verb, "advcl", "prep", "npadvmod", "advmod", "cc", "intj", "mark", "dep")
        if token.i < who.i
    ]
    for kept in list(compress(verb, MAX_NEED_WORDS, spare))[:_LENGTHS]:
        if who not in kept:
            continue
        yield _need(render(kept), "clause", "clause", verb.lower_, who, kept, {"team": float(line.speaker == "team")})


def _lengths(head: Token, most: int) -> list[tuple[Token, ...]]:
    """A few lengths of a noun phrase: the longest that fits, and shorter ones that still say what is meant."""
    return list(compress(head, most))[:_LENGTHS]


def _need(
    words: str,
    form: Form,
    way: str,
    verb: str,
    head: Token,
    kept: Collection[Token],
    extra: dict[str, float] | None = None,
) -> Need:
    inside = [token for token in kept if token in set(subtree(head))]
    traits = {
        "bare": float(len(inside) <= 1),
        "vague": float(head.lower_ in word_class("vague-nouns")),
        "of": float(any(token.lower_ == "of" for token in kept)),
        "preps": float(sum(token.dep_ == "prep" for token in kept)),
        "joined": float(sum(token.dep_ == "conj" for token in kept)),
        "clause-inside": float(sum(token.dep_ in {"relcl", "advcl", "ccomp", "xcomp", "acl"} for token in kept)),
        "modified": float(sum(token.dep_ in {"amod", "compound", "nmod"} and token.head == head for token in kept)),
        "dangling": float(dangling(kept)),
        "closed-up": float(closed_up(kept)),
        "gap": float(gap(kept)),
        "lost": float(lost(head, kept)),
        "name": float(any(token.tag_ in {"NNP", "NNPS"} and not token.text.isupper() for token in kept)),
        "article": float(words.startswith(("a ", "an ")) and determiner(head, kept) is None),
        "pronoun": float(any(token.tag_ in {"PRP", "WP", "WDT", "EX"} for token in kept)),
        **(extra or {}),
    }
    plural = is_plural(head, kept) if head.tag_.startswith(("NN", "CD")) else False
    return Need(
        to_reader(_unslashed(words)),
        form,
        way,
        verb,
        head.lower_,
        plural,
        tuple(traits.items()),
        kind_of_thing(head, kept),
    )


def _unslashed(words: str) -> str:
    """Say "statistical/machine learning" as "statistical and machine learning"; acronyms keep their slash."""
    return re.sub(r"(?<![\w/-])([a-z]{4,})/([a-z]{4,})(?![\w/-])", r"\1 and \2", words)
