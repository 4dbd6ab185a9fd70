"""Words that codespell's list of common misspellings has; names and tools are left alone.

Of codespell only the word lists are read, which are under CC BY-SA 3.0.

Source: https://github.com/codespell-project/codespell (README: dictionaries, "rare" words are real words that are mostly a slip)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from jdparse.english.classes import word_class
from tailor.check.finding import Found, Known
from tailor.check.letter import GREETING, Reading

_WORD = re.compile(r"(?<![\w@./'’-])[A-Za-z]{4,}(?![\w@/'’-]|\.\w)")


def misspelt(letter: Reading, known: Known) -> Iterator[Found]:
    """Misspelt words of greeting and body, each with its correction."""
    own = _own_words(known)
    starts = {sentence.start for sentence in letter.sentences}
    for block in (letter.greeting, *letter.paragraphs):
        first = block.text.split("\n", 1)[0]
        greeting = len(first) if GREETING.match(first) else 0
        for found in _WORD.finditer(block.text):
            word, at = found.group(), block.start + found.start()
            greeted = found.start() < greeting
            # Why: inside a sentence a capital begins a name, and a short word at its start may.
            named = word[0].isupper() and not greeted and (at not in starts or len(word) < _LONG)
            if named or word.isupper() or word.lower() in own:
                continue
            right = correction(word.lower())
            if greeted:
                # A word that is mostly a slip is one in a greeting, whose other words are names: "Dear Hiring Manger".
                right = right or correction(word.lower(), "dictionary_rare.txt")
                right = right if right in word_class("greeted") else ""
            if right:
                yield Found("FRM404", at, at + len(word), f'"{word}"; did you mean "{right}"?')


#: A word of so many letters at the start of a sentence is no name that looks like a slip.
_LONG = 7


def _own_words(known: Known) -> frozenset[str]:
    """The words of the posting, which are its employer's own."""
    return frozenset(re.findall(r"[a-z]{4,}", known.analysis.posting.text.lower())) if known.analysis else frozenset()


@lru_cache(maxsize=4096)
def correction(word: str, name: str = "dictionary.txt") -> str:
    """The right spelling of a misspelt word in lower case; empty where the list does not know it as one.

    Why no table of all: to make one of 65,000 lines takes longer than to check a letter.
    """
    lines = _of_letter(name, word[0])
    at = lines.find(f"\n{word}->")
    return "" if at < 0 else lines[at + len(word) + 3 : lines.find("\n", at + 1)].split(",")[0].strip()


@lru_cache(maxsize=64)
def _of_letter(name: str, letter: str) -> str:
    """The lines of a list, "word->one, two, reason", whose words begin with a letter."""
    text = _read(name)
    first, last = text.find(f"\n{letter}"), text.rfind(f"\n{letter}")
    return "" if first < 0 else text[first : text.find("\n", last + 1) + 1]


@lru_cache(maxsize=2)
def _read(name: str) -> str:
    spec = find_spec("codespell_lib")
    if spec is None or spec.origin is None:
        return ""
    return f"\n{(Path(spec.origin).parent / 'data' / name).read_text(encoding='utf-8')}\n"
