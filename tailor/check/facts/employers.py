"""Employers that the profile does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdparse.english.patterns import pattern
from jdparse.english.voice import SELF
from tailor.check.facts.claim import FIRST_WORD, Told, is_claim
from tailor.check.facts.record import DEEDS
from tailor.check.finding import Found, Known
from tailor.profile.story import Profile

_NAME = r"(?P<name>(?:[A-Z][\w&'’.-]*\w|[A-Z])(?:\s(?:(?:of|and|&|de|van|von)\s)?[A-Z][\w&'’.-]*\w)*)"
_WORKED = rf"(?:{DEEDS})"
_ADVERBS = r"(?:(?:{doing-adverbs}) ){0,2}"
_ROLE = r"(?:{roles})"
_EMPLOYERS = tuple(
    pattern(form)
    for form in (
        rf"(?<![\w-])(?:[Aa]t|[Ff]or|[Ww]ith) {_NAME}(?:,? (?:for|over|in|from|until)\b[^,.;]{{2,25}})?(?:,| -)? (?:where |that )?(?:I|we) {_ADVERBS}{_WORKED}\b",
        rf"(?<![\w-])(?:[Aa]t|[Ff]or) {_NAME}, (?:where )?I(?:'d|’d)? ",
        rf"(?<![\w-])(?:[Aa]t|[Bb]efore|[Aa]fter|[Ss]ince(?: leaving)?|[Bb]ack at|[Pp]rior to) {_NAME},? (?:I|we) (?!(?:{{not-work}})\b)\w+",
        rf"{_NAME} (?:\w+ )?(?:{{hiring}}) me\b",
        rf"\b[Ii]t was (?:at|with) {_NAME} (?:that|where) (?:I|we)\b",
        rf"(?i:\b(?:a|an) (?:\w+ )?(?:{{stints}})) (?:at|with) {_NAME}(?=[^.;]*\b(?:me|I|my)\b)",
        rf"\b[Mm]y (?:\w+ )?{_NAME} (?:{{stints}}|colleagues|manager|chapter)\b",
        rf"\bI (?:was|am|have been|had been|sat|stayed|started|began)(?: \w+)? (?:at|with) {_NAME}(?=[,.;]| for | as | in | from | until | between | when )",
        rf"\b(?:[Ee]x-|[Ff]ormer(?:ly)? (?:of|at|with) |[Ii]ntern(?:ed|ship)? (?:at|with) ){_NAME}",
        rf"\b(?:I|we|and) {_ADVERBS}{_WORKED}\b[^,;:.?!—()]{{0,60}}? at {_NAME}",
        rf"\b(?:I|we) {_ADVERBS}(?!(?:{{not-work}})\b)\w+ (?:after |on |up |for )?(?:the|our|its|their|a|an) [^,;:.?!—()]{{0,40}}? at {_NAME}",
        rf"\b(?:I|we) {_ADVERBS}(?:worked|work|ran|built|owned|led)\b[^,;:.?!—()]{{0,40}}? (?:for|at) {_NAME}(?=[,.;]| as | in | from | until | between )",
        rf"\b(?:[Aa]s|was|am|been|became|former|ex-?)\s(?:an? |the )?(?:[\w-]+ ){{0,4}}{_ROLE} (?:at|with|for) {_NAME}",
        rf"(?i:\b(?:my|our|the)\s(?:\w+ )?(?:{{stints}})) (?:at|with) {_NAME}",
        rf"\b(?:\w+ )?(?:years|months|weeks) (?:at|with) {_NAME}",
        rf"\bI {_ADVERBS}(?:joined|left|founded|quit) {_NAME}",
        rf"(?i:\b(?:employed|hired)(?: me)?) (?:by|at) {_NAME}",
        rf"(?i:\bmy (?:{{which-employer}}) (?:employer|company|job|firm)(?: (?:was|is))?),? (?:at |with )?{_NAME}",
        rf"^{_NAME}, where (?:I|we) {_ADVERBS}{_WORKED}\b",
    )
)
_OTHER = r"(?P<to>(?:[A-Z][\w&'’.-]*\w|[A-Z])(?:\s[A-Z][\w&'’.-]*\w)*)"
#: From one employer to another: a town or a field may stand there too, so the other end has to be known as an employer.
_FROM = pattern(
    rf"\bI (?:\w+ )?(?:{{coming-from}})(?: back| over)?(?: to)? {_OTHER} (?:straight |directly |over |in \d{{4}} )?from {_NAME}"
)
_HIRED_FROM = pattern(
    rf"\b(?:hired|recruited|poached|taken on) (?:by|at) {_OTHER} (?:straight |away |directly )?(?:from|out of) {_NAME}"
)
_FROM_TO = pattern(
    rf"\bI (?:\w+ )?(?:{{coming-from}}) (?:over )?from {_NAME} (?:over |straight |in \d{{4}} )?to {_OTHER}"
)
#: Names after "at" or "for" that employ nobody.
_NO_EMPLOYER = pattern(
    r"(?i){no-employer}|acl\b|\bmay\b|\beth\b|\bmit\b|\bphd\b|\bmsc\b|\bbsc\b|\bi\b|^(?:{unit-names}|p\d\d|q[1-4])s?$"
)
_NOT_EMPLOYED = pattern(r"(?i)\b(?:{not-employed})\b")


def find_employers(told: Told, profile: Profile, known: Known) -> Iterator[Found]:
    """Work at an employer that the profile does not know."""
    text, offset = told.sentence.text, told.sentence.start
    if not SELF.search(text):
        return
    employers = [story.employer for story in profile.stories if story.employer]
    systems = " ".join(story.system for story in profile.stories).casefold()
    run = {tool.casefold() for story in profile.stories for tool in story.tools}
    tools = [(tool.span.start, tool.span.end) for tool in told.tools]
    seen: set[int] = set()
    moved = [
        form
        for form in (_FROM, _FROM_TO, _HIRED_FROM)
        if any(
            _same_house(found["to"], one) for found in form.finditer(text) for one in (*employers, known.company) if one
        )
    ]
    for form in (*_EMPLOYERS, *moved):
        for found in form.finditer(text):
            at = found.start("name")
            name = re.sub(r"['’]s?$", "", found["name"])
            ours = any(_same_house(name, employer) for employer in employers) or name.casefold() in systems
            ours = ours or name.casefold() in run
            theirs = known.company and _same_house(name, known.company)
            if at in seen or ours or theirs or _NO_EMPLOYER.search(name):
                continue
            if not is_claim(told, at, known, learned=True):
                continue
            if any(start <= at < end for start, end in tools) or _NOT_EMPLOYED.search(text[max(0, at - _NEAR) : at]):
                continue
            seen.add(at)
            yield Found("FCT103", offset + at, offset + at + len(name), f'"{name}"')


#: Characters before a name in which a word such as "vendor" speaks of it.
_NEAR = 40


def _same_house(name: str, employer: str) -> bool:
    """Whether two names are of one employer: "Halvard", "Halvard Pay Ltd"."""
    one, other = name.casefold(), employer.casefold()
    first, second = one.split()[0], other.split()[0]
    return one in other or other in one or (first == second and len(first) >= FIRST_WORD)
