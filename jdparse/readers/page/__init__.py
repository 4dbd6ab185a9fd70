"""A saved web page -> posting.

Asked in this order: the JobPosting of schema.org in JSON-LD, the same as microdata, the state that a page carries for its
scripts, the element that is named as the description, the page's main text.

Source: https://schema.org/JobPosting; https://html.spec.whatwg.org/multipage/microdata.html;
https://trafilatura.readthedocs.io/en/latest/usage-python.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

from jdparse.errors import ReadError
from jdparse.intake import charset
from jdparse.readers.head import guess_title_and_company
from jdparse.readers.headlines import guess_from_headline
from jdparse.readers.jobs import Told
from jdparse.readers.marks import is_mark
from jdparse.readers.page.lines import check_marks, html_to_text, lines_of
from jdparse.readers.page.schema import job_postings, microdata
from jdparse.readers.page.state import jobs_of_state
from jdparse.readers.plain import clean_name, plain_name
from jdparse.readers.site import before_the_site, is_posting, posting_lines, text_of
from jdparse.readers.titles import is_board, is_role, read_site_title
from jdparse.readers.unseen import drop_unseen
from jdparse.types import Posting

#: How boards name the element that holds the description: ``jobDescriptionText``, ``job__description``, ``job-post-body``,
#: ``show-more-less-html__markup``, ``jobPostingDescription``, and the employer's: ``topcard__org-name-link``, ``companyName``.
_DESCRIPTION = re.compile(
    r"(?i)(?:jobs?|position|posting|vacancy|show-?more-?less)[\w-]*?(?:descr|body|content|html|markup)|^description(?:[_-]*text)?$"
)
_COMPANY = re.compile(r"(?i)(?:company|employer|advertiser|org|organi[sz]ation)[_-]*name|hiring-?organi[sz]ation")
_PLACE = re.compile(r"(?i)(?:^|[-_])(?:job-?)?location(?:$|[-_])|Location$")
#: Attributes in which they are named so.
_NAMING = (
    "id",
    "class",
    "itemprop",
    "data-testid",
    "data-test",
    "data-qa",
    "data-ui",
    "data-automation",
    "data-automation-id",
    "data-cy",
)


def read_page(content: bytes, source: str, name: str, encoding: str = "") -> list[Posting]:
    """The posting of a saved page, or each of several that it describes.

    Args:
        content: The page's bytes.
        source: The file, for error messages.
        name: The posting's id.
        encoding: The bytes' encoding if it is known; else the page's own word decides, then UTF-8.

    Raises:
        ReadError: The page holds no text that reads as a posting.
    """
    tree = _tree(content, source, encoding)
    check_marks(2 * sum(1 for _ in tree.iter()), source)
    page_titles = _page_titles(tree)
    heading = _heading(tree, page_titles)
    heading = guess_from_headline(heading)[0] or heading
    names = (heading, *page_titles)
    described = [posting_of(job, source, name) for job in (*job_postings(tree), *microdata(tree))]
    told = [posting for posting in described if posting.text]
    if told:
        return _meant(told, names) or told[:1]
    found = _meant([_of_state(job, tree, page_titles, source, name) for job in jobs_of_state(tree)], names)
    if found:
        return found
    company = _company(tree, page_titles, heading)
    shown = deepcopy(tree)
    drop_unseen(shown)
    several = [] if is_role(heading) else _below_headings(shown, company, source, name)
    if several:
        return several
    text = _description(shown, (heading, company)) or _main_text(shown, (heading, company))
    if not text:
        raise ReadError(source, "has no main text; it may load the posting by script: copy the posting's text instead")
    guessed_title, guessed_company = guess_title_and_company(text)
    return [Posting(text, heading or guessed_title, company or guessed_company, source, name)]


def _tree(content: bytes, source: str, encoding: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    try:
        encoding = charset(encoding) or _encoding(content)
        try:
            parser = lxml_html.HTMLParser(encoding=encoding)
        except LookupError:
            # Python knows more names of charsets than the library does.
            content, parser = (
                content.decode(encoding, "replace").encode("utf-8"),
                lxml_html.HTMLParser(encoding="utf-8"),
            )
        return lxml_html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(source, "is not a page that can be read; copy the posting's text and pipe it in") from error


def _of_state(job: Told, tree: Any, page_titles: list[str], source: str, name: str) -> Posting:
    text = "\n\n".join(html_to_text(markup) for _, markup in job.parts)
    return Posting(text, job.title, job.company or _company(tree, page_titles, job.title), source, name)


def _meant(postings: Sequence[Posting], shown: Sequence[str]) -> list[Posting]:
    """The posting that a page's own titles name; all of them where the titles name no role."""
    named = [one for one in postings if any(one.title.casefold() in title.casefold() for title in shown if one.title)]
    if named or any(map(is_role, shown)):
        return named[:1]
    different = list({(one.title, one.text): one for one in postings}.values())
    if len(different) < _LEAST_SEVERAL:
        return different
    return [replace(one, id=f"{one.id}-{number}") for number, one in enumerate(different, 1)]


def _below_headings(tree: Any, company: str, source: str, name: str) -> list[Posting]:
    """The postings of a page that describes several below headings of one level, all of which are different titles."""
    body = tree.find(".//body")
    for level in ("h1", "h2", "h3", "h4"):
        headings = [plain_name(node.text_content()) for node in tree.iter(level)]
        titles = [guess_from_headline(heading)[0] for heading in headings]
        if len(set(titles)) != len(titles) or len(titles) < _LEAST_SEVERAL or not all(titles):
            continue
        lines = lines_of(body)
        known = set(headings)
        starts = [number for number, line in enumerate(lines) if " ".join(line.text.split()) in known]
        parts = [posting_lines(lines[at + 1 : end], whole=True) for at, end in pairwise([*starts, len(lines)])]
        if len(parts) == len(titles) and all(sum(line.item for line in part) >= _LEAST_SEVERAL for part in parts):
            return [
                Posting(text_of(part), title, company, source, f"{name}-{number}")
                for number, (title, part) in enumerate(zip(titles, parts, strict=True), 1)
            ]
    return []


#: So many jobs are several, and so many items of lists describe one.
_LEAST_SEVERAL = 2


def posting_of(job: dict[str, Any], source: str, name: str) -> Posting:
    """The posting that a schema.org JobPosting describes; its text is empty where the description is.

    Source: https://schema.org/JobPosting
    """
    text, *extra = (
        html_to_text(job[key]) if isinstance(job.get(key), str) else ""
        for key in ("description", "responsibilities", "qualifications", "skills")
    )
    text = "\n\n".join([text, *(part for part in extra if part and part[:60] not in text)]).strip()
    return Posting(text, plain_name(job.get("title")), clean_name(job.get("hiringOrganization")), source, name)


def _page_titles(tree: Any) -> list[str]:
    """What a page calls itself: to those who share it, and in the browser's tab."""
    shared = tree.xpath("//meta[@property='og:title' or @name='twitter:title' or @name='title']/@content")
    return [title for title in map(plain_name, (tree.findtext(".//title"), *shared[:_MOST_NAMES])) if title]


def _heading(tree: Any, page_titles: list[str]) -> str:
    """The headline that names the job: one that the page's titles hold, else one that names a role."""
    lines = [plain_name(node.text_content()) for level in ("h1", "h2") for node in tree.iter(level)]
    named = next((line for line in lines if line and is_role(line) and any(line in title for title in page_titles)), "")
    told = next((title for title, _ in map(read_site_title, page_titles) if title), "")
    first = next((plain_name(node.text_content()) for node in tree.iter("h1")), "")
    return named or (first if is_role(first) else "") or told or first


def _company(tree: Any, page_titles: list[str], title: str) -> str:
    """The employer, by an element that is named so, else by the page's titles or a mark."""
    places = [plain_name(node.text_content()) for node in islice(_named(tree, _PLACE), _MOST_NAMES)]
    told = (company for _, company in (read_site_title(shown, title) for shown in page_titles) if company)
    marked = islice(_named(tree, _COMPANY), _MOST_NAMES)
    named = (plain_name(node.text_content()).removeprefix("at ") for node in marked)
    site = map(plain_name, tree.xpath("//meta[@property='og:site_name']/@content"))
    return next(
        (
            name
            for name in (*named, *told, *site)
            if 0 < len(name) <= _LONGEST_NAME and not is_board(name) and not any(name in place for place in places)
        ),
        "",
    )


#: A page calls its job and its employer so often at the most; a list of similar jobs has some twenty of each.
_MOST_NAMES = 200
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
    named = _affordable(node for node in _named(tree, _DESCRIPTION) if len(node.text_content()) > _LEAST_CHARACTERS)
    found = [(node, lines) for node in named if is_posting(lines := lines_of(node))]
    if not found:
        return ""
    # The innermost of those that hold nearly all: what is around it is the site's.
    most = max(len(posting_lines(lines)) for _, lines in found)
    node, lines = next(pair for pair in reversed(found) if len(posting_lines(pair[1])) >= 0.8 * most)
    own = text_of(lines)
    above = node.getparent()
    while above is not None and above.tag not in {"body", "html"}:
        around = posting_lines(lines_of(above), names)
        more = [line for line in around if line.text not in own]
        if sum(line.item for line in more) >= _MORE_ITEMS:
            return text_of(around)
        if more:
            break
        above = above.getparent()
    return text_of(posting_lines(lines, whole=True))


def _affordable(nodes: Iterable[Any]) -> Iterator[Any]:
    """The first of some elements, as long as they are together not many times as long as the first that holds most of them."""
    read = longest = 0
    for node in nodes:
        length = len(node.text_content())
        longest, read = max(longest, length), read + length
        if read > _MOST_TIMES * longest and read > _LONG_PAGE:
            return
        yield node


#: Elements that are named as the description stand inside each other, some five deep; a long page is not read more often.
_MOST_TIMES, _LONG_PAGE = 20, 200_000
#: A shorter element is no description.
_LEAST_CHARACTERS = 300
#: Where so many more headings and items of lists stand beside the description, the posting goes on in them.
_MORE_ITEMS = 4


def _main_text(tree: Any, names: tuple[str, str]) -> str:
    """The text between the board's own marks, if it has set some; else what a library takes for the main text."""
    body = tree.find(".//body")
    lines = lines_of(body) if body is not None else []
    if any(is_mark(line.text) for line in lines):
        return text_of(posting_lines(lines, names)) if is_posting(lines) else before_the_site(text_of(lines))
    from lxml import etree
    from lxml import html as lxml_html
    from trafilatura import extract

    # What is hidden is gone; the library would also take for hidden what only hides what flows over.
    etree.strip_attributes(tree, "style", "hidden", "aria-hidden")
    content = lxml_html.tostring(tree, encoding="utf-8")
    text = extract(content, include_comments=False, include_tables=True, favor_recall=True, include_formatting=False)
    return before_the_site((text or "").strip())


def _encoding(content: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:4096])
    return charset(declared.group(1).decode("ascii") if declared else "") or "utf-8"
