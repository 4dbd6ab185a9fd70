"""Paragraph two: the need, the bridge, the deed, what it moved, with metric and tool inside."""

from __future__ import annotations

import re

import jdparse
from jdparse import Highlight, Kind, pains_named
from tailor.letter.answer import Told
from tailor.letter.cast import Cast, Place, told_in_opening
from tailor.letter.effects import Effect
from tailor.letter.fill import Scene, fill_rows
from tailor.letter.measure import measured_by
from tailor.letter.rows import load_topics
from tailor.letter.said import Piece, Sentence
from tailor.letter.scenes import (
    base_scene,
    figures_scene,
    need_scene,
    posting_words,
    stack_scene,
    tool_scene,
)
from tailor.letter.theirs import find_theirs

#: A tool that no story ran on is named only where the posting surely uses it.
_SURE = 0.85


def paragraph_two(cast: Cast, lead: Scene) -> list[Place]:
    """The places of paragraph two."""
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
        if not needs or (not told.evidence.typed and cast.answered.category in pains_named(cast.analysis.posting.text)):
            needs += fill_rows("need", _about(cast, lead, told))
    skip = frozenset({0} if told_in_opening(cast) else ())
    body = (
        scene
        if told is not None
        else Scene(lead.slots, {*lead.flags, "open"} - {"near", "kin", "far"}, lead.story, lead.helped)
    )
    body = stack_scene(
        tool_scene(body, story, cast.answered.tool, tool), story, cast.analysis.posting.text, cast.answered.tool
    )
    body = figures_scene(body, story, metric, cast.answered.metric, skip)
    if story.wall:
        body = body.with_words({}, "wall-told", *(["told"] if told is not None else []))
    return [
        Place("paragraph_two", "need", tuple(needs), needed=True),
        Place("paragraph_two", "wall", tuple(fill_rows("wall", body)), needed=bool(cast.lead.story.wall)),
        Place("paragraph_two", "did", tuple(fill_rows("did", body)), needed=True),
        Place("paragraph_two", "result", tuple(fill_rows("result", body)), gain=4.0),
    ]


def _about(cast: Cast, lead: Scene, told: Told) -> Scene:
    """The scene with the subject of the line and the thing that it is about, for rows that name no more than that."""
    thing = find_theirs(told, cast.analysis, cast.company)
    topic = (Piece(load_topics()[cast.answered.category], "template", f"topics.{cast.answered.category}"),)
    if not thing.named:
        return lead.with_words({"topic": topic}, "need-topic-only")
    return lead.with_words(
        {"topic": topic, "theirs": (Piece("your "), *posting_words(thing.words, thing.evidence))}, "need-thing-only"
    )


def _nearness(cast: Cast, scene: Scene) -> Scene:
    """The scene with how near the story is to the need as it is told: it solved this very kind of problem, a neighbour, or another."""
    category = cast.answered.category
    if not category:
        return scene
    solves = cast.lead.story.solves
    near = (
        "near"
        if category in solves
        else "kin"
        if set(jdparse.load_lexicon().pains[category].neighbours) & set(solves)
        else "far"
    )
    kept = {flag for flag in scene.flags if flag not in {"near", "kin", "far", "solves"}}
    return Scene(
        scene.slots, {*kept, near, *(["solves"] if near == "near" else [])}, scene.story, scene.helped, scene.traits
    )


def _need_flags(cast: Cast) -> list[str]:
    """What the sentence of the need has to carry besides: a metric or a tool that no story answers."""
    flags = []
    metric, tool = cast.highlights.get(Kind.METRIC), cast.highlights.get(Kind.TOOL)
    if (
        metric is not None
        and cast.answered.metric
        and not _metric_answered(cast)
        and (metric.confidence >= 1.0 or _same_line(cast, metric))
    ):
        flags.append("metric-open")
    if (
        tool is not None
        and cast.answered.tool.way == "none"
        and (tool.confidence >= 1.0 or (tool.confidence >= _SURE and tool.evidence.section.in_use))
    ):
        flags.append("tool-open")
    return flags


def _same_line(cast: Cast, metric: Highlight) -> bool:
    """Whether the posting names the metric in the line that is told, and the telling does not hold it already."""
    told = cast.answered.told
    return (
        told is not None
        and told.evidence.span.overlaps(metric.evidence.span)
        and cast.answered.metric.casefold() not in told.needs[0][1].text.casefold()
    )


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
    return "metric-answered" in scene.flags


def _in_constraint(cast: Cast, metric: Highlight) -> bool:
    """Whether the lead story's production numbers hold a figure of the metric's kind."""
    constraint = cast.lead.story.constraint
    return (
        bool(re.search(r"\d", constraint))
        and metric.evidence.category == "latency"
        and measured_by(Effect("clause", constraint), "latency")
    )
