"""Title and employer of pasted postings are what `benchmarks/pastes` says."""

from __future__ import annotations

from pathlib import Path

import pastes
import pytest

FILES = sorted(pastes.DATA.glob("*.toml"))


def test_there_are_pastes_of_many_kinds() -> None:
    read = [paste for path in FILES for paste in pastes.read_pastes(path)]
    assert len(read) >= 60
    assert len({paste.kind for paste in read}) >= 20


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_title_and_employer_are_read_and_hardly_one_is_wrong(path: Path) -> None:
    outcomes = [pastes.read(paste) for paste in pastes.read_pastes(path)]
    wrong = [(outcome.paste.kind, outcome.title, outcome.company) for outcome in outcomes if not outcome.right]
    assert len(wrong) <= (1 - pastes.BAR) * len(outcomes), wrong
    assert sum(outcome.company_is == "wrong" for outcome in outcomes) <= 0.05 * len(outcomes), wrong
