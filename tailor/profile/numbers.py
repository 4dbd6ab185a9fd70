"""One rule for "has a number": which figures are those of a system."""

from __future__ import annotations

import re

from jdparse import load_lexicon
from jdparse.english.figures import Figure, find_figures, is_year
from jdparse.english.verbs import verb_lemma
from tailor.profile.story import Story

_NAME = re.compile(r"\b[A-Z][\w.+#-]*\s+$")


def counts(figure: Figure, text: str = "") -> bool:
    """Whether a figure is one of a system: no year, version, page or patent, and no number of people.

    Args:
        figure: One of `find_figures`.
        text: Where it stands; a version is told by the name before it or by what was done.
    """
    words = load_lexicon().words
    nouns = {form for word in figure.noun.split() for form in (word, word.removesuffix("s"))}
    if is_year(figure) or (figure.unit == "time" and figure.text.casefold().rstrip("s").endswith("year")):
        return False
    if figure.unit != "count":
        return True
    if nouns & (words["people"] | words["documents"]) or re.match(r"(?i)-page", text[figure.end :]):
        return False
    return not _is_name(figure, text) and (bool(figure.noun) or not _is_version(text))


def _is_name(figure: Figure, text: str) -> bool:
    """Whether a number belongs to the name before it: "Postgres 15", "Fortune 100 retailers"."""
    named = _NAME.search(text[: figure.start])
    return bool(named and named.start())


def _is_version(text: str) -> bool:
    """Whether the bare numbers of a deed are versions: "upgraded the database from 12 to 15"."""
    first = next(iter(text.split()), "").lower()
    return verb_lemma(first) in load_lexicon().words["renewing-verbs"]


def counted_in(words: str) -> bool:
    """Whether words hold a figure that counts."""
    return any(counts(figure, words) for figure in find_figures(words))


def has_number(story: Story) -> bool:
    """Whether a story gives a number of its system."""
    told = (
        story.did,
        story.result,
        story.worth,
        story.constraint,
        *(words for one in story.results for words in (one.result, one.worth)),
    )
    return any(map(counted_in, told))
