"""Names in a posting that are no tools there: customers, partners, investors, competitors, earlier employers, the employer itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Doc, Token

from jdparse.reading.pipeline import text_of
from jdparse.reading.recognizers import PhraseHit
from jdparse.types import Mention

#: Groups of ``cues.toml`` whose phrases stand right before the names of companies, and right behind them.
BEFORE, BEHIND = "reference", "relied-on"
#: What a company's name has behind the word that everybody calls it by.
_LEGAL = re.compile(
    r"(?i)[,\s]+(?:inc|llc|ltd|limited|gmbh|ag|se|corp|corporation|co|plc|labs?|ai|technologies|software|systems)\.?$"
)
_BETWEEN_NAMES = frozenset({",", "and", "or", "&", "the", "(", ")", "/", "-", "–", "both", "of", "teams", "customers"})


def used_tools(doc: Doc, cues: Iterable[PhraseHit], tools: Iterable[Mention], company: str) -> Iterator[Mention]:
    """The mentions that are not the name of a company, in text order.

    "Teams at companies like Snowflake rely on us" names a customer, "Zendesk is hiring" at Zendesk the employer.

    Args:
        doc: The tokens.
        cues: The phrases of ``cues.toml``.
        tools: The mentions of named tools, in text order.
        company: The employer, or an empty string.
    """
    known = list(cues)
    before = {hit.end for hit in known if hit.group[1] == BEFORE}
    behind = {hit.start for hit in known if hit.group[1] == BEHIND}
    own = {name.casefold() for name in (company, _LEGAL.sub("", company)) if name}
    text = text_of(doc)
    for tool in tools:
        if text[tool.span.start : tool.span.end].casefold() in own:
            continue
        tokens = doc.char_span(tool.span.start, tool.span.end, alignment_mode="expand")
        if tokens is None or not (_listed(doc, tokens.start, -1, before) or _listed(doc, tokens.end - 1, 1, behind)):
            yield tool


def _listed(doc: Doc, at: int, step: int, ends: Collection[int]) -> bool:
    """Whether only names stand between a token and one of the ends, which lie before a token going back, on it going on."""
    if not ends:
        return False
    if step < 0:
        while at not in ends and at > 0 and _names(doc[at - 1]):
            at -= 1
        return at in ends
    at += 1
    while at not in ends and at < len(doc) and _names(doc[at]):
        at += 1
    return at in ends


def _names(token: Token) -> bool:
    return token.text[:1].isupper() or token.lower_ in _BETWEEN_NAMES
