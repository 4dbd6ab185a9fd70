"""A résumé -> stories of a profile, as drafts; what makes none is kept as comments.

Nothing is lost: each line of the résumé stands word for word in the file, above the story that was drafted from it or at the end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

import jdparse
from jdparse import Kind
from jdparse.english.plain import clean
from tailor.errors import ProfileError
from tailor.profile.advice import story_advice
from tailor.profile.place import without_mark
from tailor.profile.resume.line import read_highlight
from tailor.profile.resume.parts import MAX_PART_WORDS, Told
from tailor.profile.resume.resume import Job, Resume, linkless
from tailor.profile.resume.system import find_system
from tailor.profile.story import Story
from tailor.profile.toml import StoryDraft, Value, add_stories, is_starter, new_profile

_DRAFTED = "Drafted from your résumé: read it, mend it. It says:"
_LEFT = (
    "Left over from your résumé. These lines tell of no system, or of no number, or of nothing that you did: to make a story",
    "of one, write down which system it was, what you did and what that moved.",
)
_NO_NAME = "Your Name"
#: More categories than this say that a story is about nothing in particular.
_MOST_CATEGORIES = 4
_MAX_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Imported:
    """A profile with what a résumé adds to it.

    Attributes:
        text: The profile.
        stories: Those that were added, under their names in the profile.
        known: How many were there already.
        left: How many lines of the résumé became comments and no story.
        notes: What the applicant has to know.
    """

    text: str
    stories: tuple[Story, ...]
    known: int
    left: int
    notes: tuple[str, ...]

    def summary(self, place: str, *, dry_run: bool) -> str:
        """What was done, on one line."""
        stories, lines = len(self.stories), self.left
        known = f", {self.known} there already" if self.known else ""
        what = (
            f"{stories} {'story' if stories == 1 else 'stories'} drafted{known},"
            f" {lines} {'line' if lines == 1 else 'lines'} left as {'a comment' if lines == 1 else 'comments'}"
        )
        if not stories and not lines:
            return f"{place}: nothing new in the résumé{known}"
        return (
            f"{place}: would hold {what}"
            if dry_run
            else f"wrote {place}: {what}; read the drafts, then run: tailor profile check"
        )


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A story with the lines that it was drafted from."""

    story: Story
    job: Job
    lines: tuple[str, ...]


def import_resume(resume: Resume, existing: str | None, place: str) -> Imported:
    """A new profile from a résumé, or an existing one with the stories that it does not have yet.

    Args:
        resume: The résumé.
        existing: The profile's text; None, or the starter that nobody has touched, makes a new one.
        place: The profile's path, for messages.

    Raises:
        ProfileError: The existing profile is not TOML, or is no profile.
    """
    mark, old = without_mark(existing or "")
    if is_starter(old):
        existing, old = None, ""
    before = _tables(old, place)
    written = _comments_of(old)
    told = {
        _line(key)
        for row in before
        for key in (f"{row.get('employer', '')} {row.get('system', '')} {row.get('did', '')}",)
    }
    drafted = [draft for job in resume.jobs for draft in _stories_of(job, resume.skills)]
    new = [
        draft
        for draft in drafted
        if _line(f"{draft.story.employer} {draft.story.system} {draft.story.did}") not in told
        and not all(_line(line) in written for line in draft.lines)
    ]
    used = {(draft.job, line) for draft in drafted for line in draft.lines}
    left, count = _left(resume, used, written)
    drafts = [StoryDraft(_fields(draft.story), tuple(_said_of(draft))) for draft in new]
    notes: list[str] = []
    me = {"name": _NO_NAME, **resume.me} if existing is None else dict(resume.me)
    if existing is None and "name" not in resume.me:
        notes.append("the résumé has no name: write yours into [me]")
    if existing is not None:
        text = mark + add_stories(old, drafts, me, left)
    else:
        text = mark + new_profile(me, drafts, left)
        if not drafts:
            # A table without its fields does not load; as a comment it shows what a story needs.
            text = re.sub(r"(?m)^\[\[story\]\]$", "# [[story]]", text)
    if not drafted:
        what = "no story was added" if existing is not None else "the profile has none yet and needs one"
        how = "" if existing is not None else ": fill in the [[story]] in the file and take its # away"
        notes.append(f"no line of the résumé tells of a system, what you did and a number, so {what}{how}")
    stories = tuple(
        draft.story.model_copy(update={"name": str(row["name"])})
        for draft, row in zip(new, _tables(text.removeprefix(mark), place)[len(before) :], strict=True)
    )
    return Imported(text, stories, len(drafted) - len(new), count, tuple(notes))


def _tables(text: str, place: str) -> list[Mapping[str, object]]:
    """The stories of a profile as they are written.

    Raises:
        ProfileError: It is not TOML, or is no profile.
    """
    try:
        rows = tomllib.loads(text).get("story", [])
    except tomllib.TOMLDecodeError as error:
        raise ProfileError((f"{place}: is not TOML: {error}; mend it first (tailor profile check)",)) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ProfileError((f"{place}: has other tables than [me] and [[story]]; see: tailor profile check",))
    return rows


def _line(text: str) -> str:
    return " ".join(text.split())


def _comments_of(text: str) -> frozenset[str]:
    """What stands in the comments of a profile, a line each."""
    return frozenset(
        _line(line.strip().lstrip("#").strip().removeprefix("- "))
        for line in text.splitlines()
        if line.lstrip().startswith("#")
    )


def _stories_of(job: Job, skills: Sequence[str]) -> Iterator[_Drafted]:
    """The stories that the lines of a job tell, one for each system."""
    for told in _by_system(job):
        system = next((one.system for one in told if one.system), "")
        whole = [replace(one, system=system) for one in told]
        story = _story(job, system, whole, skills) if any(one.makes_a_story for one in whole) else None
        if story is not None:
            yield _Drafted(story, job, tuple(one.text for one in told))


def _by_system(job: Job) -> list[list[Told]]:
    """What the lines of a job tell, those of one system together; a line that names none is left out."""
    groups: list[list[Told]] = []
    for line in job.highlights:
        told = read_highlight(line)
        if not told.system and not told.noun and job.project and told.counted and (told.did or told.result):
            told = replace(told, system=_built(job))
        group = next((group for group in groups if any(_same(told, one) for one in group)), None)
        if group is not None:
            group.append(told)
        elif told.system:
            groups.append([told])
    return groups


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
        "system": system,
        "constraint": next((one.constraint for one in told if one.constraint), ""),
        "did": did,
        "result": joined["result"],
        "worth": pairs[0].worth if len(pairs) == 1 else "",
        "owned": next((one.owned for one in told if one.owned), ()),
        "tools": _tools(job, told, skills),
    }
    did, result, worth = (str(fields[name]).replace(system, "") for name in ("did", "result", "worth"))
    fields["solves"] = _categories(Kind.PAIN, [result, did, *(clean(one.text) for one in told)])
    fields["metrics"] = _categories(Kind.METRIC, [result or did, worth])
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


def _fields(story: Story) -> dict[str, Value]:
    return {name: value for name, value in story.model_dump().items() if value}


def _said_of(draft: _Drafted) -> Iterator[str]:
    yield _DRAFTED
    if draft.job.heading:
        yield draft.job.heading
    for line in draft.lines:
        yield f"  - {line}"
    for line in story_advice(draft.story):
        yield f"Still {line}."


def _left(resume: Resume, used: set[tuple[Job, str]], written: frozenset[str]) -> tuple[list[str], int]:
    """Comments for what made no story, without what stands in the file already; and how many lines they hold."""
    made: list[str] = []
    count = 0
    for job in resume.jobs:
        lines = [*job.prose, *(f"- {line}" for line in job.highlights if (job, line) not in used), *job.more]
        new = [line for line in lines if _line(line.removeprefix("- ")) not in written]
        heading = job.heading
        told = heading and (_line(heading) in written or any(key is job for key, _ in used))
        if new or not (told or not heading):
            made += ["", *([heading] if heading else []), *(f"  {line}" for line in new)]
        count += len(new)
    rest = [line for line in resume.rest if _line(line) not in written]
    if rest:
        made += ["", "The rest of the résumé", *(f"  {line}" for line in rest)]
    return [*_LEFT, *made] if made else [], count + len(rest)
