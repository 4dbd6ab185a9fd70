from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.letter.fill import Scene, fill_row, fill_rows, fill_text, usable
from tailor.letter.rows import Row, load_rows
from tailor.letter.said import Piece, Sentence, join_words, plain_words, say
from tailor.letter.trace import Tracer

SYSTEM = (Piece("the ranker", "profile", "story.a.system"),)


def row(text: str, *, when: tuple[str, ...] = (), unless: tuple[str, ...] = ()) -> Row:
    """A row of no file."""
    return Row(id="a-row", role="system", text=text, when=when, unless=unless)


def said(text: str, *flags: str, helped: bool = False, **slots: str) -> str:
    """The text with slots and verbs filled."""
    return plain_words(
        fill_text(text, Scene({name: (Piece(words),) for name, words in slots.items()}, flags, "a", helped))
    )


# --- which rows can be used -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "unless", "flags", "can"),
    [
        ((), (), (), True),
        (("past",), (), ("past",), True),
        (("past",), (), (), False),
        (("past", "near"), (), ("past",), False),
        ((), ("past",), ("past",), False),
        ((), ("past",), ("near",), True),
        (("near",), ("past",), ("near", "past"), False),
    ],
)
def test_a_row_is_used_where_its_flags_hold(
    when: tuple[str, ...], unless: tuple[str, ...], flags: tuple[str, ...], can: bool
) -> None:
    assert usable(row("I ran {system}.", when=when, unless=unless), Scene({"system": SYSTEM}, flags)) is can


def test_a_row_without_words_for_a_slot_is_not_used() -> None:
    assert not usable(row("I ran {system}."), Scene({}, ()))
    assert not usable(row("I ran {system}."), Scene({"system": ()}, ()))
    assert not usable(row("I ran {system} on {tool}."), Scene({"system": SYSTEM}, ()))
    assert usable(row("I {i:run} {system}."), Scene({"system": SYSTEM}, ()))


def test_the_rows_of_a_role_are_filled_in_the_files_order() -> None:
    scene = Scene({"owned": (Piece("training", "profile", "story.a.owned"),)}, {"present"}, "a")
    found = fill_rows("own", scene)
    assert [sentence.row for sentence in found] == [row.id for row in load_rows()["own"] if usable(row, scene)]
    assert found
    assert fill_rows("own", Scene({}, {"present"})) == []
    assert fill_rows("no-such-role", scene) == []


def test_a_sentence_knows_its_row_its_story_and_what_it_names() -> None:
    scene = Scene(
        {"system": SYSTEM, "tool": (Piece("Triton", "posting", "posting[0:6]"),)}, (), "a", traits={"near": 2.0}
    )
    sentence = fill_row(row("On {tool} I ran {system}."), scene)
    assert (sentence.role, sentence.row, sentence.story) == ("system", "a-row", "a")
    assert sentence.traits == {"near": 2.0, "says-tool": 1.0}
    assert sentence.pieces == (
        Piece("On "),
        Piece("Triton", "posting", "posting[0:6]"),
        Piece(" I ran "),
        *SYSTEM,
        Piece("."),
    )


def test_a_scene_gets_more_words_and_keeps_what_it_had() -> None:
    scene = Scene({"system": SYSTEM}, {"past"}, "a", True, {"near": 1.0})
    more = scene.with_words({"tool": (Piece("Triton"),)}, "near", far=0.5)
    assert set(more.slots) == {"system", "tool"}
    assert set(more.flags) == {"past", "near"}
    assert (more.story, more.helped, dict(more.traits)) == ("a", True, {"near": 1.0, "far": 0.5})
    assert set(scene.flags) == {"past"}
    assert set(scene.slots) == {"system"}


# --- verbs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "flags", "words"),
    [
        ("I {i:run} it.", ("present",), "I run it."),
        ("I {i:run} it.", ("past",), "I ran it."),
        ("I {i:own} it.", ("past",), "I owned it."),
        ("It {it:save} hours.", ("present",), "It saves hours."),
        ("It {it:save} hours.", ("past",), "It saved hours."),
        ("It {it:carry} mail.", ("present",), "It carries mail."),
        ("The design {be:it} old.", ("present", "design-plural"), "The design is old."),
        ("The design {be:it} old.", ("past",), "The design was old."),
        ("The rules {be:rules} plain.", ("present",), "The rules are plain."),
        ("The rules {be:rules} plain.", ("past",), "The rules were plain."),
        ("There {be:owned} mine.", ("present",), "There is mine."),
        ("There {be:owned} mine.", ("present", "owned-plural"), "There are mine."),
        ("There {be:owned} mine.", ("past", "owned-plural"), "There were mine."),
        ("There {be:owned} mine.", ("past", "playbook-plural"), "There was mine."),
        ("It {it_list:gate} it.", ("present",), "It gates it."),
        ("They {i_list:keep} it.", ("past", "playbook-plural"), "They kept it."),
    ],
)
def test_a_verb_agrees_with_its_subject_and_its_time(text: str, flags: tuple[str, ...], words: str) -> None:
    assert said(text, *flags) == words


@pytest.mark.parametrize(("flag", "words"), [("present", "I work on it."), ("past", "I worked on it.")])
def test_who_helped_did_not_run_it(flag: str, words: str) -> None:
    assert said("I {i:run} it.", flag, helped=True) == words
    assert said("I {i:build} it.", "past", helped=True) == "I built it."


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("It is {did}.", "done.", "It is done."),
        ("It is {did}.", "done?", "It is done?"),
        ("It is {did}.", "done!", "It is done!"),
        ("It is {did}.", "done", "It is done."),
        ("It is {did}", "done.", "It is done."),
        ("{did}", "a.b", "a.b"),
    ],
)
def test_a_sentence_is_closed_once(text: str, words: str, whole: str) -> None:
    assert said(text, did=words) == whole


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_a_filling_is_never_read_as_a_row(first: str, second: str) -> None:
    assert said("A {system} b {did} c", system=first, did=second) == f"A {first} b {second} c"


def test_a_sentence_begins_with_a_capital_and_keeps_its_sources() -> None:
    sentence = Sentence((Piece("the ranker", "profile", "story.a.system"), Piece(" runs.")), "system", "a-row")
    assert sentence.text == "The ranker runs."
    assert sentence.words == 3
    tracer = Tracer()
    text, trace = tracer.read(sentence.marked(tracer))
    assert text == sentence.text
    assert [(text[span.start : span.end], span.source, span.ref) for span in trace] == [
        ("The ranker", "profile", "story.a.system"),
        (" runs.", "template", "template"),
    ]


def test_a_fact_is_three_words_of_the_record() -> None:
    pieces = (
        Piece("The card-fraud ranker", "profile"),
        Piece(" and "),
        Piece("two words", "profile"),
        Piece("your own ranking models", "posting"),
    )
    assert Sentence(pieces, "system", "a-row").facts == {"the card-fraud ranker"}


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a, x", "b"], "a, x, and b"),
        (["a, x", "b", "c"], "a, x; b, and c"),
    ],
)
def test_a_list_becomes_a_phrase(items: list[str], words: str) -> None:
    assert plain_words(join_words([(Piece(item, "profile"),) for item in items])) == words


def test_words_are_said_with_their_sources() -> None:
    assert say("On {tool} now", tool=(Piece("{did}", "option", "--tool"),)) == (
        Piece("On "),
        Piece("{did}", "option", "--tool"),
        Piece(" now"),
    )
