from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from jdparse import Analysis
from tailor.letter.brackets import bracket_sample
from tailor.letter.letter import Letter, Options
from tailor.letter.trace import Source, Trace
from tailor.letter.write import write_letter
from tailor.limits import LENGTHS
from tests.tailor.samples import POSTINGS, bundled_sample, gaps

Letters = Mapping[tuple[str, str, int], Letter]
EVERY = pytest.mark.parametrize("length", LENGTHS)
FOR_EVERY_POSTING = pytest.mark.parametrize("posting", sorted(POSTINGS))


@pytest.fixture(scope="session")
def samples(analyses: Mapping[str, Analysis]) -> Mapping[tuple[str, int], Letter]:
    """The bundled sample's letters, in brackets."""
    profile = bundled_sample(sample=True)
    return {
        (posting, length): write_letter(analyses[posting], profile, Options(length))
        for posting in POSTINGS
        for length in LENGTHS
    }


@FOR_EVERY_POSTING
@EVERY
def test_the_samples_figures_and_names_stand_in_brackets(
    posting: str, length: int, samples: Mapping[tuple[str, int], Letter], letters: Letters
) -> None:
    letter = samples[posting, length]
    real = letters[posting, "bundled", length]
    assert letter.text.replace("[", "").replace("]", "") == real.text
    assert (letter.words, letter.paragraph_two) == (real.words, real.paragraph_two)
    assert letter.text.rstrip().endswith("[Mara Lindqvist]")
    assert gaps(letter.text, letter.trace) == []
    assert "\n\n".join(letter.paragraphs) in letter.text
    for name in ("Mara Lindqvist", "Halvard Pay", "Osterby Market"):
        assert letter.text.count(name) == letter.text.count(f"[{name}]")
    for span in letter.trace:
        piece = letter.text[span.start : span.end]
        assert piece.count("[") == piece.count("]")
        if span.source == "profile":
            outside = re.sub(r"\[[^\]]*\]", "", piece)
            assert not re.search(r"(?<![a-zA-Z\d])\d", outside), piece
        else:
            assert "[" not in piece


@FOR_EVERY_POSTING
def test_the_samples_figures_in_words_stand_in_brackets(
    posting: str, samples: Mapping[tuple[str, int], Letter]
) -> None:
    letter = samples[posting, 400]
    for span in letter.trace:
        if span.source == "profile":
            outside = re.sub(r"\[[^\]]*\]", "", letter.text[span.start : span.end])
            number = "two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty"
            counted = rf"\b(?:{number})\b(?= (?:of|policies|weeks|days|hours))"
            assert not re.search(counted, outside), outside


@pytest.mark.parametrize(
    ("words", "source", "ref", "said"),
    [
        ("p99 of 21 ms at 1,900 QPS", "profile", "story.a.constraint", "p99 of [21 ms] at [1,900 QPS]"),
        ("about $1.8M a quarter", "profile", "story.a.worth", "about [$1.8M] a quarter"),
        ("from five weeks to four days", "profile", "story.a.result", "from [five weeks] to [four days]"),
        ("by 3.1%", "profile", "story.a.result", "by [3.1%]"),
        ("Halvard Pay", "profile", "story.a.employer", "[Halvard Pay]"),
        ("Triton", "profile", "story.a.tools", "[Triton]"),
        ("a two-tower retriever", "profile", "story.a.design", "a two-tower retriever"),
        ("a budget of 50 ms", "posting", "posting[0:17]", "a budget of 50 ms"),
        ("twenty minutes", "template", "template", "twenty minutes"),
        ("Ana Vos the 3rd", "option", "--to", "Ana Vos the 3rd"),
    ],
)
def test_what_is_borrowed_stands_in_brackets_and_nothing_else(words: str, source: Source, ref: str, said: str) -> None:
    text, trace = bracket_sample(words, [Trace(0, len(words), source, ref)])
    assert text == said
    assert gaps(text, trace) == []
