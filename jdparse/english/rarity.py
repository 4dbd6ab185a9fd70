"""How rare a word is in postings: what only this posting says is what it is about.

Source: the share of postings of ``gold/train.jsonl`` that hold the folded word, as its negative logarithm; words of fewer than eight
postings count as rare as those of eight.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from jdparse.english.classes import ENGLISH
from jdparse.errors import LexiconError
from jdparse.text import fold

#: A word that no table has.
_RAREST = 4.8


@lru_cache(maxsize=1)
def load_rarity() -> Mapping[str, float]:
    """The rarity of folded words.

    Raises:
        LexiconError: The file is missing or no table of numbers.
    """
    path = ENGLISH / "rarity.json"
    try:
        return {str(word): float(value) for word, value in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise LexiconError(path, "file", f"cannot be read as a table of numbers ({error})") from error


def word_rarity(folded: str) -> float:
    """How rare a folded word is: 0 for one of every posting, up to about 5."""
    return load_rarity().get(folded, _RAREST)


def whole_rarity(folded: Iterable[str]) -> float:
    """How rare some folded words are together; the same whatever their order."""
    return math.fsum(map(word_rarity, folded))


def rarity(words: str) -> float:
    """The mean of the two rarest words of a phrase, 0 for words that stand everywhere up to about 5."""
    found = sorted(
        (load_rarity().get(fold(word), _RAREST) for word in re.findall(r"[A-Za-z][A-Za-z+#-]{2,}", words)), reverse=True
    )
    return sum(found[:2]) / len(found[:2]) if found else 0.0
