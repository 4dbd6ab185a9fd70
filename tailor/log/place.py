"""Where the log lies, and whether one is kept."""

from __future__ import annotations

from pathlib import Path

from tailor.data import TEMPLATES
from tailor.settings.load import own_settings

#: The log's file, beside the profile.
NAME = "log.sqlite"
#: Turns the log off, in the environment; see `tailor settings`.
VARIABLE = "TAILOR_LOG"


def log_path(profile: Path) -> Path:
    """Where the log of a profile's letters lies, or would: profiles of one folder share it."""
    return profile.parent / NAME


def is_on() -> bool:
    """Whether a log is kept, as far as the person's settings say: ``log`` of the file, or the variable before it.

    Raises:
        SettingsError: The setting is neither on nor off.
    """
    return own_settings().holds("log")


def turned_off_by() -> str:
    """What turns the log off: the variable, or the file of the settings; empty where it is kept.

    Raises:
        SettingsError: As for `is_on`.
    """
    return "" if is_on() else own_settings().by_name["log"].whence


def log_of(profile: Path, *, sample: bool, wanted: bool = True) -> Path | None:
    """The log that the letters of a profile go into; None where none is kept.

    Args:
        profile: Where the profile lies, or would.
        sample: Whether the letters have the bundled sample's facts.
        wanted: What the call says.

    Raises:
        SettingsError: As for `is_on`.
    """
    if not is_on() or not wanted or sample or profile.resolve().parent == TEMPLATES:
        return None
    return log_path(profile)
