"""Two names of one employer, and names that only look alike."""

from __future__ import annotations

import pytest

from tailor.log.employer import is_same_employer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brackwater Systems", "BRACKWATER SYSTEMS, Inc."),
        ("Brackwater Systems", "Brackwater Systems GmbH"),
        ("Brackwater", "Brackwater Systems"),
        ("The Lantern Desk", "Lantern Desk Ltd"),
        ("Quill & Sons", "Quill and Sons"),
        ("Pellworm.com", "Pellworm"),
        ("Ørsund", "ørsund"),
        ("Café Nord", "Cafe Nord"),
        ("Quill7", "Quill 7"),
        ("Brackwater (EMEA)", "Brackwater - Payments"),
    ],
)
def test_an_employer_is_known_again(one: str, other: str) -> None:
    assert is_same_employer(one, other)
    assert is_same_employer(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meta", "Metabase"),
        ("Arm", "Farm"),
        ("General Motors", "General Electric"),
        ("AI", "AI Harbour"),
        ("", "Brackwater"),
        ("", ""),
        ("Jobs via Dice", "Jobs via Dice"),
        ("Confidential", "Confidential"),
    ],
)
def test_another_employer_is_another(one: str, other: str) -> None:
    assert not is_same_employer(one, other)
    assert not is_same_employer(other, one)
