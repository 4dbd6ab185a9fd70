"""Ownership and leadership beyond the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jdparse.english.patterns import pattern
from jdparse.english.voice import clause
from tailor.check.facts.claim import Told, is_claim
from tailor.check.facts.record import SYSTEM, Record, telling
from tailor.check.finding import Found, Known
from tailor.profile.story import HELPING

#: Verbs that claim the whole of a work, and those that claim a part of it.
_LEADS = r"led(?! (?:to|by|me|us))|managed(?! to)|headed|founded|architected|owned|own|lead|spearheaded|directed|was in charge of|am in charge of"
_LEADING = rf"(?:{_LEADS})"
_LED = pattern(
    rf"(?i)(?<![\w-])(?:(?:I|we)(?:'ve|’ve| who)? (?:(?:{{scope-adverbs}}) ){{0,2}}(?P<verb>{_LEADING})(?![\w-])"
    r"|\b(?:I|we) (?:was|am|were|became|have been) (?:the |an? )?(?P<noun>(?:sole |main |only )?(?:{leading-nouns})(?= (?:of|on|for|behind)\b))"
    r"|\b(?:my|our) (?:\w+ )?(?:{own-work})(?: (?:at|in|on|for) [\w& ]{2,30}?)? (?:was|is) (?P<gerund>{leading-now})(?![\w-])"
    r"|\b(?:{undertakings}) (?:that |which )?(?:I|we) (?P<rel>{leading-past})(?![\w-])"
    r"|(?:was|were|been) (?:(?:also|then|largely|entirely|\w+ly) )?(?P<passive>{leading-past}) by (?:me|myself|us|my team)\b)"
)
_ALSO_LED = pattern(rf"(?i)(?:,|\band\b)(?: and)? (?:(?:then|also|later) )?(?P<verb>{_LEADING})(?![\w-])")


def scope(told: Told, records: Sequence[Record], known: Known) -> Iterator[Found]:
    """Leadership and ownership that the record does not give."""
    text, offset = told.sentence.text, told.sentence.start
    claims = [(found, found.end()) for found in _LED.finditer(text)]
    for first, end in list(claims):
        # "I led the move and managed its tests": the second verb has the first's subject.
        claims += [(found, found.end()) for found in _ALSO_LED.finditer(text, end) if first["verb"]]
    for found, _ in claims:
        group = next(name for name in ("verb", "noun", "gerund", "rel", "passive") if found.groupdict().get(name))
        if not is_claim(told, found.start(group), known):
            continue
        about = _object(text, found, passive=group in {"passive", "rel"})
        pronoun = re.match(r"(?i)\s*(?:it|this|that|all of it|the whole of it)\b", about)
        for record in told.last or records:
            if not record.helped:
                continue
            near = telling(about) & record.helped
            mine = telling(about) & record.own
            enough = (1 if told.last else SYSTEM) if not pronoun else 0
            if (pronoun and not told.last) or len(near) < enough or (mine and len(mine) >= len(near)):
                continue
            yield Found(
                "FCT104",
                offset + found.start(group),
                offset + found.end(group),
                f'"{found[group]}"; the record says: {record.story.did}',
            )
            break


def _object(text: str, found: re.Match[str], *, passive: bool) -> str:
    """What a verb is said of: the words after it up to the end of the clause, or before it in the passive."""
    start, end = clause(text, found.start())
    if passive:
        return text[start : found.start()]
    rest = text[found.end() : end]
    return str(pattern(rf"(?i)(?:,| and) (?=(?:{_LEADS}|{HELPING}|brought|got|cut)\b)").split(rest)[0])
