"""FRM: length, placeholders, worn words, names, doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import jdparse
from jdparse.english.figures import find_figures
from jdparse.english.patterns import pattern
from tailor.check.finding import Found, Known
from tailor.check.letter import Reading
from tailor.check.phrases import hits
from tailor.data import TEMPLATES
from tailor.limits import MAX_PARAGRAPH_WORDS, TOLERANCE
from tailor.profile.load import load_profile

_BRACKETED = pattern(
    r"\[(?P<square>[^\[\]]{2,60})\]|<(?P<angle>[A-Za-z][\w' /-]{2,50})>|\{{1,2}\s?(?P<curly>[A-Za-z][\w' ./-]{1,50})\s?\}{1,2}"
    r"|_{4,}|\$X+\b|\bX{1,3},?\s?X{2,3}\b(?!L)"
)
_PLACE_WORDS = pattern(r"(?i)\b(?:{placeholder}|xx+|x%)\b|\.\.\.")
#: A note to oneself, and not the word of a programmer about code.
_TODO = pattern(r"(?<![\w-])TODO(?=\s*[:\])}]|[ \t]*$)", re.MULTILINE)
_CODE = pattern(r"(?i)^(?:{code-marks}|\d{1,3})$")
_DOUBLED = pattern(r"(?<![\w'’-])([A-Za-z]+)\s+(\1)(?![\w'’-])", re.IGNORECASE)
#: May be meant twice: a past, stress, a sound, an object that begins as its receiver ("gave her her keys").
_MEANT = frozenset(
    {
        "had",
        "that",
        "no",
        "bye",
        "night",
        "ha",
        "knock",
        "so",
        "pom",
        "long",
        "many",
        "never",
        "blah",
        "tut",
        "her",
        "beep",
    }
)
#: "What it is is ...", "what we do do ...".
_AFTER_WHAT = frozenset({"is", "do", "was", "does"})
#: "We log in in the morning": a verb's particle meets a preposition.
_PARTICLES = frozenset({"in", "on", "up", "out", "off", "over", "by", "through", "down"})
_PHRASAL = pattern(r"(?i)\b(?:{phrasal})(?:e?s|e?d|ing|e|es)?\s+$|\b(?:{phrasal-past})\s+$")
_NAME = r"(?:[A-Z][\w&'’.-]*[\w]|[A-Z])(?:\s(?:of|and|&|de|the)?\s?[A-Z][\w&'’.-]*\w)*"
_COMPANY = pattern(rf"(?:\s(?:{{before-name}}))*\s(?P<name>{_NAME})")
#: A company that is spoken of as the one to go to: "Adyen is the company where I want to do this next".
_SUBJECT = pattern(
    rf"(?P<name>{_NAME}) (?:is|has (?:always |long )?been) (?:a|an|the|my|one of the|exactly the) (?:[\w-]+ ){{0,3}}?"
    r"(?:{kinds-of-company})\b(?=[^.;]*\b(?:where I|I (?:want|would|hope|wish|long|have (?:always|long|seen|wanted|admired))"
    r"|for (?:\w+ )?years|since (?:I|my))\b)"
)
#: Of one's own past or present: "my job at Cawdrey Travel Money", "when I joined Pennant Rentals".
_OWN = pattern(
    r"(?i)\b(?:i joined|i worked|i have worked|i've worked|i work|when i|while i|used to|until|since|after|in my|at my|years"
    r"|previous|earlier|former|held|took|left|got|during|i had|i was|i am an?|my \w*\s?(?:{own-past}))\b"
)
#: Of a wish or an application.
_WISH = pattern(
    r"(?i)\b(?:want\w*|wish\w*|hop(?:e|ing)|would|will|could|can|love|like|eager|keen|excited|thrilled|delighted|pleased|happy"
    r"|appl(?:y|ying|ied)|application|interest\w*|opportunity|chance|openings?|vacancy|posting|advert\w*|admire\w*|drawn"
    r"|impressed|fan|dream\w*|why|looking forward|look forward|consider\w*|fit|(?:the|this|your)(?: [\w-]+){0,5} (?:role"
    r"|position|job|post)|caught|working for|working at|joining)\b|['’](?:d|ll)\b"
)
#: After a company's name; another noun there makes the name an adjective.
_NAMED = pattern(r"['’]s?\b|\W*$|\s*[^\w\s]|\s+(?:{behind-name})\b")
#: Of what the writer would do there.
_MODAL = pattern(
    r"(?i)(?:\b(?:i|me|my [\w ]{1,30})(?: \w+)?|['’]d|['’]ll) ?\b(?:{modals})\b|\b(?:i['’](?:d|ll))\b|\bwould make me\b"
)
#: No company: a role, a field, a date, a place, an event.
_ROLE = pattern(r"(?i){no-company}|ml\b|ai\b")


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    if known.length and letter.paragraphs and abs(letter.words - known.length) > TOLERANCE * known.length:
        yield Found(
            "FRM101",
            letter.paragraphs[0].start,
            letter.paragraphs[-1].end,
            f"{letter.words} words, {known.length} were chosen",
        )
    yield from _placeholders(letter)
    for found in hits("to-whom", letter.greeting.text):
        yield Found("FRM202", letter.greeting.start + found.start(), letter.greeting.start + found.end())
        break
    yield from _worn(letter, known.analysis.posting.text.casefold() if known.analysis else "")
    yield from _other_companies(letter, known)
    yield from _doubled(letter)
    for paragraph in letter.paragraphs:
        count = len(paragraph.text.split())
        if count > MAX_PARAGRAPH_WORDS:
            yield Found("FRM402", paragraph.start, paragraph.end, f"{count} words")


def _placeholders(letter: Reading) -> Iterator[Found]:
    samples = _sample_facts()
    for found in _BRACKETED.finditer(letter.text):
        inner = found["square"] or found["angle"] or found["curly"] or ""
        if found["square"] and inner.strip().lower() in samples:
            yield Found("FRM103", found.start(), found.end(), f'"{found.group()}"')
        elif not inner or (_PLACE_WORDS.search(inner.replace("_", " ")) and not _CODE.match(inner.strip())):
            yield Found("FRM102", found.start(), found.end(), f'"{found.group()}"')
    for found in (*hits("placeholder", letter.text), *_TODO.finditer(letter.text)):
        yield Found("FRM102", found.start(), found.end(), f'"{found.group()}"')


@lru_cache(maxsize=1)
def _sample_facts() -> frozenset[str]:
    """What the bundled sample's letters put in brackets, in lower case."""
    profile = load_profile(TEMPLATES / "sample-profile.toml", sample=True)
    facts = {profile.me.name.lower()}
    for story in profile.stories:
        facts |= {story.employer.lower(), *(tool.lower() for tool in story.tools)}
        facts |= {figure.text.strip().lower() for figure in find_figures(story.facts)}
        facts |= {word.strip().lower() for word in re.findall(r"[$€£]?\d[\d,.]*\s?\w*", story.facts)}
        # Why: a bare number may be a footnote's or a year's, one with a mark of its own cannot.
        facts |= set(re.findall(r"[$€£]?\d+[,.]\d[\d,.]*\d|[$€£]\d+[MKB]?|\d+%", story.facts))
    return frozenset(facts)


#: Worn words of `worn.toml` that have a plain meaning too; the set "worn" finds them in their worn company.
_PLAIN_TOO = frozenset(
    {
        "leverage", "leveraged", "utilize", "utilizes", "utilizing", "utilise", "utilising", "world-class", "best-in-class", "seamless",
        "seamlessly", "groundbreaking", "ground-breaking", "passionate", "perfect fit", "great fit", "aligns with",
        "resonate", "resonates", "fast-paced", "I am writing to", "spearhead", "spearheading",
    }
)  # fmt: skip


def _worn(letter: Reading, quoting: str) -> Iterator[Found]:
    words = [worn.pattern for worn in jdparse.load_worn() if worn.phrase not in _PLAIN_TOO]
    for sentence in letter.sentences:
        taken = -1
        found = [*hits("worn", sentence.text), *(hit for word in words for hit in word.finditer(sentence.text))]
        for hit in sorted(found, key=lambda hit: (hit.start(), -hit.end())):
            quoted = sentence.text[: hit.start()].count('"') % 2 == 1 or hit.group().casefold() in quoting
            if hit.start() >= taken and not quoted:
                yield Found("FRM201", sentence.start + hit.start(), sentence.start + hit.end(), f'"{hit.group()}"')
                taken = hit.end()


def _doubled(letter: Reading) -> Iterator[Found]:
    for doubled in _DOUBLED.finditer(letter.text):
        one, two = doubled[1], doubled[2]
        word = one.lower()
        name = one[0].isupper() and two[0].isupper() and word != "i"
        apart = "\n\n" in doubled.group() or word in _MEANT or (len(word) == 1 and word not in {"i", "a"})
        before = letter.text[: doubled.start()]
        phrasal = word in _PARTICLES and _PHRASAL.search(before)
        clause = word in _AFTER_WHAT and re.search(r"(?i)\bwhat\b[^.;]*$", before)
        if not (name or apart or phrasal or clause):
            yield Found("FRM401", doubled.start(), doubled.end(), f'"{" ".join(doubled.group().split())}"')


def _other_companies(letter: Reading, known: Known) -> Iterator[Found]:
    if not known.company:
        return
    own = {known.company.lower(), known.company.split()[0].strip(",.").lower()}
    if known.profile is not None:
        own |= {story.employer.lower() for story in known.profile.stories}
    for sentence in letter.sentences:
        for found in _wished(sentence.text):
            name = _bare(found["name"])
            if _is_own(name, own) or _ROLE.search(name) or _is_tool(name) or _worked_there(letter, name):
                continue
            place = (sentence.start + found.start("name"), sentence.start + found.start("name") + len(name))
            yield Found("FRM301", *place, f'"{name}", and the letter goes to {known.company}')


def _wished(text: str) -> Iterator[re.Match[str]]:
    """The names that a sentence speaks of as where its writer wants to be."""
    subject = _SUBJECT.match(text)
    if subject is not None:
        yield subject
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
    return re.sub(r"['’]s$", "", name)


def _is_own(name: str, own: frozenset[str] | set[str]) -> bool:
    said = name.lower()
    return any(word in said or re.search(rf"\b{re.escape(said)}\b", word) for word in own if word)


def _is_tool(name: str) -> bool:
    # Why: an ambiguous name (Triton) is named by nothing but company in its sentence, and here there may be none.
    return bool(jdparse.tools_named(name)) or name in jdparse.load_lexicon().tools


def _worked_there(letter: Reading, name: str) -> bool:
    """Whether the letter says elsewhere that its writer works or worked there."""
    there = pattern(
        rf"(?:\b(?:At|For|at|for|with|by|joined) (?:the )?{re.escape(name)}\b,? (?:I|we|my|our)\b|\b(?:I|we|[Mm]y|[Oo]ur"
        rf"|me)\b[^.;]*\b(?:at|for|of|with|by|joined) (?:the )?{re.escape(name)}\b)"
    )
    return any(
        there.search(sentence.text)
        and not _MODAL.search(sentence.text)
        and not any(found["name"].startswith(name) for found in _wished(sentence.text))
        for sentence in letter.sentences
    )
