"""A sentence's claim: who speaks, of which employer, of which story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jdparse import Mention
from jdparse.english.figures import Figure
from jdparse.english.patterns import Pattern, pattern
from jdparse.english.sense import bears_on, denies, of_oneself, of_outsider, reached, subject_phrase
from jdparse.english.voice import HEARD, PERSON, WOULD, clause
from tailor.check.facts.record import SYSTEM, Record, telling
from tailor.check.finding import Known
from tailor.check.letter import Reading, Sentence, tools_of
from tailor.profile.story import Story

#: What is said of one's person, and not of one's work.
_PERSONAL = pattern(r"(?i)\b(?:{personal})\b")
#: Units of what is said of a person: how far, how long, when, how much.
_PERSONAL_UNITS = frozenset({"time", "count", "$", "€", "£"})


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what it is about.

    Attributes:
        sentence: The sentence.
        named: The stories whose employer or system it names.
        last: Likewise, or those that the paragraph named last.
        carried: Who the paragraph spoke of last: "mine", "theirs" or nobody.
        tools: The tools that it names, with their places in it.
    """

    sentence: Sentence
    named: tuple[Record, ...]
    last: tuple[Record, ...]
    carried: str
    tools: tuple[Mention, ...]


def told_of(letter: Reading, records: Sequence[Record], known: Known) -> Iterator[Told]:
    """Each sentence with the stories that it is about: those of the employer or system that it or its paragraph named last."""
    paragraph, carried = -1, ""
    last: tuple[Record, ...] = ()
    for sentence in letter.sentences:
        if sentence.paragraph != paragraph:
            paragraph, last, carried = sentence.paragraph, (), ""
        named = tuple(record for record in records if names_employer(sentence.text, record.story.employer))
        systems = tuple(record for record in records if speaks_of(sentence.text, record.story))
        if len({record.story.employer for record in named}) > 1:
            found = named
        elif named:
            inside = tuple(record for record in systems if record in named)
            found = (*(inside or named), *(record for record in systems if record not in named))
        else:
            found = systems
        if len(found) > 1:
            found = _of_subject(sentence.text, found)
        last = found or last
        if not carried and not _names_company(sentence.text, known) and _retells(sentence.text, records):
            carried = "mine"
        yield Told(sentence, found, last, carried, tools_of(letter, sentence.text))
        persons = list(PERSON.finditer(sentence.text))
        if found:
            carried = "mine"
        if persons:
            carried = "theirs" if persons[-1]["theirs"] else "mine"
        elif _names_company(sentence.text, known) and not found:
            carried = "theirs"


def _of_subject(text: str, found: Sequence[Record]) -> tuple[Record, ...]:
    """Of several stories the one that a sentence's subject names most words of; all where that is open."""
    words = telling(subject_phrase(text))
    counts = [len(words & telling(" ".join((record.story.system, *record.story.owned)))) for record in found]
    most = max(counts)
    if not most or counts.count(most) > 1 or (most < SYSTEM and sum(counts) > most):
        return tuple(found)
    return (found[counts.index(most)],)


#: A place in time or a comparison ("before Osterby", "unlike at Alder"), which a sentence is not about.
_BESIDE = pattern(
    r"(?i)\b(?:left|leaving|after|before|unlike(?: at)?|since|than(?: at)?|as at|long before|from|like at"
    r"|joined from)\s+(?:I left |leaving )?$"
)
#: Shorter first words of an employer's name do not stand for the whole name.
FIRST_WORD = 4


def names_employer(text: str, employer: str) -> bool:
    """Whether a text is about work at an employer, whose name or its first word stands there."""
    if not employer:
        return False
    first = employer.split()[0]
    pattern = rf"\b(?:{re.escape(employer)}|{re.escape(first)})\b" if len(first) >= FIRST_WORD else re.escape(employer)
    return any(not _BESIDE.search(text[: found.start()]) for found in re.finditer(pattern, text))


def _names_company(text: str, known: Known) -> bool:
    return bool(known.company) and bool(re.search(rf"\b{re.escape(known.company.split()[0])}\b", text))


def speaks_of(text: str, story: Story) -> bool:
    """Whether a text names a story's system, surely or by two of its words."""
    return names_system(text, story) or len(telling(text) & telling(story.system)) >= SYSTEM


#: So many words of a system name it beyond doubt.
_SURELY = 3


def names_system(text: str, story: Story) -> bool:
    """Whether a text surely names a story's system: by its name, by the last two words of it, by what is owned, by three of its words."""
    return bool(_names_of(story).search(text)) or len(telling(text) & telling(story.system)) >= _SURELY


@lru_cache(maxsize=64)
def _names_of(story: Story) -> re.Pattern[str]:
    """The names of a story's system and of what is owned of it, the reader's own excepted."""
    whole, *owned = (re.sub(r"(?i)^(?:the|an?|our|my) ", "", one.lower()) for one in (story.system, *story.owned))
    names = [whole, _short_name(story.system), *(one for one in owned if len(one.split()) > 1)]
    return re.compile(rf"(?i)(?<!your )\b(?:{'|'.join(re.escape(name) for name in names if name)})s?\b")


#: A sentence is of a story whose telling words it has so many of, and so many more than of any other.
_LIKELY, _MARGIN = 4, 2


def likeliest(text: str, records: Sequence[Record]) -> tuple[Record, ...]:
    """The story that a sentence retells by its words; none where that is open."""
    counts = sorted(((len(telling(text) & record.words), -at) for at, record in enumerate(records)), reverse=True)
    if not counts or counts[0][0] < _LIKELY or (len(counts) > 1 and counts[0][0] < counts[1][0] + _MARGIN):
        return ()
    return (records[-counts[0][1]],)


_BEHIND_NAME = pattern(r"(?i)\s(?:{behind-system})\b|,")


def _short_name(system: str) -> str:
    """The last two words of a system's own name: "feature platform" of "the streaming feature platform for ads"."""
    name = _BEHIND_NAME.split(system.lower())[0]
    words = re.sub(r"^(?:the|an?|our) ", "", name).split()
    return " ".join(words[-2:]) if len(words) > 1 else ""


def _retells(text: str, records: Sequence[Record]) -> bool:
    """Whether a sentence has enough of a story's words to be one of it."""
    return any(len(telling(text) & record.words) >= SYSTEM for record in records)


def is_claim(
    told: Told, at: int, known: Known, *, learned: bool = False, governed: bool = False, denied: bool = False
) -> bool:
    """Whether the words at a place of a sentence are said of the applicant and of what has been.

    Args:
        told: The sentence.
        at: The place in it.
        known: For the company's name.
        learned: Whether a clause such as "I learned ..." can be a claim too.
        governed: Whether a word of wishing or hearing must govern the place, and not only stand in its clause.
        denied: Whether what denies the place has been heard already, as in "not older than".
    """
    text = told.sentence.text
    if re.search(r"\?\s*$", text):
        return False
    if governed and _REACHED.search(text, at) and reached(text, at):
        return True
    start, end = clause(text, at)
    if (
        governed
        and not denied
        and any(
            start <= found.start() < at
            and not re.match(r"(?i) (?:only|just|merely)\b", text[found.end() :])
            and denies(text, found, at)
            for found in _DENIAL.finditer(text)
        )
    ):
        return False
    if governed and of_outsider(text, at):
        return False
    cues = (WOULD,) if learned else (WOULD, HEARD)
    return not _governed(text, at, cues, governed=governed) and _speaker(told, start, end, at, known) == "mine"


_DENIAL = re.compile(r"(?i)\b(?:not|never|no|none|nobody|neither|without|cannot)\b|n['’]t\b")
#: Without such words behind a figure no clause of its own is there.
_REACHED = pattern(r"\b(?:that|which)? ?(?:I|we) \w+ed\b|\b(?:I|we) (?:had|got|ran|held|kept|took)\b")


def _governed(text: str, at: int, cues: Sequence[Pattern], *, governed: bool) -> bool:
    """Whether words of a sense stand in the clause of a place, and govern it where that is asked."""
    start, end = clause(text, at)
    return any(
        not governed or bears_on(text, found, at)
        for cue in cues
        for found in cue.finditer(text)
        if start <= found.start() < end
    )


def is_personal(text: str, figure: Figure) -> bool:
    """Whether a figure is of the writer's person: the way to the office, a notice, a date, a salary."""
    return figure.unit in _PERSONAL_UNITS and is_private(text, figure.start)


def is_private(text: str, at: int) -> bool:
    """Whether a place is governed by what one says of one's person: "I live", "my notice"."""
    return any(bears_on(text, found, at) and of_oneself(text, found) for found in _PERSONAL.finditer(text))


#: "My neighbour drove a forklift": another's deed.
_KIN = pattern(r"(?i)(?:my|our) (?:\w+ )?(?:{kin})\b")


def _speaker(told: Told, start: int, end: int, at: int, known: Known) -> str:
    """Who a place is said of: the nearest person before it in its clause, after it, in the sentence, in the paragraph."""
    text = told.sentence.text
    persons = [
        (found.start(), "theirs" if found["theirs"] or _KIN.match(text, found.start()) else "mine")
        for found in PERSON.finditer(text)
    ]
    for record in told.named:
        employer = record.story.employer
        if not employer:
            continue
        word = employer if len(employer.split()[0]) < FIRST_WORD else employer.split()[0]
        persons += [(found.start(), "mine") for found in re.finditer(rf"\b{re.escape(word)}\b", text)]
    if known.company:
        company = re.escape(known.company.split()[0])
        persons += [(found.start(), "theirs") for found in re.finditer(rf"\b{company}\b", text)]
    before = sorted(person for person in persons if start <= person[0] <= at)
    within = sorted(person for person in persons if at < person[0] < end)
    # "What I would take on first: spend has tripled" does not make the spend one's own.
    earlier = sorted(
        person
        for person in persons
        if person[0] < start
        and (person[1] == "theirs" or not _governed(text, person[0], (WOULD, HEARD), governed=False))
    )
    for people, which in ((before, -1), (within, 0), (earlier, -1)):
        if people:
            return people[which][1]
    return "mine" if told.named else told.carried
