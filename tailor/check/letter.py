"""A letter as the rules see it: greeting, body paragraphs, sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import jdparse
from jdparse.english.patterns import pattern

GREETING = pattern(r"(?i)^\W*(?:{greetings})\b[^\n]{0,80}$")
_SIGN_OFF = pattern(
    r"(?i)^\W*(?:{sign-offs}|yours\b[^\n]{0,25}|your \w+ly"
    r"|greetings from [A-Z][\w ]{2,20})[,.!]?\s*$"
)
_HEAD_LINE = pattern(
    r"(?i)^(?:{head-lines})\s*:|^[^\n.!?]{0,60}@[^\n ]{2,60}$|^\+?[\d ()-]{7,}$|^\d{1,2}(?:st|nd|rd|th)?\.? [a-z]+ \d{4}$"
    r"|^[a-z]+ \d{1,2}(?:st|nd|rd|th)?, \d{4}$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters ``start`` to ``end`` of a letter's body.

    Attributes:
        text: Its words.
        start: First character in the letter.
        end: One past the last.
        paragraph: The number of its paragraph in the body, from 0.
    """

    text: str
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the body between blank lines, with its place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A letter taken apart.

    Attributes:
        text: The whole letter as it came.
        greeting: The line that greets, or an empty block at the start.
        paragraphs: The body's.
        sentences: The body's, in order.
    """

    text: str
    greeting: Paragraph
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]

    def __hash__(self) -> int:
        """That of the text, from which all else follows: what is kept for a letter is asked for at each of its sentences."""
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        """Whether it is of the same text."""
        return isinstance(other, Reading) and self.text == other.text

    @property
    def body(self) -> str:
        """The body from its first to its last character, as it stands in the letter."""
        return self.text[self.paragraphs[0].start : self.paragraphs[-1].end] if self.paragraphs else ""

    @property
    def words(self) -> int:
        """The words of the body, split on spaces."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)

    def after(self, sentence: Sentence) -> str:
        """A sentence and the next one of the letter."""
        at = self.sentences.index(sentence)
        return " ".join(other.text for other in self.sentences[at : at + 2])

    def of(self, paragraph: int) -> tuple[Sentence, ...]:
        """The sentences of a paragraph."""
        return tuple(sentence for sentence in self.sentences if sentence.paragraph == paragraph)


def read_letter(text: str) -> Reading:
    """A letter taken apart; one without a greeting or a sign-off is all body."""
    blocks = list(_blocks(text))
    greeting = Paragraph("", 0, 0)
    for number, block in enumerate(blocks[:8]):
        line = block.text.split("\n", 1)[0]
        if GREETING.match(line.strip()) and len(line.split()) <= _GREETING_WORDS:
            rest = block.text[len(line) :]
            greeting = Paragraph(line, block.start, block.start + len(line))
            lead = len(rest) - len(rest.lstrip())
            begin = block.start + len(line) + lead
            blocks = [*([Paragraph(rest.strip(), begin, block.end)] if rest.strip() else []), *blocks[number + 1 :]]
            break
    else:
        while blocks and all(_HEAD_LINE.match(line.strip()) for line in blocks[0].text.split("\n")):
            blocks.pop(0)
    body = _without_sign_off(text, blocks)
    sentences = tuple(
        Sentence(text[start:end], start, end, number)
        for number, paragraph in enumerate(body)
        for start, end in _sentence_spans(paragraph)
    )
    return Reading(text, greeting, tuple(body), sentences)


#: A greeting has no more words.
_GREETING_WORDS = 9
#: The last blocks of a letter, where a sign-off can stand.
_CLOSING_BLOCKS = 4
#: A line of a signature has no more words, and no stop at its end.
_SIGNATURE_WORDS = 7


def _blocks(text: str) -> Iterator[Paragraph]:
    for found in re.finditer(r"(?m)^[^\S\n]*+\S[^\n]*(?:\n[^\S\n]*+\S[^\n]*)*", text):
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        block = found.group().strip()
        yield Paragraph(block, start, start + len(block))


def _without_sign_off(text: str, blocks: list[Paragraph]) -> list[Paragraph]:
    """The body's paragraphs: what stands before the sign-off or the bare name at the end."""
    for number in range(max(0, len(blocks) - _CLOSING_BLOCKS), len(blocks)):
        offset = 0
        for line in blocks[number].text.split("\n"):
            if _SIGN_OFF.match(line.strip()):
                start = blocks[number].start
                kept = text[start : start + offset].strip()
                return [*blocks[:number], *([Paragraph(kept, start, start + len(kept))] if kept else [])]
            offset += len(line) + 1
    while len(blocks) > 1 and all(
        len(line.split()) <= _SIGNATURE_WORDS and not re.search(r"[.!?:]$", line.strip()) and not _ITEM.match(line)
        for line in blocks[-1].text.split("\n")
    ):
        blocks = blocks[:-1]
    return blocks


#: Where an item of a list begins: it is a sentence of its own, with or without a stop.
_ITEM = pattern(r"(?m)^[ \t]*(?:[-*•◦▪‣·–—]|\(?\d{1,2}[.)])[ \t]+(?=\S)")
#: A longer sentence is read in parts, so that the time of a check grows with the letter and not with its square.
_SENTENCE_CHARACTERS = 600


def _sentence_spans(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end."""
    text = paragraph.text
    items = {item.start(): item.end() for item in _ITEM.finditer(text)}
    for first, last in pairwise(sorted({0, len(text), *items})):
        behind = items.get(first, first)
        for begin, end in jdparse.split_sentences(text[behind:last]):
            # Why: the stop of "1." ends no sentence.
            for start, stop in _parts(text, behind + begin if begin else first, behind + end):
                words = text[start:stop]
                if words.strip():
                    start += len(words) - len(words.lstrip())
                    yield paragraph.start + start, paragraph.start + start + len(words.strip())


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of text in parts of at most `_SENTENCE_CHARACTERS`, cut behind a comma or a word where there is one."""
    while end - start > _SENTENCE_CHARACTERS:
        most = start + _SENTENCE_CHARACTERS
        cut = next((at for mark in ";, " if (at := text.rfind(mark, start + 1, most) + 1) > start), most)
        yield start, cut
        start = cut
    yield start, end


@lru_cache(maxsize=8)
def _tools_by_sentence(letter: Reading) -> Mapping[str, tuple[jdparse.Mention, ...]]:
    """The tools of each sentence, found in one pass over the letter with a line a sentence."""
    lines = list(" " * len(letter.text))
    for sentence in letter.sentences:
        lines[sentence.start : sentence.end] = sentence.text.replace("\n", " ")
        lines[sentence.end : sentence.end + 1] = "\n"[: len(letter.text) - sentence.end]
    tools = jdparse.tools_named("".join(lines))
    return {
        one.text: tuple(
            replace(tool, span=jdparse.Span(tool.span.start - one.start, tool.span.end - one.start))
            for tool in tools
            if one.start <= tool.span.start and tool.span.end <= one.end
        )
        for one in letter.sentences
    }


def tools_of(letter: Reading, text: str) -> tuple[jdparse.Mention, ...]:
    """The tools named in a sentence of a letter, or in other words of it, with their places in these words."""
    found = _tools_by_sentence(letter)
    return found[text] if text in found else jdparse.tools_named(text)


def shorten(text: str, most: int = 9) -> str:
    """The first words of a text, with three dots where more follow."""
    words = text.split()
    return " ".join(words[:most]) + (" ..." if len(words) > most else "")
