"""Names in a sentence that nobody gave: no fact, no posting, no option has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import jdparse
from jdparse.english.classes import word_class
from jdparse.english.parser import parse
from jdparse.english.patterns import load_words, pattern
from jdparse.english.verbs import word_lemmas
from tailor.highlights.names import fold_name

if TYPE_CHECKING:
    from tailor.brief.claim import Claim

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
#: An address, a link, a mail.
_ADDRESS = pattern(r"(?i)\b(?:https?://|www\.)\S+|\S+@\S+\.\S+|\b[\w-]+\.(?:{address-ends})\b(?!\w)")
#: Shorter names in capitals are acronyms of the trade as often as names.
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{0,4}s?")


def strange_names(claim: Claim) -> Iterator[str]:
    """The names and addresses of a sentence that nobody gave, each as a reason."""
    known = _given(claim)
    for found in _ADDRESS.finditer(claim.text):
        if found.group().casefold().rstrip(".,") not in known:
            yield f"{found.group()}: no fact has this address"
    for token in parse(claim.text):
        word = token.text.strip("'’.")
        if not word[:1].isupper() or not token.tag_.startswith("NNP") or _ACRONYM.fullmatch(word):
            continue
        if token.i == 0 and word_lemmas(word.lower()):
            continue
        parts = [part for part in re.split(r"[-/]", word) if part[:1].isupper()]
        if any(_strange(part, known) for part in parts):
            yield f"{word}: no fact has this name"


def _strange(word: str, known: str) -> bool:
    low = word.removesuffix("'s").removesuffix("’s").casefold()
    return bool(low) and low not in _calendar() and not re.search(rf"(?<!\w){re.escape(low)}", known)


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    return frozenset(word.casefold() for word in (*load_words()["months"], *word_class("calendar-names")))


def _given(claim: Claim) -> str:
    """All that the user gave, in lower case."""
    brief, posting = claim.brief, claim.known.analysis.posting if claim.known.analysis else None
    return _joined(
        brief.profile.stories,
        (
            brief.profile.me.name,
            brief.profile.me.title,
            brief.profile.me.team,
            brief.options.to,
            brief.options.referrer,
        ),
        (
            brief.options.why,
            brief.cast.company,
            jdparse.of_the_job(posting) if posting else "",
            posting.title if posting else "",
        ),
    )


@lru_cache(maxsize=8)
def _joined(stories: tuple[object, ...], person: tuple[str, ...], other: tuple[str, ...]) -> str:
    words = [f"{getattr(story, 'employer', '')} {getattr(story, 'facts', '')}" for story in stories]
    words += [" ".join(getattr(story, "owned", ())) for story in stories]
    text = " ".join((*words, *person, *other)).casefold()
    return f"{text} {fold_name(text)}"
