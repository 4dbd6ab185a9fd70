"""The order of a letter's sentences by length, and the candidates for each place.

Deployed system first, business figure second, architecture third; then the need, the bridge, the deed and what it moved; then how it
was kept right and the next stories; last an offer and a short question.

Source: `letters/PATTERNS.md`, part d.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import jdparse
from jdparse import Analysis, Highlight, Kind, pains_named
from tailor.letter.answer import Told, is_settled
from tailor.letter.effects import Effect, read_effects
from tailor.letter.fill import Scene, fill_rows, fill_text
from tailor.letter.match import Match
from tailor.letter.measure import measured_by
from tailor.letter.rows import load_asks, load_judgements, load_offers, load_topics
from tailor.letter.said import Piece, Sentence
from tailor.letter.scenes import (
    Answered,
    base_scene,
    figures_scene,
    find_lead,
    find_theirs,
    need_scene,
    place,
    posting_words,
    rarest_thing,
    stack_scene,
    theirs_words,
    tool_scene,
    with_company,
)
from tailor.letter.worth import tells_figure
from tailor.profile import Story


#: What only fills the length costs a little: facts go before it.
_FILLER = -3.0
#: A tool that no story ran on is named only where the posting surely uses it.
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the letter with the sentences that may stand there.

    Attributes:
        slot: The template's slot: ``opening``, ``paragraph_two``, ``proof``, ``second``, ``third`` or ``close``.
        role: What stands there.
        candidates: The sentences, each with the effects that it tells of its story (so that no figure is told twice).
        needed: Whether the letter needs one of them.
        gain: What it is worth to have one, in the judge's units.
    """

    slot: str
    role: str
    candidates: tuple[Sentence, ...]
    needed: bool = False
    gain: float = 1.0


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what a letter tells of.

    Attributes:
        analysis: The posting, with its highlights.
        highlights: The highlights as reviewed, the pain as it is told.
        answered: What of them is answered.
        lead: The story of paragraphs one and two.
        others: The other stories, best first.
        length: Words asked for.
        company: The employer's name as a letter says it.
        company_source: ``posting`` or ``option``.
        referrer: Who suggested to write.
        why: Why this company, in the applicant's words.
    """

    analysis: Analysis
    highlights: Mapping[Kind, Highlight | None]
    answered: Answered
    lead: Match
    others: tuple[Match, ...]
    length: int
    company: str = ""
    company_source: str = "posting"
    referrer: str = ""
    why: str = ""


def plan_letter(cast: Cast) -> list[Place]:
    """The places of a letter in order, each with its candidates; a place without any is left out."""
    lead = with_company(base_scene(cast.lead.story, cast.lead), cast.company, cast.company_source)
    lead = lead.with_words({}, "lead-past" if cast.lead.story.past else "lead-present")
    places = [*_opening(cast, lead), *_paragraph_two(cast, lead)]
    if cast.length >= 400:
        places += _proof(cast, lead, own=False)
        places += _own_paragraphs(cast)
    else:
        places += _proof(cast, lead, own=True)
        places += _second_sentence(cast)
    places += _close(cast)
    return [place for place in places if place.candidates]


def business_effect(story: Story) -> int | None:
    """The effect that stands in for a worth in paragraph one; None where there is a worth, or nothing would be left for paragraph two."""
    effects = read_effects(story.result)
    if story.worth or not effects or any(effect.telling in {"plain", "noun"} for effect in effects):
        return None
    # Why: a first paragraph without any figure loses the reader; with one in the constraint, a single result stays for paragraph two.
    return 0 if len(effects) > 1 or not tells_figure(story.constraint) else None


def _opening(cast: Cast, lead: Scene) -> list[Place]:
    long = cast.length >= 400
    worth = fill_rows("worth", lead)
    if business_effect(cast.lead.story) is None:
        worth = [sentence for sentence in worth if sentence.row != "worth-effect"]
    places = []
    if cast.referrer:
        scene = lead.with_words({"referrer": (Piece(cast.referrer, "option", "--referrer"),)})
        places.append(Place("opening", "referrer", tuple(fill_rows("referrer", scene)), needed=True))
    places += [
        Place("opening", "system", tuple(fill_rows("system", lead)), needed=True),
        Place("opening", "worth", tuple(worth), gain=2.5),
        Place("opening", "design", tuple(fill_rows("design", _with_tools(cast, lead))), gain=1.0 if cast.length > 150 else 0.6),
    ]
    if "no-worth" in lead.flags and not long:
        places.append(Place("opening", "beside", tuple(_beside(cast)), gain=3.2 if cast.length > 150 else 2.0))
    if long:
        places.append(Place("opening", "own", tuple(fill_rows("own", lead)), gain=1.8))
    return places


def _with_tools(cast: Cast, lead: Scene) -> Scene:
    story, tool = cast.lead.story, cast.answered.tool
    return stack_scene(tool_scene(lead, story, tool, cast.highlights.get(Kind.TOOL)), story, cast.analysis.posting.text, tool)


def _beside(cast: Cast) -> list[Sentence]:
    """Another system with a business figure, where the lead story has none."""
    found: list[Sentence] = []
    near = sorted(cast.others, key=lambda match: match.story.employer != cast.lead.story.employer)
    for match in near:
        scene = base_scene(match.story)
        if "worth-figure" not in scene.flags:
            continue
        found += fill_rows("beside", _beside_lead(scene, cast.lead.story, match.story))
        break
    return found


def _beside_lead(scene: Scene, lead: Story, story: Story) -> Scene:
    flags = ["same-employer" if story.employer and story.employer == lead.employer else "elsewhere"]
    flags.append("lead-past" if lead.past else "lead-present")
    return scene.with_words({}, *flags)


def _paragraph_two(cast: Cast, lead: Scene) -> list[Place]:
    metric, tool = cast.highlights.get(Kind.METRIC), cast.highlights.get(Kind.TOOL)
    story = cast.lead.story
    lead = _nearness(cast, lead)
    needs: list[Sentence] = []
    scene = lead
    told = cast.answered.told
    if told is None:
        needs = fill_rows("need", lead.with_words({}, "no-need"))
    else:
        for score, need in told.needs:
            scene = need_scene(lead, need, score, told)
            flags = _need_flags(cast)
            scene = _with_extras(scene, cast)
            needs += fill_rows("need", scene.with_words({}, *flags))
        needs += fill_rows("need", _about(cast, lead, told))
    skip = frozenset({0} if _told_in_opening(cast) else ())
    body = scene if told is not None else Scene(lead.slots, {*lead.flags, "open"} - {"near", "kin", "far"}, lead.story, lead.helped)
    body = stack_scene(tool_scene(body, story, cast.answered.tool, tool), story, cast.analysis.posting.text, cast.answered.tool)
    body = figures_scene(body, story, metric, cast.answered.metric, skip)
    if story.wall:
        body = body.with_words({}, "wall-told", *(["told"] if told is not None else []))
    places = [
        Place("paragraph_two", "need", tuple(needs), needed=True),
        Place("paragraph_two", "wall", tuple(fill_rows("wall", body)), gain=4.5),
        Place("paragraph_two", "did", tuple(fill_rows("did", body)), needed=True),
        Place("paragraph_two", "result", tuple(fill_rows("result", body)), gain=3.0),
    ]
    if "metric-answered" not in body.flags and metric is not None and cast.answered.metric:
        found = fill_rows("metric", body.with_words({}, "metric-constraint")) if _in_constraint(cast, metric) else _metric_elsewhere(cast, metric)
        places.append(Place("paragraph_two", "metric", tuple(found), gain=1.2))
    return places


def _about(cast: Cast, lead: Scene, told: Told) -> Scene:
    """The scene with the subject of the line and the thing that it is about, for rows that name no more than that."""
    thing = find_theirs(told, cast.analysis, cast.company)
    topic = (Piece(load_topics()[cast.answered.category], "posting", place(told.evidence)),)
    if not thing.named:
        return lead.with_words({"topic": topic}, "need-topic-only")
    return lead.with_words({"topic": topic, "theirs": (Piece("your "), *posting_words(thing.words, thing.evidence))}, "need-thing-only")


def _nearness(cast: Cast, scene: Scene) -> Scene:
    """The scene with how near the story is to the need as it is told: it solved this very kind of problem, a neighbour, or another."""
    category = cast.answered.category
    if not category:
        return scene
    solves = cast.lead.story.solves
    near = "near" if category in solves else "kin" if set(jdparse.load_lexicon().pains[category].neighbours) & set(solves) else "far"
    kept = {flag for flag in scene.flags if flag not in {"near", "kin", "far", "solves"}}
    return Scene(scene.slots, {*kept, near, *(["solves"] if near == "near" else [])}, scene.story, scene.helped, scene.traits)


def _told_in_opening(cast: Cast) -> bool:
    """Whether paragraph one tells the first effect in the place of a worth."""
    return business_effect(cast.lead.story) is not None


def _need_flags(cast: Cast) -> list[str]:
    """What the sentence of the need has to carry besides: a metric or a tool that no story answers."""
    flags = []
    metric, tool = cast.highlights.get(Kind.METRIC), cast.highlights.get(Kind.TOOL)
    if metric is not None and cast.answered.metric and not _metric_answered(cast) and (metric.confidence >= 1.0 or _same_line(cast, metric)):
        flags.append("metric-open")
    if tool is not None and cast.answered.tool.way == "none" and (tool.confidence >= 1.0 or (tool.confidence >= _SURE and tool.evidence.section.in_use)):
        flags.append("tool-open")
    return flags


def _same_line(cast: Cast, metric: Highlight) -> bool:
    """Whether the posting names the metric in the line that is told, and the telling does not hold it already."""
    told = cast.answered.told
    return told is not None and told.evidence.span.overlaps(metric.evidence.span) and cast.answered.metric.casefold() not in told.needs[0][1].text.casefold()


def _with_extras(scene: Scene, cast: Cast) -> Scene:
    metric, tool = cast.highlights.get(Kind.METRIC), cast.highlights.get(Kind.TOOL)
    slots = {}
    if metric is not None and cast.answered.metric:
        slots["metric"] = posting_words(cast.answered.metric, metric.evidence)
    if tool is not None and cast.answered.tool.name:
        slots["tool"] = posting_words(cast.answered.tool.name, tool.evidence)
    return scene.with_words(slots)


def _metric_answered(cast: Cast) -> bool:
    metric = cast.highlights.get(Kind.METRIC)
    scene = figures_scene(base_scene(cast.lead.story), cast.lead.story, metric, cast.answered.metric)
    if metric is not None and _in_constraint(cast, metric):
        return True
    return "metric-answered" in scene.flags or (metric is not None and bool(_metric_elsewhere(cast, metric)))


def _in_constraint(cast: Cast, metric: Highlight) -> bool:
    """Whether the lead story's production numbers hold a figure of the metric's kind."""
    constraint = cast.lead.story.constraint
    return bool(re.search(r"\d", constraint)) and metric.evidence.category in cast.lead.story.metrics and metric.evidence.category == "latency" and measured_by(Effect("clause", constraint), "latency")


def _metric_elsewhere(cast: Cast, metric: Highlight) -> list[Sentence]:
    """The metric's figure from another story, named as such."""
    if metric.evidence.category == "model-quality":
        return []
    for match in cast.others:
        scene = figures_scene(base_scene(match.story), match.story, metric, cast.answered.metric)
        if "metric-answered" in scene.flags and match.story.employer:
            return fill_rows("metric", _beside_lead(scene, cast.lead.story, match.story).with_words({}, "metric-from-other"))
    return []


def _proof(cast: Cast, lead: Scene, *, own: bool) -> list[Place]:
    places = [Place("proof", "playbook", tuple(fill_rows("playbook", lead)), gain=1.6)]
    if own:
        places.append(Place("proof", "own", tuple(fill_rows("own", lead)), gain=1.9))
    places.append(Place("proof", "lesson", tuple(fill_rows("lesson", lead)), gain=1.8))
    places.append(Place("proof", "judgement", _judgement(cast), gain=_FILLER))
    return places


def _judgement(cast: Cast) -> tuple[Sentence, ...]:
    """One sentence about the problem, where the posting itself names it and the choice is sure."""
    told = cast.answered.told
    if told is None or not is_settled(cast.highlights.get(Kind.PAIN)) or told.evidence.category not in pains_named(told.evidence.quote):
        return ()
    category = cast.answered.category
    return tuple(Sentence((Piece(text, "template", f"judgement.{name}"),), "judgement", f"judgement-{name}") for name, text in load_judgements().items() if name == category)


def _next_scene(cast: Cast, match: Match, taken: frozenset[str]) -> tuple[Scene, str]:
    """The scene of a further story, with the posting's line that leads to it, and that line's place."""
    story = match.story
    scene = _beside_lead(base_scene(story), cast.lead.story, story)
    scene = figures_scene(scene, story, None, "")
    found = find_lead(cast.analysis, cast.highlights, story, cast.answered.told, taken, cast.company)
    if found is None:
        return scene, ""
    words, thing, plural, where = found
    flags = ["lead-solved", *(["lead-thing"] if thing else []), *(["lead-plural"] if plural else [])]
    return scene.with_words({"lead": words}, *flags), where


def _second_sentence(cast: Cast) -> list[Place]:
    if not cast.others:
        return []
    places: list[Place] = []
    taken: frozenset[str] = frozenset()
    for number, match in enumerate(cast.others[:2]):
        scene, where = _next_scene(cast, match, taken)
        scene = scene.with_words({}, *([] if number else ["next"]))
        taken |= {where} if where else frozenset()
        places.append(Place("proof", f"second{number or ''}", tuple(fill_rows("second", scene)), gain=(1.6 if cast.length > 150 and not number else _FILLER)))
    return places


def _own_paragraphs(cast: Cast) -> list[Place]:
    """The next stories as small letters of their own."""
    places: list[Place] = []
    taken: frozenset[str] = frozenset()
    for slot, match in zip(("second", "third"), cast.others, strict=False):
        scene, where = _next_scene(cast, match, taken)
        scene = scene.with_words({}, *(["next"] if slot == "second" else []))
        taken |= {where} if where else frozenset()
        later = scene.with_words({}, "later")
        worth = [sentence for sentence in fill_rows("worth", later) if sentence.row not in {"worth-effect"}]
        places += [
            Place(slot, "lead", tuple(fill_rows("lead", scene)), needed=True),
            Place(slot, "wall", tuple(fill_rows("wall", later)), gain=1.2),
            Place(slot, "did", tuple(fill_rows("did", later.with_words({}, *(["wall-told"] if match.story.wall else [])))), needed=True),
            Place(slot, "result", tuple(fill_rows("result", scene)), gain=2.2),
            Place(slot, "worth", tuple(worth), gain=0.8),
            Place(slot, "own", tuple(fill_rows("own", scene)), gain=1.0),
            Place(slot, "playbook", tuple(fill_rows("playbook", scene)), gain=0.7),
        ]
    return places


def _close(cast: Cast) -> list[Place]:
    told = cast.answered.told
    pain = cast.highlights.get(Kind.PAIN)
    category = cast.answered.category if told is not None and is_settled(pain) else "any"
    theirs = theirs_words(rarest_thing(told, cast.analysis, cast.company)) if told is not None else ()
    scene = Scene({"one": theirs, "minutes": (Piece("thirty" if cast.length >= 400 else "twenty"),)}, frozenset())
    rows = [text for text in load_offers()[category] if "{one}" not in text or theirs]
    offers = tuple(Sentence(fill_text(text, scene), "offer", f"offer-{category}-{number}", {"their-thing": float("{one}" in text)}) for number, text in enumerate(rows))
    asks = tuple(Sentence(fill_text(text, scene), "ask", f"ask-{number}") for number, text in enumerate(load_asks()))
    places = []
    if cast.why:
        why = cast.why.strip().rstrip(".") + "."
        places.append(Place("close", "why", (Sentence((Piece(why, "option", "--why"),), "why", "why"),), needed=True))
    places.append(Place("close", "offer", offers, needed=True))
    places.append(Place("close", "offer2", offers, gain=_FILLER))
    places.append(Place("close", "ask", asks, needed=True))
    return places
