"""JSON Resume."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from tailor.profile.resume.entries import Entry, Project, Skill, Work, distinct, known, listed, unused
from tailor.profile.resume.resume import Resume
from tailor.profile.resume.validated import said, validated

JSON_KEYS = (
    "basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests",
    "references", "projects",
)  # fmt: skip


class _Location(Entry):
    city: str = ""


class _Basics(Entry):
    name: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    website: str = ""
    location: Annotated[
        _Location, BeforeValidator(lambda value: {"city": value} if isinstance(value, str) else value)
    ] = _Location()
    profiles: Annotated[tuple[dict[str, Any], ...], BeforeValidator(listed)] = ()


class _JsonResume(Entry):
    basics: Annotated[_Basics, BeforeValidator(lambda value: {} if value == "" else value)] = _Basics()
    work: Annotated[tuple[Work, ...], BeforeValidator(listed)] = ()
    volunteer: Annotated[tuple[Work, ...], BeforeValidator(listed)] = ()
    projects: Annotated[tuple[Project, ...], BeforeValidator(listed)] = ()
    skills: Annotated[tuple[Skill, ...], BeforeValidator(listed)] = ()


def json_resume(tree: Mapping[str, Any], source: str) -> Resume:
    """A JSON Resume as one value.

    Raises:
        ProfileError: A part of it has another shape.
    """
    found = validated(_JsonResume, tree, source, "")
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
        *(row.job(row.name or row.company or row.organization, row.position, unused(row)) for row in found.work),
        *(row.job(row.organization or row.name or row.company, row.position, unused(row)) for row in found.volunteer),
        *(
            row.job(row.entity, row.name, said("keywords", list(row.keywords)), keywords=row.keywords, project=True)
            for row in found.projects
        ),
    ]
    rest = [
        *basics.more(),
        *basics.location.more(),
        *(
            line
            for profile in basics.profiles
            for line in said("profile", {key: one for key, one in profile.items() if key != "url"})
        ),
        *(line for skill in tree.get("skills") or () for line in said("skill", skill)),
        *found.more(),
    ]
    skills = [name for row in found.skills for name in (row.name, *row.keywords)]
    return Resume(source, known(me), tuple(jobs), distinct(skills), tuple(rest))
