"""Title and employer of a pasted posting: from the settings above it, its labels, its headline, the lines beside that, and its prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jdparse.english.patterns import pattern
from jdparse.lexicon.load import load_towns
from jdparse.readers.employer import find_employer, folded, is_same
from jdparse.readers.headlines import guess_from_headline, undressed
from jdparse.readers.marks import is_label
from jdparse.readers.site import before_the_site
from jdparse.readers.titles import (
    CAREERS,
    FIELD,
    FORM_LABEL,
    MAX_COMPANY_WORDS,
    PLACE_AND_MODE,
    is_board,
    is_company,
    is_department,
    is_title,
    named_in_prose,
    plain_line,
    read_site_title,
    without_place,
)
from jdparse.text import FRONT_MATTER
from jdparse.types import Posting

#: Labels and headline stand among so many lines.
_HEAD_LINES = 40
_HEADLINE_AMONG = 14
#: A line of so many words is prose.
_PROSE_WORDS = 14
#: A line of more words that ends in a full stop is prose too.
_SHORT = 5
_COMMENT = pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LABELLED = pattern(
    r"^\W*(?P<label>{title-labels}|{employer-labels})\W*(?::\W*(?P<value>[^\n]{2,120}?)|\n+[ \t]*(?P<below>[^\n|]{2,120}?))[^\w)\]]*$",
    re.IGNORECASE | re.MULTILINE,
)
_TOML_SETTING = re.compile(r"(?m)^([\w-]+)[ \t]*=[ \t]*(['\"]?)(.*?)\2[ \t]*\r?$")
_EMPLOYER_LABEL = pattern(r"(?:{employer-labels})", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-*•●▪◦‣·]\s")
#: What LinkedIn writes for those who do not see its pictures.
_LOGO = re.compile(r"(?i)^(?:company )?logo (?:of|for) | (?:company )?logo$")
#: A link alone on a line; one to the beginning of a site is the name of its owner.
_LINK_ONLY = re.compile(r"\s*(?:[-*•]\s+)?\[[^\[\]]*\]\((?!https?://[\w.-]+/?\))[^()\s]*\)\s*|\s*<?https?://\S+\s*")
_AT = re.compile(r"^at (?=\w)")
#: Boards set name and place apart on one line.
_GAP = re.compile(r"(?<=[^\s:])(?: {2,}|\t+)(?=\S)")
#: How long ago somebody posted: the line above says what they are.
_AGE = re.compile(r"\d+\s?(?:m|h|d|w|mo|yr?)(?:\s*[•·].*)?")
#: So many lines before and behind the title may hold the employer.
_BESIDE = 4


def pasted_posting(text: str, source: str, name: str) -> Posting:
    """The posting of a text that a person copied or saved, without what the site had below it.

    Args:
        text: The text.
        source: Where it came from.
        name: The posting's id.
    """
    own = before_the_site(text)
    title, company = guess_title_and_company(text)
    if not title:
        # A banner may stand above the head.
        title, company = guess_title_and_company(own.strip())
    return Posting(own, title, company, source, name)


def guess_title_and_company(text: str) -> tuple[str, str]:
    """Title and company of a pasted posting; empty where its text does not tell."""
    title, company = _guess(text)
    behind = _COMPANY_BEHIND.match(title)
    if behind and company and folded(behind["name"]) == folded(company) and is_title(behind["title"]):
        title = behind["title"]
    return title, company


def _comma_name(line: str) -> str:
    """What may be an employer behind the last comma of a headline, or an empty string."""
    name = line.rpartition(", ")[2] if ", " in line else ""
    return name if name and is_company(name) and not FIELD.search(name) else ""


#: "ML Engineer, Search, Quillmark"
_COMPANY_BEHIND = re.compile(r"(?P<title>.+)(?:,|\s[-–—|@])\s+(?P<name>[^,|–—]+)$")


def _guess(text: str) -> tuple[str, str]:
    text = _COMMENT.sub("", text)
    settings = FRONT_MATTER.match(text)
    body = text[settings.end() :] if settings else text
    body = "".join(line for line in body.splitlines(keepends=True) if not is_label(plain_line(line)))
    title, company = _labelled(settings.group(), is_settings=True) if settings else ("", "")
    lines = _head(body.lstrip())
    number = _headline(lines)
    told_title, told_company = _read_headline(lines[number]) if number is not None else ("", "")
    labelled_title, labelled_company = _labelled("\n".join(body.split("\n")[:_HEAD_LINES]))
    first, second = (told_title, labelled_title) if number in {0, 1} else (labelled_title, told_title)
    company = company or labelled_company or _of_logo(body)
    # A label may be followed by a sentence that begins with the title.
    title = title or (second if second and first.startswith(second) else first or second)
    if number is None or not told_title or not told_company:
        hint = _comma_name(lines[number]) if number is not None else ""
        told = named_in_prose(body)
        company = company or (told[1] if title in {"", told[0]} else "")
        return title or told[0], company or find_employer(body, names_beside(lines, number), hint)
    if company and not is_same(company, told_company) and title == told_title:
        return undressed(lines[number]), company
    if company or _surely_named(lines[number], told_company):
        return title, company or told_company
    # What stands behind a bar or a dash may be a team, a field or a place: the prose decides.
    beside = names_beside(lines, number)
    company = find_employer(body, [*beside, told_company] if any(beside[:1]) else [told_company, *beside[1:]])
    if title == told_title and not is_same(company, told_company):
        title = undressed(lines[number])
    return title, company


def _surely_named(line: str, company: str) -> bool:
    """Whether a headline names its employer beyond doubt: as the first of several parts, before a verb, or behind "at"."""
    before, _, behind = line.partition(company)
    return bool(
        re.search(r"(?:\bat|@)\s*$", before)
        or re.match(r"\s*(?:[|·•:]|is\b|are\b|hiring\b)", behind)
        or (re.match(r"\s*[-–—]\s", behind) and is_title(undressed(before)))
    )


def _labelled(text: str, is_settings: bool = False) -> tuple[str, str]:
    """What the settings above a text, or the labels in its first lines, say."""
    title = company = ""
    text = _TOML_SETTING.sub(r"\1: \3", text) if is_settings else text
    for found in _LABELLED.finditer(text):
        # Some write several labels on one line.
        value = plain_line(re.split(r"\s*\|\s*(?=[\w ]+:|$)", found["value"] or found["below"])[0])
        if not value or FORM_LABEL.fullmatch(value):
            continue
        if _EMPLOYER_LABEL.fullmatch(found["label"]):
            name = re.split(r"\s+(?:is|are|was|[-–—])\s", value)[0]
            company = company or (name if len(name.split()) <= MAX_COMPANY_WORDS and not is_title(name) else "")
        elif not title:
            # Clippers keep the title of the page, with employer and board.
            site_title, site_company = read_site_title(value) if is_settings else ("", "")
            title = guess_from_headline(site_title or value)[0]
            company = company or site_company
    return title, company


def _of_logo(body: str) -> str:
    """The employer whose picture stands above the posting, as boards write it for those who do not see it; empty where none does."""
    for line in map(plain_line, body.split("\n")[:_HEADLINE_AMONG]):
        name = _LOGO.sub("", line)
        if name != line and is_company(name) and not is_board(name):
            return name
    return ""


def _head(body: str) -> list[str]:
    """The first lines with words on them, without buttons, links and pictures of the site."""
    lines: list[str] = []
    for line in body.split("\n")[: 2 * _HEAD_LINES]:
        plain = plain_line(_GAP.split(line.strip())[0])
        role_in_link = not _LINK_ONLY.fullmatch(line) or is_title(plain)
        # A duty may end in a role: "- Mentor junior engineers".
        if _BULLET.match(line) and lines:
            break
        if plain and role_in_link and not is_label(plain):
            lines.append(_LOGO.sub("", plain))
    return lines[:_HEAD_LINES]


def _headline(lines: Sequence[str]) -> int | None:
    """Which of the first lines announces the job, before prose begins."""
    for number, line in enumerate(lines[:_HEADLINE_AMONG]):
        if _read_headline(line)[0] and not any(map(_AGE.fullmatch, lines[number + 1 : number + 2])):
            return number
        if number > 1 and _is_prose(line):
            return None
    return None


def _is_prose(line: str) -> bool:
    words = len(line.split())
    return words >= _PROSE_WORDS or (words > _SHORT and line.endswith("."))


def _read_headline(line: str) -> tuple[str, str]:
    title, company = guess_from_headline(line)
    return ("", "") if is_department(title) else (title, company)


def names_beside(lines: Sequence[str], number: int | None) -> list[str]:
    """Short lines beside the title that may be the employer's name, the one directly below it first, or an empty string for it."""
    if number is None:
        return []
    behind = lines[number + 1 : number + 1 + _BESIDE]
    before = reversed(lines[max(0, number - _BESIDE) : number])
    names = [
        ""
        if PLACE_AND_MODE.fullmatch(line) or _is_prose(line)
        else without_place(re.split(r"\s+[·•|]\s+", CAREERS.sub("", _AT.sub("", line)))[0])
        for line in (*(behind or [""]), *before)
    ]
    return [
        name if is_company(name) and name.lower() not in load_towns() and not (place and is_board(name)) else ""
        for place, name in enumerate(names)
    ]
