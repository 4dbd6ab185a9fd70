"""The applicant's facts: load and validate a profile.

A profile is TOML with one ``[me]`` table and any number of ``[[story]]`` tables; see docs/profile.md. All problems
are reported at once, each with its line.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails

import jdparse
from jdparse import Kind
from tailor.errors import ProfileError
from tailor.nearest import did_you_mean
from tailor.tracing import FOREIGN


def _one_line(value: object) -> object:
    return " ".join(FOREIGN.sub("", value).split()) if isinstance(value, str) else value


def _without_subject(value: str) -> str:
    if re.match(r"(?:I|we|my|our)\b", value):
        raise ValueError("begin with the verb in the past tense, without I or we: 'moved ...', 'cut ...'")
    return value


M = TypeVar("M", bound=BaseModel)
Text = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=600)]


#: How a record says that the applicant helped with a thing.
HELPING = r"contributed|contributing|helped|helping|supported|supporting|assisted|assisting|took part|participated|worked alongside|joined in|gave a hand|advised|was part of"


class Me(BaseModel):
    """Who writes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    email: str = ""
    phone: str = ""
    city: str = ""
    links: tuple[str, ...] = ()
    title: str = ""
    years: Annotated[int, Field(ge=0, le=70)] | None = None
    team: str = ""

    @field_validator("title", "team", mode="before")
    @classmethod
    def _fold_space(cls, value: object) -> object:
        return _one_line(value)


class Outcome(BaseModel):
    """A further result of a story, with what it was worth."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    result: Text
    worth: str = ""

    @field_validator("worth", mode="before")
    @classmethod
    def _fold_space(cls, value: object) -> object:
        return _one_line(value)

    @field_validator("result")
    @classmethod
    def _no_subject(cls, value: str) -> str:
        return _without_subject(value)


class Story(BaseModel):
    """One system that the applicant ran, and what came of it.

    Attributes:
        name: How the applicant refers to it.
        system: A noun phrase: "I run ...".
        did: Past tense, no subject.
        employer: Where.
        past: Whether the applicant has handed the system over ("I ran").
        design: A noun phrase: the architecture.
        constraint: A noun phrase: the production numbers.
        wall: A clause: what was wrong before.
        result: Past tense, no subject: what it moved in production.
        worth: A noun phrase: what that was worth to the business.
        owned: What the applicant answered for.
        playbook: What kept it running.
        solves: Ids of pain categories.
        metrics: Ids of metric categories.
        tools: Tools and systems it ran on.
        uses: Pairs of one of these tools and what it was used for, a noun phrase; in the file ``{Flink = "the streaming joins"}``.
        field: What kind of product it is, in a few words: "fraud", "product search".
        results: Further results, each with its own worth.
        lesson: What the applicant learnt, a sentence in their own words.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    system: Text
    did: Text
    employer: str = ""
    past: bool = False
    design: str = ""
    constraint: str = ""
    wall: str = ""
    result: str = ""
    worth: str = ""
    owned: tuple[Text, ...] = ()
    playbook: tuple[Text, ...] = ()
    solves: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    tools: tuple[Text, ...] = ()
    uses: tuple[tuple[Text, Text], ...] = ()
    field: str = ""
    results: tuple[Outcome, ...] = ()
    lesson: str = ""

    @field_validator("employer", "design", "constraint", "wall", "result", "worth", "field", "lesson", mode="before")
    @classmethod
    def _fold_space(cls, value: object) -> object:
        return _one_line(value)

    @field_validator("uses", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        return tuple(value.items()) if isinstance(value, dict) else value

    @field_validator("did", "result")
    @classmethod
    def _no_subject(cls, value: str) -> str:
        return _without_subject(value)

    @field_validator("solves", "metrics")
    @classmethod
    def _known_ids(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kind = Kind.PAIN if info.field_name == "solves" else Kind.METRIC
        known = list(jdparse.load_lexicon().categories(kind))
        for name in value:
            if name not in known:
                hint = did_you_mean(name, known) or f"use any of {', '.join(known)}"
                raise ValueError(f"{name!r} is no {kind.value} category; {hint}")
        return value

    @property
    def helped(self) -> bool:
        """Whether the record says that somebody else answered for the work."""
        return bool(re.match(rf"(?i)(?:{HELPING})\b", self.did))

    @property
    def own(self) -> str:
        """What the applicant can say of the system: ``own``, ``owned``, or ``worked on`` where the record says they helped."""
        if self.helped:
            return "worked on" if self.past else "work on"
        return "owned" if self.past else "own"

    @property
    def facts(self) -> str:
        """All of the story's words, for comparing."""
        return " ".join(
            (
                self.system,
                self.design,
                self.constraint,
                self.wall,
                self.did,
                self.result,
                self.worth,
                *(words for outcome in self.results for words in (outcome.result, outcome.worth)),
                self.lesson,
                *(words for _, words in self.uses),
                *self.playbook,
                *self.tools,
            )
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """An applicant's facts.

    Attributes:
        me: Who writes.
        stories: At least one, in the file's order.
        source: The file.
        sample: Whether this is the bundled profile of an invented person.
    """

    me: Me
    stories: tuple[Story, ...]
    source: str
    sample: bool = False


def load_profile(path: Path, *, sample: bool = False) -> Profile:
    """The profile of a file.

    Raises:
        ProfileError: The file cannot be read or has problems; all of them are in ``problems``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ProfileError((f"{path}: no such profile; write one with: tailor profile init",)) from error
    except UnicodeDecodeError as error:
        raise ProfileError((f"{path}: is not UTF-8 text; save it as UTF-8",)) from error
    except OSError as error:
        raise ProfileError((f"{path}: cannot be read ({error.strerror})",)) from error
    return parse_profile(text, str(path), sample=sample)


def parse_profile(text: str, source: str, *, sample: bool = False) -> Profile:
    """The profile in a TOML text.

    Raises:
        ProfileError: As for `load_profile`.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError((f"{source}: is not TOML: {error}",)) from error
    problems: list[str] = []
    lines = text.split("\n")
    for key in sorted(set(content) - {"me", "story"}):
        problems.append(f"{source}:{_line(lines, key)}: {key}: no such table; a profile has [me] and [[story]]")
    me = _parse(Me, content.get("me", {}), "me", (source, lines), problems)
    rows = content.get("story", [])
    if not isinstance(rows, list) or not rows:
        problems.append(f"{source}:1: story: a profile needs at least one [[story]]")
        rows = []
    stories = [_parse(Story, row, f"story {number}", (source, lines), problems) for number, row in enumerate(rows, 1)]
    names = [story.name for story in stories if story is not None]
    problems += [
        f"{source}:{_line(lines, name)}: story: the name {name!r} stands twice"
        for name in sorted({n for n in names if names.count(n) > 1})
    ]
    if problems or me is None:
        raise ProfileError(tuple(problems))
    return Profile(me, tuple(story for story in stories if story is not None), source, sample)


def parse_field(model: type[Me] | type[Story], field: str, value: object) -> Any:
    """One field's value as a profile would hold it.

    Raises:
        ProfileError: The value does not fit the field.
    """
    needed = {name: "x" for name, about in model.model_fields.items() if about.is_required()}
    try:
        return getattr(model.model_validate({**needed, field: _one_line(value)}), field)
    except ValidationError as error:
        raise ProfileError(tuple(_message(model, problem) for problem in error.errors())) from error


def find_other_tense(words: str) -> tuple[str, str] | None:
    """The first word and its past tense, where what should begin with a verb in the past begins with another form of it.

    A form that is a past tense as well ("cut", "put", "found") counts as one; a word that is no verb is left alone.

    Source: https://lemminflect.readthedocs.io/en/latest/inflections/ (`getInflection`, Penn tag VBD)
    """
    found = re.match(r"[A-Za-z]+(?:-[a-z]+)?\b", words)
    if found is None or found.group().endswith("ed"):
        return None
    from jdparse.english.inflection import dictionary

    first = found.group().lower()
    pasts = [
        past
        for lemma in dictionary().getAllLemmas(first, upos="VERB").get("VERB", ())
        for past in dictionary().getInflection(lemma, "VBD")
    ]
    return (found.group(), pasts[0]) if pasts and first not in pasts else None


def tense_advice(field: str, words: str) -> str:
    """What to say of a `did` or `result` in another tense; empty if there is nothing to say."""
    other = find_other_tense(words) if field in {"did", "result"} else None
    if other is None or _begins_with_noun(words):
        return ""
    if field == "did":
        return f'did begins with {other[0]!r}; a letter says "I {other[1]} ...": use the past tense'
    return f'result begins with {other[0]!r}: use the past tense, "{other[1]} ..."'


def _begins_with_noun(words: str) -> bool:
    """Whether a word that could be a verb is none here: "costs fell 20%", "model training".

    Why lazily: few fields begin with such a word, and the parser takes half a second to load.
    """
    from jdparse.english.parser import parse

    doc = parse(words)
    named = len(doc) > 1 and doc[0].tag_.startswith("NN") and doc[1].lower_ in {"of", "in"}
    return named or doc[0].dep_ in {"nsubj", "nsubjpass", "compound", "amod", "nmod", "poss"}


#: The fields that a strong letter draws on beside those that every story has.
_STRONG = ("constraint", "result", "worth", "owned", "playbook", "solves")


def advice(profile: Profile, *, tense: bool = True) -> tuple[str, ...]:
    """What would make the letters stronger, story by story.

    Args:
        profile: Whose stories.
        tense: Also which fields stand in another tense; `tailor.letter.readings` says it of those that it reads.
    """
    return tuple(
        f"story {story.name}: {line}" for story in profile.stories for line in story_advice(story, tense=tense)
    )


def story_advice(story: Story, *, tense: bool = True) -> tuple[str, ...]:
    """What would make a letter that tells this story stronger."""
    said: list[str] = []
    if tense:
        said += [words for field in ("did", "result") if (words := tense_advice(field, getattr(story, field)))]
    missing = [name for name in _STRONG if not getattr(story, name)]
    if missing:
        said.append(f"without {', '.join(missing)}; a letter is stronger with it")
    if story.result and not re.search(r"\d", story.result + story.worth):
        said.append("no number in result or worth; one number that you can defend helps")
    return tuple(said)


def _parse(model: type[M], row: object, place: str, text: tuple[str, list[str]], problems: list[str]) -> M | None:
    source, lines = text
    try:
        return model.model_validate(row)
    except ValidationError as error:
        for problem in error.errors():
            line, key = _problem_line(lines, place, problem["loc"]), _problem_key(problem["loc"])
            problems.append(f"{source}:{line}: {place}: {key}: {_message(model, problem)}")
        return None


#: What to write where a field of tables holds something else.
_SHAPES = {
    "uses": 'write each tool with what it was used for: {Flink = "the streaming joins"}',
    "results": "write each further result as a table of its own: [[story.results]]",
}


def _message(model: type[BaseModel], problem: ErrorDetails) -> str:
    loc = problem["loc"]
    if problem["type"] == "extra_forbidden":
        near = did_you_mean(str(loc[-1]), (model if len(loc) == 1 else Outcome).model_fields)
        return f"no such field{f'; {near}' if near else ''}"
    if problem["type"] == "missing":
        return "is missing"
    if loc and loc[0] in _SHAPES and problem["type"] in {"tuple_type", "model_type"}:
        return _SHAPES[str(loc[0])]
    message = problem["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _problem_key(loc: tuple[int | str, ...]) -> str:
    """The field that a problem is about; one of a further result with that result's number."""
    if len(loc) > 2 and loc[0] == "results":
        return f"results {int(loc[1]) + 1}: {loc[2]}"
    return str(loc[0]) if loc else ""


def _problem_line(lines: list[str], place: str, loc: tuple[int | str, ...]) -> int:
    """The line of a problem in a table, counted from 1; ``[[story.results]]`` and ``[story.uses]`` are tables in a story."""
    key = str(loc[0]) if loc else ""
    starts = [at for at, line in enumerate(lines) if re.match(r"\s*\[\[\s*story\s*\]\]", line)]
    number = int(place.split()[-1]) if place.startswith("story") else 0
    if not number or len(starts) < number:
        return _line(lines, key, place)
    end = starts[number] if number < len(starts) else len(lines)
    header = re.compile(rf"\s*\[\[?\s*story\s*\.\s*[\"']?{re.escape(key)}\b")
    tables = [at for at in range(starts[number - 1], end) if header.match(lines[at])]
    if not tables:
        return _line(lines, key, place)
    which = int(loc[1]) if len(loc) > 1 and key == "results" else 0
    table = tables[min(which, len(tables) - 1)]
    for at in range(table + 1, end):
        if re.match(r"\s*\[", lines[at]):
            break
        if len(loc) > 2 and re.match(rf"\s*[\"']?{re.escape(str(loc[2]))}\b", lines[at]):
            return at + 1
    return table + 1


def _line(lines: list[str], key: str, place: str = "") -> int:
    """The line of a key in its table, counted from 1; the table's own line if the key is not there."""
    start = 0
    if place:
        table = re.compile(r"\s*\[me\]") if place == "me" else re.compile(r"\s*\[\[\s*story\s*\]\]")
        number = 1 if place == "me" else int(place.split()[-1])
        found = [at for at, line in enumerate(lines) if table.match(line)]
        if len(found) < number:
            return 1
        start = found[number - 1]
    for at in range(start + bool(place), len(lines)):
        if place and re.match(r"\s*\[", lines[at]):
            break
        if re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}\b", lines[at]) or (not place and key in lines[at]):
            return at + 1
    return start + 1
