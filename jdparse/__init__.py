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
    from jdparse.analysis import analyze, duties, metrics_named, pains_named, tools_named, typed_evidence
    from jdparse.lexicon import LEXICONS, Lexicon, load_lexicon, load_nouns, load_worn, parse_rows
    from jdparse.pipeline import split_sentences
    from jdparse.readers import read_posting, read_postings
    from jdparse.text import plain_text
    from jdparse.wire import analysis_to_json, highlight_to_json
    from jdparse.wire_rows import analysis_from_json

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
    "duties",
    "highlight_to_json",
    "load_lexicon",
    "load_nouns",
    "load_worn",
    "metrics_named",
    "pains_named",
    "parse_rows",
    "plain_text",
    "read_posting",
    "read_postings",
    "split_sentences",
    "tools_named",
    "typed_evidence",
]

_LAZY = {
    "LEXICONS": "jdparse.lexicon",
    "analyze": "jdparse.analysis",
    "duties": "jdparse.analysis",
    "metrics_named": "jdparse.analysis",
    "pains_named": "jdparse.analysis",
    "tools_named": "jdparse.analysis",
    "typed_evidence": "jdparse.analysis",
    "Lexicon": "jdparse.lexicon",
    "load_lexicon": "jdparse.lexicon",
    "load_nouns": "jdparse.lexicon",
    "load_worn": "jdparse.lexicon",
    "parse_rows": "jdparse.lexicon",
    "split_sentences": "jdparse.pipeline",
    "plain_text": "jdparse.text",
    "read_posting": "jdparse.readers",
    "read_postings": "jdparse.readers",
    "analysis_to_json": "jdparse.wire",
    "highlight_to_json": "jdparse.wire",
    "analysis_from_json": "jdparse.wire_rows",
}


def __getattr__(name: str) -> Any:
    """Import the NLP pass when it is first used: ``tailor --help`` should not wait for spaCy."""
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'jdparse' has no attribute {name!r}")
