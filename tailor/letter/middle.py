"""Paragraph two: what the job is about, the trouble, the deed, what it moved, with metric and tool inside."""

from __future__ import annotations

from jdparse import Kind
from tailor.highlights.near import is_chosen
from tailor.letter.bank import story_proves
from tailor.letter.cast import Cast, Place, told_in_opening
from tailor.letter.fill import Scene, fill_rows
from tailor.letter.needs import Needed, need_sentences
from tailor.letter.scenes import figures_scene, tool_scene


def paragraph_two(cast: Cast, lead: Scene, needed: Needed) -> list[Place]:
    """The places of paragraph two.

    Args:
        cast: Who and what the letter tells of.
        lead: The lead story's scene.
        needed: What the letter can say is needed.
    """
    metric, tool = cast.highlights.get(Kind.METRIC), cast.highlights.get(Kind.TOOL)
    story = cast.lead.story
    skip = frozenset({0} if told_in_opening(cast) else ())
    body = tool_scene(lead, story, cast.answered.tool, tool)
    body = figures_scene(body, story, metric, cast.answered.metric, skip)
    if story.wall:
        body = body.with_words({}, "wall-told", "told")
    if needed.tasks:
        body = body.with_words({}, "task-told")
    if any(want.proven for want in needed.wants):
        body = body.with_words({}, "want-told")
    if any(not want.proven for want in needed.wants):
        body = body.with_words({}, "kin-told")
    # Why: what a person chose is told whatever the record holds, but that it was the task there is claimed of what the story is about alone.
    if needed.needs and all(story_proves(story, need.category, need.proved) for need, _ in needed.needs):
        body = body.with_words({}, "need-told")
    return [
        Place(
            "paragraph_two",
            "need",
            tuple(need_sentences(cast, needed)),
            needed=is_chosen(cast.highlights.get(Kind.PAIN)),
            gain=3.0,
        ),
        Place("paragraph_two", "wall", tuple(fill_rows("wall", body)), needed=bool(story.wall)),
        Place("paragraph_two", "did", tuple(fill_rows("did", body)), needed=True),
        Place("paragraph_two", "result", tuple(fill_rows("result", body)), gain=4.0),
    ]
