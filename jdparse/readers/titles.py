"""Title and company from the first lines of a pasted posting."""

from __future__ import annotations

import re
from urllib.parse import unquote

from jdparse.lexicon import load_words

_ROLE = re.compile(
    r"\b(?:engineer(?:ing)?|scientist|developer|architect|researcher|analyst|specialist|consultant|manager|director|lead|head|intern(?:ship)?"
    r"|mlops|devops|sre|programmer|expert|fellow|associate|technologist|officer|administrator|strategist)s?\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
#: Settings that Markdown tools keep above a text.
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?:(?!---[ \t]*$).*\n){1,40}---[ \t]*$", re.MULTILINE)
_LABELLED = re.compile(
    r"^\W*(?P<label>job title|title|position|role|company|employer|organization|organisation)\W*:\W*(?P<value>[^\n|]{2,80}?)[^\w)\]]*$",
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

#: What a team works on; "ML Engineer | Search" names no employer.
_FIELD = re.compile(
    r"(?i)\b(?:ads|ai|analytics|data|fraud|generative|growth|infra(?:structure)?|learning|llms?|ml|mlops|nlp|payments|perception"
    r"|personali[sz]ation|platform|ranking|recommendations?|research|risk|robotics|search|vision)\b"
)
_LEGAL_FORM = re.compile(r"\b(?:Inc|Ltd|Co|Corp|L\.?L\.?C|L\.?P|S\.A|B\.V|N\.V|e\.V|Pty|Bros)\.$")
_REPLY = re.compile(r"^(?:(?:re|fwd?|fw|aw|wg|tr)\s*:\s*|\[[^\]]*\]\s*)+", re.IGNORECASE)
_HIRING = re.compile(
    r"^(?:(?P<company>[A-Z][\w&.'’-]*(?: [A-Z&][\w&.'’-]*){0,4}) (?:is|are) |we(?:['’]re| are) )?(?:now |currently |still )?"
    r"(?:hiring|looking for|seeking|recruiting)\b(?: for)?(?: an?\b| our\b)?\s*[:–—-]?\s*(?P<title>.+)$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:new|exciting|open|urgent|great|remote)\s+)*(?:job|role|position|career|opportunity|opening|vacancy|application|apply)"
    r"(?:\s+(?:opportunity|opening|alert|posting|description|offer|match))?(?:\s*[:–—|-]\s*|\s+(?:for|as)\s+(?:an?\s+|the\s+|our\s+)?)",
    re.IGNORECASE,
)
_EMPLOYER_FIRST = re.compile(r"^(?P<company>[A-Z][\w&.'’ -]{1,40}?)\s*(?::|\s[|–—-])\s+(?P<title>.+)$")

#: A title has no more words than this.
_MAX_TITLE_WORDS = 14
#: A company's name has no more words than this.
_MAX_COMPANY_WORDS = 6


def guess_title_and_company(text: str) -> tuple[str, str]:
    """Title and company of a posting; empty where its first lines do not tell."""
    title = company = ""
    text = _COMMENT.sub("", text)
    head = "\n".join(text.split("\n")[:40])
    for found in _LABELLED.finditer(head):
        value = _plain(found["value"])
        if found["label"].lower() in {"company", "employer", "organization", "organisation"}:
            company = company or value
        elif _ROLE.search(value):
            title = title or value
    body = _FRONT_MATTER.sub("", text, count=1).lstrip()
    lines = [line for line in (_plain(line) for line in body.split("\n")[:12]) if line]
    for number, line in enumerate(lines[:3]):
        if not title and _is_title(line):
            title = line.removesuffix(".")
        if (
            title == line.removesuffix(".")
            and not company
            and number + 1 < len(lines)
            and _is_company(lines[number + 1])
        ):
            company = lines[number + 1]
    title, company = _split(title, company)
    return title, company or _named_in_prose(text[:6000])


def guess_from_headline(line: str) -> tuple[str, str]:
    """Title and company of a line that announces a job, such as the subject of a mail; empty where it does not tell."""
    line = _REPLY.sub("", _plain(line)).strip(" !.")
    line = re.sub(r"(?i)\s+(?:role|position|opening|opportunity|job|vacancy)(?=\s+(?:at|with|@)\s|$)", "", line)
    line = re.sub(r" with (?=[A-Z])", " at ", _LEAD_IN.sub("", line))
    hiring = _HIRING.match(line)
    title, company = _split(hiring["title"] if hiring else line, "")
    company = (hiring["company"] if hiring else "") or company
    first = _EMPLOYER_FIRST.match(title)
    if (
        first
        and not company
        and _ROLE.search(first["title"])
        and _is_company(first["company"])
        and not _FIELD.search(first["company"])
    ):
        title, company = first["title"], first["company"].strip()
    return (title, company) if _is_title(title) else ("", "")


def company_of_site(site: str, text: str) -> str:
    """An employer's name, where a job board has it in an address: ``quillmark-labs``.

    Args:
        site: The name in the address; may be empty.
        text: The posting, whose own spelling is better.
    """
    guessed = guess_title_and_company(text)[1]
    words = [word for word in re.split(r"[\W_]+", unquote(site)) if word]
    letters, guessed_letters = "".join(words).lower(), re.sub(r"[\W_]+", "", guessed).lower()
    if not letters:
        return guessed
    spelt: list[str] = re.findall(rf"(?<!\w){'[ .&-]?'.join(letters)}(?!\w)", text[:20_000], re.IGNORECASE)
    names = [name for name in spelt if not name.islower()]
    if names:
        return max(names, key=lambda name: (names.count(name), -names.index(name)))
    if guessed_letters and (letters.startswith(guessed_letters) or guessed_letters.startswith(letters)):
        return guessed
    return " ".join(word.capitalize() if word.islower() else word for word in words)


def _split(title: str, company: str) -> tuple[str, str]:
    """A title without the employer and the place that stand behind it, and the employer."""
    at = re.match(r"(?P<title>.+?) (?P<mark>at|@|[|–—]) (?P<company>[A-Z][\w&.' -]{1,40})$", title)
    if not at or not _ROLE.search(at["title"]):
        return title, company
    if _PLACE.search(at["company"]):
        return at["title"].strip(), company
    named = at["mark"] in {"at", "@"} or not (_FIELD.search(at["company"]) or company)
    if _ROLE.search(at["company"]) or not (named or at["company"].strip() == company):
        return title, company
    return at["title"].strip(), company or at["company"].strip()


def _plain(line: str) -> str:
    line = _LINK.sub(r"\1", _IMAGE.sub("", line))
    line = re.sub(r"[*_`#\\]+|[\u200b\ufeff]", "", line)
    return " ".join(line.split()).strip(" -–—|:•")


def _is_title(line: str) -> bool:
    return (
        len(line.split()) <= _MAX_TITLE_WORDS
        and bool(_ROLE.search(line))
        and (not line.endswith((".", "!", "?")) or (line.endswith(".") and line.istitle() and len(line.split()) <= 6))
        and not re.match(r"(?i)we(?:'re|’re| are)\b|about\b|as an?\b", line)
    )


def _is_company(line: str) -> bool:
    return (
        len(line.split()) <= _MAX_COMPANY_WORDS
        and line[:1].isalnum()
        and (not line.endswith((".", "!", "?", ",")) or bool(_LEGAL_FORM.search(line)))
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
