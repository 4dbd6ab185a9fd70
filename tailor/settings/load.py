"""Settings from the environment and from `settings.toml`: a variable goes before the file, the file before the default.

Why the file never lies beside a profile that a call names: a setting may name a command to run, and must not come along with
somebody else's folder.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jdparse.intake import parse_toml, read_at_most
from tailor.errors import SettingsError
from tailor.settings.keys import KEYS, Key, Value

#: There are a dozen keys.
MAX_SETTINGS_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a key.

    Attributes:
        key: The setting.
        value: What holds.
        whence: Where it comes from: a file, a variable of the environment, or ``default``.
    """

    key: Key
    value: Value
    whence: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for each key.

    Attributes:
        path: The file, whether it is there or not.
        by_name: What holds, by the key's name, in the order of the keys.
    """

    path: Path
    by_name: Mapping[str, Setting]

    def text(self, name: str) -> str:
        """The value of a key that holds a text; empty for nothing."""
        return str(self.by_name[name].value)

    def number(self, name: str) -> int:
        """The value of a key that holds a number."""
        return int(self.by_name[name].value)

    def holds(self, name: str) -> bool:
        """The value of a key that is true or false."""
        return bool(self.by_name[name].value)

    def chosen(self, name: str) -> str | None:
        """The value of a key as text where somebody chose one, else None."""
        setting = self.by_name[name]
        return None if setting.whence == "default" else str(setting.value)


def settings_file() -> Path:
    """Where the settings lie: beside the profile of `tailor profile path`, unless TAILOR_SETTINGS says otherwise."""
    import click

    return Path(os.environ.get("TAILOR_SETTINGS") or Path(click.get_app_dir("tailor")) / "settings.toml")


def own_settings() -> Settings:
    """The person's own settings.

    Raises:
        SettingsError: The file cannot be read, or has a key or a value that there is not.
    """
    return load_settings(settings_file(), os.environ)


def load_settings(path: Path, environment: Mapping[str, str]) -> Settings:
    """What holds for each key.

    Args:
        path: The file; one that is not there says nothing.
        environment: Variables by name.

    Raises:
        SettingsError: The file cannot be read, or has a key or a value that there is not.
    """
    given = _read(path)
    known = {key.name: key for key in KEYS}
    for name, value in given.items():
        if name not in known:
            from tailor.nearest import did_you_mean

            hint = did_you_mean(name, known) or f"the keys are {', '.join(known)}"
            raise SettingsError(f"{path}: there is no setting {name!r}; {hint}")
        if known[name].read(value) is None:
            raise SettingsError(f"{path}: {name} is {value!r}; give {known[name].wanted}")
    return Settings(path, {key.name: _setting(key, given, environment, path) for key in KEYS})


def _setting(key: Key, given: Mapping[str, Any], environment: Mapping[str, str], path: Path) -> Setting:
    for variable in key.variables:
        if said := environment.get(variable, "").strip():
            value = key.read(said)
            if value is None:
                raise SettingsError(f"{variable}: is {said!r}; give {key.wanted}")
            return Setting(key, value, variable)
    value = key.read(given[key.name]) if key.name in given else None
    return Setting(key, key.default, "default") if value is None else Setting(key, value, str(path))


def settings_text(path: Path) -> str:
    """What stands in the file; nothing where there is none.

    Raises:
        SettingsError: It cannot be read.
    """
    try:
        content = read_at_most(path, MAX_SETTINGS_BYTES)
        if len(content) > MAX_SETTINGS_BYTES:
            raise SettingsError(f"{path}: has more than {MAX_SETTINGS_BYTES // 1_000} kB, far more than settings")
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text; save it as UTF-8") from error


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return parse_toml(settings_text(path))
    except ValueError as error:
        raise SettingsError(f"{path}: is not TOML: {error}") from error
