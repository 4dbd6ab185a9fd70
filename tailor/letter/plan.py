"""The order of a letter's sentences by length, and the candidates for each place.

Deployed system first, business figure second, architecture third; then the need, the bridge, the deed and what it moved; then how it
was kept right and the next stories; last an offer and a short question.

Source: `letters/PATTERNS.md`, part d.
"""

from __future__ import annotations

from jdparse import Kind, pains_named
from tailor.letter.answer import is_settled
from tailor.letter.cast import Cast, Place, beside_lead, business_effect, effect_explained
from tailor.letter.fill import Scene, fill_rows, fill_text
from tailor.letter.limits import LENGTHS
from tailor.letter.match import Match, shares_words
from tailor.letter.middle import paragraph_two
from tailor.letter.rows import load_asks, load_judgements, load_offers
from tailor.letter.said import Piece, Sentence, Words
from tailor.letter.scenes import (
    base_scene,
    figures_scene,
    posting_words,
)
from tailor.letter.theirs import rarest_thing, theirs_words, typed_words
from tailor.profile import Story

#: What more of the record costs that the letter can do without.
_MORE = -1.0
#: What an offer is worth: one that readers liked stands, one that they did not is better left out.
_OFFER_GAIN = 0.0
#: What only fills the length costs a little: facts go before it.
_FILLER = -3.0


def plan_letter(cast: Cast) -> list[Place]:
    """The places of a letter in order, each with its candidates; some have none."""
    lead = base_scene(cast.lead.story, cast.lead)
    lead = lead.with_words({}, "lead-past" if cast.lead.story.past else "lead-present")
    places = [*_opening(cast, lead), *paragraph_two(cast, lead)]
    if cast.length >= 400:
        places += _proof(cast, lead, own=False)
        places += _own_paragraphs(cast)
    else:
        places += _proof(cast, lead, own=True)
        places += _second_sentence(cast, lead)
    places += _close(cast)
    return places


def _opening(cast: Cast, lead: Scene) -> list[Place]:
    long = cast.length >= 400
    worth = fill_rows("worth", lead)
    if business_effect(cast.lead.story) is None or not effect_explained(cast.lead.story):
        worth = [sentence for sentence in worth if sentence.row != "worth-effect"]
    places = []
    if cast.referrer:
        scene = lead.with_words({"referrer": (Piece(cast.referrer, "option", "--referrer"),)})
        places.append(Place("opening", "referrer", tuple(fill_rows("referrer", scene)), needed=True))
    places += [
        Place("opening", "system", tuple(fill_rows("system", lead)), needed=True),
        Place("opening", "worth", tuple(worth), gain=2.5),
        Place(
            "opening",
            "design",
            tuple(fill_rows("design", lead)),
            gain=1.0 if cast.length > 150 else 0.6,
        ),
    ]
    if "no-worth" in lead.flags and not long:
        places.append(Place("opening", "beside", tuple(_beside(cast)), gain=3.2 if cast.length > 150 else 2.0))
    if long:
        places.append(Place("opening", "own", tuple(fill_rows("own", lead)), gain=1.8))
    return places


def _beside(cast: Cast) -> list[Sentence]:
    """Another system with a business figure, where the lead story has none."""
    found: list[Sentence] = []
    near = sorted(cast.others, key=lambda match: match.story.employer != cast.lead.story.employer)
    for match in near:
        scene = base_scene(match.story)
        if "worth-figure" not in scene.flags:
            continue
        found += fill_rows("beside", beside_lead(scene, match.story, cast.lead.story))
        break
    return found


def _proof(cast: Cast, lead: Scene, *, own: bool) -> list[Place]:
    # Why: a paragraph of one sentence reads as left over, so without the ownership the habit ends paragraph two.
    places = [Place("proof" if own else "paragraph_two", "playbook", tuple(fill_rows("playbook", lead)), gain=_MORE)]
    if own:
        places.append(Place("proof", "own", tuple(fill_rows("own", lead)), gain=1.9))
    places.append(Place("proof", "lesson", tuple(fill_rows("lesson", lead)), gain=1.8))
    places.append(Place("proof", "judgement", _judgement(cast), gain=3 * _FILLER))
    return places


def _judgement(cast: Cast) -> tuple[Sentence, ...]:
    """One sentence about the problem, where the posting itself names it and the choice is sure."""
    told = cast.answered.told
    if (
        told is None
        or not is_settled(cast.highlights.get(Kind.PAIN))
        or told.evidence.category not in pains_named(told.evidence.quote)
    ):
        return ()
    category = cast.answered.category
    return tuple(
        Sentence((Piece(text, "template", f"judgement.{name}"),), "judgement", f"judgement-{name}")
        for name, text in load_judgements().items()
        if name == category
    )


def _next_scene(cast: Cast, match: Match, *told: Story) -> Scene:
    """The scene of a further story, beside those told before it."""
    story = match.story
    return figures_scene(beside_lead(base_scene(story), story, cast.lead.story, *told), story, None, "")


def _second_sentence(cast: Cast, lead: Scene) -> list[Place]:
    if not cast.others:
        return []
    places: list[Place] = []
    beside = {sentence.story for sentence in _beside(cast)} if "no-worth" in lead.flags else set()
    others = [match for match in cast.others if match.story.name not in beside] or list(cast.others)
    for number, match in enumerate(others[:2]):
        scene = _next_scene(cast, match, *(before.story for before in others[:number]))
        scene = scene.with_words({}, *([] if number else ["next"]))
        told = tuple(fill_rows("second" if cast.length == min(LENGTHS) else "lead", scene))
        # Why: the system alone proves nothing; what was done and what it moved come with it where they are not in its sentence.
        places += [
            Place(
                "proof",
                "second",
                told,
                gain=_FILLER if number or cast.length == min(LENGTHS) else 1.6,
                follows=3 if number else 0,
            ),
            Place("proof", "did", tuple(fill_rows("did", scene.with_words({}, "no-wall"))), gain=1.0, follows=1),
            Place("proof", "result", tuple(fill_rows("result", scene)), gain=1.5, follows=2),
        ]
    return places


def _own_paragraphs(cast: Cast) -> list[Place]:
    """The next stories as small letters of their own."""
    places: list[Place] = []
    for number, (slot, match) in enumerate(zip(("second", "third"), cast.others, strict=False)):
        scene = _next_scene(cast, match, *(before.story for before in cast.others[:number]))
        scene = scene.with_words({}, *(["next"] if slot == "second" else []))
        later = scene.with_words({}, "later")
        worth = [sentence for sentence in fill_rows("worth", later) if sentence.row not in {"worth-effect"}]
        places += [
            Place(slot, "lead", tuple(fill_rows("lead", scene)), needed=True),
            Place(slot, "design", tuple(fill_rows("design", later)), gain=_MORE),
            Place(slot, "wall", tuple(fill_rows("wall", later)), gain=1.2),
            Place(
                slot,
                "did",
                tuple(fill_rows("did", later.with_words({}, *(["wall-told"] if match.story.wall else [])))),
                needed=True,
            ),
            Place(slot, "result", tuple(fill_rows("result", scene)), gain=2.2),
            Place(slot, "worth", tuple(worth), gain=0.8),
            # Why: a third list of what somebody owned reads as a form.
            Place(slot, "own", tuple(fill_rows("own", scene)), gain=1.0 if slot == "second" else _MORE),
            Place(slot, "playbook", tuple(fill_rows("playbook", scene)), gain=_MORE),
        ]
    return places


def _offered(cast: Cast) -> str:
    """The pain category that the offer is about: one that the posting names and the story has solved; ``any`` where there is none."""
    named = pains_named(cast.analysis.posting.text)
    solved = [name for name in cast.lead.story.solves if name in named]
    return cast.answered.category if cast.answered.category in solved else solved[0] if solved else "any"


def _close(cast: Cast) -> list[Place]:
    told = cast.answered.told
    thing = rarest_thing(told, cast.analysis, cast.company, cast.lead.story) if told is not None else None
    theirs, kind = (theirs_words(thing), thing.kind) if thing is not None else ((), "")
    # Why: a question about a thing that no sentence before it has prepared comes out of nowhere.
    led_to = thing is not None and (cast.lead.nearness == "near" or shares_words(cast.lead.story, thing.words))
    typed = typed_words(told.evidence, cast.company) if told is not None else ""
    about: Words = ()
    if told is not None and typed:
        about = posting_words(typed, told.evidence)
    elif thing is not None and kind and led_to and " " in thing.words:
        about = (Piece("your "), *posting_words(thing.words, thing.evidence))
    minutes = (Piece("thirty" if cast.length >= 400 else "twenty"),)
    scene = Scene({"one": theirs, "about": about, "minutes": minutes}, frozenset())
    offers = tuple(
        Sentence(fill_text(offer.text, scene), "offer", f"offer-{offer.id}", {"their-thing": float(bool(offer.of))})
        for offer in load_offers()[_offered(cast)]
        if not offer.of or kind in offer.of
    )
    asks = tuple(
        Sentence(fill_text(ask, scene), "ask", f"ask-{number}", {"about": float("{about}" in ask)})
        for number, ask in enumerate(load_asks())
        if bool(about) >= ("{about}" in ask) and ("{about}" in ask or not typed)
    )
    places = []
    if cast.why:
        why = cast.why.strip().rstrip(".")
        why += "" if why.endswith(("!", "?")) else "."
        places.append(Place("close", "why", (Sentence((Piece(why, "option", "--why"),), "why", "why"),), needed=True))
    places.append(Place("close", "offer", offers, gain=_OFFER_GAIN))
    places.append(Place("close", "offer2", offers, gain=_FILLER if cast.length >= 400 else 3 * _FILLER))
    places.append(Place("close", "ask", asks, needed=True))
    return places
