"""Results that read as if something got worse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jdparse.english.changes import changes
from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.tree import children
from tailor.letter.effects import Effect, read_effects
from tailor.profile.story import Story

if TYPE_CHECKING:
    from spacy.tokens import Token

_UP, _DOWN = (
    frozenset({"rose", "grew", "doubled", "tripled", "climbed", "increased"}),
    frozenset({"fell", "dropped", "halved", "shrank", "decreased"}),
)


def wrong_ways(story: Story) -> tuple[str, ...]:
    """What of a story got worse by its own words, each as a question: latency that went up, accuracy that went down."""
    told = (story.did, story.result, *(more.result for more in story.results))
    return tuple(dict.fromkeys(line for words in told if words for line in _worse(words)))


def _worse(words: str) -> Iterator[str]:
    for effect in read_effects(words):
        way, thing = _way(effect), _thing(effect)
        if way and thing is not None and _better(thing) == -way:
            name = re.split(r"\s(?:of|for|in|on)\s", f"{effect.thing} ")[0].strip() if effect.verb else thing.text
            yield f"{name} went {'up' if way > 0 else 'down'}: is the direction right?"


def _way(effect: Effect) -> int:
    """1 for a thing that went up, -1 for one that went down, 0 where the words do not say."""
    change = next(iter(changes(effect.text)), None)
    if change is not None:
        return 1 if change.after.value > change.before.value else -1
    verbs = {effect.verb} if effect.verb else set(effect.thing.lower().split())
    return 1 if verbs & _UP else -1 if verbs & _DOWN else 0


def _thing(effect: Effect) -> Token | None:
    """The head of what moved."""
    doc = parse(effect.thing)
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or effect.verb:
        return root
    return next(iter(children(root, "nsubj", "dobj")), root)


def _better(thing: Token) -> int:
    """1 where more of a thing is better, -1 where less is, 0 where it depends."""
    names = [thing.lower_, *(child.lower_ for child in children(thing, "compound", "amod"))]
    for name in names if thing.lower_ in word_class("measures-of") else names[:1]:
        if name in word_class("better-low"):
            return -1
        if name in word_class("better-high"):
            return 1
    return 0
