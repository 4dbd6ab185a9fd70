"""The lines of a job -> draft stories, one for each system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

import jdparse
from jdparse import Kind
from jdparse.english.plain import clean
from tailor.profile.resume.line import read_highlight
from tailor.profile.resume.lines import lines_of
from tailor.profile.resume.parts import MAX_PART_WORDS, Told
from tailor.profile.resume.resume import Job, linkless
from tailor.profile.resume.system import find_system
from tailor.profile.story import Story
from tailor.profile.toml import Value

#: More categories than this say that a story is about nothing in particular.
_MOST_CATEGORIES = 4
_MAX_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A story with the lines that it was drafted from.

    Attributes:
        story: The story; what is only guessed is not in it.
        job: Where it was.
        lines: The lines.
        solves: Pains that its words name, as a proposal.
        metrics: Metrics that its words name, likewise.
    """

    story: Story
    job: Job
    lines: tuple[str, ...]
    solves: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()


def stories_of(job: Job, skills: Sequence[str]) -> Iterator[Draft]:
    """The stories that the lines of a job tell, one for each system."""
    for told in _by_system(job):
        system = next((one.system for one in told if one.system), "")
        whole = [replace(one, system=system) for one in told]
        story = _story(job, system, whole, skills) if any(one.makes_a_story for one in whole) else None
        if story is not None:
            did, result, worth = (words.replace(system, "") for words in (story.did, story.result, story.worth))
            solves = _categories(Kind.PAIN, [result, did, *(clean(one.text) for one in told)])
            metrics = _categories(Kind.METRIC, [result or did, worth])
            yield Draft(story, job, tuple(one.text for one in told), solves, metrics)


def _by_system(job: Job) -> list[list[Told]]:
    """What the lines of a job tell, those of one system together; a line that names none is left out."""
    groups: list[list[Told]] = []
    for line in lines_of(job):
        told = read_highlight(line, of_thing=job.project)
        if not told.system and not told.noun and job.project and told.counted and (told.did or told.result):
            told = replace(told, system=_built(job), own=True)
        if is_theirs(told, job) or not told.tells_a_deed:
            continue
        group = next((group for group in groups if any(_same(told, one) for one in group)), None)
        if group is not None:
            group.append(told)
        elif told.system:
            groups.append([told])
    return groups


def is_theirs(told: Told, job: Job) -> bool:
    """Whether a line is about a system of somebody else: only used or tested, or by its name another company's."""
    owner = re.match(r"([A-Z][\w&.-]*)(?:'s|s') ", told.system)
    mine = f"{job.employer} {job.title}".casefold()
    return told.beside or (owner is not None and owner[1].casefold() not in mine)


def _same(told: Told, other: Told) -> bool:
    """Whether two lines speak of one system: one names it with no word that the other lacks."""
    if told.noun != other.noun:
        return False
    if not told.system:
        return bool(told.noun)
    words, others = (set(system.lower().split()) - {"the"} for system in (told.system, other.system))
    return words <= others or others <= words


def _built(job: Job) -> str:
    """What a project built, by its name; empty if the name is no name of a thing."""
    title = clean(job.title)
    system, _ = find_system(title, opens_with_verb=False)
    return system or (f"the {title} project" if re.fullmatch(r"[A-Z][\w.+-]*(?: [A-Z\d][\w.+-]*)?", title) else "")


def _story(job: Job, system: str, told: Sequence[Told], skills: Sequence[str]) -> Story | None:
    """The story of one system, or None if its parts do not make one.

    Why: what was done and what it moved come from the same line, because two lines do not say that one led to the other.
    """
    pairs = [one for one in told if one.did and one.result][:2]
    joined = {name: " and ".join(getattr(one, name) for one in pairs) for name in ("did", "result")}
    if len(pairs) > 1 and max(len(text.split()) for text in joined.values()) > MAX_PART_WORDS:
        pairs = pairs[:1]
        joined = {"did": pairs[0].did, "result": pairs[0].result}
    counted = [one for one in told if one.counted]
    did = joined["did"] or next((text for one in counted for text in (one.did or one.result,) if text), "")
    did = did or next((one.held for one in counted if one.held), "")
    fields: dict[str, Value] = {
        "name": _name(system),
        "employer": linkless(job.employer),
        "past": job.past,
        # Why: to have moved a figure of a system says not that one answered for it.
        "shared": not any(one.own for one in told),
        "system": system,
        "constraint": next((one.constraint for one in told if one.constraint), ""),
        "did": did,
        "result": joined["result"],
        "worth": pairs[0].worth if len(pairs) == 1 else "",
        "owned": next((one.owned for one in told if one.owned), ()),
        "tools": _tools(job, told, skills),
    }
    try:
        return Story.model_validate(fields)
    except ValidationError:
        return None


def _name(system: str) -> str:
    words = re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.split(r" (?:for|of|behind) ", system.lower())[0])
    return "-".join([word for word in words if word not in {"the", "s"}][-_MAX_NAME_WORDS:]) or "system"


def _tools(job: Job, told: Sequence[Told], skills: Sequence[str]) -> tuple[str, ...]:
    """The tools that the lines name, in the résumé's spelling: those that are known, and those that its skills list."""
    found: dict[str, str] = {}
    for one in told:
        text = linkless(one.text)
        places = [
            (mention.span.start, text[mention.span.start : mention.span.end]) for mention in jdparse.tools_named(text)
        ]
        for skill in {*skills, *job.keywords}:
            # A skill such as "Statistics" is a tool only where it is written as a name.
            if re.search(r"[A-Z\d]", skill) and len(skill) > 1:
                places += [
                    (match.start(), skill)
                    for match in re.finditer(rf"(?<![\w-]){re.escape(skill)}(?![\w-])", text)
                    if match.start()
                ]
        for _, name in sorted(places):
            found.setdefault(name.casefold(), name)
    names = list(found.values())
    return tuple(name for name in names if not any(name != other and name in other for other in names))


def _categories(kind: Kind, texts: Sequence[str]) -> tuple[str, ...]:
    """The categories that some words name: those of the first text first, then in the lexicon's order."""
    named = jdparse.pains_named if kind is Kind.PAIN else jdparse.metrics_named
    order = list(jdparse.load_lexicon().categories(kind))
    found = dict.fromkeys(name for text in texts if text.strip() for name in sorted(named(text), key=order.index))
    return tuple(found)[:_MOST_CATEGORIES]
