"""Saved JSON, feeds and tables -> jobs: our own rows, a schema.org JobPosting, what the API of a job board gives, usual names of fields.

Only the job that is wanted is turned into a posting: a board's list holds hundreds, some without text and some in
other languages, and none of them should stand in the way of the one.

Source: https://developers.greenhouse.io/job-board.html; https://github.com/lever/postings-api;
https://developers.ashbyhq.com/docs/public-job-posting-api; https://developers.smartrecruiters.com/docs/objects;
https://workable.readme.io/reference/jobsshortcode; https://docs.recruitee.com/reference
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from jdparse.errors import EmptyPostingError, ReadError
from jdparse.readers.board.shapes import Board, OwnRow, field_hint, has_board, read_row
from jdparse.readers.head import guess_title_and_company
from jdparse.readers.headlines import company_of_site, guess_from_headline
from jdparse.readers.jobs import Job, Told
from jdparse.readers.page import posting_of
from jdparse.readers.page.lines import html_to_text
from jdparse.readers.page.schema import find_jobs as find_job_postings
from jdparse.readers.plain import clean_name, plain_name
from jdparse.readers.site import before_the_site
from jdparse.readers.titles import without_stop
from jdparse.readers.usual import usual_jobs
from jdparse.types import Posting

#: The list of an employer with two thousand openings has some thirty megabytes.
MAX_DOCUMENT_CHARACTERS = 60_000_000
#: The text of one posting is a few thousand characters.
MAX_JOB_CHARACTERS = 1_000_000
_SITE = re.compile(
    r"https?://(?:"
    r"(?:jobs|boards|job-boards|apply)(?:\.eu)?\.(?:lever\.co|ashbyhq\.com|greenhouse\.io|workable\.com)/(?!j/|embed\b)(?P<path>[\w.%-]+)"
    r"|(?!www\.|apply\.)(?P<host>[\w-]+)\.(?:recruitee|workable)\.com"
    r"|(?:(?:www|jobs|careers)\.)?(?P<own>[\w-]+)\.[\w.]+/\S*\bgh_jid=)"
)


def find_jobs(text: str, source: str, name: str, before_number: str = "") -> Iterator[Job]:
    """The jobs of a JSON document or of JSON lines, in their order.

    Args:
        text: The file's text.
        source: The file, for messages.
        name: The id of a single job that has none.
        before_number: What stands before the number of one of several that has none.

    Raises:
        ReadError: The text is no JSON, or holds no job of a known shape.
        EmptyPostingError: It is a list without jobs.
    """
    start = len(text) - len(text.lstrip())
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string"):
            raise ReadError(
                source, f"is cut off: its JSON ends at character {len(text.rstrip())}; save it again"
            ) from error
        raise _no_json(f"{source}:{error.lineno}", error) from error
    except (ValueError, RecursionError) as error:
        raise _no_json(f"{source}:1", error) from error
    if not text[end:].strip():
        if len(text) > MAX_DOCUMENT_CHARACTERS:
            raise ReadError(source, f"has {len(text) / 1e6:.0f} million characters; give the jobs as JSON lines")
        yield from jobs_of(value, source, name, before_number)
        return
    # Only "\n" ends a row: JSON strings may hold U+2028 and its like as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield job_of_line(line, f"{source}:{number}", source, f"{before_number}{number}")


def _no_json(place: str, error: Exception) -> ReadError:
    why = f" ({error.msg}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else " that can be read"
    return ReadError(place, f"is not a JSON object{why}; save it again, or give JSON lines, each with id and text")


def job_of_line(line: str, place: str, source: str, number: str) -> Job:
    """The job of one of JSON lines; `job_of` tells the rest."""
    try:
        return job_of(json.loads(line), place, source, number)
    except (ValueError, RecursionError) as error:
        return _no_job(number, place, _no_json(place, error))


def jobs_of(value: Any, source: str, name: str, before_number: str = "") -> Iterator[Job]:
    """The jobs of parsed JSON, of the rows of a table or of XML as records.

    Args:
        value: What was parsed.
        source: The file, for messages.
        name: The id of a single job that has none.
        before_number: As for `find_jobs`.

    Raises:
        ReadError: It holds no job of a known shape, or none with its text.
        EmptyPostingError: It is a list without jobs.
    """
    rows, company = _rows(value)
    if not rows:
        raise EmptyPostingError(source, "holds no jobs")
    told = [None if next(find_job_postings(row), None) else read_row(row) for row in rows]
    unknown = all(isinstance(said, str) and not has_board(row) for row, said in zip(rows, told, strict=True))
    if unknown and (usual := list(usual_jobs(value))):
        rows, told = list(usual), list(usual)
    if len(rows) == 1:
        own = rows[0] is value and isinstance(value, dict) and "text" in value and not isinstance(told[0], Told)
        yield job_of(rows[0], f"{source}:1" if own else source, source, f"{before_number}1" if own else name, company)
        return
    if all(isinstance(row, Told) and not row.parts for row in told):
        titles = ", ".join(row.title for row in told[:_MOST_TITLES] if isinstance(row, Told))
        raise ReadError(source, f"holds {len(rows)} jobs without their text ({titles}); {field_hint(rows[0])}")
    board = any(isinstance(row, Told) for row in told)
    employers = _employers([row for row in told if isinstance(row, Told)])
    for number, row in enumerate(rows, 1):
        job_id, place = f"{before_number}{number}", f"{source}: row {number}"
        yield job_of(row, place, source, job_id, company, employers, one_of_many=board)


#: A message about jobs without text names no more of them.
_MOST_TITLES = 5


def _employers(told: list[Told]) -> dict[str, str]:
    """How the employers of a list are spelt, by their names on the board: one spelling in all of their jobs."""
    texts: dict[str, list[str]] = defaultdict(list)
    for job in told:
        if not job.company and (site := _site(job.address)):
            texts[site].append(_TAG.sub(" ", html.unescape(" ".join(markup[:_HEAD] for _, markup in job.parts))))
    return {site: company_of_site(site, "\n".join(parts)) for site, parts in texts.items() if len(parts) > 1}


_TAG = re.compile(r"<[^<>]*>")
#: The beginning of a job's text, in characters; an employer is named there.
_HEAD = 4000


def _rows(value: Any) -> tuple[list[Any], str]:
    """The jobs of a document, and the employer's name where it stands beside them."""
    if isinstance(value, list):
        return [job for row in value for job in (list(find_job_postings(row)) or [row])], ""
    if found := list(find_job_postings(value)):
        return list(found), ""
    if not isinstance(value, dict):
        return [value], ""
    for key in ("jobs", "offers", "content"):
        if isinstance(value.get(key), list):
            name = value.get("name")
            return value[key], name if isinstance(name, str) else ""
    return [value["offer"] if isinstance(value.get("offer"), dict) else value], ""


def job_of(
    row: Any,
    place: str,
    source: str,
    number: str,
    company: str = "",
    employers: Mapping[str, str] | None = None,
    *,
    one_of_many: bool = False,
) -> Job:
    """A row as a job; a row that is none raises only when it is read.

    Args:
        row: The parsed JSON, or what was told of a job already.
        place: The file and the row in it.
        source: The file.
        number: The job's id if it has none of its own.
        company: The employer, where the row does not say.
        employers: How the employers of the list are spelt, by their names on the board.
        one_of_many: Whether it stands in the list of a board.
    """
    described = next(find_job_postings(row), None)
    if described is not None:
        return _described_job(described, place, source, number, one_of_many=one_of_many)
    told = row if isinstance(row, Told) else read_row(row)
    if isinstance(told, str):
        return _no_job(number, place, ReadError(place, told), one_of_many=one_of_many)
    if isinstance(told, OwnRow):
        return _own_job(told, place, source, number)
    place = f"{source}: job {told.id}" if told.id and one_of_many else place
    read = partial(_read_told, told, place, source, told.id or number, company, employers or {}, field_hint(row))
    employer = plain_name(told.company or company)
    return Job(told.id or number, plain_name(told.title), place, read, one_of_many=one_of_many, company=employer)


def _read_told(
    told: Told, place: str, source: str, job_id: str, company: str, employers: Mapping[str, str], hint: str
) -> Posting:
    """The posting of what was told of a job."""
    text = "\n\n".join(filter(None, (_part(heading, markup) for heading, markup in told.parts)))
    if len(text) > MAX_JOB_CHARACTERS:
        raise ReadError(place, _too_long(text))
    if not text.strip():
        raise EmptyPostingError(place, f"has no text; {hint}")
    text = before_the_site(text)
    site, title = _site(told.address), plain_name(told.title)
    employer = plain_name(told.company or company) or employers.get(site) or company_of_site(site, text)
    announced = guess_from_headline(title)
    return Posting(text, announced[0] or title, employer or announced[1], source, job_id)


def _no_job(job_id: str, place: str, error: ReadError, *, one_of_many: bool = False) -> Job:
    def read() -> Posting:
        raise error

    return Job(job_id, "", place, read, one_of_many=one_of_many)


def _own_job(row: OwnRow, place: str, source: str, number: str) -> Job:
    job_id = row.id or number
    if len(row.text) > MAX_JOB_CHARACTERS:
        return _no_job(job_id, place, ReadError(place, _too_long(row.text)))
    if not row.text.strip():
        return _no_job(job_id, place, EmptyPostingError(place, "has an empty text"))
    title, company = row.title, row.company
    if title is None or company is None:
        guessed = guess_title_and_company(row.text)
        title = guessed[0] if title is None else title
        company = guessed[1] if company is None else company
    posting = Posting(row.text, without_stop(" ".join(title.split())), " ".join(company.split()), source, job_id)
    return Job(job_id, posting.title, place, lambda: posting, own=True, company=posting.company)


def _described_job(row: dict[str, Any], place: str, source: str, number: str, *, one_of_many: bool) -> Job:
    """The job of a schema.org JobPosting that came without a page around it."""
    identifier = row.get("identifier")
    identifier = identifier.get("value") if isinstance(identifier, dict) else identifier
    job_id = str(identifier) if isinstance(identifier, (str, int)) and str(identifier).strip() else number

    def read() -> Posting:
        posting = posting_of(row, source, job_id)
        if not posting.text:
            raise EmptyPostingError(place, f"has no description; {Board.hint}")
        if len(posting.text) > MAX_JOB_CHARACTERS:
            raise ReadError(place, _too_long(posting.text))
        return posting

    employer = clean_name(row.get("hiringOrganization"))
    return Job(job_id, plain_name(row.get("title")), place, read, one_of_many=one_of_many, company=employer)


def _too_long(text: str) -> str:
    return f"holds {len(text):,} characters, far more than a posting"


def _part(heading: str, markup: str) -> str:
    """A heading and the text below it; the colon tells the heading from a line of text, as its type size did."""
    text, heading = html_to_text(markup), plain_name(heading)
    if not text or not heading:
        return text
    return f"{heading}{'' if heading.endswith((':', '?', '!', '.', '…')) else ':'}\n{text}"


def _site(address: str) -> str:
    """The name under which an employer stands on a board, from the address of one of its jobs."""
    found = _SITE.match(address)
    return (found["path"] or found["host"] or found["own"]) if found else ""
