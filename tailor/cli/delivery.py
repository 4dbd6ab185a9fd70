"""What becomes of a letter of `tailor draft`: told of, edited, put where the call wants it, and what a person does with it then."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tailor.terminal import letter_out, person_present
from tailor.terminal.answerer import Ask
from tailor.terminal.echo import echo, echo_json
from tailor.terminal.errors import note

if TYPE_CHECKING:
    from tailor.cli.draft import Output
    from tailor.draft import Draft
    from tailor.letter.letter import Options
    from tailor.out.formats import Target
    from tailor.profile.story import Profile


def deliver(
    made: Draft,
    profile: Profile,
    options: Options,
    target: Target | None,
    put: Output,
    ask: Ask | None,
    log: Path | None,
    *,
    trace: bool,
) -> Draft:
    """Put the letter where the call wants it, and let the person at the terminal do with it what they like; the letter as it is then."""
    _tell(made, profile, log, trace=trace, saved=target is not None)
    if put.edit_letter:
        made = _edited(made, profile)
    _put_out(made, profile, target, put, log)
    if ask is None or put.style != "text" or not (person_present() and sys.stdout.isatty()):
        return made
    return _finish(made, profile, options, ask, put, log)


def _tell(made: Draft, profile: Profile, log: Path | None, *, trace: bool = False, saved: bool = False) -> None:
    """Say what is worth knowing of the letter; that the log cannot be read, where saving will not say so."""
    from tailor.errors import LogError
    from tailor.log.keep import earlier_notes
    from tailor.show.letter import trace_text

    if profile.sample:
        note(
            "no profile yet: figures and names in [brackets] are an invented person's; write yours with: tailor profile init"
        )
    if trace:
        echo(trace_text(made.letter), err=True, nl=False)
    for said in made.letter.notes:
        note(said)
    try:
        for said in earlier_notes(log, made.letter, made.start.analysis.posting):
            note(said)
    except LogError as error:
        if not saved:
            note(str(error))


def tell_struck(made: Draft) -> None:
    """Say what does not stand in a letter of another writer, which is written nowhere."""
    for said in made.letter.notes:
        note(said)
    count = len(made.struck)
    said = "1 sentence" if count == 1 else f"{count} sentences"
    echo(f"--strict: {said} would be left out, so no letter is written", err=True)


def _edited(made: Draft, profile: Profile) -> Draft:
    """The letter as the person leaves it in the editor; as it was where they save nothing."""
    from tailor.draft import edit_draft
    from tailor.letter.edited import BY_HAND
    from tailor.terminal.editor import edit_text

    text = edit_text(made.letter.text, BY_HAND)
    if text is None:
        note(f"{BY_HAND}: the editor was closed without saving, so the letter is as it was written")
        return made
    return edit_draft(made, profile, text)


def _put_out(made: Draft, profile: Profile, target: Target | None, put: Output, log: Path | None) -> None:
    """Put the letter where it goes, and say what the checks say of it."""
    from tailor.draft import save_draft
    from tailor.show.letter import letter_json

    letter = made.letter
    text = letter_json(letter) if put.style == "json" else letter.text
    _save_analysis(made, put, new=not put.force)
    if target is not None:
        for said in save_draft(made, profile, target, log):
            note(said)
        echo(f"wrote {put.output} ({letter.words} words)", err=True)
    elif put.style == "text":
        letter_out(text)
    else:
        echo_json(text)
    if put.copy:
        _copy(text, letter.words)
    _tell_problems(made)
    if put.open and put.output is not None and click.launch(str(put.output.resolve())):
        note(f"--open: {put.output} is written, and no program here opens it")


def _copy(text: str, words: int) -> None:
    from tailor.terminal.clipboard import write_clipboard

    write_clipboard(text, "--copy")
    echo(f"copied the letter ({words} words)", err=True)


def _save_analysis(made: Draft, put: Output, *, new: bool = False) -> None:
    from tailor.files.write import write_whole
    from tailor.review.start import saved_json

    if put.save_analysis is not None:
        write_whole(put.save_analysis, saved_json(made.start, made.highlights), new=new)
        echo(f"wrote {put.save_analysis}", err=True)


def _tell_problems(made: Draft) -> None:
    for problem in made.problems:
        note(f"check: {problem}")


def _finish(made: Draft, profile: Profile, options: Options, ask: Ask, put: Output, log: Path | None) -> Draft:
    """What the person at the terminal makes of the letter once they have seen it."""
    from tailor.finish.menu import Desk, offer
    from tailor.finish.save import Saving

    def show(new: Draft) -> None:
        _tell(new, profile, log)
        letter_out(new.letter.text)
        if put.copy:
            _copy(new.letter.text, new.letter.words)
        _tell_problems(new)

    saving = Saving(put.output, put.paper, put.date, put.sample, log)
    saved = made.letter.text if put.output is not None else ""
    return offer(Desk(made, profile, options, saving, show, lambda new: _save_analysis(new, put), saved), ask)
