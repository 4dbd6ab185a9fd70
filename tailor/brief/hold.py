"""Each sentence of an answer held against the facts that it cites, and the letter against the rules of `tailor check`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jdparse import Analysis
from tailor.brief.answer import Answer, Said
from tailor.brief.brief import Brief
from tailor.brief.claim import Claim, cited_records
from tailor.brief.facts import Fact
from tailor.brief.reasons import reasons
from tailor.brief.reckoned import Reckoned, reckoned
from tailor.check import check_letter
from tailor.check.facts.claim import told_of
from tailor.check.facts.record import find_records
from tailor.check.finding import Finding, Known, Severity

#: Findings that are of the whole letter, and not of one sentence.
_OF_THE_LETTER = ("COV", "FRM101", "FRM402", "SIG1", "SIG5", "MIS5")
#: What is put around the sentences, so that the rules see a letter.
_GREETING, _SIGN_OFF = "Dear team,\n\n", "\n\nKind regards,\n{}\n"


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence with what is wrong with it.

    Attributes:
        said: The sentence.
        facts: The facts that it cites and that there are.
        reasons: What is wrong, a line each; none for a sentence that stands.
        reckoned: The figures of one that stands which no fact has so, and which follow from two of a fact's.
    """

    said: Said
    facts: tuple[Fact, ...]
    reasons: tuple[str, ...]
    reckoned: tuple[Reckoned, ...] = ()


def hold(answer: Answer, brief: Brief, analysis: Analysis) -> tuple[Held, ...]:
    """Each sentence of an answer with what is wrong with it.

    Args:
        answer: The answer.
        brief: What its writer was told.
        analysis: The posting and its highlights.
    """
    known = Known(analysis, brief.profile, brief.options.length, analysis.posting.company)
    found = _findings(answer, known)
    held = []
    for number, claim in enumerate(_claims(answer, brief, known)):
        at = answer.reading.sentences[number]
        wrong = list(dict.fromkeys(reasons(claim)))
        rules = [one.message for one in found if at.start <= one.start < at.end]
        # Why: what the facts lack is told by their numbers already.
        why = tuple(wrong or dict.fromkeys(rules))
        held.append(Held(claim.said, claim.facts, why, () if why else tuple(reckoned(claim))))
    return tuple(held)


def _findings(answer: Answer, known: Known) -> list[Finding]:
    """What `tailor check` says of the sentences, with its places in the answer's body."""
    body = answer.reading.text
    name = known.profile.me.name if known.profile else ""
    findings = check_letter(f"{_GREETING}{body}{_SIGN_OFF.format(name)}", replace(known, length=0))
    moved = [replace(one, start=one.start - len(_GREETING), end=one.end - len(_GREETING)) for one in findings]
    return [
        one
        for one in moved
        if 0 <= one.start < len(body)
        and (one.severity is not Severity.ADVICE or one.code.startswith("FCT"))
        and not one.code.startswith(_OF_THE_LETTER)
    ]


def _claims(answer: Answer, brief: Brief, known: Known) -> Iterator[Claim]:
    everything = find_records(brief.profile.stories)
    before: tuple[Fact, ...] = ()
    for said, told in zip(answer.sentences, told_of(answer.reading, everything, known), strict=True):
        facts = tuple(brief.facts[name] for name in said.cites if name in brief.facts)
        names = {fact.about for fact in facts if fact.ref.startswith("story.")}
        stories = tuple(record for record in everything if record.story.name in names)
        if stories:
            told = replace(told, named=stories, last=stories, carried="mine")
        yield Claim(said, facts, told, cited_records(facts, brief.profile.stories), stories, before, brief, known)
        before = facts or before
