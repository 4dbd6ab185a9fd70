"""The fitted weights, the wording and the boilerplate."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jdparse.errors import LexiconError
from jdparse.lexicon.files import check_known, numbers, read_json, read_toml
from jdparse.types import Kind


def load_boilerplate(path: Path) -> frozenset[str]:
    """Word triples that many employers use.

    Raises:
        LexiconError: The file holds something else.
    """
    content = read_json(path)
    triples = content.get("triples")
    if set(content) != {"triples"} or not isinstance(triples, list) or not all(isinstance(row, str) for row in triples):
        raise LexiconError(path, "triples", "expected a list of word triples, and nothing else")
    return frozenset(triples)


#: What a confidence is computed from.
CONFIDENCE = ("intercept", "score", "gap")
Weights = dict[str, dict[str, float]]


def load_wording(path: Path, categories: Iterable[str]) -> tuple[Weights, Weights]:
    """The weights of words by kind, and by category of pain.

    Raises:
        LexiconError: The file holds something else.
    """
    content = read_json(path)
    check_known(path, "file", content, [*(kind.value for kind in Kind), "pain-category"])
    wording = {kind.value: numbers(path, kind.value, content.get(kind.value, {})) for kind in Kind}
    tables = content.get("pain-category", {})
    if not isinstance(tables, dict):
        raise LexiconError(path, "pain-category", "expected a table for each category")
    check_known(path, "pain-category", tables, categories)
    return wording, {name: numbers(path, f"pain-category.{name}", table) for name, table in tables.items()}


def load_weights(path: Path, signals: Iterable[str], categories: Iterable[str]) -> Weights:
    """The fitted weights, thresholds and confidences by table.

    Raises:
        LexiconError: A table or a name is not known, or holds something other than numbers.
    """
    content = read_toml(path)
    content.pop("fit", None)
    kinds = [kind.value for kind in Kind]
    known = {
        "thresholds": kinds,
        **{key: list(signals) for key in kinds},
        "pain-category": list(categories),
        **{f"{kind}-confidence": CONFIDENCE for kind in kinds},
    }
    weights = {name: numbers(path, name, table) for name, table in content.items()}
    check_known(path, "file", weights, known)
    for name in ("thresholds", *kinds, *(f"{kind}-confidence" for kind in kinds)):
        if name not in weights:
            raise LexiconError(path, name, "is missing")
    for name, table in weights.items():
        check_known(path, name, table, known[name])
    for name, needed in (("thresholds", kinds), *((f"{kind}-confidence", CONFIDENCE) for kind in kinds)):
        if set(weights[name]) != set(needed):
            raise LexiconError(path, name, f"needs {', '.join(needed)}")
    return weights


def load_employer(path: Path) -> dict[str, float]:
    """The weights of the signals by which an employer's name is told, and the threshold.

    Raises:
        LexiconError: The file holds something else.
    """
    content = read_toml(path)
    check_known(path, "file", content, ["weights", "threshold"])
    threshold = numbers(path, "file", {"threshold": content.get("threshold")})
    return {**numbers(path, "weights", content.get("weights", {})), **threshold}


def load_kinds(path: Path) -> Weights:
    """The weights of the signals by which a posting is told (``posting``), and those of each other kind of text.

    Raises:
        LexiconError: The file holds something else.
    """
    weights = {name: numbers(path, name, table) for name, table in read_json(path).items()}
    if "threshold" not in weights.get("posting", {}):
        raise LexiconError(path, "posting", "is missing, or has no threshold")
    return weights
