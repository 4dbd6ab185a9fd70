"""What a text is if it is no posting: one line that says so, before anybody reads highlights out of it.

A posting has duties or requirements and somebody who hires. Words of a bot check or of an acknowledgement alone tell nothing, since postings
say "no longer" and "thank you for your interest" too: they count where the text says little that postings say (``lexicons/words.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jdparse.english.patterns import pattern
from jdparse.lexicon.load import load_lexicon, load_words
from jdparse.readers.marks import is_label
from jdparse.readers.titles import ROLE, is_department, is_title, plain_line, split_title
from jdparse.reading.sections import plain_heading

_UNFILLED = "is a template that nobody has filled; put the text of a job posting in it"
#: What a text is told to be by what it says, if it says at most so many things of a posting and has at most so many words.
_SAYS = (
    (
        "says-wall",
        1,
        250,
        "is a page that a site shows to machines, a bot check; open it in a browser, wait for the posting, and copy that",
    ),
    ("says-gone", 3, 250, "says that the job is no longer there; look for it on the employer's own site"),
    ("says-sign-up", 3, 250, "is a page that asks to sign in; sign in, open the posting, and copy that"),
    ("says-answered", 4, 250, "is an answer to an application, no posting; give the posting itself"),
    ("says-placeholder", 5, 80, _UNFILLED),
)
#: A posting may end with thanks, or with when it closes; what is none says so in its beginning.
_BEGINNING = 0.45
#: A list of jobs names so many, and describes none in so many words.
_LEAST_JOBS = 3
_DESCRIBED_WORDS = 60
#: Nor in so many on average.
_TEASER_WORDS = 40
_MOST_NAMED = 5
#: A title in a list, with its employer, has no more words.
_TITLE_WORDS = 18
#: A page of results says no more things of a posting.
_MOST_SAID = 3
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*[-–—]\s*\w")
_TO_READER = pattern(r"(?i)\b(?:{speakers})\b")
_CODE_END = re.compile(
    r"[;{}]\s*$|^\s*(?://|#!|/\*|\}|</?\w+>)|\w\(.*\)\s*[:{]?\s*$|^\[[\w.-]+\]$|^[a-z][\w.-]*:\s*\S*$|^\s*[\w.\[\]\"']+\s*=\s*\S"
)
_I_DID = re.compile(r"(?:^|[.!?]\s+)I\b", re.MULTILINE)
#: Three blanks in brackets make a template.
_BLANK = re.compile(r"\[[A-Za-z][\w /&'-]{0,40}\](?!\()")
#: A text of fewer words that names no role and no deed tells of no job.
_LEAST_WORDS = 5
#: So many words name a role, or say more than one thing of a posting, if they are one.
_LONG_WORDS = 80
_NOTHING = "tells of no job: no duties, no requirements, nobody who hires; give the text of a job posting"
#: So many words without one thing that postings say are something else.
_PROSE_WORDS = 60


def problem_of_kind(text: str, title: str = "") -> str:
    """Why a text is no posting, and what to do, in one line; empty for a posting.

    Args:
        text: The text.
        title: What announces it: its title, or the subject of a mail.
    """
    plain = " ".join(f"{title}\n{text}".replace("’", "'").lower().split())
    words = len(plain.split())
    said = sum(phrase in plain for phrase in load_words()["posting-says"])
    surely = any(phrase in plain for phrase in load_words()["posting-surely-says"])
    begins = plain[: int(_BEGINNING * len(plain))] if surely else plain
    for name, most_said, most_words, problem in _SAYS:
        if said <= most_said and words <= most_words and any(phrase in begins for phrase in load_words()[name]):
            return problem
    lines = [line for line in map(plain_line, text.split("\n")) if line]
    blanks = len(_BLANK.findall(text))
    if blanks >= 3 and 8 * blanks >= words:
        return _UNFILLED
    return (
        (_problem_of_list(lines, plain) if said <= _MOST_SAID else "")
        or _problem_of_paper(lines, text, said)
        or _problem_of_nothing(lines, plain, words, said)
    )


def _problem_of_list(lines: Sequence[str], plain: str) -> str:
    """A page of results or an alert: titles, one after the other, and no description of as many words as a posting has."""
    titles: list[str] = []
    stretch = longest = others = 0
    for line in lines:
        if len(line.split()) <= _TITLE_WORDS and is_title(line) and not is_department(line) and not is_label(line):
            titles.append(split_title(line, "")[0])
            stretch = 0
        else:
            others += len(line.split())
            stretch += len(line.split())
            longest = max(longest, stretch)
    named = list(dict.fromkeys(titles))
    least = _LEAST_JOBS if any(phrase in plain for phrase in load_words()["says-list"]) else _LEAST_JOBS + 1
    if len(titles) < least or len(named) < 2 or longest >= _DESCRIBED_WORDS or others >= _TEASER_WORDS * len(titles):
        return ""
    more = ", ..." if len(named) > _MOST_NAMED else ""
    return f"is a list of jobs ({', '.join(named[:_MOST_NAMED])}{more}) that describes none; open one and give that"


def _problem_of_paper(lines: Sequence[str], text: str, said: int) -> str:
    """A résumé, a letter, or source code."""
    headings = {plain_heading(line) for line in lines if len(line.split()) <= 3} & load_words()["resume-headings"]
    to_reader = sum(1 for _ in _TO_READER.finditer(text))
    years, few = len(_YEARS.findall(text)), to_reader <= 1 + len(text.split()) // 200
    if few and years and (len(headings) >= 2 or (years >= 3 and said <= 2)):
        return "reads like a résumé, no posting; tailor profile import reads JSON Resume and RenderCV"
    mine = len(re.findall(r"\b(?:I|my|me)\b", text))
    salutation = re.match(r"(?i)dear\b", lines[0] if lines else "")
    if mine > to_reader and (salutation or (said <= 1 and len(_I_DID.findall(text)) >= 3)):
        return "reads like a letter, no posting; tailor check reads letters"
    code = sum(bool(_CODE_END.search(line)) or line.split()[0].lower() in load_words()["code-starts"] for line in lines)
    if len(lines) >= 3 and code >= 0.6 * len(lines) and said <= 2:
        return "looks like source code or settings, no posting; give the text of a job posting"
    return ""


def _problem_of_nothing(lines: Sequence[str], plain: str, words: int, said: int) -> str:
    """A text that tells of no job at all."""
    role = ROLE.search(plain)
    if not role and (
        (words >= _LONG_WORDS and said <= 1)
        or (2 * words >= _LONG_WORDS and not said and not _names_a_thing((), plain))
    ):
        return _NOTHING
    if not (said or role or _names_a_thing(lines, plain)) and (
        words < _LEAST_WORDS or words >= _PROSE_WORDS or not re.search(r"[a-z]{3}", plain)
    ):
        return _NOTHING
    return ""


def _names_a_thing(lines: Sequence[str], plain: str) -> bool:
    """Whether a line begins with a deed, or a text names a problem or a metric that postings have."""
    lexicon = load_lexicon()
    actions = lexicon.cues["action"].phrases
    named = (phrase for row in (*lexicon.pains.values(), *lexicon.metrics.values()) for phrase in row.strong)
    firsts = (re.sub(r"^\W+", "", line.lower()).split(" ", 1)[0] for line in lines)
    return any(first in actions for first in firsts) or any(phrase.lower() in plain for phrase in named)
