"""What a story was worth to the business, as a sentence and never behind a colon.

`worth` is a noun phrase. Its head and what hangs on it decide how it is said: a relative clause becomes the sentence ("an order
that was never placed" -> "An order was never placed."), "38% fewer near misses" says that they are down 38%, hours are saved, money
is what a thing is worth.

Source: `letters/PATTERNS.md`, parts e and g, `worth`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc, Token

from jdparse.english.parser import parse
from jdparse.english.patterns import pattern
from jdparse.english.tree import subject

Kind = Literal["clause", "down", "time", "money", "less", "more", "other"]
_TIME = frozenset(
    {
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "minute",
        "minutes",
        "time",
        "evenings",
        "weekends",
    }
)
_LESS = frozenset({"less", "fewer", "saved", "lower"})
_CURRENCY = pattern(
    r"[$€£]\s?\d|\b\d[\d.,]*[MKB]?\s(?:million |billion )?(?:{currency-words})\b|\b(?:USD|EUR|GBP|CHF)\s?\d",
    re.IGNORECASE,
)
#: "$46,000 a month less in token spend": the sum, and what it came off.
_OFF = pattern(r"(?P<amount>.+?) (?:less|lower|saved) (?:in|on) (?P<cost>.+)")


@dataclass(frozen=True, slots=True)
class Worth:
    """A worth, read.

    Attributes:
        kind: How it may be said.
        amount: The noun phrase, without a "saved" that the sentence's verb says.
        clause: For ``clause`` and ``down``: the sentence's words.
        cost: For ``less``: what it came off, "token spend".
    """

    kind: Kind
    amount: str
    clause: str = ""
    cost: str = ""


@lru_cache(maxsize=512)
def read_worth(worth: str) -> Worth | None:
    """The worth, read; None for an empty one."""
    worth = worth.strip().rstrip(".;,")
    if not worth:
        return None
    doc = parse(worth)
    root = next((token for token in doc if token.dep_ == "ROOT"), doc[0])
    who = subject(root)
    participle = root.tag_ in {"VBD", "VBN"} and not any(
        child.dep_ in {"dobj", "aux", "auxpass", "prt"} for child in root.children
    )
    if root.tag_ in {"VBD", "VBZ", "VBP"} and not participle and who is not None and who.i < root.i:
        return Worth("clause", worth, worth)
    down = _down(doc)
    if down:
        return Worth("down", worth, down)
    clause = _relative(doc, root)
    if clause:
        return Worth("clause", worth, clause)
    heads = {token.lower_ for token in doc if token.dep_ in {"ROOT", "nummod", "npadvmod"} or token.head == root}
    if _CURRENCY.search(worth):
        less = _OFF.fullmatch(worth)
        if less:
            return Worth("less", less["amount"], cost=less["cost"])
        return Worth("other" if {token.lower_ for token in doc} & _LESS else "money", worth)
    hours = next(
        (
            token
            for token in doc
            if token.lower_.rpartition("-")[2] in _TIME
            and not (token.i and token.nbor(-1).lower_ in {"a", "an", "per", "each"})
        ),
        None,
    )
    if hours is not None and (hours == root or root.lower_ in _TIME or hours.lower_ in heads or participle):
        return Worth("time", " ".join(re.sub(r"\bsaved\b", "", worth).split()))
    words = {token.lower_ for token in doc}
    if words & {"more", "extra", "additional", "new"} and any(token.tag_ == "CD" for token in doc):
        return Worth("more", worth)
    return Worth("other", worth)


def _down(doc: Doc) -> str:
    """``38% fewer near misses at 40 sites`` as ``near misses are down 38% at 40 sites``."""
    for token in doc[:4]:
        if token.text == "%" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ in {"fewer", "less", "more"}:
            which = doc[token.i + 1].lower_
            end = next(
                (later.i for later in doc[token.i + 3 :] if later.tag_ in {"IN", "RB", "WDT", ",", "TO"}), len(doc)
            )
            noun = doc[end - 1]
            way = "up" if which == "more" else "down"
            be = "are" if noun.tag_ == "NNS" or which == "fewer" else "is"
            rest = doc[noun.i + 1 :].text
            return f"{doc[token.i + 2 : noun.i + 1].text} {be} {way} {doc[: token.i + 1].text} {rest}".strip()
    return ""


def _relative(doc: Doc, root: Token) -> str:
    """``an order that was never placed`` as a sentence: the relative pronoun goes, where it is the clause's subject."""
    heads = {
        root,
        *(token for token in doc if token.dep_ in {"nummod", "npadvmod", "pobj"} and token.head.i <= root.i + 3),
    }
    for verb in doc:
        if verb.dep_ != "relcl":
            continue
        who = next(
            (
                token
                for token in doc[: verb.i]
                if token.lower_ in {"that", "which"} and token.tag_ in {"WDT", "WP", "IN"}
            ),
            None,
        )
        own = who is not None and all(token.dep_ not in {"nsubj", "nsubjpass"} for token in doc[who.i + 1 : verb.i])
        if who is None or not own or who.i == 0:
            continue
        if verb.head in heads or verb.head == root:
            return f"{doc[: who.i].text.rstrip(' ,')} {doc[who.i + 1 :].text}"
    return ""


def tells_figure(words: str) -> bool:
    """Whether words hold a number."""
    return bool(re.search(r"\d", words)) or any(
        token.tag_ == "CD" and token.lower_ not in {"one"} for token in parse(words)
    )
