"""The log's file: one SQLite database for its owner alone, made when it is needed, and brought to the schema of this version.

Why a rollback journal and no write-ahead log: one file lies beside the profile, not three, and network drives keep it whole too. A journal
that a killed process leaves is rolled back by whoever opens the file next.

Source: https://www.sqlite.org/wal.html, https://www.sqlite.org/atomiccommit.html
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from tailor.errors import LogError

#: How long a call waits for another one that writes. Why so short for a look: a letter waits for it.
SECONDS, SECONDS_TO_LOOK = 3.0, 0.5
#: Tells the file from other programs' databases: "tail".
_OURS = 0x7461696C
#: The steps from each version of the schema to the next, each a list of statements; a version is told by ``user_version``.
MIGRATIONS: Sequence[Sequence[str]] = (
    (
        """CREATE TABLE letter (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            day TEXT NOT NULL,
            company TEXT NOT NULL,
            role TEXT NOT NULL,
            story TEXT NOT NULL,
            posting TEXT NOT NULL,
            digest TEXT NOT NULL,
            file TEXT NOT NULL,
            length INTEGER NOT NULL,
            words INTEGER NOT NULL,
            letter TEXT NOT NULL
        )""",
        "CREATE INDEX letter_of_posting ON letter (digest)",
        """CREATE TABLE highlight (
            letter INTEGER NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            quote TEXT NOT NULL,
            name TEXT NOT NULL,
            category TEXT NOT NULL,
            answered INTEGER,
            PRIMARY KEY (letter, kind)
        )""",
        """CREATE TABLE mark (
            id INTEGER PRIMARY KEY,
            letter INTEGER NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
            state TEXT NOT NULL,
            day TEXT NOT NULL,
            UNIQUE (letter, state)
        )""",
    ),
)


@contextmanager
def open_log(path: Path, *, seconds: float | None = None) -> Iterator[sqlite3.Connection]:
    """The log that lies at a path.

    Args:
        path: The file, which exists.
        seconds: How long to wait where another process writes; None for the usual time.

    Raises:
        LogError: It cannot be read or written, is none, or is of a later version.
    """
    try:
        if path.is_dir():
            raise LogError(f"{path}: is a folder, where the log should lie; move it away")
        place = f"{path.absolute().as_uri()}?mode=rw"
        with closing(
            sqlite3.connect(place, timeout=SECONDS if seconds is None else seconds, isolation_level=None, uri=True)
        ) as base:
            base.execute("PRAGMA foreign_keys = ON")
            # Why: what a person deletes is not to be found in the file.
            base.execute("PRAGMA secure_delete = ON")
            _bring_up(base, path)
            yield base
    except sqlite3.Error as error:
        raise LogError(f"{path}: {_problem(error)}") from error
    except OSError as error:
        raise LogError(f"{path}: cannot be opened ({error.strerror})") from error


def make_log(path: Path) -> bool:
    """Have a file for the log, which its owner alone can read, in a folder that its owner alone can enter; whether it is new.

    Raises:
        LogError: There can be none.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Why not whole through a neighbour: an empty file is an empty database, and two processes may come at once.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        raise LogError(f"{path}: cannot be made ({error.strerror})") from error
    return True


@contextmanager
def writing(base: sqlite3.Connection) -> Iterator[None]:
    """Changes that are made together or not at all, with nobody else's between them."""
    base.execute("BEGIN IMMEDIATE")
    with base:
        yield


def _bring_up(base: sqlite3.Connection, path: Path) -> None:
    """Bring the schema to this version's.

    Raises:
        LogError: It is a later one's, or another program's.
    """
    if _version(base, path) < len(MIGRATIONS):
        with writing(base):
            for statements in MIGRATIONS[_version(base, path) :]:
                for statement in statements:
                    base.execute(statement)
            base.execute(f"PRAGMA application_id = {_OURS}")
            base.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(base: sqlite3.Connection, path: Path) -> int:
    version, program = (
        int(base.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("user_version", "application_id")
    )
    empty = not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if program != _OURS and not (empty and version == program == 0):
        raise LogError(f"{path}: is a database of another program; move it away")
    if version > len(MIGRATIONS):
        raise LogError(
            f"{path}: is of a later version of tailor (schema {version}, this one knows {len(MIGRATIONS)}); bring tailor up to date"
        )
    return version


def _problem(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return "another program is writing to it; try again"
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return f"cannot be read ({error}); move it away, or give it up with: tailor log delete --all"
    if code == sqlite3.SQLITE_READONLY:
        return "cannot be written (no permission for the file or its folder)"
    return f"cannot be used ({error})"
