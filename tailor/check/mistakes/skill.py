"""Skill that is claimed instead of shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jdparse
from tailor.check.finding import Found
from tailor.check.letter import Reading
from tailor.check.phrases import hits

#: A claim of oneself begins so, and the claimed skill may stand in its second half.
_CLAIMING = re.compile(
    r"(?i)^(?:['’](?:m|ve|d)|(?:\s+(?:\w+ly|also|now|still|myself|too|even))*\s+(?:am|was|have|had|bring|possess|offer|gained?|acquired?"
    r"|developed|built|hold|consider|regard|count|call|became|combine|command|boast|demonstrate|come|know|would call))\b"
)


#: Between the claim and the skill: somebody else's skill, or none.
_OTHERS = re.compile(
    r"(?i)\b(?:who|whom|whose|that|which|he|she|they|someone|somebody|anyone|people|you|your|not|never|no|nor|neither|hardly|team|colleagues?"
    r"|group|staff|students?|hires?|candidates?|clients|analysts|engineers|developers|wife|husband|manager|boss|chief|asked|told|supposed|expected|wanted)\b|\b(?:with|by|from|beside|of) (?:an?|the|my|our) (?:[\w-]+ ){0,2}[\w-]+,?\s*$"
)


#: The beginning of a sentence that leaves its "I" out, or puts the skill before it.
_SUBJECTLESS = re.compile(
    r"(?i)\W*(?:(?:with|as|an?|also|and|being|having|thanks to|both|highly|very|extremely|my)\s+){0,3}$"
)


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
_POSTING_ASKS = re.compile(
    r"(?i)\b(?:you|your (?:posting|advert|ad|team|notice|description)|the (?:posting|advert|ad|role|job|position|notice))\b"
    r"[^.;]{0,40}\b(?:ask|want|need|look|seek|list|require|say|write|mention|call|wish|name|demand|hope)\w*"
)


def _quoted(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks."""
    before = text[:at]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")
