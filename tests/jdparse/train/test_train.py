"""Fitting: the same data gives the same bytes, they load, and what was taught is what is chosen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from jdparse import Posting
from jdparse.analysis import Analyzer
from jdparse.data import LEXICONS
from jdparse.lexicon.load import load_lexicon
from jdparse.train.__main__ import main

DUTIES = (
    "Cut the p99 latency of our ranking models, which run on Triton.",
    "Reduce the p99 latency of checkout predictions served by Triton.",
    "Bring inference latency under 30 ms with Triton for every shop.",
)
FILLER = ("Collaborate with partner teams on the roadmap.", "Write documentation for Python developers.")


def _write(folder: Path) -> tuple[Path, Path]:
    """Fifteen postings of fifteen invented employers, which all want the same."""
    postings: list[dict[str, Any]] = []
    gold: list[dict[str, Any]] = []
    for number in range(15):
        duty = DUTIES[number % 3]
        text = "\n".join(["Responsibilities", f"- {FILLER[0]}", f"- {duty}", f"- {FILLER[1]}"])
        name = f"posting-{number}"
        postings.append({"id": name, "title": "ML Engineer", "company": f"Employer {number}", "text": text})
        gold.append(
            {
                "id": name,
                "pain": {"quote": duty, "also": [], "category": "latency", "also_categories": [], "explicit": False},
                "metric": {"quote": "latency", "also": [], "category": "latency", "also_categories": []},
                "tool": {"name": "Triton", "also": []},
            }
        )
    paths = folder / "postings.jsonl", folder / "gold.jsonl"
    for path, rows in zip(paths, (postings, gold), strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def fits(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders of lexicons, fitted from the same postings."""
    folder = tmp_path_factory.mktemp("train")
    postings, gold = _write(folder)
    found = []
    for name in ("one", "two"):
        shutil.copytree(LEXICONS, folder / name)
        assert main([str(postings), str(gold), "--out", str(folder / name), "--no-cv"]) == 0
        found.append(folder / name)
    return found


@pytest.mark.parametrize("name", ["weights.toml", "wording.json", "boilerplate.json"])
def test_the_same_data_gives_the_same_bytes(fits: list[Path], name: str) -> None:
    one, two = (folder / name for folder in fits)
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes() != (LEXICONS / name).read_bytes()


def test_the_fit_is_loaded_and_chooses_what_it_was_taught(fits: list[Path]) -> None:
    analyzer = Analyzer(load_lexicon(fits[0]))
    text = "Responsibilities\n- Write documentation for Java developers.\n- Cut the p99 latency of inference on Triton."
    analysis = analyzer.analyze(Posting(text, "ML Engineer", "Employer 99"))
    assert analysis.pain is not None
    assert analysis.tool is not None
    assert analysis.pain.evidence.quote == "Cut the p99 latency of inference on Triton."
    assert analysis.pain.evidence.category == "latency"
    assert analysis.tool.evidence.name == "Triton"
    assert analysis.pain.confidence > 0.5
