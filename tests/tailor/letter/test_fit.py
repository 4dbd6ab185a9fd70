from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tailor.letter.cast import Place
from tailor.letter.fit import MAX_SENTENCE_WORDS, fit_letter, next_best, pin
from tailor.letter.said import Piece, Sentence
from tailor.limits import MAX_PARAGRAPH_WORDS, TOLERANCE

#: Beginnings that differ, so that no sentence repeats another's.
OPENINGS = [
    f"{first}{second}"
    for first in ("Ash", "Elm", "Oak", "Yew", "Fir")
    for second in ("one", "two", "ton", "ham", "wick", "ford", "by", "den")
]
SEEDS = [f"posting {number}" for number in range(12)]


def sentence(words: str, length: int = 0, *, row: str = "", fact: str = "") -> Sentence:
    """A sentence that begins with these words and has so many in all; `fact` is its stretch of the record."""
    filling = " ".join(["word"] * max(0, length - len(words.split()) - len(fact.split())))
    told = (Piece(" "), Piece(fact, "profile", "story.a.did")) if fact else ()
    pieces = (Piece(words), *told, Piece(f" {filling}." if filling else "."))
    return Sentence(pieces, "did", row or f"row-{words.lower().replace(' ', '-')}")


def place(*candidates: Sentence, slot: str = "proof", needed: bool = False, gain: float = 1.0) -> Place:
    return Place(slot, "did", candidates, needed, gain)


def many(counts: Sequence[int]) -> list[Place]:
    """Places with two candidates each, the second half as long again, in paragraphs of five sentences."""
    return [
        place(
            sentence(f"{OPENINGS[number]} first", count),
            sentence(f"{OPENINGS[number]} second", count + count // 2),
            slot=f"slot-{number // 5}",
        )
        for number, count in enumerate(counts)
    ]


def words(chosen: Sequence[Sentence | None]) -> int:
    return sum(one.words for one in chosen if one is not None)


@pytest.mark.parametrize("length", [40, 90, 150, 250, 400])
def test_the_length_is_kept(length: int) -> None:
    chosen = fit_letter(many([8 + number % 7 for number in range(40)]), length, "a posting")
    assert abs(words(chosen) - length) <= TOLERANCE * length


def test_each_place_gets_one_of_its_own_or_nothing() -> None:
    places = many([8 + number % 5 for number in range(20)])
    chosen = fit_letter(places, 100, "a posting")
    assert len(chosen) == len(places)
    assert all(one is None or one in where.candidates for one, where in zip(chosen, places, strict=True))


def test_a_letter_without_places_is_empty() -> None:
    assert fit_letter([], 250, "a posting") == ()


@pytest.mark.parametrize("length", [1, 20, 60])
def test_what_is_needed_stands_whatever_the_length(length: int) -> None:
    places = [
        place(sentence("Ash", 20), needed=True),
        place(sentence("Elm", 20)),
        place(sentence("Oak", 20), needed=True),
    ]
    chosen = fit_letter(places, length, "a posting")
    assert chosen[0] is not None
    assert chosen[2] is not None
    assert (chosen[1] is None) == (length < 60)


def test_what_is_worth_more_goes_first() -> None:
    for seed in SEEDS:
        low, high = fit_letter([place(sentence("Ash", 10), gain=1.0), place(sentence("Elm", 10), gain=6.0)], 10, seed)
        assert low is None
        assert high is not None


def test_a_filler_stands_only_where_the_facts_run_out() -> None:
    facts = [place(sentence(f"{OPENINGS[number]} so", 10), gain=2.0) for number in range(3)]
    filler = place(sentence("Yew so", 10), gain=-2.0)
    assert fit_letter([*facts, filler], 30, "a posting")[-1] is None
    assert fit_letter([*facts, filler], 40, "a posting")[-1] is not None


def test_the_same_posting_gets_the_same_and_others_get_others() -> None:
    places = [place(*(sentence(f"{opening} so", 10) for opening in OPENINGS[:6]), needed=True) for _ in range(2)]
    for seed in SEEDS:
        assert fit_letter(places, 20, seed) == fit_letter(places, 20, seed)
    assert len({tuple(one.text for one in fit_letter(places, 20, seed) if one) for seed in SEEDS}) > 3


def test_the_order_of_the_candidates_decides_nothing() -> None:
    candidates = [sentence(f"{opening} so", 10) for opening in OPENINGS[:8]]
    for seed in SEEDS:
        there = fit_letter([place(*candidates, needed=True)], 10, seed)
        assert there == fit_letter([place(*reversed(candidates), needed=True)], 10, seed)


# --- repetition -------------------------------------------------------------------------------------


def test_no_row_is_used_twice_where_another_will_do() -> None:
    for seed in SEEDS:
        one, two = fit_letter(
            [place(sentence("Ash a", 10), sentence("Elm a", 10), needed=True) for _ in range(2)], 20, seed
        )
        assert one is not None
        assert two is not None
        assert one.row != two.row


def test_two_sentences_do_not_begin_alike_where_another_will_do() -> None:
    for seed in SEEDS:
        first = place(sentence("At Norrby I ran it", 10, row="a"), needed=True)
        second = place(
            sentence("At Norrby I built it", 10, row="b"), sentence("There I built it", 10, row="b"), needed=True
        )
        assert [one.text.split()[0] for one in fit_letter([first, second], 20, seed) if one] == ["At", "There"]


def test_a_third_sentence_in_a_row_does_not_begin_with_i() -> None:
    for seed in SEEDS:
        places = [
            place(
                sentence(f"I {word} it", 10, row=f"i-{word}"),
                sentence(f"So {word} it", 10, row=f"i-{word}"),
                needed=True,
            )
            for word in ("built", "moved", "cut", "kept")
        ]
        begins = [one.text.split()[0] for one in fit_letter(places, 40, seed) if one]
        assert ("I", "I", "I") not in set(zip(begins, begins[1:], begins[2:], strict=False))


def test_no_fact_is_told_twice_where_another_will_do() -> None:
    fact = "moved the lookups to a stream"
    for seed in SEEDS:
        first = place(sentence("Ash", 12, fact=fact), needed=True)
        second = place(sentence("Elm", 12, fact=fact), sentence("Oak", 12, fact="built one release path"), needed=True)
        chosen = fit_letter([first, second], 24, seed)
        assert [one.facts for one in chosen if one] == [{fact}, {"built one release path"}]


def test_no_fact_is_told_twice_only_to_fill_the_length() -> None:
    fact = "moved the lookups to a stream"
    places = [place(sentence("Ash", 12, fact=fact), needed=True), place(sentence("Elm", 40, fact=fact))]
    assert fit_letter(places, 52, "a posting")[1] is None


# --- length of sentences and paragraphs -------------------------------------------------------------


def test_a_sentence_that_is_too_long_stands_only_where_nothing_shorter_does() -> None:
    long, short = sentence("Ash", MAX_SENTENCE_WORDS + 10), sentence("Elm", 10)
    assert fit_letter([place(long, short, needed=True)], 52, "a posting") == (short,)
    assert fit_letter([place(long, needed=True)], 52, "a posting") == (long,)


def test_a_paragraph_stays_short_enough_to_read() -> None:
    places = [
        place(sentence(f"{OPENINGS[number]} so", 20), slot="one" if number < 10 else "two") for number in range(14)
    ]
    chosen = fit_letter(places, 200, "a posting")
    assert words(chosen[:10]) <= MAX_PARAGRAPH_WORDS
    assert words(chosen[10:]) > 0


# --- causes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_a_deed_that_points_at_the_trouble_stands_behind_it(seed: str) -> None:
    trouble = replace(sentence("Ash kept its own pool", 8), role="wall")
    deed = replace(sentence("Elm merged the pools", 8), traits={"points-back": 1.0})
    places = [replace(place(trouble, gain=-2.0), role="wall"), place(deed, needed=True)]
    assert fit_letter(places, 16, seed) == (trouble, deed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_result_stands_behind_the_whole_of_what_brought_it_about(seed: str) -> None:
    half = replace(sentence("Ash moved decoding", 8), traits={"short": 1.0})
    whole = sentence("Elm moved decoding and added scheduling", 10)
    result = replace(sentence("Oak fell by half", 6), role="result")
    told = fit_letter([place(half, whole, needed=True), replace(place(result, gain=4.0), role="result")], 16, seed)
    assert told == (whole, result)


# --- what a person settled --------------------------------------------------------------------------


def test_a_place_that_is_pinned_has_the_row_that_was_chosen_and_no_other_place_changes() -> None:
    places = many([8, 9, 10, 11])
    chosen = fit_letter(places, 45, "a posting")
    keys = {number: one.key if one else "" for number, one in enumerate(chosen)}
    assert fit_letter(pin(places, keys), 45, "a posting") == chosen
    other = next(one for one in places[1].candidates if one != chosen[1])
    told = fit_letter(pin(places, {**keys, 1: other.key}), 45, "a posting")
    assert told == (chosen[0], other, *chosen[2:])


def test_a_pin_that_fits_nothing_is_passed_over() -> None:
    places = many([8, 9])
    assert pin(places, {0: "no-such-row", 7: "row"}) == places
    assert pin([place(sentence("Ash", 8), needed=True)], {0: ""})[0].candidates


def test_nothing_stands_where_a_person_wants_nothing() -> None:
    assert fit_letter(pin(many([8, 9]), {0: ""}), 9, "a posting")[0] is None


def test_the_next_best_are_other_sentences_that_fit_behind_the_one_before() -> None:
    so = replace(sentence("So it ran", 8, row="so"), traits={"so": 1.0})
    first, second, again = sentence("Ash", 8, row="a"), sentence("Elm", 8, row="b"), sentence("Ash", 8, row="c")
    where = place(first, second, again, so)
    assert next_best(where, first, None) == [second]
    trouble = replace(sentence("It broke", 8), role="wall")
    assert {one.row for one in next_best(where, first, trouble)} == {"b", "so"}
    assert next_best(where, first, trouble, most=1) == [second] or next_best(where, first, trouble, most=1) == [so]
