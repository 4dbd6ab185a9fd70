"""The applicant looks at the highlights: keep, pick another, type one's own, or none."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import click

from jdparse import LOW_CONFIDENCE, Analysis, Evidence, Highlight, Kind, typed_evidence
from tailor.errors import CallError
from tailor.match import prefer_known_tool
from tailor.phrasing import turn_metric, turn_pain
from tailor.profile import Story
from tailor.terminal import page_width
from tailor.views import highlight_lines, in_context

#: A runner-up this much below the first pain serves nearly as well (log-odds).
MAX_PAIN_GAP = 1.8
#: The same for a metric.
MAX_METRIC_GAP = 2.0
#: What a person types to leave a highlight out.
NONE = "none"


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
    analysis: Analysis, wishes: Mapping[Kind, str], ask: Callable[[str], str] | None, stories: Sequence[Story] = ()
) -> dict[Kind, Highlight | None]:
    """The highlights after the review.

    Args:
        analysis: What was found.
        wishes: What the options ask for, by kind.
        ask: Puts a question to the person at the terminal; None when nobody is there.
        stories: The profile's; where nobody chooses, a tool that one of them ran on goes before its equals.
    """
    chosen: dict[Kind, Highlight | None] = {}
    for kind in Kind:
        if kind in wishes:
            chosen[kind] = choose(analysis, kind, wishes[kind])
        elif ask is None:
            found = analysis.highlight(kind)
            if kind is Kind.TOOL:
                found = prefer_known_tool(found, stories)
            elif kind is Kind.PAIN:
                found = prefer_sayable(found, analysis.posting.company)
            elif kind is Kind.METRIC:
                found = prefer_measurable(found)
            chosen[kind] = found
        else:
            chosen[kind] = _asked(analysis, kind, ask)
    return chosen


def prefer_sayable(pain: Highlight | None, company: str) -> Highlight | None:
    """The pain that the letter should answer where nobody chooses: a near equal if the first can only be quoted.

    Why: readers accept three or four sentences of a posting; one that a letter can say in its own grammar reads better
    than a quotation of another.
    """
    if pain is None or turn_pain(pain.evidence.quote, company).shape not in {"quote", "fragment"}:
        return pain
    for other in pain.alternatives:
        near = pain.evidence.score - other.score <= MAX_PAIN_GAP
        if near and turn_pain(other.quote, company).shape not in {"quote", "fragment"}:
            return pain.answering(other)
    return pain


def prefer_measurable(metric: Highlight | None) -> Highlight | None:
    """The metric that the letter should answer where nobody chooses: a near equal if the first is no noun to measure."""
    if metric is None or turn_metric(metric.evidence.quote)[0] != "word":
        return metric
    for other in metric.alternatives:
        near = metric.evidence.score - other.score <= MAX_METRIC_GAP
        if near and turn_metric(other.quote)[0] != "word":
            return metric.answering(other)
    return metric


def _asked(analysis: Analysis, kind: Kind, ask: Callable[[str], str]) -> Highlight | None:
    highlight = analysis.highlight(kind)
    width = page_width(sys.stderr)
    if highlight is None:
        click.echo(f"\nThe posting states no {kind.value}.", err=True)
    else:
        click.echo("\n" + "\n".join(highlight_lines(highlight, width=width)), err=True)
        click.echo(in_context(analysis.posting.text, highlight.evidence, width), err=True)
        if highlight.confidence < LOW_CONFIDENCE:
            sure = f"{highlight.confidence:.0%}"
            click.echo(click.style(f"Not sure of this one ({sure}): look at the others too.", fg="yellow"), err=True)
    while True:
        keep = (
            "Enter keeps 1, a number picks, your own words replace it"
            if highlight
            else "Enter leaves it out, or type your own words"
        )
        answer = ask(f"{kind.value}: {keep}{', none leaves it out' if highlight else ''}")
        if not answer.strip():
            return replace(highlight, confidence=1.0) if highlight else None
        try:
            return choose(analysis, kind, answer)
        except CallError as error:
            click.echo(str(error).replace(f"--{kind.value} ", ""), err=True)
