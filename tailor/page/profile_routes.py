"""The routes of the profile: what a request says, the room that does it, the HTML that shows it. No logic."""

from __future__ import annotations

import hashlib

from flask import Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from tailor.errors import ChangedError, TailorError
from tailor.page.own import OwnProfile, Sheet
from tailor.page.profile_form import FIGURES, Form, changed_text, differences, open_form, read_form, stories_in
from tailor.page.profile_view import view_profile
from tailor.profile.edits import remove_story
from tailor.show.matrix import MEANINGS

_GONE = "your profile has no story {!r} any more; it may have been renamed or removed"
_CHANGED = "The profile has changed since you opened this page. Look at it, and say it once more."


def add_profile(app: Flask, own: OwnProfile) -> None:
    """Give an application the pages of the profile."""
    kept = hashlib.sha256(str(own.path).encode(errors="replace")).hexdigest()[:8]
    app.context_processor(lambda: {"keep": f"tailor-form-{kept}-"})
    app.jinja_env.filters["coded"] = _coded
    _showing(app, own)
    _removing(app, own)


def _showing(app: Flask, own: OwnProfile) -> None:
    """The profile, its forms, what is said of an answer."""

    @app.get("/profile")
    def profile() -> ResponseReturnValue:
        return show_profile(own, saved=request.args.get("saved", ""))

    @app.get("/profile/me")
    def me() -> ResponseReturnValue:
        return _opened(own, "me")

    @app.get("/profile/story")
    def story() -> ResponseReturnValue:
        return _opened(own, "story")

    @app.post("/profile/<table>")
    def save(table: str) -> ResponseReturnValue:
        if table not in {"me", "story"}:
            abort(404)
        sheet = own.sheet()
        return _saved(own, sheet, read_form(sheet, table, request.form).checked())

    @app.post("/profile/heard")
    def heard() -> ResponseReturnValue:
        form = read_form(own.sheet(), "story" if "was" in request.form else "me", request.form)
        new = [one for one in form.asked if request.form.get(f"print.{one.name}") != one.print]
        return render_template("heard.html", asked=new)


def _removing(app: Flask, own: OwnProfile) -> None:
    """A story goes after a question."""

    @app.get("/profile/remove")
    def remove() -> ResponseReturnValue:
        _number(own.sheet(), request.args.get("story", ""))
        return render_template("remove.html", story=request.args["story"], seen=own.sheet().seen)

    @app.post("/profile/remove")
    def removed() -> ResponseReturnValue:
        sheet, name = own.sheet(), request.form.get("story", "")
        number = _number(sheet, name)
        if request.form.get("seen") != sheet.seen:
            return render_template("remove.html", story=name, seen=sheet.seen, problem=_CHANGED), 409
        try:
            own.save(sheet, remove_story(sheet.text, number))
        except TailorError as error:
            return render_template("remove.html", story=name, seen=sheet.seen, problem=str(error)), 422
        return redirect(url_for("profile", saved=f"story-{name}", removed=name), 303)


def show_profile(own: OwnProfile, *told: str, saved: str = "") -> str:
    """The profile as a page.

    Args:
        own: The profile.
        told: What is to be said first, a line each.
        saved: What was saved, as `Form.keep` names it.
    """
    view = view_profile(own, own.sheet())
    return render_template("profile.html", view=view, meanings=MEANINGS, told=told, saved=saved)


def _coded(text: str) -> Markup:
    """Words between backticks as code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts))


def _opened(own: OwnProfile, table: str) -> ResponseReturnValue:
    """A form filled from the file, with a figure that an estimate gave."""
    was = request.args.get("story", "")
    given = {f"story.{field}": request.args[field] for field in FIGURES if field in request.args}
    form = open_form(own.sheet(), table, was, given)
    if form is None:
        abort(410, _GONE.format(was))
    return render_template("story.html", form=form, given=" ".join(given))


def _saved(own: OwnProfile, sheet: Sheet, form: Form) -> ResponseReturnValue:
    """The file with what the form changes; else the form again, with what hinders it."""
    if form.faults:
        return render_template("story.html", form=form), 422
    # Why not for a new story: it goes to the end of the file, whatever that holds, and changes nothing there.
    if form.seen != sheet.seen and (form.was or "me" in form.tables):
        return _conflict(sheet, form)
    try:
        own.save(sheet, changed_text(sheet, form))
    except ChangedError:
        return _conflict(own.sheet(), form)
    except TailorError as error:
        return render_template("story.html", form=form, problems=getattr(error, "problems", (str(error),))), 422
    return redirect(url_for("profile", saved=form.keep), 303)


def _conflict(sheet: Sheet, form: Form) -> ResponseReturnValue:
    gone = bool(form.was) and form.was not in [row.get("name") for row in stories_in(sheet)]
    return render_template("story.html", form=form, there=sheet, differences=differences(sheet, form), gone=gone), 409


def _number(sheet: Sheet, name: str) -> int:
    names = [row.get("name") for row in stories_in(sheet)]
    if name not in names:
        abort(410, _GONE.format(name))
    return names.index(name)
