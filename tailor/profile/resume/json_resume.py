"""JSON Resume."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tailor.profile.resume.entries import Entry, Project, Skill, Words, Work, distinct, known, rows_of, unused
from tailor.profile.resume.links import read_profiles
from tailor.profile.resume.resume import Resume
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
    given = tree.get("basics") or {}
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
    work, volunteer = ([Work.model_validate(row) for row in rows_of(tree, key, aside)] for key in _READ[:2])
    projects = [Project.model_validate(row) for row in rows_of(tree, "projects", aside)]
    skills = rows_of(tree, "skills", aside)
    jobs = [
        *(row.job(row.name or row.company or row.organization, row.position, unused(row)) for row in work),
        *(row.job(row.organization or row.name or row.company, row.position, unused(row)) for row in volunteer),
        *(
            row.job(row.entity, row.name, said("keywords", list(row.keywords)), keywords=row.keywords, project=True)
            for row in projects
        ),
    ]
    rest = [
        *basics.more(),
        *(line for key, one in place.items() if key != "city" for line in said(key, one)),
        *profiles,
        *(line for skill in skills for line in said("skill", skill)),
        *(line for key, one in tree.items() if key not in {"basics", *_READ} for line in said(key, one)),
    ]
    names = [name for row in map(Skill.model_validate, skills) for name in (row.name, *row.keywords)]
    notes = tuple(
        f"{line.split(':')[0]}: is not written as JSON Resume has it; it is kept as a comment" for line in aside
    )
    return Resume(source, known(me), tuple(jobs), distinct(names), (*aside, *rest), tuple(dict.fromkeys(notes)))
