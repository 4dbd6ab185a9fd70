"""Lies without figures, and wrongly reckoned ones, made of rows of data: deeds, passives, absolutes, strangers, reckonings, stories mixed."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jdparse.english.changes import changes
from jdparse.english.classes import kin_of
from jdparse.english.verbs import verb_lemma
from tailor.brief.brief import Brief
from tailor.profile.story import Story

ROWS = Path(__file__).resolve().parent / "written" / "plants.toml"
#: A sentence and the numbers of the facts that it cites.
Plant = tuple[str, tuple[str, ...]]
Make = Callable[[Brief, Story, Sequence[str], random.Random], Plant | None]


@lru_cache(maxsize=1)
def rows() -> dict[str, list[str]]:
    """The rows by kind."""
    found: dict[str, Any] = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    return found


def _filled(row: str, brief: Brief, story: Story, lot: random.Random) -> str | None:
    facts = f"{story.facts} {' '.join(story.owned)}".casefold()
    told = {verb_lemma(word.strip(",.;:")) for word in facts.split()}
    deeds = [deed.split() for deed in rows()["deeds"]]
    free = [deed for deed in deeds if not kin_of(deed[0]) & told and deed[0][:5] not in facts]
    verb = lot.choice(free)
    items = [*story.owned, *story.playbook]
    if (
        ("{item}" in row.lower() and not items)
        or ("{tool}" in row and not story.tools)
        or ("{employer}" in row and not story.employer)
    ):
        return None
    words = {
        "system": story.system,
        "item": lot.choice(items) if items else "",
        "tool": lot.choice(story.tools) if story.tools else "",
        "employer": story.employer,
        "company": brief.cast.company or "the firm",
        "past": verb[1],
        "part": verb[2],
    }
    return row.format(**words, System=_upper(words["system"]), Item=_upper(words["item"]), Part=_upper(words["part"]))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def of_rows(kind: str) -> Make:
    """What makes a lie of the rows of a kind."""

    def make(brief: Brief, story: Story, cites: Sequence[str], lot: random.Random) -> Plant | None:
        said = _filled(lot.choice(rows()[kind]), brief, story, lot)
        return (said, tuple(cites)) if said else None

    return make


def reckoned(brief: Brief, story: Story, cites: Sequence[str], lot: random.Random) -> Plant | None:
    """A share or a factor that the cited change does not give."""
    facts = [fact for fact in brief.facts.values() if fact.about == story.name and fact.field == "result"]
    found = [
        (fact, pair) for fact in facts for pair in changes(fact.text) if min(pair.before.value, pair.after.value) > 0
    ]
    if not found:
        return None
    fact, pair = lot.choice(found)
    low, high = sorted((pair.before.value, pair.after.value))
    share, factor = round(100 * (high - low) / pair.before.value), high / low
    wrong = share + lot.choice((-25, -18, 14, 21)) if share > _LEAST else share + lot.choice((14, 21, 30))
    near = [abs(wrong - one) < _NEAR for one in (*_reckonings(fact.text), *map(float, _NUMBER.findall(fact.text)))]
    if any(near):
        return None
    said = [f"That is a change of {wrong}%.", f"It moved by {wrong}%."]
    said += [
        f"It is now {round(factor * by)} times better." for by in (1.7, 2.4) if round(factor * by) != round(factor)
    ]
    return lot.choice(said), (fact.id,)


def _reckonings(text: str) -> list[float]:
    """The shares that follow from the changes of a fact."""
    return [abs(one.after.value - one.before.value) / one.before.value * 100 for one in changes(text)]


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: Shares as near as this might be rounded to one another.
_NEAR = 6
#: Less cannot be told as much less.
_LEAST = 40


def mixed(brief: Brief, story: Story, cites: Sequence[str], lot: random.Random) -> Plant | None:
    """Facts of two stories told as one."""
    others = [one for one in brief.profile.stories if one.name != story.name]
    if not others:
        return None
    other = lot.choice(others)
    tools = [tool for tool in other.tools if tool not in story.tools and tool.casefold() not in story.facts.casefold()]

    def of(one: Story, *fields: str) -> tuple[str, ...]:
        return tuple(fact.id for fact in brief.facts.values() if fact.about == one.name and fact.field in fields)

    made: list[Plant] = []
    if tools:
        tool = lot.choice(tools)
        made.append((f"I {story.did} on {tool}.", (*of(story, "did"), *of(other, "tools"))))
        if story.employer:
            made.append(
                (f"At {story.employer} I ran {story.system} on {tool}.", (*of(story, "system"), *of(other, "tools")))
            )
    if other.result and any(char.isdigit() for char in other.result):
        made.append((f"I {story.did}, and {other.result}.", (*of(story, "did"), *of(other, "result"))))
    return lot.choice(made) if made else None


PLANTS: dict[str, Make] = {
    "deed": of_rows("deed"),
    "passive": of_rows("passive"),
    "absolute": of_rows("absolute"),
    "stranger": of_rows("stranger"),
    "reckoning": reckoned,
    "stories mixed": mixed,
}
