"""RenderCV."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

from tailor.errors import ResumeError
from tailor.profile.resume.entries import Entry, Project, Skill, Texts, Words, Work, distinct, is_pair, known
from tailor.profile.resume.links import read_profiles
from tailor.profile.resume.resume import Job, Resume, linkless
from tailor.profile.resume.said import said


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
    # Why assertions: by them the library checks what the version of a directive may be.
    except (YAMLError, ValueError, TypeError, AssertionError, LookupError, AttributeError) as error:
        problem = str(getattr(error, "problem", "") or error).partition("\n")[0].replace(r"'\t'", "a tab")
        raise ResumeError(
            f"{source}{_mark(error)}: is not YAML: {problem}; indent with blanks and put texts with ': ' in quotes"
        ) from error


def _mark(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""


class _Cv(Entry):
    name: Words = ""
    location: Words = ""
    email: Texts = ()
    phone: Texts = ()
    website: Texts = ()


def rendercv(tree: Mapping[str, Any], source: str) -> Resume:
    """A RenderCV file as one value; what stands where it does not belong is kept as lines."""
    found = _Cv.model_validate({key: one for key, one in tree.items() if key not in {"sections", "social_networks"}})
    phones = [phone.removeprefix("tel:") for phone in found.phone]
    links, profiles = read_profiles(tree.get("social_networks"))
    me: dict[str, str | tuple[str, ...]] = {
        "name": found.name,
        "email": next(iter(found.email), ""),
        "phone": next(iter(phones), ""),
        "city": found.location,
        "links": tuple(dict.fromkeys((*found.website, *links))),
    }
    sections = tree.get("sections") or {}
    aside = [] if isinstance(sections, dict) else list(said("sections", sections))
    jobs: list[Job] = []
    skills: list[str] = []
    rest = [*aside, *said("email", list(found.email[1:])), *said("phone", phones[1:]), *profiles, *found.more()]
    for section, entries in sections.items() if isinstance(sections, dict) else ():
        for entry in entries if isinstance(entries, list) else [entries]:
            if isinstance(entry, dict) and ("company" in entry or ("position" in entry and "name" not in entry)):
                work = Work.model_validate(entry)
                jobs.append(work.job(work.company, work.position, said("name", work.name)))
            elif isinstance(entry, dict) and "name" in entry:
                project = Project.model_validate(entry)
                jobs.append(project.job(project.entity, project.name, project=True, keywords=project.keywords))
            else:
                if isinstance(entry, dict) and "label" in entry:
                    skill = Skill.model_validate(entry)
                    skills += [skill.label, *skill.keywords, *re.split(r"[,;/()]|\band\b", linkless(skill.details))]
                rest += said(
                    section, next(iter(entry.values())) if is_pair(entry) and isinstance(entry, dict) else entry
                )
    notes = ("cv.sections: is not written as RenderCV has it; it is kept as a comment",) if aside else ()
    return Resume(source, known(me), tuple(jobs), distinct(skills), tuple(rest), notes)
