from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.letter.trace import Tracer, plain
from tests.tailor.samples import gaps


def test_marked_text_becomes_spans() -> None:
    tracer = Tracer()
    text, trace = tracer.read(
        f"I own {tracer.mark('the buoy', 'profile', 'story.a.system')} at {tracer.mark('Visby', 'posting', 'title')}."
    )
    assert text == "I own the buoy at Visby."
    assert [(text[span.start : span.end], span.source, span.ref) for span in trace] == [
        ("I own ", "template", "template"),
        ("the buoy", "profile", "story.a.system"),
        (" at ", "template", "template"),
        ("Visby", "posting", "title"),
        (".", "template", "template"),
    ]


def test_marks_that_come_with_a_text_are_dropped() -> None:
    tracer = Tracer()
    tracer.mark("Feast", "profile", "story.a.tools")
    text, trace = tracer.read(tracer.mark("your \ue0000\ue001Feast\ue002 store", "posting", "posting[0:9]"))
    assert [(text[span.start : span.end], span.source) for span in trace] == [("your 0Feast store", "posting")]


def test_an_empty_text_stays_empty_so_that_templates_can_test_it() -> None:
    assert Tracer().mark("", "profile", "me.city") == ""


def test_plain_takes_the_marks_off() -> None:
    tracer = Tracer()
    marked = f"{tracer.mark('a', 'profile', 'x')} b {tracer.mark('c', 'posting', 'y')}"
    assert plain(marked) == "a b c"


def test_our_own_marks_in_a_users_text_do_no_harm() -> None:
    tracer = Tracer()
    for evil in (
        "\ue0000\ue001a",
        "\ue0009999\ue001a",
        "a\ue002b",
        "\ue000a\ue001b\ue002",
        "\ue001\ue002\ue000",
        "\ue0001\ue001\ue0000\ue001",
    ):
        text, trace = tracer.read(f"<{tracer.mark(evil, 'posting', 'posting[0:1]')}>")
        assert gaps(text, trace) == []
        assert (text[0], text[-1]) == ("<", ">")
        assert not any(mark in text for mark in "\ue000\ue001\ue002")
        assert trace[-1].source == "template"
        assert {span.source for span in trace[1:-1]} <= {"posting"}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["", "profile", "posting"])), max_size=8))
def test_the_spans_tile_any_text(pieces: list[tuple[str, str]]) -> None:
    tracer = Tracer()
    marked = ""
    for number, (piece, source) in enumerate(pieces):
        if source == "profile":
            marked += tracer.mark(piece, "profile", f"p{number}")
        elif source == "posting":
            marked += tracer.mark(piece, "posting", f"q{number}")
        else:
            marked += plain(piece)
    text, trace = tracer.read(marked)
    assert gaps(text, trace) == []
    assert text == plain(marked)
