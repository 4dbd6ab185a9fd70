"""What a shortened duty is like: how long it is, what was cut and where, whether its nouns have their articles, what it speaks of."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

from spacy.tokens import Token

from jdparse import pains_named
from jdparse.english.acts import Act
from jdparse.english.classes import word_class
from jdparse.english.duty import Line
from jdparse.english.rarity import rarity
from tailor.letter.cuts import closed_up, dangling

#: Classes of a duty's verb that the judge tells apart; one of none of these, or of the last two, is an odd one.
_KINDS = ("making", "treating", "heading", "helping", "ensuring")
_KNOWN = (*_KINDS, "keeping", "bettering", "coding")
#: What may stand behind the last word that is kept.
_BEHIND = ("prep", "cc", "advcl", "comma", "mark", "end")
_NEXT = ("to", "for", "and", "of", "across")
#: Endings of nouns that name a doing or a quality, which go without an article.
_ABSTRACT = (
    "tion", "sion", "ment", "ance", "ence", "ency", "ancy", "ing", "ity", "ness", "ship", "ism", "acy", "ure", "success",
)  # fmt: skip
_ARTICLES = frozenset({"det", "poss", "nummod", "predet"})
#: A rarity of so much is that of a word which hardly any other posting has.
_RARE, _MOST_RARE = 2.5, 2.0


def task_traits(line: Line, acts: Sequence[Act], kept: Collection[Token], text: str, place: int) -> Mapping[str, float]:
    """The traits of a phrase.

    Args:
        line: The posting's line, read.
        acts: The duty's verbs.
        kept: The tokens that the phrase keeps.
        text: The phrase.
        place: Which of the line's duties it is: 0 for all its verbs.
    """
    found = {**_length(line, text), **_cut(line, kept), **_verbs(line, acts, kept, place), **_nouns(acts, kept)}
    found |= {
        "commas": float(text.count(",")),
        "ands": float(text.count(" and ")),
        "on-topic": float(bool(pains_named(text))),
        "rare": min(rarity(text) / _RARE, _MOST_RARE),
    }
    return {name: value for name, value in found.items() if value}


def _length(line: Line, text: str) -> dict[str, float]:
    words, whole = len(text.split()), max(len(line.text.split()) - 2, 1)
    return {
        "words": words / 10,
        "words>6": float(words > 6),
        "words>12": float(words > 12),
        "kept": min(words / whole, 1.0),
        "whole": float(words >= whole - 1),
    }


def _cut(line: Line, kept: Collection[Token]) -> dict[str, float]:
    row = sorted(kept, key=lambda token: token.i)
    last = row[-1]
    seams = sum(two.i - one.i > 1 for one, two in itertools.pairwise(row))
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    behind = "end" if after is None else after.dep_
    if after is not None and behind == "punct" and after.i + 1 < len(after.doc):
        behind = "comma" if after.text == "," else "mark"
    inside = line.acts[0].verb.subtree
    return {
        "seams": float(seams),
        "contiguous": float(not seams),
        **{f"before-{name}": float(behind == name) for name in _BEHIND},
        **{f"next-{word}": float(after is not None and after.lower_ == word) for word in _NEXT},
        "next-verb": float(after is not None and after.tag_ in {"VBG", "VB", "VBN"}),
        "ends-noun": float(last.tag_ in {"NN", "NNS"}),
        "ends-plural": float(last.tag_ == "NNS"),
        "ends-adverb": float(last.tag_ == "RB"),
        "ends-verb": float(last.tag_.startswith("VB")),
        "ends-prep": float(last.dep_ == "pobj"),
        "dangling": float(dangling(kept)),
        "closed-up": float(closed_up(kept)),
        "open-list": float(any(one.dep_ == "conj" and one not in kept and one.head in kept for one in inside)),
    }


def _verbs(line: Line, acts: Sequence[Act], kept: Collection[Token], place: int) -> dict[str, float]:
    verb, several = acts[0].verb, len(line.acts) > 1
    return {
        "second": float(place == 1 and several),
        "purpose": float(place > 1 or (place == 1 and not several)),
        "vb": float(verb.tag_ == "VB"),
        "gerund-line": float(verb.tag_ == "VBG"),
        "begins-verb": float(verb.tag_ in {"VB", "VBG"} and verb == line.acts[0].verb),
        "verbs": float(sum(act.verb in kept for act in line.acts)),
        "rare-verb": rarity(acts[0].lemma),
        **{f"verb-{name}": float(acts[0].lemma in word_class(name)) for name in _KINDS},
        "verb-known": float(any(acts[0].lemma in word_class(name) for name in _KNOWN)),
    }


def _nouns(acts: Sequence[Act], kept: Collection[Token]) -> dict[str, float]:
    heads = [act.object for act in acts if act.object is not None and act.object in kept]
    target = acts[0].object
    return {
        "no-object": float(not heads),
        "lost-object": float(target is not None and target not in kept),
        "bare-object": float(bool(heads) and not any(token.head == heads[0] for token in kept if token != heads[0])),
        "no-article": float(min(_without_article(kept), 2)),
        "joined": float(sum(token.dep_ == "conj" for token in kept)),
        "name": float(any(token.tag_ in {"NNP", "NNPS"} and not token.text.isupper() for token in kept)),
        "caps": float(sum(token.text[:1].isupper() and not token.text.isupper() for token in kept) > 1),
        "pronoun": float(any(token.tag_ in {"PRP", "WP", "WDT", "EX"} for token in kept)),
    }


def _without_article(kept: Collection[Token]) -> int:
    """How many singular nouns stand without the article that English asks for."""
    heads = [token for token in kept if token.dep_ in {"dobj", "pobj", "conj", "attr"} and _counted(token)]
    return sum(not any(child.dep_ in _ARTICLES for child in _around(head)) for head in heads)


def _around(noun: Token) -> tuple[Token, ...]:
    """What stands with a noun; in a list, what stands with its first one too."""
    return (*noun.children, *(noun.head.children if noun.dep_ == "conj" else ()))


def _counted(noun: Token) -> bool:
    if noun.tag_ != "NN" or noun.text.isupper() or noun.lower_ in word_class("uncounted"):
        return False
    return not noun.lower_.endswith(_ABSTRACT) or noun.lower_ in word_class("counted-though-abstract")
