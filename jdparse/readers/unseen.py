"""What a browser does not show of a piece of HTML is taken out of it before anybody reads it, and kept for what it orders."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from jdparse.hiding import MAY_HIDE, WORDLESS, Look, declared, look_within
from jdparse.readers.sheets import sheet_of
from jdparse.types import Posting

#: Of what is hidden in a file, no more characters are kept.
_MOST_KEPT = 20_000
_found: ContextVar[dict[str, None] | None] = ContextVar("found", default=None)


@contextmanager
def hidden_text() -> Iterator[dict[str, None]]:
    """Within it, what readers find hidden is gathered, in the order in which they come upon it.

    Why: it is found where HTML becomes text, below all readers; only the posting as a whole is told of it.
    """
    found: dict[str, None] = {}
    before = _found.set(found)
    try:
        yield found
    finally:
        _found.reset(before)


def with_hidden(posting: Posting, found: Collection[str]) -> Posting:
    """A posting with what was found hidden where it was read."""
    return replace(posting, hidden="\n".join(found)) if found else posting


def keep_hidden(words: str) -> None:
    """Keep words that are not shown."""
    found = _found.get()
    words = " ".join(words.split())
    if found is not None and words and sum(map(len, found)) < _MOST_KEPT:
        found[words[:_MOST_KEPT]] = None


def shown_markup(markup: str) -> str:
    """A piece of HTML without what a browser does not show; the same characters where it shows all."""
    if not MAY_HIDE.search(markup):
        return markup
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return markup
    return str(lxml_html.tostring(tree, encoding="unicode")) if drop_unseen(tree) else markup


def drop_unseen(tree: Any) -> bool:
    """Take out of an lxml tree what is not shown; the text behind it stays.

    Args:
        tree: An element that nobody else reads, for it is changed.

    Returns:
        Whether words were taken out.
    """
    from lxml import etree

    sheet = sheet_of(tree)
    dropped = False
    waiting: list[tuple[Any, Look]] = [(tree, Look())]
    while waiting:
        node, above = waiting.pop()
        if node.tag is etree.Comment:
            keep_hidden(node.text or "")
            continue
        if not isinstance(node.tag, str):
            continue
        tag = node.tag.lower()
        look = above if node is tree and tag == "div" and not node.attrib else _look(node, tag, above, sheet)
        if look.gone:
            if tag not in WORDLESS:
                keep_hidden(" ".join(_words(node)))
                dropped = dropped or bool("".join(node.itertext()).strip())
            # Why not taken out: the library would join what stands around it, and refuses where that holds a control character.
            node.clear(keep_tail=True)
            node.tag = "span"
            continue
        for part, key in ((node, "text"), *((child, "tail") for child in node)):
            words = getattr(part, key)
            if words and not look.shows and words.strip():
                keep_hidden(words)
                setattr(part, key, " ")
                dropped = True
        waiting.extend((child, look) for child in reversed(node))
    return dropped


def _words(node: Any) -> Iterator[str]:
    for inner in node.iter():
        if isinstance(inner.tag, str) and inner.tag not in WORDLESS:
            yield inner.text or ""
        if inner is not node:
            yield inner.tail or ""


def _look(node: Any, tag: str, above: Look, sheet: Any) -> Look:
    # Why not the mapping itself: it looks each name up again, and refuses one that its parser has let in.
    attributes = dict(node.items())
    own = declared(attributes["style"]) if attributes.get("style") else {}
    said = sheet.said(node, own)
    if attributes.get("aria-hidden") and _is_page(node):
        del attributes["aria-hidden"]
    known = not (sheet.more and ("class" in attributes or "id" in attributes))
    return look_within(above, tag, attributes, said, known)


def _is_page(node: Any) -> bool:
    """Whether an element holds the page itself: a dialogue above it tells those who listen to pass it over, and it is seen."""
    return next(node.iter("h1", "h2", "main", "article"), None) is not None
