"""SIG: the four signals that a hiring manager skims for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jdparse.english.figures import Figure, find_figures
from jdparse.english.patterns import pattern
from jdparse.english.portions import fractions
from tailor.check.coverage import answers
from tailor.check.finding import Found, Known
from tailor.check.letter import Reading, Sentence, shorten
from tailor.check.phrases import has, hits
from tailor.check.theirs import any_theirs, plainly_theirs

_LATENCY_IN_RATE = pattern(
    r"(?i)\b(?:latency|latencies|response times?|p9\d|p50)\b(?: (?!with|at)\w+){0,2}? (?:(?:{holding}) )"
    r"(?:(?:never|always|seldom) (?:above |below |over |under )?)?(?:(?:{about-now}) )*"
    r"[\d,.]+[kKM]? ?(?:qps|rps|frames (?:a|per) second|(?:requests|queries|calls|events|predictions)(?: (?:a"
    r"|per) (?:second|minute|hour|day)|/s)|(?:a|per) second)\b"
)
_THROUGHPUT_IN_TIME = pattern(
    r"(?i)(?<!\d )\b(?:throughput|qps|bandwidth)\b(?: (?!with|at|and)\w+){0,2}? (?:(?:{holding}) )"
    r"(?:(?:{about-now}) )*(?:[\d,.]+|two|three|four|five|ten|half a) ?(?:ms"
    r"|milliseconds?|seconds?|secs?|s|minutes?)\b(?! window| intervals?)|[\d,.]+ ?(?:ms|milliseconds?"
    r"|seconds)\b (?:of )?(?:throughput|qps)\b"
)
_PERCENTILE_OVER = pattern(
    r"\bp(?:1[0-9]{2}|[2-8]\d{2}|9[0-8]\d|99[0-8])\b(?! (?:gpu|card|instance))|\b(?:1[0-9][1-9]|1[1-9]0|[2-9]\d\d)(?:st|nd|rd"
    r"|th) percentile"
)
_MEAN_PERCENTILE = pattern(
    r"(?i)\b(?:an?|our|the|its|my)? ?(?:average|mean|averaged|avg\.?)[ -](?:latency |response time )?\(?p\d\d(?:\.\d)?\b\)?"
    r"|\bp\d\d(?:\.\d)? (?:latency )?of \S+ (?:ms|milliseconds|seconds?) on average|\bp\d\d(?:\.\d)?s? (?:\w+ )?(?:average"
    r"|mean)\b|\bp\d\d(?:\.\d)?\b[^.;]{0,25}\b(?:that is|i\.e\.|in other words|meaning|namely|or"
    r"|, the)\b[^.;]{0,15}\b(?:average|mean)\b|\b(?:average|mean)\b[^.;,]{0,25}\((?:the )?p\d\d\b"
)
_OPENERS = pattern(r"(?i)\b(?:i|my|me|we|our|mine)\b")


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    body = letter.body
    if not body:
        return
    first = letter.sentences[0]
    hand_offs = tuple(_hand_offs(letter))
    if known.asks("SIG101") and not _owns(letter, hand_offs):
        yield Found("SIG101", first.start, first.end)
    yield from hand_offs
    if (
        known.asks("SIG201")
        and not has("constraint", body)
        and not any(_constrains(figure) for figure in find_figures(body))
    ):
        yield Found("SIG201", first.start, first.end)
    yield from _wrong_units(letter)
    # Why: a few lines to nobody known cannot be about a team.
    addressed = known.company or known.analysis or letter.words >= _FEW_WORDS
    if known.asks("SIG401") and addressed and not _judges(letter, known):
        yield Found("SIG401", first.start, first.end)
    if known.asks("SIG501"):
        yield from _opening(letter)
    if known.asks("SIG502"):
        yield from _order(letter)


#: A time below this is one that a machine has to keep.
_MACHINE_SECONDS = 10.0
#: Money below this is the cost of one call or one page.
_PER_PIECE = 0.1
#: A rate over so many seconds is one of a system, not of a business.
_SYSTEM_PERIODS = frozenset({"", "second", "minute", "hour"})


def _constrains(figure: Figure) -> bool:
    """Whether a figure is one of a machine: a rate, or a time that no person would keep."""
    if figure.unit == "time":
        return figure.value < _MACHINE_SECONDS
    if figure.unit in "$€£":
        return figure.value < _PER_PIECE
    return figure.unit == "rate" and figure.period in _SYSTEM_PERIODS


def _owns(letter: Reading, hand_offs: Sequence[Found]) -> bool:
    """Whether a sentence that gives nothing away speaks of owning or running a system."""
    return any(
        has("ownership", sentence.text) and not any(sentence.start <= found.start < sentence.end for found in hand_offs)
        for sentence in letter.sentences
    )


def _hand_offs(letter: Reading) -> Iterator[Found]:
    for sentence in letter.sentences:
        taken = -1
        for found in sorted(hits("hand-off", sentence.text), key=lambda hit: (hit.start(), -hit.end())):
            denied = _DENIED.search(sentence.text[: found.start()])
            if found.start() >= taken and not denied and not _LEAVING.search(sentence.text):
                taken = found.end()
                start = sentence.start + found.start()
                yield Found("SIG102", start, start + len(found.group()), f'"{shorten(found.group())}"')


#: A hand-off that did not take place, or that the letter did away with.
_DENIED = pattern(
    r"(?i)\b(?:no|not|never|without|instead of|used to|stopped|rather than|before that|until then)\b[^,;.]{0,40}$"
)
#: Handing over at the end of a job is none.
_LEAVING = pattern(r"(?i)\bwhen I (?:left|leave|moved|go)\b|\b(?:pager|rota|last (?:day|week))\b")


def _wrong_units(letter: Reading) -> Iterator[Found]:
    for sentence in letter.sentences:
        for said, detail in (
            (_LATENCY_IN_RATE, "a latency is a time"),
            (_THROUGHPUT_IN_TIME, "a throughput is a rate"),
            (_PERCENTILE_OVER, "a percentile is at most 100"),
            (_MEAN_PERCENTILE, "a percentile is no mean"),
        ):
            found = said.search(sentence.text)
            if found:
                yield Found(
                    "SIG202",
                    sentence.start + found.start(),
                    sentence.start + found.end(),
                    f'{detail}: "{shorten(found.group())}"',
                )


#: A letter of fewer words is a note.
_FEW_WORDS = 50


def _judges(letter: Reading, known: Known) -> bool:
    """Whether anything in the letter is about this team: a highlight of its posting, or something that it names of theirs."""
    if known.analysis is not None and any(answer.anywhere for answer in answers(letter, known.analysis)):
        return True
    told = [_COURTESY.sub(" ", sentence.text) for sentence in letter.sentences]
    # Why twice: what is plain need not be parsed, wherever it stands.
    return any(map(plainly_theirs, told)) or any_theirs(told, known.company)


#: "You" of a courtesy shows nothing about the team.
_COURTESY = pattern(
    r"(?i)thank you[^.]*|(?:{to-reader}) you\b(?! (?:r|how your|what your|about your))[^.]*|at your (?:disposal|convenience)"
    r"|your (?:time|consideration|reply|answer|attention)\b|if you (?:like|wish|want|would like)[^.]*|as you (?:can|may"
    r"|will) see[^.]*|you (?:can|may) (?:reach|find|call|see)[^.]*|(?:{lesson-verbs}) you\b|your (?:indulgence|patience"
    r"|understanding|interest)"
)


def _opening(letter: Reading) -> Iterator[Found]:
    opening = next((sentence for sentence in letter.of(0) if _OPENERS.search(sentence.text)), letter.sentences[0])
    if has("application", opening.text) and not any(_runs(sentence) for sentence in letter.of(0)):
        yield Found("SIG501", opening.start, opening.end, f'"{shorten(opening.text)}"')


def _runs(sentence: Sentence) -> bool:
    """Whether a sentence tells of a running system of one's own."""
    return (
        bool(_OPENERS.search(sentence.text))
        and has("running", _COURTESY.sub(" ", sentence.text))
        and not re.search(r"(?i)\bnotebooks?\b", sentence.text)
    )


def _order(letter: Reading) -> Iterator[Found]:
    """The architecture before a system in production and before what it was worth."""
    design = next(
        (number for number, sentence in enumerate(letter.sentences) if has("architecture", sentence.text)), None
    )
    if design is None:
        return
    earlier = letter.sentences[:design]
    if any(has("running", sentence.text) or _worth(sentence.text) for sentence in earlier) or has(
        "running", letter.sentences[design].text
    ):
        return
    if any(_worth(sentence.text) for sentence in letter.sentences[design + 1 :]):
        found = letter.sentences[design]
        yield Found("SIG502", found.start, found.end, f'"{shorten(found.text)}"')


def _worth(text: str) -> bool:
    counted = has("business", text) or has("business-people", text) or has("gain", text)
    return counted and bool(find_figures(text) or fractions(text))
