"""Paragraph two: the trouble, the deed, what it moved, with metric and tool inside, and the thing of theirs that it bears on."""

from __future__ import annotations

from jdparse import Kind
from tailor.letter.cast import Cast, Place, told_in_opening
from tailor.letter.fill import Scene, fill_rows
from tailor.letter.match import shares_words
from tailor.letter.said import Piece, Sentence
from tailor.letter.scenes import figures_scene, posting_words, stack_scene, tool_scene
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
        Place("paragraph_two", "need", tuple(_near_thing(cast, lead)), gain=_NEED_GAIN),
        Place("paragraph_two", "wall", tuple(fill_rows("wall", body)), needed=bool(story.wall)),
        Place("paragraph_two", "did", tuple(fill_rows("did", body)), needed=True),
        Place("paragraph_two", "result", tuple(fill_rows("result", body)), gain=4.0),
        Place("paragraph_two", "tie", tuple(_near_thing(cast, body, "behind")), gain=_NEED_GAIN),
    ]


def _near_thing(cast: Cast, scene: Scene, *flags: str) -> list[Sentence]:
    """The sentences that name a thing of theirs, where the story is about such a thing."""
    told, story = cast.answered.told, cast.lead.story
    thing = find_theirs(told, cast.analysis, cast.company) if told is not None else None
    if thing is None or not thing.kind or not shares_words(story, thing.words):
        return []
    bare = posting_words(thing.words, thing.evidence)
    plural = ["thing-plural"] if thing.plural else []
    scene = scene.with_words(
        {"theirs": (Piece("your "), *bare), "theirs_bare": bare}, "thing-near", *plural, *flags, need=thing.worth
    )
    return fill_rows("need", scene)


#: What it is worth to name a thing of theirs beside the story.
_NEED_GAIN = 1.0
