"""Figures that no story has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jdparse import Posting
from jdparse.english.figures import Figure, is_year
from jdparse.english.patterns import pattern
from jdparse.english.portions import fractions, portions
from jdparse.english.quantities import Quantity, bound_of, find_quantities, vague_numbers
from jdparse.english.voice import clause
from tailor.check.facts.claim import Told, is_claim, is_personal, likeliest, names_employer, speaks_of
from tailor.check.facts.record import Record
from tailor.check.facts.support import ABOUT, bears_out, nearest, same_value, share_holds, size_holds
from tailor.check.finding import Found, Known, Severity
from tailor.check.letter import shorten
from tailor.profile.story import Me, Story

#: Nouns that make a small number a claim.
_COUNTED = pattern(r"(?i)(?:{headcount}|[avh]\d{2,3})(?:y|s|es|ies)?")
_NO_CLAIM_AFTER = pattern(
    r"(?i)\s*(?:a\.?m\b|p\.?m\b|o'clock|from now\b|ahead\b|hence\b|to come\b|in the morning|at night|of us\b|of them\b|°|/\d|(?:other |more |short |good |hard "
    r"|simple )?(?:{harmless-count})\b)"
)
_HEADCOUNT = pattern(r"(?i)\b(?:{groups}) (?:of |(?:up )?from |(?:up )?from \S+ to |to )(?:about |some )?$")
_CLOCK = pattern(r"(?i)\b(?:{clock})\s*$")


def numbers(told: Told, records: Sequence[Record], me: Me, posting: Posting | None, known: Known) -> Iterator[Found]:
    """Figures of the applicant's that no story has."""
    text, offset = told.sentence.text, told.sentence.start
    person = _of_person(me)
    everything = [one for record in records for one in record.quantities]
    near = told.named or likeliest(text, records) or records
    percents = (*_shares(near, percents=True), *_percentiles(near))
    parts = [*fractions(text), *_claimed_portions(text)]
    for start, end, share in parts:
        # "Two of three" is as often two of three things as a rate; "one in forty" is a rate.
        claimed = not re.fullmatch(r"(?i)\S+(?: out)? of \S+", text[start:end])
        bound = bound_of(text, start, end)
        if (
            claimed
            and not any(share_holds(one, bound, other) for other in percents for one in _both_ways(share))
            and is_claim(told, start, known, governed=True)
        ):
            yield Found("FCT101", offset + start, offset + end, f'"{text[start:end]}"')
    for vague in vague_numbers(text):
        if not size_holds(vague, everything) and is_claim(told, vague.start, known, governed=True):
            yield Found("FCT101", offset + vague.start, offset + vague.end, f'"{text[vague.start : vague.end]}"')
    borrowed = find_quantities(posting.text) if posting else ()
    # Why: what is worked out from two values of a story is said where the story is told.
    for quantity in find_quantities(text):
        figure = quantity.figure
        denied = _DENIED_BOUND.search(text[: figure.start]) if quantity.bound in _OPPOSITE else None
        if denied:
            # "No feature is older than 90 seconds" sets the other bound.
            quantity = replace(quantity, bound=_OPPOSITE[quantity.bound])
        mine = _stories_at(told, quantity, records)
        named = [
            one
            for record in mine
            for one in record.quantities
            if one.figure.text or not told.last or record in told.last
        ]
        if any(a <= figure.start < b for a, b, _ in parts) or not _counts(figure, text):
            continue
        if _supported(quantity, [*named, *person], _shares(mine)):
            continue
        if is_personal(text, figure) or not is_claim(told, figure.start, known, governed=True, denied=bool(denied)):
            continue
        place = (offset + figure.start, offset + figure.end)
        said = f'"{figure.text.strip()}"'
        outright = replace(quantity, bound="")
        bounded = quantity.bound not in {"", "about"}
        owner = next((one.story for one in records if _supported(outright, one.quantities, _shares([one]))), None)
        owner = None if bounded else owner
        if owner is not None and _beside(text, figure.start, owner, told):
            continue
        if len(mine) < len(records) and owner is not None:
            yield Found("FCT106", *place, f"{said} is of {owner.employer or owner.name}")
        elif any(same_value(other, quantity) for other in borrowed):
            yield Found("FCT105", *place, said)
        else:
            yield Found("FCT101", *place, f"{said}{_known_instead(quantity, named)}", _gravity(quantity, text, me))


_OPPOSITE = {"over": "under", "under": "over"}
_DENIED_BOUND = pattern(r"(?i)(?:\b(?:no|not|never|hardly|nothing|none|nobody)\b|n['’]t\b)[^.;]{0,60}$")


def _stories_at(told: Told, quantity: Quantity, records: Sequence[Record]) -> Sequence[Record]:
    """The stories that a figure may be of: those named before it or in its clause, else all; a bounded one is of the likeliest.

    Why: many figures lie under a bound, so that another story's would do by chance.
    """
    text, at = told.sentence.text, quantity.figure.start
    named = told.named
    if named and _CLAUSE_END.search(text):
        start, end = clause(text, at)
        around = f"{text[:at]} {text[start:end]}"
        named = tuple(
            one
            for one in named
            if (
                speaks_of(around, one.story)
                if speaks_of(text, one.story)
                else names_employer(around, one.story.employer)
            )
        )
    if named or not quantity.bound:
        return named or records
    return likeliest(text, records) or records


#: Between clauses that may be of different stories.
_CLAUSE_END = re.compile(r";|: |, (?:and|while|whereas) ")


def _beside(text: str, at: int, owner: Story, told: Told) -> bool:
    """Whether the clause of a figure names the system whose figure it is, and not the employer of another."""
    start, end = clause(text, at)
    if any(names_employer(text[start:end], record.story.employer) for record in told.named):
        return False
    return speaks_of(text[start:end], owner)


def _of_person(me: Me) -> Sequence[Quantity]:
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


def _shares(records: Sequence[Record], *, percents: bool = False) -> tuple[float, ...]:
    """The shares that stories give in words, and as percentages where that is asked."""
    figures = [one.figure for record in records for one in record.quantities] if percents else []
    return (
        *(share for record in records for share in record.shares),
        *(figure.value for figure in figures if figure.unit in {"%", "points"}),
    )


def _percentiles(records: Sequence[Record]) -> tuple[float, ...]:
    """The percentiles that stories give as shares: 0.95 for a p95."""
    named = {one.statistic for record in records for one in record.quantities if one.statistic.startswith("p")}
    return tuple(float(name[1:]) / 100 for name in sorted(named))


def _both_ways(share: float) -> tuple[float, ...]:
    """A share, and what is left of the whole: "one in ten still needed a look" where nine needed none."""
    return (share, 1 - share) if _EDGE <= share <= 1 - _EDGE else (share,)


_EDGE = 0.05


def _claimed_portions(text: str) -> list[tuple[int, int, float]]:
    """Portions that a change is told in: "by a third", "a quarter less", "in half"; "a quarter" alone may be three months."""
    return [
        (start, end, share)
        for start, end, share in portions(text)
        if _PORTION_OF_TIME.match(text[end:])
        or (_PORTION_BEFORE.search(text[:start]) and not _PORTION_OF.match(text[end:]))
        or _AS_MANY.match(text[end:])
        or (text[start:end].lower() != "half" and _PORTION_BEHIND.match(text[end:]))
    ]


#: How a portion is told to be a change's: "by nearly a third", "in half", "to a quarter".
_PORTION_BEFORE = pattern(
    r"(?i)\b(?:by|in|to) (?:(?:{bound-over}|{bound-under}|{bound-just-over}|{bound-just-under}|{bound-about}) )?(?:an? )?$"
    r"|\b(?:drop|fall|cut|rise|increase|reduction|gain|saving|decrease|lift) of (?:(?:{bound-over}|{bound-just-over}|{bound-just-under}|{bound-about}) )?(?:an? )?$"
    r"|\b(?:{bound-just-under}|{bound-about}|{bound-over}) (?:in|by) (?:an? )?$"
)
#: "In a tenth of the time": the new value as a part of the old one.
_PORTION_OF_TIME = pattern(
    r"(?i) (?:of )?(?:the |its |that |what it )?(?:time|cost|costs|price|size|memory|(?:former|old|previous|original) \w+)\b"
)
_AS_MANY = pattern(r"(?i) as (?:many|much|long|large|big|often)\b")
_PORTION_BEHIND = pattern(r"(?i) (?:less|fewer|more|lower|higher|shorter|faster|cheaper)\b")
#: "In half of the stores", "in half a second", "in a quarter when": no change.
_PORTION_OF = pattern(r"(?i) (?:of|an?|the|when|with|that|our)\b|[ -](?:time|day|year|hour)")
_SHARE_STEP = 0.004


def _supported(quantity: Quantity, records: Sequence[Quantity], shares: Sequence[float]) -> bool:
    figure = quantity.figure
    if figure.unit == "%" and any(abs(figure.value - share) < min(_SHARE_STEP, ABOUT * share) for share in shares):
        return True
    return any(bears_out(one, quantity) for one in records)


def _counts(figure: Figure, text: str) -> bool:
    """Whether a figure counts something that a profile would know."""
    before, after, number = text[: figure.start], text[figure.end :], figure.text.strip()
    if _NO_CLAIM_AFTER.match(after):
        return False
    if figure.unit == "count":
        if is_year(figure) or (_CLOCK.search(before) and figure.value <= _HOURS and not figure.noun):
            return False
        if _HEADCOUNT.search(before):
            return True
        if figure.value <= _SMALL_COUNT:
            return any(_COUNTED.fullmatch(word) for word in figure.noun.split())
        return bool(figure.noun) or figure.value >= _LARGE_COUNT
    if figure.unit == "times":
        if figure.spelled and number.lower() in {"half", "twice", "double"}:
            return number.lower() != "half" and bool(
                re.match(r"(?i) as (?:fast|quick|many|much|cheap|long|large|accurate)", after)
            )
        return number.lower().endswith("ed") or not re.match(
            r"\s+(?:the|a|an|of|as (?!fast|quick|cheap|large|accurate|long|slow|many|much|few|big|small|often|high|low|good))\b",
            after,
        )
    if figure.unit == "time":
        return not re.search(r"(?i)\b(?:first|next|following|coming)\s$", before)
    if figure.unit == "points":
        return figure.value != 0
    return True


#: Numbers up to this need a noun that a profile counts; bare numbers up to the next are house numbers, ages and the like.
_SMALL_COUNT, _LARGE_COUNT = 12, 100
_HOURS = 24
