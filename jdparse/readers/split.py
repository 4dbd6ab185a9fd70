"""Several postings in one text -> their texts: numbered jobs, repeated labels, forum headlines, Markdown headings, ruled parts, announcements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jdparse.english.patterns import pattern
from jdparse.errors import ReadError
from jdparse.readers.head import pasted_posting
from jdparse.readers.headlines import guess_from_headline
from jdparse.readers.marks import ends_posting
from jdparse.readers.titles import FIELD, ROLE, is_company, is_department, is_title, plain_line, without_place
from jdparse.text import FRONT_MATTER
from jdparse.types import Posting

#: The longest posting has some hundred lines; a text of many of them has some thousand.
MAX_LINES = 20_000
#: A part of fewer words below its headline describes no job.
_LEAST_WORDS = 5
#: Where only titles tell, a part of fewer words may be the card of a similar job, or a step of a process.
_DESCRIBED_WORDS = 20
#: Above a list of jobs stand a greeting and a headline.
_LINES_ABOVE = 4
_NUMBERED = pattern(r"(?i)\W*(?:{job-words})\s*(?:#|no\.?|number)?\s*(?P<number>\d{1,3})\b")
_LABELLED = pattern(r"(?i)\W*(?P<label>{title-labels})\W*:\s*(?P<title>\S.*)")
_COUNTED = re.compile(r"\W*(?P<number>\d{1,3})\W{1,2}\s*(?P<title>[^\W\d_].*)")
_BESIDE = re.compile(r"(?P<title>[^(),]+?)(?:,\s+|\s+[-–—]\s+|\s+\()(?P<company>[^(),]+)\)?$")
_ITEM = re.compile(r"\s*[-•●▪◦‣·+]\s")
_HEADING = re.compile(r"(?P<level>#{1,3})\s+\S")
_RULE = re.compile(r"\s*(?:([-=*_#~])\s?(?:\1\s?){2,})\s*$")


def pasted_postings(text: str, source: str, name: str) -> list[Posting]:
    """The postings of a text that a person copied or saved: one, or each of several.

    Args:
        text: The text.
        source: Where it came from.
        name: The id of one; several are numbered behind it.

    Raises:
        ReadError: It has far more lines than a posting.
    """
    if text.count("\n") > MAX_LINES:
        raise ReadError(
            source, f"has more than {MAX_LINES:,} lines, far more than a posting; give the text of one posting"
        )
    texts = split_postings(text)
    if len(texts) == 1:
        return [pasted_posting(text, source, name)]
    return _with_employers([pasted_posting(part, source, f"{name}-{number}") for number, part in enumerate(texts, 1)])


def _with_employers(postings: list[Posting]) -> list[Posting]:
    """Postings whose titles are all "Title, Employer" or the like, with the two apart: one such title alone may name a team."""
    told = [_BESIDE.match(one.title) for one in postings]
    names = {found["company"] for found in told if found and _may_employ(found["company"])}
    if any(one.company for one in postings) or len(names) < len(postings):
        return postings
    return [
        replace(one, title=found["title"], company=found["company"])
        for one, found in zip(postings, told, strict=True)
        if found
    ]


def _may_employ(name: str) -> bool:
    return is_company(name) and not is_department(name) and not FIELD.search(name)


def split_postings(text: str) -> list[str]:
    """The texts of the postings that a text holds, in its order; the text alone where it holds one."""
    settings = FRONT_MATTER.match(text)
    if settings:
        first, *more = split_postings(text[settings.end() :])
        return [settings.group() + first, *more]
    lines = text.split("\n")
    for begins, least in (
        (_numbered, _LEAST_WORDS),
        (_labelled, _LEAST_WORDS),
        (_barred, _LEAST_WORDS),
        (_headed, _LEAST_WORDS),
        (_ruled, _LEAST_WORDS),
        (_counted, _DESCRIBED_WORDS),
        (_announced, _DESCRIBED_WORDS),
    ):
        starts = begins(lines)
        if len(starts) < 2:
            continue
        parts = ["\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
        if all(sum(len(line.split()) for line in part.split("\n")[1:]) >= least for part in parts):
            return parts
    return [text]


def _numbered(lines: Sequence[str]) -> list[int]:
    """Lines such as "Job 1: ..." whose numbers count up from one."""
    found = [(number, int(match["number"])) for number, line in enumerate(lines) if (match := _NUMBERED.match(line))]
    counted = [count for _, count in found]
    return [number for number, _ in found] if counted == list(range(1, len(counted) + 1)) else []


def _labelled(lines: Sequence[str]) -> list[int]:
    """Lines with the same label and a title behind it."""
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(lines):
        match = _LABELLED.match(line)
        if match and is_title(title := plain_line(match["title"])):
            found.setdefault(match["label"].lower(), {}).setdefault(title, number)
    most: list[int] = []
    for titles in found.values():
        most = max(most, sorted(titles.values()), key=len)
    return most


def _barred(lines: Sequence[str]) -> list[int]:
    """The headlines of forum posts: "Company | Title | Place | ..."."""
    found = []
    roles = 0
    for number, line in enumerate(lines):
        parts = [part.strip() for part in plain_line(line).split("|")]
        if len(parts) >= 3 and is_company(re.sub(r"\s*\([^()]*\)$", "", parts[0])):
            found.append(number)
            roles += any(map(ROLE.search, parts[1:]))
    return found if roles >= 2 else []


def _headed(lines: Sequence[str]) -> list[int]:
    """Markdown headings of one level that are all of them different titles; one other heading may stand above."""
    levels: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        if _HEADING.match(line):
            levels.setdefault(len(line.split()[0]), []).append(number)
    for found in (levels[level] for level in sorted(levels)):
        titles = [_title(lines[number]) for number in found]
        if all(titles) and len(set(titles)) == len(titles):
            if len(found) > 1:
                return found
        elif len(found) > 1:
            break
        if titles[0]:
            break
    return []


def _counted(lines: Sequence[str]) -> list[int]:
    """Titles with numbers before them that count up from one."""
    found = [
        (number, int(match["number"]))
        for number, line in enumerate(lines)
        if (match := _COUNTED.match(line)) and _title(match["title"])
    ]
    # The list begins the text; numbers further down are of steps or of fields of work.
    begun = found and sum(bool(line.strip()) for line in lines[: found[0][0]]) <= _LINES_ABOVE
    counted = [count for _, count in found]
    return [number for number, _ in found] if begun and counted == list(range(1, len(counted) + 1)) else []


def _announced(lines: Sequence[str]) -> list[int]:
    """Lines that announce a job with its employer, in them or in the line below, before a board's own lines begin."""
    found: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines):
        plain = plain_line(line)
        if ends_posting(plain) and found:
            break
        above = lines[number - 1].strip() if number else ""
        if (above and not _RULE.match(above)) or line.rstrip().endswith(":") or _ITEM.match(line):
            continue
        title, company = guess_from_headline(plain)
        below = next(filter(None, map(plain_line, lines[number + 1 : number + 3])), "")
        if title and not company and is_company(name := without_place(re.split(r"\s+[·•|–—-]\s+", below)[0])):
            company = name
        if title and company and not is_department(title):
            found.setdefault((title, company), number)
    return sorted(found.values()) if len({company for _, company in found}) > 1 else []


def _ruled(lines: Sequence[str]) -> list[int]:
    """The first lines of parts between rules, each of which is a title."""
    starts = [0, *(number + 1 for number, line in enumerate(lines) if _RULE.match(line))]
    firsts = [next((number for number in range(start, len(lines)) if lines[number].strip()), -1) for start in starts]
    firsts = sorted({number for number in firsts if number >= 0 and not _RULE.match(lines[number])})
    titles = [_title(lines[number]) for number in firsts]
    return firsts if all(titles) and len(set(titles)) > 1 else []


def _title(line: str) -> str:
    title = guess_from_headline(line)[0]
    return "" if is_department(title) else title
