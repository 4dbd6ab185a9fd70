"""Names in a posting that are no tools there: customers, partners, investors, competitors, earlier employers, the employer itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from jdparse.reading.recognizers import PhraseHit
from jdparse.reading.tokens import Tokens
from jdparse.types import Mention

#: Groups of ``cues.toml`` whose phrases stand right before the names of companies, and right behind them.
BEFORE, BEHIND = "reference", "relied-on"
#: What a company's name has behind the word that everybody calls it by.
_LEGAL = re.compile(
    r"(?i)[,\s]+(?:inc|llc|ltd|limited|gmbh|ag|se|corp|corporation|co|plc|labs?|ai|technologies|software|systems)\.?$"
)
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
    before = {hit.end for hit in known if hit.group[1] == BEFORE}
    behind = {hit.start for hit in known if hit.group[1] == BEHIND}
    own = {name.casefold() for name in (company, _LEGAL.sub("", company)) if name}
    for tool in tools:
        if tokens.text[tool.span.start : tool.span.end].casefold() in own:
            continue
        first, last = tokens.at(tool.span.start), tokens.at(tool.span.end - 1)
        if not (_listed(tokens, first, -1, before) or _listed(tokens, last, 1, behind)):
            yield tool


def _listed(tokens: Tokens, at: int, step: int, ends: Collection[int]) -> bool:
    """Whether only names stand between a token and one of the ends, which lie before a token going back, on it going on."""
    if not ends:
        return False
    if step < 0:
        while at not in ends and at > 0 and _names(tokens.words[at - 1]):
            at -= 1
        return at in ends
    at += 1
    while at not in ends and at < len(tokens) and _names(tokens.words[at]):
        at += 1
    return at in ends


def _names(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _BETWEEN_NAMES
