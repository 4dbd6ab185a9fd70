"""A setting written into the file, whose remarks and order stay."""

from __future__ import annotations

from pathlib import Path

from jdparse.intake import parse_toml
from tailor.errors import SettingsError
from tailor.files.alone import alone_in
from tailor.files.write import keep_private, make_private_folder
from tailor.settings.keys import Value
from tailor.settings.load import settings_text


def keep_setting(path: Path, name: str, value: Value) -> None:
    """Write one key of the settings, and leave the others as they are.

    Args:
        path: The file; it is begun where there is none.
        name: The key's name.
        value: What it is to hold.

    Raises:
        SettingsError: The file is not TOML.
        OutputError: It cannot be written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    make_private_folder(path.parent)
    # A link stays one: people keep their settings elsewhere and link to them.
    place = path.resolve()
    with alone_in(path.parent):
        try:
            text = settings_text(place)
            # Why: what would break its reader is turned away here, with a line.
            parse_toml(text)
            content = tomlkit.parse(text)
        except (ValueError, TOMLKitError) as error:
            raise SettingsError(f"{path}: cannot be read as TOML ({error})") from error
        content[name] = value
        keep_private(place, tomlkit.dumps(content))
