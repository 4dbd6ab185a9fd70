"""Tools that no story has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import jdparse
from jdparse import Posting
from jdparse.english.patterns import Pattern, pattern
from jdparse.english.voice import NOT, SELF, WOULD, clause
from tailor.check.facts.claim import Told, is_claim, names_employer, names_system, speaks_of
from tailor.check.facts.record import Record
from tailor.check.finding import Found, Known
from tailor.highlights.names import fold_name
from tailor.profile.story import Story

# ---- tools -----------------------------------------------------------------------------------------------------------------

#: A tool that is said to do its part: "Snowflake holds the features".
_AT_WORK = pattern(
    r"(?i)(?: that| which)? (?:{tool-verbs})\b(?=[^.;]*\b(?:I|we|my|our)\b)|,? (?:was|is) what (?:I|we)\b"
)
#: "My morning pipeline is a handful of dbt models".
_MADE_OF = pattern(r"(?i)\b(?:my|our) [\w' -]{2,60}? (?:{be-have}|consists?|comes?|came)\b")
_USES = pattern(r"(?i)(?<![\w-])(?:{using-tool})(?![\w-])")
_USED_AFTER = pattern(r"(?i)(?: \w+)?(?:,| that| which)? ?(?:which |that )?(?:I|we) (?:\w+ ){0,2}(?:{used-after})\b")
#: "Rust I know only from talks": not used.
_HEARD_OF = pattern(
    r"(?i),? (?:that |which )?(?:I|we) (?:only |just )?(?:know|knew) (?:(?:only|just|mostly|of) )?(?:from|by|about|of)\b"
)
_THEIR_TOOL = pattern(
    r"(?i)\b(?:you (?:{asking}|use|run)|your|yours|(?:{others})(?: in \w+)? (?:{their-use})"
    r"|the (?:vendor|customer|client)|knowing|someone)\b[^;:—]*$"
)
#: Where code and models lie is no claim of a tool.
_CODE_HOST = pattern(r"(?i)\b(?:on|at|to|from) (?:my |our )?(?:{code-hosts})$")
#: So many characters behind a tool still say what it was used for.
_BESIDE = 60
#: Names shorter than this are not looked for inside others.
_LONG_NAME = 4


def find_tools(told: Told, records: Sequence[Record], posting: Posting | None, known: Known) -> Iterator[Found]:
    """Tools that the applicant claims and no story has."""
    text, offset = told.sentence.text, told.sentence.start
    if not SELF.search(text):
        return
    for name, start, end in _tools_in(told, records, posting):
        folded = {fold_name(name), fold_name(text[start:end])}
        about = _told_at(told, start)
        if _has(about or told.named or records, folded) or _CODE_HOST.search(text[:start] + text[start:end]):
            continue
        owner = next((record.story for record in records if _has([record], folded)), None)
        beside = owner is not None and speaks_of(text[end : end + _BESIDE], owner)
        if owner is not None and (beside or not _of_another(owner, about, text[:start])):
            continue
        code, said = ("FCT102", f'"{name}"') if owner is None else ("FCT106", f'"{name}" is of {owner.name}')
        begin, until = clause(text, start)
        used_after = bool(_USED_AFTER.match(text[end:])) or bool(
            _AT_WORK.match(text[end:]) and told.carried != "theirs"
        )
        if used_after and _HEARD_OF.match(text[end:]):
            continue
        if used_after:
            if not WOULD.search(re.split(r"[,;.]", text[end:].lstrip(", "))[0]):
                yield Found(code, offset + start, offset + end, said)
            continue
        uses = _USES.search(text[begin:start]) or _MADE_OF.search(text[begin:start])
        if not is_claim(told, start, known, governed=True) or NOT.search(text[begin:start]) or not uses:
            continue
        if not SELF.search(text[begin:until]) and told.carried == "theirs":
            continue
        planned = re.match(r"(?i)\s+(?:I|we) (?:would|could|should|will)\b", text[end:])
        if not planned and not _THEIR_TOOL.search(text[:start]):
            yield Found(code, offset + start, offset + end, said)


def tools_unheld(
    told: Told, records: Sequence[Record], posting: Posting | None
) -> Iterator[tuple[str, frozenset[str], int, int]]:
    """The tools of a sentence that none of some records has: each one's name, its folded names, and where it stands."""
    text = told.sentence.text
    for name, start, end in _tools_in(told, records, posting):
        folded = {fold_name(name), fold_name(text[start:end])}
        if not _has(records, folded) and not _CODE_HOST.search(text[:end]):
            yield name, frozenset(folded), start, end


def _has(records: Sequence[Record], folded: set[str]) -> bool:
    """Whether stories have a tool, under any of its names."""
    own = {tool for record in records for tool in record.tools}
    return bool(folded & own) or any(_inside(one, other) for one in folded for other in own)


def _told_at(told: Told, at: int) -> tuple[Record, ...]:
    """The stories that a place is about: those that its clause names, else those named before it."""
    text = told.sentence.text
    start, end = clause(text, at)
    # A system is named before the tool, an employer anywhere in its clause.
    for around, before in ((text[start:end], text[start:at]), (text[:at], text[:at])):
        named = tuple(
            one for one in told.named if names_employer(around, one.story.employer) or speaks_of(before, one.story)
        )
        if named:
            return named
    return ()


def _of_another(owner: Story, named: Sequence[Record], before: str) -> bool:
    """Whether stories are of another employer than a tool's, or are by name of another system."""
    elsewhere = bool(named) and owner.employer not in {record.story.employer for record in named}
    return elsewhere or any(names_system(before, record.story) for record in named)


def _tools_in(told: Told, records: Sequence[Record], posting: Posting | None) -> Iterator[tuple[str, int, int]]:
    """The tools of a sentence, those included that only the posting shows to be tools."""
    text = told.sentence.text
    taken: list[tuple[int, int]] = []
    for tool in told.tools:
        taken.append((tool.span.start, tool.span.end))
        yield tool.entry_id, tool.span.start, tool.span.end
    own = {(tool, tool) for record in records for tool in record.story.tools}
    for name, word in sorted(own | set(_posted_tools(jdparse.of_the_job(posting)) if posting else ())):
        for found in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                taken.append((found.start(), found.end()))
                yield name, found.start(), found.end()
    for found in _worked_in().finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            yield found.group(), found.start(), found.end()


@lru_cache(maxsize=1)
def _worked_in() -> Pattern:
    """Names that have another meaning too, where one works in them or runs them: "in Rust", "ran Ray"."""
    rows = [tool.row for tool in jdparse.load_lexicon().tools.values() if tool.row.ambiguous]
    names = sorted({name for row in rows for name in row.spellings if name[:1].isupper()}, key=len, reverse=True)
    before = "|".join(rf"(?<=\b{word} )" for word in ("in", "on", "using", "used", "ran", "run", "via", "over"))
    name = rf"(?:{'|'.join(map(re.escape, names))})"
    return pattern(
        rf"(?:{before}){name}(?![\w-]| [A-Z])|(?:(?<=\ba )|(?<=\bthe )|(?<=\bour )|(?<=\bmy )){name}"
        r"(?= (?:{tool-things})\b)"
    )


@lru_cache(maxsize=8)
def _posted_tools(text: str) -> tuple[tuple[str, str], ...]:
    """The tools of a posting: each one's name, and the word that the posting has for it."""
    words = {(tool.entry_id, text[tool.span.start : tool.span.end]) for tool in jdparse.tools_named(text)}
    return tuple(sorted((name, word) for name, word in words if word[:1].isupper()))


def _inside(one: str, other: str) -> bool:
    return min(len(one), len(other)) > _LONG_NAME and (one in other or other in one)
