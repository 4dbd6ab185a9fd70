"""FRM: length, placeholders, worn words, names, doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tailor.checks.figures import find_figures
from tailor.checks.reading import Reading
from tailor.checks.rules import hits
from tailor.checks.types import Found, Known
from tailor.data import TEMPLATES
from tailor.letters import TOLERANCE
from tailor.profile import load_profile

#: A paragraph of more words is not read in a skim.
MAX_PARAGRAPH_WORDS = 130
_BRACKETED = re.compile(
    r"\[(?P<square>[^\[\]\n]{2,60})\]|<(?P<angle>[A-Za-z][\w' /-]{2,50})>|\{{1,2}\s?(?P<curly>[A-Za-z][\w' ./-]{1,50})\s?\}{1,2}|_{4,}|\$X{2,}|\bX{1,3},?\s?X{2,3}\b(?!L)"
)
_PLACE_WORDS = re.compile(
    r"(?i)\b(?:your|my|name|company|role|position|title|date|address|email|phone|insert|add|manager|employer|team|tool|platform|metric|number|figure|city|location|skill|skills|project|product|reason|something|specific|example|xx+|x%|link|url|job|industry|hiring|recipient|university|degree|value|mission|years?|department|here)\b|\.\.\."
)
_CODE = re.compile(r"(?i)^(?:cls|sep|unk|pad|mask|sic|eos|bos|int|float|str|string|\d{1,3}|vector|t|key|value)$")
_DOUBLED = re.compile(r"(?i)(?<![\w'-])([a-z]{2,})\s+\1(?![\w'-])")
_MEANT = frozenset(
    {
        "had",
        "that",
        "is",
        "no",
        "bye",
        "night",
        "duran",
        "ha",
        "knock",
        "there",
        "so",
        "wagga",
        "pom",
        "baden",
        "york",
        "tom",
        "can",
        "will",
    }
)
_NAME = r"(?:[A-Z][\w&'’.-]*[\w]|[A-Z])(?:\s(?:of|and|&|de|the)?\s?[A-Z][\w&'’.-]*\w)*"
_COMPANY = re.compile(
    rf"(?:\s(?:the|with|by|at|in|of|a|an|your|team|position|role|mission|work|someone|people|for))*\s(?P<name>{_NAME})"
)
_ROLE = re.compile(
    r"(?i)engineer|scientist|developer|manager|team|platform|search|machine|learning|data|ml\b|ai\b|staff|senior|lead|research|payments|infrastructure|hiring|monday|tuesday|wednesday|thursday|friday|january|february|march|april|may|june|july|august|september|october|november|december|university|college|institute|school|python|kaggle|neurips|europe|germany|london|berlin"
)


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
    for sentence in letter.sentences:
        taken = -1
        for found in sorted(hits("worn", sentence.text), key=lambda hit: hit.start()):
            if found.start() >= taken:
                yield Found(
                    "FRM201", sentence.start + found.start(), sentence.start + found.end(), f'"{found.group()}"'
                )
                taken = found.end()
    yield from _other_companies(letter, known)
    for doubled in _DOUBLED.finditer(letter.text):
        word = doubled[1]
        if word.lower() not in _MEANT and not (word[0].isupper() and doubled.group().split()[-1][0].isupper()):
            yield Found("FRM401", doubled.start(), doubled.end(), f'"{" ".join(doubled.group().split())}"')
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
        elif not inner or (_PLACE_WORDS.search(inner) and not _CODE.match(inner.strip())):
            yield Found("FRM102", found.start(), found.end(), f'"{found.group()}"')
    for found in hits("placeholder", letter.text):
        yield Found("FRM102", found.start(), found.end(), f'"{found.group()}"')


def _sample_facts() -> frozenset[str]:
    """What the bundled sample's letters put in brackets, in lower case."""
    profile = load_profile(TEMPLATES / "sample-profile.toml", sample=True)
    facts = {profile.me.name.lower()}
    for story in profile.stories:
        facts |= {story.employer.lower(), *(tool.lower() for tool in story.tools)}
        facts |= {figure.text.strip().lower() for figure in find_figures(" ".join((story.facts,)))}
        facts |= {word.lower() for word in re.findall(r"[$€£]?\d[\d,.]*\s?\w*", story.facts)}
    return frozenset(facts)


def _other_companies(letter: Reading, known: Known) -> Iterator[Found]:
    if not known.company:
        return
    own = {known.company.lower(), known.company.split()[0].lower()}
    if known.profile is not None:
        own |= {story.employer.lower() for story in known.profile.stories}
    for sentence in letter.sentences:
        for cue in hits("joining", sentence.text):
            found = _COMPANY.match(sentence.text, cue.end())
            if found is None:
                continue
            name = re.sub(r"['’]s$", "", found["name"])
            past = re.search(
                r"(?i)\b(?:i joined|joined|i worked|when i|while i|used to|until|since|after|my (?:last|former|previous|years|time))\b",
                sentence.text[: cue.end()],
            )
            if (
                past
                or _ROLE.search(name)
                or any(name.lower().startswith(word) or word in name.lower() for word in own if word)
            ):
                continue
            place = (sentence.start + found.start("name"), sentence.start + found.start("name") + len(name))
            yield Found("FRM301", *place, f'"{name}", and the letter goes to {known.company}')
            break
