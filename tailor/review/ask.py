"""The applicant looks at the highlights: keep, pick another, type one's own, or none; and goes back as often as they like."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from jdparse import Analysis, Evidence, Highlight, Kind
from tailor.errors import CallError
from tailor.highlights.metric import prefer_measurable
from tailor.letter.match import prefer_known_tool
from tailor.profile.story import Story
from tailor.review.choose import choose
from tailor.review.question import Question, said_of, shortened_row, standing
from tailor.terminal import page_rows, page_width
from tailor.terminal.answerer import Ask
from tailor.terminal.echo import echo
from tailor.terminal.lines import wrapped
from tailor.terminal.orders import BACK, EXPLAIN, NONE, QUIT, Leave, Order, read_order, yes_or_no
from tailor.terminal.safe import one_line, unreadable

_LEFT = "Left; no letter was written."
#: A number as people write one.
_NUMBER = re.compile(r"[#(]?\s*([0-9]+)\s*[.)]?")
#: So many lines of a person's own words are said back.
_MOST_SAID = 3
_UNREADABLE = "That holds what is no readable character (an arrow key, perhaps); type it again."


def review(
    analysis: Analysis,
    wishes: Mapping[Kind, str],
    ask: Ask | None,
    stories: Sequence[Story] = (),
    *,
    settled: bool = False,
) -> dict[Kind, Highlight | None]:
    """The highlights after the review.

    Args:
        analysis: What was found.
        wishes: What the options ask for, by kind.
        ask: Puts a question to the person at the terminal; None when nobody is there.
        stories: The profile's; where nobody chooses, a tool that one of them ran on goes before its equals.
        settled: Whether an earlier run settled the highlights, so that where nobody chooses none is preferred again.
    """
    chosen = {kind: analysis.highlight(kind) for kind in Kind}
    if ask is None and not settled:
        chosen[Kind.METRIC] = prefer_measurable(chosen[Kind.METRIC])
        chosen[Kind.TOOL] = prefer_known_tool(chosen[Kind.TOOL], stories)
    chosen |= {kind: choose(analysis, kind, wish) for kind, wish in wishes.items()}
    kinds = [kind for kind in Kind if kind not in wishes]
    if ask is not None and kinds:
        chosen |= _asked(analysis, chosen, kinds, ask)
    return {kind: chosen[kind] for kind in Kind}


def ask_again(
    analysis: Analysis, chosen: Mapping[Kind, Highlight | None], kind: Kind, ask: Ask
) -> dict[Kind, Highlight | None]:
    """The highlights after one of them was asked about anew; `back` leaves it as it was.

    Args:
        analysis: What was found.
        chosen: What is answered as things stand.
        kind: Which one is asked about.
        ask: Puts a question to the person at the terminal.
    """
    question = Question(analysis, kind, chosen[kind], before="menu").at_kept()
    try:
        return {**chosen, kind: _answer(question, ask)}
    except _GoBack:
        return dict(chosen)


class _GoBack(Exception):
    """The person wants what was asked before this again."""


class _LeftOut(Exception):
    """The person wants the highlight left out."""


def _asked(
    analysis: Analysis, found: Mapping[Kind, Highlight | None], kinds: Sequence[Kind], ask: Ask
) -> dict[Kind, Highlight | None]:
    """What the person at the terminal chooses for these kinds, one question after the other, and a last look at all three."""
    answers = dict(found)
    number, end = 0, len(kinds)
    looked = False
    while True:
        try:
            if number == end:
                looked = True
                again = _last_look(answers, kinds, ask)
                if again is None:
                    return answers
                number = kinds.index(again)
            before = "list of all three" if looked else kinds[number - 1].value if number else ""
            question = Question(analysis, kinds[number], answers[kinds[number]], f"{number + 1} of {end}", before)
            answers[kinds[number]] = _answer(question.at_kept(), ask)
            number = end if looked else number + 1
        except _GoBack:
            # Why: from the list of all three one goes back through the questions, from one of them to the list.
            number, looked = (end - 1, False) if number == end else (end, True) if looked else (number - 1, False)


def _answer(question: Question, ask: Ask) -> Highlight | None:
    """What the person answers.

    Raises:
        _GoBack: They want what was asked before.
        Leave: They leave.
    """
    try:
        return _decided(question, ask)
    except _LeftOut:
        _show([f"The {question.kind.value} is left out."])
        return None


def _decided(question: Question, ask: Ask) -> Highlight | None:
    """The answer, asked for until it is one; what is said of a wrong one stands above the question.

    Raises:
        _LeftOut: They want none; the others are those of `_answer`.
    """
    said: list[str] = []
    while True:
        width, rows = page_width(sys.stderr), page_rows(sys.stderr)
        _show([*said, *question.lines(width, rows - len(said) - 2)])
        said = []
        typed = ask(question.prompt).strip()
        order = read_order(typed)
        if not typed or yes_or_no(typed):
            return question.now and replace(question.now, confidence=1.0)
        if order is Order.LEAVE:
            raise Leave(_LEFT)
        if order is Order.SKIP:
            raise _LeftOut
        if order is Order.BACK and question.before:
            raise _GoBack
        if order is Order.MORE and question.choices:
            question = question.further()
        elif order in {Order.EXPLAIN, Order.BACK, Order.MORE}:
            first = "This is the first question." if order is Order.BACK else ""
            said = wrapped(first, width) or question.help_lines(width)
        elif shown := _place_of(question, typed, width):
            said = shown
        else:
            said, chosen = _chosen(question, typed, ask)
            if chosen is not None:
                return chosen


def _place_of(question: Question, typed: str, width: int) -> list[str]:
    """Where the choice of a number behind a question mark stands, in more room than the question has for it."""
    asked = re.fullmatch(rf"{re.escape(EXPLAIN)}\s*([0-9]+)|([0-9]+)\s*{re.escape(EXPLAIN)}", typed)
    number = int(asked[1] or asked[2]) if asked else 0
    if not 1 <= number <= len(question.choices):
        return []
    evidence = question.choices[number - 1]
    return (
        wrapped(said_of(evidence), width)
        if evidence.typed
        else standing(question.analysis, evidence, number - 1, width, 9)
    )


def _chosen(question: Question, typed: str, ask: Ask) -> tuple[list[str], Highlight | None]:
    """What a number, a category or a person's own words choose, these once they are sure; or what is to be said of them instead."""
    width = page_width(sys.stderr)
    if unreadable(typed):
        return wrapped(_UNREADABLE, width), None
    if yes_or_no(typed) is False:
        return wrapped(
            f"Say what to answer in its place, or {NONE} to leave the {question.kind.value} out.", width
        ), None
    try:
        number = _NUMBER.fullmatch(typed)
        chosen = choose(question.analysis, question.kind, number[1] if number else typed)
    except CallError as error:
        return wrapped(str(error).replace(f"--{question.kind.value} ", ""), width), None
    same = next((n for n, choice in enumerate(question.choices, 1) if chosen and _same(chosen.evidence, choice)), 0)
    if chosen is not None and same and number is None and typed.casefold() == chosen.evidence.category:
        _show(wrapped(f"{typed}: that is {same}, {said_of(chosen.evidence)}", width, most=_MOST_SAID))
    if chosen is None or same:
        return [], chosen
    return ([], chosen) if _sure(question, chosen.evidence, ask) else ([], None)


def _same(one: Evidence, other: Evidence) -> bool:
    return (one.span, one.quote.casefold()) == (other.span, other.quote.casefold())


def _sure(question: Question, evidence: Evidence, ask: Ask) -> bool:
    """Whether a person means what they typed: their words are said back, with what the posting says of them."""
    width = page_width(sys.stderr)
    words = one_line(evidence.quote)
    about = "" if question.kind is Kind.TOOL else f", read as {evidence.category}"
    lines = wrapped(f'Your own words{about}: "{words}"', width, most=_MOST_SAID)
    if evidence.typed:
        missing = (
            f"The posting does not name {words}." if question.kind is Kind.TOOL else "The posting does not say so."
        )
        lines += [click.style(line, fg="yellow") for line in wrapped(missing, width, most=_MOST_SAID)]
    while True:
        _show(["", *lines])
        typed = ask("take these words (y or n)").strip()
        order, sure = read_order(typed), yes_or_no(typed)
        if order is Order.LEAVE:
            raise Leave(_LEFT)
        if order is Order.SKIP:
            raise _LeftOut
        if sure is not None or not typed or order is Order.BACK:
            return bool(sure)
        _show(wrapped("Answer y to use these words, or n to be asked again.", width))


def _last_look(answers: Mapping[Kind, Highlight | None], kinds: Sequence[Kind], ask: Ask) -> Kind | None:
    """Which kind the person wants to be asked about once more; None where all is well.

    Raises:
        _GoBack: They want the last question again.
        Leave: They leave.
    """
    width = page_width(sys.stderr)
    rows = [
        shortened_row(kind.value, said_of(highlight.evidence) if highlight else "left out", width)
        for kind, highlight in answers.items()
    ]
    names = ", ".join(kind.value for kind in kinds)
    how = f"Enter writes the letter; {names} or {BACK} asks again; {QUIT} leaves."
    said: list[str] = []
    while True:
        _show([*said, "", "The letter answers:", *rows, *wrapped(how, width)])
        typed = ask("write it (Enter)").strip()
        order = read_order(typed)
        if not typed or yes_or_no(typed):
            return None
        if order is Order.LEAVE:
            raise Leave(_LEFT)
        if order is Order.BACK or yes_or_no(typed) is False:
            raise _GoBack
        wanted = next((kind for kind in kinds if kind.value.startswith(typed.casefold())), None)
        if wanted is not None:
            return wanted
        said = (
            []
            if order is Order.EXPLAIN
            else wrapped(f"There is nothing to answer here but Enter, {names}, {BACK} or {QUIT}.", width)
        )


def _show(lines: Sequence[str]) -> None:
    """Lines on standard error."""
    echo("\n".join(lines), err=True, styled=True)
