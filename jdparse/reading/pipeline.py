"""The spaCy pipeline: blank English, tokenizer extras for postings, sentence and bullet bounds, folded words.

Nothing is downloaded: there is no trained model. A component marks where sentences begin (at each line, and inside
lines by punctuation), another puts each token's folded form into its ``NORM``, so that one lexicon
phrase matches in all its inflections.

Source: https://spacy.io/usage/linguistic-features#native-tokenizers
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc

from jdparse.text import fold

#: What postings glue between words: C++/Docker, Python|SQL, •Kubernetes, PyTorch+JAX stays whole.
_GLUE = r"[/|•●▪◦·∙;&]"
_EXTRA_INFIXES = (rf"(?<=[\w+#)\].]){_GLUE}(?=[\w(•.])", r"(?<=\w)[()](?=\w)", r"(?<=\w),(?=[A-Za-z])")
_EXTRA_PREFIXES = (r"[•●▪◦‣⁃∙·○■□➢➤►✓✔✅]", r"[–—]", r"/", r"\+(?=[A-Za-z])", r"~")
_EXTRA_SUFFIXES = (r"[•●▪◦·|/]", r"[–—]", r"(?<=[A-Za-z0-9])\.", r"(?<=[A-Za-z])\+(?!\+)")
_ABBREVIATION = r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<!\bInc)(?<!\bLtd)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bNo)(?<!\bU\.S)(?<!\bPh\.D)(?<!\b[A-Z])(?<!\bSr)(?<!\bJr)(?<!\bapprox)(?<!\bincl)(?<!\b\d)(?<!\b\d\d)"
_SENTENCE_START = re.compile(
    rf"""
      (?:{_ABBREVIATION}\.|[!?…])["')\]]*\s+(?=["'(\[]?[A-Z0-9•\W])   # the usual end of a sentence
    | (?<=[a-z)]{{2}})[.!?](?=[A-Z][a-z]+[ '])                         # ... with its space lost
    | \s(?=[•●▪◦‣➢➤►✓✔✅][ ]?[\w"'(])                                 # bullets run into one line
    | (?<=[;])\s+(?=[A-Z][a-z]+\s[a-z])                               # "...; Build the ..."
    """,
    re.VERBOSE,
)


def sentence_starts(text: str) -> list[int]:
    """Ascending offsets at which a sentence or bullet begins: each non-empty line, and each sentence inside it."""
    starts: list[int] = []
    for line in re.finditer(r"[^\n]+", text):
        begin, end = line.span()
        starts.append(begin)
        starts.extend(found.end() for found in _SENTENCE_START.finditer(text, begin, end) if found.end() < end)
    return starts


def text_of(doc: Doc) -> str:
    """The text of a Doc, put together once: `Doc.text` joins its tokens anew each time."""
    if _TEXT not in doc.user_data:
        doc.user_data[_TEXT] = doc.text
    return str(doc.user_data[_TEXT])


#: Where a Doc keeps its text.
_TEXT = "jdtailor.text"


@Language.component("posting_bounds")
def posting_bounds(doc: Doc) -> Doc:
    """Mark the first token of each sentence."""
    starts = iter(sentence_starts(text_of(doc)))
    following = next(starts, None)
    marks: list[int] = []
    for offset in doc.to_array("IDX").tolist():
        begins = not marks
        while following is not None and following <= offset:
            begins = True
            following = next(starts, None)
        marks.append(1 if begins else -1)
    # The array is of unsigned integers, in which -1 ("no start") is the largest.
    column: Any = np.asarray(marks, dtype=np.int64).view(np.uint64).reshape(-1, 1)
    return doc.from_array(["SENT_START"], column)


@Language.component("folded_words")
def folded_words(doc: Doc) -> Doc:
    """Put each token's folded form into ``NORM``."""
    for token in doc:
        token.norm_ = fold(token.text)
    return doc


class PostingEnglish(English):  # type: ignore[no-untyped-call]
    """Blank English that also splits what postings glue together."""

    class Defaults(English.Defaults):  # type: ignore[valid-type,misc]
        """English rules and ours, given at once: each later change would rebuild every special case."""

        prefixes = (*(English.Defaults.prefixes or ()), *_EXTRA_PREFIXES)
        suffixes = (*(English.Defaults.suffixes or ()), *_EXTRA_SUFFIXES)
        infixes = (*(English.Defaults.infixes or ()), *_EXTRA_INFIXES)


@lru_cache(maxsize=1)
def load_pipeline() -> Language:
    """The pipeline; built once a process."""
    nlp = PostingEnglish()
    nlp.add_pipe("folded_words")
    nlp.add_pipe("posting_bounds")
    return nlp


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of running text begin and end, by their marks; abbreviations end none, line breaks neither.

    Source: https://spacy.io/api/sentencizer
    """
    from spacy.pipeline import Sentencizer

    doc = Sentencizer()(load_pipeline().tokenizer(text))
    return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
