"""A brief as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tailor.brief.brief import Brief, load_words
from tailor.brief.facts import Fact
from tailor.profile.story import Story
from tailor.terminal.safe import one_line

#: Changes only with an entry in the changelog.
SCHEMA = 1
#: How a highlight is told to a writer, by its kind.
_TOLD = {"pain": "what the team needs solved", "metric": "what it is judged by", "tool": "a tool that it names"}


def brief_text(brief: Brief) -> str:
    """The brief as a page for a person or a model."""
    words = load_words()
    lines = [brief.personal, "", "# Task", "", words.task, "", *_job(brief), ""]
    lines += ["# Facts of the applicant", ""]
    for story in brief.stories:
        lines += [*_story(brief, story), ""]
    if person := [fact for fact in brief.facts.values() if not fact.about]:
        lines += ["The applicant:", *map(_line, person), ""]
    lines += ["# Order and length", ""]
    lines += [f"{brief.options.length} words, at least {brief.least} and at most {brief.most}.", ""]
    lines += [f"{number}. {line.what}" for number, line in enumerate(words.order, 1)]
    for title, said in (
        ("What may not be said", words.rule),
        ("Voice", words.voice),
        ("Form of the answer", words.form),
    ):
        lines += ["", f"# {title}", "", *(f"- {line.what}" for line in said)]
    return "\n".join(lines) + "\n"


def brief_json(brief: Brief) -> str:
    """The brief as one JSON object; its keys are told in docs/json.md."""
    words = load_words()
    row: dict[str, Any] = {
        "schema": SCHEMA,
        "personal": brief.personal,
        "task": words.task,
        "length": brief.options.length,
        "least_words": brief.least,
        "most_words": brief.most,
        "title": brief.role,
        "company": brief.cast.company,
        "stories": [
            {
                "name": story.name,
                "employer": story.employer,
                "past": story.past,
                "shared": story.helped,
                "facts": [_row(fact) for fact in _of(brief, story)],
            }
            for story in brief.stories
        ],
        "applicant": [_row(fact) for fact in brief.facts.values() if not fact.about],
        "highlights": [_row(fact) for fact in brief.facts.values() if fact.of_posting],
    }
    for key in ("order", "rule", "voice", "form"):
        row[key] = [line.what for line in getattr(words, key)]
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def _job(brief: Brief) -> Iterator[str]:
    yield "# The job"
    yield ""
    named = " at ".join(filter(None, (brief.role, brief.cast.company)))
    yield one_line(f"{named or 'The posting names neither title nor employer'}. From its posting, word for word:")
    for fact in brief.facts.values():
        if fact.of_posting:
            yield one_line(f'{fact.id} ({_TOLD[fact.about]}): "{fact.text}"')


def _story(brief: Brief, story: Story) -> Iterator[str]:
    said = [f"at {story.employer}"] if story.employer else []
    said += ["handed over: tell it in the past"] if story.past else ["still theirs: tell the system in the present"]
    said += ["others answered for it: write worked on"] if story.helped else []
    first = "The story to tell" if story == brief.stories[0] else "Another story"
    yield one_line(f"{first}: {story.name} ({'; '.join(said)})")
    yield from map(_line, _of(brief, story))


def _of(brief: Brief, story: Story) -> list[Fact]:
    return [fact for fact in brief.facts.values() if fact.about == story.name and fact.ref.startswith("story.")]


def _line(fact: Fact) -> str:
    return one_line(f"{fact.id} {_NAMES.get(fact.kind, fact.field)}: {fact.text}")


#: How a field is called where its own name would not be clear to a stranger.
_NAMES = {
    "constraint": "production numbers",
    "wall": "what was wrong before",
    "did": "what they did",
    "worth": "what the result was worth",
    "owned": "what they answered for",
    "playbook": "what kept it running",
    "tools": "tools that it ran on",
    "uses": "what a tool was for",
    "lesson": "what they learnt, in their words",
    "field": "kind of product",
    "years": "years in the trade",
    "why": "why this company, in their words",
    "referrer": "who suggested to write",
}


def _row(fact: Fact) -> dict[str, str]:
    return {"id": fact.id, "field": fact.field, "text": fact.text, "ref": fact.ref}
