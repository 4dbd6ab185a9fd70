"""Contests as proof."""

from __future__ import annotations

from collections.abc import Iterator

from jdparse.english.patterns import pattern
from tailor.check.finding import Found
from tailor.check.letter import Reading
from tailor.check.mistakes.gain import MINE
from tailor.check.phrases import has

#: So many competitions are a list of them.
_COMPETITIONS = 3
#: The event in the name of a contest, and names that begin with it.
_NAMED_CONTEST = pattern(
    r"\b(?:[A-Z][\w'’-]+ ){1,3}(?:{contest-names})\b|\b(?:Hack|Hackathon|Datathon)(?: (?:the|of|for))? [A-Z]\w+|\bKaggle\b"
)
_CONTESTS = r"(?:{contests-many})"
_COUNTED_CONTESTS = pattern(rf"(?i)\b({{contest-counts}}|\d\d?)\s+(?:[\w-]+\s+){{0,2}}{_CONTESTS}\b")
_CONTESTS_OF = pattern(rf"(?i:\b{_CONTESTS}\s+(?:of|in|on|at|for))\s+[\w' -]+,\s[\w' -]+,?\s(?:and|&)\s")
_ORDINAL = pattern(
    r"(?i)\b(?:a|the|my|in) (third|fourth|fifth|sixth)(?: (?:one|hackathon|datathon|{contests})\b|(?=,| on | in ))"
)
_NTH = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
#: Contests of others, or of no matter for a letter: of singers, in sports.
_PASTIME = pattern(
    r"(?i)\b(?:{pastimes}|swimm\w+)\b[^.;]{0,40}\b(?:{contests})\b"
    r"|\b(?:choir|band|crew|club)\b (?:has |have )?(?:won|took|taken|entered)\b"
)


def competitions(letter: Reading) -> Iterator[Found]:
    """Contests told as proof."""
    told = [
        sentence
        for number, sentence in enumerate(letter.sentences)
        if (has("contest", sentence.text) or _NAMED_CONTEST.search(sentence.text))
        and not _PASTIME.search(sentence.text)
    ]
    taken_part = [sentence for sentence in told if has("placed", sentence.text) and MINE.search(sentence.text)]
    if not taken_part:
        return
    names = {found.group().lower() for sentence in told for found in _NAMED_CONTEST.finditer(sentence.text)}
    kinds = {
        found.group().lower()
        for sentence in told
        if sentence in taken_part
        for found in _KIND_OF_CONTEST.finditer(sentence.text)
    }
    counted = [len(names), len(kinds), *(count for sentence in told for count in _contest_counts(sentence.text))]
    if max(counted) >= _COMPETITIONS:
        yield Found("MIS302", told[0].start, told[-1].end, f"{max(counted)} of them")


#: Kinds that differ are contests that differ.
_KIND_OF_CONTEST = pattern(
    r"(?i)(?<![\w-])(?:hackathon|datathon|competition|challenge|contest|leaderboard|shared task)(?![\w])"
)


def _contest_counts(text: str) -> Iterator[int]:
    """How many contests a sentence says there were."""
    found = _COUNTED_CONTESTS.search(text)
    if found is not None:
        number = found[1].lower()
        yield int(number) if number.isdigit() else _NUMBERS.get(number, _COMPETITIONS)
    if _CONTESTS_OF.search(text):
        yield _COMPETITIONS
    yield from (_NTH[found[1].lower()] for found in _ORDINAL.finditer(text))


_NUMBERS = {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
