"""The routes of an import: a résumé in, its drafts to confirm, a profile out. No logic."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tailor.errors import ResumeError
from tailor.interview.drafts import ANSWERED, GUESSED, confirmed, guesses
from tailor.interview.talk import story_said
from tailor.letter.directions import wrong_ways
from tailor.page.own import OwnProfile, Sheet
from tailor.page.profile_form import open_form
from tailor.page.profile_routes import show_profile
from tailor.profile.resume.drafts import Draft
from tailor.profile.resume.left import nearest_notes
from tailor.profile.resume.read import decode_resume, parse_resume
from tailor.profile.resume.resume import Resume
from tailor.profile.resume.stories import Imported, import_resume
from tailor.profile.script import typed_lines

_NO_STORY = (
    "No line of the résumé tells of a system, what you did and a number, so no story was drafted: write it here."
)


def add_import(app: Flask, own: OwnProfile) -> None:
    """Give an application the pages of an import."""

    @app.post("/profile/import")
    def resume() -> ResponseReturnValue:
        file = request.files.get("resume")
        if file is None or not file.filename:
            raise ResumeError("no file came with that; choose a résumé first")
        content, name = file.read(), Path(file.filename).name
        read = decode_resume(content, name)
        sheet = own.sheet()
        drafts: list[Draft] = []

        def kept(draft: Draft) -> Draft:
            drafts.append(draft)
            return draft

        imported = _imported(read, sheet, own, kept)
        if not drafts:
            return _nothing(read, sheet, imported, own)
        text = content.decode("utf-8-sig")
        told = [(_print(one), one, story_said(one.story), wrong_ways(one.story), guesses(one)) for one in drafts]
        return render_template(
            "drafts.html", told=told, text=text, name=name, notes=imported.notes, asked=ANSWERED, guessed=GUESSED
        )

    @app.post("/profile/import/take")
    def take() -> ResponseReturnValue:
        sheet = own.sheet()
        text = request.form.get("text", "").replace("\r\n", "\n")
        read = parse_resume(text, request.form.get("name", "résumé"))
        imported = _imported(read, sheet, own, _answered)
        if not imported.stories:
            return redirect(url_for("profile"), 303)
        own.save(sheet, imported.text.removeprefix(sheet.mark))
        return redirect(url_for("profile", saved="import"), 303)


def _imported(read: Resume, sheet: Sheet, own: OwnProfile, confirm: Callable[[Draft], Draft | None]) -> Imported:
    existing = sheet.mark + sheet.text if sheet.exists else None
    return import_resume(read, existing, str(own.path), confirm)


def _answered(draft: Draft) -> Draft | None:
    """The draft as the form says; None where it is left out."""
    name = _print(draft)
    if f"keep.{name}" not in request.form:
        return None
    solves, metrics = (request.form.getlist(f"{field}.{name}") for field in ("solves", "metrics"))
    return confirmed(
        draft,
        own=f"own.{name}" in request.form,
        solves=[one for one in draft.solves if one in solves],
        metrics=[one for one in draft.metrics if one in metrics],
    )


def _nothing(read: Resume, sheet: Sheet, imported: Imported, own: OwnProfile) -> ResponseReturnValue:
    """What to say of a résumé that has no new story; for a first one, a form with what it says of the person."""
    if imported.known:
        return show_profile(own, f"Nothing new: {imported.known} of its stories stand in your profile already.")
    lines = (_NO_STORY, *read.notes, *nearest_notes(read, ()))
    if sheet.begun:
        return show_profile(own, *lines)
    given = {f"me.{field}": typed_lines(value) for field, value in read.me.items()}
    form = open_form(sheet, "story", given=given)
    return render_template("story.html", form=form, given=" ".join(given), notes=lines)


def _print(draft: Draft) -> str:
    """A short name of a draft, by which the form knows it again."""
    said = (draft.story.employer, draft.story.system, draft.story.did, *draft.lines)
    return hashlib.sha256("\x00".join(said).encode()).hexdigest()[:12]
