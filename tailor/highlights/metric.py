"""A metric as words that can be measured, and whether a text gives a figure of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

import jdparse
from jdparse import LEXICONS, Highlight, parse_rows
from jdparse.english.parser import parse
from jdparse.english.patterns import pattern
from jdparse.english.plain import clean, lower_titled
from jdparse.english.pronouns import to_reader
from jdparse.english.tree import children, render, subtree
from jdparse.english.verbs import word_lemmas
from tailor.highlights.near import MAX_METRIC_GAP, is_chosen, near_equals


def prefer_measurable(metric: Highlight | None) -> Highlight | None:
    """The metric that the letter should answer where nobody chooses: a near equal if the first is no noun to measure."""
    if metric is None or is_chosen(metric) or metric_words(metric.evidence.quote):
        return metric
    return next(
        (metric.answering(other) for other in near_equals(metric, MAX_METRIC_GAP) if metric_words(other.quote)), metric
    )


#: A metric in a letter has no more words than this.
MAX_METRIC_WORDS = 6
_SHORT = 3
#: Tags of first words with which a phrase names when, where or how.
_NO_NOUN = frozenset({"IN", "DT", "WRB", "PRP", "WP", "RB"})
_UP_OR_DOWN = pattern(
    r"(?i)^(?:{metric-adjectives})\s+(?=\w)|(?<=\w)\s+(?:reductions?|optimi[sz]ations?|improvements?|savings|gains?)$"
)
#: "time to production": the parser hangs "to ..." on the verb before it.
_NOUN_TO_NOUN = frozenset({"NN", "NNS", "TO", "IN", "JJ"})


class Measure(BaseModel):
    """Words that say what a number measures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    category: str
    words: tuple[str, ...] = Field(min_length=1)
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def load_measures() -> Mapping[str, frozenset[str]]:
    """The telling words by metric category."""
    rows = parse_rows(LEXICONS / "english" / "measures.toml", "measure", Measure, lambda row: row.category)
    return {row.category: frozenset(row.words) for row in rows}


@lru_cache(maxsize=256)
def metric_words(quote: str) -> str:
    """A metric as a noun phrase that can follow "on" or "for"; empty where its words cannot.

    "highly scalable" and "highly scalable models" are scalability, "reduce GPU costs" is GPU cost, "p99 latency" is itself.
    """
    words = to_reader(lower_titled(clean(quote).replace("\u2011", "-"))).strip(" '")
    nouns = jdparse.load_nouns()
    if words.lower() in nouns:
        noun = nouns[words.lower()]
        return "" if noun.startswith("how ") else noun
    bare = _UP_OR_DOWN.sub("", words).strip()
    if bare.lower() in nouns and not nouns[bare.lower()].startswith("how "):
        return nouns[bare.lower()]
    quality = next(
        (said for said in jdparse.load_words()["qualities-of-a-noun"] if words.lower().startswith(f"{said} ")), ""
    )
    if quality in nouns and not nouns[quality].startswith("how "):
        return nouns[quality]
    if not bare or len(bare.split()) > MAX_METRIC_WORDS:
        return ""
    short = (
        len(bare.split()) <= _SHORT
        and "NOUN" in word_lemmas(bare.split()[-1].lower())
        and all(word.isalpha() for word in bare.split())
    )
    tags = [token.tag_ for token in parse(bare)]
    if tags[0] in _NO_NOUN:
        return ""
    if tags[0].startswith("NN") and " to " in bare and set(tags) <= _NOUN_TO_NOUN and jdparse.metrics_named(bare):
        return bare
    alone = len(bare.split()) == 1
    if (alone and (bare.isupper() or jdparse.metrics_named(bare))) or (
        short and jdparse.metrics_named(bare) and not word_lemmas(bare.split()[0].lower()).get("VERB")
    ):
        return bare
    doc = parse(f"We measure {bare}.")
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    target = next(iter(children(root, "dobj")), None) if root is not None and root.lower_ == "measure" else None
    if target is None or not target.tag_.startswith("NN"):
        return _of_verb(bare)
    kept = list(subtree(target))
    whole = min(token.i for token in kept) == 2 and max(token.i for token in kept) >= len(doc) - 2
    verbal = any(token.tag_ in {"VB", "VBP", "VBZ", "VBD", "MD"} for token in kept)
    if not whole or verbal or not jdparse.metrics_named(bare):
        return ""
    return bare


def _of_verb(words: str) -> str:
    """The object of "reduce cost": cost."""
    doc = parse(f"You will {words}.")
    if len(doc) < 4 or doc[2].tag_ != "VB" or doc[2].dep_ != "ROOT":
        return ""
    target = next(iter(children(doc[2], "dobj")), None)
    if target is None or not target.tag_.startswith("NN"):
        return ""
    said = render(subtree(target))
    return said if jdparse.metrics_named(said) and said != words else ""


def measured_by(named: str, text: str, category: str) -> bool:
    """Whether words are a figure of a metric category, by what they say was moved, `named`, or by the units and words of the whole `text`."""
    if category in jdparse.metrics_named(named):
        return True
    said = {word.strip(".,;'") for word in re.split(r"[\s/-]+|(?<=\d)(?=[a-z])", text.lower())}
    return bool(said & load_measures().get(category, frozenset()))


def gives_figure(text: str, category: str) -> bool:
    """Whether a text gives a figure of a metric category: one clause holds a number and words that measure the category."""
    return any(
        re.search(r"\d", part) and measured_by("", part, category)
        for part in re.split(r"[;:]|(?<=[a-z0-9])\.\s|, and ", text)
    )
