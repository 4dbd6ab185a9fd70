"""Ten letters, kept whole: a change in them is read before it is accepted (`pytest --update-golden` writes them anew)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pytest

from jdparse import Analysis
from tailor.letter.letter import Options
from tailor.letter.write import write_letter
from tailor.profile.load import load_profile
from tailor.review.ask import review

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "data" / "letters"
#: Posting, profile of `benchmarks/profiles`, length: every shape of a pain and every length.
CASES = (
    ("bullets", "fraud", 150),
    ("bullets", "recommender", 400),
    ("prose", "llm-serving", 250),
    ("gerunds", "llm-serving", 400),
    ("markdown", "recommender", 250),
    ("requirement", "llm-serving", 150),
    ("long", "fraud", 400),
    ("third-person", "recommender", 150),
    ("freshness", "fraud", 250),
    ("nothing", "recommender", 250),
)


@pytest.mark.parametrize(("posting", "profile", "length"), CASES)
def test_the_letter_is_the_one_that_was_read(
    posting: str, profile: str, length: int, analyses: Mapping[str, Analysis], request: pytest.FixtureRequest
) -> None:
    applicant = load_profile(ROOT / "benchmarks" / "profiles" / f"{profile}.toml")
    chosen = review(analyses[posting], {}, None, applicant.stories)
    text = write_letter(analyses[posting], applicant, Options(length), chosen).text
    path = GOLDEN / f"{posting}-{profile}-{length}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kept = path.read_text(encoding="utf-8")
    changed = difflib.unified_diff(kept.splitlines(), text.splitlines(), str(path), "now", lineterm="")
    assert text == kept, "\n".join(changed)
