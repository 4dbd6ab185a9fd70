"""The lines of a job: what a highlight, a summary or a description says, one statement each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

import jdparse
from jdparse.english.patterns import pattern
from tailor.profile.resume.opening import is_deed_line
from tailor.profile.resume.resume import Job

#: A longer highlight is a paragraph, which is read sentence by sentence.
_MOST_CHARACTERS = 600
_TAG = pattern(r"(?i)</?(?:{html-tags})\b[^<>]*>")
_LINK = re.compile(r"(?is)<a\b[^<>]*\bhref=[\"']([^\"'\s]*)[\"'][^<>]*>(.*?)</a>")
#: A mark of a list at the start of a line, or one that is nothing else anywhere; ``+`` and ``o`` are those of inner lists in HTML.
_BULLET = re.compile(r"(?:^|\s)[•▪●‣◦]\s*|^\s*(?:[-–—*+·o]|\d{1,2}[.)])\s+")
#: Bullets that a folded list of YAML has put on one line.
_FOLDED = re.compile(r"\s[-–]\s(?=[A-Z*_])")
#: A sentence that opens so speaks of what the one before it told.
_BACK = pattern(r"(?i)(?:{back-references})\b")


@lru_cache(maxsize=512)
def lines_of(job: Job) -> tuple[str, ...]:
    """What a job's highlights, summary and description say, a line each, in their order."""
    found = [line for text in job.highlights for line in _lines(text, prose=len(text) > _MOST_CHARACTERS)]
    found += [line for text in job.prose for line in _lines(text, prose=True)]
    return tuple(dict.fromkeys(found))


def without_html(text: str) -> str:
    """A text without tags and entities; each item of a list and each paragraph is a line."""
    if _TAG.search(text):
        from inscriptis import get_text

        text = get_text(_LINK.sub(r"[\2](\1)", text.replace("\n", "<br/>")))
    return html.unescape(text)


def _lines(text: str, *, prose: bool) -> Iterator[str]:
    for line in without_html(text).split("\n"):
        bare = " ".join(line.split())
        for piece in _BULLET.split(bare):
            listed = piece != bare
            for bullet in _unfolded(piece.strip()):
                yield from _sentences(bullet) if prose and not listed else [bullet]


def _unfolded(piece: str) -> list[str]:
    """The bullets of a line; two parts are a label and its line, or a name, where one of them says nothing that was done."""
    parts = [part for part in _FOLDED.split(piece) if part.strip()]
    if len(parts) == 2 and not all(map(is_deed_line, parts)):
        return [piece]
    return parts


def _sentences(text: str) -> list[str]:
    """The sentences of a text, one that speaks of what was said before with that one."""
    found: list[str] = []
    for start, end in jdparse.split_sentences(text):
        sentence = text[start:end].strip()
        if found and _BACK.match(sentence):
            found[-1] = f"{found[-1]} {sentence}"
        elif sentence:
            found.append(sentence)
    return found
