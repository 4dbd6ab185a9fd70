"""JSON Resume."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tailor.profile.resume.entries import Entry, Project, Skill, Words, Work, distinct, known, rows_of, unused
from tailor.profile.resume.links import read_profiles
from tailor.profile.resume.resume import Job, Resume
from tailor.profile.resume.said import inline, said

#: The parts that the format has; all but the first are lists.
JSON_KEYS = (
    "basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests",
    "references", "projects",
)  # fmt: skip
#: The parts that are read; the others are kept as they are.
_READ = ("work", "volunteer", "projects", "skills")


class _Basics(Entry):
    name: Words = ""
    email: Words = ""
    phone: Words = ""
    url: Words = ""
    website: Words = ""


def is_json_resume(tree: Mapping[str, Any]) -> bool:
    """Whether a file's groups are those of JSON Resume: two of its names, or one that holds what it should."""
    shared = [key for key in JSON_KEYS if key in tree]
    fitting = (isinstance(tree[key], dict if key == "basics" else list) or not tree[key] for key in shared)
    return len(shared) > 1 or any(fitting)


def json_resume(tree: Mapping[str, Any], source: str) -> Resume:
    """A JSON Resume as one value; what stands where it does not belong is kept as lines."""
    aside: list[str] = []
    me, kept = _read_basics(tree.get("basics") or {}, aside)
    jobs = tuple(_jobs(tree, aside))
    skills = rows_of(tree, "skills", aside)
    rest = [
        *kept,
        *(line for skill in skills for line in said("skill", skill)),
        *(line for key, one in tree.items() if key not in {"basics", *_READ} for line in said(key, one)),
    ]
    names = [name for row in map(Skill.model_validate, skills) for name in (row.name, *row.keywords)]
    odd = dict.fromkeys(line.split(":")[0] for line in aside)
    notes = tuple(f"{key}: is not written as JSON Resume has it; it is kept as a comment" for key in odd)
    return Resume(source, known(me), jobs, distinct(names), (*aside, *rest), notes)


def _read_basics(given: object, aside: list[str]) -> tuple[dict[str, str | tuple[str, ...]], list[str]]:
    """Who it is, and lines for what the profile has no field for."""
    if not isinstance(given, dict):
        aside += said("basics", given)
        given = {}
    basics = _Basics.model_validate({key: one for key, one in given.items() if key not in {"location", "profiles"}})
    links, profiles = read_profiles(given.get("profiles"))
    place = given.get("location") or {}
    place = place if isinstance(place, dict) else {"city": inline(place)}
    me: dict[str, str | tuple[str, ...]] = {
        "name": basics.name,
        "email": basics.email,
        "phone": basics.phone,
        "city": inline(place.get("city", "")),
        "links": tuple(dict.fromkeys(link for link in (basics.url, basics.website, *links) if link)),
    }
    more = (line for key, one in place.items() if key != "city" for line in said(key, one))
    return me, [*basics.more(), *more, *profiles]


def _jobs(tree: Mapping[str, Any], aside: list[str]) -> Iterator[Job]:
    for row in map(Work.model_validate, rows_of(tree, "work", aside)):
        yield row.job(row.name or row.company or row.organization, row.position, unused(row))
    for row in map(Work.model_validate, rows_of(tree, "volunteer", aside)):
        yield row.job(row.organization or row.name or row.company, row.position, unused(row))
    for project in map(Project.model_validate, rows_of(tree, "projects", aside)):
        named = said("keywords", list(project.keywords))
        yield project.job(project.entity, project.name, named, keywords=project.keywords, project=True)
