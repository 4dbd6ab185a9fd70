"""The errors that a caller of jdparse can expect. Each message is one line: what, where, what to do."""

from __future__ import annotations

from pathlib import Path

#: What is said of a file that is not there.
NO_FILE = "no such file; check the path"


class JdparseError(Exception):
    """Root of everything that jdparse raises on purpose."""


class ReadError(JdparseError):
    """The input cannot be read as a posting.

    Args:
        source: The file's path, or ``<stdin>``.
        problem: What is wrong, and what to do about it.
    """

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
        self.problem = problem


class EmptyPostingError(ReadError):
    """The input was read and holds no text."""


class LexiconError(JdparseError):
    """A lexicon file does not hold what it should.

    Args:
        path: The file.
        place: The row, such as ``tool 3 (Feast)``.
        problem: What is wrong with it.
    """

    def __init__(self, path: Path, place: str, problem: str) -> None:
        super().__init__(f"{path}: {place}: {problem}")
        self.path = path
        self.place = place
