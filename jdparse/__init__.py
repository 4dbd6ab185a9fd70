"""A job posting in, three highlights out: pain point, primary metric, one named tool, each with evidence.

Example:
    >>> from jdparse import Posting, analyze
    >>> analysis = analyze(Posting("Responsibilities:\\n- Reduce p99 latency of the Kubeflow ranking pipelines."))
    >>> analysis.tool.evidence.name
    'Kubeflow'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jdparse.errors import EmptyPostingError, JdparseError, LexiconError, ReadError
from jdparse.offline import pass_over_downloads
from jdparse.types import (
    LOW_CONFIDENCE,
    Analysis,
    Evidence,
    Highlight,
    Kind,
    Mention,
    Posting,
    Section,
    SectionKind,
    Signal,
    Span,
)

if TYPE_CHECKING:
    from jdparse.analysis import analyze, duties, metrics_named, of_the_job, pains_named, tools_named, typed_evidence
    from jdparse.batch.many import analyze_many
    from jdparse.data import LEXICONS
    from jdparse.lexicon.files import parse_rows
    from jdparse.lexicon.load import Lexicon, load_lexicon, load_nouns, load_words, load_worn
    from jdparse.readers.document import document_paragraphs
    from jdparse.readers.language import foreign_language
    from jdparse.readers.read import read_posting, read_postings
    from jdparse.reading.tokens import split_sentences
    from jdparse.text import plain_text
    from jdparse.wire.read import analysis_from_json
    from jdparse.wire.write import analysis_to_json, highlight_to_json

__all__ = [
    "LEXICONS",
    "LOW_CONFIDENCE",
    "Analysis",
    "EmptyPostingError",
    "Evidence",
    "Highlight",
    "JdparseError",
    "Kind",
    "Lexicon",
    "LexiconError",
    "Mention",
    "Posting",
    "ReadError",
    "Section",
    "SectionKind",
    "Signal",
    "Span",
    "analysis_from_json",
    "analysis_to_json",
    "analyze",
    "analyze_many",
    "document_paragraphs",
    "duties",
    "foreign_language",
    "highlight_to_json",
    "load_lexicon",
    "load_nouns",
    "load_words",
    "load_worn",
    "metrics_named",
    "of_the_job",
    "pains_named",
    "parse_rows",
    "plain_text",
    "read_posting",
    "read_postings",
    "split_sentences",
    "tools_named",
    "typed_evidence",
]

pass_over_downloads()

_LAZY = {
    "LEXICONS": "jdparse.data",
    "analyze": "jdparse.analysis",
    "analyze_many": "jdparse.batch.many",
    "duties": "jdparse.analysis",
    "metrics_named": "jdparse.analysis",
    "of_the_job": "jdparse.analysis",
    "pains_named": "jdparse.analysis",
    "tools_named": "jdparse.analysis",
    "typed_evidence": "jdparse.analysis",
    "Lexicon": "jdparse.lexicon.load",
    "load_lexicon": "jdparse.lexicon.load",
    "load_nouns": "jdparse.lexicon.load",
    "load_words": "jdparse.lexicon.load",
    "load_worn": "jdparse.lexicon.load",
    "parse_rows": "jdparse.lexicon.files",
    "split_sentences": "jdparse.reading.tokens",
    "plain_text": "jdparse.text",
    "document_paragraphs": "jdparse.readers.document",
    "foreign_language": "jdparse.readers.language",
    "read_posting": "jdparse.readers.read",
    "read_postings": "jdparse.readers.read",
    "analysis_to_json": "jdparse.wire.write",
    "highlight_to_json": "jdparse.wire.write",
    "analysis_from_json": "jdparse.wire.read",
}


def __getattr__(name: str) -> Any:
    """Import the NLP pass when it is first used: ``tailor --help`` should not wait for spaCy."""
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'jdparse' has no attribute {name!r}")
