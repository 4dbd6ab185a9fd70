"""The routes of the estimates: numbers in, the working out, words for a story's form. No arithmetic."""

from __future__ import annotations

from flask import Flask, abort, render_template, request
from flask.typing import ResponseReturnValue

from tailor.interview.estimates import work
from tailor.page.own import OwnProfile
from tailor.page.profile_form import stories_in
from tailor.profile.script import load_script

#: What is typed for a number is no longer; the reader of numbers says so itself.
_MOST_TYPED = 200


def add_estimates(app: Flask, own: OwnProfile) -> None:
    """Give an application the pages of the estimates."""

    @app.get("/estimate")
    def estimates() -> ResponseReturnValue:
        return render_template("estimates.html", offers=load_script().estimate, story=request.args.get("story", ""))

    @app.get("/estimate/<name>")
    def estimate(name: str) -> ResponseReturnValue:
        offer = next((one for one in load_script().estimate if one.name == name), None)
        if offer is None:
            abort(404, f"there is no estimate {name!r}")
        typed = {entry.name: request.args.get(entry.name, "")[:_MOST_TYPED] for entry in offer.input}
        names = [str(row.get("name", "")) for row in stories_in(own.sheet())]
        part = "worked.html" if request.headers.get("HX-Request") else "estimate.html"
        return render_template(
            part,
            offer=offer,
            typed=typed,
            asked=any(typed.values()),
            worked=work(offer, typed),
            story=request.args.get("story", ""),
            names=names,
        )
