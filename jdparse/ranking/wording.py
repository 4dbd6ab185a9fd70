"""The words of a posting as the learned lists ask for them, put together once and cut out for each candidate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import accumulate, pairwise

from jdparse.reading.document import Candidate, Sentence
from jdparse.reading.tokens import Tokens
from jdparse.text import fold
from jdparse.types import Kind


class Wording:
    """The folded words of a text, alone, in pairs and in triples."""

    def __init__(self, tokens: Tokens, boilerplate: AbstractSet[str]) -> None:
        # Word puts an empty line between what a page sets on neighbouring ones.
        self._norms = ["\n" if "\n" in norm else norm for norm in tokens.norms]
        self._places = [place for place, norm in enumerate(self._norms) if norm[:1].isalnum()]
        self._words = [self._norms[place] for place in self._places]
        self._pairs = [f"{a} {b}" for a, b in pairwise(self._words)]
        known = (f"{pair} {word}" in boilerplate for pair, word in zip(self._pairs, self._words[2:], strict=False))
        self._sentences: dict[int, list[str]] = {}
        self._known = list(accumulate(known, initial=0))

    def of(self, candidate: Candidate, sentence: Sentence) -> list[str]:
        """The words that the learned word lists are asked for, each once, in a fixed order.

        A pain has its words and pairs of neighbours (``cut``, ``cut latenc``), its first word (``^cut``) and the words
        of its heading (``#duties``); a metric and a tool have their own words (``=latenc``) and the two on either side
        (``<reduce``, ``>of``); a tool also its name (``@Triton``).
        """
        first, last = candidate.tokens
        begin, end = self._between(first, last)
        words = self._words[begin:end]
        if candidate.kind is Kind.PAIN:
            pairs = self._pairs[begin : max(begin, end - 1)]
            return list(dict.fromkeys([*words, *pairs, *(f"^{word}" for word in words[:1]), *_heading(sentence.title)]))
        around, behind = sentence.tokens
        found = [f"={word}" for word in words] + [f"={' '.join(words)}"]
        found += [f"<{word}" for word in self._norms[max(around, first - 2) : first]]
        found += [f">{word}" for word in self._norms[last : min(behind, last + 2)]]
        said = dict.fromkeys([*found, *self._in_sentence(around, behind)])
        if candidate.kind is Kind.TOOL:
            said[f"@{candidate.entry_id}"] = None
        return list(said)

    def _in_sentence(self, first: int, last: int) -> list[str]:
        """The words of a sentence, each once."""
        if first not in self._sentences:
            words = dict.fromkeys(word for word in self._norms[first:last] if word[:1].isalpha())
            self._sentences[first] = [f"~{word}" for word in words]
        return self._sentences[first]

    def boilerplate(self, candidate: Candidate) -> float:
        """The share of the candidate's word triples that stand in postings of many employers."""
        begin, end = self._between(*candidate.tokens)
        triples = end - begin - 2
        return (self._known[end - 2] - self._known[begin]) / triples if triples > 0 else 0.0

    def _between(self, first: int, last: int) -> tuple[int, int]:
        """Which of the words stand among some tokens."""
        return bisect_left(self._places, first), bisect_left(self._places, last)


@lru_cache(maxsize=1024)
def _heading(title: str) -> tuple[str, ...]:
    """The words of a heading."""
    return tuple(f"#{fold(word)}" for word in re.findall(r"[a-z]+", title.lower()))
