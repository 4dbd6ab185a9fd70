"""`tailor profile init` as a conversation: one question at a time, each answer kept as soon as it is given.

The words are data (``templates/interview.toml``). What is asked and said goes through two functions, so that the
conversation knows nothing of a terminal.
"""

from __future__ import annotations

import inspect
import os
import re
import textwrap
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import jdparse
from jdparse import Kind
from jdparse.errors import JdparseError
from tailor import estimate as estimates
from tailor.data import TEMPLATES
from tailor.errors import CallError, OutputError, ProfileError, TemplateFault
from tailor.estimate import Estimate, estimate_text
from tailor.output import create_private, keep_private
from tailor.profile import Me, Outcome, Profile, Story, advice, load_profile, parse_field, parse_profile
from tailor.profile_file import read_as_it_is, rewrite, without_mark
from tailor.profile_toml import StoryDraft, Value, add_stories, is_starter, new_profile

Ask = Callable[[str], str]
Say = Callable[[str], None]

SKIP, BACK, EXPLAIN, ESTIMATE = "skip", "back", "?", "estimate"
#: The fields that a figure can be worked out for.
_FIGURES = ("result", "worth")
#: The answers that are said back as a letter would tell them.
_READ_BACK = frozenset({"did", "wall", "result", "worth", "results"})
#: A name for a story is the first so many words of its system.
_NAME_WORDS = 3
_LEAST_WIDTH = 40
_YES_OR_NO = "answer yes or no"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Row):
    """What is asked about one field: in which grammar, with an example of it."""

    table: Literal["me", "story"]
    field: str
    ask: str = Field(min_length=5)
    form: str = Field(min_length=5)
    example: str = Field(min_length=1)

    @property
    def model(self) -> type[Me] | type[Story]:
        """The table that the field belongs to."""
        return Me if self.table == "me" else Story

    @property
    def needed(self) -> bool:
        """Whether a profile must have it."""
        return self.model.model_fields[self.field].is_required()

    def parse(self, typed: str) -> Value:
        """The value that somebody typed.

        Raises:
            ProfileError: It does not fit the field.
        """
        return _plain(parse_field(self.model, self.field, self._raw(typed)))

    def _raw(self, typed: str) -> object:
        """What was typed, in the shape that the field has in a profile."""
        default = self.model.model_fields[self.field].default
        if self.field == "uses":
            return _typed_uses(typed)
        if self.field == "results":
            return _typed_results(typed)
        if self.field == "years":
            return _typed_years(typed)
        if isinstance(default, bool):
            answer = _yes_or_no(typed)
            if answer is None:
                raise ProfileError((_YES_OR_NO,))
            return answer
        if isinstance(default, tuple):
            # Why: an item may hold a comma; who needs one writes semicolons between the items.
            return tuple(one for part in typed.split(";" if ";" in typed else ",") if (one := " ".join(part.split())))
        return typed

    @model_validator(mode="after")
    def _example_fits(self) -> Question:
        if self.field not in self.model.model_fields:
            raise ValueError(f"there is no field {self.field!r} in {self.table}")
        try:
            self.parse(self.example)
        except ProfileError as error:
            raise ValueError(f"the example for {self.field} does not fit: {error}") from error
        return self


class EstimateInput(_Row):
    """One number that goes into an estimate; asked for only where the input named by `unless` was left out."""

    name: str
    ask: str = Field(min_length=5)
    example: str = Field(min_length=1)
    optional: bool = False
    unless: str = ""


class EstimateOffer(_Row):
    """An estimate of `tailor.estimate` with its inputs."""

    name: str
    about: str
    input: tuple[EstimateInput, ...] = Field(min_length=1)

    def work_out(self, given: Mapping[str, str]) -> Estimate:
        """The estimate for these inputs, by name.

        Raises:
            CallError: A value is none, or none that can be; an input's own complaint begins with ``--NAME``.
        """
        function: Callable[..., Estimate] = getattr(estimates, self.name.replace("-", "_"))
        return function(**{name.replace("-", "_"): value for name, value in given.items()})

    @model_validator(mode="after")
    def _inputs_fit(self) -> EstimateOffer:
        function = getattr(estimates, self.name.replace("-", "_"), None)
        names = [entry.name.replace("-", "_") for entry in self.input]
        known = list(inspect.signature(function).parameters) if callable(function) else []
        wrong = [name for name in names if name not in known]
        if wrong or not known:
            raise ValueError(f"there is no estimate {self.name!r} with {', '.join(wrong)}")
        return self


class StoryHint(_Row):
    """What kind of story answers a pain."""

    id: str
    story: str = Field(min_length=20)


class Words(_Row):
    """What is said between the questions."""

    start: str
    add: str
    resume: str
    anew: str
    extend: str
    unchanged: str
    another: str
    first: str
    needed: str
    unreadable: str
    taken: str
    estimates: str
    words: str
    pick: str


class Script(_Row):
    """All of ``interview.toml``."""

    words: Words
    question: tuple[Question, ...]
    estimate: tuple[EstimateOffer, ...]
    pain: tuple[StoryHint, ...]

    def questions(self, table: str) -> tuple[Question, ...]:
        """The questions about one table, in order."""
        return tuple(question for question in self.question if question.table == table)

    @model_validator(mode="after")
    def _complete(self) -> Script:
        for table, model in (("me", Me), ("story", Story)):
            asked = [question.field for question in self.questions(table)]
            if sorted(asked) != sorted(model.model_fields):
                wrong = set(asked) ^ set(model.model_fields) or {name for name in asked if asked.count(name) > 1}
                raise ValueError(f"each field of {table} is asked once; look at {', '.join(sorted(wrong))}")
        if sorted(hint.id for hint in self.pain) != sorted(jdparse.load_lexicon().pains):
            raise ValueError("each pain category has one [[pain]]")
        return self


@lru_cache(maxsize=2)
def load_script(folder: Path = TEMPLATES) -> Script:
    """The words of the interview.

    Raises:
        TemplateFault: The file cannot be read, a row is wrong, or a question is missing.
    """
    path = folder / "interview.toml"
    try:
        return Script.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TemplateFault(f"{path}: cannot be read ({error})") from error
    except ValidationError as error:
        problem = error.errors()[0]
        raise TemplateFault(f"{path}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}") from error


@dataclass(frozen=True, slots=True)
class Answers:
    """What has been answered so far, and what is asked next.

    Attributes:
        me: Field -> value.
        stories: Field -> value, story by story.
        block: What is being asked about: 0 for the person, 1 for the first story.
        number: Which question of that block; past the last one of a story, whether there is another.
    """

    me: Mapping[str, Value] = field(default_factory=dict)
    stories: tuple[Mapping[str, Value], ...] = ()
    block: int = 0
    number: int = 0

    @property
    def table(self) -> Mapping[str, Value]:
        """The answers of the block that is being asked about."""
        if self.block == 0:
            return self.me
        return self.stories[self.block - 1] if self.block <= len(self.stories) else {}

    def having(self, name: str, value: Value | None) -> Answers:
        """With another answer in this block; None takes it out."""
        table = {key: old for key, old in self.table.items() if key != name}
        if value is not None:
            table[name] = value
        if self.block == 0:
            return replace(self, me=table)
        if not table and self.block > len(self.stories):
            return self
        return replace(self, stories=(*self.stories[: self.block - 1], table, *self.stories[self.block :]))

    def at(self, block: int, number: int) -> Answers:
        """With another question next."""
        return replace(self, block=block, number=number)


_Kept = dict[str, bool | int | str | tuple[str, ...] | dict[str, str] | tuple[dict[str, str], ...]]


class _Draft(_Row):
    """The answers as a file holds them; `next` is the field that is asked next, or empty after a story's last."""

    block: int = Field(ge=0)
    next: str = ""
    me: _Kept = {}
    story: tuple[_Kept, ...] = ()


def draft_path(profile: Path) -> Path:
    """Where the answers lie until the profile is written."""
    return profile.with_name(f"{profile.name}.draft")


def keep_draft(path: Path, answers: Answers) -> None:
    """Write the answers so far, for their owner alone.

    Raises:
        OutputError: The folder cannot be made or written.
    """
    asked = load_script().questions("me" if answers.block == 0 else "story")
    row = {
        "block": answers.block,
        "next": asked[answers.number].field if answers.number < len(asked) else "",
        "me": dict(answers.me),
        "story": [dict(story) for story in answers.stories],
    }
    head = "# Answers to `tailor profile init`, which takes them up again. Remove this file to start anew.\n"
    keep_private(path, head + tomlkit.dumps(row))


def find_draft(path: Path) -> Answers | None:
    """The answers of a conversation that was broken off.

    Raises:
        ProfileError: The file is none that was written by it.
    """
    if not path.exists():
        return None
    try:
        draft = _Draft.model_validate(tomllib.loads(read_as_it_is(path)))
        fields = [question.field for question in load_script().questions("story" if draft.block else "me")]
        number = fields.index(draft.next) if draft.next else len(fields)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise ProfileError((f"{path}: cannot be taken up again; remove it, or move it away first",)) from error
    return Answers(draft.me, draft.story, min(draft.block, len(draft.story) + 1), number)


def interview(path: Path, ask: Ask, say: Say, width: int = 80) -> Profile | None:
    """Ask for a profile and write it, or add stories to the one that is there; None if nothing was to be added.

    Each answer is kept beside `path` until the profile is written, so that an interrupt loses nothing.

    Args:
        path: The profile.
        ask: Puts a question and gives what was typed; what it raises ends the conversation.
        say: Shows lines.
        width: Columns of a line.

    Raises:
        ProfileError: The profile that is there, or what was kept, has problems.
        OutputError: The profile cannot be written.
    """
    words = load_script().words
    talk = _Talk(ask, say, width)
    there = os.path.lexists(path)
    if there and not path.exists():
        raise OutputError(f"{path}: is a link to nowhere; remove it, or choose another name")
    starter = there and _is_starter(path)
    existing = load_profile(path) if there and not starter else None
    draft = find_draft(draft_path(path))
    if draft is not None and not talk.yes(words.resume, default=True):
        talk.tell(words.anew)
        draft = None
    if existing is not None and draft is None and not talk.yes(words.extend, default=False):
        return None
    if starter:
        talk.tell(words.unchanged)
    talk.tell(words.start if existing is None else words.add)
    first = 0 if existing is None else 1
    answers = draft or Answers(block=first)
    # Why: the profile may have come, or gone, since the answers were kept.
    if answers.block < first or (not first and "name" not in answers.me):
        answers = answers.at(first, 0)
    taken = [story.name for story in existing.stories] if existing else []
    answers = _hold(answers, talk, lambda now: keep_draft(draft_path(path), now), first=first, taken=taken)
    written = _write(path, answers, there=there, anew=existing is None)
    draft_path(path).unlink(missing_ok=True)
    talk.show(f"\nwrote {path}")
    told = written.stories[len(taken) :]
    for story in told:
        talk.show("\n" + "\n".join(story_lines(story, width)))
    for line in (*advice(written, tense=False), *_unreadable(told)):
        talk.tell(f"note: {line}")
    return written


def story_lines(story: Story, width: int) -> list[str]:
    """A story's fields for a person to read, in the file's order."""
    lines = []
    for name in Story.model_fields:
        value = getattr(story, name)
        if value:
            said = _typed_form(_plain(value))
            lines += textwrap.wrap(said, width, initial_indent=f"  {name:<10}  ", subsequent_indent=" " * 14)
    return lines


def suggest_name(system: str, taken: Sequence[str] = ()) -> str:
    """An id for a story from the first words of its system: `the card-fraud scoring service` -> `card-fraud-scoring`."""
    head = re.split(r"(?i)\b(?:behind|for|of|that|which|with|at|in|on|and|to|from)\b", system, maxsplit=1)[0]
    plain = unicodedata.normalize("NFKD", head).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in {"the", "a", "an", "our", "my", "its"}]
    name = "-".join(words[:_NAME_WORDS]) or "story"
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    return unique


def _is_starter(path: Path) -> bool:
    return path.is_file() and is_starter(read_as_it_is(path))


def _write(path: Path, answers: Answers, *, there: bool, anew: bool) -> Profile:
    """Write the profile once it is known to load."""
    me: dict[str, Any] = dict(answers.me)
    stories = [StoryDraft(story) for story in answers.stories]
    if anew:
        mark, text = "", new_profile(me, stories)
    else:
        # Why: read again, because its owner may have edited it meanwhile.
        mark, old = without_mark(read_as_it_is(path))
        text = add_stories(old, stories, me)
    profile = parse_profile(text, str(path))
    if there:
        rewrite(path, mark + text)
    else:
        create_private(path, text)
    return profile


def _yes_or_no(typed: str) -> bool | None:
    return {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}.get(typed.strip().lower())


def _typed_uses(typed: str) -> dict[str, str]:
    """``Flink = the joins; Triton = the scoring`` as what each tool was used for."""
    parts = [part.partition("=") for part in re.split(r";|,(?=[^,;=]*=)", typed) if part.strip()]
    if not all(tool.strip() and use.strip() for tool, _, use in parts):
        raise ProfileError(("write each tool as: TOOL = what it was used for; with semicolons between the tools",))
    return {tool.strip(): use.strip() for tool, _, use in parts}


def _typed_results(typed: str) -> tuple[dict[str, str], ...]:
    """``RESULT = WORTH; RESULT`` as further results."""
    parts = [part.partition("=") for part in typed.split(";") if part.strip()]
    if not all(result.strip() for result, _, _ in parts):
        raise ProfileError(("write each result as: RESULT, or as: RESULT = what it was worth",))
    return tuple(
        {"result": result.strip(), **({"worth": worth.strip()} if worth else {})} for result, _, worth in parts
    )


def _typed_years(typed: str) -> int:
    found = re.fullmatch(r"(\d{1,3})\+?(?: years?)?", typed.strip())
    if found is None:
        raise ProfileError(("give the number of years, such as 7",))
    return int(found[1])


def _plain(value: Any) -> Value:
    """A field's value as a file would hold it: tables in place of results, and of pairs of a tool and its use."""
    if isinstance(value, tuple) and value and isinstance(value[0], Outcome):
        return tuple(outcome.model_dump(exclude_defaults=True) for outcome in value)
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return dict(value)
    plain: Value = value
    return plain


def _typed_form(value: Value) -> str:
    """A value as somebody would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{tool} = {use}" for tool, use in value.items())
    items = [one if isinstance(one, str) else " = ".join(one.values()) for one in value]
    tables = any(isinstance(one, Mapping) for one in value)
    return ("; " if tables or any("," in one for one in items) else ", ").join(items)


@dataclass(frozen=True, slots=True)
class _Talk:
    """The two ends of the conversation."""

    ask: Ask
    say: Say
    width: int

    def show(self, text: str) -> None:
        """Lines as they are."""
        self.say(text)

    def tell(self, text: str, indent: str = "") -> None:
        """A sentence, wrapped."""
        width = max(_LEAST_WIDTH, self.width)
        hang = indent + "  " * bool(indent)
        # Why: a path or an id that is cut in two cannot be copied.
        self.say(
            textwrap.fill(
                text,
                width,
                initial_indent=indent,
                subsequent_indent=hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )

    def yes(self, question: str, *, default: bool) -> bool:
        """Whether the person agrees."""
        return self.choice(question, default=default) is True

    def choice(self, question: str, *, default: bool) -> bool | None:
        """Yes or no; None to go back."""
        while True:
            typed = self.hear(f"{question} [{'Y/n' if default else 'y/N'}]")
            if not typed:
                return default
            if typed.lower() == BACK:
                return None
            answer = _yes_or_no(typed)
            if answer is not None:
                return answer
            self.tell(f"Please {_YES_OR_NO}.")

    def hear(self, prompt: str) -> str:
        """What was typed, without the space around it."""
        while True:
            typed = self.ask(prompt).strip()
            if not any(unicodedata.category(char) in {"Cc", "Cs"} and char != "\t" for char in typed):
                return typed
            self.tell(load_script().words.unreadable)


def _hold(
    answers: Answers, talk: _Talk, keep: Callable[[Answers], None], *, first: int, taken: Sequence[str]
) -> Answers:
    """Ask from where the answers are until there is no other story; each step is kept."""
    script = load_script()
    while True:
        questions = script.questions("me" if answers.block == 0 else "story")
        if answers.number < len(questions):
            moved = _asked(answers, questions[answers.number], talk, keep, taken)
        elif answers.block == 0:
            moved = answers.at(1, 0)
        else:
            another = talk.choice(f"\n{script.words.another}", default=False)
            if another is False:
                return replace(answers, stories=answers.stories[: answers.block])
            moved = answers.at(answers.block + 1, 0) if another else answers.at(answers.block, len(questions) - 1)
        if moved.number < 0:
            moved = moved.at(*_before(moved.block, first))
            if moved.block < first:
                talk.tell(script.words.first)
                moved = moved.at(first, 0)
        answers = moved
        keep(answers)


def _before(block: int, first: int) -> tuple[int, int]:
    """The last step of the block before; for a story that is whether there is another."""
    script = load_script()
    if block == 0 or block == first:
        return block - 1, 0
    return block - 1, len(script.questions("me")) - 1 if block == 1 else len(script.questions("story"))


def _asked(
    answers: Answers, question: Question, talk: _Talk, keep: Callable[[Answers], None], taken: Sequence[str]
) -> Answers:
    """The answers after one question: with its answer and the next one to ask, or a step back."""
    words = load_script().words
    _introduce(answers, question, talk)
    suggested = False
    known = answers.table.get(question.field)
    if known is None:
        known = _suggestion(answers, question.field, taken)
        suggested = known is not None
    while True:
        if known is not None:
            talk.tell(f"{'Suggested' if suggested else 'Now'}: {_typed_form(known)}", indent="  ")
        typed = talk.hear(f"{question.field} ({_enter(question, known, suggested=suggested)})")
        order = typed.lower()
        if order == BACK:
            return answers.at(answers.block, answers.number - 1)
        if order == EXPLAIN and question.field in {"solves", "metrics"}:
            _list_categories(Kind.PAIN if question.field == "solves" else Kind.METRIC, talk)
            continue
        if order in {EXPLAIN, ESTIMATE} and question.field in _FIGURES:
            done = _estimated(talk, question.field)
            if done is None:
                continue
            name, typed = done
            if name != question.field:
                answers = answers.having(name, typed)
                talk.tell(f"kept for {name}; now back to {question.field}")
                continue
        elif order == EXPLAIN:
            _introduce(answers, question, talk)
            continue
        if order == SKIP or (not typed and known is None):
            if question.needed:
                talk.tell(words.needed)
                continue
            return answers.having(question.field, None).at(answers.block, answers.number + 1)
        try:
            value = known if not typed and known is not None else question.parse(typed)
            _unused(answers, question, value, taken)
        except ProfileError as error:
            talk.tell(f"That does not fit: {error.problems[0]}")
            continue
        told = answers.having(question.field, value)
        if typed and question.field in _READ_BACK:
            # Why: what is read takes a moment the first time, and an interrupt in it must not lose the answer.
            keep(told)
            doubt = _read_back(told, question.field, talk)
            if doubt:
                talk.tell(f"note: {doubt} Enter keeps it as it is.")
                known, suggested = value, False
                continue
        return told.at(answers.block, answers.number + 1)


def _read_back(answers: Answers, name: str, talk: _Talk) -> str:
    """Say what a letter makes of an answer; gives what cannot be read of it, empty where all can.

    Why the import stands here: the parser loads with the first such answer, and not with the first question.
    """
    from tailor.letter.readings import field_readings

    needed = {"name": "x", "system": "it", "did": "did it"}
    story = Story.model_validate({**needed, **answers.table})
    try:
        readings = [one for one in field_readings(story) if one.field == name or one.field.startswith(f"{name} ")]
    except JdparseError as error:
        talk.tell(f"note: {error}")
        return ""
    for reading in readings:
        talk.tell(reading.text, indent="  ")
    return next((reading.problem for reading in readings if reading.problem), "")


def _unreadable(stories: Sequence[Story]) -> tuple[str, ...]:
    """The fields of stories that a letter cannot read; none where nothing can read."""
    from tailor.letter.readings import reading_lines

    try:
        return reading_lines(stories)
    except JdparseError:
        return ()


def _introduce(answers: Answers, question: Question, talk: _Talk) -> None:
    if answers.block and answers.number == 0:
        talk.show(f"\n--- Story {answers.block} ---")
    talk.show("")
    talk.tell(question.ask)
    talk.tell(f"{question.form[:1].upper()}{question.form[1:]}.", indent="  ")
    talk.tell(f"For example: {question.example}", indent="  ")


def _enter(question: Question, known: Value | None, *, suggested: bool) -> str:
    """What Enter does."""
    if known is not None:
        return "Enter takes it" if suggested else "Enter keeps it"
    return "needed" if question.needed else "Enter skips"


def _unused(answers: Answers, question: Question, value: Value, taken: Sequence[str]) -> None:
    others = [*taken, *(story.get("name") for at, story in enumerate(answers.stories, 1) if at != answers.block)]
    if question.table == "story" and question.field == "name" and value in others:
        raise ProfileError((load_script().words.taken,))


def _suggestion(answers: Answers, name: str, taken: Sequence[str]) -> Value | None:
    """What the answers so far say for a field; None if they say nothing."""
    if answers.block == 0:
        return None
    story = answers.table

    def told(*fields: str) -> str:
        return "\n".join(f"{story[one]}." for one in fields if isinstance(story.get(one), str))

    lexicon = jdparse.load_lexicon()
    if name == "name":
        names = [*taken, *(str(other.get("name")) for other in answers.stories)]
        return suggest_name(str(story.get("system", "")), names)
    if name == "solves":
        pains = jdparse.pains_named(told("wall", "did", "result", "worth"))
        return tuple(one for one in lexicon.pains if one in pains) or None
    if name == "metrics":
        metrics = frozenset[str]().union(*(jdparse.metrics_named(told(one)) for one in ("did", "result", "worth")))
        return tuple(one for one in lexicon.metrics if one in metrics) or None
    if name == "tools":
        text = told("system", "constraint", "design", "did", "wall", "result")
        return tuple(dict.fromkeys(mention.entry_id for mention in jdparse.tools_named(text))) or None
    return None


def _list_categories(kind: Kind, talk: _Talk) -> None:
    for one in jdparse.load_lexicon().categories(kind).values():
        talk.tell(f"{one.id:<20} {one.name}", indent="  ")


def _estimated(talk: _Talk, wanted: str) -> tuple[str, str] | None:
    """A field and the words for it that an estimate gave; None to go back."""
    script = load_script()
    talk.show("")
    talk.tell(script.words.estimates)
    for number, offer in enumerate(script.estimate, 1):
        talk.tell(f"{number}  {offer.name}: {offer.about}", indent="  ")
    while True:
        typed = talk.hear(f"1 to {len(script.estimate)}, or {BACK}").lower()
        if typed in {BACK, SKIP, ""}:
            return None
        chosen = [offer for number, offer in enumerate(script.estimate, 1) if typed in {str(number), offer.name}]
        if not chosen:
            talk.tell(script.words.pick)
            continue
        done = _worked_out(chosen[0], talk)
        if done is None:
            continue
        talk.show("\n" + estimate_text(done).rstrip("\n"))
        for said in done.notes:
            talk.tell(f"note: {_without_dashes(said)}")
        place = "" if done.field == wanted else f" They are for {done.field}, so that is where they go."
        talk.show("")
        talk.tell(f"{script.words.words}{place}")
        own = talk.hear(f"{done.field} (Enter takes it)")
        if own.lower() in {BACK, SKIP}:
            return None
        return done.field, own or done.sentence


def _worked_out(offer: EstimateOffer, talk: _Talk) -> Estimate | None:
    """The estimate for the numbers that are typed; None to go back."""
    given: dict[str, str] = {}
    asked: list[EstimateInput] = []
    at = 0
    while at < len(offer.input):
        entry = offer.input[at]
        if entry.unless in given:
            at += 1
            continue
        typed = talk.hear(f"{entry.ask}, for example {entry.example}")
        if typed.lower() == BACK:
            if not asked:
                return None
            last = asked.pop()
            given.pop(last.name, None)
            at = offer.input.index(last)
            continue
        if typed.lower() in {SKIP, ""}:
            if not entry.optional:
                talk.tell("This number is needed.")
                continue
        else:
            problem = _problem(offer, {**given, entry.name: typed}, entry.name)
            if problem:
                talk.tell(problem)
                continue
            given[entry.name] = typed
        asked.append(entry)
        at += 1
    try:
        return offer.work_out(given)
    except CallError as error:
        talk.tell(_without_dashes(str(error)))
        return None


def _problem(offer: EstimateOffer, given: Mapping[str, str], name: str) -> str:
    """What is wrong with one input; the inputs that are still to come stand in with their examples."""
    rest = {
        entry.name: entry.example
        for entry in offer.input
        if not entry.optional and entry.unless not in given and entry.name not in given
    }
    try:
        offer.work_out({**given, **rest})
    except CallError as error:
        if re.match(rf"--{re.escape(name)}(?![\w-])", str(error)):
            return _without_dashes(str(error))
    return ""


def _without_dashes(said: str) -> str:
    """A message of the command line for somebody who typed no option."""
    return re.sub(r"--([a-z]+(?:-[a-z]+)*)", lambda found: found[1].replace("-", " "), said)
