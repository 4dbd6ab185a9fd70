"""Figures of a sentence that stand in no fact so, and follow from two that do: "a third less" for "from 90 to 60"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jdparse.english.changes import changes
from jdparse.english.portions import fractions, portions
from tailor.brief.claim import Claim
from tailor.brief.facts import Fact
from tailor.check.facts.record import Record, find_records
from tailor.check.facts.shares import unheld_shares
from tailor.check.facts.unheld import unheld_figures
from tailor.profile.story import Story


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A figure that was reckoned.

    Attributes:
        figure: As the sentence has it.
        fact: The number of the fact that it follows from.
        source: The two values there.
    """

    figure: str
    fact: str
    source: str

    @property
    def told(self) -> str:
        """What a person is told of it, in a line."""
        return f'written: "{self.figure}" is reckoned from "{self.source}" ({self.fact}); it is right, and your profile does not say it'


def reckoned(claim: Claim) -> Iterator[Reckoned]:
    """The figures of a sentence that its facts bear out only by a reckoning, in text order."""
    found = set(_unheld(claim, [_as_told(one) for one in claim.cited])) - set(_unheld(claim, claim.cited))
    for start, end in sorted(found):
        for fact in claim.own:
            sources = [said for said, record in _pairs(fact) if (start, end) not in _unheld(claim, record)]
            if sources:
                yield Reckoned(claim.text[start:end].strip(), fact.id, sources[0])
                break


def _pairs(fact: Fact) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """The changes of a fact, each with what it says alone."""
    behind = 0
    for pair in changes(fact.text):
        story = Story.model_construct(None, name=fact.about, system="", did="", result=fact.text[behind : pair.end])
        yield fact.text[pair.start : pair.end], find_records((story,))
        behind = pair.end


def _unheld(claim: Claim, records: Sequence[Record]) -> list[tuple[int, int]]:
    me = claim.brief.profile.me
    return [*unheld_figures(claim.text, records, me), *unheld_shares(claim.text, records)]


def _as_told(record: Record) -> Record:
    """A record with the figures alone that stand in it."""
    text = record.story.facts
    return replace(
        record,
        quantities=tuple(one for one in record.quantities if one.figure.text),
        shares=tuple(share for *_, share in (*fractions(text), *portions(text))),
    )
