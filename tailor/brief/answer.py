"""What a writer answered, taken apart: marks, chatter, Markdown and quotation marks off, each sentence with the facts that it cites."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jdparse.english.patterns import pattern
from jdparse.english.plain import FOREIGN
from tailor.check.letter import Reading, read_letter
from tailor.files.letter import MAX_LETTER_BYTES


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer.

    Attributes:
        text: Its words, without marks.
        cites: The numbers of the facts that it names, in its order.
        paragraph: The number of its paragraph, from 0.
    """

    text: str
    cites: tuple[str, ...]
    paragraph: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer without what is no part of a letter.

    Attributes:
        sentences: Its sentences in order.
        reading: Its text taken apart, a sentence for each of them.
    """

    sentences: tuple[Said, ...]
    reading: Reading


_ID = r"[fFpP]\d{1,3}"
_BETWEEN = r"\s*(?:[,;&+/]|and)?\s*"
#: "[f3 p1]", "(f3, f4)", "[facts: f3-f5]"; with the space before it, so that what is left reads as if it had never stood there.
_MARK = re.compile(rf"(?<!\s)\s*+[\[(]\s*(?:\w{{2,10}}\s*:\s*)?({_ID}(?:(?:\s*[-–]\s*|{_BETWEEN}){_ID})*)\s*[\])]")
_RANGE = re.compile(rf"({_ID})\s*[-–]\s*({_ID})")
_MOST_IN_RANGE = 12
#: Keys of an object whose text is the letter.
_LETTER_KEYS = ("letter", "cover_letter", "body", "paragraphs", "sentences", "text", "content", "answer", "response")
_THOUGHT = re.compile(r"(?is)<(think\w*)>.*?(?:</\1>|(?!.))")
_FENCE = re.compile(r"(?s)```[\w-]*[ \t]*\n(.*?)(?:\n[ \t]*```|(?!.))")
_HEADING = re.compile(r"(?m)^[ \t]{0,3}(?:#{1,6}[ \t].*|[*_]{2}[^*_\n]{1,60}[*_]{2}:?[ \t]*|[-*_=]{3,}[ \t]*)$")
_MARKDOWN = re.compile(r"\*\*+|__+|`+|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?m:^[ \t]*>[ \t]?)")
_BULLET = re.compile(r"^(?:[-*•]|\d{1,2}[.)])\s+")
_QUOTES = "\"'“”„«»‘’"
_CHATTER = pattern(r"(?i)^\W*(?:{chatter})(?!\w)")


def read_answer(text: str) -> Answer:
    """An answer taken apart.

    Args:
        text: What came back, with whatever stands around the letter.
    """
    text = FOREIGN.sub("", text)[: 4 * MAX_LETTER_BYTES]
    text = _of_json(_THOUGHT.sub("", text))
    fences = [found[1] for found in _FENCE.finditer(text)]
    if fences:
        text = _of_json(max(fences, key=len))
    text = _HEADING.sub("", text)
    text = _MARKDOWN.sub("", text).strip()
    if _is_quoted(text):
        text = text.strip(_QUOTES)
    text, marks = _without_marks(text)
    reading = read_letter(text)
    sentences = _sentences(reading, marks)
    letter = _without_chatter(sentences)
    body = "\n\n".join(" ".join(said.text for said in group) for group in _paragraphs(letter))
    return Answer(letter, _one_by_one(letter, body))


def _of_json(text: str) -> str:
    """The letter inside an object or a list of JSON; the text itself where it is neither."""
    found = re.search(r"(?s)^\s*(?:```[\w-]*\s*)?([\[{].*[\]}])\s*(?:```)?\s*$", text)
    if found is None:
        return text
    try:
        row = json.loads(found[1])
    except (ValueError, RecursionError):
        return text
    return "\n\n".join(_texts(row)) or text


def _texts(row: Any) -> Iterator[str]:
    """The paragraphs of a letter in JSON; numbers of facts beside a sentence go behind it."""
    if isinstance(row, str):
        yield row
    elif isinstance(row, list):
        for item in row:
            yield from _texts(item)
    elif isinstance(row, dict):
        ids = [one for value in row.values() if isinstance(value, list) for one in value if _is_id(one)]
        key = next((key for key in _LETTER_KEYS if key in row), None)
        inner = [row[key]] if key is not None else [value for value in row.values() if not _ids_alone(value)]
        texts = [text for value in inner for text in _texts(value)]
        yield from (f"{text} [{' '.join(ids)}]" if ids and text is texts[-1] else text for text in texts)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(_ID, value.strip()))


def _ids_alone(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_id(one) for one in value)


def _without_marks(text: str) -> tuple[str, list[tuple[int, tuple[str, ...]]]]:
    """The text without its marks, and where each stood in it with the numbers that it named."""
    pieces: list[str] = []
    marks: list[tuple[int, tuple[str, ...]]] = []
    last = length = 0
    for found in _MARK.finditer(text):
        pieces.append(text[last : found.start()])
        length += len(pieces[-1])
        marks.append((length, tuple(_ids(found[1]))))
        last = found.end()
    pieces.append(text[last:])
    return "".join(pieces), marks


def _ids(said: str) -> Iterator[str]:
    """The numbers of a mark, a range spelled out."""
    rest = said.lower()
    for found in _RANGE.finditer(said.lower()):
        kind, first, last = found[1][0], int(found[1][1:]), int(found[2][1:])
        if found[2][0] == kind and first <= last <= first + _MOST_IN_RANGE:
            yield from (f"{kind}{number}" for number in range(first, last + 1))
            rest = rest.replace(found.group(), " ")
    yield from re.findall(_ID.lower(), rest)


def _sentences(reading: Reading, marks: Sequence[tuple[int, tuple[str, ...]]]) -> list[Said]:
    """The sentences with what they cite: a mark belongs to the sentence in or behind which it stands.

    A stop with a mark behind it ends a sentence, where the stop alone may be that of "1.4 s.".
    """
    # Why once each: two marks may stand behind one stop.
    stops = list(dict.fromkeys(at for at, _ in marks if at and reading.text[at - 1] in ".!?"))
    spans = []
    for one in reading.sentences:
        inside = stops[bisect_right(stops, one.start) : bisect_left(stops, one.end)]
        ends = [at for at in inside if reading.text[at : at + 1].isspace()]
        starts = (one.start, *(at + 1 for at in ends))
        spans += [(start, end, one.paragraph) for start, end in zip(starts, (*ends, one.end), strict=True)]
    found = []
    places = [at for at, _ in marks]
    spans = _joined(spans, reading.text, frozenset(places))
    for number, (start, end, paragraph) in enumerate(spans):
        until = spans[number + 1][0] if number + 1 < len(spans) else len(reading.text) + 1
        within = slice(bisect_right(places, start * bool(number)), bisect_left(places, until))
        cites = dict.fromkeys(name for _, names in marks[within] for name in names)
        text = _BULLET.sub("", " ".join(reading.text[start:end].split()))
        found.append(Said(re.sub(r"\s+([,.;:!?])", r"\1", text), tuple(cites), paragraph))
    return found


def _joined(spans: Sequence[tuple[int, int, int]], text: str, marks: Collection[int]) -> list[tuple[int, int, int]]:
    """The places of sentences, those joined that were parted behind an initial: "D. E. Shaw"."""
    found: list[tuple[int, int, int]] = []
    for span in spans:
        before = found[-1] if found else None
        if (
            before
            and before[2] == span[2]
            and _INITIAL.search(text, max(0, before[1] - 3), before[1])
            and before[1] not in marks
        ):
            found[-1] = (before[0], span[1], span[2])
        else:
            found.append(span)
    return found


_INITIAL = re.compile(r"(?<![^\W_])[A-Z]\.$")


def _is_quoted(text: str) -> bool:
    """Whether the whole letter stands in quotation marks, and no others stand in it."""
    return text[:1] in _QUOTES and text[-1:] in _QUOTES and sum(char in '"“”„«»' for char in text) <= len("“”")


def _without_chatter(sentences: Sequence[Said]) -> tuple[Said, ...]:
    """The sentences from the first to the last that is no remark on the letter."""
    kept = list(sentences)
    for end in (0, -1):
        while kept and not kept[end].cites and _is_chatter(kept[end].text):
            del kept[end]
    remarks = {said.paragraph for said in kept if not said.cites and _is_chatter(said.text)}
    cited = {said.paragraph for said in kept if said.cites}
    return tuple(said for said in kept if said.paragraph not in remarks - cited)


def _is_chatter(text: str) -> bool:
    return bool(_CHATTER.match(text)) or text.endswith(":") or not re.search(r"[^\W\d_]{2}", text)


def _paragraphs(sentences: Sequence[Said]) -> list[list[Said]]:
    found: dict[int, list[Said]] = {}
    for said in sentences:
        found.setdefault(said.paragraph, []).append(said)
    return list(found.values())


def _one_by_one(sentences: Sequence[Said], body: str) -> Reading:
    """The sentences as the reading of a letter, in the places that they have in its body."""
    from tailor.check.letter import Paragraph, Sentence

    found, at = [], 0
    numbers = {number: order for order, number in enumerate(dict.fromkeys(said.paragraph for said in sentences))}
    for said in sentences:
        at = body.index(said.text, at)
        found.append(Sentence(said.text, at, at + len(said.text), numbers[said.paragraph]))
        at += len(said.text)
    blocks, start = [], 0
    for text in body.split("\n\n"):
        blocks.append(Paragraph(text, start, start + len(text)))
        start += len(text) + 2
    return Reading(body, Paragraph("", 0, 0), tuple(blocks), tuple(found))
