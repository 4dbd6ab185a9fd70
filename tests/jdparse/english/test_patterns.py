"""Patterns that take classes of words by name."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import jdparse
import tailor
from jdparse.english.patterns import Pattern, alternatives, load_words, pattern
from jdparse.errors import LexiconError

NAMED = re.compile(r"\{([a-z][a-z-]*)\}|load_words\(\)\[\"([a-z][a-z-]*)\"\]")


def patterns_of_the_code() -> list[Pattern]:
    """Every pattern that a module of both packages holds."""
    for package in (jdparse, tailor):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    # Why: what makes worker processes ready freezes the objects that are there, and the collector does not list frozen ones.
    gc.unfreeze()
    return [one for one in gc.get_objects() if isinstance(one, Pattern)]


def test_a_name_stands_for_any_word_of_its_class() -> None:
    month = pattern(r"\b(?:{months}) \d+\b")
    assert [found.group() for found in month.finditer("March 3 and May 12, not Mayday 4")] == ["March 3", "May 12"]
    assert pattern(r"x{2,3}").fullmatch("xxx"), "a number in braces is a repetition"


def test_a_pattern_is_compiled_when_it_is_first_asked() -> None:
    lazy = Pattern(r"(?:{no-such-class})")
    with pytest.raises(KeyError, match="no-such-class"):
        lazy.search("anything")


def test_every_pattern_of_the_code_compiles_and_every_class_is_used() -> None:
    found = patterns_of_the_code()
    assert len(found) > 100
    for one in found:
        assert one.compiled
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for package in (jdparse, tailor)
        for path in Path(str(package.__file__)).parent.rglob("*.py")
    )
    code += (jdparse.LEXICONS / "english" / "orders.toml").read_text(encoding="utf-8")
    named = {name for pair in NAMED.findall(code) for name in pair}
    assert set(load_words()) - named == set()


def test_a_word_is_taken_as_it_is_written() -> None:
    assert "i\\.e\\." in alternatives("change-link").split("|")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            '[[list]]\nid = "x"\nwhat = "x"\nwords = ["a"]\nhits = ["b"]\nmisses = ["c"]\n',
            "the example 'b' does not hold",
        ),
        (
            '[[list]]\nid = "x"\nwhat = "x"\nwords = ["a"]\nhits = ["a"]\nmisses = ["a"]\n',
            "the example 'a' does not hold",
        ),
        ('[[list]]\nid = "x"\nwhat = "x"\nwords = ["a"]\nhits = ["a"]\n', "misses"),
    ],
)
def test_a_class_whose_examples_do_not_hold_does_not_load(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / "words.toml").write_text(row, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(told)):
        load_words(tmp_path)
