"""Who speaks in a clause, and whether it claims, wishes or denies."""

from __future__ import annotations

import re

from jdparse.english.patterns import pattern

_MINE = r"I|I'm|I've|I'd|I’m|I’ve|my|mine|me|myself|we|we've|our|ours|us"
_THEIRS = r"you|your|yours|yourself|you're|you've|you’re|you’ve|(?:the|this) (?:posting|advert|ad|role|job|listing|vacancy|paper|article)"
PERSON = pattern(rf"(?i)(?<![\w'’-])(?:(?P<mine>{_MINE})|(?P<theirs>{_THEIRS}))(?![\w-])")
SELF = pattern(rf"(?i)(?<![\w-])(?:{_MINE})(?![\w-])")
#: What is wished, offered, asked or left open is no claim.
WOULD = pattern(r"(?i)(?<![\w-])(?:{wishing})(?![\w-])")
#: What was only seen or heard is no claim of one's own work.
HEARD = pattern(r"(?i)(?<![\w-])I(?:'ve|’ve| have| also| had)? (?:{hearing})(?![\w-])")
NOT = pattern(r"(?i)(?<![\w-])(?:{denying})(?!\w)|n['’]t(?!\w)")
#: Where one clause of a sentence ends and the next begins.
_BORDER = pattern(
    r"[;:—–()]|,? (?:while|whereas|but|so that|although|though|because|since)\s|, (?:so|which|where|who|when|yet|as|if)\s"
    r"|,? and (?=(?:{clause-subjects})\b)|, (?=(?:I|we|my|our|it|they|your|you)\b)",
    re.IGNORECASE,
)


def clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends."""
    start = max((found.end() for found in _BORDER.finditer(text) if found.end() <= at), default=0)
    end = min((found.start() for found in _BORDER.finditer(text) if found.start() >= at), default=len(text))
    return start, end
