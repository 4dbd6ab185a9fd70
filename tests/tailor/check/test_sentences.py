"""Sentences that a checker should judge, kind by kind: what is found, and what is let be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import sentences
from sentences import BARS, Case

#: Rules that no labelled letter plants faults for: what is planted for them stands in sentences.
OF_SENTENCES = ("FCT107", "FRM403", "FRM404")
FEWEST = 10
#: A kind of own sentences is lost below this share.
LOST = 0.7


@pytest.fixture(scope="module")
def judged(shared: Path) -> Mapping[str, Sequence[tuple[Case, bool]]]:
    """Each set's cases, with whether each is judged as wanted."""
    return {
        name: [(case, case.holds(case.findings())) for case in cases]
        for name, cases in sentences.load_sets(shared).items()
    }


@pytest.mark.parametrize("name", BARS)
def test_a_set_reaches_its_bar(judged: Mapping[str, Sequence[tuple[Case, bool]]], name: str) -> None:
    assert len(judged[name]) >= 60
    for faulty, bar in ((True, BARS[name][0]), (False, BARS[name][1])):
        held = [right for case, right in judged[name] if bool(case.wanted) is faulty]
        assert sum(held) / len(held) >= bar


@pytest.mark.parametrize("code", OF_SENTENCES)
def test_a_rule_of_sentences_finds_what_is_planted(
    judged: Mapping[str, Sequence[tuple[Case, bool]]], code: str
) -> None:
    planted = [right for cases in judged.values() for case, right in cases if code in case.wanted]
    assert len(planted) >= FEWEST
    assert sum(planted) / len(planted) >= 0.9


def test_no_kind_of_own_sentences_is_lost(judged: Mapping[str, Sequence[tuple[Case, bool]]]) -> None:
    kinds: dict[str, list[bool]] = defaultdict(list)
    for case, right in judged["mended on"]:
        kinds[case.kind].append(right)
    shares = {kind: sum(held) / len(held) for kind, held in kinds.items() if len(held) >= FEWEST}
    assert {kind: share for kind, share in shares.items() if share < LOST} == {}


def test_the_reference_letters_get_no_error_and_no_warning(shared: Path) -> None:
    """Written with care from the same facts: what is told of them is a false alarm, or true."""
    grave = sentences.grave_of_references(shared)
    assert grave == []
