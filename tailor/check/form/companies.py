"""Another company's name where this one's should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jdparse
from jdparse.english.patterns import pattern
from tailor.check.finding import Found, Known
from tailor.check.letter import Reading
from tailor.check.phrases import hits

_NAME = r"(?!(?:{capital-starts})\b)(?:[A-Z][\w&'’.-]*[\w]|[A-Z])(?:\s(?:of|and|&|de|the)?\s?[A-Z][\w&'’.-]*\w)*"
_COMPANY = pattern(rf"(?:\s(?:{{before-name}}))*\s(?P<name>{_NAME})")
_DIRECT = pattern(rf"(?:\sthe)?\s(?P<name>{_NAME})")
#: A company that is spoken of as the one to go to: "Adyen is the company where I want to do this next".
_SUBJECT = pattern(
    rf"(?P<name>{_NAME}) (?:is|has (?:always |long )?been) (?:a|an|the|my|one of the|exactly the) (?:[\w-]+ ){{0,3}}?"
    r"(?:{kinds-of-company})\b(?=[^.;]*\b(?:where I|I (?:want|would|hope|wish|long|have (?:always|long|seen|wanted|admired))"
    r"|for (?:\w+ )?years|since (?:I|my))\b)"
)
#: Places in which a name is the reader's, whatever else the sentence says.
_ADDRESSED = tuple(
    pattern(form)
    for form in (
        rf"^(?:[Ss]o )?[Ww]hy (?P<name>{_NAME})(?=\W*$)",
        rf"(?P<name>{_NAME})['’]s? (?:\w+ )?(?:{{of-company}})\b",
        rf"(?i:\b(?:{{openings}})\b)(?:[ ,]+(?!at\b|with\b|within\b|my\b|where\b|which\b)[\w/&()#+.:\"“”-]+){{0,9}}?,? (?P<at>at|with|within) (?:the )?(?P<name>{_NAME})",
        rf"\b(?P<at>[Aa]t) (?:the )?(?P<name>{_NAME}),? I (?:can|could|would|will|'d|'ll|am (?:\w+ly )?(?:{{drawn}})|{{looking-to}})\b",
        rf"(?i:\b(?:future|new|prospective|next) )(?:{{at-theirs}}) (?P<at>at|with|is) (?P<name>{_NAME})",
        rf"\b(?i:your (?:\w+ )?(?:{{units-of-staff}})) (?P<at>at|with|of) (?:the )?(?P<name>{_NAME})",
    )
)
#: Likewise, where the sentence holds a wish.
_HOPED = pattern(rf"(?i:\b(?:{{belonging}}) (?:at|for|to|of|with)) (?:the )?(?P<name>{_NAME})")
_GREETED = pattern(
    rf"^\W*(?i:dear|hello|hi|hey|to) (?:the )?(?P<name>{_NAME}?)(?:['’]s?)? (?i:(?:{{before-staff}})? ?(?:{{units-of-staff}}))\b"
)
_GREETED_BY_NAME = pattern(
    rf"^\W*(?i:dear|hello|hi|hey|to) (?:the )?(?P<name>(?!(?:{{courtesy-titles}})\b){_NAME}?)\W*$"
)
#: Of one's own past or present: "my job at Cawdrey Travel Money", "when I joined Pennant Rentals".
_OWN = pattern(
    r"(?i)^as an? |\b(?:{own-cues}|(?:experience|background|career) (?:includes?|included|spans?)|my \w*\s?(?:{own-past}))\b"
)
#: Of a wish or an application.
_WISH = pattern(r"(?i)\b(?:{wish-words}|(?:the|this|your)(?: [\w-]+){0,5} (?:{openings}))\b|['’](?:d|ll)\b")
#: After a company's name; another noun there makes the name an adjective.
_NAMED = pattern(r"['’]s?\b|\W*$|\s*[^\w\s]|\s+(?:{behind-name})\b")
#: Of what the writer would do there.
_MODAL = pattern(
    r"(?i)(?:\b(?:i|me|my [\w ]{1,30})(?: \w+)?|['’]d|['’]ll) ?\b(?:{modals})\b|\b(?:i['’](?:d|ll))\b|\bwould make me\b"
)
#: No company: a role, a field, a date, a place, an event; a school; a name that is all such words.
_SCHOOL = pattern(r"(?i)\b(?:{schools})\b")
_PLAIN_NAME = pattern(r"(?i)(?:(?:{no-company}|ml|ai|of|and|the|&|i|ii|iii)\b[\s/-]*)+")
_ROLE_END = pattern(r"(?i)\b(?:{roles}|{role-ends})s?$")
#: Present-tense verbs are what a company is said to do: "Kestrel Retail ships clothes that fit".
_DOES = pattern(
    rf"(?:^|[,;] |(?i:\b(?:{{company-openers}}) ))(?P<name>{_NAME}) (?:(?:also|now|still|always|already|\w+ly) )?(?:is|has|does|offers|[a-z]{{2,}}s)\b(?! me\b)"
)
#: So often a company is named by somebody who writes to it.
_OFTEN = 2


def other_companies(letter: Reading, known: Known) -> Iterator[Found]:
    """Names of companies that the letter addresses and that are not the reader's, once each."""
    if not known.company:
        return
    own = {known.company.lower(), known.company.split()[0].strip(",.").lower(), _initials(known.company)}
    if known.profile is not None:
        own |= {story.employer.lower() for story in known.profile.stories if story.employer}
    told: set[str] = set()
    for start, name, surely in sorted(_addressed(letter, known)):
        if name in told or _is_own(name, own) or not _is_company(name, surely) or _worked_there(letter, name):
            continue
        told.add(name)
        yield Found("FRM301", start, start + len(name), f'"{name}", and the letter goes to {known.company}')


def _addressed(letter: Reading, known: Known) -> Iterator[tuple[int, str, bool]]:
    """The names that a letter speaks of as the reader's: start, name, whether one can only be there at a company."""
    greeted = _GREETED.match(letter.greeting.text)
    if greeted is not None and greeted["name"]:
        yield letter.greeting.start + greeted.start("name"), _bare(greeted["name"]), True
    named = _GREETED_BY_NAME.match(letter.greeting.text)
    # Why: "Dear Okafor" greets a person; a name that the letter speaks of again is a company's.
    if named is not None and re.search(rf"\b{re.escape(named['name'])}\b", letter.body):
        yield letter.greeting.start + named.start("name"), _bare(named["name"]), False
    for sentence in letter.sentences:
        for found in _wished(sentence.text):
            yield sentence.start + found.start("name"), _bare(found["name"]), False
        for form in (*_ADDRESSED, *([_HOPED] if _WISH.search(sentence.text) else [])):
            for found in form.finditer(sentence.text):
                if not _OWN.search(sentence.text[: found.start("name")]):
                    yield sentence.start + found.start("name"), _bare(found["name"]), "at" in found.re.groupindex
        for found in _DOES.finditer(sentence.text):
            name = _bare(found["name"])
            times = len(re.findall(rf"\b{re.escape(name)}\b", letter.body))
            if times >= _OFTEN and not re.search(rf"(?i)\b{re.escape(known.company.split()[0])}\b", letter.body):
                yield sentence.start + found.start("name"), name, False


def _wished(text: str) -> Iterator[re.Match[str]]:
    """The names that a sentence speaks of as where its writer wants to be."""
    subject = _SUBJECT.match(text)
    if subject is not None:
        yield subject
    for cue in hits("drawn-to", text):
        found = _DIRECT.match(text, cue.end())
        if found is not None and not _OWN.search(text[: cue.start()]):
            yield found
    for cues, wish in (("joining", _WISH), ("useful-at", _MODAL)):
        for cue in hits(cues, text):
            found = _COMPANY.match(text, cue.end())
            before = text[: cue.end()]
            if (
                found is not None
                and wish.search(before)
                and not _OWN.search(before)
                and _NAMED.match(text, found.start("name") + len(_bare(found["name"])))
            ):
                yield found


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[:1].isupper()]
    return "".join(word[0] for word in words).lower() if len(words) > 1 else name.lower()


def _is_own(name: str, own: set[str]) -> bool:
    said = name.lower()
    return any(word in said or re.search(rf"\b{re.escape(said)}\b", word) for word in own if word)


def _is_company(name: str, surely: bool) -> bool:
    """Whether a name can be a company's: no role, field, school or day, and a tool's only where one `surely` works."""
    if _SCHOOL.search(name) or _PLAIN_NAME.fullmatch(name) or _ROLE_END.search(name) or len(name) < 3:
        return False
    # Why: an ambiguous name (Triton) is named by nothing but company in its sentence, and here there may be none.
    return surely or (not jdparse.tools_named(name) and name not in jdparse.load_lexicon().tools)


def _worked_there(letter: Reading, name: str) -> bool:
    """Whether the letter says elsewhere that its writer works or worked there."""
    word = re.escape(name)
    there = pattern(
        rf"\b(?:At|For|at|for|with|by|joined) (?:the )?{word}\b(?: [A-Z]\w+)*,? (?:where |who |which )?(?:we|my|our|I)\b(?! (?:am (?:\w+ly )?(?:{{drawn}})|{{looking-to}})\b)"
        r"|(?:\b(?:I|we|[Mm]y|[Oo]ur|me)\b[^.;]*\b(?:{deeds}|{stints}|{roles}|{there-now})\b[^.;]*|\b(?:my|our)\b[^.;]{0,30})"
        rf"\b(?:at|for|with|by|joined|in) (?:the )?{word}\b"
    )
    if re.search(rf"\b{re.escape(name)}\b(?: [A-Z]\w+)*, where (?:I|we) ", letter.body):
        return True
    return any(
        there.search(sentence.text)
        and not _MODAL.search(sentence.text)
        and not any(found["name"].startswith(name) for found in _wished(sentence.text))
        and not any(_bare(found["name"]) == name for form in _ADDRESSED for found in form.finditer(sentence.text))
        for sentence in letter.sentences
    )
