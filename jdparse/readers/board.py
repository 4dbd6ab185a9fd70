"""Saved JSON -> jobs: our own rows, a schema.org JobPosting, or what the API of a job board gives.

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
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from jdparse.errors import EmptyPostingError, ReadError
from jdparse.lexicon import explain
from jdparse.readers.headlines import company_of_site
from jdparse.readers.jobs import Job
from jdparse.readers.page import find_jobs as find_job_postings
from jdparse.readers.page import html_to_text, plain_name, posting_of, sound
from jdparse.readers.titles import guess_title_and_company
from jdparse.types import Posting

#: The list of an employer with two thousand openings has some thirty megabytes.
MAX_DOCUMENT_CHARACTERS = 60_000_000
#: The text of one posting is a few thousand characters.
MAX_JOB_CHARACTERS = 1_000_000
_SHAPES = (
    "what is read: rows with id and text, a schema.org JobPosting, and what "
    "Greenhouse, Lever, Ashby, SmartRecruiters, Workable or Recruitee give"
)

_SITE = re.compile(
    r"https?://(?:"
    r"(?:jobs|boards|job-boards|apply)(?:\.eu)?\.(?:lever\.co|ashbyhq\.com|greenhouse\.io|workable\.com)/(?!j/|embed\b)(?P<path>[\w.%-]+)"
    r"|(?!www\.|apply\.)(?P<host>[\w-]+)\.(?:recruitee|workable)\.com"
    r"|(?:(?:www|jobs|careers)\.)?(?P<own>[\w-]+)\.[\w.]+/\S*\bgh_jid=)"
)


def find_jobs(text: str, source: str, name: str) -> Iterator[Job]:
    """The jobs of a JSON document or of JSON lines, in their order.

    Args:
        text: The file's text.
        source: The file, for messages.
        name: The id of a single job that has none.

    Raises:
        ReadError: The text is no JSON, or holds no job of a known shape.
        EmptyPostingError: It is a list without jobs.
    """
    start = len(text) - len(text.lstrip())
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise _no_json(f"{source}:{error.lineno}", error) from error
    except (ValueError, RecursionError) as error:
        raise _no_json(f"{source}:1", error) from error
    if not text[end:].strip():
        if len(text) > MAX_DOCUMENT_CHARACTERS:
            raise ReadError(source, f"has {len(text) / 1e6:.0f} million characters; give the jobs as JSON lines")
        yield from _of_document(value, source, name)
        return
    # Only "\n" ends a row: JSON strings may hold U+2028 and its like as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _of_line(line, f"{source}:{number}", source, str(number))


def _no_json(place: str, error: Exception) -> ReadError:
    why = f" ({error.msg}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else " that can be read"
    return ReadError(place, f"is not a JSON object{why}; save it again, or give JSON lines, each with id and text")


def _of_line(line: str, place: str, source: str, number: str) -> Job:
    try:
        return _job(json.loads(line), place, source, number)
    except (ValueError, RecursionError) as error:
        return _no_job(number, place, _no_json(place, error))


def _of_document(value: Any, source: str, name: str) -> Iterator[Job]:
    rows, company = _rows(value)
    if not rows:
        raise EmptyPostingError(source, "holds no jobs")
    if len(rows) == 1:
        row = rows[0]
        own = row is value and "text" in row and _board_of(row) is None
        yield _job(row, f"{source}:1", source, "1") if own else _job(row, source, source, name, company)
        return
    told = [_read_row(row) for row in rows]
    if all(isinstance(row, _Told) and not row.parts for row in told):
        raise ReadError(source, f"holds {len(rows)} jobs without their text; {_hint(rows[0])}")
    board = any(isinstance(row, _Told) for row in told)
    for number, row in enumerate(rows, 1):
        yield _job(row, f"{source}: row {number}", source, str(number), company, one_of_many=board)


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


def _job(row: Any, place: str, source: str, number: str, company: str = "", *, one_of_many: bool = False) -> Job:
    """A row as a job; a row that is none raises only when it is read.

    Args:
        row: The parsed JSON.
        place: The file and the row in it.
        source: The file.
        number: The job's id if it has none of its own.
        company: The employer, where the row does not say.
        one_of_many: Whether it stands in the list of a board.
    """
    described = next(find_job_postings(row), None)
    if described is not None:
        return _described_job(described, place, source, number, one_of_many=one_of_many)
    told = _read_row(row)
    if isinstance(told, str):
        return _no_job(number, place, ReadError(place, told), one_of_many=one_of_many)
    if isinstance(told, _OwnRow):
        return _own_job(told, place, source, number)
    job_id, title = told.id or number, plain_name(told.title)
    place = f"{source}: job {told.id}" if told.id and one_of_many else place

    def read() -> Posting:
        text = "\n\n".join(filter(None, (_part(heading, markup) for heading, markup in told.parts)))
        if len(text) > MAX_JOB_CHARACTERS:
            raise ReadError(place, _too_long(text))
        if not text.strip():
            raise EmptyPostingError(place, f"has no text; {_hint(row)}")
        employer = plain_name(told.company or company) or company_of_site(_site(told.address), text)
        return Posting(text, title, employer, source, job_id)

    return Job(job_id, title, place, read, one_of_many=one_of_many)


def _no_job(job_id: str, place: str, error: ReadError, *, one_of_many: bool = False) -> Job:
    def read() -> Posting:
        raise error

    return Job(job_id, "", place, read, one_of_many=one_of_many)


def _own_job(row: _OwnRow, place: str, source: str, number: str) -> Job:
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
    posting = Posting(row.text, " ".join(title.split()), " ".join(company.split()), source, job_id)
    return Job(job_id, posting.title, place, lambda: posting, own=True)


def _described_job(row: dict[str, Any], place: str, source: str, number: str, *, one_of_many: bool) -> Job:
    """The job of a schema.org JobPosting that came without a page around it."""
    identifier = row.get("identifier")
    identifier = identifier.get("value") if isinstance(identifier, dict) else identifier
    job_id = str(identifier) if isinstance(identifier, (str, int)) and str(identifier).strip() else number

    def read() -> Posting:
        posting = posting_of(row, source, job_id)
        if not posting.text:
            raise EmptyPostingError(place, f"has no description; {_Board.hint}")
        if len(posting.text) > MAX_JOB_CHARACTERS:
            raise ReadError(place, _too_long(posting.text))
        return posting

    return Job(job_id, plain_name(row.get("title")), place, read, one_of_many=one_of_many)


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


@dataclass(frozen=True, slots=True)
class _Told:
    """What a board tells of a job.

    Attributes:
        id: The board's own id.
        title: The job's title.
        company: The employer's name, if the board gives it.
        address: Where the job stands on the web.
        parts: Headings and the HTML or text below them, in the order of the board's own page; none that is empty.
    """

    id: str
    title: str
    company: str
    address: str
    parts: tuple[tuple[str, str], ...]


def _told(row: _Row, title: str, company: str, address: str, *parts: tuple[str, str]) -> _Told:
    return _Told(row.id, title, company, address, tuple(part for part in parts if part[1].strip()))


def _words(value: Any) -> Any:
    """A field of JSON as text: nothing for null, no halves of characters."""
    return "" if value is None else sound(value) if isinstance(value, str) else value


def _words_if_any(value: Any) -> Any:
    return None if value is None else _words(value)


_Words = Annotated[str, BeforeValidator(_words)]
_MaybeWords = Annotated[str | None, BeforeValidator(_words_if_any)]


class _Values(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, frozen=True)


class _Row(_Values):
    id: _Words = ""


class _OwnRow(_Row):
    text: _Words
    title: _MaybeWords = None
    company: _MaybeWords = None


class _Section(_Values):
    title: _Words = ""
    text: _Words = ""
    content: _Words = ""


class _Board(_Row):
    """A job as one board gives it.

    Attributes:
        fields: What only this board calls a field so; one of them tells it.
        hint: What to save where a job comes without its text.
    """

    fields: ClassVar[frozenset[str]]
    hint: ClassVar[str] = "save the page of the job itself"

    def told(self) -> _Told:
        """What it tells."""
        raise NotImplementedError


class _Greenhouse(_Board):
    fields = frozenset({"absolute_url", "internal_job_id", "content"})
    hint = "save it again with ?content=true at the end of its address"
    title: _Words = ""
    content: _Words = ""
    absolute_url: _Words = ""
    company_name: _Words = ""

    def told(self) -> _Told:
        # The API escapes the HTML; where tags stand as tags, somebody has unescaped it already.
        content = self.content if "<" in self.content else html.unescape(self.content)
        return _told(self, self.title, self.company_name, self.absolute_url, ("", content))


class _Lever(_Board):
    fields = frozenset({"hostedUrl", "lists", "descriptionPlain"})
    text: _Words = ""
    description: _Words = ""
    description_plain: _Words = Field("", alias="descriptionPlain")
    lists: Annotated[tuple[_Section, ...], BeforeValidator(lambda value: value or ())] = ()
    additional: _Words = ""
    additional_plain: _Words = Field("", alias="additionalPlain")
    hosted_url: _Words = Field("", alias="hostedUrl")

    def told(self) -> _Told:
        lists = ((part.text, f"<ul>{part.content}</ul>" if part.content.strip() else "") for part in self.lists)
        first, last = self.description or self.description_plain, self.additional or self.additional_plain
        return _told(self, self.text, "", self.hosted_url, ("", first), *lists, ("", last))


class _Ashby(_Board):
    fields = frozenset({"descriptionHtml", "descriptionPlain", "jobUrl"})
    title: _Words = ""
    description_html: _Words = Field("", alias="descriptionHtml")
    description_plain: _Words = Field("", alias="descriptionPlain")
    job_url: _Words = Field("", alias="jobUrl")
    organization: _Words = Field("", alias="organizationName")

    def told(self) -> _Told:
        return _told(
            self, self.title, self.organization, self.job_url, ("", self.description_html or self.description_plain)
        )


class _Company(_Values):
    name: _Words = ""


class _Sections(_Values):
    company: _Section = Field(_Section(), alias="companyDescription")
    duties: _Section = Field(_Section(), alias="jobDescription")
    qualifications: _Section = _Section()
    more: _Section = Field(_Section(), alias="additionalInformation")


class _JobAd(_Values):
    sections: _Sections = _Sections()


class _SmartRecruiters(_Board):
    fields = frozenset({"jobAd", "releasedDate"})
    hint = "the list never has it: save the address of the job itself, which ends in /postings/ID"
    name: _Words = ""
    company: _Company = _Company()
    job_ad: _JobAd = Field(_JobAd(), alias="jobAd")

    def told(self) -> _Told:
        ad = self.job_ad.sections
        parts = ((part.title, part.text) for part in (ad.company, ad.duties, ad.qualifications, ad.more))
        return _told(self, self.name, self.company.name, "", *parts)


class _Workable(_Board):
    fields = frozenset({"shortcode"})
    hint = "save it again with ?details=true at the end of its address"
    id: _Words = Field("", alias="shortcode")
    title: _Words = ""
    description: _Words = ""
    requirements: _Words = ""
    benefits: _Words = ""
    url: _Words = ""

    def told(self) -> _Told:
        rest = (("Requirements", self.requirements), ("Benefits", self.benefits))
        return _told(self, self.title, "", self.url, ("", self.description), *rest)


class _Recruitee(_Board):
    fields = frozenset({"careers_url", "careers_apply_url"})
    title: _Words = ""
    description: _Words = ""
    requirements: _Words = ""
    company_name: _Words = ""
    careers_url: _Words = ""

    def told(self) -> _Told:
        rest = ("Requirements", self.requirements)
        return _told(self, self.title, self.company_name, self.careers_url, ("", self.description), rest)


#: The first that knows one of a job's fields reads it.
_KNOWN: tuple[type[_Board], ...] = (_SmartRecruiters, _Recruitee, _Workable, _Greenhouse, _Ashby)


def _board_of(row: dict[str, Any]) -> type[_Board] | None:
    if "text" in row:
        return None if _Lever.fields.isdisjoint(row) else _Lever
    return next((board for board in _KNOWN if not board.fields.isdisjoint(row)), None)


def _hint(row: Any) -> str:
    return (_board_of(row) or _Board).hint


def _read_row(row: Any) -> _Told | _OwnRow | str:
    """What a row holds, or what is wrong with it."""
    if not isinstance(row, dict):
        return f"is not a posting; {_SHAPES}"
    board = _board_of(row)
    try:
        if board:
            return board.model_validate(row).told()
        if "text" in row:
            return _OwnRow.model_validate(row)
    except ValidationError as error:
        return f"is not a posting ({explain(error)}); each row needs id and text"
    said = row.get("error") or row.get("message")
    if isinstance(said, str):
        return f"is no posting but an error that a board sent ({said[:80]}); check the address and save it again"
    return f"is not a posting; {_SHAPES}"
