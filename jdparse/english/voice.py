"""Who speaks in a clause, and whether it claims, wishes or denies."""

from __future__ import annotations

import re

_MINE = r"I|I'm|I've|I'd|I’m|I’ve|my|mine|me|myself|we|we've|our|ours|us"


_THEIRS = r"you|your|yours|yourself|you're|you've|you’re|you’ve|(?:the|this) (?:posting|advert|ad|role|job|listing|vacancy|paper|article)"


PERSON = re.compile(rf"(?i)(?<![\w'’-])(?:(?P<mine>{_MINE})|(?P<theirs>{_THEIRS}))(?![\w-])")


SELF = re.compile(rf"(?i)(?<![\w-])(?:{_MINE})(?![\w-])")


#: What is wished, offered, asked or left open is no claim.
WOULD = re.compile(
    r"(?i)(?<![\w-])(?:would|could|should|shall|can|may|might|will|won't|'ll|’ll|'d (?:like|love|be|start|begin|want)|want|wish|hope to|aim(?:ing)? (?:at|for|to)|plan to|let us|let's|let me|give me|happy to|glad to|keen to|if you|if we|please|before I promised|suggest|propose|offer)(?![\w-])"
)


#: What was only seen or heard is no claim of one's own work.
HEARD = re.compile(
    r"(?i)(?<![\w-])I(?:'ve|’ve| have| also| had)? (?:read|see|saw|notice|noticed|hear|heard|believe|understand|suspect|guess|assume|gather|noted|counted|learn|learnt|learned|met|spoke|talked)(?![\w-])"
)


NOT = re.compile(
    r"(?i)(?<![\w-])(?:not|never|no|without|instead of|rather than|decided against|considered|evaluated|compared|looked at|read about|learn(?:ing|ed|t)?|moved (?:off|away from)|migrated (?:off|away from|from)|replaced|away from|neither|nor|yet to|hardly|new to|curious about)(?!\w)|n['’]t(?!\w)"
)


#: Where one clause of a sentence ends and the next begins.
_BORDER = re.compile(
    r"[;:—–()]|,? (?:while|whereas|but|so that|although|though|because|since)\s|, (?:so|which|where|who|when|yet|as|if)\s"
    r"|,? and (?=(?:I|we|my|our|it|its|they|your|you|the|that|this)\b)|, (?=(?:I|we|my|our|it|they|your|you)\b)",
    re.IGNORECASE,
)


def clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends."""
    start = max((found.end() for found in _BORDER.finditer(text) if found.end() <= at), default=0)
    end = min((found.start() for found in _BORDER.finditer(text) if found.start() >= at), default=len(text))
    return start, end
