"""Paragraph two: what the job is about, the trouble, the deed, what it moved, with metric and tool inside."""

from __future__ import annotations

from collections.abc import Iterator

from jdparse import Kind, pain_lines
from tailor.letter.answer import is_chosen, proves, tell
from tailor.letter.cast import Cast, Place, company_words, told_in_opening
from tailor.letter.fill import Scene, fill_rows, fill_text
from tailor.letter.rows import load_phrases
from tailor.letter.said import Piece, Sentence, Words
from tailor.letter.scenes import figures_scene, posting_words, stack_scene, tool_scene
from tailor.letter.theirs import kind_of_theirs


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
        Place("paragraph_two", "need", tuple(_needs(cast)), needed=is_chosen(cast.highlights.get(Kind.PAIN)), gain=3.0),
        Place("paragraph_two", "wall", tuple(fill_rows("wall", body)), needed=bool(story.wall)),
        Place("paragraph_two", "did", tuple(fill_rows("did", body)), needed=True),
        Place("paragraph_two", "result", tuple(fill_rows("result", body)), gain=4.0),
    ]


def _needs(cast: Cast) -> Iterator[Sentence]:
    """What the job is about, in the words of a pain's category: of the pain, else of another duty; where the story proves it, or a person chose."""
    told, category = cast.answered.told, cast.answered.category
    if told is None:
        return
    story = cast.lead.story
    if not (proves(story, category) or is_chosen(cast.highlights.get(Kind.PAIN))):
        duty = next((line for line in pain_lines(cast.analysis.posting) if proves(story, line.category)), None)
        if duty is None:
            return
        told, category = tell(duty, cast.company), duty.category
    kind = kind_of_theirs(told.thing) if " " in told.thing else ""
    one: Words = (Piece("your "), *posting_words(told.thing, told.evidence)) if kind else ()
    for phrase in load_phrases("need").get(category, ()):
        if phrase.of and kind not in phrase.of:
            continue
        need = (
            fill_text(phrase.text, Scene({"one": one}, frozenset()))
            if phrase.of
            else posting_words(phrase.text, told.evidence)
        )
        traits = {"their-thing": float(bool(phrase.of)), "another-duty": float(told is not cast.answered.told)}
        yield from fill_rows(
            "need", Scene({"need": need, "company": company_words(cast)}, (), story.name, traits=traits)
        )
