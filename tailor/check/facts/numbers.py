"""Figures that no story has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import jdparse
from jdparse import Posting
from jdparse.english.figures import Figure, is_year
from jdparse.english.patterns import pattern
from jdparse.english.quantities import Quantity, find_quantities, vague_numbers
from jdparse.english.units import PERIODS, SECONDS
from jdparse.english.voice import clause
from tailor.check.facts.claim import Told, is_claim, is_personal, likeliest, names_employer, speaks_of
from tailor.check.facts.record import Record
from tailor.check.facts.shares import share_spans
from tailor.check.facts.support import ABOUT, bears_out, nearest, same_value, size_holds
from tailor.check.finding import Found, Known, Severity
from tailor.check.letter import shorten
from tailor.highlights.names import fold_name
from tailor.profile.story import Me

#: Nouns that make a small number a claim.
COUNTED = pattern(r"(?i)(?:{headcount}|[avh]\d{2,3})(?:y|s|es|ies)?")
NO_CLAIM_AFTER = pattern(
    r"(?i)\s*(?:a\.?m\b|p\.?m\b|o'clock|ago\b|from now\b|ahead\b|hence\b|to come\b|in the morning|at night|of us\b|of them\b|°|/\d|(?:other |more |short |good |hard "
    r"|simple )?(?:{harmless-count})\b)"
)
_HEADCOUNT = pattern(r"(?i)\b(?:{groups}) (?:of |(?:up )?from |(?:up )?from \S+ to |to )(?:about |some )?$")
CLOCK = pattern(r"(?i)\b(?:{clock})\s*$")


def numbers(told: Told, records: Sequence[Record], me: Me, posting: Posting | None, known: Known) -> Iterator[Found]:
    """Figures of the applicant's that no story has."""
    text = told.sentence.text
    person = person_figures(me)
    taken = share_spans(text)
    yield from _vague(told, records, known)
    for quantity in find_quantities(text):
        figure = quantity.figure
        if any(a <= figure.start < b for a, b in taken) or not counts_as_figure(figure, text):
            continue
        denied = quantity.bound in OPPOSITE and bool(DENIED_BOUND.search(text[: figure.start]))
        if denied:
            # "No feature is older than 90 seconds" sets the other bound.
            quantity = replace(quantity, bound=OPPOSITE[quantity.bound])
        mine = _stories_at(told, quantity, records)
        # Why: what is worked out from two values of a story is said where the story is told.
        named = [
            one
            for record in mine
            for one in record.quantities
            if one.figure.text or not told.last or record in told.last
        ]
        if supported(quantity, [*named, *person], record_shares(mine)) or is_personal(text, figure):
            continue
        if is_claim(told, figure.start, known, governed=True, denied=denied):
            owner = _owner(quantity, records)
            if owner is not None and _beside(text, figure.start, owner, told):
                continue
            bounded = quantity.bound not in {"", "about"} and not denied
            owner = owner if len(mine) < len(records) and not bounded else None
            yield _unsupported(quantity, told, owner, posting, named, me)


def _owner(quantity: Quantity, records: Sequence[Record]) -> Record | None:
    """The story that gives a figure outright."""
    outright = replace(quantity, bound="")
    return next(
        (one for one in records if supported(outright, [each for each in one.quantities if each.figure.text], ())),
        None,
    )


def _unsupported(
    quantity: Quantity, told: Told, owner: Record | None, posting: Posting | None, named: Sequence[Quantity], me: Me
) -> Found:
    """What to say of a figure that its story has not: whose it is, or what the story has instead."""
    figure = quantity.figure
    start, end = (told.sentence.start + at for at in (figure.start, figure.end))
    said = f'"{figure.text.strip()}"'
    if owner is not None:
        return Found("FCT106", start, end, f"{said} is of {owner.story.employer or owner.story.name}")
    if posting is not None and any(
        same_value(other, quantity) for other in find_quantities(jdparse.of_the_job(posting))
    ):
        return Found("FCT105", start, end, said)
    gravity = _gravity(quantity, told.sentence.text, me)
    return Found("FCT101", start, end, f"{said}{_known_instead(quantity, named)}", gravity)


def _vague(told: Told, records: Sequence[Record], known: Known) -> Iterator[Found]:
    """Numbers told by their size alone, of which no story has one."""
    text, offset = told.sentence.text, told.sentence.start
    everything = [one for record in records for one in record.quantities]
    for vague in vague_numbers(text):
        if not size_holds(vague, everything) and is_claim(told, vague.start, known, governed=True):
            yield Found("FCT101", offset + vague.start, offset + vague.end, f'"{text[vague.start : vague.end]}"')


OPPOSITE = {"over": "under", "under": "over"}
DENIED_BOUND = pattern(r"(?i)(?:\b(?:no|not|never|hardly|nothing|none|nobody)\b|n['’]t\b)[^.;]{0,60}$")


def _stories_at(told: Told, quantity: Quantity, records: Sequence[Record]) -> Sequence[Record]:
    """The stories that a figure may be of: those named before it or in its clause, else all; a bounded one is of the likeliest.

    Why: many figures lie under a bound, so that another story's would do by chance.
    """
    text, at = told.sentence.text, quantity.figure.start
    named = told.named
    if named:
        start, end = clause(text, at)
        # Why: a system that is named behind its figure, or in another clause, may not be the figure's.
        here = text[start:end] if _CLAUSE_END.search(text) else text[:at]
        around = f"{text[:at]} {text[start:end]}"
        systems = [one for one in named if speaks_of(text, one.story)]
        employed = tuple(one for one in named if names_employer(text[start:end], one.story.employer))
        named = tuple(one for one in systems if speaks_of(here, one.story)) or tuple(
            one for one in (records if systems else named) if names_employer(around, one.story.employer)
        )
        if not {one.story.employer for one in employed} & {one.story.employer for one in named}:
            named = (*named, *employed)
    if named or not quantity.bound:
        return named or records
    return likeliest(text, records) or records


#: Between clauses that may be of different stories.
_CLAUSE_END = re.compile(r";|: |, (?:and|while|whereas) ")


def _beside(text: str, at: int, owner: Record, told: Told) -> bool:
    """Whether the clause of a figure names the system whose figure it is or a tool of it, and not the employer of another."""
    start, end = clause(text, at)
    tools = {fold_name(tool.entry_id) for tool in told.tools if start <= tool.span.start < end} & owner.tools
    if tools - {tool for record in told.named if record != owner for tool in record.tools}:
        return True
    if any(names_employer(text[start:end], record.story.employer) for record in told.named):
        return False
    return speaks_of(text[start:end], owner.story)


def person_figures(me: Me) -> Sequence[Quantity]:
    """The figures of what the profile says of the applicant: years and team."""
    years = f"{me.years} years. " if me.years else ""
    return find_quantities(f"{years}{me.team}. {me.title}")


def _gravity(quantity: Quantity, text: str, me: Me) -> Severity | None:
    """An advice, where the profile has a field for such a figure and is silent in it."""
    if _is_experience(quantity.figure) and me.years is None:
        return Severity.ADVICE
    return Severity.ADVICE if _HEADCOUNT.search(text[: quantity.figure.start]) and not me.team else None


def _is_experience(figure: Figure) -> bool:
    return figure.unit == "time" and bool(re.search(r"(?i)\b(?:years?|decades?)\b", figure.text))


def _known_instead(quantity: Quantity, records: Sequence[Quantity]) -> str:
    near = nearest(quantity, records)
    return f'; the profile has "{shorten(near.said)}"' if near else ""


def record_shares(records: Sequence[Record]) -> tuple[float, ...]:
    """The shares that stories give in words."""
    return tuple(share for record in records for share in record.shares)


_SHARE_STEP = 0.004


def supported(quantity: Quantity, records: Sequence[Quantity], shares: Sequence[float]) -> bool:
    """Whether the figures or the shares of records bear out a figure, in any of its forms."""
    figure = quantity.figure
    ranged = quantity.low < quantity.high
    if figure.unit == "%" and any(
        abs(figure.value - share) < min(_SHARE_STEP, ABOUT * share)
        or (ranged and quantity.low <= share <= quantity.high)
        for share in shares
    ):
        return True
    return any(bears_out(one, each) for each in (quantity, *_in_other_words(quantity)) for one in records)


def _in_other_words(quantity: Quantity) -> Iterator[Quantity]:
    """Other forms of one figure: a count whose period stands apart ("900 pass daily"), how often from how long and back."""
    figure, said = quantity.figure, quantity.said.lower()
    if figure.unit == "count" and figure.noun:
        for found in _PERIODICAL.finditer(said):
            period = PERIODS.get(found[1], found[1])
            if period in SECONDS:
                yield _told_as(quantity, "rate", figure.value / SECONDS[period], period)
    every = figure.unit == "time" and re.search(r"\bevery (?:\w+ )?$", said[: said.find(figure.text.lower())])
    often = figure.unit == "rate" and figure.noun == "times"
    if figure.value and (every or often):
        loose = replace(quantity, bound=quantity.bound or "about", measures=frozenset())
        yield _told_as(loose, *(("rate", 1 / figure.value, "second") if every else ("time", 1 / figure.value, "")))


def _told_as(quantity: Quantity, unit: str, value: float, period: str) -> Quantity:
    figure = replace(quantity.figure, unit=unit, value=value, period=period)
    return replace(quantity, figure=figure, low=value, high=value)


_PERIODICAL = pattern(r"\b(?:each |every |an? |per |(?={period-adverbs}))({period-adverbs}|{periods})\b")


def counts_as_figure(figure: Figure, text: str) -> bool:
    """Whether a figure counts something that a profile would know."""
    before, after, number = text[: figure.start], text[figure.end :], figure.text.strip()
    if re.match(r" of us\b", after) and re.search(r"(?i)\bteam\b", text):
        return True
    if NO_CLAIM_AFTER.match(after):
        return False
    if figure.unit == "count":
        if is_year(figure) or (CLOCK.search(before) and figure.value <= HOURS and not figure.noun):
            return False
        if _HEADCOUNT.search(before):
            return True
        if figure.value <= SMALL_COUNT:
            return any(COUNTED.fullmatch(word) for word in figure.noun.split())
        return bool(figure.noun) or figure.value >= _LARGE_COUNT
    if figure.unit == "times":
        if figure.spelled and number.lower() in {"half", "twice", "double"}:
            return number.lower() != "half" and bool(_AS_FAST.match(after))
        return number.lower().endswith("ed") or not _OF_THINGS.match(after)
    if figure.unit == "time":
        return not re.search(r"(?i)\b(?:first|next|following|coming|all)\s$", before)
    if figure.unit == "points":
        return figure.value != 0
    return True


#: A factor tells a change before a comparison, and none before what is counted.
_AS_FAST = pattern(r"(?i) as (?:{as-fast})\b")
_OF_THINGS = pattern(r"(?i)\s+(?:the|a|an|of|as (?!{as-fast}))\b")
#: Numbers up to this need a noun that a profile counts; bare numbers up to the next are house numbers, ages and the like.
SMALL_COUNT, _LARGE_COUNT = 12, 100
HOURS = 24
