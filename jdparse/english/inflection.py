"""lemminflect with its dictionaries read word by word.

Why: the library unpacks both of its tables into dictionaries on first use, half a second for the few dozen words of a letter. Here the
unpacked text, which is sorted, is searched for the lines of a word, and the library's own codec reads that line; its answers are the same.

Source: https://lemminflect.readthedocs.io/en/latest/ (one line a word and category, sorted by word)
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any


class _Lines(Mapping[str, Any]):
    """A table of the library as a mapping that looks a word up in the text of the table."""

    def __init__(self, path: str, read: Callable[[str], dict[str, Any]], known: Mapping[str, dict[str, Any]]) -> None:
        self._path, self._read = path, read
        self._text = b""
        self._found: dict[str, dict[str, Any]] = dict(known)

    def __getitem__(self, word: str) -> dict[str, Any]:
        """The forms of a word by part of speech.

        Raises:
            KeyError: The table has no such word.
        """
        if word not in self._found:
            self._found[word] = {name: forms for line in self._lines(word) for name, forms in self._read(line).items()}
        if not self._found[word]:
            raise KeyError(word)
        return self._found[word]

    def _lines(self, word: str) -> Iterator[str]:
        if not self._text:
            with gzip.open(self._path, "rb") as file:
                self._text = file.read().rstrip(b"\n") + b"\n"
        key = word.encode()
        at = self._first_line(key)
        while self._text.startswith(key + b",", at):
            end = self._text.index(b"\n", at)
            yield self._text[at:end].decode()
            at = end + 1

    def _first_line(self, word: bytes) -> int:
        """Where the first line of a word would begin: the table is halved until no line is left."""
        low, high = 0, len(self._text)
        while low < high:
            start = max(low, self._text.rfind(b"\n", low, (low + high) // 2) + 1)
            if self._text[start : self._text.index(b",", start)] < word:
                low = self._text.index(b"\n", start) + 1
            else:
                high = start
        return low

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError("the table is asked word by word")

    def __len__(self) -> int:
        raise NotImplementedError("the table is asked word by word")


@lru_cache(maxsize=1)
def dictionary() -> Any:
    """The library, its tables not unpacked: `getAllLemmas`, `getLemma`, `getInflection`."""
    import lemminflect
    from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
    from lemminflect.core.LexicalUtils import categoryToUPos

    def lemma_row(line: str) -> dict[str, Any]:
        _, category, found = LemmaLUCodec.fromString(line)
        return {categoryToUPos(category): found}

    def form_row(line: str) -> dict[str, Any]:
        return dict(InflectionLUCodec.fromString(line)[2])

    lemmas, forms = lemminflect.Lemmatizer(), lemminflect.Inflections()
    if not hasattr(lemmas, "lemma_dict"):
        lemmas.lemma_dict = _Lines(lemmas.lemma_lu_fn, lemma_row, {})
    if not hasattr(forms, "infl_dict"):
        # The library sets auxiliaries and modals by hand, into entries that are there.
        helpers = InflectionLUCodec.updateForAuxMod(defaultdict(dict))
        lines = _Lines(forms.infl_lu_fn, form_row, {})
        forms.infl_dict = _Lines(
            forms.infl_lu_fn, form_row, {word: {**lines.get(word, {}), **tags} for word, tags in helpers.items()}
        )
    return lemminflect
