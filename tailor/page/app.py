"""The page's routes: what a request says, the room that does it, and the HTML that shows it. No logic."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

import jdparse
from jdparse import Kind
from jdparse.errors import JdparseError
from tailor.check.finding import Finding, Severity
from tailor.data import TEMPLATES, template_titles
from tailor.draft import Draft, draft_findings, edit_draft, write_draft
from tailor.errors import LogError, TailorError
from tailor.letter.letter import Options
from tailor.limits import LENGTHS
from tailor.log.keep import earlier_notes, keep_letter
from tailor.page.estimate_routes import add_estimates
from tailor.page.files import KINDS, downloaded
from tailor.page.guard import Guard
from tailor.page.import_routes import add_import
from tailor.page.marked import posting_lines
from tailor.page.own import OwnProfile
from tailor.page.plain import without_options
from tailor.page.profile_routes import add_profile
from tailor.page.shelf import Shelf, read_given
from tailor.page.told import pinned, tell_letter
from tailor.page.wants import WORDS, Wants, pins, read_wants
from tailor.profile.story import Profile
from tailor.review.start import Start
from tailor.settings.load import own_settings
from tailor.terminal.errors import note

#: A posting, a letter or a field of a form is no larger, in bytes.
_MOST_BYTES, _MOST_FIELD = 20_000_000, 2_000_000
_MOST_PARTS = 200
#: What errors call a text that did not come as a file.
_PASTED = "paste"
#: What the server's own words would not make clear.
_PROBLEMS = {
    404: "There is no such page; begin with a posting.",
    413: f"That is more than a posting can be: a file has at most {_MOST_BYTES // 1_000_000} MB, a text {_MOST_FIELD // 1_000_000} MB.",
    500: "This is a fault of the program; where you started it, it says more.",
}
_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Page:
    """What the page has at hand.

    Attributes:
        guard: Who may come in.
        own: The applicant's profile.
        shelf: The postings that were given.
        template: A letter's template of the applicant's own, which the call named; empty for none.
        log: The log that saved letters go into; None for none.
    """

    guard: Guard
    own: OwnProfile
    shelf: Shelf = field(default_factory=Shelf)
    template: str = ""
    log: Path | None = None

    @property
    def templates(self) -> dict[str, str]:
        """The letters that there are, and what each is for."""
        mine = {self.template: "your own template"} if self.template else {}
        return {**mine, **template_titles()}


def create_app(page: Page) -> Flask:
    """The page as an application."""
    app = Flask(__name__, template_folder=str(_HERE / "html"), static_folder=str(_HERE / "static"))
    app.config.update(MAX_CONTENT_LENGTH=_MOST_BYTES, MAX_FORM_MEMORY_SIZE=_MOST_FIELD, MAX_FORM_PARTS=_MOST_PARTS)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters["words"] = lambda text: " ".join(jdparse.plain_text(text).split())
    app.jinja_env.filters["without_options"] = without_options
    page.guard.protect(app)
    # Why asked each time: an answer to somebody who was not let in must not hold the key.
    app.context_processor(
        lambda: {
            "key": page.guard.key_for_page(),
            "sample": not page.own.begun,
            "most_bytes": _MOST_BYTES,
            "menu": [(url_for("profile"), "Profile"), (url_for("estimates"), "Estimate")],
        }
    )
    _giving(app, page)
    _writing(app, page)
    add_profile(app, page.own)
    add_import(app, page.own)
    add_estimates(app, page.own)
    _errors(app)
    return app


def _giving(app: Flask, page: Page) -> None:
    """How a posting comes in."""

    @app.get("/")
    def start() -> ResponseReturnValue:
        return render_template("start.html", problem="")

    @app.get("/sample")
    def sample() -> ResponseReturnValue:
        posting = jdparse.read_posting(TEMPLATES / "sample-posting.txt")
        return redirect(url_for("desk", name=page.shelf.put(posting)), 303)

    @app.post("/postings")
    def given() -> ResponseReturnValue:
        file = request.files.get("file")
        text = request.form.get("text", "")
        try:
            if file is not None and file.filename:
                postings = read_given(file.read(), Path(file.filename).name)
            else:
                postings = read_given(text.encode("utf-8", errors="replace"), _PASTED)
            names = {page.shelf.put(posting): posting for posting in postings}
        except (TailorError, JdparseError) as error:
            return render_template("start.html", problem=without_options(_of_given(error)), text=text), 422
        if len(names) > 1:
            return render_template("jobs.html", jobs=names)
        return redirect(url_for("desk", name=next(iter(names))), 303)


def _writing(app: Flask, page: Page) -> None:
    """The letter beside its posting."""

    @app.get("/letter/<name>")
    def desk(name: str) -> ResponseReturnValue:
        view = _View.of(page, name, Wants(Options(own_settings().number("length"))))
        return render_template("desk.html", view=view, lengths=LENGTHS, templates=page.templates)

    @app.post("/letter/<name>")
    def anew(name: str) -> ResponseReturnValue:
        view = _View.of(page, name, _wants(page))
        return render_template("anew.html", view=view, lengths=LENGTHS, templates=page.templates)

    @app.post("/letter/<name>/check")
    def check(name: str) -> ResponseReturnValue:
        view = _View.of(page, name, _wants(page), request.form.get("edited", ""))
        return render_template("findings.html", view=view)

    @app.post("/letter/<name>/edited")
    def edited(name: str) -> ResponseReturnValue:
        view = _View.of(page, name, _wants(page), request.form.get("edited", ""))
        return render_template("letter.html", view=view)

    @app.post("/letter/<name>/file/<kind>")
    def file(name: str, kind: str) -> ResponseReturnValue:
        if kind not in KINDS:
            abort(404)
        view = _View.of(page, name, _wants(page), request.form.get("edited", ""))
        answer, called = downloaded(view.draft.letter, view.profile, kind, request.form.get("paper", ""))
        for said in keep_letter(view.log, view.draft.letter, view.start.analysis.posting, called):
            note(said)
        return answer


@dataclass(frozen=True, slots=True)
class _View:
    """What the desk shows.

    Attributes:
        name: The posting's.
        wants: What the form says.
        profile: Whose facts.
        start: The posting with what was found.
        draft: The letter.
        findings: What the checks say of it.
        log: The log that it goes into when it is saved; None for none.
    """

    name: str
    wants: Wants
    profile: Profile
    start: Start
    draft: Draft
    findings: tuple[Finding, ...]
    log: Path | None

    @classmethod
    def of(cls, page: Page, name: str, wants: Wants, edited: str = "") -> _View:
        """The desk for a posting that is here.

        Raises:
            HTTPException: It is not here any more.
        """
        found = page.shelf.find(name)
        if found is None:
            abort(
                410, "This posting is no longer in memory; give it once more. What you edited is kept in this browser."
            )
        profile, start = page.own.load(), wants.start(found)
        draft = write_draft(start, profile, wants.options, wants.highlights(start, profile))
        if edited.strip() and edited.strip() != draft.letter.text.strip():
            draft = edit_draft(draft, profile, edited)
        log = None if profile.sample else page.log
        return cls(name, wants, profile, start, draft, draft_findings(draft, profile), log)

    @property
    def kinds(self) -> list[Kind]:
        """The three kinds, in the order of the page."""
        return list(Kind)

    @property
    def lines(self) -> Any:
        """The posting's lines."""
        return posting_lines(self.start.analysis, self.draft.highlights)

    @property
    def paragraphs(self) -> Any:
        """The letter's paragraphs."""
        return tell_letter(self.draft.letter, self.findings, self.profile, self.start.analysis.posting.text)

    @property
    def groups(self) -> list[list[tuple[int, Finding]]]:
        """The findings of a rule together, each with its number; errors before advice, else as the letter goes."""
        found: dict[str, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(self.findings):
            found.setdefault(finding.code, []).append((number, finding))
        return sorted(found.values(), key=lambda group: list(Severity).index(group[0][1].severity))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is good to know of the letter, and of earlier ones to its employer."""
        with suppress(LogError):  # saving tells of it
            return (*self.draft.letter.notes, *earlier_notes(self.log, self.draft.letter, self.start.analysis.posting))
        return self.draft.letter.notes

    @property
    def pins(self) -> str:
        """Which row stands at which place, for the form; none where nobody asked for another sentence."""
        return pins(pinned(self.draft.letter)) if self.wants.options.pinned else ""


def _wants(page: Page) -> Wants:
    return read_wants(_picked(request.form), page.own.load(), page.templates, _changed())


def _picked(form: Mapping[str, str]) -> dict[str, str]:
    """The form with what its last button picked: ``pick`` is ``pain:2``, ``pain:none``, or ``pain:=`` for the words typed beside it."""
    fields = dict(form)
    kind, _, pick = fields.get("pick", "").partition(":")
    if kind in set(Kind):
        fields[kind] = WORDS + fields.get(f"words-{kind}", "") if pick == WORDS else pick
    if "version" in fields:
        fields["pins"] = fields["version"]
    return fields


def _changed() -> str:
    """The field that was changed last; a pick changes its highlight."""
    return request.form.get("pick", "").partition(":")[0] or request.headers.get("HX-Trigger-Name", "")


def _of_given(error: Exception) -> str:
    """What is wrong with what was given, which has no path on the page."""
    source, _, problem = str(error).partition(">: ")
    name = source.removeprefix("<")
    return f"{'What was pasted' if name == _PASTED else name} {problem}" if problem else str(error)


def _errors(app: Flask) -> None:
    @app.errorhandler(TailorError)
    def refused(error: TailorError) -> ResponseReturnValue:
        return _told(str(error), 422)

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> ResponseReturnValue:
        code = error.code or 500
        return _told(_PROBLEMS.get(code) or str(error.description or error.name), code)


def _told(problem: str, code: int) -> ResponseReturnValue:
    """A problem: as a line of the page where a part of it was asked for, which stays as it is, else as a page."""
    if request.headers.get("HX-Request"):
        return render_template("problem.html", problem=without_options(problem)), code, {"HX-Reswap": "none"}
    return render_template("error.html", problem=without_options(problem)), code
