"""What the command line says, as the page says it."""

from __future__ import annotations

import pytest

from tailor.check.rules import load_rules
from tailor.page.plain import without_options


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "--pain: holds no word; give a number, your own words, or none",
            "pain: holds no word; give a number, your own words, or none",
        ),
        ("--edit-letter: no letter came back", "edit-letter: no letter came back"),
        (
            "metric: no story of yours has a figure for it; --metric N picks another",
            "metric: no story of yours has a figure for it",
        ),
        (
            "pain: chosen with 40% confidence; see the others with tailor analyze and pick one with --pain N",
            "pain: chosen with 40% confidence",
        ),
        ("Write your own profile: tailor profile init.", "Write your own profile."),
        ("the body has 9 words; more facts would fill it", "the body has 9 words; more facts would fill it"),
        ('pain: "scale--fast; safe -- and sound" is left out', 'pain: "scale--fast; safe -- and sound" is left out'),
        ("I tailor suits; they fit", "I tailor suits; they fit"),
        ("", ""),
    ],
)
def test_an_option_or_a_command_is_left_out(line: str, said: str) -> None:
    assert without_options(line) == said


def test_no_advice_of_a_rule_names_what_the_page_has_not() -> None:
    rules = load_rules().values()
    assert len(rules) > 30
    assert not [rule.code for rule in rules if "--" in (said := without_options(rule.advice)) or "tailor " in said]
