"""HTML of mail programs and of Word -> text: tables that only place things, hidden lead-ins, list marks in cells of their own."""

from __future__ import annotations

import re

from jdparse.readers.page.lines import check_marks, html_to_text
from jdparse.readers.plain import sound
from jdparse.readers.unseen import drop_unseen

_CELLS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
#: Senders fill the preview of a mail list with characters that nobody sees.
_FILLER = re.compile(r"[\u034f\u00ad\u200b-\u200f\u2007\u2060\ufeff]+")
_LONE_MARK = re.compile(r"^([•·●▪◦‣○■–*-])\s*\n\s*(?=\S)", re.MULTILINE)


def flat_text(markup: str) -> str:
    """The text of HTML, cell after cell; empty where there is nothing to see.

    Why: a renderer sets the cells of a table side by side, and the lines of two columns then read as one.
    """
    from lxml import etree
    from lxml import html as lxml_html

    check_marks(markup.count("<"), "the text of a posting")
    content = sound(markup).encode("utf-8")
    try:
        tree = lxml_html.document_fromstring(
            content, parser=lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return ""
    drop_unseen(tree)
    for node in tree.iter(*_CELLS):
        node.tag = "div"
    text = html_to_text(lxml_html.tostring(tree, encoding="unicode"))
    return _LONE_MARK.sub(r"\1 ", _FILLER.sub("", text)).strip()
