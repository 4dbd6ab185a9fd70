"""The settings that there are: what each is for, what it may be, and which variable of the environment goes before the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tailor.limits import LENGTHS

#: What a setting may hold.
Value = str | int | bool
#: How a date may be written out on a sheet of paper, by the names that `--date` takes too.
DATE_STYLES = ("month-first", "day-first", "iso", "none")


@dataclass(frozen=True, slots=True)
class Key:
    """A setting.

    Attributes:
        name: As the file has it.
        about: What it is for, in a line.
        default: What holds where nobody says anything.
        read: The value of a text or of what TOML gives; None where it is none.
        wanted: What it may be, for an error.
        variables: Variables of the environment that go before the file, the first that is set before the others.
    """

    name: str
    about: str
    default: Value
    read: Callable[[object], Value | None]
    wanted: str
    variables: tuple[str, ...]


def _text(given: object) -> Value | None:
    return given.strip() if isinstance(given, str) else None


def _one_of(choices: Sequence[str]) -> Callable[[object], Value | None]:
    return lambda given: given if isinstance(given, str) and given in choices else None


def _number(least: int, most: int) -> Callable[[object], Value | None]:
    def read(given: object) -> Value | None:
        number = int(given) if isinstance(given, str) and given.isascii() and given.isdigit() else given
        return number if isinstance(number, int) and not isinstance(number, bool) and least <= number <= most else None

    return read


def _length(given: object) -> Value | None:
    return next((length for length in LENGTHS if str(length) == str(given)), None)


#: How a person says yes and no to a setting.
_YES_NO = {**dict.fromkeys(("true", "on", "yes", "1"), True), **dict.fromkeys(("false", "off", "no", "0"), False)}


def _yes_or_no(given: object) -> Value | None:
    return given if isinstance(given, bool) else _YES_NO.get(given.casefold()) if isinstance(given, str) else None


def _key(
    name: str, about: str, default: Value, read: Callable[[object], Value | None], wanted: str, *variables: str
) -> Key:
    return Key(name, about, default, read, wanted, variables or (f"TAILOR_{name.upper()}",))


KEYS: tuple[Key, ...] = (
    _key("length", "Words of a letter.", 250, _length, f"one of {', '.join(map(str, LENGTHS))}"),
    _key("paper", "Paper of a .docx or .pdf.", "letter", _one_of(("letter", "a4")), '"letter" or "a4"'),
    _key(
        "date_style",
        "How a .docx or .pdf is dated; by the paper where it is empty.",
        "",
        _one_of(DATE_STYLES),
        f"one of {', '.join(DATE_STYLES)}",
    ),
    _key("output", "The folder for letters; empty for the one you are in.", "", _text, "a folder in quotation marks"),
    _key("editor", "The editor to open.", "", _text, "a command in quotation marks", "VISUAL", "EDITOR"),
    _key("writer", "The command that writes; empty for none.", "", _text, "a command in quotation marks"),
    _key("writer_agreed", "The command that may have the brief unasked.", "", _text, "a command in quotation marks"),
    _key("writer_seconds", "How long the command may take.", 300, _number(1, 3600), "1 to 3600"),
    _key("rounds", "How often the command is asked at the most.", 2, _number(1, 5), "1 to 5"),
    _key("log", "Whether letters that were sent are logged.", True, _yes_or_no, "on or off"),
)
