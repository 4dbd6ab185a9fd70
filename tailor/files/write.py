"""Write a file whole or not at all, and keep nothing beside it.

What is written goes into a neighbour with a name of its own, onto the disk, and from there into place in one step: by a link where
nothing may be replaced, since a look and a move are two steps and another program may come between them; by a move otherwise.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from jdparse.disk import put_new, sync_file, sync_folder
from tailor.errors import OutputError

_EXISTS = "exists already; choose another name or add --force"
_TEMPORARY = ".tailor-"


def check_place(path: Path, *, force: bool, name: str = "letter.pdf") -> None:
    """Complain before any work is done if nothing can be written there.

    Raises:
        OutputError: It is a folder, its folder is missing or closed, or something is there and `force` is not given, or is no file.
    """
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file in it, such as {path / name}")
        if not path.parent.is_dir():
            raise OutputError(f"{path}: there is no folder {path.parent}; create it first")
        if os.path.lexists(path) and not force:
            raise OutputError(f"{path}: {_EXISTS}")
        _check_file(path, path)
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
    keep_private(path, text, new=True)


def keep_private(path: Path, text: str, *, new: bool = False) -> None:
    """Write a file that only its owner can read, new or anew, in a folder that only its owner can enter.

    Args:
        path: Where to.
        text: What.
        new: Leave alone what is at `path` by then.

    Raises:
        OutputError: The folder cannot be made or written, or something is at `path` that may not be replaced.
    """
    make_private_folder(path.parent)
    write_whole(path, text, mode=0o600, new=new)


def make_private_folder(folder: Path) -> None:
    """Have a folder that only its owner can enter.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made as a folder ({error.strerror})") from error


def write_whole(path: Path, content: str | bytes, mode: int | None = None, *, new: bool = False) -> None:
    """Write a file through a temporary neighbour that is put into place.

    Args:
        path: Where to; a link is not followed, and what is no file is not replaced.
        content: What; text is encoded as UTF-8.
        mode: The file's permissions; those of the file that is replaced, with its owner, or the usual ones, if none are given.
        new: Leave alone what is at `path` by then.

    Raises:
        OutputError: The folder cannot be written, something is at `path` and it was to be new, or what is there is no file.
    """
    try:
        data = content.encode("utf-8") if isinstance(content, str) else content
    except UnicodeEncodeError as error:
        raise OutputError(f"{path}: the text holds characters that are none (at {error.start}); remove them") from error
    try:
        place = Path(os.path.realpath(path.parent)) / path.name
        # Why a name first: a signal between the making of a file and the knowing of its name would leave it behind.
        temporary = place.with_name(f"{_TEMPORARY}{secrets.token_hex(12)}")
        try:
            _fill(temporary, data, place, mode)
            if new:
                put_new(temporary, place)
            else:
                _check_file(place, path)
                temporary.replace(place)
            sync_folder(place.parent)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError as error:
        raise OutputError(f"{path}: {_EXISTS}") from error
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written ({getattr(error, 'strerror', None) or error})") from error


def _fill(temporary: Path, data: bytes, place: Path, mode: int | None) -> None:
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        if place.is_file():
            _dress_as(place, temporary)
        elif mode is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        if mode is not None:
            temporary.chmod(mode)
        sync_file(file)


def _dress_as(old: Path, new: Path) -> None:
    """Give a file the owner, the permissions and the further marks of another, as far as the system lets."""
    was = old.stat()
    mode = stat.S_IMODE(was.st_mode)
    # Windows has no owners of this kind.
    if hasattr(os, "chown"):
        try:
            os.chown(new, was.st_uid, was.st_gid)
        except OSError:
            with suppress(OSError):
                os.chown(new, -1, was.st_gid)
        if new.stat().st_gid != was.st_gid:
            # Why: what the one group may do is not meant for another.
            mode = mode & ~0o070 | (mode & 0o007) << 3
    with suppress(OSError):
        shutil.copystat(old, new)
        os.utime(new)
    new.chmod(mode)


def _check_file(place: Path, named: Path) -> None:
    """Complain of what is no file, which nothing of ours may replace.

    Raises:
        OutputError: There is a link, a pipe, a device or a socket at `place`.
    """
    try:
        kind = place.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(kind):
        raise OutputError(f"{named}: is a link to {place.readlink()}; name that file, or remove the link")
    if not stat.S_ISREG(kind):
        what = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}.get(stat.S_IFMT(kind), "a device")
        raise OutputError(f"{named}: is {what} and no file; choose another name")
