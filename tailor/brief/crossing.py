"""Facts of two stories in one sentence: each clause has to be of one story, and the sentence has to say of which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from jdparse.english.patterns import pattern
from tailor.check.facts.claim import names_employer
from tailor.check.facts.record import SYSTEM, Record, telling
from tailor.highlights.names import fold_name

if TYPE_CHECKING:
    from tailor.brief.claim import Claim

#: Where another clause begins that may be of another story.
_BORDER = pattern(r"(?i)[;:]|, (?:{clause-borders-open}) |,? and (?=(?:{clause-starts})\b)|\b(?:{clause-breaks})\b")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: Fields that tell of what one story is: told beside another's they are taken for its.
_TOLD = frozenset({"constraint", "wall", "did", "result", "worth", "uses", "tools"})
#: So many telling words of a fact that no other story has tell it.
_ENOUGH = 2


def unheld_crossings(claim: Claim) -> Iterator[str]:
    """What a sentence tells of one story that is another's, each as a reason."""
    if len(claim.stories) <= 1 or claim.text.endswith("?"):
        return
    last: tuple[Record, ...] = ()
    for part in _BORDER.split(claim.text):
        named = _named(part, claim.stories) or last
        last = named
        owners = [(said, who) for said, who in _evidence(part, claim) if who]
        for said, who in owners:
            if named and not any(one in who for one in named):
                yield f'"{said}" is of {who[0].story.name}, not of {named[0].story.name}'
                return
        for (one, first), (other, second) in pairwise(owners):
            if not any(who in first for who in second):
                yield f'"{one}" is of {first[0].story.name} and "{other}" of {second[0].story.name}: tell one story a sentence'
                return
    yield from _untold(claim)


def _untold(claim: Claim) -> Iterator[str]:
    """Stories of whose facts a sentence tells without naming them beside those of another."""
    told = [record for record in claim.stories if _tells_of(record, claim)]
    named = _named(claim.text, claim.stories)
    nameless = [record for record in told if record not in named]
    if len(told) > 1 and nameless:
        yield f"it tells facts of {' and '.join(record.story.name for record in told)} as if they were of one story"


def _tells_of(record: Record, claim: Claim) -> bool:
    """Whether a sentence tells a deed, a figure or a tool that only this one of the cited stories has."""
    others = telling(" ".join(one.story.facts for one in claim.stories if one is not record))
    own = " ".join(fact.text for fact in claim.own if fact.about == record.story.name and fact.kind in _TOLD)
    if len(telling(claim.text) & (telling(own) - others)) >= _ENOUGH:
        return True
    return any(who == (record,) for _, who in _evidence(claim.text, claim))


def _named(text: str, stories: Sequence[Record]) -> tuple[Record, ...]:
    """The stories that a part of a sentence names: by an employer that is theirs alone, or by two words of their system."""
    found = []
    for record in stories:
        others = [one for one in stories if one is not record]
        alone = all(one.story.employer != record.story.employer for one in others)
        own = telling(record.story.system) - telling(" ".join(one.story.facts for one in others))
        if (alone and names_employer(text, record.story.employer)) or len(telling(text) & own) >= min(
            SYSTEM, len(own)
        ) > 0:
            found.append(record)
    return tuple(found)


def _evidence(text: str, claim: Claim) -> list[tuple[str, tuple[Record, ...]]]:
    """The figures and tools of a part of a sentence, each with the cited stories that have it."""
    found = []
    for number in _NUMBER.findall(text):
        who = tuple(record for record in claim.stories if number in _NUMBER.findall(record.story.facts))
        found.append((number, who))
    tools = {tool for record in claim.stories for tool in record.story.tools}
    for tool in sorted(tools):
        if re.search(rf"(?<![\w-]){re.escape(tool)}(?![\w-])", text):
            found.append((tool, tuple(record for record in claim.stories if fold_name(tool) in record.tools)))
    return found
