"""The tokens of a posting: blank English, tokenizer extras for postings, sentence and bullet bounds, folded words.

Nothing is downloaded: there is no trained model. spaCy's tokenizer tells where tokens stand; sentences begin at each line, and
inside lines by punctuation; a token's folded form lets one lexicon phrase match in all its inflections.

Source: https://spacy.io/usage/linguistic-features#native-tokenizers
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import IS_PUNCT
from spacy.lang.en import English
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.lang.lex_attrs import is_punct
from spacy.lang.tokenizer_exceptions import URL_MATCH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from jdparse.text import fold

#: What postings glue between words: C++/Docker, Python|SQL, •Kubernetes, PyTorch+JAX stays whole.
_GLUE = r"[/|•●▪◦·∙;&]"
_EXTRA_INFIXES = (rf"(?<=[\w+#)\].]){_GLUE}(?=[\w(•.])", r"(?<=\w)[()](?=\w)", r"(?<=\w),(?=[A-Za-z])")
_EXTRA_PREFIXES = (r"[•●▪◦‣⁃∙·○■□➢➤►✓✔✅]", r"[–—]", r"/", r"\+(?=[A-Za-z])", r"~")
_EXTRA_SUFFIXES = (r"[•●▪◦·|/]", r"[–—]", r"(?<=[A-Za-z0-9])\.", r"(?<=[A-Za-z])\+(?!\+)")
#: A mark behind one of these ends no sentence.
_ABBREVIATION = "".join(
    rf"(?<!\b{before}\.)"
    for before in (
        r"e\.g", r"i\.e", "etc", "vs", "Inc", "Ltd", "Dr", "Mr", "Ms", "St", "No", r"U\.S", r"Ph\.D", "[A-Z]", "Sr", "Jr",
        "approx", "incl", r"\d", r"\d\d",
    )
)  # fmt: skip
#: Why one class of characters comes first: the expression engine passes over all others without a trial.
_SENTENCE_START = re.compile(
    rf"""
    [.!?…;\s](?:
      (?<=[.!?…]){_ABBREVIATION}["')\]]*\s+(?=["'(\[]?[A-Z0-9•\W])     # the usual end of a sentence
    | (?<=[a-z)]{{2}}[.!?])(?=[A-Z][a-z]+[ '])                         # ... with its space lost
    | (?<=\s)(?=[•●▪◦‣➢➤►✓✔✅][ ]?[\w"'(])                           # bullets run into one line
    | (?<=;)\s+(?=[A-Z][a-z]+\s[a-z])                                # "...; Build the ..."
    )""",
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


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, in columns.

    Why no spaCy Doc: each look at one of its tokens makes an object, and the stages look at every token many times.

    Attributes:
        text: The text, all of it.
        low: The same in lower case, character for character.
        words: What each token is.
        norms: Their folded forms.
        starts: The offset of each one's first character.
        ends: The offset behind each one's last character.
        first_of: The first token of each sentence.
    """

    text: str
    low: str
    words: Sequence[str]
    norms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    first_of: Sequence[int]

    def __len__(self) -> int:
        return len(self.words)

    def said(self, first: int, last: int) -> str:
        """The text of some tokens, half-open; of at least one."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def at(self, offset: int) -> int:
        """The token that a character belongs to; a space belongs to the token before it."""
        return bisect_right(self.starts, offset) - 1

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that a character stands in."""
        return bisect_right(self.first_of, self.at(offset)) - 1

    def within(self, bounds: tuple[int, int], start: int, end: int) -> tuple[int, int]:
        """The tokens of a stretch of characters, within the bounds of a sentence."""
        first = bisect_left(self.starts, start, *bounds)
        return first, bisect_left(self.starts, end, first, bounds[1])

    def is_telling(self, number: int) -> bool:
        """Whether a token is a word of letters and no stop word."""
        return self.words[number].isalpha() and self.words[number].lower() not in STOP_WORDS


def tokenize(text: str) -> Tokens:
    """The tokens of a text."""
    tokenizer = load_tokenizer()
    doc = tokenizer(text)
    if len(tokenizer.vocab) > _MOST_WORDS:
        load_tokenizer.cache_clear()
    starts, ends = _bounds(doc)
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    first_of = {0, *(bisect_left(starts, start) for start in sentence_starts(text))}
    first_of.discard(len(words))
    # What is left of "'s" alone is nothing, and every token counts.
    norms = [fold(word) or word.lower() for word in words]
    return Tokens(text, lower(text), words, norms, starts, ends, sorted(first_of))


def _bounds(doc: Doc) -> tuple[list[int], list[int]]:
    columns = doc.to_array(["IDX", "LENGTH"])
    return columns[:, 0].tolist(), columns.sum(axis=1).tolist()


def lower(text: str) -> str:
    """Lower case, character for character."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


#: spaCy keeps each word that it has seen; a process that reads many postings begins anew beyond so many.
_MOST_WORDS = 40_000


@lru_cache(maxsize=1)
def load_tokenizer() -> Tokenizer:
    """SpaCy's tokenizer for English, which also splits what postings glue together.

    Why not the one of a blank pipeline: its vocabulary finds out twenty things of each new word that nobody asks here, and its
    expressions are tried at words of letters alone, which none of them can match.
    """
    english = English.Defaults
    prefix = compile_prefix_regex((*(english.prefixes or ()), *_EXTRA_PREFIXES)).search
    suffix = compile_suffix_regex((*(english.suffixes or ()), *_EXTRA_SUFFIXES)).search
    infixes = compile_infix_regex((*(english.infixes or ()), *_EXTRA_INFIXES)).finditer
    address = english.url_match or URL_MATCH
    return Tokenizer(
        Vocab(lex_attr_getters={IS_PUNCT: is_punct}),
        rules=english.tokenizer_exceptions,
        prefix_search=lambda chunk: None if _is_whole(chunk) else prefix(chunk),
        suffix_search=lambda chunk: None if _is_whole(chunk) else suffix(chunk),
        infix_finditer=lambda chunk: () if _is_whole(chunk) else infixes(chunk),
        url_match=lambda chunk: address(chunk) if "." in chunk and not _is_whole(chunk) else None,
    )


def _is_whole(chunk: str) -> bool:
    """Whether nothing is cut off from what stands between blanks: a word of letters alone, or a run of marks as no posting has it."""
    # Mark after mark is cut off, and all that is left is looked at each time.
    return chunk.isalpha() or len(chunk) > _LONGEST_CHUNK


#: The longest one of 1,158 postings, an address, has 435 characters.
_LONGEST_CHUNK = 1000


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of running text begin and end, by their marks; abbreviations end none, line breaks neither.

    Source: https://spacy.io/api/sentencizer
    """
    from spacy.pipeline import Sentencizer

    doc = Sentencizer()(load_tokenizer()(text))
    return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
