"""A saved web page -> posting.

Asked in this order: the JobPosting of schema.org in JSON-LD, the same as microdata, the state that a page carries for its
scripts, the element that is named as the description, the page's main text.

Source: https://schema.org/JobPosting; https://html.spec.whatwg.org/multipage/microdata.html;
https://trafilatura.readthedocs.io/en/latest/usage-python.html
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from jdparse.errors import ReadError
from jdparse.readers.site import SiteLine, is_mark, is_posting, posting_lines, text_of
from jdparse.readers.titles import guess_title_and_company, is_board, is_role, read_site_title
from jdparse.types import Posting

_HTML_TAG = re.compile(r"<\w+[^>]*>")
_HALF = re.compile(r"[\ud800-\udfff]")
#: How boards name the element that holds the description: ``jobDescriptionText``, ``job__description``, ``job-post-body``,
#: ``show-more-less-html__markup``, ``jobPostingDescription``, and the employer's: ``topcard__org-name-link``, ``companyName``.
_DESCRIPTION = re.compile(
    r"(?i)(?:jobs?|position|posting|vacancy|show-?more-?less)[\w-]*?(?:descr|body|content|html|markup)|^description(?:[_-]*text)?$"
)
_COMPANY = re.compile(r"(?i)(?:company|employer|org|organi[sz]ation)[_-]*name|hiring-?organi[sz]ation")
_PLACE = re.compile(r"(?i)(?:^|[-_])(?:job-?)?location(?:$|[-_])|Location$")
#: Attributes in which they are named so.
_NAMING = ("id", "class", "itemprop", "data-testid", "data-test", "data-qa", "data-ui", "data-automation-id", "data-cy")
#: Elements that hold no part of a posting.
_NOT_TEXT = ("script", "style", "noscript", "template", "dialog", "nav", "footer", "select", "svg", "iframe")
#: What a page's state calls the description, the title and the employer.
_STATE_TEXT = ("descriptionHtml", "description_html", "jobDescription", "job_description", "description", "content")
_STATE_TITLE = ("title", "jobTitle", "job_title", "name")
_STATE_COMPANY = ("companyName", "company_name", "hiringOrganization", "organization", "company", "employer")
_ASSIGNED = re.compile(r"\s*(?:var |let |const )?[\w.$]+(?:\[[\"']\w+[\"']\])?\s*=\s*(?=[{\[])")
_ESCAPED_TAG = re.compile(r"&lt;\/?(?:p|ul|li|br|div|strong|h\d)\b", re.IGNORECASE)

#: A graph of lists of items of a page is five deep; a file that is made to break a reader is a thousand.
_MAX_DEPTH = 12
#: The same for what scripts keep.
_MAX_STATE_DEPTH = 60


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
    for job in (*_job_postings(tree), *_microdata(tree)):
        posting = posting_of(job, source, name)
        if posting.text:
            return posting
    page_titles = _page_titles(tree)
    heading = _heading(tree, page_titles)
    for job in _jobs_of_state(tree):
        title = plain_name(job["title"])
        if not page_titles or any(title.casefold() in shown.casefold() for shown in (heading, *page_titles)):
            company = job["company"] or _company(tree, page_titles, title)
            return Posting(html_to_text(job["description"]), title, company, source, name)
    title, company = heading, _company(tree, page_titles, heading)
    text = _description(tree, (title, company)) or _main_text(tree, content, (title, company))
    if not text:
        raise ReadError(source, "has no main text; it may load the posting by script: copy the posting's text instead")
    guessed_title, guessed_company = guess_title_and_company(text)
    return Posting(text, title or guessed_title, company or guessed_company, source, name)


def posting_of(job: dict[str, Any], source: str, name: str) -> Posting:
    """The posting that a schema.org JobPosting describes; its text is empty where the description is.

    Source: https://schema.org/JobPosting
    """
    text, *extra = (
        html_to_text(job[key]) if isinstance(job.get(key), str) else ""
        for key in ("description", "responsibilities", "qualifications", "skills")
    )
    text = "\n\n".join([text, *(part for part in extra if part and part[:60] not in text)]).strip()
    return Posting(text, plain_name(job.get("title")), _name(job.get("hiringOrganization")), source, name)


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


def _microdata(tree: Any) -> Iterator[dict[str, Any]]:
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


def _jobs_of_state(tree: Any) -> Iterator[dict[str, str]]:
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
        company = next(filter(None, (_name(node.get(key)) for key in _STATE_COMPANY)), company)
        title = next((node[key] for key in _STATE_TITLE if isinstance(node.get(key), str)), "")
        text = next((node[key] for key in _STATE_TEXT if isinstance(node.get(key), str)), "")
        if is_role(title) and is_posting(_lines(html_to_text(text))):
            yield {"title": title, "description": text, "company": company}
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        if isinstance(part, dict | list):
            yield from _jobs_in(part, company, depth + 1)


def _page_titles(tree: Any) -> list[str]:
    """What a page calls itself: to those who share it, and in the browser's tab."""
    shared = tree.xpath("//meta[@property='og:title' or @name='twitter:title' or @name='title']/@content")
    return [title for title in map(plain_name, (tree.findtext(".//title"), *shared)) if title]


def _heading(tree: Any, page_titles: list[str]) -> str:
    """The headline that names the job: one that the page's titles hold, else one that names a role."""
    lines = [plain_name(node.text_content()) for level in ("h1", "h2") for node in tree.iter(level)]
    named = next((line for line in lines if line and is_role(line) and any(line in title for title in page_titles)), "")
    told = next((title for title, _ in map(read_site_title, page_titles) if title), "")
    first = next((plain_name(node.text_content()) for node in tree.iter("h1")), "")
    return named or (first if is_role(first) else "") or told or first


def _company(tree: Any, page_titles: list[str], title: str) -> str:
    """The employer, by the page's titles, else by an element or a mark that is named so."""
    places = [plain_name(node.text_content()) for node in _named(tree, _PLACE)]
    told = (company for _, company in (read_site_title(shown, title) for shown in page_titles) if company)
    named = (plain_name(node.text_content()).removeprefix("at ") for node in _named(tree, _COMPANY))
    site = map(plain_name, tree.xpath("//meta[@property='og:site_name']/@content"))
    return next(
        (
            name
            for name in (*told, *named, *site)
            if 0 < len(name) <= _LONGEST_NAME and not is_board(name) and not any(name in place for place in places)
        ),
        "",
    )


#: The name of an employer has no more characters.
_LONGEST_NAME = 60


def _named(tree: Any, pattern: re.Pattern[str]) -> Iterator[Any]:
    """The elements of the body whose id, classes and the like match a pattern, in the page's order."""
    body = tree.find(".//body")
    for node in body.iter() if body is not None else ():
        if isinstance(node.tag, str) and any(
            pattern.search(word) for key in _NAMING for word in (node.get(key) or "").split()
        ):
            yield node


def _description(tree: Any, names: tuple[str, str]) -> str:
    """The text of the element that is named as the description, with its neighbours if they go on with it."""
    named = [node for node in _named(tree, _DESCRIPTION) if len(node.text_content()) > _LEAST_CHARACTERS]
    found = [(node, lines) for node in named if is_posting(lines := _lines_of(node))]
    if not found:
        return ""
    # The innermost of those that hold nearly all: what is around it is the site's.
    most = max(len(posting_lines(lines)) for _, lines in found)
    node, lines = next(pair for pair in reversed(found) if len(posting_lines(pair[1])) >= 0.8 * most)
    own = text_of(lines)
    above = node.getparent()
    while above is not None and above.tag not in {"body", "html"}:
        around = posting_lines(_lines_of(above), names)
        more = [line for line in around if line.text not in own]
        if sum(line.item for line in more) >= _MORE_ITEMS:
            return text_of(around)
        if more:
            break
        above = above.getparent()
    return text_of(posting_lines(lines, whole=True))


#: A shorter element is no description.
_LEAST_CHARACTERS = 300
#: Where so many more headings and items of lists stand beside the description, the posting goes on in them.
_MORE_ITEMS = 4


def _lines_of(node: Any) -> list[SiteLine]:
    """The lines of an element that a browser shows, without menus and buttons."""
    from lxml import etree

    shown = deepcopy(node)
    shown.tail = None
    for hidden in shown.xpath(".//*[@hidden or @aria-hidden='true' or contains(@style, 'display:none')]"):
        hidden.clear(keep_tail=True)
    etree.strip_elements(shown, *_NOT_TEXT, with_tail=False)
    return _lines(etree.tostring(shown, encoding="unicode", method="html"))


def _lines(markup: str) -> list[SiteLine]:
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


def _main_text(tree: Any, content: bytes, names: tuple[str, str]) -> str:
    """The text between the board's own marks, if it has set some; else what a library takes for the main text."""
    body = tree.find(".//body")
    lines = _lines_of(body) if body is not None else []
    if is_posting(lines) and any(is_mark(line.text) for line in lines):
        return text_of(posting_lines(lines, names))
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


def _name(employer: object) -> str:
    """The name of an employer, which may be given as a record or as a list of them."""
    employer = next(iter(employer), None) if isinstance(employer, list) else employer
    return plain_name(employer.get("name") if isinstance(employer, dict) else employer)
