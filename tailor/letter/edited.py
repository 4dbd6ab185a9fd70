"""A letter that its writer has changed by hand: the same letter, with what they wrote as theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from tailor.errors import CallError
from tailor.letter.letter import Letter
from tailor.letter.trace import Trace

#: The ref of what was written by hand.
BY_HAND = "--edit-letter"
#: A paragraph with this share of paragraph two's words is still paragraph two.
_SAME_PARAGRAPH = 0.4
#: A greeting or a closing has lines of no more words, and no more lines.
_SHORT_LINE, _FEW_LINES = 6, 4


def edited(letter: Letter, text: str) -> Letter:
    """The letter with this text in the place of its own.

    Args:
        letter: What was written.
        text: What its writer has made of it, from greeting to name.

    Raises:
        CallError: There are no words left.
    """
    lines = "\n".join(text.splitlines())
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", lines) if block.strip()]
    before = [block.strip() for block in letter.text.split("\n\n")]
    paragraphs = _body(blocks, before)
    if not re.search(r"[^\W\d_]", " ".join(paragraphs)):
        raise CallError(f"{BY_HAND}: no letter came back from the editor, only {len(text.split())} words around one")
    text = "\n\n".join(blocks) + "\n"
    return replace(
        letter,
        text=text,
        paragraphs=paragraphs,
        paragraph_two=_paragraph_two(letter, paragraphs),
        words=sum(len(paragraph.split()) for paragraph in paragraphs),
        trace=tuple(_trace(letter, text)),
        judged=tuple(judged for judged in letter.judged if judged.text in text),
        # Why: they speak of the letter as it was.
        notes=(),
    )


def _body(blocks: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs between greeting and closing, either of which may have been changed or taken out."""
    body = list(blocks)
    if body and (body[0] == before[0] or (_is_short(body[0]) and body[0].endswith((",", ":", "!")))):
        del body[0]
    if body and (body[-1] == before[-1] or (_is_short(body[-1]) and not body[-1].endswith((".", "?")))):
        del body[-1]
    return tuple(body)


def _is_short(block: str) -> bool:
    lines = block.split("\n")
    return len(lines) <= _FEW_LINES and all(len(line.split()) <= _SHORT_LINE for line in lines)


def _paragraph_two(letter: Letter, paragraphs: Sequence[str]) -> int:
    """Where paragraph two is now; -1 where nothing of it is left."""
    if letter.paragraph_two < 0:
        return -1
    words = letter.paragraphs[letter.paragraph_two].split()
    alike = [SequenceMatcher(None, words, paragraph.split(), autojunk=False).ratio() for paragraph in paragraphs]
    best = max(range(len(alike)), key=lambda at: (alike[at], -at))
    return best if alike[best] >= _SAME_PARAGRAPH else -1


def _trace(letter: Letter, text: str) -> Iterator[Trace]:
    """The sources of a changed text: what stands as it stood keeps its own, the rest is the writer's."""
    old, new = _tokens(letter.text), _tokens(text)
    old_at, new_at = _starts(old), _starts(new)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        start, end = new_at[c], new_at[d]
        if tag == "equal":
            moved = start - old_at[a]
            for span in letter.trace:
                first, last = max(span.start, old_at[a]), min(span.end, old_at[b])
                if first < last:
                    yield replace(span, start=first + moved, end=last + moved)
        elif start < end:
            yield Trace(start, end, "option", BY_HAND)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def _starts(tokens: Sequence[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts
