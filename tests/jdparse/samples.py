"""Postings of invented employers, and what the tests ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from jdparse import Analysis, Evidence, JdparseError, Kind, Mention, Posting, ReadError, SectionKind
from jdparse.analysis import load_analyzer
from jdparse.lexicon.load import load_lexicon
from jdparse.reading.document import Document
from jdparse.reading.recognizers import PhraseHit, PhraseRecognizer, ToolRecognizer
from jdparse.reading.tokens import tokenize

#: Property tests draw the same texts on every machine and in every run.
FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=200)

RANKING = """\
Senior Machine Learning Engineer
Quillmark

About Quillmark
Quillmark is a marketplace for second-hand instruments, founded in 2014.

What you'll do
- Cut the p99 latency of our Kubeflow-hosted ranking models, which are too slow for search.
- Own the weekly retraining of the fraud models.
- Collaborate with cross-functional teams.

Qualifications
- 5+ years of experience with Python.
- Working knowledge of SQL and Docker.

Nice to have
- Terraform

Benefits
- Dental insurance and 30 days of paid time off.

Equal Opportunity Employer
Quillmark is an equal opportunity employer. All are considered without regard to race, color or religion.
"""

#: A posting as it looks after a copy out of a web form that dropped line ends after headings and bullets.
GLUED = (
    "Quillmark is a marketplace for second-hand instruments, founded in 2014.\n"
    "ResponsibilitiesBuild the streaming feature pipelines on Kubeflow that keep our fraud models fresh."
    "Reduce chargebacks by scoring each order in real time.\n"
    "RequirementsFive years of experience with Python.\n"
    "BenefitsDental insurance and a pension."
)

#: Hard-wrapped by a mail client.
WRAPPED = """\
Responsibilities:

You will own the feature platform of our payments product, which is
where freshness suffers: batch jobs finish hours late and the fraud
models see stale features. You will move the feature computation to
Databricks and keep the online store close to the event, while all
the on-call load of the team goes down.

Requirements:

You have at least five years of experience with Python, and you have
run a feature store in production before.
"""

_FRAGMENTS = (
    "Responsibilities",
    "ResponsibilitiesBuild the ranking service.",
    "**What you'll do**",
    "## Requirements",
    "YOU HAVE:",
    "🚀 WHAT YOU'LL DO",
    "__About us__",
    "Benefits & Perks",
    "Equal Opportunity Employer",
    "we value people without regard to race.",
    "- Reduce p99 latency below 40 ms",
    "•Kubernetes•Docker",
    "C++/Docker, Python|SQL",
    "\\- Own the retraining of 12 models \\& keep drift low",
    "1\\. Ray \\+ Feast",
    "401(k)",
    "Cut GPU cost by 30% with vLLM and Triton inference server",
    "* **Feast** and *Tecton*: online features",
    "5+ years of experience with PyTroch",
    "[Kubeflow](https://kubeflow.invalid/docs)",
    "R&amp;D &lt;3 &bull; &#8226; &nbsp;",
    "zero\u200bwidth lat\u00adency",
    "𝗥𝗲𝗱𝘂𝗰𝗲 𝗽𝟵𝟵",
    "e.g. Spark; i.e. Apache Beam",
    "Location: Remote",
    "Nice to have: Go.",
    "including but not limited to: conversion",
    "What is the role?",
    "$200k–$250k",
    "—",
    "***",
    "#",
    "- ",
    "``",
    "(",
    "o ",
    "a line of many words that goes on and on, while the models drift, so that the team of engineers must "
    "keep on retraining them by hand every week; the pipelines break, the features are stale, and nobody "
    "knows which of the forty models is still any good in production",
)
_SEPARATORS = ("\n", "\n\n", " ", "", ". ", "\r\n", ": ", "\t", "\u2028", "  \n")

#: Text made of what postings are made of, glued together without care, with any other text in between.
posting_like = st.lists(
    st.tuples(st.one_of(st.sampled_from(_FRAGMENTS), st.text(max_size=12)), st.sampled_from(_SEPARATORS)),
    min_size=1,
    max_size=14,
).map(lambda parts: "".join(fragment + separator for fragment, separator in parts))


def read(text: str, title: str = "", company: str = "") -> Document:
    """What the NLP pass finds in a text."""
    return load_analyzer().read(Posting(text, title, company, "sample.txt", "sample"))


def analyse(text: str, title: str = "", company: str = "") -> Analysis:
    """The three highlights of a text."""
    return load_analyzer().analyze(Posting(text, title, company, "sample.txt", "sample"))


def all_evidence(analysis: Analysis) -> Iterator[Evidence]:
    """Each choice and each runner-up."""
    for kind in Kind:
        highlight = analysis.highlight(kind)
        if highlight is not None:
            yield highlight.evidence
            yield from highlight.alternatives


def quotes(analysis: Analysis, kind: Kind) -> list[str]:
    """The quotes of one kind, the choice first."""
    return [found.quote for found in all_evidence(analysis) if found.kind is kind]


def tool_names(analysis: Analysis) -> list[str]:
    """The names of the tools found, the choice first."""
    return [found.name for found in all_evidence(analysis) if found.kind is Kind.TOOL]


def section_of(text: str, words: str) -> SectionKind:
    """The section of the sentence that holds `words`."""
    document = read(text)
    found = [
        sentence
        for sentence in document.sentences
        if words in document.normalised.text[sentence.span.start : sentence.span.end]
    ]
    assert len(found) == 1, f"{words!r} stands in {len(found)} sentences of {document.normalised.text!r}"
    return found[0].section


def sentence_texts(text: str) -> list[str]:
    """The sentences and bullets of a text, without headings and marks."""
    document = read(text)
    return [document.normalised.text[s.span.start : s.span.end] for s in document.sentences if not s.heading]


@lru_cache(maxsize=1)
def _tool_recognizer() -> ToolRecognizer:
    return ToolRecognizer(load_lexicon())


@lru_cache(maxsize=1)
def _phrase_recognizer() -> PhraseRecognizer:
    return PhraseRecognizer(load_lexicon())


def mentions(text: str) -> list[Mention]:
    """The tools that the recognizer finds in a text."""
    return list(_tool_recognizer().recognize(tokenize(text)))


def phrase_hits(text: str) -> list[PhraseHit]:
    """The lexicon phrases that the recognizer finds in a text."""
    return _phrase_recognizer().find(tokenize(text))


def analysis_or_error(text: str) -> Analysis | JdparseError:
    """The three highlights of a text, or what jdparse has against it."""
    try:
        return analyse(text)
    except JdparseError as error:
        return error


def check_posting_or_one_line(read: Callable[[], Posting]) -> None:
    """Whatever the bytes are, reading them gives a text or an error of one line."""
    found: Posting | ReadError
    try:
        found = read()
    except ReadError as error:
        found = error
    if isinstance(found, Posting):
        assert found.text.strip()
        assert "\n" not in found.title + found.company
    else:
        assert "\n" not in str(found)
