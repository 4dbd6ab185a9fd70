"""The best letter among many: places filled from candidates, by the judge's score and the length asked for.

A beam over the places keeps, for each count of words, the few best starts; what repeats itself is worth less. Which of several like
sentences is used is decided by a checksum of the posting, so that letters to different companies differ and the same posting
always gets the same letter.

Source: overgenerate and rank, as in sentence planners: Walker, Rambow & Rogati, SPoT (NAACL 2001).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tailor.letter.cast import Place
from tailor.letter.fill import TOLD
from tailor.letter.judge import score
from tailor.letter.said import Sentence
from tailor.limits import MAX_PARAGRAPH_WORDS, TOLERANCE

#: Near equals differ by less than this; among them the posting decides.
VARIETY = 1.5
#: What it is worth that a sentence names a tool of both sides, or takes up what the job is about, in the judge's units: the judge knows
#: of English only. A tool that is told with a deed may not have been used for it, and says less.
ANSWERS, _WITH_DEED = 3.5, 2.0
#: What a duty of the posting's in its own words is worth for each log-odd that it reads well, as far as that counts, and what is taken off
#: because it tells of a vacancy; what a row is worth that says what the team wants, beside how well it fits.
_BEST_TASK, _VACANCY, _WANT = 2.5, -0.5, 2.0
#: A language says less of a system than what it is built with.
_LANGUAGE = 2.0
#: From so many words of its own on a row is noticed when it comes again.
_NOTICED = 4
#: So many candidates of a place are tried.
_TRIED = 10
#: So many starts of a letter are kept for each so many words: a short start may end as the better letter.
_KEPT, _STEP = 2, 4
#: A start that has passed the length by this share is given up.
_TOO_LONG = 0.12
#: A longer sentence is hard to take in at once.
MAX_SENTENCE_WORDS = 42
#: A paragraph keeps so many words below the longest that is easy to read.
_MARGIN = 5
#: Sentences that may come back to a fact that was told.
_MAY_REPEAT = frozenset({"offer"})
#: A letter tells of tools once: a second sentence reads as a keyword list.
_TOOLS = "tools"
#: What was kept of a work is listed once: a second list reads as a form.
_LISTS = "lists"
#: The employer is named once, and somewhere.
_COMPANY, _NAMES_COMPANY = "company", 2.0
#: What is asked of theirs at the end is asked once: in the offer or in the question.
_THEIRS = "theirs"
#: A letter may be off by this share before it costs; then each word costs so much, and each beyond what is promised more.
_FREE_SHARE, _WORD_COST = 0.03, 0.4
_PROMISED_SHARE, _BROKEN_COST, _SHORT_COST = TOLERANCE, 1.0, 0.2
#: What it costs that a deed points at a trouble that is not told, and that only half of what brought a result about is told.
_POINTS_AT_NOTHING, _HALF_A_CAUSE = 3.0, 1.5
#: What it costs that a need is told and no story of it follows.
_LEADS_NOWHERE = 30.0
#: What a repetition costs: the same first two words, a third sentence in a row that begins with "I", the same row, a fact told before.
_SAME_OPENING, _THIRD_I, _SAME_ROW, _SAME_FACT = 1.5, 1.2, 4.0, 60.0


_TOLD = frozenset(TOLD)


@dataclass(frozen=True, slots=True)
class _Option:
    """A candidate with what the beam asks of it, read once."""

    sentence: Sentence
    value: float
    words: int
    opening: str
    begins_with_i: bool
    facts: frozenset[str]
    frame: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A start of a letter: the sentence of each place so far, or None."""

    chosen: tuple[Sentence | None, ...] = ()
    value: float = 0.0
    words: int = 0
    openings: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    since_i: int = 0
    told: frozenset[str] = frozenset()
    slot: str = ""
    slot_words: int = 0


def fit_letter(places: Sequence[Place], length: int, seed: str) -> tuple[Sentence | None, ...]:
    """The sentence for each place, or None, that make the best letter of about `length` words."""
    tried = [_options(place, seed) for place in places]
    least = [
        min((option.words for option in options), default=0) if place.needed and not place.follows else 0
        for place, options in zip(places, tried, strict=True)
    ]
    beam = [Draft()]
    for number, (place, options) in enumerate(zip(places, tried, strict=True)):
        grown = [draft for start in beam for draft in _grow(start, place, options)]
        beam = _prune(grown, length, sum(least[number + 1 :]), number + 1 == len(places))
    return max(beam, key=lambda draft: (draft.value - _off(draft.words, length), -draft.words)).chosen


def pin(places: Sequence[Place], pinned: Mapping[int, str]) -> list[Place]:
    """The places with those that a person settled left one candidate, or none where they want nothing there."""
    return [_pinned(place, pinned[number]) if number in pinned else place for number, place in enumerate(places)]


def _pinned(place: Place, key: str) -> Place:
    kept = tuple(sentence for sentence in place.candidates if sentence.key == key)
    if not key and not place.needed:
        return replace(place, candidates=())
    # Why needed: what a person chose stands, whatever it costs.
    return replace(place, candidates=kept, needed=True, follows=0) if kept else place


def next_best(place: Place, chosen: Sentence, before: Sentence | None, most: int = 2) -> list[Sentence]:
    """The best other sentences of a place that could stand behind the one before it, each in other words."""
    found: dict[str, Sentence] = {}
    for sentence in sorted(place.candidates, key=lambda sentence: (-score(sentence), sentence.row)):
        # Why of the same kind: what stands behind it may refer to a duty, or to what the team needs.
        same = _TOLD & set(sentence.traits) == _TOLD & set(chosen.traits)
        if same and sentence.text != chosen.text and _follows(sentence, before):
            found.setdefault(sentence.text, sentence)
    return list(found.values())[:most]


def _options(place: Place, seed: str) -> list[_Option]:
    """The best candidates of a place; one that is too long stands only where nothing shorter does."""
    found = []
    for sentence in place.candidates:
        words = sentence.text.split()
        tools = _tells_tools(sentence)
        value = _value(sentence, seed, tools=tools)
        facts = frozenset() if sentence.role in _MAY_REPEAT else sentence.facts
        if tools:
            facts |= {_TOOLS}
        if sentence.traits.get("says-company"):
            facts |= {_COMPANY}
        if sentence.role in {"beside", "lead"}:
            facts |= {f"system of {sentence.story}"}
        if sentence.role == "own":
            facts |= {f"owned of {sentence.story}"}
        if sentence.role == "playbook":
            facts |= {_LISTS}
        if sentence.role == "offer" or {"about", "about-problem"} & set(sentence.traits):
            facts |= {_THEIRS}
        found.append(
            _Option(
                sentence, value, len(words), " ".join(words[:2]).casefold(), words[0] == "I", facts, _frame(sentence)
            )
        )
    short = [option for option in found if option.words <= MAX_SENTENCE_WORDS]
    if not place.needed:
        found = short
    ranked = sorted(short or found, key=lambda option: (-option.value, option.sentence.row, option.sentence.text))
    # Why: where the best ones all tell a thing that was told, one that does not has to be there.
    first_of = {option.facts: option for option in reversed(ranked)}
    return [option for number, option in enumerate(ranked) if number < _TRIED or option is first_of[option.facts]]


def _tells_tools(sentence: Sentence) -> bool:
    return any(sentence.traits.get(name) for name in ("says-tool", "says-stack", "says-built"))


def _value(sentence: Sentence, seed: str, *, tools: bool) -> float:
    """What a sentence is worth by itself: how it reads, what it answers, and the lot that the posting draws for its row."""
    traits = sentence.traits
    value = score(sentence) + VARIETY * zlib.crc32(f"{sentence.row}|{seed}".encode()) / 2**32
    value += _WITH_DEED if traits.get("says-stack") else ANSWERS * (tools or "behind-need" in traits)
    value += _told(traits)
    value += traits.get("fits", 0.0) + _LANGUAGE * bool(traits.get("says-language"))
    return value + _NAMES_COMPANY * bool(traits.get("says-company"))


def _told(traits: Mapping[str, float]) -> float:
    """What it is worth how a sentence says what is needed."""
    found = [traits[kind] for kind in (*TOLD, "also") if kind in traits]
    if not found:
        return 0.0
    return min(found[0], _BEST_TASK) + _VACANCY if "task" in traits else _WANT + found[0]


def _exact(value: float) -> float:
    """A value as a whole number of tiny steps: sums of such are the same in any order and in every Python.

    Why: `sum` of Python 3.12 keeps what that of 3.11 rounds away, and of two letters that are worth the same each took another.
    """
    return round(value * 2**30) / 2**30


def _frame(sentence: Sentence) -> float:
    """How much a sentence shows that it was made from a row, 0 to 1: by the words that are the row's own."""
    own = sum(len(piece.text.split()) for piece in sentence.pieces if piece.source == "template" and not piece.ref)
    return min(max(own - 1, 0) / _NOTICED, 1.0)


def _grow(start: Draft, place: Place, options: Sequence[_Option]) -> list[Draft]:
    nothing = replace(start, chosen=(*start.chosen, None))
    if place.follows and start.chosen[-place.follows] is None:
        return [nothing]
    found = [] if place.needed and options else [nothing]
    before = start.chosen[-1] if start.chosen else None
    if before is not None and before.role == "also":
        found = [replace(nothing, value=nothing.value - _LEADS_NOWHERE)]
    for option in options:
        if not _follows(option.sentence, before):
            continue
        since_i = start.since_i + 1 if option.begins_with_i else 0
        row = option.sentence.row
        slot_words = option.words + (start.slot_words if start.slot == place.slot else 0)
        cost = (
            _SAME_OPENING * (option.opening in start.openings)
            + _THIRD_I * (since_i > 2)
            + _SAME_ROW * option.frame * (row in start.rows)
            + _SAME_FACT * len(option.facts & start.told)
            + _POINTS_AT_NOTHING * _points_at_nothing(option.sentence, before)
            + _HALF_A_CAUSE * bool(option.sentence.traits.get("short"))
        )
        over = slot_words - MAX_PARAGRAPH_WORDS
        if over > 0 and not place.needed:
            continue
        cost += _WORD_COST * max(0, over + _MARGIN) + _BROKEN_COST * max(0, over)
        found.append(
            Draft(
                (*start.chosen, option.sentence),
                start.value + _exact(option.value + (0.0 if place.needed else place.gain) - cost),
                start.words + option.words,
                start.openings | {option.opening},
                start.rows | {row},
                since_i,
                start.told | option.facts,
                place.slot,
                slot_words,
            )
        )
    return found or [nothing]


def _points_at_nothing(sentence: Sentence, before: Sentence | None) -> bool:
    """Whether a deed speaks of what only the trouble has named, and no trouble is told before it."""
    return bool(sentence.traits.get("points-back")) and (before is None or before.role != "wall")


def _follows(sentence: Sentence, before: Sentence | None) -> bool:
    """Whether a sentence can stand behind another: "So ..." only behind a trouble, "That was my task" behind a need, two effects only behind all the deeds, "Before" once."""
    if sentence.traits.get("so"):
        return before is not None and before.role == "wall"
    for kind in _TOLD:
        if sentence.traits.get(f"behind-{kind}"):
            return before is not None and kind in before.traits
    if sentence.traits.get("behind-need"):
        return before is not None and before.role == "need" and not _TOLD & set(before.traits)
    if sentence.role == "ask":
        return bool(sentence.traits.get("behind-offer")) == (before is not None and before.role == "offer")
    if before is None:
        return True
    if sentence.text.startswith("Before") and before.text.startswith("Before"):
        return False
    # Why: what is needed now leads to a story and not back to a time.
    if before.role == "also" and sentence.traits.get("then"):
        return False
    if before.role == "also" and all(" also " in told.text for told in (before, sentence)):
        return False
    return not (sentence.traits.get("both") and before.traits.get("short"))


def _prune(drafts: Sequence[Draft], length: int, to_come: int, last: bool) -> list[Draft]:
    """The best starts for each count of words; those that are too long already come last."""

    def worth(draft: Draft) -> float:
        words = draft.words + to_come
        return draft.value - (_off(words, length) if last or words > length else 0.0)

    kept: list[Draft] = []
    counts: dict[int, int] = {}
    for draft in sorted(drafts, key=lambda draft: (-worth(draft), draft.words)):
        step = draft.words // _STEP
        if counts.get(step, 0) < _KEPT and draft.words + to_come <= (1 + _TOO_LONG) * length + _STEP:
            counts[step] = counts.get(step, 0) + 1
            kept.append(draft)
    return kept or list(drafts)[:_KEPT]


def _off(words: int, length: int) -> float:
    """What a letter of so many words loses."""
    off = words - length
    cost = _WORD_COST * max(0.0, abs(off) - _FREE_SHARE * length)
    # Why: a letter that is too short for want of facts is said to be so; one that only words of ours would fill reads worse.
    broken = max(0.0, abs(off) - _PROMISED_SHARE * length)
    return cost + (_BROKEN_COST if off > 0 else _SHORT_COST) * broken
