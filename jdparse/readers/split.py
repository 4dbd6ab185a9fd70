"""Several postings in one text -> their texts: numbered jobs, repeated labels, forum headlines, Markdown headings, ruled parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jdparse.english.patterns import pattern
from jdparse.readers.headlines import guess_from_headline
from jdparse.readers.titles import ROLE, is_company, is_department, is_title, plain_line
from jdparse.text import FRONT_MATTER

#: A part of fewer words below its headline describes no job.
_LEAST_WORDS = 5
_NUMBERED = pattern(r"(?i)\W*(?:{job-words})\s*(?:#|no\.?|number)?\s*(?P<number>\d{1,3})\b")
_LABELLED = pattern(r"(?i)\W*(?P<label>{title-labels})\W*:\s*(?P<title>\S.*)")
_HEADING = re.compile(r"(?P<level>#{1,3})\s+\S")
_RULE = re.compile(r"\s*(?:([-=*_#~])\s?(?:\1\s?){2,})\s*$")


def split_postings(text: str) -> list[str]:
    """The texts of the postings that a text holds, in its order; the text alone where it holds one."""
    settings = FRONT_MATTER.match(text)
    if settings:
        first, *more = split_postings(text[settings.end() :])
        return [settings.group() + first, *more]
    lines = text.split("\n")
    for begins in (_numbered, _labelled, _barred, _headed, _ruled):
        starts = begins(lines)
        if len(starts) < 2:
            continue
        parts = ["\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
        if all(sum(len(line.split()) for line in part.split("\n")[1:]) >= _LEAST_WORDS for part in parts):
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
    """Markdown headings of one level that are titles."""
    return _all_titles(
        lines, [number for number, line in enumerate(lines) if _HEADING.match(line)], lambda line: line.split()[0]
    )


def _all_titles(lines: Sequence[str], numbers: Sequence[int], level: Callable[[str], str]) -> list[int]:
    """The headings of the highest level if all of them are different titles."""
    highest = min((level(lines[number]) for number in numbers), key=len, default="")
    found = [number for number in numbers if level(lines[number]) == highest]
    titles = [_title(lines[number]) for number in found]
    return found if all(titles) and len(set(titles)) == len(titles) else []


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
