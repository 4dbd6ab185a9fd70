"""Entries that both formats share: work, projects, skills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from tailor.profile.resume.resume import Job, linkless, read_links
from tailor.profile.resume.said import inline, said


def _listed(value: object) -> list[object]:
    """A value as a list: several stand for themselves, an empty text for none."""
    return list(value) if isinstance(value, list | tuple) else [] if value in ("", None) else [value]


def _texts(value: object) -> list[str]:
    """Texts, whatever holds them: a list, a text with a line each, groups of fields."""
    if isinstance(value, dict) and not is_pair(value):
        return [": ".join(part for part in (key, inline(one)) if part) for key, one in value.items()]
    found = [line for one in _listed(value) for line in (one.split("\n") if isinstance(one, str) else [_pair(one)])]
    return [text for text in found if text.strip()]


def _pair(value: object) -> str:
    """A group as a text; "Latency: 45 ms" without quotes is a group to YAML, and was meant as text."""
    if isinstance(value, dict):
        # Why: a line that has a group of its own ({"text": ...}) has no use for the group's names.
        return ": ".join(next(iter(value.items()))) if _is_label(value) else inline(list(value.values()))
    return inline(value)


def _is_label(value: dict[str, object]) -> bool:
    return is_pair(value) and next(iter(value)).lower() not in _NAMES_OF_TEXT


_NAMES_OF_TEXT = frozenset({"text", "content", "value", "description", "name", "highlight", "bullet"})


def _keywords(value: object) -> list[str]:
    """Names in a list; a text holds them between commas."""
    return [name for text in _texts(value) for name in (text.split(",") if isinstance(value, str) else [text])]


def is_pair(value: object) -> bool:
    """Whether a value is one name with one text."""
    return isinstance(value, dict) and len(value) == 1 and isinstance(next(iter(value.values())), str)


#: A text on one line; a list or a group of fields in its place becomes one.
Words = Annotated[str, BeforeValidator(lambda value: " ".join(inline(value).split()))]
#: A text that may run over several lines.
Prose = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else "\n".join(_texts(value)))]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Names = Annotated[tuple[str, ...], BeforeValidator(_keywords)]


def rows_of(tree: Mapping[str, Any], key: str, aside: list[str]) -> list[dict[str, Any]]:
    """The groups of fields that stand under a key, in whatever way they are written.

    Args:
        tree: A part of a résumé.
        key: Such as ``work``.
        aside: Takes what is no group, as lines.
    """
    value = tree.get(key)
    if isinstance(value, dict):
        if any(isinstance(one, dict) for one in value.values()):
            value = [one if isinstance(one, dict) else {name: one} for name, one in value.items()]
        elif any(isinstance(one, list) for one in value.values()) and key == "skills":
            value = [{"name": name, "keywords": one} for name, one in value.items()]
    elif isinstance(value, str) and key == "skills":
        value = [{"keywords": value}] if value else []
    rows = [{"name": one} if isinstance(one, str) and key == "skills" else one for one in _listed(value)]
    aside += [line for one in rows if not isinstance(one, dict) for line in said(key, one)]
    return [one for one in rows if isinstance(one, dict)]


class Entry(BaseModel):
    """A part of a résumé; what it holds beside its fields is kept."""

    model_config = ConfigDict(extra="allow", frozen=True)

    def more(self) -> Iterator[str]:
        """What the fields do not hold, a line each."""
        for key, value in (self.model_extra or {}).items():
            yield from said(key, value)


class _Dated(Entry):
    """An entry of either format."""

    highlights: Texts = ()
    summary: Prose = ""
    description: Prose = ""
    start: Words = Field("", validation_alias=AliasChoices("startDate", "start_date"))
    end: Words = Field("", validation_alias=AliasChoices("endDate", "end_date"))
    date: Words = ""

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

    name: Words = ""
    company: Words = ""
    organization: Words = ""
    position: Words = ""


class Project(_Dated):
    """A project."""

    name: Words = ""
    entity: Words = ""
    keywords: Names = ()


class Skill(Entry):
    """A group of skills."""

    name: Words = ""
    label: Words = ""
    details: Words = ""
    keywords: Names = ()


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
