"""A file that is not there is told of before anything is loaded to read it."""

from __future__ import annotations

import re
from pathlib import Path

from jdparse.errors import NO_FILE
from tailor.data import TEMPLATES, template_titles
from tailor.errors import CallError
from tailor.files.text import source_name

NO_PROFILE = "no such profile; write one with: tailor profile init"
_ADDRESS = re.compile(r"(?i)[a-z]+://|www\.")


def look_for(*paths: Path | str | None, otherwise: str = NO_FILE) -> None:
    """Complain of the first file that is not there; one that cannot be read is left to its reader.

    Args:
        paths: Files; None and ``-`` name none, and an address has an error of its own.
        otherwise: What to say of a file that is not there.

    Raises:
        CallError: A file is not there.
    """
    for path in paths:
        if path is None or str(path) == "-" or _ADDRESS.match(str(path)):
            continue
        try:
            Path(path).stat()
        except FileNotFoundError as error:
            raise CallError(f"{source_name(path)}: {otherwise}") from error
        except (OSError, ValueError):
            continue


def look_for_profile(path: Path | None) -> None:
    """The same for a profile that a call names."""
    look_for(path, otherwise=NO_PROFILE)


def template_path(name: str) -> Path:
    """The file of a template: one of ours by its name, or the user's own by its path.

    Raises:
        CallError: There is none.
    """
    ours = TEMPLATES / f"{name}.j2"
    if re.fullmatch(r"[\w-]+", name) and ours.is_file():
        return ours
    path = Path(name)
    if path.is_file():
        return path
    # Why here: who mistypes no name does not wait for it.
    from tailor.nearest import did_you_mean

    guess = did_you_mean(name, template_titles())
    raise CallError(
        f"--template: {name}: no such file, and no template of that name; {f'{guess} or ' if guess else ''}see: tailor templates list"
    )
