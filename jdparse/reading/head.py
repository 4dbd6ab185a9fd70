"""The head of a posting's text: the lines that say only what the job is called and who hires."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jdparse.reading.sections import Line, plain_heading
from jdparse.types import Posting

#: Title and employer stand among so many first lines, or the text begins without them.
_AMONG = 12
#: A line with the title in it has no more words besides.
_MOST_BESIDE = 8
#: A longer line is prose, and the head ends before it.
_MOST_WORDS = 20


def with_head(text: str, lines: Sequence[Line], posting: Posting) -> tuple[Line, ...]:
    """The lines of a posting, those of its head told apart; these open no section.

    Why: the head speaks of no work, and where it is left out of a text, because a board gives title and employer on their
    own, nothing else should change.

    Args:
        text: The normalised text.
        lines: All of its lines.
        posting: Whose title and employer are known.
    """
    names = [plain_heading(name) for name in (posting.title, posting.company) if name]
    last = 0
    for number, line in enumerate(lines[:_AMONG], 1):
        words = text[line.span.start : line.span.end]
        if line.bullet or len(words.split()) > _MOST_WORDS:
            break
        if any(_names(plain_heading(words), name) for name in names):
            last = number
    return (*(replace(line, head=True, kind=None, title="") for line in lines[:last]), *lines[last:])


def _names(words: str, name: str) -> bool:
    """Whether a line holds a name alone, or a name and what stands beside it behind a mark."""
    before, found, behind = words.partition(name)
    return (
        bool(found)
        and len((before + behind).split()) <= _MOST_BESIDE
        and bool(_BESIDE.fullmatch(f"{before}\n{behind}"))
    )


#: Nothing, or a label, a tag, an employer before a title; a mark, a place, a number behind it.
_BESIDE = re.compile(r"(?:[^\n]*(?:[-–—|:·•\])@,]|\bhiring)\s+)?\n(?:[\s.]*|\s*(?:[-–—|:·•@,(]|at\b)[^\n]*)")
