"""SIG: the four signals that a hiring manager skims for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tailor.checks.figures import find_figures
from tailor.checks.reading import Reading, Sentence
from tailor.checks.rules import has, hits
from tailor.checks.types import Found, Known

_LATENCY_IN_RATE = re.compile(
    r"(?i)\b(?:latency|latencies|response times?|p9\d|p50|tail)\b(?: \w+){0,4}? (?:of |at |to |under |below |is |was |stayed |held )*(?:about |around |roughly |under |only )?[\d,.]+[kKM]? ?(?:qps|rps|(?:requests|queries|calls|events|predictions)(?: (?:a|per) (?:second|minute|hour|day)|/s)|(?:a|per) second)\b"
)
_THROUGHPUT_IN_TIME = re.compile(
    r"(?i)\b(?:throughput|qps|requests per second|bandwidth)\b(?: \w+){0,4}? (?:of |at |to |under |below |is |was |stayed |held |from )*(?:about |around |roughly |under |only )?[\d,.]+ ?(?:ms|milliseconds?|seconds?|secs?|s|minutes?)\b(?! window| intervals?)"
    r"|[\d,.]+ ?(?:ms|milliseconds?|seconds)\b (?:of )?(?:throughput|qps)\b"
)
_PERCENTILE_OVER = re.compile(
    r"(?i)\bp(?:1[0-9]{2}|[2-8]\d{2}|9[0-8]\d|99[0-8])\b(?! (?:gpu|card|instance))|\b(?:1[0-9][1-9]|1[1-9]0|[2-9]\d\d)(?:st|nd|rd|th) percentile"
)
_MEAN_PERCENTILE = re.compile(
    r"(?i)\b(?:average|mean|averaged|avg\.?)[ -](?:\w+ ){0,2}?\(?p\d\d(?:\.\d)?\b\)?|\bp\d\d(?:\.\d)?s? (?:\w+ )?(?:average|mean)\b|\bp\d\d(?:\.\d)?\b[^.;]{0,25}\b(?:that is|i\.e\.|in other words|meaning|namely|or|, the)\b[^.;]{0,15}\b(?:average|mean)\b"
    r"|\b(?:average|mean)\b[^.;,]{0,25}\((?:the )?p\d\d\b"
)
_OPENERS = re.compile(r"(?i)\b(?:i|my|me|we|our|mine)\b")


def check(letter: Reading, known: Known) -> Iterator[Found]:
    """The findings of the family."""
    body = letter.body
    if not body:
        return
    first = letter.sentences[0]
    if not _owns(letter):
        yield Found("SIG101", first.start, first.end)
    yield from _hand_offs(letter)
    if not has("constraint", body) and not any(figure.unit in {"rate", "size"} for figure in find_figures(body)):
        yield Found("SIG201", first.start, first.end)
    yield from _wrong_units(letter)
    if not _judges(letter, known):
        yield Found("SIG401", first.start, first.end)
    yield from _opening(letter)
    yield from _order(letter)


def _owns(letter: Reading) -> bool:
    given_away = {(found.start, found.end) for found in _hand_offs(letter)}
    return any(
        has("ownership", sentence.text) and not any(sentence.start <= start < sentence.end for start, _ in given_away)
        for sentence in letter.sentences
    )


def _hand_offs(letter: Reading) -> Iterator[Found]:
    for sentence in letter.sentences:
        for found in hits("hand-off", sentence.text):
            if re.search(
                r"(?i)\b(?:no|not|never|without|instead of|used to|stopped|when I left|pager|rota|on my last)\b",
                sentence.text,
            ):
                continue
            yield Found(
                "SIG102", sentence.start + found.start(), sentence.start + found.end(), f'"{_short(found.group())}"'
            )
            break


def _wrong_units(letter: Reading) -> Iterator[Found]:
    for sentence in letter.sentences:
        for pattern, detail in (
            (_LATENCY_IN_RATE, "a latency is a time"),
            (_THROUGHPUT_IN_TIME, "a throughput is a rate"),
            (_PERCENTILE_OVER, "a percentile is at most 100"),
            (_MEAN_PERCENTILE, "a percentile is no mean"),
        ):
            found = pattern.search(sentence.text)
            if found:
                yield Found(
                    "SIG202",
                    sentence.start + found.start(),
                    sentence.start + found.end(),
                    f'{detail}: "{_short(found.group())}"',
                )
                break


def _judges(letter: Reading, known: Known) -> bool:
    """Whether anything in the letter is about this team."""
    names = [known.company] if known.company else []
    if known.analysis is not None:
        from tailor.checks.coverage import answers

        if any(answer.anywhere for answer in answers(letter, known.analysis)):
            return True
    if any(re.search(rf"\b{re.escape(name.split()[0])}\b", letter.body) for name in names if name):
        return True
    return any(
        has("team", re.sub(_COURTESY, " ", sentence.text))
        for sentence in letter.sentences
        if not (known.analysis and not names)
    )


#: "You" of a courtesy shows nothing about the team.
_COURTESY = re.compile(
    r"(?i)thank you[^.]*|(?:hear(?:ing)? from|meet(?:ing)?|talk(?:ing)?|speak(?:ing)?|talk to|write to|writing to|contact|reach|call|tell|show|walk|send|let|assure|offer|give) you\b(?! (?:r|how your|what your|about your))[^.]*|at your (?:disposal|convenience)|your (?:time|consideration|reply|answer|attention)\b|if you (?:like|wish|want|would like)[^.]*|as you (?:can|may|will) see[^.]*|you (?:can|may) (?:reach|find|call|see)[^.]*"
)


def _opening(letter: Reading) -> Iterator[Found]:
    opening = next((sentence for sentence in letter.of(0) if _OPENERS.search(sentence.text)), letter.sentences[0])
    if has("application", opening.text) and not any(_runs(sentence) for sentence in letter.of(0)):
        yield Found("SIG501", opening.start, opening.end, f'"{_short(opening.text)}"')


def _runs(sentence: Sentence) -> bool:
    """Whether a sentence tells of a running system of one's own."""
    return bool(_OPENERS.search(sentence.text)) and has("running", re.sub(_COURTESY, " ", sentence.text))


def _order(letter: Reading) -> Iterator[Found]:
    """The architecture before a system in production and before what it was worth."""
    design = next(
        (number for number, sentence in enumerate(letter.sentences) if has("architecture", sentence.text)), None
    )
    if design is None:
        return
    earlier = letter.sentences[: design + 1]
    if any(has("running", sentence.text) or _worth(sentence.text) for sentence in earlier):
        return
    if any(_worth(sentence.text) for sentence in letter.sentences[design + 1 :]):
        found = letter.sentences[design]
        yield Found("SIG502", found.start, found.end, f'"{_short(found.text)}"')


def _worth(text: str) -> bool:
    return has("business", text) and bool(find_figures(text))


def _short(text: str, most: int = 9) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" ..." if len(words) > most else "")
