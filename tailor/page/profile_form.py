"""The interview's questions as a form: what stands in it, what was heard of it, what of the profile it changes. No reading of its own."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import jdparse
from jdparse import Kind
from tailor.interview.hearing import Heard, hear
from tailor.page.own import Sheet
from tailor.profile.edits import edit_me, edit_story
from tailor.profile.script import Question, load_script, typed_form, typed_lines
from tailor.profile.story import one_line
from tailor.profile.toml import StoryDraft, Value, add_stories, new_profile

#: How a question is left out of a form.
_LEAVE = "leave the field empty"
_ME, _STORY = "me", "story"
#: What is typed for a field is no longer.
_MOST_TYPED = 6000
#: The fields that the page may fill in from an estimate.
FIGURES = ("result", "worth")
_CATEGORIES = {"solves": Kind.PAIN, "metrics": Kind.METRIC}
#: Whether others answered for a system is asked only of a story that says so.
SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was typed.

    Attributes:
        question: As the interview asks it.
        typed: The answer.
        heard: What it is taken for.
        missing: Whether the form was sent without an answer that is needed.
    """

    question: Question
    typed: str
    heard: Heard
    missing: bool = False

    @property
    def name(self) -> str:
        """The field's name in the form: ``story.did``."""
        return f"{self.question.table}.{self.question.field}"

    @property
    def fault(self) -> str:
        """Why it cannot be saved; empty where it can."""
        return load_script().words.needed if self.missing else self.heard.fault

    @property
    def suggested(self) -> str:
        """What could be taken as the answer."""
        return typed_form(self.heard.suggested) if self.heard.suggested is not None else ""

    @property
    def categories(self) -> tuple[tuple[str, str], ...]:
        """The ids that the field can hold, and what each means; empty for a field of words."""
        kind = _CATEGORIES.get(self.question.field) if self.question.table == _STORY else None
        return (
            ()
            if kind is None
            else tuple((one.id, one.name) for one in jdparse.load_lexicon().categories(kind).values())
        )

    @property
    def yes_or_no(self) -> bool:
        """Whether it is answered with yes or no."""
        return isinstance(self.question.model.model_fields[self.question.field].default, bool)

    @property
    def print(self) -> str:
        """A short name of all that is said of the answer, by which a page knows whether it shows it already."""
        said = repr((self.fault, self.heard.made, self.heard.doubt, self.suggested))
        return hashlib.sha256(said.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Form:
    """A form about the person, about a story, or, where there is no profile yet, about both.

    Attributes:
        was: The story's name in the file; empty for one that is not in it.
        seen: The file that it was filled from.
        tables: ``me``, ``story``, or both; with what was asked of each.
        shared: Whether others answered for the story's system; None where the file does not say so.
    """

    was: str
    seen: str
    tables: Mapping[str, tuple[Asked, ...]]
    shared: bool | None = None

    @property
    def about_story(self) -> bool:
        """Whether it asks about a story."""
        return _STORY in self.tables

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All that is asked."""
        return tuple(one for table in self.tables.values() for one in table)

    @property
    def faults(self) -> tuple[Asked, ...]:
        """What cannot be saved."""
        return tuple(one for one in self.asked if one.fault)

    @property
    def keep(self) -> str:
        """What the browser keeps unsaved words under."""
        return f"story-{self.was}" if self.about_story else _ME

    def values(self, table: str) -> dict[str, Value]:
        """What was answered, by field."""
        return {
            one.question.field: one.heard.value for one in self.tables.get(table, ()) if one.heard.value is not None
        }

    def checked(self) -> Form:
        """The form as it was sent: what is needed and empty is a fault, and a story without a name has the suggested one."""
        return replace(self, tables={table: tuple(map(_sent, asked)) for table, asked in self.tables.items()})


def _sent(one: Asked) -> Asked:
    if one.typed.strip() or not one.question.needed:
        return one
    if one.question.field == "name" and one.heard.suggested is not None:
        return replace(one, typed=one.suggested, heard=Heard(one.heard.suggested))
    return replace(one, missing=True)


def open_form(sheet: Sheet, table: str, was: str = "", given: Mapping[str, str] | None = None) -> Form | None:
    """A form filled from the file; None where the file has no such story.

    Args:
        sheet: The file.
        table: ``me`` or ``story``; a first story also asks for the person.
        was: The story's name in the file; empty for a new one.
        given: Field -> words that are to stand in the form in the place of the file's, as ``story.worth``.
    """
    rows = stories_in(sheet)
    row = next((row for row in rows if row.get("name") == was), None) if was else {}
    if row is None:
        return None
    shared = bool(row.get(SHARED)) or None
    return _form(sheet, _tables(sheet, table), was, sheet.seen, {**shown(sheet, was), **(given or {})}, shared)


def read_form(sheet: Sheet, table: str, fields: Mapping[str, str]) -> Form:
    """A form as it was filled in.

    Args:
        sheet: The file as it is now.
        table: ``me`` or ``story``.
        fields: Of the request.
    """
    was = fields.get("was", "") if table == _STORY else ""
    typed = {name: words.replace("\r\n", "\n")[:_MOST_TYPED] for name, words in fields.items() if "." in name}
    tables = (
        [table] if table == _ME else [one for one in (_ME, _STORY) if any(name.startswith(f"{one}.") for name in typed)]
    )
    shared = fields[SHARED] != "no" if SHARED in fields else None
    return _form(sheet, tables or [table], was, fields.get("over") or fields.get("seen", ""), typed, shared)


def _form(
    sheet: Sheet, tables: Sequence[str], was: str, seen: str, typed: Mapping[str, str], shared: bool | None
) -> Form:
    taken = [str(row.get("name")) for row in stories_in(sheet) if row.get("name") != was]
    return Form(was, seen, {table: _asked(table, typed, taken) for table in tables}, shared)


def _tables(sheet: Sheet, table: str) -> list[str]:
    return [table] if table == _ME or sheet.begun else [_ME, _STORY]


def _asked(table: str, typed: Mapping[str, str], taken: Collection[str]) -> tuple[Asked, ...]:
    own = {name.partition(".")[2]: words for name, words in typed.items() if name.startswith(f"{table}.")}
    heard = hear(table, own, taken, _LEAVE)
    return tuple(
        Asked(question, own.get(question.field, ""), heard[question.field])
        for question in load_script().questions(table)
    )


def shown(sheet: Sheet, was: str) -> dict[str, str]:
    """What the file holds about the person and a story, as a form shows it."""
    content = _content(sheet) if sheet.begun else {}
    row: Mapping[str, Any] = next((row for row in stories_in(sheet) if row.get("name") == was), {}) if was else {}
    me = content.get(_ME)
    found = {f"{_ME}.{field}": _typed(value) for field, value in me.items()} if isinstance(me, dict) else {}
    found |= {f"{_STORY}.{field}": _typed(value) for field, value in row.items()}
    return {"story.past": "no", **found}


def changed_text(sheet: Sheet, form: Form) -> str:
    """The file's text with what the form changes; a field that says what the file says is left as it is written.

    Raises:
        tailor.errors.ProfileError: The file is written in a way that cannot be changed.
    """
    if not sheet.begun:
        return new_profile(form.values(_ME), [StoryDraft(form.values(_STORY))])
    text = sheet.text
    if _ME in form.tables:
        text = edit_me(text, _changes(sheet, form, _ME))
    if not form.about_story:
        return text
    number = next((at for at, row in enumerate(stories_in(sheet)) if form.was and row.get("name") == form.was), None)
    if number is None:
        return add_stories(text, [StoryDraft(form.values(_STORY))])
    changes = _changes(sheet, form, _STORY)
    return edit_story(text, number, {**changes, SHARED: None} if form.shared is False else changes)


def _changes(sheet: Sheet, form: Form, table: str) -> dict[str, Value | None]:
    before = shown(sheet, form.was)
    return {
        one.question.field: one.heard.value
        for one in form.tables[table]
        if one.typed.strip() != before.get(one.name, "").strip()
    }


def differences(sheet: Sheet, form: Form) -> tuple[tuple[str, str, str], ...]:
    """Where the form and the file as it is now differ: the question, the form's words, the file's."""
    there = shown(sheet, form.was)
    return tuple(
        (one.question.ask, one.typed.strip(), words.strip())
        for one in form.asked
        for words in (there.get(one.name, ""),)
        if one.typed.strip() != words.strip()
    )


def stories_in(sheet: Sheet) -> list[dict[str, Any]]:
    """The stories of the file as they are written; none where it cannot be read."""
    rows = _content(sheet).get("story", []) if sheet.begun else []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def is_readable(sheet: Sheet) -> bool:
    """Whether the file is TOML, so that single fields of it can be changed."""
    return bool(_content(sheet)) or not sheet.begun


def _content(sheet: Sheet) -> dict[str, Any]:
    try:
        return tomllib.loads(sheet.text)
    except tomllib.TOMLDecodeError:
        return {}


def _typed(value: Any) -> str:
    """A value as somebody would type it; one of another shape than its field's as it is."""
    try:
        if isinstance(value, list):
            items: tuple[Any, ...] = tuple(one if isinstance(one, dict) else str(one_line(one)) for one in value)
            return typed_lines(items)
        if isinstance(value, dict):
            return typed_lines({str(key): str(words) for key, words in value.items()})
        return typed_form(" ".join(value.split()) if isinstance(value, str) else value)
    except (TypeError, AttributeError):
        return str(value)
