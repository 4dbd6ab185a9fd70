"""A letter into a file that the person names, who is asked before anything is overwritten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tailor.draft import Draft, save_draft
from tailor.errors import TailorError
from tailor.finish.talk import BackToMenu, hear, sure, tell
from tailor.out.formats import SHEETS, Target, check_target
from tailor.out.names import free_name, letter_name
from tailor.profile.story import Profile
from tailor.settings.load import own_settings
from tailor.terminal.answerer import Ask


@dataclass(frozen=True, slots=True)
class Saving:
    """What the call says of files.

    Attributes:
        output: The file that it names, if it names one.
        paper: Of a sheet; None for the usual one.
        date: Of a sheet; None for today.
        sample: Whether a letter with the sample's facts may be written.
        log: The log that letters go into; None for none.
    """

    output: Path | None
    paper: Literal["letter", "a4"] | None
    date: str | None
    sample: bool
    log: Path | None = None


def save_as(draft: Draft, profile: Profile, saving: Saving, ask: Ask) -> Path:
    """Write the letter to a file that the person names; the file.

    Raises:
        BackToMenu: They want none.
        Leave: They leave.
    """
    if profile.sample and not saving.sample:
        tell("This letter has the facts of the bundled sample, not yours.")
        if not sure(ask, "save it all the same"):
            raise BackToMenu
    while True:
        proposed = saving.output or free_name(_folder() / letter_name(draft.letter))
        tell("", f"Its name: {proposed}")
        typed = hear(ask, "save as (Enter takes this name)")
        try:
            path = _path(typed, draft) if typed else proposed
            target = _target(path, saving, ask)
            if target is None:
                continue
            notes = save_draft(draft, profile, target, saving.log)
        except TailorError as error:
            tell(str(error).replace(" or add --force", ""))
            continue
        except (OSError, RuntimeError, ValueError) as error:  # a name that no file can have, a home that nobody has
            tell(f"{typed}: cannot be written ({getattr(error, 'strerror', None) or error})")
            continue
        tell(*(f"note: {said}" for said in notes), f"wrote {path} ({draft.letter.words} words)")
        return path


def _folder() -> Path:
    """The folder for letters that the settings name, if it is there; else the one that the person is in."""
    named = Path(own_settings().text("output")).expanduser()
    return named if named.is_dir() else Path()


def _path(typed: str, draft: Draft) -> Path:
    """The file that was typed: in a folder the proposed name, and a PDF where no ending says otherwise."""
    path = Path(typed.strip("'\"")).expanduser()
    if path.is_dir():
        return free_name(path / letter_name(draft.letter))
    ending = re.fullmatch(r"\.[A-Za-z]{1,5}", path.suffix)
    return path if ending else path.with_name(f"{path.name}.pdf")


def _target(path: Path, saving: Saving, ask: Ask) -> Target | None:
    """The file as something to write to; None where one is there that is to stay.

    Raises:
        TailorError: Nothing can be written there.
    """
    force = path.exists() and not path.is_dir()
    if force and not sure(ask, f"{path} is there already; overwrite it"):
        return None
    sheet = path.suffix.lower() in SHEETS
    # Why: a text has neither paper nor date, and the call may have meant them for a sheet.
    return check_target(path, force=force, paper=saving.paper if sheet else None, date=saving.date if sheet else None)
