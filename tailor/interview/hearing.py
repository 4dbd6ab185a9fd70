"""What an answer of the interview is taken for: its value, how a letter would tell it, what does not fit, what is suggested.

The terminal hears answers one by one, the page as they are typed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jdparse
from jdparse.errors import JdparseError
from tailor.errors import ProfileError
from tailor.interview.answers import suggest_name
from tailor.profile.script import Question, load_script
from tailor.profile.story import Story
from tailor.profile.toml import Value
from tailor.terminal.safe import unreadable

if TYPE_CHECKING:
    from tailor.letter.readings import FieldReading

#: The answers that are said back as a letter would tell them.
READ_BACK = frozenset(
    {
        "system",
        "field",
        "constraint",
        "design",
        "did",
        "wall",
        "result",
        "worth",
        "results",
        "owned",
        "playbook",
        "lesson",
        "uses",
    }
)
#: What a story needs, for the readings of its other fields while it is not there yet.
_NEEDED: Mapping[str, Value] = {"name": "x", "system": "it", "did": "did it"}
#: The fields whose figure may have gone the wrong way.
_MOVED = ("did", "result", "results")


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer.

    Attributes:
        value: What a profile would hold; None where nothing was typed, or nothing that fits.
        fault: Why it does not fit; empty where it does.
        made: How a letter would tell it, a line each.
        doubt: What cannot be read of it, and what to write instead; advice.
        suggested: What the other answers say for it, where it was left empty.
    """

    value: Value | None = None
    fault: str = ""
    made: tuple[str, ...] = ()
    doubt: str = ""
    suggested: Value | None = None


def check_name(question: Question, value: Value, taken: Collection[object]) -> None:
    """Complain of a story's name that another story has.

    Raises:
        ProfileError: It is taken.
    """
    if question.table == "story" and question.field == "name" and value in taken:
        raise ProfileError((load_script().words.taken,))


def read_back(answers: Mapping[str, Value], field: str) -> tuple[tuple[str, ...], str]:
    """How a letter would tell one answer of a story, a line each, and what cannot be read of it.

    Raises:
        jdparse.errors.JdparseError: Nothing can read it.
    """
    story = Story.model_validate({**_NEEDED, **answers})
    return _told(_readings(story), story, field)


def hear(
    table: str, typed: Mapping[str, str], taken: Collection[str] = (), leave: str = "type skip"
) -> dict[str, Heard]:
    """All answers about the person, ``me``, or about a story, by field.

    Args:
        table: Which.
        typed: Field -> what was typed.
        taken: The names that other stories have.
        leave: How a question is left out.
    """
    heard: dict[str, Heard] = {}
    for question in load_script().questions(table):
        words = typed.get(question.field, "").strip()
        heard[question.field] = _parsed(question, words, taken, leave) if words else Heard()
    return heard if table == "me" else _with_readings(heard, typed, tuple(taken))


def _parsed(question: Question, words: str, taken: Collection[str], leave: str) -> Heard:
    if unreadable(words.replace("\r", "").replace("\n", "")):
        return Heard(fault=load_script().words.unreadable)
    try:
        value = question.parse(words, leave=leave)
        check_name(question, value, taken)
    except ProfileError as error:
        return Heard(fault=error.problems[0])
    return Heard(value)


def _with_readings(heard: dict[str, Heard], typed: Mapping[str, str], taken: Sequence[str]) -> dict[str, Heard]:
    answers = {field: one.value for field, one in heard.items() if one.value is not None}
    story = Story.model_validate({**_NEEDED, **answers})
    try:
        readings = _readings(story)
    except JdparseError:
        return heard
    for field, one in heard.items():
        if one.value is not None and field in READ_BACK:
            heard[field] = Heard(one.value, "", *_told(readings, story, field))
        elif not typed.get(field, "").strip() and "system" in answers:
            heard[field] = Heard(suggested=suggestion(answers, field, taken))
    return heard


def suggestion(story: Mapping[str, Value], field: str, taken: Sequence[str] = ()) -> Value | None:
    """What the answers about a story say for one of its fields; None if they say nothing.

    Args:
        story: The answers so far.
        field: Which field.
        taken: The names that other stories have.
    """

    def told(*fields: str) -> str:
        return "\n".join(f"{story[one]}." for one in fields if isinstance(story.get(one), str))

    lexicon = jdparse.load_lexicon()
    if field == "name":
        return suggest_name(str(story.get("system", "")), taken)
    if field == "solves":
        pains = jdparse.pains_named(told("wall", "did", "result", "worth"))
        return tuple(one for one in lexicon.pains if one in pains) or None
    if field == "metrics":
        metrics = frozenset[str]().union(*(jdparse.metrics_named(told(one)) for one in ("did", "result", "worth")))
        return tuple(one for one in lexicon.metrics if one in metrics) or None
    if field == "tools":
        text = told("system", "constraint", "design", "did", "wall", "result")
        return tuple(dict.fromkeys(mention.entry_id for mention in jdparse.tools_named(text))) or None
    return None


def _readings(story: Story) -> Sequence[FieldReading]:
    """What a letter makes of a story.

    Why the import stands here: the parser loads with the first answer that is read, and not with the first question.
    """
    from tailor.letter.readings import field_readings

    return field_readings(story)


def _told(readings: Sequence[FieldReading], story: Story, field: str) -> tuple[tuple[str, ...], str]:
    from tailor.letter.directions import wrong_ways

    own = [one for one in readings if one.field == field or one.field.startswith(f"{field} ")]
    doubt = next((one.problem for one in own if one.problem), "")
    if not doubt and field in _MOVED:
        bare = Story.model_validate({**_NEEDED, field: getattr(story, field)})
        doubt = next(iter(wrong_ways(bare)), "")
    return tuple(one.text for one in own), doubt
