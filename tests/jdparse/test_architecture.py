"""Imports point down: tailor stands on jdparse, and jdparse knows nothing of letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from house import imports

import jdparse

ROOT = Path(jdparse.__file__).resolve().parents[1]
#: What tailor may name besides the top package.
OPEN_TO_TAILOR = {"jdparse", "jdparse.errors", "jdparse.data", "jdparse.disk", "jdparse.intake", "jdparse.batch"}
#: A room of jdparse that is open to tailor as a whole.
OPEN_ROOM = "jdparse.english"


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def top(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("import jdparse.analysis", "jdparse.analysis"),
        ("from jdparse import analysis", "jdparse.analysis"),
        ("from jdparse import analyze, analysis", "jdparse.analysis"),
        ("from jdparse.analysis import Analyzer", "jdparse.analysis"),
        ("from jdparse import analyze", "jdparse"),
        ("def f():\n    from jdparse.analysis import Analyzer", "jdparse.analysis"),
        ("from importlib import import_module\nimport_module('jdparse.analysis')", "jdparse.analysis"),
        ("from . import errors", "tailor.errors"),
        ("from .errors import TailorError", "tailor.errors"),
    ],
)
def test_the_look_at_imports_sees_each_form(source: str, module: str) -> None:
    assert module in set(imports(source, ROOT / "tailor" / "cli.py"))


def test_jdparse_never_imports_tailor() -> None:
    seen = {path: set(imports(path.read_text(encoding="utf-8"), path)) for path in modules("jdparse")}
    assert len(seen) >= 15, "the test looked at too few modules"
    assert any("jdparse.types" in found for found in seen.values()), "the test sees no imports"
    assert {str(path): found for path, found in seen.items() if "tailor" in {top(module) for module in found}} == {}


def test_tailor_imports_jdparse_through_the_top_package() -> None:
    seen = {path: set(imports(path.read_text(encoding="utf-8"), path)) for path in modules("tailor")}
    assert len(seen) >= 10, "the test looked at too few modules"
    assert any("jdparse" in found for found in seen.values()), "the test sees no imports"
    inner = {
        str(path.relative_to(ROOT)): sorted(
            m for m in found if top(m) == "jdparse" and m not in OPEN_TO_TAILOR and not m.startswith(OPEN_ROOM)
        )
        for path, found in seen.items()
    }
    assert {path: found for path, found in inner.items() if found} == {}


def test_neither_package_imports_the_tests_or_the_benchmarks() -> None:
    seen = {
        path: set(imports(path.read_text(encoding="utf-8"), path)) for path in (*modules("jdparse"), *modules("tailor"))
    }
    assert len(seen) >= 25
    assert [
        str(path) for path, found in seen.items() if {top(module) for module in found} & {"tests", "benchmarks"}
    ] == []


def test_what_the_top_package_offers_can_be_had_from_it() -> None:
    assert len(jdparse.__all__) >= 15
    assert [name for name in jdparse.__all__ if getattr(jdparse, name, None) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = jdparse.nonsense


def test_the_values_are_imported_without_the_nlp_pass() -> None:
    import subprocess
    import sys

    script = (
        "import sys, jdparse, jdparse.errors; jdparse.Posting('x'); "
        "print([name for name in ('spacy', 'trafilatura', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
