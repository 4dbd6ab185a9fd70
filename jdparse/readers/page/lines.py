"""A page's elements as lines of text."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable
from copy import deepcopy
from itertools import accumulate
from typing import Any

from jdparse.errors import ReadError
from jdparse.readers.plain import sound
from jdparse.readers.site import SiteLine
from jdparse.readers.unseen import shown_markup

_HTML_TAG = re.compile(r"<\w+[^>]*>")
#: Elements that hold no part of a posting.
_NOT_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "dialog",
    "nav",
    "footer",
    "select",
    "svg",
    "iframe",
    "label",
    "legend",
    "button",
    "textarea",
)
_ESCAPED_TAG = re.compile(r"&lt;\/?(?:p|ul|li|br|div|strong|h\d)\b", re.IGNORECASE)


#: A page has some thousand elements, the largest some ten thousand; each begins and ends with such a mark.
MAX_MARKS = 100_000


def check_marks(marks: int, source: str) -> None:
    """Complain of HTML with more elements than a posting has, before any work is done.

    Args:
        marks: How often ``<`` stands in it.
        source: Where it stands, for error messages.

    Raises:
        ReadError: They are too many.
    """
    if marks > MAX_MARKS:
        raise ReadError(
            source, f"has more than {MAX_MARKS // 2:,} elements, far more than a posting; copy the posting's text"
        )


def html_to_text(markup: str) -> str:
    """The text of a piece of HTML, with its paragraphs and bullets; entity-escaped HTML is unescaped first."""
    markup = sound(markup)
    if _ESCAPED_TAG.search(markup) and not _HTML_TAG.search(markup):
        markup = html.unescape(markup)
    if not _HTML_TAG.search(markup):
        return html.unescape(markup).strip()
    check_marks(markup.count("<"), "the text of a posting")
    markup = shown_markup(markup)
    from inscriptis import get_text
    from inscriptis.css_profiles import RELAXED_CSS_PROFILE
    from inscriptis.model.config import ParserConfig

    text = get_text(f"<div>{markup}</div>", ParserConfig(css=RELAXED_CSS_PROFILE))
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def lines_of(node: Any) -> list[SiteLine]:
    """The lines of an element, without menus and buttons."""
    from lxml import etree

    shown = deepcopy(node)
    shown.tail = None
    etree.strip_elements(shown, *_NOT_TEXT, with_tail=False)
    return element_lines(etree.tostring(shown, encoding="unicode", method="html"))


def element_lines(markup: str) -> list[SiteLine]:
    """The lines of a piece of HTML, with what is a bullet, a heading or a link."""
    from inscriptis import get_annotated_text
    from inscriptis.css_profiles import RELAXED_CSS_PROFILE
    from inscriptis.model.config import ParserConfig

    rules = {"a": ["link"], **{key: ["large"] for key in ("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong")}}
    found = get_annotated_text(f"<div>{markup}</div>", ParserConfig(css=RELAXED_CSS_PROFILE, annotation_rules=rules))
    covered = {
        name: _Covered((start, end) for start, end, label in found["label"] if label == name)
        for name in ("link", "large")
    }
    lines: list[SiteLine] = []
    apart = False
    for line in _LINE.finditer(found["text"]):
        mark, words = line["mark"], line["words"].strip()
        if not words:
            apart = True
            continue
        within = {name: label.within(line.start("words"), line.end()) for name, label in covered.items()}
        most = 0.9 * len(words)
        height = _LARGE if within["large"] >= most else _USUAL
        lines.append(SiteLine(words, bool(mark), within["link"] >= most, apart and bool(lines), height=height))
        apart = False
    return lines


class _Covered:
    """How many characters of a stretch some spans cover, each span for itself, without a look at all of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        # Before a place lie as many covered characters as it is behind all starts before it, less those behind ends.
        known = list(spans)
        self._edges = [sorted(start for start, _ in known), sorted(end for _, end in known)]
        self._sums = [list(accumulate(edges, initial=0)) for edges in self._edges]

    def within(self, start: int, end: int) -> int:
        """Covered characters between two places."""
        return self._before(end) - self._before(start)

    def _before(self, place: int) -> int:
        begun, ended = (
            place * (number := bisect_right(edges, place)) - sums[number]
            for edges, sums in zip(self._edges, self._sums, strict=True)
        )
        return begun - ended


#: A line of HTML as inscriptis writes it: bullets are ``*``, ``+`` and ``o`` by their depth.
_LINE = re.compile(r"^[ ]*(?P<mark>[*+o•-][ ])?(?P<words>.*)$", re.MULTILINE)
#: Heights by which headings are told from text; the page does not say which it has.
_USUAL, _LARGE = 10.0, 14.0
