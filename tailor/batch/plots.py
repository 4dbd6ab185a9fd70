"""Bars as SVG that stands inside a page: drawn by matplotlib, its text left as text, its colours those of the page's own scheme."""

from __future__ import annotations

import io
import logging
import re
import textwrap
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tailor.errors import CallError
from tailor.terminal.safe import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: More bars are not taken in at a glance; the rest is one bar.
MOST_BARS = 15
#: The drawing's width in its own units: on a phone it is shown at about its size, so that its letters are 11 to 12 pixels high.
_WIDTH = 380
_POINTS = 72
#: Heights in the same units: of a bar, of one whose name takes two lines, and of the title, the axis and its name together.
_BAR, _TALL_BAR, _AROUND = 25, 32, 84
_LETTERS = 12
#: A longer name of a bar takes a second line, and is cut after that.
_MOST_LETTERS = 22
#: What matplotlib draws with, and what the page calls it; the numbers only have to be unlike each other.
_COLOURS: Mapping[str, str] = {
    "ink": "#010101", "soft": "#020202", "line": "#030303", "strong": "#040404", "pale": "#050505",
    "ready": "#060606", "thin": "#070707", "missing": "#080808",
}  # fmt: skip
_FONT = "DejaVu Sans"
_XLINK = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class Series:
    """A part of each bar.

    Attributes:
        name: What it counts.
        colour: One of the page's: ``strong``, ``pale``, ``ready``, ``thin``, ``missing``.
    """

    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Ranked bars, each of one or more parts.

    Attributes:
        id: Tells its parts from those of another on the page.
        title: What it shows.
        axis: What is counted.
        series: The parts.
        bars: A name and a number for each part, the longest first.
    """

    id: str
    title: str
    axis: str
    series: tuple[Series, ...]
    bars: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def shown(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The bars that are drawn."""
        return self.bars[:MOST_BARS]

    @property
    def others(self) -> str:
        """What is not drawn, in words; empty where all is."""
        rest = self.bars[MOST_BARS:]
        if not rest:
            return ""
        sums = tuple(map(sum, zip(*(numbers for _, numbers in rest), strict=True)))
        return f"{len(rest):,} other{'s' if len(rest) > 1 else ''}, together {numbers_said(sums)}"

    @property
    def told(self) -> str:
        """The plot in words, for who cannot see it."""
        bars = [f"{name} {numbers_said(numbers)}" for name, numbers in self.shown]
        what = " + ".join(one.name for one in self.series)
        return one_line(f"{self.title}. {self.axis}, {what}: {'; '.join([*bars, *filter(None, [self.others])])}.")


def numbers_said(numbers: Sequence[int]) -> str:
    """The parts of a bar: ``12 + 8``, or ``12`` where nothing is to be added."""
    kept = numbers if any(numbers[1:]) else numbers[:1]
    return " + ".join(f"{number:,}" for number in kept)


def check_plots() -> None:
    """Complain before any work is done if nothing can be drawn.

    Raises:
        CallError: matplotlib is not installed.
    """
    if find_spec("matplotlib") is None:
        raise CallError("--report: its plots need matplotlib; install it with: pip install 'jdtailor[report]'")


def svg(plot: Plot) -> str:
    """A plot as an ``svg`` element; the same plot gives the same text."""
    with _settings(plot.id):
        figure = _drawn(plot)
        out = io.BytesIO()
        figure.savefig(
            out, format="svg", transparent=True, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type"))
        )
    return _inside_a_page(out.getvalue(), plot)


@contextmanager
def _settings(salt: str) -> Iterator[None]:
    # Why: it would tell of the list of fonts that it makes when it is first used.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib

    ours: Any = {
        "svg.fonttype": "none", "svg.hashsalt": salt, "font.family": "sans-serif", "font.sans-serif": [_FONT],
        "font.size": _LETTERS, "axes.titlesize": _LETTERS + 2, "axes.titleweight": "bold", "axes.titlelocation": "left",
        "text.color": _COLOURS["ink"], "axes.labelcolor": _COLOURS["soft"], "axes.edgecolor": _COLOURS["line"],
        "xtick.color": _COLOURS["soft"], "ytick.labelcolor": _COLOURS["ink"], "grid.color": _COLOURS["line"], "text.parse_math": False,
    }  # fmt: skip
    with matplotlib.rc_context(ours), warnings.catch_warnings():
        # Why: it measures with one font and misses letters there; the browser has others.
        warnings.filterwarnings("ignore", "Glyph")
        yield


def _drawn(plot: Plot) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    bars = plot.shown
    names = [_broken(name) for name, _ in bars]
    height = _AROUND + (_TALL_BAR if any("\n" in name for name in names) else _BAR) * len(bars)
    figure = Figure(figsize=(_WIDTH / _POINTS, height / _POINTS), dpi=_POINTS, layout="constrained")
    axes = figure.add_subplot()
    places = range(len(bars))
    left = [0] * len(bars)
    for number, series in enumerate(plot.series):
        values = [numbers[number] for _, numbers in bars]
        axes.barh(places, values, left=left, height=0.68, color=_COLOURS[series.colour], label=series.name)
        left = [before + value for before, value in zip(left, values, strict=True)]
    axes.set_yticks(places, names, linespacing=0.95)
    axes.invert_yaxis()
    axes.set_title(plot.title)
    axes.set_xlabel(plot.axis)
    # Room for the numbers behind the longest bar.
    longest = max(left, default=1) or 1
    axes.set_xlim(0, longest * (1.16 + 0.11 * (len(plot.series) - 1)))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    _label(axes, plot, left)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(axis="x", linewidth=0.6)
    axes.set_axisbelow(True)
    return figure


def _label(axes: Axes, plot: Plot, ends: Sequence[int]) -> None:
    for place, (end, (_, numbers)) in enumerate(zip(ends, plot.shown, strict=True)):
        axes.annotate(
            numbers_said(numbers),
            (end, place),
            xytext=(4, 0),
            textcoords="offset points",
            verticalalignment="center_baseline",
        )


def _broken(name: str) -> str:
    lines = textwrap.wrap(one_line(name), _MOST_LETTERS, max_lines=2, placeholder="\u2026")
    return "\n".join(lines)


def _inside_a_page(drawn: bytes, plot: Plot) -> str:
    """The drawing without what a page has already, with the page's colours and letters, and with names of its own for its parts."""
    from lxml import etree

    root = etree.fromstring(drawn, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter(etree.Element):
        if "id" in element.attrib:
            element.set("id", f"{plot.id}-{element.get('id')}")
        if _XLINK in element.attrib:
            element.set("href", element.attrib.pop(_XLINK).replace("#", f"#{plot.id}-", 1))
        if "clip-path" in element.attrib:
            element.set("clip-path", element.get("clip-path", "").replace("#", f"#{plot.id}-", 1))
        if "style" in element.attrib:
            element.set("style", _styled(element.get("style", "")))
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-label", plot.told)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _styled(style: str) -> str:
    for name, number in _COLOURS.items():
        style = style.replace(number, f"var(--{name})")
    return re.sub(r"font-family: [^;]*", "font-family: inherit", style)
