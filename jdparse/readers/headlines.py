"""Title and company from one line: the subject of a mail, an address on a job board."""

from __future__ import annotations

import re
from urllib.parse import unquote

from jdparse.english.patterns import pattern
from jdparse.lexicon.load import load_words
from jdparse.readers.employer import find_employer
from jdparse.readers.marks import is_label
from jdparse.readers.titles import (
    FIELD,
    PLACE,
    ROLE,
    is_board,
    is_company,
    is_department,
    is_title,
    is_whereabouts,
    plain_line,
    split_title,
    without_stop,
    without_town,
)

_REPLY = pattern(r"^(?:(?:{mail-marks})\s*:\s*|\[[^\]]*\]\s*)+", re.IGNORECASE)
_HIRING = pattern(
    r"^(?:(?P<company>[A-Z][\w&.'’-]*(?: [A-Z&][\w&.'’-]*){0,4}) (?:is|are) |we(?:['’]re| are) )?(?:now |currently |still )?"
    r"(?:hiring|looking for|seeking|recruiting)\b(?: for)?(?: an?\b| our\b)?\s*[:–—-]?\s*(?P<title>.+)$",
    re.IGNORECASE,
)
_LEAD_IN = pattern(
    r"^(?:(?:new|exciting|open|urgent|great|remote)\s+)*(?:{job-words})"
    r"(?:\s+(?:opportunity|opening|alert|posting|description|offer|match))?(?:\s*[:–—|-]\s*|\s+(?:for|as)\s+(?:an?\s+|the\s+|our\s+)?)",
    re.IGNORECASE,
)
_EMPLOYER_FIRST = pattern(r"^(?P<company>[A-Z][\w&.'’ -]{1,40}?)\s*(?::|\s[|–—-])\s+(?P<title>.+)$")


#: What stands before and behind a title without being part of it: tags, request numbers, dates, labels, pay, hashtags.
_BEFORE_TITLE = (
    _REPLY,
    pattern(r"(?i)^(?:\[[^\]]*\]|\((?:{tags-of-a-title})\))\s*(?=\S)"),
    pattern(
        r"(?i)^(?:req(?:uisition)?(?:\s?(?:id|no|number))?\W*)?\W*(?=[\w-]*(?:\d[\w-]*){3})[\w-]+\s+[-–—:|]\s+|^\W*(?:[A-Z]{1,3}-?)?\d{5,}\s+"
    ),
    pattern(r"(?i)^(?:{months})\w* (?:19|20)\d\d\s*[-–—:|]\s*"),
    pattern(r"(?i)^(?:(?:{job-words})\s*)?#?\d{1,3}(?:\s+of\s+\d+)?\s*[:.)–—-]\s*(?=\D)"),
    pattern(r"(?i)^(?:(?:{job-words})\s*\d{0,3}\s+)?(?:{title-labels})\s*[:–—-]\s*"),
    _LEAD_IN,
)
_BEHIND_TITLE = (
    pattern(r"\s*\([^()]*(?:[$£€¥₹]|\d\s?k\b)[^()]*\)\s*$", re.IGNORECASE),
    re.compile(r"\s*[-–—|,]\s*[$£€¥₹]\s?\d[^|]*$"),
    pattern(r"(?i)\s*[-–—|:]?\s*(?:job post(?:ing)?|job description|apply now|new)\s*$"),
    pattern(r"(?:\s+#\w+)+\s*$"),
    pattern(r"(?i)[\s(|–—-]+(?:(?:job |req(?:uisition)? )?(?:id|no|number)\W*|#|(?:r|jr|req)-?)\d{3,}\)?\s*$"),
    pattern(r"\s+[-–—|]\s*(?:\d{4,}\s*)?$"),
)
_JOB_WITH = pattern(r"^([^()]+?)(?i: (?:{job-words})) with (?=[A-Z])")
_JOB_WORD = pattern(r"(?i)\s+(?:{job-words})(?=\s+(?:at|with|@)\s|$)")
_SOUGHT_UNTIL = pattern(r"\s+(?:{behind-a-title})\s")
#: Where a page stands on its site: "Home > Careers > ML Engineer".
_CRUMB = re.compile(r"\s+[>›»/]\s+|^/\s+")
#: Pictures before a line's first word.
_MARKS = re.compile(r"^[^\w(\[.#@+]+")
_DASH = re.compile(r"\s+[-–—]\s+")
#: What stands behind a name in brackets: "(YC W24)".
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_BAR = re.compile(r"\s*\|\s*|\s+[·•]\s+")


#: No line that announces a job is longer.
_LONGEST = 2_000


def guess_from_headline(line: str) -> tuple[str, str]:
    """Title and company of a line that announces a job, such as the subject of a mail; empty where it does not tell."""
    line = plain_line(line)
    if not line or len(line) > _LONGEST:
        return "", ""
    crumbs = _CRUMB.split(line)
    # Titles have slashes too: "Founding Engineer / AI Engineer".
    line = undressed(_MARKS.sub("", crumbs[-1] if not crumbs[0] or is_label(crumbs[0]) or " / " not in line else line))
    parts = [part for part in _BAR.split(line) if part]
    if len(parts) > 1 and (found := _between_bars(parts)) is not None:
        return found
    if (found := _between_dashes(line)) is not None:
        return found
    line = _JOB_WITH.sub(r"\1 at ", line)
    line = _JOB_WORD.sub("", line)
    hiring = _HIRING.match(line)
    if hiring and not _sought(hiring["title"])[:1].isupper():
        return "", ""
    title, company = split_title(_sought(hiring["title"]) if hiring else line, "")
    hires = hiring["company"] or "" if hiring else ""
    company = (hires if is_company(hires) and hires not in load_words()["not-a-name"] else "") or company
    first = _EMPLOYER_FIRST.match(title)
    if (
        first
        and not company
        and ROLE.search(first["title"])
        and is_company(first["company"])
        and not is_department(first["company"])
    ):
        title, company = undressed(first["title"]), first["company"].strip()
    return (without_stop(without_town(title)), company) if is_title(title) else ("", "")


def undressed(title: str) -> str:
    """A title without what stands around it and is no part of it."""
    for mark in (*_BEFORE_TITLE, *_BEHIND_TITLE):
        title = mark.sub("", title).strip(" !") if mark.sub("", title).strip() else title
    return title


def _between_bars(parts: list[str]) -> tuple[str, str] | None:
    """Title and company of "Company | Title | Place" and "Title | Company"; None where the bars say something else."""
    number = next((number for number, part in enumerate(parts) if is_title(part)), None)
    if number is None or parts[number].count("(") != parts[number].count(")"):
        return None
    title = undressed(parts[number])
    names = [_ASIDE.sub("", part) for part in parts]
    before = next((name for name in names[:number] if _is_name(name)), "")
    if before:
        return title, before
    title, company = split_title(_ASIDE.sub("", title) if re.search(r"\s(?:at|@)\s", title) else title, "")
    if company and is_title(title):
        return title, company
    behind = names[number + 1] if number + 1 < len(parts) else ""
    if FIELD.match(behind) and not PLACE.search(behind):
        return None
    return title, behind if _is_name(behind) else ""


def _between_dashes(line: str) -> tuple[str, str] | None:
    """Title and company of "Company - Title - Place - Hybrid" and "Title - Company - Place"; None for other dashes."""
    parts = _DASH.split(line)
    known = len(parts)
    while parts and is_whereabouts(parts[-1]):
        parts.pop()
    if len(parts) != 2 or known == len(parts):
        return None
    for title, name in (parts, reversed(parts)):
        if is_title(title) and _is_name(name) and not FIELD.search(name):
            return undressed(title), name
    return None


def _is_name(words: str) -> bool:
    return is_company(words) and not is_department(words) and not is_board(words)


def _sought(words: str) -> str:
    """The title in what somebody looks for: without lower-case praise before it and without what it should bring."""
    words = _SOUGHT_UNTIL.split(words)[0]
    return re.sub(r"^(?:[a-z][\w-]*,? )+(?=[A-Z])", "", words)


def company_of_site(site: str, text: str) -> str:
    """An employer's name, where a job board has it in an address: ``quillmark-labs``.

    Args:
        site: The name in the address; may be empty.
        text: The posting, whose own spelling is better.
    """
    words = [word for word in re.split(r"[\W_]+", unquote(site)) if word]
    letters = "".join(words).lower()
    if letters:
        spelt: list[str] = re.findall(rf"(?<!\w){'[ .&-]?'.join(letters)}(?!\w)", text[:20_000], re.IGNORECASE)
        names = [name for name in spelt if not name.islower()]
        if names:
            return max(names, key=lambda name: (names.count(name), -names.index(name)))
    guessed = find_employer(text)
    guessed_letters = re.sub(r"[\W_]+", "", guessed).lower()
    if not letters or (
        guessed_letters and (letters.startswith(guessed_letters) or guessed_letters.startswith(letters))
    ):
        return guessed
    return " ".join(word.capitalize() if word.islower() else word for word in words)
