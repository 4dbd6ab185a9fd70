"""Small inputs that once went wrong give what `benchmarks/cases` says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import cases
import pytest

CASES = [(path, case) for path in sorted(cases.DATA.glob("*.toml")) for case in cases.read_cases(path)]


def test_there_are_cases() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize(("path", "case"), CASES, ids=[f"{path.stem}: {case.name}" for path, case in CASES])
def test_a_case_gives_what_is_expected(path: Path, case: cases.Case, shared: Path) -> None:
    inputs = tomllib.loads(path.read_text(encoding="utf-8")).get("inputs", "")
    assert cases.run_case(case, shared.resolve() / "cases" / path.stem / inputs).problems == ()
