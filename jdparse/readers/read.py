"""A file, a page or standard input -> postings. The format is told by content, not by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from jdparse.errors import NO_FILE, EmptyPostingError, ReadError
from jdparse.intake import read_at_most
from jdparse.readers.binary import decode_text
from jdparse.readers.board.records import is_feed, is_table, read_feed, read_table
from jdparse.readers.formats import NO_NETWORK, json_inside, read_file, without_mark
from jdparse.readers.jobs import Job
from jdparse.readers.kind import problem_of_kind
from jdparse.readers.language import foreign_language
from jdparse.readers.unseen import hidden_text, with_hidden
from jdparse.types import Posting

#: What errors call standard input.
STDIN = "<stdin>"
#: Mails and Word files with their pictures are the largest that are read; lists of more postings are a batch.
MAX_BYTES = 40_000_000
#: The list of a large board has some hundred thousand values.
MAX_ITEMS = 2_000_000
#: An error names no more jobs of a list than this.
_MOST_SHOWN = 20


def read_postings(
    path: Path | str,
    stdin: BinaryIO | None = None,
    name: str = STDIN,
    job: str = "",
    skipped: Callable[[ReadError], object] | None = None,
    missed: Callable[[str], object] = lambda choices: None,
) -> Iterator[Posting]:
    """The postings of a file or of standard input.

    Args:
        path: A file of plain text, Markdown, HTML, PDF, DOCX, mail or JSON; ``-`` is standard input.
        stdin: Where to read ``-`` from.
        name: What ``-`` is called, in angle brackets, where it stands for something else.
        job: Only this one: an id, the beginning of one id, or words of one title or employer. None where nothing fits.
        skipped: Told of each job in a list that cannot be read, and then is left out; without it the first such job raises.
        missed: Told of the jobs that could be named, in words, where `job` fits none.

    Yields:
        One posting, or one a job of a JSON file, in its order.

    Raises:
        ReadError: The file cannot be read as a posting, or `job` fits several.
        EmptyPostingError: It holds no text.
    """
    source, jobs = _jobs(path, stdin, name)
    left_out = read = 0
    for found in _named_of(list(jobs), job, source, missed) if job else jobs:
        try:
            posting = read_job(found)
        except ReadError as problem:
            if skipped is None or job or not found.one_of_many:
                raise
            skipped(problem)
            left_out += 1
        else:
            read += 1
            yield posting
    if left_out > 0 == read:
        raise ReadError(source, f"none of its {left_out} jobs can be read")


def read_posting(path: Path | str, stdin: BinaryIO | None = None, job: str = "", name: str = STDIN) -> Posting:
    """The one posting of a file.

    Args:
        path: As for `read_postings`.
        stdin: As for `read_postings`.
        job: Which job, for a file of several: an id, or the beginning of one id, or words of one title or employer.
        name: As for `read_postings`.

    Raises:
        ReadError: The file cannot be read, holds several postings and `job` names none, or has no such job.
    """
    source, found = _jobs(path, stdin, name)
    jobs = list(found)
    chosen = _named(jobs, job, source) if job else jobs
    if len(chosen) == 1:
        return read_job(chosen[0])
    if job and not chosen:
        raise ReadError(source, f"has no posting with the id {job!r}; {_choices(jobs)}")
    raise ReadError(source, f"holds {len(chosen)} postings{' with this id' if job else ''}; {_choices(chosen)}")


def _named_of(jobs: list[Job], wish: str, source: str, missed: Callable[[str], object]) -> list[Job]:
    named = _named(jobs, wish, source)
    if not named:
        missed(_choices(jobs))
    return named


def _named(jobs: list[Job], wish: str, source: str) -> list[Job]:
    """The jobs with this id; failing that, the one whose id begins so or whose title or employer has these words."""
    exact = [job for job in jobs if job.id == wish]
    if exact:
        return exact
    words = re.compile(rf"(?<!\w){re.escape(wish)}(?!\w)", re.IGNORECASE)
    near = [job for job in jobs if job.id.startswith(wish) or words.search(f"{job.title} · {job.company}")]
    if len(near) > 1:
        raise ReadError(source, f"--job {wish} fits {len(near)} postings; {_choices(near)}")
    return near


def _choices(jobs: list[Job]) -> str:
    alike = len({job.title for job in jobs}) < len(jobs)
    named = [
        f"{job.title or 'no title'}{f', {job.company}' if alike and job.company else ''}" for job in jobs[:_MOST_SHOWN]
    ]
    shown = ", ".join(f"{job.id} ({name})" for job, name in zip(jobs, named, strict=False))
    more = f" and {len(jobs) - _MOST_SHOWN} more" if len(jobs) > _MOST_SHOWN else ""
    return f"name one with --job ID: {shown}{more}"


def read_job(job: Job) -> Posting:
    """The posting of a job.

    Raises:
        ReadError: It cannot be read, or what it holds is no posting.
    """
    with hidden_text() as hidden:
        posting = job.read()
    posting = with_hidden(posting, hidden)
    return posting if job.own else _checked(posting, job.place)


def _jobs(path: Path | str, stdin: BinaryIO | None, called: str) -> tuple[str, Iterator[Job]]:
    """Where the bytes came from, and the jobs that they hold."""
    source, content = _read_bytes(path, stdin, called)
    return source, jobs_in(content, source, source.strip("<>") if str(path) == "-" else Path(source).stem)


def jobs_in(content: bytes, source: str, name: str, before_number: str = "") -> Iterator[Job]:
    """The jobs that the content of a file holds.

    Args:
        content: The whole file.
        source: What errors call it.
        name: The id of a single job that has none.
        before_number: What stands before the number of one of several that has none.

    Raises:
        ReadError: It cannot be read as a posting.
        EmptyPostingError: It holds no text.
    """
    if not content.strip():
        raise EmptyPostingError(source, "is empty; give it the text of a job posting")
    content, encoding = without_mark(content)
    saved = json_inside(content)
    if saved is not None:
        _check_items(sum(map(saved.count, (b",", b"[", b"{"))), source)
        from jdparse.readers.board import find_jobs

        return find_jobs(decode_text(saved, source), source, name, before_number)
    feed = is_feed(content)
    if feed or is_table(content):
        _check_items(content.count(b"<") if feed else content.count(b"\n"), source)
        from jdparse.readers.board import jobs_of

        rows = read_feed(content, source) if feed else read_table(decode_text(content, source), source)
        return jobs_of(rows, source, name, before_number)
    with hidden_text() as hidden:
        postings = [with_hidden(posting, hidden) for posting in read_file(content, source, name, encoding)]
    if len(postings) == 1:
        return iter((_read_already(postings[0], name, source),))
    return (
        _read_already(posting, f"{before_number}{number}", f"{source}: posting {number}", one_of_many=True)
        for number, posting in enumerate(postings, 1)
    )


def _check_items(items: int, source: str) -> None:
    if items > MAX_ITEMS:
        raise ReadError(source, f"has more than {MAX_ITEMS:,} values, far more than a list of jobs; give a part of it")


def _read_already(posting: Posting, job_id: str, place: str, *, one_of_many: bool = False) -> Job:
    return Job(job_id, posting.title, place, lambda: posting, one_of_many=one_of_many, company=posting.company)


def _read_bytes(path: Path | str, stdin: BinaryIO | None, name: str) -> tuple[str, bytes]:
    if str(path) == "-":
        if stdin is None:
            raise ReadError(name, "nothing to read")
        return name, _all_of(stdin, name)
    if re.match(r"(?i)file://", str(path)):
        raise ReadError(str(path), "is the address of a file; give its path alone, without file://")
    if re.match(r"(?i)(?:https?|ftp)://|www\.[\w-]+\.\w", str(path)) and not Path(path).exists():
        raise ReadError(
            str(path),
            f"is an address, and {NO_NETWORK}",
        )
    file = Path(path)
    try:
        if file.is_dir():
            raise ReadError(str(path), "is a folder; give one file, or several")
        return str(path), _all_of(file, str(path))
    except FileNotFoundError as error:
        raise ReadError(str(path), NO_FILE) from error
    except (OSError, ValueError) as error:
        raise ReadError(str(path), f"cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _all_of(place: Path | BinaryIO, name: str) -> bytes:
    content = read_at_most(place, MAX_BYTES)
    if len(content) > MAX_BYTES:
        raise ReadError(
            name,
            f"has more than {MAX_BYTES // 1_000_000} MB, far more than a posting; give one posting (of many: tailor batch)",
        )
    return content


def _checked(posting: Posting, place: str) -> Posting:
    if not re.search(r"\w", posting.text):
        raise EmptyPostingError(place, "holds no text; give it the text of a job posting")
    language = foreign_language(posting.text)
    if language:
        raise ReadError(place, f"seems to be in {language}; only English postings are read")
    problem = problem_of_kind(posting.text, posting.title)
    if problem:
        raise ReadError(place, problem)
    return posting
