"""The JSON of each job board, as values."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from jdparse.lexicon.files import explain
from jdparse.readers.jobs import Told
from jdparse.readers.plain import sound
from jdparse.readers.usual import keys_of, usual_job

_WANTED = "what is read has a title and a text under their usual names (title, company, description) or is a schema.org JobPosting"


def _told(row: _Row, title: str, company: str, address: str, *parts: tuple[str, str]) -> Told:
    return Told(row.id, title, company, address, tuple(part for part in parts if part[1].strip()))


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


class OwnRow(_Row):
    """A job as this program's own JSON lines have it."""

    text: _Words
    title: _MaybeWords = None
    company: _MaybeWords = None


class _Section(_Values):
    title: _Words = ""
    text: _Words = ""
    content: _Words = ""


class Board(_Row):
    """A job as one board gives it.

    Attributes:
        fields: What only this board calls a field so; one of them tells it.
        hint: What to save where a job comes without its text.
    """

    fields: ClassVar[frozenset[str]]
    hint: ClassVar[str] = "save the page of the job itself"

    def told(self) -> Told:
        """What it tells."""
        raise NotImplementedError


class _Greenhouse(Board):
    fields = frozenset({"absolute_url", "internal_job_id", "content"})
    hint = "save it again with ?content=true at the end of its address"
    title: _Words = ""
    content: _Words = ""
    absolute_url: _Words = ""
    company_name: _Words = ""

    def told(self) -> Told:
        # The API escapes the HTML; where tags stand as tags, somebody has unescaped it already.
        content = self.content if "<" in self.content else html.unescape(self.content)
        return _told(self, self.title, self.company_name, self.absolute_url, ("", content))


class _Lever(Board):
    fields = frozenset({"hostedUrl", "lists", "descriptionPlain"})
    text: _Words = ""
    description: _Words = ""
    description_plain: _Words = Field("", alias="descriptionPlain")
    lists: Annotated[tuple[_Section, ...], BeforeValidator(lambda value: value or ())] = ()
    additional: _Words = ""
    additional_plain: _Words = Field("", alias="additionalPlain")
    hosted_url: _Words = Field("", alias="hostedUrl")

    def told(self) -> Told:
        lists = ((part.text, f"<ul>{part.content}</ul>" if part.content.strip() else "") for part in self.lists)
        first, last = self.description or self.description_plain, self.additional or self.additional_plain
        return _told(self, self.text, "", self.hosted_url, ("", first), *lists, ("", last))


class _Ashby(Board):
    fields = frozenset({"descriptionHtml", "descriptionPlain", "jobUrl"})
    title: _Words = ""
    description_html: _Words = Field("", alias="descriptionHtml")
    description_plain: _Words = Field("", alias="descriptionPlain")
    job_url: _Words = Field("", alias="jobUrl")
    organization: _Words = Field("", alias="organizationName")

    def told(self) -> Told:
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


class _SmartRecruiters(Board):
    fields = frozenset({"jobAd", "releasedDate"})
    hint = "the list never has it: save the address of the job itself, which ends in /postings/ID"
    name: _Words = ""
    company: _Company = _Company()
    job_ad: _JobAd = Field(_JobAd(), alias="jobAd")

    def told(self) -> Told:
        ad = self.job_ad.sections
        parts = ((part.title, part.text) for part in (ad.company, ad.duties, ad.qualifications, ad.more))
        return _told(self, self.name, self.company.name, "", *parts)


class _Workable(Board):
    fields = frozenset({"shortcode"})
    hint = "save it again with ?details=true at the end of its address"
    id: _Words = Field("", alias="shortcode")
    title: _Words = ""
    description: _Words = ""
    requirements: _Words = ""
    benefits: _Words = ""
    url: _Words = ""

    def told(self) -> Told:
        rest = (("Requirements", self.requirements), ("Benefits", self.benefits))
        return _told(self, self.title, "", self.url, ("", self.description), *rest)


class _Recruitee(Board):
    fields = frozenset({"careers_url", "careers_apply_url"})
    title: _Words = ""
    description: _Words = ""
    requirements: _Words = ""
    company_name: _Words = ""
    careers_url: _Words = ""

    def told(self) -> Told:
        rest = ("Requirements", self.requirements)
        return _told(self, self.title, self.company_name, self.careers_url, ("", self.description), rest)


#: The first that knows one of a job's fields reads it.
_KNOWN: tuple[type[Board], ...] = (_SmartRecruiters, _Recruitee, _Workable, _Greenhouse, _Ashby)


def board_of(row: dict[str, Any]) -> type[Board] | None:
    """The board whose fields a row has; None for a row of our own."""
    if "text" in row:
        return None if _Lever.fields.isdisjoint(row) else _Lever
    return next((board for board in _KNOWN if not board.fields.isdisjoint(row)), None)


def has_board(row: Any) -> bool:
    """Whether a row has a field by which a board is known."""
    return isinstance(row, dict) and board_of(row) is not None


def field_hint(row: Any) -> str:
    """Where the text of such a row would stand."""
    return ((board_of(row) if isinstance(row, dict) else None) or Board).hint


def read_row(row: Any) -> Told | OwnRow | str:
    """What a row holds, or what is wrong with it."""
    if not isinstance(row, dict):
        return f"is not a posting; {_WANTED}"
    board = board_of(row)
    try:
        if board:
            told = board.model_validate(row).told()
            usual = None if told.company and told.parts else usual_job(row)
            if usual and usual.parts and not (told.title and told.parts):
                return usual
            return replace(told, company=usual.company) if usual else told
        usual = usual_job(row)
        if "text" in row and ("title" in row or usual is None):
            return OwnRow.model_validate(row)
    except ValidationError as error:
        return f"is not a posting ({explain(error)}); each row needs id and text"
    said = row.get("error") or row.get("message")
    if isinstance(said, str):
        return f"is no posting but an error that a board sent ({said[:80]}); check the address and save it again"
    if usual is not None:
        return usual
    found = keys_of(row)
    return f"is not a posting; {f'its keys are {found}; ' if found else ''}{_WANTED}"
