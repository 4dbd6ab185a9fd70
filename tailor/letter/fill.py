"""Rows filled with words: which rows can be used for a story, and the sentences that they make."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from jdparse.english.verbs import past_form, third_person
from tailor.letter.rows import Row, load_rows
from tailor.letter.said import Piece, Sentence, Words

#: What "be" becomes: present and past, one and many.
_BE = {("present", False): "is", ("present", True): "are", ("past", False): "was", ("past", True): "were"}
#: Traits of a sentence that says what is needed: a duty in the posting's words, what the team wants, and that where the story is near to it alone.
TOLD = ("task", "want", "kin")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a row may use: words by slot, and the flags that hold.

    Attributes:
        slots: Words by slot.
        flags: What holds for the story and its place in the letter.
        story: The story's name.
        helped: Whether the record says that the applicant helped.
    """

    slots: Mapping[str, Words]
    flags: Collection[str]
    story: str = ""
    helped: bool = False
    traits: Mapping[str, float] = field(default_factory=dict)

    def with_words(self, slots: Mapping[str, Words], *flags: str, **traits: float) -> Scene:
        """The scene with more words, flags and traits."""
        return Scene({**self.slots, **slots}, {*self.flags, *flags}, self.story, self.helped, {**self.traits, **traits})


def fill_rows(role: str, scene: Scene) -> list[Sentence]:
    """The sentences of a role that a scene allows, in the file's order."""
    return [fill_row(row, scene) for row in load_rows().get(role, ()) if usable(row, scene)]


def usable(row: Row, scene: Scene) -> bool:
    """Whether a row's slots have words and its flags hold."""
    return (
        all(scene.slots.get(name) for name in row.slots)
        and all(flag in scene.flags for flag in row.when)
        and not any(flag in scene.flags for flag in row.unless)
    )


def fill_row(row: Row, scene: Scene) -> Sentence:
    """A row as a sentence."""
    says = {f"says-{name}": 1.0 for name in ("tool", "stack", "built", "language", "company") if name in row.slots}
    says |= {"so": 1.0} if row.text.startswith("So ") else {}
    says |= {f"behind-{kind}": 1.0 for kind in TOLD if f"{kind}-told" in row.when}
    says |= {"behind-need": 1.0} if "need-told" in row.when or any(f"{kind}-told" in row.when for kind in TOLD) else {}
    says |= {"short": 1.0} if "short" in row.slots else {}
    says |= {"then": 1.0} if row.role == "lead" and row.text.startswith(("Before", "Earlier")) else {}
    says |= {"points-back": 1.0} if row.role == "did" and "did-points" in scene.flags else {}
    says |= {"both": 1.0} if "both" in row.slots and "two-effects" in scene.flags else {}
    return Sentence(fill_text(row.text, scene), row.role, row.id, {**scene.traits, **says}, scene.story)


def fill_text(text: str, scene: Scene) -> Words:
    """A row's text with slots and verbs filled; a doubled stop at its end is one."""
    found: list[Piece] = []
    for literal, name, form, _ in string.Formatter().parse(text):
        if literal:
            found.append(Piece(literal))
        if name is not None:
            found += (Piece(_verb(name, form, scene)),) if form else scene.slots[name]
    return _closed(tuple(found))


def _closed(pieces: Words) -> Words:
    said = "".join(piece.text for piece in pieces)
    if re.search(r"[.!?]\.$", said):
        last = pieces[-1]
        return (*pieces[:-1], Piece(last.text[:-1], last.source, last.ref))
    return pieces


def _verb(name: str, form: str, scene: Scene) -> str:
    past = "past" in scene.flags
    if name == "be":
        many = form == "rules" or (form != "it" and f"{form}-plural" in scene.flags)
        return _BE["past" if past else "present", many]
    if name == "i" and form == "run" and scene.helped:
        return "worked on" if past else "work on"
    if name == "i":
        return past_form(form) if past else form
    if past:
        return past_form(form)
    return third_person(form)
