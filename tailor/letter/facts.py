"""A story's fields as words of sentences: slots filled from the record, and flags that say what the record holds.

Each field is read by the parser once, and joined accordingly: a wall with its own subject stands behind "when", a noun phrase does
not; the verb of a result follows the thing that moved; an article is put where the grammar asks for one and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import jdparse
from jdparse.english.nouns import is_plural
from jdparse.english.parser import parse
from jdparse.english.plain import lower_first
from jdparse.english.stems import fold
from jdparse.english.tree import children, subject
from jdparse.english.verbs import third_person
from tailor.letter.deeds import Deed, opens_with_deed, split_deeds
from tailor.letter.effects import Effect, read_effects
from tailor.letter.practice import told_already
from tailor.letter.said import Piece, Words, join_words
from tailor.letter.worth import read_worth, tells_figure
from tailor.profile.story import Story

#: A system told in so few words may be named a second time.
_SHORT_THING = 6
#: A did of more words may be cut to its first deeds.
_LONG_DID = 16
_COUNTS = {2: "two", 3: "three"}
_DEFINITE = frozenset({"the", "that", "those", "these", "this"})


def story_words(story: Story) -> tuple[dict[str, Words], frozenset[str]]:
    """The slots of a story and the flags that hold for it.

    Returns:
        Words by slot, without those that the story has nothing for, and the flags that `templates/sentences.toml` may ask for.
    """
    slots: dict[str, Words] = {}
    flags: set[str] = {"past" if story.past else "present"}
    for name in ("employer", "system", "constraint", "wall", "design"):
        words = sentence_part(getattr(story, name)) if name != "employer" else story.employer
        if words:
            slots[name] = (Piece(words, "profile", f"story.{story.name}.{name}"),)
    flags |= {
        f"no-{name}" for name in ("employer", "constraint", "wall", "worth", "design") if not getattr(story, name)
    }
    if len(story.system.split()) <= _SHORT_THING:
        slots["thing"] = slots["system"]
        flags.add("thing-short")
    if re.search(r"\b(?:at|for|of|in) [A-Z]", story.system):
        flags.add("system-has-place")
    if plural_phrase(story.system):
        flags.add("system-plural")
    _constraint(story, flags)
    _design(story, slots, flags)
    _wall(story, flags)
    _did(story, slots, flags)
    _worth(story, slots, flags)
    _lists(story, slots, flags)
    _effects(story, slots, flags)
    if story.lesson:
        slots["lesson"] = (Piece(sentence_part(story.lesson), "profile", f"story.{story.name}.lesson"),)
    return slots, frozenset(flags)


def sentence_part(text: str) -> str:
    """A profile field as part of a sentence: no closing stop, no capital that only a sentence's start asked for."""
    text = text.strip().rstrip(".;,")
    first, _, rest = text.partition(" ")
    named = first in _names() or (first[:1].isupper() and rest[:1].isupper() and first not in {"The", "A", "An"})
    return text if named else lower_first(text)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The first words of tools' names as their makers write them."""
    return frozenset(
        said.split()[0]
        for tool in jdparse.load_lexicon().tools.values()
        for said in tool.row.spellings
        if said[:1].isupper()
    )


def _constraint(story: Story, flags: set[str]) -> None:
    if re.match(r"(?i)an? |\d", story.constraint) and "," not in story.constraint:
        flags.add("constraint-with")


def _design(story: Story, slots: dict[str, Words], flags: set[str]) -> None:
    if not story.design:
        return
    ref = f"story.{story.name}.design"
    words = sentence_part(story.design)
    doc = parse(f"It is {words}.")
    head = next((token for token in doc if token.dep_ == "attr"), None)
    if head is None:
        return
    if is_plural(head, list(head.subtree)):
        flags.add("design-plural")
    # Why: only a phrase whose one noun comes first can take a verb before its preposition.
    joined = any(token.dep_ == "conj" and token.head == head for token in doc)
    for prep in children(head, "prep"):
        verb = {"over": "sit", "behind": "sit", "on": "run", "in front": "stand"}.get(prep.lower_)
        if verb and not joined:
            front, back = doc[2 : prep.i].text, doc[prep.i : len(doc) - 1].text
            said = (
                ("sat" if verb == "sit" else "ran")
                if story.past
                else verb
                if "design-plural" in flags
                else third_person(verb)
            )
            slots["design_stands"] = (Piece(front, "profile", ref), Piece(f" {said} "), Piece(back, "profile", ref))
        break


@lru_cache(maxsize=256)
def is_clause(words: str) -> bool:
    """Whether words have a subject and a verb of their own."""
    doc = parse(f"{words}.")
    finite = [token for token in doc[1:] if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}]
    return any(subject(token) is not None or token.dep_ in {"aux", "auxpass", "ROOT", "conj"} for token in finite)


def _wall(story: Story, flags: set[str]) -> None:
    if not story.wall:
        return
    words = sentence_part(story.wall)
    flags.add("wall-clause" if is_clause(words) else "wall-noun")
    if words.lower().startswith("there "):
        flags.add("wall-there")
    first = next((token for token in parse(f"{words}.") if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)
    if first is None or first.tag_ in {"VBD", "MD"}:
        flags.add("wall-past")


def _did(story: Story, slots: dict[str, Words], flags: set[str]) -> None:
    ref = f"story.{story.name}.did"
    words = sentence_part(story.did)
    slots["did"] = (Piece(words, "profile", ref),)
    deeds = split_deeds(words)
    short = _shorter(deeds)
    slots["short"] = join_words([(Piece(deed.words, "profile", ref),) for deed in short]) if short else slots["did"]
    if short:
        flags.add("can-shorten")
    if points_at(words, story.wall, f"{story.system} {story.constraint}"):
        flags.add("did-points")


@lru_cache(maxsize=256)
def points_at(did: str, wall: str, told: str) -> bool:
    """Whether a deed speaks of "the pools" or "those logs" that only the trouble before it has named.

    Args:
        did: The deed.
        wall: The trouble.
        told: What stands in the letter whether the trouble is told or not.
    """
    # Why first: most deeds share no word with their trouble, and a parse of each would be felt.
    words = [{fold(word) for word in re.findall(r"[a-z-]+", text.lower())} for text in (wall, did, told)]
    if not (words[0] & words[1]) - words[2]:
        return False
    named = {fold(token.lower_) for token in parse(f"{wall}.") if token.tag_.startswith("NN")} if wall else set()
    named -= {fold(token.lower_) for token in parse(f"I run {told}.")}
    return bool(named) and any(
        token.tag_.startswith("NN")
        and fold(token.lower_) in named
        and any(child.lower_ in _DEFINITE for child in token.children)
        for token in parse(f"I {did}.")
    )


def _shorter(deeds: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """The deeds that a short letter keeps; none where all are short, or the first alone says too little."""
    # Why: a deed with a further verb behind a comma has lost its "and" when it is cut there.
    if (
        len(deeds) < 2
        or any(re.search(r", \w+ed\b", deed.words) for deed in deeds[:2])
        or sum(len(deed.words.split()) for deed in deeds) <= _LONG_DID
    ):
        return ()
    kept = deeds[:1]
    if len(kept[0].words.split()) < 5 and len(deeds) > 2:
        kept = deeds[:2]
    return kept if len(kept[0].rest.split()) >= 3 or len(kept) > 1 else ()


def _worth(story: Story, slots: dict[str, Words], flags: set[str]) -> None:
    worth = read_worth(story.worth)
    if worth is None:
        return
    ref = f"story.{story.name}.worth"
    flags.add(f"worth-{worth.kind}")
    if tells_figure(story.worth):
        flags.add("worth-figure")
    slots["amount"] = (Piece(sentence_part(worth.amount), "profile", ref),)
    if worth.cost:
        slots["cost"] = (Piece(worth.cost, "profile", ref),)
    if worth.clause:
        slots["clause"] = (Piece(sentence_part(worth.clause), "profile", ref),)


def _lists(story: Story, slots: dict[str, Words], flags: set[str]) -> None:
    owned = _items(story.owned, f"story.{story.name}.owned")
    if owned:
        slots["owned"] = join_words(owned[:4])
        if len(owned) > 1 or plural_phrase(story.owned[0]):
            flags.add("owned-plural")
        if len(owned) <= 2:
            flags.add("few-owned")
    ref = f"story.{story.name}.playbook"
    fresh = [
        sentence_part(item)
        for item in story.playbook
        if not told_already(item, f"{story.did} {story.result}") and not re.match(r"(?i)(?:no|never)\b", item)
    ]
    if not fresh:
        return
    slots["playbook"] = join_words(_items(fresh[:3], ref))
    if len(fresh) > 1 or plural_phrase(fresh[0]):
        flags.add("playbook-plural")
    if len(fresh) > 1:
        flags.add("some-items")
        slots["count"] = (Piece(_COUNTS[min(len(fresh), 3)]),)


def _items(items: Iterable[str], ref: str) -> list[Words]:
    return [(Piece(sentence_part(item), "profile", ref),) for item in items]


@lru_cache(maxsize=256)
def plural_phrase(words: str) -> bool:
    """Whether a noun phrase takes a plural verb."""
    doc = parse(f"I see {words}.")
    head = next((token for token in doc if token.dep_ == "dobj"), None)
    return head is not None and is_plural(head, list(head.subtree))


def effect_words(effect: Effect, ref: str) -> Words:
    """An effect as a clause, its verb the program's and the rest the record's."""
    found = [Piece(lower_first(effect.thing), "profile", ref)]
    if effect.verb:
        found.append(Piece(f" {effect.verb}"))
    if effect.tail:
        found += [Piece(" "), Piece(effect.tail, "profile", ref)]
    return tuple(found)


def both_words(effects: tuple[Effect, ...], ref: str) -> Words:
    """Two effects in one clause; the second drops a verb that it shares: "X fell from A to B, and Y from C to D"."""
    first, second = effects[:2]
    shared = first.verb == second.verb and first.spans and second.spans and first.telling == second.telling == "moved"
    tail = (
        (Piece(lower_first(second.thing), "profile", ref), Piece(" "), Piece(second.tail, "profile", ref))
        if shared
        else effect_words(second, ref)
    )
    return (*effect_words(first, ref), Piece(", and "), *tail)


def _effects(story: Story, slots: dict[str, Words], flags: set[str]) -> None:
    effects = read_effects(story.result)
    if not effects:
        flags.add("no-effects")
        return
    ref = f"story.{story.name}.result"
    if effects[0].telling in {"plain", "noun"}:
        flags |= {f"effect-{effects[0].telling}", "no-effects"}
        slots["plain"] = (Piece(sentence_part(effects[0].thing), "profile", ref),)
        return
    flags.add("one-effect" if len(effects) == 1 else "two-effects")
    slots["e1"] = effect_words(effects[0], ref)
    if effects[0].figure:
        flags.add("e1-figure")
    if len(effects) > 1:
        slots["both"] = both_words(effects, ref)


def helped(story: Story) -> bool:
    """Whether the record says that somebody else answered for the work."""
    return story.helped or not opens_with_deed(sentence_part(story.did))
