"""What a person at the terminal may do with the letter that was just written, without a new review."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from jdparse import Highlight, Kind
from tailor.draft import Draft, edit_draft, write_draft
from tailor.errors import TailorError
from tailor.finish.save import Saving, save_as
from tailor.finish.talk import BackToMenu, pick, sure, tell
from tailor.letter.letter import Options
from tailor.limits import LENGTHS
from tailor.profile.story import Profile
from tailor.review.ask import ask_again
from tailor.terminal import letter_out, page_width
from tailor.terminal.answerer import Ask
from tailor.terminal.echo import echo
from tailor.terminal.editor import edit_text
from tailor.terminal.lines import shortened, wrapped
from tailor.terminal.orders import QUIT, Leave, Order, read_order
from tailor.terminal.working import working

#: So many stories are listed; all of them can be named.
_MOST_LISTED = 9


@dataclass(frozen=True, slots=True)
class Desk:
    """What is at hand when a letter is written.

    Attributes:
        draft: The letter with what it started from.
        profile: Whose facts.
        options: What was asked of the letter.
        saving: What the call says of files.
        show: Prints a new letter with its notes.
        keep: Told of each new draft, so that what was saved of its highlights stays true.
        saved: The text that lies in a file, if any.
    """

    draft: Draft
    profile: Profile
    options: Options
    saving: Saving
    show: Callable[[Draft], object]
    keep: Callable[[Draft], object]
    saved: str = ""

    @property
    def unsaved_edits(self) -> bool:
        """Whether something that was written by hand would be lost."""
        return self.draft.by_hand and self.saved != self.draft.letter.text


@dataclass(frozen=True, slots=True)
class _Action:
    """A line of the menu; what it asks first may be answered with it: "save mine.pdf"."""

    key: str
    about: str
    do: Callable[[Desk, Ask], Desk]
    asks: bool = True


def offer(desk: Desk, ask: Ask) -> Draft:
    """Ask what to do with the letter, and do it, until the person has done; the draft as it is then."""
    said = _menu_lines
    while True:
        _say(["", *said(desk)])
        said = _menu_lines
        try:
            # Why no answer for Enter: one more of them than the review needs would end it, and the letter be gone.
            typed = ask(f"next ({QUIT} quits)").strip()
            order = read_order(typed)
            if not typed:
                continue
            if order is Order.LEAVE:
                raise Leave("")
            called, _, answer = typed.partition(" ")
            name = "highlight" if order is Order.BACK else _named(called, asks=bool(answer))
            if order is Order.EXPLAIN:
                said = _help_lines
            elif not name:
                tell(f"There is no {typed!r} here; ? tells what there is.")
            else:
                desk = _ACTIONS[name].do(desk, _first_answered(ask, answer.strip()))
        except BackToMenu:
            continue
        except Leave:
            if _may_leave(desk, ask):
                return desk.draft
        except TailorError as error:
            tell(str(error))


def _may_leave(desk: Desk, ask: Ask) -> bool:
    """Whether nothing is lost, or the person wants it lost."""
    try:
        return not desk.unsaved_edits or sure(ask, "what you edited is not saved; leave all the same")
    except Leave:
        return True
    except BackToMenu:
        return False


def _named(typed: str, *, asks: bool) -> str:
    """The action that was typed, by its key, its name or how that begins; empty where it is none, or asks nothing and should."""
    said = typed.casefold()
    by_key = next((name for name, action in _ACTIONS.items() if action.key == said), "")
    begun = [name for name in _ACTIONS if name.startswith(said)]
    name = by_key or (begun[0] if len(begun) == 1 else "")
    return name if name and (_ACTIONS[name].asks or not asks) else ""


def _first_answered(ask: Ask, answer: str) -> Ask:
    """Puts questions to the person, the first of which they have answered already if there is an answer."""
    waiting = [answer] if answer else []
    return lambda question: waiting.pop() if waiting else ask(question)


def _menu_lines(desk: Desk) -> list[str]:
    width = page_width(sys.stderr)
    letter = desk.draft.letter
    state = "edited by you, not saved" if desk.unsaved_edits else "saved" if desk.saved == letter.text else "not saved"
    names = [name.replace(action.key, f"[{action.key}]", 1) for name, action in _ACTIONS.items()]
    return [
        shortened(f"{letter.words} words, story {letter.match.story.name}, {state}.", width),
        *wrapped(f"{', '.join(names)}, [q]uit, ?", width),
    ]


def _help_lines(desk: Desk) -> list[str]:
    width = page_width(sys.stderr)
    rows = [(f"{action.key}, {name}", action.about) for name, action in _ACTIONS.items()]
    rows += [("another pen", "your own writer: tailor brief, then tailor draft --written, or draft --writer COMMAND")]
    rows += [("back", "one of the three highlights again"), ("q, quit", "ends; nothing is saved that was not")]
    return [f"  {name:<12}  {shortened(about, width - 16)}" for name, about in rows]


def _save(desk: Desk, ask: Ask) -> Desk:
    save_as(desk.draft, desk.profile, desk.saving, ask)
    return replace(desk, saved=desk.draft.letter.text)


def _edit(desk: Desk, ask: Ask) -> Desk:
    text = edit_text(desk.draft.letter.text, "edit")
    if text is None or text.strip() == desk.draft.letter.text.strip():
        tell("The letter stays as it was: nothing was changed and saved in the editor.")
        return desk
    draft = edit_draft(desk.draft, desk.profile, text)
    desk.show(draft)
    return replace(desk, draft=draft)


def _length(desk: Desk, ask: Ask) -> Desk:
    wanted = pick(ask, "length: 150, 250 or 400", [str(length) for length in LENGTHS], str(desk.options.length))
    return _anew(desk, ask, replace(desk.options, length=int(wanted)))


def _story(desk: Desk, ask: Ask) -> Desk:
    names = [story.name for story in desk.profile.stories]
    if len(names) < 2:
        tell("Your profile has one story; tailor profile init adds another.")
        raise BackToMenu
    now = desk.draft.letter.match.story.name
    width = page_width(sys.stderr)
    rows = [
        shortened(f"{number:>2}  {story.name}: {story.system}", width - 2)
        for number, story in enumerate(desk.profile.stories[:_MOST_LISTED], 1)
    ]
    _say(
        [
            "",
            *(
                f"{'>' if story.name == now else ' '} {row}"
                for story, row in zip(desk.profile.stories, rows, strict=False)
            ),
        ]
    )
    wanted = pick(ask, "story", names, now)
    if wanted == now:
        raise BackToMenu
    return _anew(desk, ask, replace(desk.options, story=wanted))


def _highlight(desk: Desk, ask: Ask) -> Desk:
    kinds = [kind.value for kind in Kind]
    return _ask_about(desk, ask, Kind(pick(ask, "which: pain, metric or tool", kinds, "")))


def _ask_about(desk: Desk, ask: Ask, kind: Kind) -> Desk:
    highlights = ask_again(desk.draft.start.analysis, desk.draft.highlights, kind, ask)
    if highlights == desk.draft.highlights:
        raise BackToMenu
    return _anew(desk, ask, desk.options, highlights)


def _check(desk: Desk, ask: Ask) -> Desk:
    from tailor.finish.check import findings

    echo(findings(desk.draft, desk.profile, page_width(sys.stderr)), err=True, nl=False, styled=True)
    return desk


def _print(desk: Desk, ask: Ask) -> Desk:
    letter_out(desk.draft.letter.text)
    return desk


def _anew(desk: Desk, ask: Ask, options: Options, highlights: Mapping[Kind, Highlight | None] | None = None) -> Desk:
    """The letter written otherwise; what was edited by hand is lost only with a yes."""
    if options == desk.options and highlights is None:
        raise BackToMenu
    if desk.draft.by_hand and not sure(ask, "a new letter takes the place of the one that you edited; go on"):
        raise BackToMenu
    wanted = desk.draft.highlights if highlights is None else highlights
    with working("Writing the letter"):
        draft = write_draft(desk.draft.start, desk.profile, options, wanted)
    desk.show(draft)
    desk.keep(draft)
    return replace(desk, draft=draft, options=options)


_ACTIONS: Mapping[str, _Action] = {
    "save": _Action("s", "into a file: .pdf, .docx, .txt or .md", _save),
    "edit": _Action("e", "the letter in your editor", _edit, asks=False),
    "check": _Action("c", "what tailor check says of it", _check, asks=False),
    "length": _Action("l", "150, 250 or 400 words", _length),
    "story": _Action("t", "another of your stories leads", _story),
    "highlight": _Action("h", "answer another pain, metric or tool", _highlight),
    "print": _Action("p", "the letter once more", _print, asks=False),
}


def _say(lines: list[str]) -> None:
    echo("\n".join(lines), err=True)
