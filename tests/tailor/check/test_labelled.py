"""The labelled letters of `benchmarks/checking`, rule by rule: a rule that is lost fails here."""

from __future__ import annotations

from functools import lru_cache

import checking
import pytest

from tailor.check import check_letter
from tailor.check.finding import Severity
from tailor.check.rules import load_rules


@lru_cache(maxsize=1)
def measured() -> tuple[dict[str, checking.Score], list[str]]:
    """The counts of each rule, and the clean letters that got an error or a warning."""
    scores = {code: checking.Score() for code in load_rules()}
    cried = []
    for letter in checking.load_letters():
        findings = check_letter(letter.text, letter.known)
        list(checking.score(letter, findings, scores))
        if letter.clean and any(
            one.severity is not Severity.ADVICE and one.code not in letter.whole for one in findings
        ):
            cried.append(letter.id)
    return scores, cried


#: What is planted for these stands in sentences: tests/tailor/check/test_sentences.py.
OF_SENTENCES = {"FCT107", "FRM403", "FRM404"}


@pytest.mark.parametrize("code", [code for code in load_rules() if code not in OF_SENTENCES])
def test_a_rule_finds_what_is_planted_and_leaves_what_tempts(code: str) -> None:
    counts = measured()[0][code]
    assert counts.expected >= 10, "too few planted faults to tell"
    assert counts.precision >= checking.MIN_PRECISION
    assert counts.recall >= checking.MIN_RECALL


def test_a_clean_letter_gets_no_error_and_no_warning() -> None:
    assert measured()[1] == []
