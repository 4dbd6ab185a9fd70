"""Names in a posting that are no tools there: customers, partners, investors, competitors, earlier employers, the employer itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from jdparse.reading.recognizers import PhraseHit
from jdparse.reading.tokens import Tokens
from jdparse.types import Mention

#: Groups of ``cues.toml`` whose phrases stand right before the names of companies, and right behind them.
BEFORE, BEHIND = "reference", "relied-on"
#: What a company's name has behind the word that everybody calls it by.
_LEGAL = re.compile(
    r"(?i)[,\s]+(?:inc|llc|ltd|limited|gmbh|ag|se|corp|corporation|co|plc|labs?|ai|technologies|software|systems)\.?$"
)
#: A list of companies has no more words.
_MOST_LISTED = 200
_BETWEEN_NAMES = frozenset({",", "and", "or", "&", "the", "(", ")", "/", "-", "–", "both", "of", "teams", "customers"})


def used_tools(tokens: Tokens, cues: Iterable[PhraseHit], tools: Iterable[Mention], company: str) -> Iterator[Mention]:
    """The mentions that are not the name of a company, in text order.

    "Teams at companies like Snowflake rely on us" names a customer, "Zendesk is hiring" at Zendesk the employer.

    Args:
        tokens: The tokens.
        cues: The phrases of ``cues.toml``.
        tools: The mentions of named tools, in text order.
        company: The employer, or an empty string.
    """
    known = list(cues)
    before = sorted({hit.end for hit in known if hit.group[1] == BEFORE})
    behind = sorted({hit.start for hit in known if hit.group[1] == BEHIND})
    own = {name.casefold() for name in (company, _LEGAL.sub("", company)) if name}
    for tool in tools:
        if tokens.text[tool.span.start : tool.span.end].casefold() in own:
            continue
        first, last = tokens.at(tool.span.start), tokens.at(tool.span.end - 1)
        left, right = bisect_right(before, first), bisect_right(behind, last)
        listed = (left > 0 and _only_names(tokens, before[left - 1], first)) or (
            right < len(behind) and _only_names(tokens, last + 1, behind[right])
        )
        if not listed:
            yield tool


def _only_names(tokens: Tokens, first: int, last: int) -> bool:
    """Whether only names stand among some tokens, and no more than a list has."""
    return last - first <= _MOST_LISTED and all(map(_names, tokens.words[first:last]))


def _names(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _BETWEEN_NAMES
