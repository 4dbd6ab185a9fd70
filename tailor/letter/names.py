"""Names as a letter says them: the role and the employer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jdparse import Posting
from jdparse.english.patterns import pattern

_SHORT_RANKS: Mapping[str, str] = {"sr": "Senior", "snr": "Senior", "jr": "Junior", "mgr": "Manager", "eng": "Engineer"}
_ROLE_WORD = pattern(r"(?i){role-heads}|head\b")
#: What tells a generic title apart: "Senior Engineer, AI and Automation".
_FIELD = pattern(r"(?i)\b(?:ai|ml|machine learning|data|mlops|llms?|nlp|gen ?ai|deep learning|computer vision)\b")
_FIELD_WORDS = 5
#: Short words of titles that are no acronyms.
_SHOUTED = frozenset({"DATA", "LEAD", "HEAD", "TEAM", "TECH", "WITH", "SITE", "TEST"})
_LEGAL_FORM = pattern(r"(?i)(?:,?\s+(?:{legal-forms})\b\.?)+$")
_AGENCY = pattern(r"(?i)\b(?:our|my) client\b(?!'?s)")
#: Part of the name of an employer that hires for others.
_AGENCY_NAME = pattern(r"(?i)\b(?:recruit\w*|staffing|headhunt\w*|talent acquisition)\b")
#: What follows the name of one in its own posting.
_FOR_ANOTHER = r" (?:is|are|has|have)(?: \w+)? (?:partner(?:ed|ing) with|hiring (?:on behalf of|for)|recruiting for|retained by) (?:an?|one of|our)\b"


def employer_name(posting: Posting, *, given: bool) -> str:
    """Whom the letter names: nobody where an agency hires for somebody else; what the caller typed stands as it was typed.

    Args:
        posting: The posting.
        given: Whether the caller gave the company in the place of the posting's own.
    """
    if given:
        return " ".join(posting.company.split())
    hired_for = (
        _AGENCY.search(posting.text)
        or _AGENCY_NAME.search(posting.company)
        or (posting.company and re.search(rf"{re.escape(posting.company)}{_FOR_ANOTHER}", posting.text))
    )
    return "" if hired_for else company_name(posting.company)


_BOARD = pattern(r"(?i)jobs? (?:via|by|at|through)\b|confidential\b|undisclosed\b|stealth\b|(?:our|a) client\b")


def company_name(company: str) -> str:
    """An employer's name as a letter says it: without its legal form and what stands in parentheses; empty for a board's."""
    name = re.sub(r"\s*\([^)]*\)", "", " ".join(company.split())).split(" - ")[0]
    if _BOARD.match(name) or len(name) == 1:
        return ""
    return _LEGAL_FORM.sub("", name).strip(" ,.") or company.strip()


def letter_role(posting: Posting, *, given: bool) -> str:
    """The role that the letter is for, as a letter says it; what the caller typed stands as it was typed.

    Args:
        posting: The posting.
        given: Whether the caller gave the title in the place of the posting's own.
    """
    return " ".join(posting.title.split()) if given else role_name(posting.title)


def role_name(title: str) -> str:
    """A posting's title as it can stand in a sentence, or an empty string: no codes, places or slogans."""
    aside = re.findall(r"[(\[]([^)\]]*)[)\]]", title)
    title = re.sub(r"\s*/\s*", "/", re.sub(r"\s*[(\[][^)\]]*[)\]]", "", title))
    title = re.split(r"(?<=[a-z])/(?=[A-Z][\w.]* \w)", title)[0]
    title = re.sub(r"(?i)^(?:remote|hybrid|on-?site|nearshore|contract)\s*[-–:,]?\s+(?!sensing)", "", title)
    title = re.sub(r"(?i)\s+(?:on-?site|remote(?:ly)?|hybrid)\b(?! (?:engineer|scientist|developer)).*$", "", title)
    title = re.sub(r"(?i)^(?:now )?hiring:?\s+", "", title).split(" + ")[0]
    pieces = [
        piece.strip(" .,-–—/") for piece in re.split(r"\s+[-–—|:]\s+|\s*[|;:,]\s*|\s+-|-\s+", " ".join(title.split()))
    ]
    roles = [piece for piece in pieces if _ROLE_WORD.search(piece)]
    name = next((piece for piece in roles if " " in piece), next(iter(roles), ""))
    if not name or len(name.split()) > 7 or re.search(r"\d{2,}|[_@#]", name):
        return ""
    words = [_SHORT_RANKS.get(word.lower().rstrip("."), word) for word in name.split()]
    said = " ".join(
        word.capitalize() if word.isupper() and (len(word) > 4 or word in _SHOUTED) and "/" not in word else word
        for word in words
    )
    field = next((piece for piece in (*aside, *pieces[pieces.index(name) + 1 :]) if _FIELD.search(piece)), "")
    told = (
        not field
        or re.search(r"\d", field)
        or _FIELD.search(name)
        or _ROLE_WORD.search(field)
        or len(field.split()) > _FIELD_WORDS
    )
    return said if told else f"{said} ({field})"
