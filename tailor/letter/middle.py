"""Paragraph two: the posting's duty with where the applicant met it, the deed, what it moved, with metric and tool inside."""

from __future__ import annotations

from jdparse import Kind
from tailor.letter.cast import Cast, Place, told_in_opening
from tailor.letter.fill import Scene, fill_rows
from tailor.letter.match import speaks_of
from tailor.letter.said import Sentence
from tailor.letter.scenes import brief_scene, figures_scene, stack_scene, tool_scene


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
        Place("paragraph_two", "need", tuple(_needs(cast, lead)), needed=True),
        Place("paragraph_two", "wall", tuple(fill_rows("wall", body)), gain=_WALL_GAIN),
        Place("paragraph_two", "did", tuple(fill_rows("did", body)), needed=True),
        Place("paragraph_two", "result", tuple(fill_rows("result", body)), gain=4.0),
    ]


def _needs(cast: Cast, lead: Scene) -> list[Sentence]:
    """The duty with where the applicant met it; the role where the posting names no duty in few words."""
    told, story = cast.answered.told, cast.lead.story
    if told is None or not told.briefs:
        return fill_rows("need", lead.with_words({}, "no-brief"))
    found: list[Sentence] = []
    for brief in told.briefs:
        topics = brief.names or {told.evidence.category}
        near = speaks_of(story, brief) and (topics <= _EVERYBODYS or bool(topics & set(story.solves)))
        found += fill_rows("need", brief_scene(lead, brief, told.evidence, near))
    return found


#: A problem that everybody has solved who runs a model.
_EVERYBODYS = frozenset({"modelling"})
#: What a wall is worth that the sentence before it has not told.
_WALL_GAIN = 3.0
