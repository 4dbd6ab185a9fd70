"""Where the log lies, and whether one is kept."""

from __future__ import annotations

import os
from pathlib import Path

from tailor.data import TEMPLATES
from tailor.errors import CallError

#: The log's file, beside the profile.
NAME = "log.sqlite"
#: Turns the log off, in the environment.
VARIABLE = "TAILOR_LOG"
_SAID = {**dict.fromkeys(("", "on", "yes", "true", "1"), True), **dict.fromkeys(("off", "no", "false", "0"), False)}


def log_path(profile: Path) -> Path:
    """Where the log of a profile's letters lies, or would: profiles of one folder share it."""
    return profile.parent / NAME


def is_on() -> bool:
    """Whether a log is kept, as far as the person's settings say.

    Raises:
        CallError: The setting is neither on nor off.
    """
    said = os.environ.get(VARIABLE, "")
    wanted = _SAID.get(said.strip().casefold())
    if wanted is None:
        raise CallError(f"{VARIABLE}: {said!r} is neither on nor off; give one of the two")
    return wanted


def log_of(profile: Path, *, sample: bool, wanted: bool = True) -> Path | None:
    """The log that the letters of a profile go into; None where none is kept.

    Args:
        profile: Where the profile lies, or would.
        sample: Whether the letters have the bundled sample's facts.
        wanted: What the call says.

    Raises:
        CallError: As for `is_on`.
    """
    if not is_on() or not wanted or sample or profile.resolve().parent == TEMPLATES:
        return None
    return log_path(profile)
