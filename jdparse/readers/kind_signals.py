"""What speaks for a posting or for another kind of text, as named signals for a linear judge.

Signals are of form, not of subject: who is addressed, what is asked of whom, when things happen, how lines look. So a text about any trade can be told.
Shares are per hundred words and levelled off, so that one long list outweighs nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from jdparse.english.patterns import pattern
from jdparse.lexicon.load import load_lexicon, load_words
from jdparse.readers.marks import is_label
from jdparse.readers.site import headings
from jdparse.readers.titles import ROLE, is_department, is_title, plain_line
from jdparse.reading.sections import plain_heading

#: What a text is, its beginning tells.
_READ = 6_000
#: What the signal of a single word begins with; in a text of no more words each tells as much as it can.
WORD = "word: "
_TELLING_WORDS = 40
#: What a text says, by lists of words.toml.
_SAYS = (
    "posting-says",
    "posting-surely-says",
    "hiring-says",
    "says-wall",
    "says-gone",
    "says-sign-up",
    "says-answered",
    "says-meeting",
    "says-list",
    "says-placeholder",
    "says-teaching",
    "says-form",
    "says-selling",
    "says-of-itself",
)
_CUES = ("problem", "mission", "seeking", "goal", "generic", "purpose", "constraint")
#: Words by the list that they stand in: who speaks, to whom, and of what time.
_CLASSES = ("of-me", "of-us", "of-you", "of-others", "of-the-past", "of-duty", "of-reporting")
_PAIRS = (("you", "of-what-comes"), ("you", "of-the-past"), ("we", "of-what-comes"), ("i", "of-the-past"))
# Why possessive: a run of marks between two words is taken in one way only, however long.
_SOUGHT = pattern(r"(?i)\b(?:{before-a-role})\b(?:\W++\w++){0,7}?\W++(?:{title-roles})s?\b")
_WILL = pattern(r"(?i)\b(?:{title-roles}|{who-is-sought})\b(?:[^\w\n]+\w+){0,3}?\W+(?:{behind-who-is-sought})\b")
_YEARS = pattern(r"(?i)\b\d+ ?\+? ?(?:[-–] ?\d+ ?)?\+? ?(?:years?|yrs?|yoe)\b")
_YOU_WILL = pattern(r"(?i)\byou(?:'ll|'d| (?:{behind-you}))\b")
_ASKS = pattern(r"(?i)\b(?:{asked-of-applicants})\b")
_TELLS = pattern(r"(?i)\b(?:was|were|had|said|did|[a-z]{2,}ed)\b|\bI\b|\bI'|\bmy\b")
#: What stands in a template for what has to be put there.
BLANK = pattern(r"\[[A-Za-z][\w /&'-]{0,40}\](?!\()|<[A-Z][A-Z _-]+>|\{\{?\s*[a-z_ ]+\s*\}\}?|_{5,}|\bX{2,}\b")
_FORMS = {
    "date": pattern(
        r"(?i)\b\d{1,2}(?:st|nd|rd|th)?\.? (?:{months})\b|\b(?:{months}) \d{1,2}\b|\b\d{1,4}[-/]\d{1,2}[-/]\d{1,4}\b"
    ),
    "year": pattern(r"\b(?:19|20)\d\d\b"),
    "years from to": pattern(r"(?i)\b(?:19|20)\d\d\s*(?:[-–—]|to)\s*(?:\w+[ /])?(?:(?:19|20)?\d\d\b|{still-there})"),
    "time": pattern(r"(?i)\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b"),
    "price": pattern(r"[$€£]\s?\d|\b\d[\d.,]* ?(?:€|£|{currencies})"),
    "percent": pattern(r"\d ?%"),
    "number": pattern(r"\d+"),
    "question": pattern(r"\?(?:\s|$)"),
    "quotation": pattern(r"[\"“][A-Z][^\"”\n]{12,}[\"”]"),
    "past": pattern(r"\b[a-z]{2,}ed\b"),
    "role": ROLE,
    "role sought": _SOUGHT,
    "role will": _WILL,
    "years asked": _YEARS,
    "you will": _YOU_WILL,
    "we did": pattern(r"(?i)\bwe (?:\w+ly |then |also )?(?:[a-z]{2,}ed|{did})\b"),
    "blank": BLANK,
    "numbered": pattern(r"(?m)^\s*(?:\d{1,2}|[A-Z]\d)[.)] "),
    "I": pattern(r"(?m)(?:^|[.!?]\s+)I\b"),
}
_CODE = re.compile(
    r"[;{}]\s*$|^\s*(?://|#!|/\*|\}|</?\w+>)|\w\(.*\)\s*[:{]?\s*$|^\[[\w.-]+\]$|^[a-z][\w.-]*:\s*\S*$|^\s*[\w.\[\]\"']+\s*=\s*\S"
)
_BULLET = re.compile(r"\s*(?:[-*•●▪◦‣–—·+✔★✓]|\d{1,2}[.)])\s+\S")
_LABEL = re.compile(r"\s*[A-Z][\w /&'-]{1,30}:(?:\s|$)")
_BOARD_LABEL = pattern(r"(?i)(?:{board-labels})\s*:\s*\S")
_HEADLINE = pattern(r"(?i)^\W*(?:{headline-starts})\b|\?$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!:%$€£@#]")
#: Nobody's address has more than so many characters.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)(?=\S{1,500}(?!\S))\S+@\S+\.\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
#: The share of a text, and the number of lines at each end, that tell how it begins and ends.
_BEGINNING, _ENDS = 0.3, 5
#: Shares are those of a text of so many words at least.
_FEW = 30
#: A line of no more words is short; a title in a list, with its employer, has no more than the second.
_SHORT_LINE, _TITLE_WORDS = 4, 18
#: A text with no more sentences that speak of a job says little of it; what else it says counts for more.
_LITTLE = 2
_OF_LITTLE = (
    *_CLASSES,
    "résumé headings",
    "salutation",
    "one title",
    "titles",
    "code",
    "years from to",
    "question",
    "quotation",
    "we did",
    "price",
    "time",
)
#: A list of jobs describes none in so many words, nor in so many on average.
_DESCRIBED_WORDS, _TEASER_WORDS = 45, 40


def signals_of(text: str, title: str = "") -> dict[str, float]:
    """The signals of a text by their names, without those that are 0.

    Args:
        text: The text.
        title: What announces it: its title, or the subject of a mail.
    """
    whole, addresses = _ADDRESS.subn("", f"{title}\n{text}"[:_READ].replace("’", "'").strip())
    words = [word.lower() for word in _WORD.findall(whole)]
    if not words:
        return {"few words": 1.0}
    lines = [line for line in whole.split("\n") if line.strip()]
    signals = {
        **_said(whole, len(words)),
        **_addressed(words),
        **_looks(lines),
        **_sentences(whole),
        **{name: _share(sum(1 for _ in form.finditer(whole)), len(words)) for name, form in _FORMS.items()},
        **_words(whole),
        "address": _share(addresses, len(words)),
        "few words": max(0.0, 1 - len(words) / _FEW),
        "words": math.log(len(words)) / 7,
    }
    if signals["job sentences"] <= math.log1p(_LITTLE):
        tells = [name for name in (*(f"{name}, first" for name in _SAYS), *_OF_LITTLE) if signals.get(name)]
        signals |= {f"{name}, little of a job": 1.0 for name in tells}
    return {name: value for name, value in signals.items() if value}


def undescribed_titles(text: str, title: str = "") -> list[str]:
    """The titles of jobs that stand one after the other without a description of as many words as a posting has."""
    lines = [line for line in map(plain_line, f"{title}\n{text}"[:_READ].split("\n")) if line]
    return _undescribed(lines, _titles(lines))


def _share(count: float, words: int) -> float:
    """How much of a text: 0 for nothing, 1 for something in every tenth word."""
    return math.log1p(100 * count / max(words, _FEW)) / math.log1p(10)


@lru_cache(maxsize=1)
def _phrases() -> tuple[AhoCorasick, list[list[str]]]:
    """All phrases that say what a text is, and the lists of each."""
    lexicon = load_lexicon()
    lists = {name: load_words()[name] for name in _SAYS}
    lists |= {f"cue {cue}": frozenset(lexicon.cues[cue].phrases) for cue in _CUES}
    things = (
        phrase.lower() for rows in (lexicon.pains, lexicon.metrics) for row in rows.values() for phrase in row.strong
    )
    lists["thing"] = frozenset(things)
    of: dict[str, list[str]] = {}
    for name, phrases in lists.items():
        for phrase in sorted(phrases):
            of.setdefault(phrase, []).append(name)
    return AhoCorasick(list(of)), list(of.values())


def _said(whole: str, words: int) -> dict[str, float]:
    """Phrases by list: how many different ones, their share, and whether the beginning has one."""
    plain = " ".join(whole.lower().split())
    automaton, lists = _phrases()
    different: dict[str, set[int]] = {}
    begins: set[str] = set()
    for number, start, _ in automaton.find_matches_as_indexes(plain, overlapping=True):
        if start and plain[start - 1].isalnum() and plain[start].isalnum():
            continue
        for name in lists[number]:
            different.setdefault(name, set()).add(number)
            if start <= _BEGINNING * len(plain):
                begins.add(name)
    found = {name: math.log1p(len(numbers)) / 2 for name, numbers in different.items()}
    found |= {f"{name}, share": _share(len(numbers), words) for name, numbers in different.items()}
    return found | {f"{name}, first": 1.0 for name in begins if name in _SAYS}


def _words(whole: str) -> dict[str, float]:
    """Each word and mark that the text has; one among many tells less."""
    words = _TOKEN.findall(whole.lower())
    telling = min(1.0, math.sqrt(_TELLING_WORDS / len(words))) if words else 0.0
    return {f"{WORD}{word}": telling for word in set(words)}


def _addressed(words: Sequence[str]) -> dict[str, float]:
    """Whom a text speaks of, and when."""
    counts, pairs, classes = Counter(words), Counter(pairwise(words)), load_words()
    found = {name: _share(sum(counts[word] for word in classes[name]), len(words)) for name in _CLASSES}
    for first, seconds in _PAIRS:
        found[f"{first} {seconds}"] = _share(sum(pairs[first, second] for second in classes[seconds]), len(words))
    return found


def _looks(lines: Sequence[str]) -> dict[str, float]:
    """Shares of lines, headings, and how the text begins and ends."""
    words, plain = load_words(), [plain_line(line) or line for line in lines]
    titles = _titles(plain)
    sections = set(filter(None, map(_section_of, plain)))
    resume = {plain_heading(line) for line in plain if len(line.split()) <= _SHORT_LINE} & words["resume-headings"]
    shares = {
        "bullets": sum(bool(_BULLET.match(line)) for line in lines),
        "labels": sum(bool(_LABEL.match(line)) for line in lines),
        "board labels": sum(bool(_BOARD_LABEL.match(line)) for line in plain),
        "code": sum(bool(_CODE.search(line)) or line.split()[0].lower() in words["code-starts"] for line in plain),
        "duties": sum(map(_begins_with_a_deed, plain)),
        "asks": sum(bool(_ASKS.search(line)) for line in plain),
        "short lines": sum(len(line.split()) <= _SHORT_LINE for line in plain),
        "titles": len(titles),
    }
    return {
        **{f"heading {name}": 1.0 for name in sections},
        **{name: count / len(lines) for name, count in shares.items()},
        "sections": math.log1p(len(sections)) / 2,
        "résumé headings": math.log1p(len(resume)) / 2,
        "one title": float(any(line in titles for line in plain[:3])),
        "undescribed titles": math.log1p(max(0, len(_undescribed(plain, titles)) - 1)) / 2,
        "headline": float(bool(_HEADLINE.search(plain[0]))),
        "salutation": float(_first_word(plain[0]).strip(",.!") in words["salutations"]),
        "farewell": float(any(plain_heading(line) in words["farewells"] for line in plain[-_ENDS:])),
    }


def _sentences(whole: str) -> Mapping[str, float]:
    """How many sentences speak of a job (what has to be done, what is asked, who is sought), and how many of what has been."""
    sentences = [part for part in _SENTENCE_END.split(whole) if _WORD.search(part)]
    asking = [
        _begins_with_a_deed(part) or any(form.search(part) for form in (_ASKS, _YEARS, _YOU_WILL, _SOUGHT, _WILL))
        for part in sentences
    ]
    telling = [bool(_TELLS.search(part)) for part in sentences]
    others = [tells for asks, tells in zip(asking, telling, strict=True) if not asks]
    return {
        "sentences of a job": sum(asking) / len(sentences),
        "no sentence of a job": float(not any(asking)),
        "job sentences": math.log1p(sum(asking)),
        "sentences of what was": sum(others) / len(sentences),
        "other sentences": (len(others) - sum(others)) / len(sentences),
    }


def _titles(lines: Sequence[str]) -> frozenset[str]:
    return frozenset(
        line
        for line in lines
        if len(line.split()) <= _TITLE_WORDS and is_title(line) and not is_department(line) and not is_label(line)
    )


def _undescribed(lines: Sequence[str], titles: frozenset[str]) -> list[str]:
    named: list[str] = []
    stretch = longest = others = 0
    for line in lines:
        if line in titles:
            named.append(line)
            stretch = 0
        else:
            others += len(line.split())
            stretch += len(line.split())
            longest = max(longest, stretch)
    return [] if longest >= _DESCRIBED_WORDS or others >= _TEASER_WORDS * len(named) else named


def _begins_with_a_deed(line: str) -> bool:
    actions = load_lexicon().cues["action"].phrases
    first = _first_word(line)
    return first in actions or first.removesuffix("s") in actions


def _first_word(line: str) -> str:
    return re.sub(r"^[\W\d]+", "", line.lower()).split(" ", 1)[0]


def _section_of(line: str) -> str:
    """The section of a posting that a short line opens."""
    heading = plain_heading(line)
    if not heading or len(heading.split()) > 2 * _SHORT_LINE or line.rstrip().endswith((".", ",", ";")):
        return ""
    kind = headings().kind_of(heading)
    return kind.value if kind else ""
