"""Write a result to a file: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tailor.errors import OutputError

#: Endings that a letter can be written to.
SUFFIXES = (".txt", ".md")


def check_target(path: Path, *, force: bool) -> None:
    """Complain before any work is done, not after.

    Raises:
        OutputError: The ending is unknown, the folder is missing, or the file exists and `force` is not given.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise OutputError(f"{path}: a letter is written as {' or '.join(SUFFIXES)}; choose one of these endings")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; create it first")
    if path.exists() and not force:
        raise OutputError(f"{path}: exists already; choose another name or add --force")


def create_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read, in a folder that only its owner can enter.

    Raises:
        OutputError: There is something at `path` already, or its folder cannot be made.
    """
    if os.path.lexists(path):
        raise OutputError(f"{path}: exists already and is never overwritten; edit it, or move it away first")
    keep_private(path, text)


def keep_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, new or anew, in a folder that only its owner can enter.

    Raises:
        OutputError: The folder cannot be made or written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: its folder cannot be made ({error.strerror})") from error
    write_whole(path, text, mode=0o600)


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file through a temporary neighbour that is moved into place.

    Args:
        path: Where to.
        text: What; encoded as UTF-8.
        mode: The file's permissions.

    Raises:
        OutputError: The folder cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(mode)
        temporary.replace(path)
    except UnicodeEncodeError as error:
        raise OutputError(f"{path}: the text holds characters that are none (at {error.start}); remove them") from error
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)
