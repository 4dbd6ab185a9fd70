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
_ESCAPED_TAG = re.compile(r"&lt;\/?(?:p|ul|li|br|div|strong|h\d)\b", re.IGNORECASE)


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
        text = html_to_text(str(job.get("description") or ""))
        extra = [
            html_to_text(str(job[key]))
            for key in ("responsibilities", "qualifications", "skills")
            if isinstance(job.get(key), str)
        ]
        text = "\n\n".join([text, *(part for part in extra if part and part[:60] not in text)]).strip()
        if text:
            employer = job.get("hiringOrganization")
            employer = next(iter(employer), None) if isinstance(employer, list) else employer
            company = employer.get("name") if isinstance(employer, dict) else employer
            return Posting(text, _clean(job.get("title")), _clean(company), source, name)
    text = _main_text(content)
    if not text:
        raise ReadError(source, "has no main text; it may load the posting by script: copy the posting's text instead")
    title, company = guess_title_and_company(text)
    page_title = _clean(tree.findtext(".//title"))
    headline = _clean(next(iter(tree.xpath("//meta[@property='og:title']/@content")), ""))
    site_title, site_company = guess_title_and_company(headline or page_title)
    heading = _clean(next((node.text_content() for node in tree.iter("h1")), ""))
    return Posting(text, heading or site_title or title, company or site_company, source, name)


def html_to_text(markup: str) -> str:
    """The text of a piece of HTML, with its paragraphs and bullets; entity-escaped HTML is unescaped first."""
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
        yield from _find_jobs(content)


def _find_jobs(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _find_jobs(item)
    elif isinstance(node, dict):
        kinds = node.get("@type")
        if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
            yield node
        else:
            for key in ("@graph", "mainEntity", "itemListElement", "item"):
                if key in node:
                    yield from _find_jobs(node[key])


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


def _clean(value: object) -> str:
    return " ".join(html.unescape(str(value)).split()) if value else ""
