"""Reactive Resume: the JSON that its app exports, versions 3 to 5.

Source: https://docs.rxresu.me (sections with items; a summary or a description in HTML)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tailor.profile.resume.entries import Project, Skill, Work, distinct, known
from tailor.profile.resume.lines import without_html
from tailor.profile.resume.links import read_profiles
from tailor.profile.resume.resume import Job, Resume
from tailor.profile.resume.said import inline, said

#: Sections that become jobs, projects and skills, and what only says how the page looks.
_WORK = frozenset({"experience", "work", "volunteer"})
_READ = _WORK | {"projects", "skills", "profiles"}
_LOOKS = frozenset(
    {
        "id",
        "icon",
        "visible",
        "hidden",
        "columns",
        "separateLinks",
        "options",
        "metadata",
        "picture",
        "level",
        "iconColor",
    }
)


def is_reactive(tree: Mapping[str, Any]) -> bool:
    """Whether a file's sections hold items, as this app has them."""
    sections = tree.get("sections")
    return isinstance(sections, dict) and any(isinstance(one, dict) and "items" in one for one in sections.values())


def reactive_resume(tree: Mapping[str, Any], source: str) -> Resume:
    """An export of the app as one value; what has no place is kept as lines."""
    given = tree.get("basics")
    basics: Mapping[str, Any] = given if isinstance(given, dict) else {}
    sections: Mapping[str, Any] = tree["sections"]
    links, profiles = read_profiles(_items(sections, "profiles"))
    own = [_address(basics.get(key)) for key in ("url", "website")]
    me: dict[str, str | tuple[str, ...]] = {
        "name": inline(basics.get("name", "")),
        "email": inline(basics.get("email", "")),
        "phone": inline(basics.get("phone", "")),
        "city": inline(basics.get("location", "")),
        "links": tuple(dict.fromkeys(link for link in (*own, *links) if link)),
    }
    jobs = [_job(item, Work) for key in sections if key in _WORK for item in _items(sections, key)]
    jobs += [_job(item, Project) for item in _items(sections, "projects")]
    skills = [
        Skill.model_validate({"name": one.get("name", ""), "keywords": one.get("keywords", [])})
        for one in _items(sections, "skills")
    ]
    known_keys = {"name", "email", "phone", "location", "url", "website"}
    rest = [
        *_plain({key: one for key, one in basics.items() if key not in known_keys}, ""),
        *profiles,
        *(line for skill in skills for line in said("skill", [skill.name, *skill.keywords])),
        *_plain({"summary": tree.get("summary", "")}, ""),
        *(line for key, one in sections.items() if key not in _READ for line in _section(key, one)),
    ]
    names = [name for skill in skills for name in (skill.name, *skill.keywords)]
    return Resume(source, known(me), tuple(jobs), distinct(names), tuple(rest))


def _items(sections: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    section = sections.get(key)
    items = section.get("items", []) if isinstance(section, dict) else []
    return [item for item in items if isinstance(item, dict)]


def _job(item: Mapping[str, Any], model: type[Work] | type[Project]) -> Job:
    period = item.get("date") or item.get("period") or ""
    start, _, end = re.sub(r"\s+(?:[-–—]|to)\s+", "\n", inline(period)).partition("\n")
    if isinstance(period, dict):
        start, end = inline(period.get("start", "")), inline(period.get("end", ""))
    told = {
        "company",
        "organization",
        "name",
        "position",
        "summary",
        "description",
        "keywords",
        "date",
        "period",
        *_LOOKS,
    }
    more = _plain({key: one for key, one in item.items() if key not in told}, "")
    row = model.model_validate(
        {
            **{
                key: item.get(key, "")
                for key in ("company", "organization", "name", "position", "summary", "description")
                if key in model.model_fields
            },
            "startDate": start,
            "endDate": end or start,
            "keywords": item.get("keywords", []),
        }
    )
    if isinstance(row, Project):
        return row.job("", row.name, more, keywords=row.keywords, project=True)
    return row.job(row.company or row.organization or row.name, row.position, more)


def _address(value: object) -> str:
    return inline(value.get("href") or value.get("url") or "") if isinstance(value, dict) else inline(value or "")


def _section(key: str, section: object) -> Iterator[str]:
    if isinstance(section, dict) and "items" in section:
        for item in section["items"]:
            yield from said(key, _shown(item))
    elif isinstance(section, dict):
        yield from said(key, _shown(section.get("content", "")))
    else:
        yield from said(key, _shown(section))


def _plain(group: Mapping[str, Any], label: str) -> Iterator[str]:
    for key, one in group.items():
        if key not in _LOOKS:
            yield from said(label or key, _shown(one))


def _shown(value: object) -> object:
    """A value without what says how it looks, and without HTML."""
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items() if key not in _LOOKS}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return " ".join(without_html(str(value)).split())
