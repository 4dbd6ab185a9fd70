"""Results that read as if something got worse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdparse.english.changes import changes
from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.tree import subject, subtree
from tailor.letter.effects import Effect, read_effects
from tailor.profile.story import Story

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
        way, name = _way(effect), _name(effect)
        if way and name and _better(name) == -way:
            yield f"{name} went {'up' if way > 0 else 'down'}: is the direction right?"


def _way(effect: Effect) -> int:
    """1 for a thing that went up, -1 for one that went down, 0 where the words do not say."""
    change = next(iter(changes(effect.text)), None)
    if change is not None:
        return 1 if change.after.value > change.before.value else -1
    verbs = set(effect.verb.split()) if effect.verb else set(effect.thing.lower().split())
    return 1 if verbs & _UP else -1 if verbs & _DOWN else 0


def _name(effect: Effect) -> str:
    """What moved, without what it is the measure of: "p99 latency" of "p99 latency of the ranking service"."""
    thing = effect.thing
    if not effect.verb:
        root = next(token for token in parse(thing) if token.dep_ == "ROOT")
        who = subject(root)
        thing = "".join(token.text_with_ws for token in sorted(subtree(who), key=lambda token: token.i)) if who else ""
    # Why "between": the time between failures is good to have more of.
    return "" if " between " in thing else re.split(r"\s(?:of|for|in|on)\s", thing)[0].strip()


def _better(name: str) -> int:
    """1 where more of a thing is better, -1 where less is, 0 where it depends."""
    *before, head = name.lower().split()
    for word in [head, *before] if head in word_class("measures-of") else [head]:
        if word in word_class("better-low") or re.fullmatch(r"p\d\d", word):
            return -1
        if word in word_class("better-high"):
            return 1
    return 0
