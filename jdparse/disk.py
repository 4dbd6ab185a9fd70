"""Files that are there whole or not at all: onto the disk before they are put into place, and put where nothing is."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

#: Drives that cannot be asked for it.
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})


def sync_file(file: IO[bytes]) -> None:
    """Put what was written to a file onto the disk.

    Raises:
        OSError: It does not get there, as on a full disk.
    """
    file.flush()
    try:
        os.fsync(file.fileno())
    except OSError as error:
        if error.errno not in _CANNOT:
            raise


def sync_folder(folder: Path) -> None:
    """Put the names of a folder's files onto the disk; what a system cannot do here is left."""
    # Windows cannot open a folder; there a renamed file is safe without.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def put_new(temporary: Path, place: Path) -> None:
    """Put a file where nothing is, in one step: a look and a move are two, and another program may come between them.

    Raises:
        FileExistsError: Something is there.
        OSError: It cannot be put there.
    """
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise
    except OSError:
        # Some drives know no links; there the place is taken by an empty file first.
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            temporary.replace(place)
        except BaseException:
            place.unlink(missing_ok=True)
            raise
    temporary.unlink(missing_ok=True)
