"""Entries that both formats share: work, projects, skills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from tailor.profile.resume.resume import Job, linkless, read_links
from tailor.profile.resume.validated import said


def listed(value: object) -> object:
    """An empty text in the place of a list is an empty list."""
    return [] if value == "" else value


def _texts(value: object) -> object:
    """A list of texts; "Latency: 45 ms" without quotes is a group to YAML, and was meant as text."""
    if not isinstance(value, list):
        return listed(value)
    return [": ".join(next(iter(one.items()))) if is_pair(one) else one for one in value if one != ""]


def is_pair(value: object) -> bool:
    """Whether a value is one name with one text."""
    return isinstance(value, dict) and len(value) == 1 and isinstance(next(iter(value.values())), str)


_Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
#: One text, or several: RenderCV takes both.
OneOrMore = Annotated[
    tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) and value else listed(value))
]


class Entry(BaseModel):
    """A part of a résumé; what it holds beside its fields is kept."""

    model_config = ConfigDict(extra="allow", frozen=True)

    def more(self) -> Iterator[str]:
        """What the fields do not hold, a line each."""
        for key, value in (self.model_extra or {}).items():
            yield from said(key, value)


class _Dated(Entry):
    """An entry of either format."""

    highlights: _Texts = ()
    summary: str = ""
    description: str = ""
    start: str = Field("", validation_alias=AliasChoices("startDate", "start_date"))
    end: str = Field("", validation_alias=AliasChoices("endDate", "end_date"))
    date: str = ""

    def job(
        self,
        employer: str,
        title: str,
        more: Iterable[str] = (),
        *,
        keywords: tuple[str, ...] = (),
        project: bool = False,
    ) -> Job:
        """The entry as a job; a single date is its begin and its end, because it names no time that goes on."""
        both = "" if self.start or self.end else self.date
        dates = (self.start or both, self.end or both)
        return Job(
            employer=linkless(employer),
            title=linkless(title),
            highlights=self.highlights,
            prose=tuple(text for text in (self.summary, self.description) if text),
            start=dates[0],
            end=dates[1],
            more=(
                *read_links(employer, title),
                *more,
                *([f"date: {self.date}"] if self.date not in {"", *dates} else []),
                *self.more(),
            ),
            keywords=keywords,
            project=project,
        )


class Work(_Dated):
    """A job."""

    name: str = ""
    company: str = ""
    organization: str = ""
    position: str = ""


class Project(_Dated):
    """A project."""

    name: str = ""
    entity: str = ""
    keywords: _Texts = ()


class Skill(Entry):
    """A group of skills."""

    name: str = ""
    label: str = ""
    details: str = ""
    keywords: _Texts = ()


def unused(row: Work) -> Iterator[str]:
    """Names of an employer beside the one that is used."""
    names = dict.fromkeys(name for name in (row.name, row.company, row.organization) if name)
    if len(names) > 1:
        yield f"also: {', '.join(names)}"


def known(me: Mapping[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
    """What a résumé gives of a person, links out of the texts."""
    return {key: linkless(value) if isinstance(value, str) else value for key, value in me.items() if value}


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names once each, in their order."""
    return tuple(dict.fromkeys(name for raw in names if (name := linkless(raw).strip(" .:"))))
