"""RenderCV."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from tailor.errors import ResumeError
from tailor.profile.resume.entries import Entry, OneOrMore, Project, Skill, Work, distinct, is_pair, known, listed
from tailor.profile.resume.resume import Job, Resume, linkless
from tailor.profile.resume.validated import said, validated


def parse_yaml(text: str, source: str) -> object:
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


class _Cv(Entry):
    name: str = ""
    location: str = ""
    email: OneOrMore = ()
    phone: OneOrMore = ()
    website: OneOrMore = ()
    sections: Annotated[
        dict[str, Annotated[tuple[str | dict[str, Any], ...], BeforeValidator(listed)]],
        BeforeValidator(lambda value: {} if value == "" else value),
    ] = Field(default_factory=dict)


def rendercv(tree: Mapping[str, Any], source: str) -> Resume:
    """A RenderCV file as one value.

    Raises:
        ProfileError: A part of it has another shape.
    """
    found = validated(_Cv, tree, source, "cv")
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
    rest = [*said("email", list(found.email[1:])), *said("phone", phones[1:]), *found.more()]
    for section, entries in found.sections.items():
        for number, entry in enumerate(entries):
            place = f"cv.sections.{section}[{number}]"
            if isinstance(entry, dict) and ("company" in entry or ("position" in entry and "name" not in entry)):
                work = validated(Work, entry, source, place)
                jobs.append(work.job(work.company, work.position, said("name", work.name)))
            elif isinstance(entry, dict) and "name" in entry:
                project = validated(Project, entry, source, place)
                jobs.append(project.job(project.entity, project.name, project=True, keywords=project.keywords))
            else:
                if isinstance(entry, dict) and "label" in entry:
                    skill = validated(Skill, entry, source, place)
                    skills += [skill.label, *skill.keywords, *re.split(r"[,;/()]|\band\b", linkless(skill.details))]
                rest += said(
                    section, next(iter(entry.values())) if is_pair(entry) and isinstance(entry, dict) else entry
                )
    return Resume(source, known(me), tuple(jobs), distinct(skills), tuple(rest))
