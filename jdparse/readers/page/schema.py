"""Job postings that a page holds as data: JSON-LD, microdata, the state of a script."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from jdparse.readers.page.lines import element_lines, html_to_text, sound
from jdparse.readers.site import is_posting
from jdparse.readers.titles import is_role

#: What a page's state calls the description, the title and the employer.
_STATE_TEXT = ("descriptionHtml", "description_html", "jobDescription", "job_description", "description", "content")
_STATE_TITLE = ("title", "jobTitle", "job_title", "name")
_STATE_COMPANY = ("companyName", "company_name", "hiringOrganization", "organization", "company", "employer")
_ASSIGNED = re.compile(r"\s*(?:var |let |const )?[\w.$]+(?:\[[\"']\w+[\"']\])?\s*=\s*(?=[{\[])")
#: A graph of lists of items of a page is five deep; a file that is made to break a reader is a thousand.
_MAX_DEPTH = 12
#: The same for what scripts keep.
_MAX_STATE_DEPTH = 60


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


def jobs_of_state(tree: Any) -> Iterator[dict[str, str]]:
    """The jobs in the state that a page carries for its scripts (``__NEXT_DATA__``, ``window.__appData``)."""
    for script in tree.iter("script"):
        code = script.text or ""
        start = 0 if "json" in (script.get("type") or "") else getattr(_ASSIGNED.match(code), "end", lambda: None)()
        if start is None or ("escription" not in code and '"content"' not in code):
            continue
        try:
            state, _ = json.JSONDecoder(strict=False).raw_decode(code[start:].lstrip())
        except (ValueError, RecursionError):
            continue
        yield from _jobs_in(state, "", 0)


def _jobs_in(node: object, company: str, depth: int) -> Iterator[dict[str, str]]:
    if depth > _MAX_STATE_DEPTH:
        return
    if isinstance(node, dict):
        company = next(filter(None, (clean_name(node.get(key)) for key in _STATE_COMPANY)), company)
        title = next((node[key] for key in _STATE_TITLE if isinstance(node.get(key), str)), "")
        text = next((node[key] for key in _STATE_TEXT if isinstance(node.get(key), str)), "")
        if is_role(title) and is_posting(element_lines(html_to_text(text))):
            yield {"title": title, "description": text, "company": company}
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        if isinstance(part, dict | list):
            yield from _jobs_in(part, company, depth + 1)


def plain_name(value: object) -> str:
    """A name or a title on one line, without entities; empty for what is no text."""
    return " ".join(html.unescape(sound(value)).split()) if isinstance(value, str) else ""


def clean_name(employer: object) -> str:
    """The name of an employer, which may be given as a record or as a list of them."""
    employer = next(iter(employer), None) if isinstance(employer, list) else employer
    return plain_name(employer.get("name") if isinstance(employer, dict) else employer)
