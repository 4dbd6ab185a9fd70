"""A résumé in the formats of JSON Resume and RenderCV -> what it says, format aside.

Both formats let a file hold more than they name, so unknown keys are no problem: what has no place in `Resume` is kept as
lines of text, so that nothing that a person wrote is lost on the way.

Source: https://jsonresume.org/schema (JSON Resume 1.x and the names that it had before) and
https://docs.rendercv.com/user_guide/yaml_input_structure/ (the entry types of RenderCV)
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TypeVar

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tailor.errors import EmptyResumeError, ResumeError
from tailor.text_file import read_text_file, source_name

#: The longest published samples have 12 kB; YAML of many times that takes long to read.
MAX_RESUME_BYTES = 500_000
#: More values than this come from anchors that repeat each other, not from a person.
MAX_VALUES = 20_000
#: Deeper than this nests no field of the two formats.
MAX_DEPTH = 20
#: A longer address that holds its own data is an image.
MAX_WORD = 300

_JSON_KEYS = (
    "basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests",
    "references", "projects",
)  # fmt: skip
#: What says how a résumé looks, not what it says.
_NO_CONTENT = frozenset({"image", "photo", "picture", "meta", "$schema"})
#: Words with which a résumé says that a job goes on.
_STILL = re.compile(r"(?i)\b(?:present|current|currently|now|today|ongoing|to date)\b")

M = TypeVar("M", bound="_Entry")


@dataclass(frozen=True, slots=True)
class Job:
    """A post, a project or a voluntary work.

    Attributes:
        employer: Who it was for; empty for a project of one's own.
        title: The position, or the project's name.
        start: When it began, in the résumé's words.
        end: When it ended, in the résumé's words; empty if it does not say.
        highlights: What was done, an item each.
        prose: Summary and description.
        more: Whatever else the entry says, a line each.
        keywords: Tools that the entry lists.
        project: Whether the title names a thing that was built.
    """

    employer: str
    title: str
    start: str = ""
    end: str = ""
    highlights: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    project: bool = False

    @property
    def past(self) -> bool:
        """Whether the résumé says that it ended."""
        return bool(self.end) and not _STILL.search(self.end)

    @property
    def heading(self) -> str:
        """Who, what and when, on one line."""
        dates = self.start if self.start == self.end else " to ".join(date for date in (self.start, self.end) if date)
        who = ", ".join(part for part in (self.title, self.employer) if part)
        return f"{who} ({dates})" if who and dates else who or dates


@dataclass(frozen=True, slots=True)
class Resume:
    """What a résumé says.

    Attributes:
        source: The file.
        me: Fields of the profile's ``[me]``.
        jobs: Posts, voluntary work and projects in the file's order.
        skills: Each skill and tool that it lists.
        rest: Everything else, a line each.
    """

    source: str
    me: Mapping[str, str | tuple[str, ...]]
    jobs: tuple[Job, ...]
    skills: tuple[str, ...]
    rest: tuple[str, ...]


def read_resume(path: Path | str, stdin: BinaryIO) -> Resume:
    """The résumé in a file, which is told by its content and not by its name.

    Args:
        path: A file of JSON or YAML; ``-`` is standard input.
        stdin: Where to read ``-`` from.

    Raises:
        ResumeError: It cannot be read, or is neither JSON Resume nor RenderCV.
        EmptyResumeError: It says nothing.
    """
    text = read_text_file(
        path,
        stdin,
        thing="résumé",
        formats="JSON Resume (JSON) or RenderCV (YAML)",
        most_bytes=MAX_RESUME_BYTES,
        error=ResumeError,
        turned_away="give it as JSON Resume (JSON) or RenderCV (YAML)",
    )
    return parse_resume(text, source_name(path))


def parse_resume(text: str, source: str) -> Resume:
    """The résumé in a text.

    Raises:
        ResumeError: As for `read_resume`.
        EmptyResumeError: It says nothing.
    """
    if not text.strip():
        raise EmptyResumeError(f"{source}: is empty; give it a résumé as JSON Resume or RenderCV")
    try:
        raw = _parse_json(text, source) if text.lstrip().startswith(("{", "[")) else _parse_yaml(text, source)
        tree = _plain(raw, source, iter(range(MAX_VALUES)))
    except RecursionError as error:
        raise ResumeError(f"{source}: is nested too deeply for a résumé") from error
    if isinstance(tree, dict) and isinstance(tree.get("cv"), dict):
        resume = _rendercv(tree["cv"], source)
    elif isinstance(tree, dict) and not set(_JSON_KEYS).isdisjoint(tree):
        resume = _json_resume(tree, source)
    else:
        raise ResumeError(
            f"{source}: is neither JSON Resume (basics, work, projects, ...) nor RenderCV (cv: with name and sections); see docs/profile.md"
        )
    if not (resume.me or resume.jobs or resume.rest):
        raise EmptyResumeError(f"{source}: has the form of a résumé and says nothing; fill it in first")
    return resume


def _parse_json(text: str, source: str) -> object:
    """The values of a JSON text; numbers stay as they are written."""

    def pairs(items: Sequence[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in items]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ResumeError(f"{source}: the key {twice[0]!r} stands twice in one group; put them together")
        return dict(items)

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise ResumeError(f"{source}:{error.lineno}:{error.colno}: is not JSON: {error.msg.lower()}") from error


def _parse_yaml(text: str, source: str) -> object:
    """The values of a YAML text, each as it is written: no date, number or tag is made of one.

    Source: https://yaml.dev/doc/ruamel.yaml/basicuse/ (``typ="base"``)
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import YAMLError

    try:
        with warnings.catch_warnings():
            # Why: an anchor may be named twice, and the reader only warns of it.
            warnings.simplefilter("ignore")
            return YAML(typ="base", pure=True).load(text)
    except DuplicateKeyError as error:
        found = re.search(r'duplicate key "(.*?)"', str(error.problem))
        raise ResumeError(
            f"{source}{_mark(error)}: the key {found[1] if found else ''!r} stands twice in one group; put them together"
        ) from error
    except (YAMLError, ValueError, TypeError) as error:
        problem = str(getattr(error, "problem", "") or error).partition("\n")[0].replace(r"'\t'", "a tab")
        raise ResumeError(
            f"{source}{_mark(error)}: is not YAML: {problem}; indent with blanks and put texts with ': ' in quotes"
        ) from error


def _mark(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""


def _plain(value: object, source: str, left: Iterator[int], depth: int = 0) -> Any:
    """A tree of texts, lists and groups only; what an alias repeats counts each time.

    Args:
        value: What the parser made.
        source: The file.
        left: Gives out as many items as the tree may have values.
        depth: How deep this value lies.

    Raises:
        ResumeError: There are more values, or they nest deeper, than in anything that a person wrote.
    """
    if next(left, None) is None or depth > MAX_DEPTH:
        raise ResumeError(f"{source}: is too large or too deep for a résumé; look for anchors that repeat each other")
    if isinstance(value, Mapping):
        merged = value.get("<<")
        rows = merged if isinstance(merged, list) else [merged]
        pairs: dict[object, object] = {}
        for row in [*reversed(rows), {key: one for key, one in value.items() if key != "<<"}]:
            pairs |= row if isinstance(row, Mapping) else {}
        return {
            " ".join(map(str, key)) if isinstance(key, tuple) else str(key): _plain(one, source, left, depth + 1)
            for key, one in pairs.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(one, source, left, depth + 1) for one in value]
    if value is None or value in ("null", "~"):
        return ""
    return _one_line(str(value).lower() if isinstance(value, bool) else str(value))


def _one_line(text: str) -> str:
    """A text without line breaks and without what neither UTF-8 nor a comment of TOML can hold."""
    return " ".join(re.sub("[\x00-\x1f\x7f\ud800-\udfff]", " ", text).split())


def _listed(value: object) -> object:
    return [] if value == "" else value


def _texts(value: object) -> object:
    """A list of texts; "Latency: 45 ms" without quotes is a group to YAML, and was meant as text."""
    if not isinstance(value, list):
        return _listed(value)
    return [": ".join(next(iter(one.items()))) if _is_pair(one) else one for one in value if one != ""]


def _is_pair(value: object) -> bool:
    return isinstance(value, dict) and len(value) == 1 and isinstance(next(iter(value.values())), str)


_Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
#: One text, or several: RenderCV takes both.
_OneOrMore = Annotated[
    tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) and value else _listed(value))
]


class _Entry(BaseModel):
    """A part of a résumé; what it holds beside its fields is kept."""

    model_config = ConfigDict(extra="allow", frozen=True)

    def more(self) -> Iterator[str]:
        """What the fields do not hold, a line each."""
        for key, value in (self.model_extra or {}).items():
            yield from _said(key, value)


class _Location(_Entry):
    city: str = ""


class _Basics(_Entry):
    name: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    website: str = ""
    location: Annotated[
        _Location, BeforeValidator(lambda value: {"city": value} if isinstance(value, str) else value)
    ] = _Location()
    profiles: Annotated[tuple[dict[str, Any], ...], BeforeValidator(_listed)] = ()


class _Dated(_Entry):
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
                *_links(employer, title),
                *more,
                *([f"date: {self.date}"] if self.date not in {"", *dates} else []),
                *self.more(),
            ),
            keywords=keywords,
            project=project,
        )


class _Work(_Dated):
    name: str = ""
    company: str = ""
    organization: str = ""
    position: str = ""


class _Project(_Dated):
    name: str = ""
    entity: str = ""
    keywords: _Texts = ()


class _Skill(_Entry):
    name: str = ""
    label: str = ""
    details: str = ""
    keywords: _Texts = ()


class _JsonResume(_Entry):
    basics: Annotated[_Basics, BeforeValidator(lambda value: {} if value == "" else value)] = _Basics()
    work: Annotated[tuple[_Work, ...], BeforeValidator(_listed)] = ()
    volunteer: Annotated[tuple[_Work, ...], BeforeValidator(_listed)] = ()
    projects: Annotated[tuple[_Project, ...], BeforeValidator(_listed)] = ()
    skills: Annotated[tuple[_Skill, ...], BeforeValidator(_listed)] = ()


class _Cv(_Entry):
    name: str = ""
    location: str = ""
    email: _OneOrMore = ()
    phone: _OneOrMore = ()
    website: _OneOrMore = ()
    sections: Annotated[
        dict[str, Annotated[tuple[str | dict[str, Any], ...], BeforeValidator(_listed)]],
        BeforeValidator(lambda value: {} if value == "" else value),
    ] = {}


def _json_resume(tree: Mapping[str, Any], source: str) -> Resume:
    found = _validated(_JsonResume, tree, source, "")
    basics = found.basics
    links = [basics.url, basics.website, *(str(profile.get("url", "")) for profile in basics.profiles)]
    me: dict[str, str | tuple[str, ...]] = {
        "name": basics.name,
        "email": basics.email,
        "phone": basics.phone,
        "city": basics.location.city,
        "links": tuple(dict.fromkeys(link for link in links if link)),
    }
    jobs = [
        *(row.job(row.name or row.company or row.organization, row.position, _unused(row)) for row in found.work),
        *(row.job(row.organization or row.name or row.company, row.position, _unused(row)) for row in found.volunteer),
        *(
            row.job(row.entity, row.name, _said("keywords", list(row.keywords)), keywords=row.keywords, project=True)
            for row in found.projects
        ),
    ]
    rest = [
        *basics.more(),
        *basics.location.more(),
        *(
            line
            for profile in basics.profiles
            for line in _said("profile", {key: one for key, one in profile.items() if key != "url"})
        ),
        *(line for skill in tree.get("skills") or () for line in _said("skill", skill)),
        *found.more(),
    ]
    skills = [name for row in found.skills for name in (row.name, *row.keywords)]
    return Resume(source, _known(me), tuple(jobs), _distinct(skills), tuple(rest))


def _unused(row: _Work) -> Iterator[str]:
    """Names of an employer beside the one that is used."""
    names = dict.fromkeys(name for name in (row.name, row.company, row.organization) if name)
    if len(names) > 1:
        yield f"also: {', '.join(names)}"


def _rendercv(tree: Mapping[str, Any], source: str) -> Resume:
    found = _validated(_Cv, tree, source, "cv")
    phones = [phone.removeprefix("tel:") for phone in found.phone]
    me: dict[str, str | tuple[str, ...]] = {
        "name": found.name,
        "email": next(iter(found.email), ""),
        "phone": next(iter(phones), ""),
        "city": found.location,
        "links": found.website,
    }
    jobs: list[Job] = []
    skills: list[str] = []
    rest = [*_said("email", list(found.email[1:])), *_said("phone", phones[1:]), *found.more()]
    for section, entries in found.sections.items():
        for number, entry in enumerate(entries):
            place = f"cv.sections.{section}[{number}]"
            if isinstance(entry, dict) and ("company" in entry or ("position" in entry and "name" not in entry)):
                work = _validated(_Work, entry, source, place)
                jobs.append(work.job(work.company, work.position, _said("name", work.name)))
            elif isinstance(entry, dict) and "name" in entry:
                project = _validated(_Project, entry, source, place)
                jobs.append(project.job(project.entity, project.name, project=True, keywords=project.keywords))
            else:
                if isinstance(entry, dict) and "label" in entry:
                    skill = _validated(_Skill, entry, source, place)
                    skills += [skill.label, *skill.keywords, *re.split(r"[,;/()]|\band\b", linkless(skill.details))]
                rest += _said(
                    section, next(iter(entry.values())) if _is_pair(entry) and isinstance(entry, dict) else entry
                )
    return Resume(source, _known(me), tuple(jobs), _distinct(skills), tuple(rest))


def _known(me: Mapping[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
    return {key: linkless(value) if isinstance(value, str) else value for key, value in me.items() if value}


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for raw in names if (name := linkless(raw).strip(" .:"))))


def _validated(model: type[M], tree: object, source: str, place: str) -> M:
    """A part of the tree as a value.

    Raises:
        ResumeError: The first problem, with its place.
    """
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        problems = {_place(place, problem["loc"]): str(problem["type"]) for problem in reversed(error.errors())}
        where, first = next(reversed(problems.items()))
        kind = {"string_type": "text", "tuple_type": "a list"}.get(first, "a group of fields")
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ResumeError(f"{source}: {where}: must be {kind}{more}") from error


def _place(start: str, path: Sequence[int | str]) -> str:
    """Where a value stands, as `work[2].highlights`; the names that a choice of types adds are left out."""
    steps = (
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in path if step not in {"str", "dict[str,any]"}
    )
    return _one_line(start + "".join(steps)).removeprefix(".")


def _said(label: str, value: object) -> Iterator[str]:
    """What a value says as lines: a group's fields on one, the items of a list of groups on one each."""
    if label in _NO_CONTENT:
        return
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from _said(label, one)
        return
    text = _inline(value)
    if text:
        yield f"{label.replace('_', ' ')}: {text}"


def _inline(value: object) -> str:
    if isinstance(value, dict):
        parts = (
            f"{key.replace('_', ' ')} {text}"
            for key, one in value.items()
            if key not in _NO_CONTENT and (text := _inline(one))
        )
        return "; ".join(parts)
    if isinstance(value, list | tuple):
        return ", ".join(text for one in value if (text := _inline(one)))
    return " ".join(word for word in str(value).split() if len(word) <= MAX_WORD or not word.startswith("data:"))


_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")


def linkless(text: str) -> str:
    """A name without the Markdown around it."""
    return re.sub(r"\*+|`", "", _LINK.sub(r"\1", text)).strip()


def _links(*names: str) -> Iterator[str]:
    """Where the links of names lead."""
    for name in names:
        for found in _LINK.finditer(name):
            yield f"{found[1]}: {found[2]}"
