"""Our own sentence in the place of one that does not stand: of the same story, about the same field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from jdparse.english.patterns import pattern
from tailor.brief.brief import Brief
from tailor.brief.facts import Fact
from tailor.brief.hold import Held
from tailor.letter.cast import Cast
from tailor.letter.judge import score
from tailor.letter.plan import plan_letter
from tailor.letter.said import Sentence
from tailor.limits import LENGTHS

#: What our sentences do that tell a field, the best fit first.
_ROLES: Mapping[str, tuple[str, ...]] = {
    "system": ("system", "lead"),
    "constraint": ("system", "lead"),
    "worth": ("worth",),
    "design": ("design",),
    "wall": ("wall",),
    "did": ("did",),
    "result": ("result",),
    "owned": ("own",),
    "playbook": ("playbook",),
    "lesson": ("lesson",),
    "pain": ("need",),
    "metric": (),
    "tool": (),
}
#: The order of a story's fields in a letter.
_ORDER = ("system", "constraint", "design", "wall", "did", "result", "results", "worth", "owned", "playbook", "lesson")
_POINTING_BACK = pattern(r"(?i)(?:{cause-before}|{leaning-starts})(?!\w)")
#: A sentence that needs the one before it does not stand alone.
_LEANING = ("so", "behind-need", "points-back", "short")


def own_sentences(
    held: Held, brief: Brief, told: Collection[str], earlier: Collection[str], before: Collection[Fact]
) -> Iterator[Sentence]:
    """Our sentences for what a written one was to tell, a sentence a field; none where other sentences tell that.

    Args:
        held: The sentence that does not stand.
        brief: What its writer was told.
        told: The numbers of the facts that other sentences of the letter tell.
        earlier: Those of them that sentences before this one tell.
        before: The facts of the sentence before it in the letter.
    """
    if not held.facts and held.said.text.endswith("?"):
        yield from _best(("ask",), "", brief.cast, leaning=False)[:1]
        return
    done: set[tuple[str, tuple[str, ...]]] = set()
    own = any(not fact.of_posting for fact in held.facts)
    stories = list(dict.fromkeys(fact.about for fact in held.facts))
    for fact in sorted(held.facts, key=lambda fact: (stories.index(fact.about), _in_a_letter(fact))):
        roles = _ROLES.get(fact.field.split(".")[0], ())
        story = "" if fact.of_posting else fact.about
        if not roles or (story, roles) in done or (own and fact.of_posting):
            continue
        # Why: what a later sentence names in passing is not known yet, and "it carries 31 releases a week" does not say what does so.
        if _is_named(fact, brief, earlier) if fact.field == "system" else _is_told(fact, brief, told):
            continue
        done.add((story, roles))
        deed = any(one.about == story and one.field == "did" for one in before)
        cast = brief.cast
        if any(other.about == story and other.field == "constraint" for other in map(brief.facts.get, told) if other):
            # Why: our sentence on a system gives its production numbers too, and the writer's own has them.
            cast = _without_numbers(cast, story)
        found = _best(roles, story, cast, leaning=deed and roles == ("result",))
        # Why: a sentence on the system may tell what was owned too, and another sentence of the letter has that already.
        yield from [one for one in found if not _repeats(one, fact, brief, told)][:1] or found[:1]


def told_by(sentences: Sequence[Sentence], brief: Brief) -> set[str]:
    """The numbers of the facts that sentences of ours tell."""
    refs = {piece.ref for sentence in sentences for piece in sentence.pieces if piece.source == "profile" and piece.ref}
    return {fact.id for fact in brief.facts.values() if fact.ref in refs and fact.kind not in _NAMED}


#: Fields that many sentences name and none tells whole.
_NAMED = frozenset({"tools", "employer"})


def _repeats(sentence: Sentence, fact: Fact, brief: Brief, told: Collection[str]) -> bool:
    """Whether a sentence tells something besides the fact that it is for, and the letter tells that."""
    return any(brief.facts[name].field != fact.field for name in told_by([sentence], brief) & set(told))


def _in_a_letter(fact: Fact) -> int:
    """Where a letter tells a fact of a story, whatever the order in which a sentence cites it."""
    field = fact.field.split(".")[0]
    return _ORDER.index(field) if field in _ORDER else len(_ORDER)


def _is_named(fact: Fact, brief: Brief, told: Collection[str]) -> bool:
    """Whether the letter has named the system of a story."""
    return any(other.about == fact.about and other.field == "system" for other in map(brief.facts.get, told) if other)


def _is_told(fact: Fact, brief: Brief, told: Collection[str]) -> bool:
    """Whether the letter has a sentence on what our sentence would tell."""
    roles = _ROLES[fact.field.split(".")[0]]
    others = (other for other in map(brief.facts.get, told) if other and other.about == fact.about)
    return any(_ROLES.get(other.field) == roles for other in others)


def _without_numbers(cast: Cast, name: str) -> Cast:
    """A cast in which a story has no production numbers."""
    lead, *others = (
        replace(match, story=match.story.model_copy(update={"constraint": ""})) if match.story.name == name else match
        for match in (cast.lead, *cast.others)
    )
    return replace(cast, lead=lead, others=tuple(others))


def _best(roles: Sequence[str], story: str, cast: Cast, *, leaning: bool) -> list[Sentence]:
    """Our sentences of some roles about a story, the best first; one that leans on the deed before it only where that is wanted."""
    cast = replace(cast, length=max(LENGTHS))
    found = [
        sentence
        for place in plan_letter(cast)
        for sentence in place.candidates
        if sentence.role in roles
        and sentence.story == story
        and not any(sentence.traits.get(trait) for trait in _LEANING)
        and (leaning or not _POINTING_BACK.match(sentence.text))
    ]
    return sorted(found, key=lambda sentence: (roles.index(sentence.role), -score(sentence), sentence.text))
