"""A saved web page -> posting: schema.org JobPosting in JSON-LD first, otherwise the page's main text.

Source: https://schema.org/JobPosting; https://trafilatura.readthedocs.io/en/latest/usage-python.html
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from jdparse.errors import ReadError
from jdparse.readers.titles import guess_title_and_company
from jdparse.types import Posting

_HTML_TAG = re.compile(r"<\w+[^>]*>")
_HALF = re.compile(r"[\ud800-\udfff]")
_ESCAPED_TAG = re.compile(r"&lt;\/?(?:p|ul|li|br|div|strong|h\d)\b", re.IGNORECASE)

#: A graph of lists of items of a page is five deep; a file that is made to break a reader is a thousand.
_MAX_DEPTH = 12


def read_page(content: bytes, source: str, name: str, encoding: str = "") -> Posting:
    """The posting of a saved page.

    Args:
        content: The page's bytes.
        source: The file, for error messages.
        name: The posting's id.
        encoding: The bytes' encoding if it is known; else the page's own word decides, then UTF-8.

    Raises:
        ReadError: The page holds no text that reads as a posting.
    """
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.document_fromstring(
            content, parser=lxml_html.HTMLParser(encoding=encoding or _encoding(content))
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(source, "is not a page that can be read; copy the posting's text and pipe it in") from error
    for job in _job_postings(tree):
        posting = posting_of(job, source, name)
        if posting.text:
            return posting
    text = _main_text(content)
    if not text:
        raise ReadError(source, "has no main text; it may load the posting by script: copy the posting's text instead")
    title, company = guess_title_and_company(text)
    page_title = plain_name(tree.findtext(".//title"))
    headline = plain_name(next(iter(tree.xpath("//meta[@property='og:title']/@content")), ""))
    site_title, site_company = guess_title_and_company(headline or page_title)
    heading = plain_name(next((node.text_content() for node in tree.iter("h1")), ""))
    return Posting(text, heading or site_title or title, company or site_company, source, name)


def posting_of(job: dict[str, Any], source: str, name: str) -> Posting:
    """The posting that a schema.org JobPosting describes; its text is empty where the description is.

    Source: https://schema.org/JobPosting
    """
    text, *extra = (
        html_to_text(job[key]) if isinstance(job.get(key), str) else ""
        for key in ("description", "responsibilities", "qualifications", "skills")
    )
    text = "\n\n".join([text, *(part for part in extra if part and part[:60] not in text)]).strip()
    employer = job.get("hiringOrganization")
    employer = next(iter(employer), None) if isinstance(employer, list) else employer
    company = employer.get("name") if isinstance(employer, dict) else employer
    return Posting(text, plain_name(job.get("title")), plain_name(company), source, name)


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


def _job_postings(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            content = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from find_jobs(content)


def find_jobs(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The schema.org JobPostings in a piece of JSON-LD, in its order, as far down as one may stand."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(node, list):
        for item in node:
            yield from find_jobs(item, depth + 1)
    elif isinstance(node, dict):
        kinds = node.get("@type")
        if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
            yield node
        else:
            for key in ("@graph", "mainEntity", "itemListElement", "item"):
                if key in node:
                    yield from find_jobs(node[key], depth + 1)


def _main_text(content: bytes) -> str:
    from trafilatura import extract

    text = extract(content, include_comments=False, include_tables=True, favor_recall=True, include_formatting=False)
    return (text or "").strip()


def _encoding(content: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:4096])
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        content[:50_000].decode(name, errors="strict")
    except LookupError:
        return "utf-8"
    except UnicodeDecodeError:
        return name
    return name


def plain_name(value: object) -> str:
    """A name or a title on one line, without entities; empty for what is no text."""
    return " ".join(html.unescape(sound(value)).split()) if isinstance(value, str) else ""


def sound(text: str) -> str:
    """Text without what a JSON string may hold and no text does: one half of a character."""
    return _HALF.sub("\ufffd", text)
