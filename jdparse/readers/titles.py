"""Title and company from the first lines of a pasted posting."""

from __future__ import annotations

import re

from jdparse.lexicon import load_words

_ROLE = re.compile(
    r"\b(?:engineer(?:ing)?|scientist|developer|architect|researcher|analyst|specialist|consultant|manager|director|lead|head|intern(?:ship)?"
    r"|mlops|devops|sre|programmer|expert|fellow|associate|technologist|officer|administrator|strategist)s?\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_LABELLED = re.compile(
    r"^\W*(?P<label>job title|title|position|role|company|employer|organization|organisation)\W*:\W*(?P<value>[^\n|]{2,80}?)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_AT = re.compile(
    r"\b(?:At|Join|About|at) (?P<name>[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,3})(?=[,:!.]|\s+(?:we|is|as|team|to)\b|\s*$)",
    re.MULTILINE,
)
_IS = re.compile(
    r"^\W*(?P<name>[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,3}) (?:is|was) (?:a|an|the|on|looking|seeking|hiring|building|transforming|founded)\b",
    re.MULTILINE,
)

_HEADINGS = re.compile(
    r"^(?:about|what|who|job|role|position|responsibilities|requirements|qualifications|description|overview|summary|company|benefits|location|note|why|the)\b",
    re.IGNORECASE,
)

_PLACE = re.compile(
    r"(?i:\b(?:remote|hybrid|on-?site|full[- ]time|part[- ]time|contract|anywhere|worldwide)\b)|\d{3,}"
    r"|^[A-Z][\w.' -]+, (?!(?:Inc|LLC|Ltd|Co|Corp|GmbH|AG|SA|PLC|LP)\b)[A-Z][\w.' -]+$"
)

#: A title has no more words than this.
_MAX_TITLE_WORDS = 14
#: A company's name has no more words than this.
_MAX_COMPANY_WORDS = 6


def guess_title_and_company(text: str) -> tuple[str, str]:
    """Title and company of a posting; empty where its first lines do not tell."""
    title = company = ""
    head = "\n".join(text.split("\n")[:40])
    for found in _LABELLED.finditer(head):
        value = _plain(found["value"])
        if found["label"].lower() in {"company", "employer", "organization", "organisation"}:
            company = company or value
        elif _ROLE.search(value):
            title = title or value
    lines = [line for line in (_plain(line) for line in text.split("\n")[:12]) if line]
    for number, line in enumerate(lines[:3]):
        if not title and _is_title(line):
            title = line
        if title == line and not company and number + 1 < len(lines) and _is_company(lines[number + 1]):
            company = lines[number + 1]
    at = re.match(r"(?P<title>.+?) (?:at|@|[|–—]) (?P<company>[A-Z][\w&.' -]{1,40})$", title)
    if at and _ROLE.search(at["title"]) and not _ROLE.search(at["company"]) and not _PLACE.search(at["company"]):
        title, company = at["title"].strip(), company or at["company"].strip()
    elif at and _ROLE.search(at["title"]) and _PLACE.search(at["company"]):
        title = at["title"].strip()
    if not company:
        company = _named_in_prose(text[:6000])
    return title, company


def _plain(line: str) -> str:
    line = _LINK.sub(r"\1", line)
    line = re.sub(r"[*_`#\\]+|[\u200b\ufeff]", "", line)
    return " ".join(line.split()).strip(" -–—|:•")


def _is_title(line: str) -> bool:
    return (
        len(line.split()) <= _MAX_TITLE_WORDS
        and bool(_ROLE.search(line))
        and not line.endswith((".", "!", "?"))
        and not re.match(r"(?i)we(?:'re|’re| are)\b|about\b|as an?\b", line)
    )


def _is_company(line: str) -> bool:
    return (
        len(line.split()) <= _MAX_COMPANY_WORDS
        and line[:1].isalnum()
        and not line.endswith((".", "!", "?", ","))
        and not _HEADINGS.match(line)
        and not _ROLE.search(line)
        and not _PLACE.search(line)
    )


def _named_in_prose(text: str) -> str:
    counts: dict[str, int] = {}
    for pattern in (_AT, _IS):
        for found in pattern.finditer(text):
            name = found["name"].rstrip(".'’").removesuffix("'s").removesuffix("’s")
            if name.split()[0] not in load_words()["not-a-name"] and not _ROLE.search(name):
                counts[name] = counts.get(name, 0) + text.count(name)
    return max(counts, key=lambda name: (counts[name], len(name), name)) if counts else ""
