"""Write a file whole or not at all, and keep nothing beside it."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from tailor.errors import OutputError


def check_place(path: Path, *, force: bool, name: str = "letter.pdf") -> None:
    """Complain before any work is done if nothing can be written there.

    Raises:
        OutputError: It is a folder, its folder is missing or closed, or the file exists and `force` is not given.
    """
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file in it, such as {path / name}")
        if not path.parent.is_dir():
            raise OutputError(f"{path}: there is no folder {path.parent}; create it first")
        if os.path.lexists(path) and not force:
            raise OutputError(f"{path}: exists already; choose another name or add --force")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise OutputError(f"{path}: cannot be written (no permission for the folder {path.parent})")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error


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


def write_whole(path: Path, content: str | bytes, mode: int | None = None, *, new: bool = False) -> None:
    """Write a file through a temporary neighbour that is moved into place.

    Args:
        path: Where to; a link is followed.
        content: What; text is encoded as UTF-8.
        mode: The file's permissions; those of the file that is replaced, or the usual ones, if none are given.
        new: Leave alone what is at `path` by then.

    Raises:
        OutputError: The folder cannot be written, or something is at `path` and it was to be new.
    """
    try:
        data = content.encode("utf-8") if isinstance(content, str) else content
    except UnicodeEncodeError as error:
        raise OutputError(f"{path}: the text holds characters that are none (at {error.start}); remove them") from error
    try:
        place = Path(os.path.realpath(path))
        descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=".tailor-")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.chmod(_usual_mode(place) if mode is None else mode)
        if new and os.path.lexists(place):
            raise OutputError(f"{path}: exists already; choose another name or add --force")
        temporary.replace(place)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)


def _usual_mode(place: Path) -> int:
    if place.is_file():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
