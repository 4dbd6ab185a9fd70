"""Skill that is claimed instead of shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jdparse
from jdparse.english.patterns import pattern
from tailor.check.finding import Found
from tailor.check.letter import Reading
from tailor.check.phrases import hits

#: A claim of oneself begins so, and the claimed skill may stand in its second half.
_CLAIMING = pattern(r"(?i)^(?:['’](?:m|ve|d)|(?:\s+(?:\w+ly|also|now|still|myself|too|even))*\s+(?:{claiming}))\b")
#: Between the claim and the skill: somebody else's skill, or none.
_OTHERS = pattern(
    r"(?i)\b(?:{other-subject})\b|\b(?:with|by|from|beside|of) (?:an?|the|my|our) (?:[\w-]+ ){0,2}[\w-]+,?\s*$"
)
#: The beginning of a sentence that leaves its "I" out, or puts the skill before it.
_SUBJECTLESS = pattern(r"(?i)\W*(?:(?:{skill-between})\s+){0,3}$|\W*as an? (?:[\w-]+ ){0,3}(?:{roles}) (?:who is )?$")


def proficiency(letter: Reading) -> Iterator[Found]:
    """Skill that is claimed instead of shown."""
    for sentence in letter.sentences:
        for found in sorted(hits("proficient", sentence.text), key=lambda hit: hit.start()):
            if found.group().lower().startswith("fluent") and not _in_a_tool(sentence.text[found.end() :]):
                continue
            if not _quoted(sentence.text, found.start()) and _of_oneself(sentence.text, found):
                yield Found(
                    "MIS102", sentence.start + found.start(), sentence.start + found.end(), f'"{found.group()}"'
                )


def _in_a_tool(text: str) -> bool:
    """Whether the next word is a tool's name: one is fluent in more languages than a list of them holds."""
    word = re.match(r"\W*([\w+#]+)", text)
    return word is not None and bool(jdparse.tools_named(word[1]) or word[1] in jdparse.load_lexicon().tools)


def _of_oneself(text: str, found: re.Match[str]) -> bool:
    """Whether it is the applicant whose skill is claimed."""
    if re.match(r"(?i)(?:i|my)\b", found.group()):
        return not _OTHERS.search(found.group())
    before = text[: found.start()]
    subjects = list(re.finditer(r"(?i)(?<![\w'’])(?:i|you|he|she|they|we)(?!\w)", before))
    if subjects:
        between = before[subjects[-1].end() :]
        return (
            subjects[-1].group().lower() == "i"
            and bool(_CLAIMING.match(between))
            and not _OTHERS.search(re.sub(r"(?i)^[^,;]*\b(?:but|yet)\b", "", between))
        )
    return bool(_SUBJECTLESS.match(before)) and not _POSTING_ASKS.search(text)


#: What a posting does with a skill.
_POSTING_ASKS = pattern(
    r"(?i)\b(?:you|your (?:{postings}|team)|the (?:{postings}|position"
    r"))\b[^.;]{0,40}\b(?:{asking})\w*"
)


def _quoted(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks."""
    before = text[:at]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")
