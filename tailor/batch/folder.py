"""A folder of letters: each beside a record with its trace and its findings, none ever overwritten, and a page that lists them.

The record is written first and names the posting by a digest of its words; with its letter beside it, the posting has its letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tailor.batch.index import INDEX, Row, index_page, row_of
from tailor.batch.pages import is_ours, name_of
from tailor.batch.work import Drafted, Made
from tailor.draft import save_draft
from tailor.errors import OutputError
from tailor.files.alone import alone_in
from tailor.files.write import write_whole
from tailor.out.formats import check_target
from tailor.out.names import free_name, letter_name
from tailor.profile.story import Profile
from tailor.show.findings import Report, finding_rows
from tailor.show.letter import letter_row

#: Changes only with an entry in the changelog.
SCHEMA = 1
#: The ending of a record.
RECORD = ".json"


@dataclass(slots=True)
class Tally:
    """What a run did in the folder.

    Attributes:
        written: How many letters it wrote.
        before: How many postings had theirs from an earlier run.
        twice: How many postings had come already.
        none: For how many there is no letter.
    """

    written: int = 0
    before: int = 0
    twice: int = 0
    none: int = 0


class Folder:
    """Letters of one profile in one folder.

    Args:
        path: The folder; made where there is none.
        ending: What a letter is written as: ``.txt``, ``.md``, ``.docx`` or ``.pdf``.
        profile: Whose letters.
        log: The log that they go into; None for none.

    Raises:
        OutputError: The folder cannot be made or written, or has an index that the program did not write.
    """

    def __init__(self, path: Path, ending: str, profile: Profile, log: Path | None) -> None:
        self.path, self.tally = path, Tally()
        self._ending, self._profile, self._log = ending, profile, log
        self._rows: list[Row] = []
        self._told: set[str] = set()
        _make(path)
        # Why: another run would take a record whose letter is being written for one that was interrupted.
        self._held = ExitStack()
        self._held.enter_context(alone_in(path, wait=False))
        index = path / INDEX
        if index.exists() and not is_ours(index):
            raise OutputError(f"{index}: exists already and is not a list of letters; choose another folder")
        #: The records by the digests of their postings: those with their letter, and those whose letter is not there.
        self._whole: dict[str, Path] = {}
        self._begun: dict[str, Path] = {}
        for place, record in _records(path):
            kept = self._whole if (path / record["file"]).is_file() else self._begun
            kept.setdefault(record["posting"]["digest"], place)
        self._own: set[str] = set()

    @property
    def done(self) -> frozenset[str]:
        """The digests of the postings that have their letter."""
        return frozenset(self._whole)

    def add(self, made: Made, row: Mapping[str, Any]) -> list[str]:
        """Write the letter of a posting, unless it has one.

        Args:
            made: What a worker made of it.
            row: Its row, as `jdparse.batch` tells.

        Returns:
            What the applicant should know and was not told yet, a line each.

        Raises:
            OutputError: The folder cannot be written.
        """
        notes: tuple[str, ...] = ()
        digest = made.digest
        if digest in self._whole:
            twice = digest in self._own
            self.tally.twice += twice
            self.tally.before += not twice
            self._list(self._whole[digest], "the letter of the same posting above" if twice else "from an earlier run")
        elif made.drafted is None:
            self.fail(row, made.problem)
        else:
            try:
                notes = self._write(made.drafted, digest)
            except _NoLetter as problem:
                self.fail(row, str(problem))
        self._own.add(digest)
        new = [said for said in notes if said not in self._told]
        self._told.update(new)
        return new

    def fail(self, row: Mapping[str, Any], problem: str) -> None:
        """List a posting that has no letter."""
        self.tally.none += 1
        title = row["title"] or name_of(row["id"], row["source"])
        self._rows.append(Row(title, row["company"] or "", row["source"], problem=problem))

    def finish(self) -> Path:
        """Write the page that lists the letters, those of earlier runs last; the page.

        Raises:
            OutputError: It cannot be written.
        """
        listed = {row.record for row in self._rows}
        for place in sorted(set(self._whole.values())):
            if place.name not in listed:
                self._list(place, "from an earlier run")
        index = self.path / INDEX
        write_whole(index, index_page(self._rows, index))
        self._held.close()
        return index

    def _write(self, drafted: Drafted, digest: str) -> tuple[str, ...]:
        letter, posting = drafted.draft.letter, drafted.draft.start.analysis.posting
        begun = self._begun.get(digest)
        named = begun.with_suffix(self._ending) if begun else self.path / letter_name(letter, self._ending)
        path = named if begun and not named.exists() else free_name(named, RECORD)
        record = path.with_suffix(RECORD)
        content = json.dumps(_record(drafted, digest, path.name), ensure_ascii=False, indent=2) + "\n"
        write_whole(record, content, new=record != begun)
        target = check_target(path, force=False)
        assert target is not None
        try:
            notes = save_draft(drafted.draft, self._profile, target, self._log)
        except OutputError as error:
            record.unlink(missing_ok=True)
            raise _NoLetter(str(error)) from error
        self._whole[digest] = record
        self.tally.written += 1
        self._rows.append(row_of(_record(drafted, digest, path.name), record.name, posting.source, ""))
        return notes

    def _list(self, place: Path, since: str) -> None:
        record = _load(place)
        if record is not None:
            self._rows.append(row_of(record, place.name, record["posting"]["source"], since))


class _NoLetter(Exception):
    """A letter cannot be written as what is wanted."""


def _make(folder: Path) -> None:
    """Make the folder where there is none."""
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise OutputError(f"--letters {folder}: is a file; name a folder") from error
    except FileNotFoundError as error:
        raise OutputError(f"--letters {folder}: there is no folder {folder.parent}; create it first") from error
    except OSError as error:
        raise OutputError(f"--letters {folder}: cannot be made ({error.strerror})") from error


def _record(drafted: Drafted, digest: str, file: str) -> dict[str, Any]:
    letter, posting = drafted.draft.letter, drafted.draft.start.analysis.posting
    return {
        "schema": SCHEMA,
        "file": file,
        "posting": {
            "id": posting.id,
            "source": _whole_path(posting.source),
            "title": posting.title,
            "company": posting.company,
            "digest": digest,
        },
        "letter": letter_row(letter),
        "findings": finding_rows(Report(file, letter.text, drafted.findings)),
    }


def _whole_path(source: str) -> str:
    path = Path(source)
    return str(path.resolve()) if path.is_file() else source


def _records(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for place in sorted(folder.glob(f"*{RECORD}")):
        record = _load(place)
        if record is not None:
            yield place, record


def _load(place: Path) -> dict[str, Any] | None:
    """A record; None for a file that is none of ours."""
    try:
        record = json.loads(place.read_text(encoding="utf-8"))
        is_record = all(
            isinstance(record[name], kind)
            for name, kind in (("file", str), ("posting", dict), ("letter", dict), ("findings", list))
        )
        named = isinstance(record["posting"]["digest"], str) and Path(record["file"]).name == record["file"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return record if is_record and named else None
