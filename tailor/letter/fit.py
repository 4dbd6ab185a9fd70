"""The best letter among many: places filled from candidates, by the judge's score and the length asked for.

A beam over the places keeps, for each count of words, the few best starts; what repeats itself is worth less. Which of several like
sentences is used is decided by a checksum of the posting, so that letters to different companies differ and the same posting
always gets the same letter.

Source: overgenerate and rank, as in sentence planners: Walker, Rambow & Rogati, SPoT (NAACL 2001).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tailor.letter.judge import score
from tailor.letter.plan import Place
from tailor.letter.said import Sentence

#: Near equals differ by less than this; among them the posting decides.
VARIETY = 0.9
#: So many candidates of a place are tried.
_TRIED = 10
#: So many starts of a letter are kept for each count of words, and in all.
_KEPT, _BEAM = 3, 160
#: A letter may be off by this share before it costs; then each word costs so much.
_FREE_SHARE, _WORD_COST = 0.03, 0.3
#: What a repetition costs: the same first two words, a third sentence in a row that begins with "I", the same row, a fact told before.
_SAME_OPENING, _THIRD_I, _SAME_ROW, _SAME_FACT = 0.9, 1.2, 4.0, 3.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A start of a letter: the sentence of each place so far, or None."""

    chosen: tuple[Sentence | None, ...] = ()
    value: float = 0.0
    words: int = 0
    openings: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    since_i: int = 0
    told: frozenset[str] = field(default_factory=frozenset)


def fit_letter(places: Sequence[Place], length: int, seed: str) -> tuple[Sentence | None, ...]:
    """The sentence for each place, or None, that make the best letter of about `length` words."""
    rank = _ranker(seed)
    tried = [sorted(((rank(sentence), sentence) for sentence in place.candidates), key=lambda row: (-row[0], row[1].row, row[1].text))[:_TRIED] for place in places]
    least = [min((sentence.words for _, sentence in options), default=0) if place.needed else 0 for place, options in zip(places, tried, strict=True)]
    beam = [Draft()]
    for number, (place, options) in enumerate(zip(places, tried, strict=True)):
        to_come = sum(least[number + 1 :])
        grown = [draft for start in beam for draft in _grow(start, place, options)]
        beam = _prune(grown, length, to_come, len(places) - number - 1)
    best = max(beam, key=lambda draft: (draft.value - _off(draft.words, length), -draft.words))
    return best.chosen


def _ranker(seed: str) -> Callable[[Sentence], float]:
    def rank(sentence: Sentence) -> float:
        lot = zlib.crc32(f"{sentence.row}|{seed}".encode()) / 2**32
        return score(sentence) + VARIETY * lot

    return rank


def _grow(start: Draft, place: Place, options: Sequence[tuple[float, Sentence]]) -> list[Draft]:
    found = [] if place.needed and options else [Draft((*start.chosen, None), start.value, start.words, start.openings, start.rows, start.since_i, start.told)]
    for value, sentence in options:
        words = sentence.text.split()
        opening = " ".join(words[:2]).casefold()
        since_i = start.since_i + 1 if words[0] in {"I", "I'm"} else 0
        cost = _SAME_OPENING * (opening in start.openings) + _THIRD_I * (since_i > 2) + _SAME_ROW * (sentence.row in start.rows) + _SAME_FACT * len(sentence.facts & start.told)
        found.append(
            Draft(
                (*start.chosen, sentence),
                start.value + value + (0.0 if place.needed else place.gain) - cost,
                start.words + len(words),
                start.openings | {opening},
                start.rows | {sentence.row},
                since_i,
                start.told | sentence.facts,
            )
        )
    return found


def _prune(drafts: Sequence[Draft], length: int, to_come: int, left: int) -> list[Draft]:
    """The best starts for each count of words; those that are too long already go first."""
    kept: list[Draft] = []
    counts: dict[int, int] = {}
    for draft in sorted(drafts, key=lambda draft: (-(draft.value - (_off(draft.words + to_come, length) if draft.words + to_come > length or not left else 0.0)), draft.words)):
        if counts.get(draft.words, 0) < _KEPT:
            counts[draft.words] = counts.get(draft.words, 0) + 1
            kept.append(draft)
        if len(kept) >= _BEAM:
            break
    return kept


def _off(words: int, length: int) -> float:
    """What a letter of so many words loses."""
    return _WORD_COST * max(0.0, abs(words - length) - _FREE_SHARE * length)
