"""Recognizers: tokens in, Mentions out, in text order.

Phrases and names are found by one pass of an Aho-Corasick automaton each: phrases over the folded words, names over
the characters, so that no tokenisation of "W&B." or "C#/.NET" can hide one. Building the automata takes a few
milliseconds; spaCy's `PhraseMatcher` took a third of the command's whole start-up for the same 4,000 patterns.

Source: https://ahocorasick-rs.readthedocs.io
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick
from rapidfuzz.distance import OSA

from jdparse.lexicon.load import Lexicon
from jdparse.lexicon.rows import Tool
from jdparse.reading.tokens import Tokens, load_tokenizer
from jdparse.text import fold
from jdparse.types import Kind, Mention, Span

#: A misspelt name differs from the right one by at most this many edits (insertion, deletion, substitution,
#: transposition of neighbours: rapidfuzz's OSA distance, processor: lower case); see tests/data/typos.toml.
MAX_TYPO_EDITS = 1
#: A posting that names so many others names a tool where an ambiguous name stands behind "experience with".
MIN_PLAIN_TOOLS = 2
#: Shorter words are too near to each other: "Spark" and "spar", "Keras" and "eras".
MIN_TYPO_LETTERS = 6


class PhraseHit(NamedTuple):
    """Tokens ``start`` to ``end`` of a text match a phrase of a lexicon group such as ``("pain", "latency", "strong")``.

    A tuple, because a posting has hundreds and a frozen dataclass takes three times as long to make.
    """

    group: tuple[str, ...]
    start: int
    end: int


class PhraseRecognizer:
    """Finds pain, metric and cue phrases by their folded words."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups: dict[tuple[str, ...], tuple[str, ...]] = {}
        for kind in (Kind.PAIN, Kind.METRIC):
            for row in lexicon.categories(kind).values():
                groups[kind.value, row.id, "strong"] = row.strong
                groups[kind.value, row.id, "weak"] = row.weak
        for cue in lexicon.cues.values():
            groups["cue", cue.id] = cue.phrases
        for section in lexicon.sections:
            groups["section", section.kind.value] = section.inline
        self._groups: list[tuple[tuple[str, ...], ...]] = []
        patterns: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for group, phrases in groups.items():
            for spelling in dict.fromkeys(
                spelling for phrase in phrases for spelling in (phrase, phrase.replace("-", " "))
            ):
                patterns[_folded_pattern(spelling)].append(group)
        self._groups = [tuple(found) for found in patterns.values()]
        self._automaton = AhoCorasick(list(patterns))

    def find(self, tokens: Tokens) -> list[PhraseHit]:
        """All matches, overlaps included, in text order."""
        starts = list(accumulate((len(word) + 1 for word in tokens.norms), initial=1))
        found = self._automaton.find_matches_as_indexes(f" {' '.join(tokens.norms)} ", overlapping=True)
        hits = sorted(
            (bisect_left(starts, start + 1), -bisect_left(starts, end), group)
            for number, start, end in found
            for group in self._groups[number]
        )
        return [PhraseHit(group, start, -end) for start, end, group in hits]


def _folded_pattern(phrase: str) -> str:
    """A phrase as it stands among the folded words of a text, a space on either side."""
    words = phrase.split(" ")
    plain = all(map(str.isalpha, words))
    return (
        f" {' '.join(fold(word) for word in (words if plain else [token.text for token in load_tokenizer()(phrase)]))} "
    )


class _Names:
    """Finds names at word boundaries, overlaps included."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        pairs = list(names)
        self._owners = [owner for _, owner in pairs]
        self._automaton = AhoCorasick([name for name, _ in pairs])

    def find(self, text: str, searched: str = "") -> Iterator[tuple[int, int, str]]:
        """Start, end and owner of each name in the text, or in `searched`, the same text in lower case."""
        for number, start, end in self._automaton.find_matches_as_indexes(searched or text, overlapping=True):
            if _stands_alone(text, start, end):
                yield start, end, self._owners[number]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is bounded like a word: "C" is not in "C++", nor "Node" in "Node.js", nor "R" in "R&D"."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if text[start].isalnum() and (before.isalnum() or before == "_"):
        return False
    if not text[end - 1].isalnum() or not after:
        return True
    if after[0].isalnum() or after[0] == "_":
        return False
    if after[0] == "." and after[1:].isalnum() and not after[1:].isupper():
        return False
    return end - start > 2 or after[0] not in "+#&" or (after[0] == "&" and not after[1:].isalnum())


class ToolRecognizer:
    """Finds named tools exactly, and misspelt ones by edit distance."""

    name = "name"

    def __init__(self, lexicon: Lexicon) -> None:
        self._tools = lexicon.tools
        self._never: dict[str, re.Pattern[str]] = {}
        self._typo_names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._known: set[str] = set()
        self._lead_ins = tuple(f" {words}" for words in sorted(lexicon.words["before-a-tool"]))
        folded: list[tuple[str, str]] = []
        cased: list[tuple[str, str]] = []
        context: list[tuple[str, str]] = []
        for name, tool in lexicon.tools.items():
            row = tool.row
            spellings = sorted({variant for spelling in row.spellings for variant in _variants(spelling)})
            self._known.update(spelling.lower() for spelling in spellings)
            if row.case:
                cased += [(spelling, name) for spelling in spellings]
            else:
                folded += [(spelling.lower(), name) for spelling in spellings]
            context += [(phrase.lower(), name) for phrase in row.context]
            if not row.ambiguous and not row.case:
                for spelling in row.spellings:
                    if " " not in spelling and len(spelling) >= MIN_TYPO_LETTERS and spelling.isalpha():
                        self._typo_names[spelling[0].lower()].append((spelling.lower(), name))
        self._folded, self._cased, self._context = _Names(folded), _Names(cased), _Names(context)
        # The same capitalised words return from posting to posting.
        self._misspelt = lru_cache(maxsize=4096)(self._find_misspelt)

    def recognize(self, tokens: Tokens) -> Iterator[Mention]:
        """Longest matches, left to right.

        An ambiguous name needs company in its sentence, or words such as "experience with" before it in a posting that names
        other tools.
        """
        text, low, sentence = tokens.text, tokens.low, tokens.sentence_at
        found = {*self._folded.find(text, low), *self._cased.find(text)}
        chosen: list[tuple[int, int, Tool]] = []
        taken = -1
        for start, end, name in sorted(found, key=lambda match: (match[0], -match[1], match[2])):
            if start >= taken and not self._ruled_out(text, start, end, self._tools[name]):
                chosen.append((start, end, self._tools[name]))
                taken = end
        plain = {sentence(start) for start, _, tool in chosen if not tool.row.ambiguous}
        technical = len({tool.name for _, _, tool in chosen if not tool.row.ambiguous}) >= MIN_PLAIN_TOOLS
        company: set[tuple[str, int]] = set()
        if any(tool.row.ambiguous for _, _, tool in chosen):
            company = {(name, sentence(start)) for start, _, name in self._context.find(text, low)}
        mentions = [
            Mention(Kind.TOOL, tool.name, Span(start, end), self.name)
            for start, end, tool in chosen
            if not tool.row.ambiguous
            or sentence(start) in plain
            or (tool.name, sentence(start)) in company
            or (technical and low[max(0, start - 40) : start].rstrip(" (").endswith(self._lead_ins))
        ]
        mentions.extend(self._typos(tokens, [(start, end) for start, end, _ in chosen]))
        yield from sorted(mentions, key=lambda mention: (mention.span, mention.entry_id))

    def _ruled_out(self, text: str, start: int, end: int, tool: Tool) -> bool:
        if not tool.row.never:
            return False
        never = self._never.get(tool.name)
        if never is None:
            pattern = rf"(?<!\w)(?:{'|'.join(map(_loose, tool.row.never))})(?!\w)"
            never = self._never[tool.name] = re.compile(pattern, re.IGNORECASE)
        near = text[max(0, start - 60) : end + 60]
        offset = max(0, start - 60)
        return any(found.start() + offset <= start and end <= found.end() + offset for found in never.finditer(near))

    def _typos(self, tokens: Tokens, taken: list[tuple[int, int]]) -> Iterator[Mention]:
        """The misspelt names outside of the stretches that names take already."""
        for number, word in enumerate(tokens.words):
            if len(word) < MIN_TYPO_LETTERS or not word[0].isupper() or not word.isalpha():
                continue
            start, end = tokens.starts[number], tokens.ends[number]
            before = bisect_left(taken, (end,)) - 1
            if word.lower() in self._known or (before >= 0 and taken[before][1] > start):
                continue
            for name in self._misspelt(word):
                if not self._ruled_out(tokens.text, start, end, self._tools[name]):
                    yield Mention(Kind.TOOL, name, Span(start, end), "typo")
                    break

    def _find_misspelt(self, word: str) -> tuple[str, ...]:
        """The tools whose name a word may be, misspelt."""
        folded = word.lower()
        mixed = not word[1:].islower() and not word.isupper()
        near = [
            canonical
            for name, canonical in self._typo_names.get(folded[0], ())
            if abs(len(name) - len(folded)) <= MAX_TYPO_EDITS
            and name + "s" != folded
            and folded + "s" != name
            and OSA.distance(name, folded, score_cutoff=MAX_TYPO_EDITS) <= MAX_TYPO_EDITS
        ]
        return tuple(near) if near and (mixed or not _is_ordinary(folded)) else ()


def _is_ordinary(word: str) -> bool:
    """Whether a dictionary has the word; asked only for words one edit away from a tool, so rarely loaded."""
    from jdparse.english.inflection import dictionary

    return bool(dictionary().getAllLemmas(word))


def _loose(phrase: str) -> str:
    return r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", phrase)))


def _variants(spelling: str) -> Iterable[str]:
    yield spelling
    if " " in spelling:
        yield spelling.replace(" ", "-")
    if "-" in spelling:
        yield spelling.replace("-", " ")
