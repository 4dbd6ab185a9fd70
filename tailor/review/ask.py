"""The applicant looks at the highlights: keep, pick another, type one's own, or none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import click

from jdparse import LOW_CONFIDENCE, Analysis, Highlight, Kind
from tailor.errors import CallError
from tailor.highlights.metric import prefer_measurable
from tailor.letter.match import prefer_known_tool
from tailor.profile.story import Story
from tailor.review.choose import BACK, EXAMPLES, NONE, choose
from tailor.show.analysis import highlight_lines, in_context
from tailor.terminal import page_width

#: What a person who is asked may say instead of an answer; never words for a letter.
_YES, _NO = frozenset({"y", "yes", "ok", "keep"}), frozenset({"n", "no", "?", "help"})


def review(
    analysis: Analysis,
    wishes: Mapping[Kind, str],
    ask: Callable[[str], str] | None,
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
    if ask is not None:
        chosen |= _asked(analysis, [kind for kind in Kind if kind not in wishes], ask)
    return {kind: chosen[kind] for kind in Kind}


def _asked(analysis: Analysis, kinds: Sequence[Kind], ask: Callable[[str], str]) -> dict[Kind, Highlight | None]:
    """What the person at the terminal chooses for these kinds, one question after the other."""
    answers: dict[Kind, Highlight | None] = {}
    number = 0
    while number < len(kinds):
        kind = kinds[number]
        _show(analysis, kind)
        try:
            answers[kind] = _answer(analysis, kind, ask, kinds[number - 1] if number else None)
        except _GoBack:
            number -= 1
            continue
        number += 1
    return answers


class _GoBack(Exception):
    """The person wants the question before this one again."""


def _show(analysis: Analysis, kind: Kind) -> None:
    """Tell on standard error what there is to choose from."""
    highlight = analysis.highlight(kind)
    width = page_width(sys.stderr)
    if highlight is None:
        noted = any(note.startswith(f"{kind.value}:") for note in analysis.notes)
        said = f"The posting states no {kind.value}." if noted else f"The {kind.value} was left out."
        click.echo(f"\n{said}", err=True)
        return
    click.echo("\n" + "\n".join(highlight_lines(highlight, width=width)), err=True)
    if not highlight.evidence.typed:
        click.echo("Where 1 stands:", err=True)
        click.echo(in_context(analysis.posting.text, highlight.evidence, width), err=True)
    if highlight.confidence < LOW_CONFIDENCE:
        sure = f"{highlight.confidence:.0%}"
        click.echo(click.style(f"Not sure of this one ({sure}): look at the others too.", fg="yellow"), err=True)


def _answer(analysis: Analysis, kind: Kind, ask: Callable[[str], str], before: Kind | None) -> Highlight | None:
    """What the person answers, asked again until it is an answer.

    Raises:
        _GoBack: They want the question before, about `before`, again.
    """
    highlight = analysis.highlight(kind)
    keep = (
        "Enter keeps 1, a number picks, your own words replace it"
        if highlight
        else "Enter leaves it out, or type your own words"
    )
    example = f"{'2, or: ' if highlight and highlight.alternatives else ''}{EXAMPLES[kind]}"
    back = f"; {BACK} returns to the {before.value}" if before else ""
    click.echo(f"For example: {example}{back}", err=True)
    while True:
        answer = ask(f"{kind.value}: {keep}{f', {NONE} leaves it out' if highlight else ''}").strip()
        if answer.lower() in {"", *_YES}:
            return replace(highlight, confidence=1.0) if highlight else None
        if answer.lower() == BACK:
            if before is None:
                click.echo("this is the first question", err=True)
                continue
            raise _GoBack
        if answer.lower() in _NO:
            click.echo(f"type {NONE} to leave the {kind.value} out, or say what to answer in its place", err=True)
            continue
        try:
            chosen = choose(analysis, kind, answer)
        except CallError as error:
            click.echo(str(error).replace(f"--{kind.value} ", ""), err=True)
            continue
        if chosen is not None and chosen.evidence.typed:
            click.echo(f"taken as your own words, about {chosen.evidence.category}", err=True)
        return chosen
