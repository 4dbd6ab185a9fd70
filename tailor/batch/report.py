"""The report as one page: what the postings ask for, each posting with its highlights, and how the applicant's stories answer them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jdparse import Kind
from tailor.batch.counts import Counts, Gap
from tailor.batch.pages import link, name_of, page
from tailor.batch.plots import Plot, Series, svg
from tailor.batch.seen import MEANINGS, Asked, Fit, Seen, State

#: A longer quotation is cut, and whole once it is opened.
_MOST_QUOTED = 90
#: So many gaps of a kind are shown.
_MOST_GAPS = 15
#: The matrix has so many shades above the lightest.
_SHADES = 5
_TITLES = {Kind.PAIN: "Pains asked for", Kind.METRIC: "Metrics asked for", Kind.TOOL: "Tools asked for"}


@dataclass(frozen=True, slots=True)
class Row:
    """A posting as the page shows it.

    Attributes:
        seen: What is known of it.
        title: Its title, or what else it is called.
        link: Its file, from where the page lies; empty for none.
        place: Which one of its file, where that holds several.
        asked: Its highlights.
        fits: The stories with the shade of each.
    """

    seen: Seen
    title: str
    link: str
    place: str
    asked: tuple[tuple[Kind, Asked | None], ...]
    fits: tuple[tuple[Fit, int], ...]

    @property
    def order(self) -> int:
        """Where its state stands among the others."""
        return list(State).index(self.seen.state) if self.seen.state else 0

    @staticmethod
    def short(quote: str) -> str:
        """A quotation, cut between words."""
        return textwrap.shorten(quote, _MOST_QUOTED, placeholder=" \u2026")


def report_page(counts: Counts, at: Path) -> str:
    """The report.

    Args:
        counts: What was found.
        at: Where the page will lie.
    """
    from markupsafe import Markup

    rows = _rows(counts, at)
    told = counts.told()
    values = {
        "counts": counts,
        "profile": counts.profile is not None,
        "stories": [story.name for story in counts.profile.stories] if counts.profile else [],
        "states": tuple(State),
        "meanings": MEANINGS,
        "asked_most": told[0][0] if told and counts.postings else "",
        # The drawing is the program's own; what it says was escaped when it was drawn.
        "plots": [(plot, Markup(svg(plot))) for plot in plots(counts)],  # noqa: S704
        "silent": [(kind.value, counts.postings - sum(counts.asked[kind].first.values())) for kind in Kind],
        "rows": rows,
        "most_quoted": _MOST_QUOTED,
        "missing": [(kind, gaps[:_MOST_GAPS], len(gaps[_MOST_GAPS:])) for kind, gaps in _gaps(counts)],
    }
    return page("report.html", values)


def plots(counts: Counts) -> Iterator[Plot]:
    """What is drawn; a kind that no posting states is not."""
    parts = (Series("the highlight", "strong"), Series("a runner-up", "pale"))
    for kind in Kind:
        bars = tuple((name, (first, besides)) for _, name, first, besides in counts.asked[kind].ranked())
        if bars:
            yield Plot(kind.value, _TITLES[kind], "postings", parts, bars)
    told = [(story, tuple(states.values())) for story, states in counts.told() if any(states.values())]
    if told:
        yield Plot("story", "Which story fits best", "postings", tuple(Series(state.value, state.value) for state in State), tuple(told))  # fmt: skip


def _gaps(counts: Counts) -> Iterator[tuple[Kind, list[Gap]]]:
    for kind in (Kind.PAIN, Kind.TOOL):
        yield kind, counts.gaps(kind)


def _rows(counts: Counts, at: Path) -> list[Row]:
    kept = counts.rows()
    scores = [fit.score for seen in kept for fit in seen.fits]
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    links: dict[str, str] = {}

    def row(seen: Seen) -> Row:
        if seen.source not in links:
            links[seen.source] = link(seen.source, at)
        behind = seen.id.removeprefix(f"{seen.source}:")
        place = "" if seen.id == seen.source else behind if behind == seen.id else f"row {behind}"
        fits = tuple((fit, _shade(fit.score, low, high)) for fit in seen.fits)
        asked = tuple((kind, seen.asked.get(kind)) for kind in Kind)
        title = textwrap.shorten(seen.title, _MOST_QUOTED, placeholder=" \u2026") or name_of(seen.id, seen.source)
        return Row(seen, title, links[seen.source], "" if place == title else place, asked, fits)

    return [row(seen) for seen in kept]


def _shade(score: float, low: float, high: float) -> int:
    return round(_SHADES * (score - low) / (high - low)) if high > low else 0
