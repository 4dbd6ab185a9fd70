"""What a letter makes of each field of a story, and what it cannot read.

The sentences are those of ``templates/sentences.toml``: the first of each role that the story's words allow. A problem says in
one line what does not fit and what to write instead; it is advice, because a field that is read wrongly is still the
applicant's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tailor.letter.effects import read_effects
from tailor.letter.facts import both_words, effect_words, helped, sentence_part, story_words
from tailor.letter.fill import Scene, fill_row, usable
from tailor.letter.problems import (
    capital,
    did_problem,
    field_problem,
    item_problem,
    lesson_problem,
    problem,
    result_problem,
    thing_problem,
    uses_problem,
    wall_problem,
    worth_problem,
)
from tailor.letter.rows import load_rows
from tailor.letter.said import Piece, plain_words
from tailor.profile.lines import Loc
from tailor.profile.load import Examined
from tailor.profile.story import Story

#: How a problem's line begins behind the story and the field.
_READ_AS = "I'd read it as:"
#: A wall is read as a sentence that joins it to a posting's need: "We wanted the same at Halvard Pay, where ...".
_WALL_FLAGS = ("near", "close")


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field as a letter would tell it.

    Attributes:
        field: The field's name; ``results 2 worth`` for one of a further result.
        made: The sentence that the program makes of it; empty where no sentence tells it, as a practice that `did` has told.
        problem: What cannot be read, and what to write instead; empty where all can.
    """

    field: str
    made: str
    problem: str = ""

    @property
    def loc(self) -> Loc:
        """Where it stands in its story's table."""
        words = self.field.split()
        return ("results", int(words[1]) - 1, words[2]) if len(words) > 1 else (self.field,)

    @property
    def text(self) -> str:
        """What is made of it, as one line; empty where there is nothing but a problem."""
        if not self.made:
            return "" if self.problem else "has no sentence of its own beside the other fields"
        return f'{_READ_AS} "{self.made}"'


def field_readings(story: Story) -> tuple[FieldReading, ...]:
    """What a letter makes of a story's fields, in the order of a letter; a field without words has no reading."""
    return tuple(_readings(story))


def reading_lines(stories: Iterable[Story], *, whole: bool = False) -> tuple[str, ...]:
    """The readings of stories as lines, each with its story's name.

    Args:
        stories: In the order in which they are told of.
        whole: Also the readings without a problem.
    """
    return tuple(
        " ".join(part for part in (f"story {story.name}: {reading.field}:", reading.text, reading.problem) if part)
        for story in stories
        for reading in field_readings(story)
        if whole or reading.problem
    )


def problem_lines(seen: Examined) -> tuple[str, ...]:
    """What a letter cannot read of a profile that was looked over, each with its line; with the sentence where all else fits."""
    told = [
        (seen.lines.of(f"story {number}", reading.loc), story.name, reading)
        for number, story in seen.stories
        for reading in field_readings(story)
        if reading.problem
    ]
    settled = {line for line, _ in (*seen.problems, *seen.unfinished)}
    return tuple(
        f"{seen.source}:{line}: story {name}: {reading.field}: "
        + " ".join(filter(None, ("" if seen.problems else reading.text, reading.problem)))
        for line, name, reading in told
        if line not in settled
    )


def _readings(story: Story) -> Iterator[FieldReading]:
    scene = _scene(story)
    if story.field:
        yield FieldReading("field", sentence_part(story.field), problem(field_problem, story.field))
    bare = _scene(story.model_copy(update={"constraint": ""}))
    yield FieldReading("system", _told(bare, "system", story.system, "system"), problem(thing_problem, story.system))
    for name, role in (("constraint", "system"), ("design", "design")):
        words = getattr(story, name)
        if words:
            yield FieldReading(name, _told(scene, role, words, name), problem(thing_problem, words))
    if story.wall:
        near = scene.with_words({}, *_WALL_FLAGS)
        yield FieldReading("wall", _told(near, "wall", story.wall, "wall"), problem(wall_problem, story.wall))
    yield FieldReading("did", _told(scene, "did", story.did, "did"), problem(did_problem, story.did))
    yield from _outcome(story, "")
    for number, further in enumerate(story.results, 1):
        outcome = story.model_copy(update={"result": further.result, "worth": further.worth})
        yield from _outcome(outcome, f"results {number} ")
    if story.owned:
        made = _told(scene, "own", story.owned[0], "owned")
        yield FieldReading("owned", made, problem(item_problem, *story.owned))
    if story.playbook:
        # Why no other words: what `did` or `result` tells is not told a second time, and there may be nothing left to tell.
        yield FieldReading("playbook", _sentence(scene, "playbook"), problem(item_problem, *story.playbook))
    if story.uses:
        yield FieldReading("uses", _uses(story, scene), uses_problem(story))
    if story.lesson:
        made = _told(scene, "lesson", story.lesson, "lesson")
        yield FieldReading("lesson", made, problem(lesson_problem, story.lesson))


def _scene(story: Story) -> Scene:
    # Why: a letter needs a system; one of dots alone is told of by its own problem.
    told = story if sentence_part(story.system) else story.model_copy(update={"system": "it"})
    slots, flags = story_words(told)
    return Scene(slots, flags, story.name, helped(story))


def _sentence(scene: Scene, role: str, *slots: str) -> str:
    """The first sentence of a role that a scene allows and that holds these slots; empty where there is none."""
    rows = (row for row in load_rows().get(role, ()) if set(slots) <= set(row.slots) and usable(row, scene))
    row = next(rows, None)
    return fill_row(row, scene).text if row is not None else ""


def _told(scene: Scene, role: str, words: str, *slots: str) -> str:
    """The first sentence of a role, or the field's own words where no row takes them; empty where there are none."""
    own = capital(sentence_part(words))
    return (_sentence(scene, role, *slots) or f"{own}.") if own else ""


def _outcome(story: Story, which: str) -> Iterator[FieldReading]:
    """The readings of a result and its worth."""
    if story.result:
        yield FieldReading(f"{which}result", _moved(story), problem(result_problem, story.result))
    if story.worth:
        made = _told(_scene(story), "worth", story.worth)
        yield FieldReading(f"{which}worth", made, problem(worth_problem, story.worth))


def _moved(story: Story) -> str:
    """All that a result moved; a letter may tell only the first of it."""
    effects = read_effects(story.result)
    if not effects:
        return ""
    if effects[0].telling in {"plain", "noun"}:
        return _told(_scene(story), "result", story.result, "plain")
    told = plain_words(both_words(effects, "") if len(effects) > 1 else effect_words(effects[0], ""))
    further = [plain_words(effect_words(effect, "")) for effect in effects[2:]]
    return capital("; ".join([told, *further])) + "."


def _uses(story: Story, scene: Scene) -> str:
    said = []
    for tool, use in story.uses:
        slots = {"did": (Piece("..."),), "tool": (Piece(tool),), "use": (Piece(use),)}
        said.append(_sentence(scene.with_words(slots, "tool-untold"), "did", "did", "tool", "use"))
    return " ".join(said)
