"""The log as a list of letters: read, searched, added to, marked, deleted."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path

from tailor.errors import CallError, LogError
from tailor.log.database import make_log, open_log, writing
from tailor.log.entry import Asked, Entry, Mark
from tailor.log.state import State

_COLUMNS = tuple(field.name for field in fields(Entry) if field.name not in {"id", "asked", "marks"})


def read_entries(path: Path, *, seconds: float | None = None) -> list[Entry]:
    """The letters of a log, newest first; none where there is no log.

    Args:
        path: The log.
        seconds: As for `open_log`.

    Raises:
        LogError: It cannot be read.
    """
    if not os.access(path, os.F_OK):
        return []
    asked: dict[int, list[Asked]] = defaultdict(list)
    marks: dict[int, list[Mark]] = defaultdict(list)
    with open_log(path, seconds=seconds) as base:
        base.execute("BEGIN")
        rows = base.execute(f"SELECT id, {', '.join(_COLUMNS)} FROM letter ORDER BY day DESC, id DESC").fetchall()  # noqa: S608
        for letter, kind, quote, name, category, answered in base.execute(
            "SELECT letter, kind, quote, name, category, answered FROM highlight ORDER BY rowid"
        ):
            asked[letter].append(Asked(kind, quote, name, category, None if answered is None else bool(answered)))
        for letter, state, day in base.execute("SELECT letter, state, day FROM mark ORDER BY id"):
            marks[letter].append(Mark(_state(state, path), day))
        base.execute("COMMIT")
    return [
        Entry(**dict(zip(_COLUMNS, values, strict=True)), asked=tuple(asked[id_]), marks=tuple(marks[id_]), id=id_)
        for id_, *values in rows
    ]


def _state(said: str, path: Path) -> State:
    try:
        return State(said)
    except ValueError as error:
        raise LogError(
            f"{path}: holds the state {said!r}, which there is not; tailor log writes no such thing"
        ) from error


def find_entry(path: Path, number: int) -> Entry:
    """The letter of a number.

    Raises:
        CallError: There is none.
        LogError: The log cannot be read.
    """
    found = next((entry for entry in read_entries(path) if entry.id == number), None)
    if found is None:
        raise CallError(f"{number}: no letter of the log has this number; see: tailor log list")
    return found


def sought(entries: Sequence[Entry], text: str = "", states: Collection[str] = ()) -> list[Entry]:
    """The letters that hold all words of a text, in any case and anywhere, and are in one of some states; none named are all."""
    words = text.casefold().split()
    return [
        entry
        for entry in entries
        if (not states or entry.last.state in states) and all(word in _said(entry) for word in words)
    ]


def _said(entry: Entry) -> str:
    quotes = (f"{asked.quote} {asked.name} {asked.category}" for asked in entry.asked)
    told = (entry.company, entry.role, entry.story, entry.posting, entry.file, entry.letter, *quotes)
    return "\n".join(told).casefold()


def put_entry(path: Path, entry: Entry) -> tuple[int, bool]:
    """Put a letter into the log, which is made where there is none; its number there, and whether the log is new.

    Of one posting, the same words again change nothing but when and where they were written, and another letter in the same file
    takes the place of the one that was there; neither changes what is marked. Marks of the letter are added to what stands there.

    Raises:
        LogError: It cannot be written.
    """
    new = make_log(path)
    with open_log(path) as base, writing(base):
        same, earlier = _same(base, entry)
        if earlier:
            _change(base, earlier, entry, same=same)
        number = same or earlier or _insert(base, entry)
        for mark in entry.marks:
            _mark(base, number, mark)
    return number, new


def _same(base: sqlite3.Connection, entry: Entry) -> tuple[int, int]:
    """The letter that has the same words, and the one that may be changed in the place of a new one; 0 for none."""
    rows = base.execute(
        "SELECT id, letter, file, EXISTS (SELECT 1 FROM mark WHERE mark.letter = letter.id) FROM letter"
        " WHERE digest = ? ORDER BY id DESC",
        (entry.digest,),
    ).fetchall()
    text, file = _plain(entry.letter), _plain(entry.file)
    for number, letter, _, marked in rows:
        if letter == text:
            return number, 0 if marked else number
    return 0, next((number for number, _, place, marked in rows if place == file and not marked), 0)


def _insert(base: sqlite3.Connection, entry: Entry) -> int:
    places = ", ".join("?" * len(_COLUMNS))
    cursor = base.execute(f"INSERT INTO letter ({', '.join(_COLUMNS)}) VALUES ({places})", _values(entry, _COLUMNS))  # noqa: S608
    number = int(cursor.lastrowid or 0)
    _insert_asked(base, number, entry)
    return number


def _change(base: sqlite3.Connection, number: int, entry: Entry, *, same: int) -> None:
    """Let a letter take the place of one; what the program knew of it stays where a person has only changed its words."""
    by_hand = ("day", "file", "letter", "words", *(("story",) if entry.story else ()))
    names = ("day", "file") if same else by_hand if not entry.length else _COLUMNS
    changed = ", ".join(f"{name} = ?" for name in names)
    base.execute(f"UPDATE letter SET {changed} WHERE id = ?", (*_values(entry, names), number))  # noqa: S608
    if names == _COLUMNS:
        base.execute("DELETE FROM highlight WHERE letter = ?", (number,))
        _insert_asked(base, number, entry)


def _insert_asked(base: sqlite3.Connection, number: int, entry: Entry) -> None:
    rows = [(number, *map(_plain, astuple(asked))) for asked in entry.asked]
    base.executemany("INSERT INTO highlight VALUES (?, ?, ?, ?, ?, ?)", rows)


def mark_entry(path: Path, number: int, mark: Mark) -> Entry:
    """Say what became of a letter; that it was written takes all marks off. The letter as it is then.

    Raises:
        CallError: There is no such letter.
        LogError: The log cannot be written.
    """
    find_entry(path, number)
    with open_log(path) as base, writing(base):
        if mark.state is State.WRITTEN:
            base.execute("DELETE FROM mark WHERE letter = ?", (number,))
        else:
            _mark(base, number, mark)
    return find_entry(path, number)


def _mark(base: sqlite3.Connection, number: int, mark: Mark) -> None:
    # Why first: the same mark on another day is the last thing said of the letter.
    base.execute("DELETE FROM mark WHERE letter = ? AND state = ?", (number, mark.state.value))
    base.execute("INSERT INTO mark (letter, state, day) VALUES (?, ?, ?)", (number, mark.state.value, mark.day))


def delete_entry(path: Path, number: int) -> None:
    """Take a letter out of the log, its words out of the file.

    Raises:
        CallError: There is no such letter.
        LogError: The log cannot be written.
    """
    find_entry(path, number)
    with open_log(path) as base, writing(base):
        base.execute("DELETE FROM letter WHERE id = ?", (number,))


def delete_log(path: Path) -> None:
    """Remove the log's file, readable or not, and what a process that was killed left beside it.

    Raises:
        LogError: It cannot be removed.
    """
    try:
        path.unlink()
        with suppress(FileNotFoundError):
            path.with_name(f"{path.name}-journal").unlink()
    except OSError as error:
        raise LogError(f"{path}: cannot be deleted ({error.strerror})") from error


def _values(entry: Entry, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(_plain(getattr(entry, name)) for name in names)


def _plain(value: object) -> object:
    """A value as SQLite takes it: bytes of a file's name that are no text become question marks."""
    return value.encode("utf-8", errors="replace").decode("utf-8") if isinstance(value, str) else value
