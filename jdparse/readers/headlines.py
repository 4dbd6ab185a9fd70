"""Title and company from one line: the subject of a mail, an address on a job board."""

from __future__ import annotations

import re
from urllib.parse import unquote

from jdparse.english.patterns import pattern
from jdparse.readers.titles import FIELD, ROLE, guess_title_and_company, is_company, is_title, plain_line, split_title

_REPLY = pattern(r"^(?:(?:re|fwd?|fw|aw|wg|tr)\s*:\s*|\[[^\]]*\]\s*)+", re.IGNORECASE)
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


def guess_from_headline(line: str) -> tuple[str, str]:
    """Title and company of a line that announces a job, such as the subject of a mail; empty where it does not tell."""
    line = _REPLY.sub("", plain_line(line)).strip(" !.")
    line = re.sub(r"(?i)\s+(?:role|position|opening|opportunity|job|vacancy)(?=\s+(?:at|with|@)\s|$)", "", line)
    line = re.sub(r" with (?=[A-Z])", " at ", _LEAD_IN.sub("", line))
    hiring = _HIRING.match(line)
    title, company = split_title(hiring["title"] if hiring else line, "")
    company = (hiring["company"] if hiring else "") or company
    first = _EMPLOYER_FIRST.match(title)
    if (
        first
        and not company
        and ROLE.search(first["title"])
        and is_company(first["company"])
        and not FIELD.search(first["company"])
    ):
        title, company = first["title"], first["company"].strip()
    return (title, company) if is_title(title) else ("", "")


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
