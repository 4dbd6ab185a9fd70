"""Figures of a sentence that some records do not bear out, whoever the sentence speaks of.

`numbers` asks what the applicant claims; here a sentence names what it rests on, so that each of its figures has to stand there: small
and bare ones too, with its bound, its period and its unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jdparse.english.figures import Figure, is_year, stem
from jdparse.english.patterns import pattern
from jdparse.english.quantities import Quantity, find_quantities, vague_numbers
from jdparse.english.sense import goes_with_verb
from jdparse.english.units import SECONDS
from tailor.check.facts.claim import is_personal
from tailor.check.facts.numbers import (
    CLOCK,
    COUNTED,
    DENIED_BOUND,
    HOURS,
    NO_CLAIM_AFTER,
    OPPOSITE,
    SMALL_COUNT,
    counts_as_figure,
    person_figures,
    record_shares,
    supported,
)
from tailor.check.facts.record import Record
from tailor.check.facts.shares import share_spans
from tailor.check.facts.support import same_value, size_holds
from tailor.profile.story import Me


def unheld_figures(text: str, records: Sequence[Record], me: Me) -> Iterator[tuple[int, int]]:
    """Where a text has figures that none of some records bears out, whoever the text speaks of.

    Args:
        text: A sentence.
        records: What it may rest on.
        me: For years and team.
    """
    quantities = [one for record in records for one in record.quantities]
    taken = share_spans(text)
    for quantity in find_quantities(text):
        figure = quantity.figure
        if any(a <= figure.start < b for a, b in taken) or is_personal(text, figure):
            continue
        if figure.unit == "times" and text[: figure.start].lower().endswith("both "):
            continue
        if quantity.bound in OPPOSITE and DENIED_BOUND.search(text[: figure.start]):
            quantity = replace(quantity, bound=OPPOSITE[quantity.bound])
        readings = [quantity]
        if quantity.bound == "over" and goes_with_verb(text, text[: figure.start].rstrip()):
            readings.append(replace(quantity, bound="", low=figure.value, high=figure.value))
        if not any(_is_held(one, records, me, text) and not _told_otherwise(one, quantities, text) for one in readings):
            yield figure.start, figure.end
    for vague in vague_numbers(text):
        if not size_holds(vague, quantities):
            yield vague.start, vague.end


def _is_held(quantity: Quantity, records: Sequence[Record], me: Me, text: str) -> bool:
    """Whether records bear out a figure, a small or bare one too."""
    quantities = [one for record in records for one in record.quantities]
    if _is_bare(quantity.figure, text):
        return _has_value(quantity, quantities)
    if not counts_as_figure(quantity.figure, text):
        return not _miscounts(quantity, quantities)
    shares = record_shares(records) if quantity.bound in {"", "about"} else ()
    return supported(quantity, [*quantities, *person_figures(me)], shares) and not _of_nobody(quantity, quantities)


def _told_otherwise(claim: Quantity, quantities: Sequence[Quantity], text: str) -> bool:
    """Whether records give a claim's very value under another bound, of other units of time, or for another period."""
    same = [one for one in quantities if one.figure.text and same_value(one, replace(claim, bound=""))]
    if claim.figure.unit == "count" and not claim.figure.noun:
        # "From 61 hours to well under 19": the unit stands at the other end.
        same += [one for one in quantities if one.figure.text and one.figure.number == claim.figure.value]
        return bool(same) and all(_bounds_otherwise(claim, one, text) for one in same)
    exact = [
        one
        for one in same
        if one.figure.number == claim.figure.number
        or abs(one.figure.value - claim.figure.value) <= _VERY * one.figure.value
    ]
    timed = [_of_other_time(claim, one, text) for one in same]
    bounded = bool(exact) and all(_bounds_otherwise(claim, one, text) for one in exact)
    return bounded or (True in timed and False not in timed)


#: Values are the very same within this.
_VERY = 0.002
_INCLUSIVE = pattern(r"(?i)(?<!\w)(?:{bound-inclusive})\s+(?:an? )?[$€£]?$")


def _bounds_otherwise(claim: Quantity, record: Quantity, text: str) -> bool:
    """Whether a claim sets a bound that a record has not, or drops the record's: "over $1.8M" for "about $1.8M"."""
    if claim.bound in {"about", record.bound}:
        return False
    if not claim.bound:
        return record.bound in {"over", "under"}
    return not _INCLUSIVE.search(f"{text[: claim.figure.start].rstrip(' $€£')} ")


def _of_nobody(claim: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether a claim counts people or the like, and no record counts such with the same number."""
    nouns = [word for word in claim.figure.noun.split() if COUNTED.fullmatch(word)]
    if claim.figure.unit != "count" or claim.figure.value > SMALL_COUNT or not nouns:
        return False
    said = {stem(word) for word in nouns}
    return not any(
        said & {stem(word) for word in (*one.figure.noun.split(), *one.behind)}
        for one in quantities
        if same_value(one, claim)
    )


_PERIOD_BEHIND = pattern(r"(?i)^[^\d,;:.]{0,30}?\b(?:{per-words}) ({periods})\b")


def _of_other_time(claim: Quantity, record: Quantity, text: str) -> bool | None:
    """Whether a claim counts other units of time than a record, or has another period behind it; None where neither says."""
    counted = [{word.removesuffix("s") for word in one.figure.noun.split()} & SECONDS.keys() for one in (claim, record)]
    if all(counted) and not counted[0] & counted[1]:
        return True
    behind = text[claim.figure.end :], record.said.partition(record.figure.text)[2] if record.figure.text else ""
    said, known = (_PERIOD_BEHIND.match(one) for one in behind)
    if not (said and known) or claim.figure.period:
        return None
    return said[1].lower() != known[1].lower()


def _is_bare(figure: Figure, text: str) -> bool:
    """Whether a number stands alone in digits: no year, no time of day, no small number."""
    clock = CLOCK.search(text[: figure.start]) and figure.value <= HOURS
    bare = (
        figure.unit == "count" and not figure.noun and figure.text.strip()[:1].isdigit() and figure.value > SMALL_COUNT
    )
    return bare and not (clock or is_year(figure) or NO_CLAIM_AFTER.match(text[figure.end :]))


def _has_value(claim: Quantity, quantities: Sequence[Quantity]) -> bool:
    value = claim.figure.value
    return any(
        value in {one.figure.number, one.figure.value} and claim.bound in {"", "about", one.bound} for one in quantities
    )


def _miscounts(quantity: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether a small number counts what records count otherwise: "seven tools" where they have nine."""
    figure = quantity.figure
    nouns = {stem(word) for word in figure.noun.split()}
    alike = [
        one.figure
        for one in quantities
        if one.figure.unit == figure.unit == "count" and nouns & {stem(word) for word in one.figure.noun.split()}
    ]
    return bool(alike) and all(one.value != figure.value for one in alike)
