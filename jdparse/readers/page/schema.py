"""Job postings that a page holds as data: JSON-LD and microdata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jdparse.readers.plain import plain_name

#: A graph of lists of items of a page is five deep; a file that is made to break a reader is a thousand.
_MAX_DEPTH = 12


def job_postings(tree: Any) -> Iterator[dict[str, Any]]:
    """The JobPosting objects of the JSON-LD scripts of a page."""
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


def microdata(tree: Any) -> Iterator[dict[str, Any]]:
    """The job postings that a page's attributes mark, as JSON-LD would write them."""
    from lxml import etree

    for item in tree.xpath("//*[contains(@itemtype, 'schema.org/JobPosting')]"):
        job: dict[str, Any] = {}
        for node in item.iterdescendants():
            key = node.get("itemprop")
            owner = next((above for above in node.iterancestors() if above.get("itemscope") is not None), None)
            if not key or owner is not item or key in job:
                continue
            if node.get("itemscope") is not None:
                names = node.xpath(".//*[@itemprop='name']")
                job[key] = _value(names[0] if names else node)
            elif key in {"description", "responsibilities", "qualifications", "skills"}:
                job[key] = etree.tostring(node, encoding="unicode", method="html", with_tail=False)
            else:
                job[key] = _value(node)
        yield job


def _value(node: Any) -> str:
    return plain_name(node.get("content") or node.text_content())
