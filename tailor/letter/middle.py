"""Paragraph two: the posting's duty with where the applicant met it, the deed, what it moved, with metric and tool inside."""

from __future__ import annotations

from jdparse import Kind
from tailor.letter.cast import Cast, Place, told_in_opening
from tailor.letter.fill import Scene, fill_rows
from tailor.letter.said import Piece, Sentence
from tailor.letter.scenes import brief_scene, figures_scene, posting_words, stack_scene, tool_scene
from tailor.letter.theirs import find_theirs


def paragraph_two(cast: Cast, lead: Scene) -> list[Place]:
    """The places of paragraph two."""
    metric, tool = cast.highlights.get(Kind.METRIC), cast.highlights.get(Kind.TOOL)
    story = cast.lead.story
    skip = frozenset({0} if told_in_opening(cast) else ())
    body = stack_scene(
        tool_scene(lead, story, cast.answered.tool, tool), story, cast.analysis.posting.text, cast.answered.tool
    )
    body = figures_scene(body, story, metric, cast.answered.metric, skip)
    if story.wall:
        body = body.with_words({}, "wall-told", "told")
    return [
        Place("paragraph_two", "need", tuple(_direct(cast, lead)), gain=_NEED_GAIN),
        Place("paragraph_two", "wall", tuple(fill_rows("wall", body)), needed=bool(story.wall)),
        Place("paragraph_two", "did", tuple(fill_rows("did", body)), needed=True),
        Place("paragraph_two", "result", tuple(fill_rows("result", body)), gain=4.0),
        Place("paragraph_two", "tie", tuple(_ties(cast, body)), gain=_NEED_GAIN),
    ]


def _direct(cast: Cast, lead: Scene) -> list[Sentence]:
    """The duty said outright, where the story is that very work."""
    told = cast.answered.told
    briefs = told.briefs if told is not None else ()
    scenes = [brief_scene(lead, brief, told.evidence, cast.lead.story) for brief in briefs] if told is not None else []
    return [sentence for scene in scenes if "brief-match" in scene.flags for sentence in fill_rows("need", scene)]


def _ties(cast: Cast, body: Scene) -> list[Sentence]:
    """What the applicant would do for the reader: the duty, or the thing that it is about, behind what was done elsewhere."""
    told, story = cast.answered.told, cast.lead.story
    if told is None:
        return []
    scenes = [brief_scene(body, brief, told.evidence, story) for brief in told.briefs]
    thing = find_theirs(told, cast.analysis, cast.company)
    if thing.kind:
        words = (Piece("your "), *posting_words(thing.words, thing.evidence))
        scenes.append(body.with_words({"theirs": words}, "thing-named", need=thing.worth))
    kept = [
        Scene(scene.slots, {*scene.flags} - {"brief-match"}, scene.story, scene.helped, scene.traits)
        for scene in scenes
    ]
    return [sentence for scene in kept for sentence in fill_rows("need", scene)]


#: What it is worth to say outright which of the posting's duties the letter answers.
_NEED_GAIN = 2.5
