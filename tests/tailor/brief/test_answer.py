"""What stands around a letter in an answer, and which facts each sentence names."""

from __future__ import annotations

import json

import pytest

from tailor.brief.answer import read_answer

LETTER = "At Norrby Buses I run the scoring service. [f1] It answers in 33 ms. [f2]\n\nCould we talk next week?"
SENTENCES = [
    ("At Norrby Buses I run the scoring service.", ("f1",)),
    ("It answers in 33 ms.", ("f2",)),
    ("Could we talk next week?", ()),
]


def told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(said.text, said.cites) for said in read_answer(text).sentences]


@pytest.mark.parametrize(
    "answer",
    [
        LETTER,
        f"Here is your letter:\n\n{LETTER}",
        f"Sure! Here is the letter.\n\nDear Hiring Manager,\n\n{LETTER}\n\nKind regards,\nIlse Varga\n\nLet me know if you want changes!",
        f"As an AI, I have kept to the facts.\n\n{LETTER}\n\nNote: each sentence names its facts.",
        f"```text\n{LETTER}\n```",
        f"# Cover letter\n\n{LETTER}\n\n---\nWord count: 21",
        f'"{LETTER}"',
        f"<think>The user wants f1 and f2. [f9]</think>\n{LETTER}",
        LETTER.replace("scoring service", "**scoring service**"),
        LETTER.replace(". [f1]", " [f1].").replace(". [f2]", " (f2)."),
        "> " + LETTER.replace("\n\n", "\n>\n> "),
    ],
)
def test_what_stands_around_a_letter_is_taken_off(answer: str) -> None:
    assert told(answer) == SENTENCES


def test_a_letter_in_json_is_read() -> None:
    sentences = [{"text": text, "facts": list(cites)} for text, cites in SENTENCES]
    assert told(json.dumps({"sentences": sentences})) == SENTENCES
    assert told("```json\n" + json.dumps({"letter": LETTER}) + "\n```") == SENTENCES
    assert told(json.dumps(LETTER.split("\n\n"))) == SENTENCES


@pytest.mark.parametrize(
    "mark", ["[f1 f2 f3]", "[f1, f2, f3]", "[F1][f2] [f3]", "(f1; f2 and f3)", "[f1-f3]", "[facts: f1, f2, f3]"]
)
def test_facts_are_named_in_many_ways(mark: str) -> None:
    assert told(f"I run it. {mark} I own it. [f8]") == [("I run it.", ("f1", "f2", "f3")), ("I own it.", ("f8",))]


def test_a_stop_with_a_mark_behind_it_ends_a_sentence() -> None:
    assert told("p95 fell from 3.6 s to 1.4 s. [f6] That work paid off. [f7]") == [
        ("p95 fell from 3.6 s to 1.4 s.", ("f6",)),
        ("That work paid off.", ("f7",)),
    ]


def test_two_marks_behind_a_stop_end_one_sentence() -> None:
    assert told("p95 fell to 1.4 s. [f6][f7] that paid off.") == [
        ("p95 fell to 1.4 s.", ("f6", "f7")),
        ("that paid off.", ()),
    ]


def test_brackets_that_name_no_fact_stay() -> None:
    assert told("I run it [see above]. [f1]") == [("I run it [see above].", ("f1",))]


@pytest.mark.parametrize(
    "nothing", ["", "   \n", "Sure!", "I'm sorry, but I cannot help with that.", "[]", "{}", "``` \n```", "***"]
)
def test_an_answer_without_a_letter_has_no_sentences(nothing: str) -> None:
    assert told(nothing) == []


def test_an_initial_ends_no_sentence() -> None:
    assert told("D. E. Varga Labs runs it. [p1] I own it. [f8]") == [
        ("D. E. Varga Labs runs it.", ("p1",)),
        ("I own it.", ("f8",)),
    ]
