"""The order of a letter's sentences by length, and the candidates for each place.

Deployed system first, business figure second, architecture third; then the need, the bridge, the deed and what it moved; then how it
was kept right and the next stories; last an offer and a short question.

Source: `letters/PATTERNS.md`, part d.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from jdparse import Kind, of_the_job, pains_named
from tailor.highlights.near import is_settled
from tailor.letter.bank import LEAST_OFFER, Fitting, offers_that_fit
from tailor.letter.cast import Cast, Place, beside_lead, business_effect, company_words, effect_explained
from tailor.letter.facts import plural_phrase
from tailor.letter.fill import Scene, fill_rows, fill_text
from tailor.letter.match import Match, shares_words
from tailor.letter.middle import paragraph_two
from tailor.letter.needs import Needed, also_needed, find_needed
from tailor.letter.practice import told_already
from tailor.letter.rows import Question, load_asks, load_judgements, load_questions
from tailor.letter.said import Piece, Sentence, Words
from tailor.letter.scenes import base_scene, figures_scene, posting_words, tools_of_both
from tailor.letter.theirs import Theirs, rarest_thing, typed_words
from tailor.letter.worth import tells_figure
from tailor.limits import LENGTHS
from tailor.profile.story import Story

#: What a figure in paragraph one is worth where it is the only one there.
_ONLY_FIGURE = 10.0
#: A design that has this share of its words in the deed is not told beside it.
_AGAIN = 0.35
#: What somebody answers for is told already where this share of its words is.
_ALL = 0.9
#: What it is worth that a further story answers something that the team needs too.
_ALSO = 0.5
#: What more of the record costs that the letter can do without.
_MORE = -1.0
#: What an offer is worth that fits well enough to stand.
_OFFER = 6.0
#: What only fills the length costs a little: facts go before it.
_FILLER = -3.0


def plan_letter(cast: Cast) -> list[Place]:
    """The places of a letter in order, each with its candidates; some have none."""
    lead = base_scene(cast.lead.story, cast.lead)
    lead = lead.with_words({}, "lead-past" if cast.lead.story.past else "lead-present")
    if Kind.TOOL not in cast.unspoken:
        lead = tools_of_both(lead, cast.lead.story, of_the_job(cast.analysis.posting), cast.answered.tool)
    needed = find_needed(cast)
    places = [*_opening(cast, lead), *paragraph_two(cast, lead, needed)]
    places += _proof(cast, lead)
    places += _own_paragraphs(cast, needed) if cast.length >= 400 else _second_sentence(cast, lead, needed)
    places += _close(cast, needed)
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
        Place("opening", "worth", tuple(worth), gain=2.5 if tells_figure(cast.lead.story.constraint) else _ONLY_FIGURE),
        Place(
            "opening",
            "design",
            tuple(fill_rows("design", lead)),
            gain=1.0 if cast.length > 150 else 0.6,
        ),
    ]
    if "no-worth" in lead.flags and not long:
        only = not tells_figure(cast.lead.story.constraint) and not worth
        gain = _ONLY_FIGURE if only else 3.2 if cast.length > min(LENGTHS) else 2.0
        places.append(Place("opening", "beside", tuple(_beside(cast)), gain=gain))
    if long:
        # Why: what somebody answers for is a list of strangers until the design has named them.
        places.append(Place("opening", "own", tuple(fill_rows("own", lead)), gain=1.8, follows=1))
    return places


def _beside(cast: Cast) -> list[Sentence]:
    """Another system with a business figure, where the lead story has none."""
    found: list[Sentence] = []
    near = sorted(cast.others, key=lambda match: match.story.employer != cast.lead.story.employer)
    for match in near:
        scene = base_scene(match.story)
        scene = scene.with_words({"lead_it": (Piece("them" if plural_phrase(cast.lead.story.system) else "it"),)})
        if "worth-figure" not in scene.flags and not {"no-worth", "e1-figure"} <= set(scene.flags):
            continue
        found += fill_rows("beside", beside_lead(scene, match.story, cast.lead.story))
        break
    return found


def _proof(cast: Cast, lead: Scene) -> list[Place]:
    return [
        Place("paragraph_two", "own", tuple(fill_rows("own", lead)), gain=1.9),
        Place("paragraph_two", "playbook", tuple(fill_rows("playbook", lead)), gain=2 * _FILLER),
        Place("paragraph_two", "lesson", tuple(fill_rows("lesson", lead)), gain=1.8),
        Place("proof", "judgement", _judgement(cast), gain=8 * _FILLER),
    ]


def _owned(scene: Scene, story: Story) -> tuple[Sentence, ...]:
    """What the applicant answers for, where it says more than the system and the deed did."""
    if told_already(" ".join(story.owned), f"{story.system} {story.did}", _ALL):
        return ()
    return tuple(fill_rows("own", scene))


def _settled_pain(cast: Cast) -> tuple[str, ...]:
    """The category of the pain, where the posting itself names it and the choice is sure."""
    told = cast.answered.told
    if (
        told is None
        or not is_settled(cast.highlights.get(Kind.PAIN))
        or told.evidence.category not in pains_named(told.evidence.quote)
    ):
        return ()
    return (cast.answered.category,)


def _judgement(cast: Cast) -> tuple[Sentence, ...]:
    """One sentence about the problem, where it is settled."""
    return tuple(
        Sentence((Piece(text, "template", f"judgement.{name}"),), "judgement", f"judgement-{name}")
        for name, text in load_judgements().items()
        if name in _settled_pain(cast)
    )


def _next_scene(cast: Cast, match: Match, *told: Story) -> Scene:
    """The scene of a further story, beside those told before it."""
    story = match.story
    return figures_scene(beside_lead(base_scene(story), story, cast.lead.story, *told), story, None, "")


def _also(cast: Cast, needed: Needed, slot: str, number: int) -> Place:
    """What else the team needs, before the further story that is about it; it comes with its story or not at all."""
    story = cast.others[number].story
    told = {name for before in (cast.lead, *cast.others[:number]) for name in before.story.solves[:1]}
    if cast.length == min(LENGTHS):
        return Place(slot, "also", ())
    flags = ["need-known"] if needed or number else []
    also = also_needed(cast, needed, story, {cast.answered.category, *told}, *flags)
    return Place(slot, "also", tuple(also), gain=_ALSO)


def _second_sentence(cast: Cast, lead: Scene, needed: Needed) -> list[Place]:
    if not cast.others:
        return []
    places: list[Place] = []
    beside = {sentence.story for sentence in _beside(cast)} if "no-worth" in lead.flags else set()
    others = [match for match in cast.others if match.story.name not in beside] or list(cast.others)
    for number, match in enumerate(others[:2]):
        scene = _next_scene(cast, match, *(before.story for before in others[:number]))
        scene = scene.with_words({}, *([] if number else ["next"]))
        later = scene.with_words({}, "later")
        slot = "second" if number else "proof"
        gain = _FILLER if cast.length == min(LENGTHS) else _MORE if number else 1.6
        # Why: the system alone proves nothing; what was wrong, what was done and what it moved come with it.
        places += [
            _also(cast, needed, slot, cast.others.index(match)),
            Place(slot, "lead", tuple(fill_rows("lead", scene)), gain=gain, follows=5 if number else 0),
            Place(slot, "wall", tuple(fill_rows("wall", later)), gain=0.5, follows=1),
            Place(slot, "did", tuple(fill_rows("did", _after_wall(later, match.story))), needed=True, follows=2),
            # Why: a deed whose outcome is left out makes a reader wonder whether it had one.
            Place(slot, "result", tuple(fill_rows("result", scene)), needed=True, follows=1),
        ]
    return places


def _after_wall(scene: Scene, story: Story) -> Scene:
    return scene.with_words({}, "wall-told") if story.wall else scene


def _own_paragraphs(cast: Cast, needed: Needed) -> list[Place]:
    """The next stories as small letters of their own."""
    places: list[Place] = []
    for number, (slot, match) in enumerate(zip(("second", "third"), cast.others, strict=False)):
        scene = _next_scene(cast, match, *(before.story for before in cast.others[:number]))
        scene = scene.with_words({}, *(["next"] if slot == "second" else []))
        later = scene.with_words({}, "later")
        worth = [sentence for sentence in fill_rows("worth", later) if sentence.row not in {"worth-effect"}]
        fresh = not told_already(match.story.design, match.story.did, _AGAIN)
        places += [
            _also(cast, needed, slot, number),
            Place(slot, "lead", tuple(fill_rows("lead", scene)), needed=True),
            Place(slot, "design", tuple(fill_rows("design", later) if fresh else ()), gain=2 * _MORE),
            Place(slot, "wall", tuple(fill_rows("wall", later)), gain=1.2),
            Place(
                slot,
                "did",
                tuple(fill_rows("did", _after_wall(later, match.story))),
                needed=True,
            ),
            Place(slot, "result", tuple(fill_rows("result", scene)), gain=2.2),
            Place(slot, "worth", tuple(worth), gain=0.8),
            # Why: a second list of what somebody owned reads as a form.
            Place(slot, "own", _owned(scene, match.story), gain=_MORE),
            Place(slot, "playbook", tuple(fill_rows("playbook", scene)), gain=2 * _FILLER),
        ]
    return places


def offered(cast: Cast, needed: Needed) -> list[Fitting]:
    """What the applicant could offer on the problem of the line that is answered, where the letter says what is needed; the best first.

    Why there alone: read beside postings, one offer in two was good, and one in seven in a letter that did not get to the team's own problem.
    """
    told, story = cast.answered.told, cast.lead.story
    if Kind.PAIN in cast.unspoken or told is None or not needed:
        return []
    wanted = (want.row.category for want in needed.wants)
    asked = dict.fromkeys((told.evidence.category, *told.evidence.also_categories[:1], *wanted))
    return offers_that_fit(list(asked), told.evidence, of_the_job(cast.analysis.posting), story)


def _offers(cast: Cast, needed: Needed) -> Iterator[Sentence]:
    for offer in offered(cast, needed):
        if offer.score >= LEAST_OFFER and not cast.speaks_of_unspoken(offer.row.text):
            words = (Piece(offer.row.text, "template", f"offers.{offer.row.id}"),)
            yield Sentence(words, "offer", f"offer-{offer.row.id}", {"fits": offer.score})


def _close(cast: Cast, needed: Needed) -> list[Place]:
    told = cast.answered.told
    thing = rarest_thing(told, cast.analysis, cast.company, cast.lead.story) if told is not None else None
    if thing is not None and cast.speaks_of_unspoken(thing.words):
        thing = None
    # Why: a thing that no sentence before it has prepared comes out of nowhere.
    kind = thing.kind if thing is not None and shares_words(cast.lead.story, thing.words) else ""
    scene = Scene({"minutes": (Piece("thirty" if cast.length >= 400 else "twenty"),)}, frozenset())
    proved = {need.category for need, _ in needed.needs} | {want.row.category for want in needed.wants}
    places = []
    if cast.why:
        why = cast.why.strip().rstrip(".")
        why += "" if why.endswith(("!", "?")) else "."
        places.append(Place("close", "why", (Sentence((Piece(why, "option", "--why"),), "why", "why"),), needed=True))
    places.append(Place("close", "offer", tuple(_offers(cast, needed)), gain=_OFFER))
    places.append(Place("close", "ask", tuple(_asks(cast, thing if kind else None, proved, scene)), needed=True))
    return places


def _asks(cast: Cast, thing: Theirs | None, proved: Collection[str], scene: Scene) -> Iterator[Sentence]:
    """The closing questions: about what a person typed, a thing of theirs, how they handle a problem that the story solved, or about nothing more."""
    abouts = [*_abouts(cast, thing, proved)]
    for number, ask in enumerate(load_asks()):
        row = f"ask-{number}"
        if "{about}" in ask.text:
            for about, traits in abouts:
                yield Sentence(fill_text(ask.text, scene.with_words({"about": about})), "ask", row, traits)
        elif ask.behind_offer:
            yield Sentence(fill_text(ask.text, scene), "ask", row, {"behind-offer": 1.0})
        elif all(traits.get("says-company") for _, traits in abouts):
            yield Sentence(fill_text(ask.text, scene), "ask", row)


def _abouts(cast: Cast, thing: Theirs | None, proved: Collection[str]) -> Iterator[tuple[Words, dict[str, float]]]:
    told = cast.answered.told
    typed = typed_words(told.evidence, cast.company) if told is not None else ""
    if told is not None and typed:
        yield posting_words(typed, told.evidence), {}
        return
    # Why: who asks about a team's products sounds like a customer.
    if thing is not None and " " in thing.words and thing.kind != "product":
        yield (Piece("your "), *posting_words(thing.words, thing.evidence)), {"about": 1.0}
    named = Scene({"company": company_words(cast)}, frozenset())
    for category in sorted({*proved, *_settled_pain(cast)}):
        for question in load_questions()[category]:
            # Why: a problem that no sentence before has spoken of is somebody's only where the question names them.
            if named.slots["company"] if "{company}" in question.text else category in proved:
                says = {"says-company": 1.0} if "{company}" in question.text else {}
                yield _question(question, named), {"about-problem": 1.0, **says}
    if named.slots["company"] and not proved:
        for question in load_questions()["any"]:
            yield fill_text(question.text, named), {"says-company": 1.0}


def _question(question: Question, named: Scene) -> Words:
    """A question's words, each with the row as its source, the employer's name apart."""
    ref = f"questions.{question.id}"
    return tuple(
        replace(piece, source="template", ref=ref) if not piece.ref else piece
        for piece in fill_text(question.text, named)
    )
