"""A posting's line without its marks, and the case of its words."""

from __future__ import annotations

import re

import jdparse
from jdparse.english.verbs import word_lemmas

#: No posting says a pain in more; a longer text is cut before it is looked at.
_MOST_CHARACTERS = 800


def clean(quote: str) -> str:
    """A quote without bullets, Markdown, labels, parentheses and closing punctuation, on one line."""
    words = quote[:_MOST_CHARACTERS]
    words = re.sub(r"<!--.*?-->|</?[a-z][^<>]*>", " ", words)
    words = re.sub(r"!?\[([^\[\]]*)\](?:\([^()\s]*\)|\[[\w-]{1,40}\])", r"\1", words)
    words = re.sub(r"\\([-*_.#+!&|~()\[\]<>])", r"\1", words)
    words = re.sub(r"\*\*+|__+|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", words)
    words = words.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    words = re.sub(r"\s*\([^()]*\)", "", words)
    words = re.sub(r"\s*\([^()]*$", "", words)
    words = re.sub(r"(?<=\w)\s?—\s?(?=\w)", " — ", words)
    words = re.sub(r"(?i)\band/or\b", "and", words)
    words = re.sub(r"^(?:[^\w$€£<>~≤≥{'\"]+|\d{1,2}[.)]\s*(?=[A-Za-z]))+", "", " ".join(words.split()))
    words = re.sub(r"[,;]?\s+\d\)\s+", "; ", words)
    words = re.sub(r"(?<=[a-z]{3}[.!])(?=[A-Z][a-z]+ )", " ", words)
    words = re.sub(r"(?<=\w)\s+[·•▪]\s.*$", "", words, flags=re.DOTALL)
    words = re.sub(r",?\s+(?:i\.e\b|e\.g\b)\.?.*$", "", words)
    label = re.match(r"[^.:;!?]{2,50}:\s+(?=\S)", words)
    if label and len(label.group().split()) <= 6 and len(words[label.end() :].split()) >= 4:
        words = words[label.end() :]
    words = re.sub(r"[\s.;:,!–—-]+$", "", words)
    return words.replace('"', "'")


def lower_first(words: str, name: str = "") -> str:
    """The words with their first one in lower case, unless it is a name, an acronym or a word that no dictionary has.

    Args:
        words: A phrase or a sentence.
        name: A name that stays as it is, such as the employer's.
    """
    first = words.split(" ", 1)[0]
    core = first.strip(",.;:'\"()")
    if not first or first == "I" or (name and words.casefold().startswith(name.split()[0].casefold())):
        return words
    if not first[0].isupper() or any(char.isupper() or char.isdigit() for char in core[1:]):
        return words
    parts = [part for part in re.split(r"[/-]", core.lower()) if part]
    known = all(word_lemmas(part) or part in jdparse.load_lexicon().words["function-words"] for part in parts)
    return words[0].lower() + words[1:] if known else words


def lower_titled(words: str) -> str:
    """Title Case words of the dictionary in lower case: "Machine Learning Models" -> "machine learning models"."""

    def lowered(found: re.Match[str]) -> str:
        word = found.group()
        return word.lower() if all(word_lemmas(part.lower()) for part in word.split("-")) else word

    return re.sub(r"(?<![\w/&.])[A-Z][a-z]+(?:-[A-Za-z][a-z]+)*(?![\w/])", lowered, words)


#: What no letter may hold: our own marks if a posting or profile brings them, and lone surrogates.
FOREIGN = re.compile("[\ue000-\ue0ff\ud800-\udfff]")
