"""analyze(posting) -> Analysis: the only place that knows the order of the stages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from jdparse.data import LEXICONS
from jdparse.english.orders import To
from jdparse.errors import EmptyPostingError, ReadError
from jdparse.lexicon.load import Lexicon, load_lexicon
from jdparse.ranking.rank import Ranker
from jdparse.readers.language import asked_language
from jdparse.reading.document import Document, Sentence, find_sentences
from jdparse.reading.head import with_head
from jdparse.reading.metrics import metric_candidates
from jdparse.reading.orders import find_orders, hidden_order_notes, order_notes
from jdparse.reading.recognizers import PhraseHit, PhraseRecognizer, ToolRecognizer
from jdparse.reading.references import used_tools
from jdparse.reading.sections import HeadingIndex, find_lines, find_sections
from jdparse.reading.tokens import tokenize
from jdparse.text import normalise
from jdparse.types import Analysis, Evidence, Kind, Mention, Posting, SectionKind, Span

#: A posting has a few hundred words, the longest seen 1,700; a text of more characters is something else.
MAX_CHARACTERS = 400_000


class Analyzer:
    """The NLP pass with one set of lexicons."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._headings = HeadingIndex(lexicon)
        self._phrases = PhraseRecognizer(lexicon)
        self._tools = ToolRecognizer(lexicon)
        self._ranker = Ranker(lexicon)
        # Why: a letter asks the posting that was analysed last for more than its highlights.
        self._kept: tuple[Posting, Document] | None = None

    def read(self, posting: Posting) -> Document:
        """Everything the NLP pass finds in a posting, before ranking.

        Raises:
            ReadError: The posting is empty or far too long.
        """
        kept = self._kept
        return kept[1] if kept is not None and kept[0] == posting else self._read(posting)

    def _read(self, posting: Posting) -> Document:
        if not posting.text.strip():
            raise EmptyPostingError(posting.source or posting.id or "posting", "is empty; paste the posting's text")
        if len(posting.text) > MAX_CHARACTERS:
            raise ReadError(
                posting.source or posting.id,
                f"holds {len(posting.text):,} characters, far more than a posting; give the text of one posting "
                f"(at most {MAX_CHARACTERS:,})",
            )
        normalised = normalise(posting.text, self._headings.lost_breaks)
        if not normalised.text.strip():
            raise EmptyPostingError(
                posting.source or posting.id or "posting", "holds no words; paste the posting's text"
            )
        tokens = tokenize(normalised.text)
        lines = with_head(normalised.text, find_lines(normalised, self._headings), posting)
        below = next((line.span.start for line in lines if not line.head), len(normalised.text))
        sections = find_sections(normalised.text, lines)
        hits: dict[str, list[PhraseHit]] = defaultdict(list)
        for hit in self._phrases.find(tokens):
            hits[hit.group[0]].append(hit)
        sentences = find_sentences(tokens, lines, sections, tuple(hits["section"]))
        document = Document(
            posting=posting,
            normalised=normalised,
            tokens=tokens,
            sentences=sentences,
            hits={group: tuple(hits[group]) for group in ("pain", "metric", "cue")},
            tools=tuple(
                tool
                for tool in used_tools(tokens, hits["cue"], self._tools.recognize(tokens), posting.company)
                if tool.span.start >= below
            ),
            sentence_of=_sentence_of(sentences, len(tokens)),
            orders=find_orders(tokens, sentences),
        )
        return _without_orders(document) if document.orders else document

    def analyze(self, posting: Posting) -> Analysis:
        """The three highlights of a posting."""
        document = self.read(posting)
        self._kept = (posting, document)
        chosen, notes = self._ranker.highlights(document)
        hidden = (*posting.hidden.splitlines(), *document.normalised.hidden)
        notes = (*notes, *order_notes(_quoted(document)), *hidden_order_notes(hidden))
        language = asked_language(posting.text)
        if language:
            notes = (*notes, f"language: the posting asks for the application in {language}; the letter is in English")
        return Analysis(posting, chosen[Kind.PAIN], chosen[Kind.METRIC], chosen[Kind.TOOL], notes)

    def metrics_named(self, text: str) -> frozenset[str]:
        """The ids of the metric categories that some words name."""
        return frozenset(found.entry_id for found in metric_candidates(self.read(Posting(f"- {text}"))))

    def pains_named(self, text: str) -> frozenset[str]:
        """The ids of the pain categories that a strong phrase in some words names."""
        document = self.read(Posting(text))
        return frozenset(hit.group[1] for hit in document.hits["pain"] if hit.group[2] == "strong")

    def duties(self, posting: Posting) -> tuple[Span, ...]:
        """The sentences of a posting that tell what somebody is to do, in text order."""
        document = self.read(posting)
        return tuple(
            document.normalised.to_user(sentence.span)
            for sentence in document.sentences
            if sentence.section is SectionKind.DUTIES and sentence.number not in document.ordered
        )

    def of_the_job(self, posting: Posting) -> str:
        """The posting's text, character for character, with blanks in the place of what it orders."""
        document = self.read(posting)
        text = posting.text
        for order in document.orders:
            span = document.normalised.to_user(order.span)
            text = text[: span.start] + _BLANKED.sub(" ", text[span.start : span.end]) + text[span.end :]
        return text

    def tools_named(self, text: str) -> tuple[Mention, ...]:
        """The named tools in some words, in text order, with the characters of these words."""
        # Why not all of `read`: sections, lines and phrases say nothing of tools, and a letter asks this of many words.
        normalised = normalise(text, self._headings.lost_breaks)
        found = self._tools.recognize(tokenize(normalised.text)) if normalised.text.strip() else ()
        return tuple(Mention(tool.kind, tool.entry_id, normalised.to_user(tool.span), tool.rule) for tool in found)

    def typed(self, posting: Posting, kind: Kind, words: str) -> Evidence:
        """Evidence for words that a person typed; they get their place if the posting holds them."""
        found = next(
            (
                match
                for flags in (0, re.IGNORECASE)
                for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", posting.text, flags)
            ),
            None,
        )
        at = found.start() if found else -1
        section = next(
            (sentence.section for sentence in self.read(posting).sentences if found and sentence.span.end > at),
            SectionKind.SUMMARY,
        )
        document = self.read(Posting(f"- {words}", posting.title, posting.company))
        return self._ranker.typed(document, posting, kind, words, at, section)


_BLANKED = re.compile(r"[^\n]")


def _without_orders(document: Document) -> Document:
    """The same document; what its orders name is no hit and no tool."""
    of, ordered, at = document.sentence_of, document.ordered, document.tokens.at
    return replace(
        document,
        hits={
            group: tuple(hit for hit in hits if of[hit.start] not in ordered) for group, hits in document.hits.items()
        },
        tools=tuple(tool for tool in document.tools if of[at(tool.span.start)] not in ordered),
    )


def _quoted(document: Document) -> list[tuple[str, To]]:
    """The words of each order, as the user's text has them."""
    spans = [(document.normalised.to_user(order.span), order.to) for order in document.orders]
    return [(document.posting.text[span.start : span.end], to) for span, to in spans]


def _sentence_of(sentences: tuple[Sentence, ...], tokens: int) -> tuple[int, ...]:
    numbers = [0] * tokens
    for sentence in sentences:
        numbers[slice(*sentence.tokens)] = [sentence.number] * (sentence.tokens[1] - sentence.tokens[0])
    return tuple(numbers)


@lru_cache(maxsize=4)
def load_analyzer(folder: Path = LEXICONS) -> Analyzer:
    """The analyzer of a lexicon folder; built once a process."""
    # Why two calls: a cache tells a default from the same folder given, and would read it twice.
    return Analyzer(load_lexicon() if folder == LEXICONS else load_lexicon(folder))


def analyze(posting: Posting) -> Analysis:
    """The three highlights of a posting, with evidence.

    Raises:
        ReadError: The posting is empty or far too long.
        LexiconError: A lexicon file is wrong.
    """
    return load_analyzer().analyze(posting)


T = TypeVar("T")


def _unless_empty(find: Callable[[str], T], text: str, nothing: T) -> T:
    """What is found in some words, or nothing in a text without any."""
    try:
        return find(text)
    except EmptyPostingError:
        return nothing


@lru_cache(maxsize=256)
def metrics_named(text: str) -> frozenset[str]:
    """The ids of the metric categories that some words name: "p99 of 21 ms" names latency."""
    return _unless_empty(load_analyzer().metrics_named, text, frozenset())


@lru_cache(maxsize=256)
def pains_named(text: str) -> frozenset[str]:
    """The ids of the pain categories that some words name plainly: "a nightly batch" names feature freshness."""
    return _unless_empty(load_analyzer().pains_named, text, frozenset())


@lru_cache(maxsize=4)
def duties(posting: Posting) -> tuple[Span, ...]:
    """The sentences of a posting that tell what somebody is to do, in text order."""
    return load_analyzer().duties(posting)


@lru_cache(maxsize=4)
def of_the_job(posting: Posting) -> str:
    """The text of a posting with blanks in the place of what it orders the applicant, or a model, to write."""
    return load_analyzer().of_the_job(posting)


@lru_cache(maxsize=256)
def tools_named(text: str) -> tuple[Mention, ...]:
    """The named tools in some words, in text order: canonical name, and the characters of these words."""
    return _unless_empty(load_analyzer().tools_named, text, ())


def typed_evidence(posting: Posting, kind: Kind, words: str) -> Evidence:
    """Evidence for words that a person typed in the place of a highlight."""
    return load_analyzer().typed(posting, kind, words)
