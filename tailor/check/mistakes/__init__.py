"""MIS: the mistakes that get a letter binned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdparse.english.patterns import pattern
from tailor.check.finding import Found, Known
from tailor.check.letter import Reading
from tailor.check.mistakes.contests import competitions
from tailor.check.mistakes.gain import gains
from tailor.check.mistakes.skill import proficiency
from tailor.check.mistakes.stack import stack_lists
from tailor.check.phrases import has, hits


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    if not letter.body:
        return
    yield from stack_lists(letter)
    yield from gains(letter)
    yield from _notebook_only(letter)
    yield from competitions(letter)
    excuses = tuple(_apologies(letter))
    yield from excuses
    excused = [one for one in letter.sentences if any(one.start <= found.start < one.end for found in excuses)]
    for found in proficiency(letter):
        # Why: "Although I am most experienced in Java, I am intermediate in Python" is one fault.
        conceded = next((one for one in excused if one.start <= found.start < one.end), None)
        if conceded is None or not _CONCEDING.search(conceded.text[: found.start - conceded.start]):
            yield found
    if known.asks("MIS501") and not has("job", letter.body):
        place = next((sentence for sentence in letter.sentences if _speaks_of_models(sentence.text)), None)
        if place is not None:
            yield Found("MIS501", place.start, place.end)


#: A business model, a role model, last year's model of a scanner.
_OTHER_MODEL = pattern(r"(?i)\b(?:{other-models}|\d{4}) models?\b|\bmodels? (?:number|year)\b")


def _speaks_of_models(text: str) -> bool:
    return has("model", _OTHER_MODEL.sub(" ", text))


#: Within the clause that concedes.
_CONCEDING = re.compile(r"(?i)\b(?:although|though|while|whilst)\b[^,;.]*$")


def _apologies(letter: Reading) -> Iterator[Found]:
    for sentence in letter.sentences:
        excused = _apology(sentence.text)
        if excused is not None:
            start, end = (sentence.start + at for at in excused)
            yield Found("MIS401", start, end, f'"{letter.text[start:end]}"')


def _apology(text: str) -> tuple[int, int] | None:
    """Where a sentence excuses a gap: in so many words, or as a shortfall that is conceded."""
    found = next(hits("apology", text), None)
    if found is not None:
        return found.span()
    for gap in hits("shortfall", text):
        for cue in hits("concession", text):
            if cue.end() <= gap.start() and re.fullmatch(r"[\s,:–—-]*(?:that )?", text[cue.end() : gap.start()]):
                return cue.start(), gap.end()
        if re.match(_EXCUSED, text[gap.end() :]):
            return gap.span()
    return None


#: After a gap: it is excused, or made up for.
_EXCUSED = re.compile(
    r"(?i)(?: (?!since\b)[\w'-]+){0,8}?,? (?:but|yet|however|though|still) (?:i\b|my\b|what\b|the\b|it\b|that\b)"
    r"|[^.]{0,60}\b(?:indulgence|forgive|overlook|excuse me|sorry)\b"
)


def _notebook_only(letter: Reading) -> Iterator[Found]:
    proof = next((sentence for sentence in letter.sentences if has("notebook", sentence.text)), None)
    if proof is None or any(_in_use(sentence.text) for sentence in letter.sentences):
        return
    yield Found("MIS301", proof.start, proof.end, f'"{" ".join(proof.text.split()[:9])} ..."')


def _in_use(text: str) -> bool:
    """Whether a sentence speaks of something of the applicant's that ran or had users, or of a job."""
    if has("in-use", text):
        return not re.search(r"(?i)\b(?:would|could|your?)\b", text)
    return bool(_AT_WORK.search(text)) and not has("notebook", text)


#: A deed of one's own at a place with a name: "At Larkspur I replaced", "I write the optimizer and the monitoring at Larkspur".
_AT_WORK = pattern(
    r"\b(?:At|While at|Back at) (?!the\b|(?:[A-Z]\w+ )*(?:{school-names})\b)[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*,? I (?!(?:{not-work})\b)\w+"
    r"|\bI (?!(?:{not-work})\b)\w+ [^.;]{0,70}\bat (?!(?:[A-Z]\w+ )*(?:{school-names})\b)[A-Z]\w+"
)
