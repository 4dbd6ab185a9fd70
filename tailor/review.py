"""The applicant looks at the highlights: keep, pick another, type one's own, or none."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import click

from jdparse import LOW_CONFIDENCE, Analysis, Evidence, Highlight, Kind, typed_evidence
from tailor.errors import CallError
from tailor.letter.answer import prefer_measurable
from tailor.letter.match import prefer_known_tool
from tailor.profile import Story
from tailor.terminal import page_width
from tailor.views import highlight_lines, in_context

#: What a person types to leave a highlight out, and to have the question before again.
NONE, BACK = "none", "back"
#: What a person who is asked may say instead of an answer; never words for a letter.
_YES, _NO = frozenset({"y", "yes", "ok", "keep"}), frozenset({"n", "no", "?", "help"})
#: Own words as a letter can use them, of each kind.
_EXAMPLES: Mapping[Kind, str] = {
    Kind.PAIN: "Cut the latency of our ranking models",
    Kind.METRIC: "cost per prediction",
    Kind.TOOL: "Kubeflow",
}


def choose(analysis: Analysis, kind: Kind, wish: str) -> Highlight | None:
    """The highlight that a number, a category, "none" or typed words ask for.

    Raises:
        CallError: No runner-up has that number.
    """
    current = analysis.highlight(kind)
    if wish.strip().lower() == NONE:
        return None
    ranked = (current.evidence, *current.alternatives) if current else ()
    if re.fullmatch(r"[0-9]+", wish.strip()):
        number = int(wish)
        if not 1 <= number <= len(ranked):
            counted = f"there are {len(ranked)} to choose from" if ranked else "the posting offers none"
            raise CallError(f"--{kind.value} {wish}: {counted}; give a number from the list, your own words, or none")
        return _with(kind, ranked[number - 1], ranked)
    if kind is not Kind.TOOL and (said := _said_of_category(wish.strip(), ranked)):
        return _with(kind, said, ranked)
    if not re.search(r"\w", wish):
        raise CallError(f"--{kind.value}: holds no word; give a number, your own words, or none")
    return _with(kind, typed_evidence(analysis.posting, kind, wish.strip()), ranked)


def _said_of_category(wish: str, ranked: Sequence[Evidence]) -> Evidence | None:
    """What the posting says that is of the category `wish`; nothing where it says just this word, which is then meant."""
    if any(evidence.quote.casefold() == wish.casefold() for evidence in ranked):
        return None
    return next((evidence for evidence in ranked if evidence.category == wish), None)


def _with(kind: Kind, evidence: Evidence, ranked: tuple[Evidence, ...]) -> Highlight:
    said = (evidence.name or evidence.quote).casefold()
    return Highlight(kind, evidence, tuple(other for other in ranked if (other.name or other.quote).casefold() != said))


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
    example = f"{'2, or: ' if highlight and highlight.alternatives else ''}{_EXAMPLES[kind]}"
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
