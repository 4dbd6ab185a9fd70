"""Starts the program that reads the pages of a PDF, and says in one line what became of it where it did not end well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from jdparse.errors import ReadError
from jdparse.readers.pdf.line import Line
from jdparse.readers.pdf.pages import MOST_SECONDS

#: The clock of a machine that does something else meanwhile runs on; `MOST_SECONDS` of work are waited for so long.
_PATIENCE = 3 * MOST_SECONDS
_TOO_HARD = (
    "is a PDF that cannot be read with the memory and the time that a posting needs; copy its text and pipe it in"
)


def read_apart(content: bytes, source: str) -> tuple[list[list[Line]], str]:
    """The lines of each page of a PDF, and the title that the file names.

    Args:
        content: The file's bytes.
        source: The file, for error messages.

    Raises:
        ReadError: The PDF is locked, damaged, far too long, or made so that reading it does not end.
    """
    # Why the path: a checkout that is not installed, and a test, find their modules by it.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    call = [sys.executable, "-m", "jdparse.readers.pdf.pages"]
    try:
        done = subprocess.run(  # noqa: S603
            call,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(source, _TOO_HARD) from error
    except OSError as error:
        raise ReadError(
            source, f"is a PDF, and the program that reads it cannot be started ({error.strerror})"
        ) from error
    found = _told(done.stdout)
    if done.returncode != 0 or found is None:
        raise ReadError(source, _TOO_HARD)
    if "problem" in found:
        raise ReadError(source, found["problem"])
    return [[Line(*line) for line in page] for page in found["pages"]], found["title"]


def _told(out: bytes) -> dict[str, Any] | None:
    try:
        return dict(json.loads(out))
    except ValueError:
        return None
