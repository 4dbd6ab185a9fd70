"""Paragraph two: what the job is about, the trouble, the deed, what it moved, with metric and tool inside."""

from __future__ import annotations

from collections.abc import Sequence

from jdparse import Kind
from tailor.highlights.near import is_chosen
from tailor.letter.bank import story_proves
from tailor.letter.cast import Cast, Place, told_in_opening
from tailor.letter.fill import Scene, fill_rows
from tailor.letter.needs import find_tasks_told, find_wants, need_sentences
from tailor.letter.rows import Need
from tailor.letter.scenes import figures_scene, tool_scene


def paragraph_two(cast: Cast, lead: Scene, needs: Sequence[tuple[Need, bool]]) -> list[Place]:
    """The places of paragraph two.

    Args:
        cast: Who and what the letter tells of.
        lead: The lead story's scene.
        needs: What the job is about, as `find_needs` gives it.
    """
    metric, tool = cast.highlights.get(Kind.METRIC), cast.highlights.get(Kind.TOOL)
    story = cast.lead.story
    skip = frozenset({0} if told_in_opening(cast) else ())
    body = tool_scene(lead, story, cast.answered.tool, tool)
    body = figures_scene(body, story, metric, cast.answered.metric, skip)
    if story.wall:
        body = body.with_words({}, "wall-told", "told")
    if tasks := find_tasks_told(cast):
        body = body.with_words({}, "task-told")
    if wants := find_wants(cast):
        body = body.with_words({}, "want-told")
    # Why: what a person chose is told whatever the record holds, but that it was the task there is claimed of what the story is about alone.
    if needs and all(story_proves(story, need.category, need.proved) for need, _ in needs):
        body = body.with_words({}, "need-told")
    return [
        Place(
            "paragraph_two",
            "need",
            tuple(need_sentences(cast, needs, tasks, wants)),
            needed=is_chosen(cast.highlights.get(Kind.PAIN)),
            gain=3.0,
        ),
        Place("paragraph_two", "wall", tuple(fill_rows("wall", body)), needed=bool(story.wall)),
        Place("paragraph_two", "did", tuple(fill_rows("did", body)), needed=True),
        Place("paragraph_two", "result", tuple(fill_rows("result", body)), gain=4.0),
    ]
