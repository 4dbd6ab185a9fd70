"""A page's elements as lines of text."""

from __future__ import annotations

import html
import re
from collections import Counter
from copy import deepcopy
from typing import Any

from jdparse.readers.plain import sound
from jdparse.readers.site import SiteLine

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


def html_to_text(markup: str) -> str:
    """The text of a piece of HTML, with its paragraphs and bullets; entity-escaped HTML is unescaped first."""
    markup = sound(markup)
    if _ESCAPED_TAG.search(markup) and not _HTML_TAG.search(markup):
        markup = html.unescape(markup)
    if not _HTML_TAG.search(markup):
        return html.unescape(markup).strip()
    from inscriptis import get_text
    from inscriptis.css_profiles import RELAXED_CSS_PROFILE
    from inscriptis.model.config import ParserConfig

    text = get_text(f"<div>{markup}</div>", ParserConfig(css=RELAXED_CSS_PROFILE))
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def lines_of(node: Any) -> list[SiteLine]:
    """The lines of an element that a browser shows, without menus and buttons."""
    from lxml import etree

    shown = deepcopy(node)
    shown.tail = None
    for hidden in shown.xpath(".//*[@hidden or @aria-hidden='true' or contains(@style, 'display:none')]"):
        hidden.clear(keep_tail=True)
    etree.strip_elements(shown, *_NOT_TEXT, with_tail=False)
    return element_lines(etree.tostring(shown, encoding="unicode", method="html"))


def element_lines(markup: str) -> list[SiteLine]:
    """The lines of a piece of HTML, with what is a bullet, a heading or a link."""
    from inscriptis import get_annotated_text
    from inscriptis.css_profiles import RELAXED_CSS_PROFILE
    from inscriptis.model.config import ParserConfig

    rules = {"a": ["link"], **{key: ["large"] for key in ("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong")}}
    found = get_annotated_text(f"<div>{markup}</div>", ParserConfig(css=RELAXED_CSS_PROFILE, annotation_rules=rules))
    lines: list[SiteLine] = []
    apart = False
    for line in _LINE.finditer(found["text"]):
        mark, words = line["mark"], line["words"].strip()
        if not words:
            apart = True
            continue
        within = Counter(
            {
                label: sum(
                    max(0, min(end, line.end()) - max(start, line.start("words")))
                    for start, end, name in found["label"]
                    if name == label
                )
                for label in ("link", "large")
            }
        )
        most = 0.9 * len(words)
        height = _LARGE if within["large"] >= most else _USUAL
        lines.append(SiteLine(words, bool(mark), within["link"] >= most, apart and bool(lines), height=height))
        apart = False
    return lines


#: A line of HTML as inscriptis writes it: bullets are ``*``, ``+`` and ``o`` by their depth.
_LINE = re.compile(r"^[ ]*(?P<mark>[*+o•-][ ])?(?P<words>.*)$", re.MULTILINE)
#: Heights by which headings are told from text; the page does not say which it has.
_USUAL, _LARGE = 10.0, 14.0
