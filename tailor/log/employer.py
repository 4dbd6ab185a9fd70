"""Whether two names are one employer's.

Why not as within one posting (`jdparse.readers.employer`): there "Meta" and "Metabase" are spellings of one name; in a log they are two employers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tailor.letter.names import company_name

#: A first word of fewer letters is no name by itself: "AI" of "AI Harbour".
_SHORTEST = 3


def is_same_employer(one: str, other: str) -> bool:
    """Whether two names are one employer's, but for case, marks, legal form and what stands behind the shorter one: "Quill", "QUILL Games Ltd."."""
    first, second = sorted((_words(one), _words(other)), key=len)
    if not first:
        return False
    begins = second[: len(first)] == first and len(first[0]) >= _SHORTEST
    return begins or "".join(first) == "".join(second)


@lru_cache(maxsize=1024)
def _words(name: str) -> list[str]:
    """The words of a name in small letters, without accents, legal form and article."""
    parted = unicodedata.normalize("NFKD", company_name(name).replace("&", " and "))
    plain = "".join(char for char in parted if not unicodedata.combining(char))
    words = re.findall(r"[^\W_]+", plain.casefold())
    return words[1:] if len(words) > 1 and words[0] == "the" else words
