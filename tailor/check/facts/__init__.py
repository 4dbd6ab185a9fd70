"""FCT: every number, tool, employer and scope of a first-person claim has its source in the profile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tailor.check.facts.claim import told_of
from tailor.check.facts.employers import find_employers
from tailor.check.facts.numbers import numbers
from tailor.check.facts.person import find_personal
from tailor.check.facts.record import find_records
from tailor.check.facts.scope import scope
from tailor.check.facts.shares import find_shares
from tailor.check.facts.tools import find_tools
from tailor.check.finding import Found, Known
from tailor.check.letter import Reading


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family; none without a profile."""
    if known.profile is None:
        return
    records = find_records(known.profile.stories)
    posting = known.analysis.posting if known.analysis else None
    quoted = [found.span() for found in re.finditer(r"[\"“][^\"”]{3,400}[\"”]", letter.text)]
    for told in told_of(letter, records, known):
        for found in (
            *find_shares(told, records, known),
            *numbers(told, records, known.profile.me, posting, known),
            *find_tools(told, records, posting, known),
        ):
            if not any(start <= found.start < end for start, end in quoted):
                yield found
        yield from find_employers(told, known.profile, known)
        yield from scope(told, records, known)
        if known.asks("FCT107") or known.asks("FCT101"):
            yield from find_personal(told, records, known.profile.me, known)
