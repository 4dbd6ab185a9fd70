"""FRM: length, placeholders, worn words, names, doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import jdparse
from jdparse.english.blanks import find_blanks
from jdparse.english.figures import find_figures
from jdparse.english.patterns import pattern
from tailor.check.finding import Found, Known
from tailor.check.form.companies import other_companies
from tailor.check.form.leftovers import leftovers
from tailor.check.form.spelling import misspelt
from tailor.check.letter import Reading
from tailor.check.phrases import hits
from tailor.data import TEMPLATES
from tailor.limits import MAX_PARAGRAPH_WORDS, TOLERANCE
from tailor.profile.load import load_profile

_BRACKETED = pattern(
    r"\[(?P<square>(?:[^\[\]\n]|\n(?!\s*\n)){2,180})\]|<(?P<angle>[A-Za-z][\w' /-]{2,50})>|\{{1,2}\s?(?P<curly>[A-Za-z][\w' ./-]{1,50})\s?\}{1,2}"
    r"|_{4,}|\$X+\b|\bX{1,3},?\s?X{2,3}\b(?!L)"
)
_PLACE_WORDS = pattern(r"(?i)\b(?:{placeholder}|xx+|x%)\b|\.\.\.")
_CODE = pattern(r"(?i)^(?:{code-marks}|\d{1,3})$")
_DOUBLED = pattern(r"(?<![\w'’&-])([A-Za-z]+)\s+(\1)(?![\w'’&-])", re.IGNORECASE)
#: Words that are no name, however they are written.
_SMALL = frozenset({"i", "the", "a", "an", "and", "to", "of", "in", "at", "my", "we", "it", "is"})
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
    yield from other_companies(letter, known)
    yield from _doubled(letter)
    yield from leftovers(letter)
    if known.asks("FRM404"):
        yield from misspelt(letter, known)
    for paragraph in letter.paragraphs:
        count = len(paragraph.text.split())
        if count > MAX_PARAGRAPH_WORDS:
            yield Found("FRM402", paragraph.start, paragraph.end, f"{count} words")


def _placeholders(letter: Reading) -> Iterator[Found]:
    samples = _sample_facts()
    for found in _BRACKETED.finditer(letter.text):
        inner = found["square"] or found["angle"] or found["curly"] or ""
        if letter.text[: found.start()].count("`") % 2:
            continue
        if found["square"] and inner.strip().lower() in samples:
            yield Found("FRM103", found.start(), found.end(), f'"{found.group()}"')
        elif (
            not inner
            or "_" in (found["curly"] or "")
            or (found["square"] and _is_blank(letter.text, found))
            or (_PLACE_WORDS.search(inner.replace("_", " ")) and not _CODE.match(inner.strip()))
        ):
            yield Found("FRM102", found.start(), found.end(), f'"{found.group()}"')
    for found in find_blanks(letter.text):
        yield Found("FRM102", found.start(), found.end(), f'"{found.group()}"')


def _is_blank(text: str, found: re.Match[str]) -> bool:
    """Whether words in square brackets are a blank: no citation, no remark within a quotation, no link, no code."""
    inner, before = found["square"].strip(), text[: found.start()]
    quoted = before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")
    plain = re.fullmatch(r"(?i)[a-z][a-z'’/ -]*[a-z?]", inner) is not None and len(inner.split()) <= _BLANK_WORDS
    return plain and not quoted and text[found.end() : found.end() + 1] != "(" and not _REMARK.search(inner)


#: A blank names what is missing, in so many words at most; a remark has an article, a pronoun or the like.
_BLANK_WORDS = 5
_REMARK = pattern(r"(?i)\b(?:{function}|{second-person-noun})\b|^(?:{code-marks})$")


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
        name = one[0].isupper() and two[0].isupper() and word not in _SMALL
        apart = "\n\n" in doubled.group() or word in _MEANT or (len(word) == 1 and word not in {"i", "a"})
        before = letter.text[: doubled.start()]
        phrasal = word in _PARTICLES and _PHRASAL.search(before)
        clause = word in _AFTER_WHAT and re.search(r"(?i)\bwhat\b[^.;]*$", before)
        if not (name or apart or phrasal or clause):
            yield Found("FRM401", doubled.start(), doubled.end(), f'"{" ".join(doubled.group().split())}"')
