"""Title and company from the first lines of a pasted posting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from jdparse.english.patterns import pattern
from jdparse.lexicon.load import load_towns, load_words

ROLE = pattern(
    r"\b(?:{title-roles})s?\b",
    re.IGNORECASE,
)
_LINK = pattern(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
#: What chats write for pictures: ":wave: hi all".
_EMOJI_NAMES = re.compile(r"^\s*(?::[a-z][a-z0-9_+-]*:\s*)+")
_IMAGE = pattern(r"!\[[^\[\]]*\]\([^()\s]*\)")

HEADINGS = pattern(
    r"^(?:{heading-starts})\b",
    re.IGNORECASE,
)

PLACE = pattern(
    r"(?i:\b(?:{work-modes})\b)|\d{3,}"
    r"|^[A-Z][\w.' -]+, (?!(?:Inc|LLC|Ltd|Co|Corp|GmbH|AG|SA|PLC|LP)\b)[A-Z][\w.' -]+$"
)

#: What a team works on; "ML Engineer | Search" names no employer.
FIELD = pattern(r"(?i)\b(?:{title-fields})\b")
#: How large an employer is, which is no name: "11-50 Employees", "51-200", "4.2 rating".
_SIZE = pattern(r"(?i)[\W\d]*\d[\W\d]*(?:to [\d,.]+ )?(?:\w? ?(?:{counted-people}|ratings?))?")
#: What somebody is who posts a job for others.
_HIRER = pattern(r"(?i)(?:[a-z]+ ){0,2}(?:{hirers})\b")
_SEEKS = pattern(r"(?i)\b(?:is|are|am) (?:{seeking})\b")
FORM_LABEL = pattern(r"(?i)(?:{title-labels}|{employer-labels}|{form-labels})\W*")
_LEGAL_FORM = pattern(r"\b(?:Inc|Ltd|Co|Corp|L\.?L\.?C|L\.?P|S\.A|B\.V|N\.V|e\.V|Pty|Bros)\.$")
#: A title has no more words than this.
_MAX_TITLE_WORDS = 14
#: This share of a title's longer words is capitalised, unless it has so few words that some write it in small letters.
_CAPITALISED = 0.5
_SHORT_TITLE_WORDS = 4
#: A company's name has no more words than this.
MAX_COMPANY_WORDS = 6


def split_title(title: str, company: str) -> tuple[str, str]:
    """A title without the employer and the place that stand behind it, and the employer."""
    title = without_place(title) if re.search(r" (?:at|@) ", title) else title
    at = re.match(r"(?P<title>.+?) (?P<mark>at|@|[|–—]) (?P<company>(?:[A-Z\d]|[a-z]+[A-Z])[\w&.' -]{1,40})$", title)
    legal = re.match(r"(?P<title>.+) - (?P<company>[^\W\d_][\w&.' ]{1,40})$", title)
    if legal and legal["company"].split()[-1].lower() in load_words()["legal-forms"] and ROLE.search(legal["title"]):
        return legal["title"].strip(), company or legal["company"].strip()
    if not at or not ROLE.search(at["title"]):
        return title, company
    if PLACE.search(at["company"]) or is_place(at["company"]):
        return at["title"].strip(), company
    named = at["mark"] in {"at", "@"} or not (FIELD.search(at["company"]) or company)
    if ROLE.search(at["company"]) or not (named or at["company"].strip() == company):
        return title, company
    return at["title"].strip(), company or at["company"].strip()


#: What boards write into the title of a job's page, its own name apart: Greenhouse, LinkedIn and Glassdoor, Ashby.
_SITE_TITLES = (
    pattern(r"(?i:job application for) (?P<title>.+) (?i:at) (?P<company>.+)$"),
    pattern(r"(?P<company>.+?) (?:is )?hiring (?P<title>.+?)(?: (?:Job )?in [A-Z].*)?$"),
    pattern(r"(?P<title>.+?) @ (?P<company>.+)$"),
)
_TITLE_PARTS = pattern(r"\s+[-–—|·•@:]+\s+|\s*\|\s*|\s+(?:at|hiring|in)\s+|\s+hiring\s*$|^[-–—|·•@:\s]+|[-–—|·•@:\s]+$")
#: Indeed writes the place where others write the employer.
_NAMES_PLACE = pattern(r"(?i)- indeed(?:\.\w+)*$")
_IN_PLACE = pattern(r"^ in [A-Z][^|–—-]*")
CAREERS = pattern(
    r"(?i)^(?:careers?|jobs?|work|openings?|job application) (?:at|for|with) |[' ]s? ?(?:careers?|jobs?|job board|careers? page)$"
)


def read_site_title(site_title: str, heading: str = "") -> tuple[str, str]:
    """Title and company from the title that a board gives to a job's page; empty where it does not tell.

    Args:
        site_title: Such as "ML Engineer - Brackwater | Built In" or "Job Application for ML Engineer at Brackwater".
        heading: The page's headline. If the page's title holds it, it is the job's title and the rest is searched.
    """
    whole = " ".join(site_title.split())
    parts = [part for part in re.split(r"\s+\|\s+", whole) if not is_board(part)]
    whole = " | ".join(parts)
    heading = " ".join(heading.split())
    if _NAMES_PLACE.search(whole):
        return heading or next((piece for piece in whole.split(" - ") if ROLE.search(piece)), ""), ""
    at = whole.casefold().find(heading.casefold()) if heading else -1
    if at >= 0:
        before, after = whole[:at], whole[at + len(heading) :]
        rest = [*_TITLE_PARTS.split(_IN_PLACE.sub("", after)), *_TITLE_PARTS.split(before)]
        return heading, _first_company(rest)
    for form in _SITE_TITLES:
        found = form.match(whole)
        if found and ROLE.search(found["title"]):
            return found["title"].strip(), _first_company(_TITLE_PARTS.split(found["company"]))
    pieces = [piece.strip() for piece in re.split(r"\s+(?:[-–—|·•]|at)\s+", whole) if piece.strip()]
    role = next((piece for piece in pieces if ROLE.search(piece)), "")
    return role, _first_company(piece for piece in pieces if piece != role) if role else ""


def _first_company(pieces: Iterable[str]) -> str:
    names = (CAREERS.sub("", piece).strip() for piece in pieces)
    return next((name for name in names if name and is_company(name) and not is_board(name)), "")


def is_board(name: str) -> bool:
    """Whether a part of a page's title names the board or its kind of page."""
    plain = name.strip().lower()
    return any(fnmatchcase(plain, board) for board in load_words()["not-in-page-titles"])


def is_role(words: str) -> bool:
    """Whether some words may be a job's title: they name a role."""
    return bool(ROLE.search(words)) and len(words.split()) <= _MAX_TITLE_WORDS


def plain_line(line: str) -> str:
    """A line without Markdown marks, pictures and what stands around its words."""
    line = _EMOJI_NAMES.sub("", _LINK.sub(r"\1", _IMAGE.sub("", line)))
    line = re.sub(r"[*`\\]+|^\W*#+(?!\w)|(?<!\w)_+|_+(?!\w)|[\u200b\ufeff]", "", line)
    return " ".join(line.split()).strip(" -–—|:•")


def is_title(line: str) -> bool:
    """Whether a line may be a job's title: it names a role, its words are capitalised, and it is no sentence."""
    words = re.findall(r"[^\W\d_][\w'’.+#-]*", line)
    telling = [word for word in words if len(word) > 3] or words
    return (
        len(words) <= _MAX_TITLE_WORDS
        and bool(ROLE.search(line))
        and not re.search(r"[!?]$|[a-z]{3,}[.!?] [A-Z]", line)
        and not re.match(r"(?i)we(?:'re|’re| are)\b|about\b|as an?\b", line)
        and not _HIRER.match(line)
        and not _SEEKS.search(line)
        and (
            len(words) <= _SHORT_TITLE_WORDS
            or sum(not word.islower() for word in telling) >= _CAPITALISED * len(telling)
        )
    )


def is_company(line: str) -> bool:
    """Whether a line below a title may be an employer's name: no heading, no role, no place, no sentence."""
    words = line.split()
    small = [word for word in words if word.islower() and word not in _CONNECTORS]
    return (
        len(words) <= MAX_COMPANY_WORDS
        and line[:1].isalnum()
        and bool(re.search(r"[^\W\d_]{2}|[^\W\d_]\d|\d[^\W\d_]", line))
        and not is_place(line)
        and not _SIZE.fullmatch(line)
        and not FORM_LABEL.fullmatch(line)
        and not re.match(r"[ru]/\w", line)
        and (not line.endswith((".", "!", "?", ",", "/")) or bool(_LEGAL_FORM.search(line)))
        and (len(words) <= 2 or not small or (len(small) == len(words) == 3))
        and not HEADINGS.match(line)
        and not ROLE.search(line)
        and not PLACE.search(line)
    )


def is_place(words: str) -> bool:
    """Whether some words are a town, a region or a country that job boards write beside a title."""
    return re.sub(r"[\W_]+$", "", words).lower() in load_words()["places"]


def is_whereabouts(words: str) -> bool:
    """Whether some words say where or how one works: a town with its state, a country, "Hybrid", or several of these."""
    return bool(PLACE.search(words)) or all(
        is_place(part) or part.strip().lower() in load_towns() for part in re.split(r"[,/]", words)
    )


def without_stop(title: str) -> str:
    """A title without a full stop behind it that ends no abbreviation."""
    return re.sub(r"(?<=[a-z]{4})\.$", "", title)


def without_town(title: str) -> str:
    """A title without the place in brackets behind it, or behind "in": "ML Engineer (Leeds)", "ML Engineer in Leeds, UK"."""
    found = _TOWN_BEHIND.match(title)
    place = (found["inside"] or found["behind"]) if found else ""
    if not found or is_department(place):
        return title
    parts = [part.strip().lower() for part in re.split(r"[,/]", place)]
    return found["title"] if any(is_place(part) or part in load_towns() for part in parts) else title


_TOWN_BEHIND = re.compile(r"(?P<title>.+?)(?:\s+\((?P<inside>[^()]+)\)|\s+in\s+(?P<behind>[A-Z][^()]+))$")


def without_place(name: str) -> str:
    """A name without the place behind it: "Quillmark, Leeds, UK", "Quillmark - London", "Quillmark (Leeds / Remote)"."""
    cut = False
    while found := _PLACE_BEHIND.match(name):
        parts = re.split(r"[,/]", found["place"])
        if re.search(r"\b(?:at|@)\s", found["place"]):
            break
        # A town that nobody lists stands before its state or country.
        if not cut and not any(
            is_place(part) or PLACE.search(part) or _STATE.fullmatch(part.strip()) for part in parts
        ):
            break
        name, cut = found["name"], True
    return name


_PLACE_BEHIND = re.compile(r"(?P<name>\S.*?)(?:,\s*|\s+[-–—·|]\s+|\s*\()(?P<place>(?<=\()[^()]+|[^,()]+)\)?$")
#: "Leeds, hybrid": with a comma, how one works stands behind a place.
PLACE_AND_MODE = pattern(r"(?i)[^,]+,\s*(?:{work-modes})")
_STATE = re.compile(r"[A-Z]{2}|[A-Z]\.[A-Z]\.")
#: Words in small letters that stand in names.
_CONNECTORS = frozenset(
    {"of", "and", "the", "for", "in", "from", "to", "on", "with", "by", "a", "an", "de", "von", "&"}
)


def is_department(name: str) -> bool:
    """Whether a line names a department or a field of work: all of its words are such."""
    words = re.findall(r"[\w&]+", name.lower())
    return bool(words) and all(word in load_words()["departments"] for word in words)


def named_in_prose(text: str) -> tuple[str, str]:
    """The title that a posting's first sentences name, "As a Senior ML Engineer, you ...", and the employer behind "at"; empty where none is."""
    for found in _IN_PROSE.finditer(text[:_PROSE]):
        title = without_town(re.sub(r"(?: (?:of|and|&|in))+$", "", found["title"]))
        if is_title(title) and not is_department(title) and len(title.split()) > 1:
            at = _AT_NAME.match(text, found.end())
            return title, at["name"] if at and is_company(at["name"]) else ""
    return "", ""


_AT_NAME = re.compile(r" at (?:the )?(?P<name>[A-Z][\w&'’-]*(?:\.\w+)*(?: (?:(?:&|of) )?[A-Z][\w&'’-]*)*)")
#: A posting names its title in its first characters, or not at all.
_PROSE = 3000
_IN_PROSE = pattern(
    r"\b(?:[Aa]s|(?i:{seeking})|(?i:{job-words}) (?:of|is|for)) (?:(?:an? |our |the |next |new |talented |experienced )+|(?<=[Aa]s )(?=[A-Z]))"
    r"(?P<title>[A-Z][\w/&+-]*(?:\.\w+)*(?:,? (?:[A-Z][\w/&+-]*(?:\.\w+)*|of|and|&|in))*)"
)
