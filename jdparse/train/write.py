"""Weights and boilerplate written into the lexicon folder."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jdparse.analysis import load_analyzer
from jdparse.reading.candidates import pain_candidates
from jdparse.train.calibration import Fit
from jdparse.train.regression import WORD, Model
from jdparse.types import Kind, Posting

#: A word triple that more employers use is boilerplate.
MIN_EMPLOYERS = 4


def write_boilerplate(folder: Path, texts: Sequence[tuple[str, str]]) -> None:
    """Write the word triples that more than `MIN_EMPLOYERS` employers use."""
    analyzer = load_analyzer()
    employers: dict[str, set[str]] = defaultdict(set)
    for text, company in texts:
        document = analyzer.read(Posting(text, company=company))
        for candidate in pain_candidates(document):
            words = [norm for norm in document.tokens.norms[slice(*candidate.tokens)] if norm[:1].isalnum()]
            for triple in zip(words, words[1:], words[2:], strict=False):
                employers[" ".join(triple)].add(company)
    triples = sorted(triple for triple, names in employers.items() if len(names) > MIN_EMPLOYERS)
    about = f"Word triples, without inflection, that more than {MIN_EMPLOYERS} employers use. Written by jdparse.train."
    _replace(folder / "boilerplate.json", _json_lines({"about": about, "triples": triples}))


def write(folder: Path, fitted: Fit, figures: Mapping[str, float], digest: str) -> None:
    """Write ``weights.toml`` and ``wording.json``, sorted, so that the same data gives the same bytes."""
    command = "python -m jdparse.train ../shared/gold/train.jsonl ../shared/gold/train.gold.jsonl --unlabelled ../shared/gold/unlabelled.jsonl"
    lines = [
        "# The ranker's weights, in log-odds. A score is the sum of weight x signal plus the words of wording.json.",
        "# Written by the command below; change the data or the signals and run it again.",
        "",
        "[fit]",
        f'command = "{command}"',
        f'data = "sha256:{digest}"',
        *(f'"cv {name}" = {value:.3f}' for name, value in figures.items()),
        "",
        "[thresholds]",
        *(f"{kind.value} = {fitted.judges[kind].threshold:.3f}" for kind in Kind),
    ]
    for kind in Kind:
        judge = fitted.judges[kind]
        lines += [
            "",
            f"[{kind.value}-confidence]",
            f"intercept = {judge.intercept:.3f}",
            f"score = {judge.score:.3f}",
            f"gap = {judge.gap:.3f}",
        ]
    for kind in Kind:
        lines += ["", f"[{kind.value}]"]
        lines += [
            f"{name} = {value:.3f}"
            for name, value in sorted(fitted.choices[kind].weights.items())
            if not name.startswith(WORD)
        ]
    lines += ["", "[pain-category]"]
    lines += [f"{name} = {model.intercept:.3f}" for name, model in sorted(fitted.categories.items())]
    _replace(folder / "weights.toml", lines)
    words: dict[str, Any] = {"about": _ABOUT_WORDS}
    words |= {kind.value: _word_weights(fitted.choices[kind]) for kind in Kind}
    words["pain-category"] = {name: _word_weights(model) for name, model in sorted(fitted.categories.items())}
    _replace(folder / "wording.json", _json_lines(words))


_ABOUT_WORDS = (
    "Learned word lists: what a word adds to the score of a candidate (log-odds), and what it says of the category. "
    "Marks: ^first word, #word of the heading, =own word, <before, >after, ~in the sentence, @tool. "
    "Written by jdparse.train."
)


def _word_weights(model: Model) -> dict[str, float]:
    return {name.removeprefix(WORD): weight for name, weight in sorted(model.weights.items()) if name.startswith(WORD)}


def _json_lines(content: Mapping[str, Any]) -> list[str]:
    return json.dumps(content, ensure_ascii=False, indent=0).split("\n")


def _replace(path: Path, lines: Sequence[str]) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    temporary.replace(path)
