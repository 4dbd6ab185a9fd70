"""Who speaks in a clause, and whether it claims, wishes or denies."""

from __future__ import annotations

import re

from jdparse.english.patterns import pattern

#: "US" is a country.
_MINE = r"I|I'm|I've|I'd|I’m|I’ve|my|mine|me|myself|we|we've|our|ours|(?-i:us)"
_THEIRS = r"{of-reader}|(?:the|this) (?:{notices})"
PERSON = pattern(rf"(?i)(?<![\w'’-])(?:(?P<mine>{_MINE})|(?P<theirs>{_THEIRS}))(?![\w-])")
SELF = pattern(rf"(?i)(?<![\w-])(?:{_MINE})(?![\w-])")
#: What is wished, offered, asked or left open is no claim.
WOULD = pattern(r"(?i)(?<![\w-])(?:{wishing})(?![\w-])")
#: What was only seen or heard is no claim of one's own work.
HEARD = pattern(
    r"(?i)(?<![\w-])I(?:'ve|’ve| have| also| had)? (?:(?:saw|see|noticed)(?= (?:that|how|in|on|at|from|your|you|the (?:posting|talk|ad))\b)|(?!(?:saw|see)\b)(?:{hearing}))(?![\w-])"
)
NOT = pattern(r"(?i)(?<![\w-])(?:{denying})(?!\w)|n['’]t(?!\w)")
#: Where one clause of a sentence ends and the next begins.
_BORDER = pattern(
    r"[;:—–()]|,? (?:{clause-joins})\s|, (?:{clause-joins-comma})\s"
    r"|,? and (?=(?:{clause-subjects})\b)|, (?=(?:I|we|my|our|it|they|your|you)\b)",
    re.IGNORECASE,
)


def clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends."""
    start = max((found.end() for found in _BORDER.finditer(text) if found.end() <= at), default=0)
    end = min((found.start() for found in _BORDER.finditer(text) if found.start() >= at), default=len(text))
    return start, end
