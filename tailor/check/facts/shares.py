"""Parts of a whole that no story has: "one in forty", "by a third", "in half the time", "half a percent"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jdparse.english.patterns import pattern
from jdparse.english.portions import fractions, portions
from jdparse.english.quantities import bound_of
from tailor.check.facts.claim import Told, is_claim, likeliest
from tailor.check.facts.record import Record
from tailor.check.facts.support import share_holds
from tailor.check.finding import Found, Known

#: How a portion is told to be a change's: "by nearly a third", "in half", "to a quarter".
_BEFORE = pattern(
    r"(?i)\b(?P<prep>by|to) (?:(?:{bound-over}|{bound-under}|{bound-just-over}|{bound-just-under}|{bound-about}) )?(?:an? )?$"
    r"|\b(?:{change-nouns}) of (?:(?:{bound-over}|{bound-just-over}|{bound-just-under}|{bound-about}) )?(?:an? )?$"
    r"|\b(?:{bound-just-under}|{bound-about}|{bound-over}) by (?:an? )?$"
)
_IN_HALF = pattern(r"(?i)\bin (?:(?:{bound-just-over}|{bound-just-under}|{bound-about}) )?$")
#: "In a tenth of the time", "a third of its old bill": the new value as a part of the old one.
_OF_OLD = pattern(
    r"(?i) (?:of )?(?:what\b|(?:\w+ )?(?:{what-shrinks})\b(?! zone)"
    r"|(?:\w+ )?(?:{of-old}) \w+)"
)
_AS_MANY = pattern(r"(?i) as (?:{as-fast})\b")
_BEHIND = pattern(r"(?i) (?:{compared})\b")
#: "In half of the stores", "by half a day": no change.
_PART_OF = pattern(r"(?i) (?:of|an?|the|when|with|that|our)\b|[ -](?:time|{periods})")
#: From this on "14 of 15" is a rate and not two of three things.
_MANY = 10
#: Percentiles are told exactly: "nineteen in twenty".
_CLOSE = 0.005
#: Two shares in words are one.
_SAME = 1e-6
#: A new value as a part of an old one, and a change: they are compared with what follows from other figures.
_LEVEL, _CHANGE, _EITHER = "level", "change", "level or share"
#: What was counted, "14 of 15", is told to the last one; what is said in words may be rounded.
_COUNTED, _ROUNDED = "counted", 0.01


def share_spans(text: str) -> list[tuple[int, int]]:
    """Where the parts of a whole stand whose numbers are no figures of their own."""
    return [(start, end) for start, end, _, _ in _told(text)]


def find_shares(told: Told, records: Sequence[Record], known: Known) -> Iterator[Found]:
    """Parts of a whole that the applicant claims and no story has."""
    text, offset = told.sentence.text, told.sentence.start
    near = told.named or likeliest(text, records) or records
    for start, end, share, kind in _told(text):
        bound = bound_of(text, start, end)
        if not kind or _holds(share, bound, kind, near) or not is_claim(told, start, known, governed=True):
            continue
        place, said = (offset + start, offset + end), f'"{text[start:end]}"'
        owner = next((one.story for one in records if any(abs(share - each) < _SAME for each in one.shares)), None)
        if owner is None or near is records:
            yield Found("FCT101", *place, said)
        else:
            yield Found("FCT106", *place, f"{said} is of {owner.employer or owner.name}")


def unheld_shares(text: str, records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Where a text has parts of a whole that none of some records bears out, whoever the text speaks of."""
    known = [one for record in records for one in record.shares]
    for start, end, share, kind in _told(text):
        bound = bound_of(text, start, end)
        # Why: "less than one in forty" is no telling of "one in forty".
        overstated = bound not in {"", "about"} and any(abs(share - one) < _SAME for one in known)
        if kind and (overstated or not _holds(share, bound, kind, records)):
            yield start, end


def _told(text: str) -> list[tuple[int, int, float, str]]:
    """The parts of a whole of a text: start, end, share, and what they are told as; empty where that is no claim."""
    found: list[tuple[int, int, float, str]] = []
    for start, end, share in fractions(text):
        # "Two of three" is as often two of three things as a rate; "one in forty" is a rate.
        things = re.fullmatch(r"(?i)\S+(?: out)? of (\S+)", text[start:end])
        whole = int(things[1]) if things and things[1].isdigit() else 0
        kind = _COUNTED if whole >= _MANY else "" if things else "share"
        found.append((start, end, share, kind))
    for start, end, share in portions(text):
        half, before, behind = text[start:end].lower() == "half", text[:start], text[end:]
        if re.match(r"(?i) an? (?:percent|per cent|percentage point|point)\b", behind):
            found.append((start, end, share / 100, "share"))
        elif (_OF_OLD.match(behind) and not re.search(r"(?i)\bby \S*\s?$", before)) or _AS_MANY.match(behind):
            found.append((start, end, share, _LEVEL))
        elif not _PART_OF.match(behind) and (led := _BEFORE.search(before) or (half and _IN_HALF.search(before))):
            to = (led.groupdict().get("prep") or "").lower() == "to"
            found.append((start, end, share, _EITHER if to else _CHANGE))
        elif not half and _BEHIND.match(behind):
            found.append((start, end, share, _CHANGE))
    return found


def _holds(share: float, bound: str, kind: str, records: Sequence[Record]) -> bool:
    """Whether stories support a share that is told as a part of all, as a change or as a new level."""
    figures = [one.figure for record in records for one in record.quantities]
    percents = [figure.value for figure in figures if figure.unit in {"%", "points"}]
    ratios = [figure.value for figure in figures if figure.unit == "times" and figure.value < 1]
    words = [one for record in records for one in record.shares]
    if kind == _COUNTED:
        return any(
            abs(share - one) < _ROUNDED for one in (*percents, *words, *(1 - one for one in (*percents, *words)))
        )
    if kind == _LEVEL:
        return any(share_holds(share, bound, one) for one in (*ratios, *words, *(1 - value for value in percents)))
    if kind == _EITHER:
        return any(_holds(share, bound, one, records) for one in (_LEVEL, "share"))
    if kind == _CHANGE:
        return any(share_holds(share, bound, one) for one in (*percents, *words, *(1 - one for one in words)))
    if any(share_holds(share, bound, one) for one in (*percents, *words)):
        return True
    if any(abs(share - one) < _CLOSE for one in _percentiles(records)):
        return True
    # "One in ten still needed a look" where nine in ten needed none.
    return any(share_holds(share, bound, 1 - one) for one in (*percents, *words) if one < 1)


def _percentiles(records: Sequence[Record]) -> tuple[float, ...]:
    """The percentiles that stories give as shares: 0.95 for a p95."""
    named = {one.statistic for record in records for one in record.quantities if one.statistic.startswith("p")}
    return tuple(float(name[1:]) / 100 for name in sorted(named))
