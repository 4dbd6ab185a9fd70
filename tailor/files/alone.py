"""A folder that one process at a time changes: what it reads there is what it writes over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tailor.errors import OutputError


@contextmanager
def alone_in(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Meanwhile no other process that asks the same is in the folder; leaves no file there, and ends with the process.

    Args:
        folder: The folder, which exists.
        wait: Whether to wait for one that is there; others are told of it.

    Raises:
        OutputError: Another process is there, or the folder cannot be opened.
    """
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be opened ({error.strerror})") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise OutputError(f"{folder}: another run is writing there; wait for its end") from error
        except OSError:  # nor have some network drives
            pass
        yield
    finally:
        with suppress(OSError):
            os.close(descriptor)
