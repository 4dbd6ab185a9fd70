"""The letter that comes of an answer: what stands, what is replaced, what is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jdparse import Kind
from tailor.brief.brief import write_brief
from tailor.brief.letter import Written, read_written
from tailor.errors import CallError
from tailor.letter.letter import Options
from tests.tailor.brief.writing import HONEST, analysis, brief
from tests.tailor.samples import full_profile


def written(answer: str) -> Written:
    return read_written(answer, brief(), analysis(), "--written")


def test_an_honest_letter_is_taken_as_it_is() -> None:
    made = written(HONEST)
    assert made.refused == ()
    assert "[f" not in made.letter.text
    assert made.letter.text.startswith("Dear Hiring Manager,\n\nAt Norrby Buses I run")
    assert made.letter.text.endswith("Kind regards,\nIlse Varga\n")
    assert len(made.letter.paragraphs) == 4
    assert made.letter.paragraph_two == 1


def test_the_trace_covers_the_text_and_names_facts_and_writer() -> None:
    letter = written(HONEST).letter
    assert "".join(letter.text[span.start : span.end] for span in letter.trace) == letter.text
    sources = {letter.text[span.start : span.end]: span.ref for span in letter.trace}
    assert sources["cut feature age from 19 hours to 55 seconds"] == "story.fares.result"
    assert "--written" in sources.values()


def test_a_lie_is_replaced_by_our_own_sentence_and_told() -> None:
    made = written(HONEST.replace("55 seconds", "5 seconds"))
    assert "5 seconds" not in made.letter.text.replace("55 seconds", "")
    assert "55 seconds" in made.letter.text
    note = next(note for note in made.letter.notes if note.startswith("written:"))
    assert "is replaced by ours" in note
    assert '"5 seconds"' in note
    assert made.struck == ()


def test_a_sentence_without_one_of_ours_is_left_out() -> None:
    made = written(HONEST.replace("Could we talk", "I hold a PhD from Stanford. Could we talk"))
    assert "Stanford" not in made.letter.text
    assert [one.held.said.text for one in made.struck] == ["I hold a PhD from Stanford."]
    assert any("is left out" in note for note in made.letter.notes)


def test_an_answer_of_which_nothing_stands_is_refused_in_one_line() -> None:
    with pytest.raises(CallError, match="none of its 1 sentences tells a fact"):
        written("I cut costs by 97%. [f6]")
    with pytest.raises(CallError, match="holds no letter"):
        written("I'm sorry, but I cannot help with that.")


def test_a_figure_that_was_reckoned_is_told_with_what_it_follows_from() -> None:
    said = "That cut feature age from 19 hours to 55 seconds."
    made = written(HONEST.replace(said, "Feature age fell by 99.9%."))
    assert "99.9%" in made.letter.text
    note = next(note for note in made.letter.notes if "reckoned" in note)
    assert '"99.9%"' in note
    assert "19 hours to 55 seconds" in note
    assert "(f6)" in note
    assert not any("reckoned" in note for note in written(HONEST).letter.notes)


def test_several_replaced_sentences_read_in_order_and_say_nothing_twice() -> None:
    spoiled = (
        HONEST.replace("p99 of 33 ms", "p99 of 3 ms")
        .replace("I moved the", "I patented the")
        .replace("19 hours to 55", "19 hours to 5")
    )
    letter = written(spoiled).letter
    order = ["33 ms", "410,000 euros", "19 hours old", "55 seconds", "the runbook", "nine days"]
    assert [letter.text.count(one) for one in order] == [1] * len(order)
    assert sorted(order, key=letter.text.index) == order


def test_the_system_is_named_before_a_sentence_says_what_it_does() -> None:
    lie = (
        "At Norrby Buses I patented the fare-fraud scoring service. [f1] It answers at a p99 of 33 ms at 700 QPS. [f2]"
    )
    first = HONEST.split(" It is a", 1)
    letter = written(f"{lie} It is a{first[1]}").letter
    assert "patented" not in letter.text
    assert letter.text.index("fare-fraud scoring service") < letter.text.index("It answers at")
    assert letter.text.count("33 ms") == 1


def test_an_employer_with_a_number_in_its_name_is_no_figure() -> None:
    named = replace(analysis(), posting=replace(analysis().posting, company="80 Harbour Farms"))
    options = Options(250, given=frozenset({"company"}))
    told = write_brief(named, full_profile(), options, {kind: named.highlight(kind) for kind in Kind})
    made = read_written(f"{HONEST}\n\n80 Harbour Farms wants features that stream.", told, named, "--written")
    assert made.refused == ()
