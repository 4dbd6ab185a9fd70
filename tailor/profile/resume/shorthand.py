"""What the shorthand of a résumé leaves out: labels, arrows, verbs of a change, numbers in parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jdparse
from jdparse.english.classes import word_class
from jdparse.english.figures import find_figures
from jdparse.english.plain import FOREIGN, clean
from jdparse.english.verbs import is_only_past, is_past
from jdparse.english.voice import SELF
from tailor.profile.numbers import counts
from tailor.profile.resume.opening import is_deed_line

_WAY = re.compile(r"(?i)^[-+−–]|\b(?:up|down)\b")


def labelled(text: str) -> tuple[str, str]:
    """The label of a line and what follows it; a label that tells a deed is no label: "Own scoring service: 1,900 rps"."""
    found = re.match(r"[\W_]*([^.:;!?]{2,60}?)[*_]*\s*(?::|\s[–—-])[*_]*\s", text)
    label = clean(found[1]) if found else ""
    if found and label and is_deed_line(label):
        rest = clean(text[found.end() :])
        joined = found.group().rstrip().endswith(":") and not is_deed_line(rest)
        return "", f"{label}, {rest}" if joined else clean(text)
    return label, clean(text)


#: "Runtime 6 h -> 50 min" and "MAE down from 7.5 to 4.1 minutes" lack their verb.
_ARROW = re.compile(r"\s*(?:-+>|→|=+>)\s*")
_VERBLESS = re.compile(
    r"(?:,|;|^|\s[–—-])\s*(?P<thing>[A-Za-z][\w'-]*(?: [a-z][\w'-]*){0,3}?) (?P<way>(?:down|up) )?from (?=[^,;]*\bto\b)"
)


_RELATIVES = frozenset({"and", "that", "thereby", "thus", "which", "who"})


def with_verbs(words: str) -> str:
    """Words with "went" where a telegram gives two values of a thing without a verb."""
    for arrow in reversed(list(_ARROW.finditer(words))):
        before = [figure for figure in find_figures(words[: arrow.start()]) if figure.end == arrow.start()]
        if before and re.match(r"[\d$€£~≈]", words[arrow.end() :]):
            value = before[0].start
            words = f"{words[:value]}from {words[value : arrow.start()]} to {words[arrow.end() :]}"

    def went(found: re.Match[str]) -> str:
        thing = found["thing"]
        first, *_ = parts = thing.lower().split()
        verbal = any(is_only_past(word) or word.endswith("ing") or word in word_class("moving-pasts") for word in parts)
        # Why "which": a relative clause has its verb, which may be spelt like a noun, "which cut test time from ...".
        if verbal or first in _RELATIVES or is_past(first) or is_deed_line(found.group().strip(" ,;")):
            return found.group()
        return f"; {thing} went {found['way'] or ''}from "

    return _VERBLESS.sub(went, words).removeprefix("; ")


def statements(words: str) -> Iterator[str]:
    """The sentences of a line, and what semicolons, arrows and dashes part in them; a label before one is left out."""
    for start, end in jdparse.split_sentences(words):
        for part in re.split(
            r";\s+|\s\|\s|\s(?:→|->|=>)\s|(?<=[^\d\s])\s[–—]\s(?=[^\d\s])|(?<=[a-z])\s-\s(?=[A-Za-z])", words[start:end]
        ):
            part = re.sub(r"^[A-Z][a-z]+:\s+", "", part.strip(" .;,"))
            if part:
                yield part


def bracketed(text: str) -> Iterator[str]:
    """Numbers that stand in parentheses behind a system."""
    for found in re.finditer(r"(?<!\])\(([^()\[\]]{4,80})\)", text):
        words = FOREIGN.sub("", clean(found[1]))
        kept = [part for part in words.split(", ") if _is_production(part)]
        if kept:
            yield ", ".join(kept)


def _is_production(words: str) -> bool:
    """Whether words in parentheses give a number that a system has: "p99 21 ms", and not "-35%" or "8x faster"."""
    figures = [figure for figure in find_figures(words) if counts(figure, words)]
    alone = re.fullmatch(r"\W*", "".join(re.split(r"\w*\d\S*", words)))
    moved = any(figure.unit == "times" for figure in figures) or _WAY.search(words) or SELF.search(words)
    return bool(figures) and not moved and not (alone and all(figure.unit == "%" for figure in figures))
