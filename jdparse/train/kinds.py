"""Fit how a posting is told from other texts: ``python -m jdparse.train.kinds ../shared benchmarks/kinds``.

Postings are those of `shared`, whole and cut short as people paste them, and the invented ones of ``postings.toml``, which are short and odd. The others are
invented too, by their kind. Folds keep a posting, and a kind of text, together.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from jdparse.data import LEXICONS
from jdparse.readers.kind_signals import WORD, signals_of
from jdparse.train.examples import FOLDS

POSTING = "posting"
#: What an example counts: real postings are many, and alike.
_WEIGHTS = {"real": 0.1, "short": 0.03, "invented": 3.0}
_WEIGHT_OF_SHORT_OTHERS = 1.0
#: A posting that is refused costs as much as so many other texts that pass; those that were invented to be hard, less.
_COST = {"real": 20.0, "short": 1.0, "invented": 2.0}
#: A word tells something if so many texts have it, of so many kinds.
_LEAST_TEXTS, _LEAST_KINDS = 8, 4
#: Inverse strengths of the penalty: of the posting's weights, and of those that tell the other kinds apart.
_C, _C_KINDS = 0.5, 2.0
#: Some paste only the beginning: so many words.
_SHORT = (60, 110)
#: So many texts go to a process at once.
_CHUNK = 100
#: A weight nearer to nothing is left out of the file.
_LEAST = 0.03


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from.

    Attributes:
        signals: What speaks for its kind.
        kind: What the program says of it, or "posting".
        group: Folds keep the examples of a group together.
        form: How it came to be: "real", "short", "invented".
    """

    signals: Mapping[str, float]
    kind: str
    group: str
    form: str

    @property
    def fold(self) -> int:
        """The fold of its group."""
        return int(hashlib.sha256(self.group.encode()).hexdigest(), 16) % FOLDS


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, cross-validate and write; prints the cross-validated figures."""
    parser = argparse.ArgumentParser(description="Fit how a posting is told from other texts.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("kinds", type=Path)
    parser.add_argument("--out", type=Path, default=LEXICONS)
    arguments = parser.parse_args(argv)
    examples = _examples(arguments.shared, arguments.kinds)
    scores = _scores(examples)
    threshold = _threshold(examples, scores)
    for line in _figures(examples, scores, threshold):
        print(line)
    _write(arguments.out / "text-kinds.json", fit(examples), fit_kinds(examples), threshold)
    return 0


def cross_validated(shared: Path, kinds: Path) -> list[str]:
    """The shares that a judge refuses who has not seen the posting, or no text of the kind, as lines."""
    examples = _examples(shared, kinds)
    scores = _scores(examples)
    return _figures(examples, scores, _threshold(examples, scores))


def _examples(shared: Path, kinds: Path) -> list[Example]:
    texts = list(real_texts(shared))
    with ProcessPoolExecutor() as pool:
        signals = pool.map(signals_of, [text for _, _, text in texts], chunksize=_CHUNK)
        real = [
            Example(found, POSTING, name, "short" if form.startswith("cut") else "real")
            for found, (name, form, _) in zip(signals, texts, strict=True)
        ]
    return [*real, *invented(kinds)]


def _threshold(examples: Sequence[Example], scores: Any) -> float:
    costs = np.array([_COST[example.form] if example.kind == POSTING else 0.0 for example in examples])
    others = scores[[example.kind != POSTING and example.form == "invented" for example in examples]]

    def worth(least: float) -> float:
        return float(sum(others < least) - sum(costs[scores < least]))

    return float(max(np.linspace(-3, 1, 81), key=worth))


def _figures(examples: Sequence[Example], scores: Any, threshold: float) -> list[str]:
    lines = []
    for form in _WEIGHTS:
        for of_postings in (True, False):
            chosen = [
                score < threshold
                for score, example in zip(scores, examples, strict=True)
                if example.form == form and (example.kind == POSTING) is of_postings
            ]
            if chosen:
                what = f"{form} {'postings' if of_postings else 'other texts'}, cross-validated"
                lines.append(f"{what:45} {sum(chosen) / len(chosen):6.1%} of {len(chosen)} refused by the judge alone")
    return lines


def real_texts(shared: Path) -> Iterator[tuple[str, str, str]]:
    """The postings of `shared`: id, form and text, each whole, below its head, as one paragraph, and cut short."""
    for name in ("train", "dev", "unlabelled"):
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            if not line.strip():
                continue
            row = json.loads(line)
            head = f"{row['title']}\n{row['company']}\n\n"
            yield row["id"], "whole", row["text"]
            yield row["id"], "below its head", head + row["text"]
            yield row["id"], "one paragraph", " ".join(row["text"].split())
            for count in _SHORT:
                yield row["id"], f"cut below its head to {count} words", head + _cut(row["text"], count)
            yield row["id"], f"cut to {_SHORT[-1]} words", _cut(row["text"], _SHORT[-1])


def invented(folder: Path) -> Iterator[Example]:
    """The invented texts of a folder, each also as one paragraph, and cut short."""
    for path in sorted(folder.glob("*.toml")):
        for row in read_texts(path):
            text, title = row["text"].strip(), row.get("title", "")
            for form in dict.fromkeys((text, " ".join(text.split()), _cut(text, _SHORT[0]))):
                yield Example(
                    signals_of(form, title),
                    row.get("says", POSTING),
                    row["kind"],
                    "invented" if form == text else "short",
                )


def read_texts(path: Path) -> list[dict[str, Any]]:
    """The rows of a file: kind, text, what the program says of it (none for a posting), and a title for a mail."""
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    return rows


def _cut(text: str, words: int) -> str:
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return text[: ends[words - 1]] if len(ends) > words else text


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of a posting's signals."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    table = DictVectorizer()
    weight = [
        _WEIGHT_OF_SHORT_OTHERS if example.form == "short" and example.kind != POSTING else _WEIGHTS[example.form]
        for example in examples
    ]
    words = _telling_words(examples)
    target = [example.kind == POSTING for example in examples]
    matrix = table.fit_transform([_with_words(example.signals, words) for example in examples])
    fitted = LogisticRegression(C=_C, max_iter=5000).fit(matrix, target, sample_weight=weight)
    return _weights(table.feature_names_, fitted.coef_[0], fitted.intercept_[0])


def _telling_words(examples: Sequence[Example]) -> frozenset[str]:
    """The signals of words that many texts have, of several kinds, so that none is told by its subject."""
    texts: Counter[str] = Counter()
    groups: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        if example.form == "short":
            continue
        for name in example.signals:
            if name.startswith(WORD):
                texts[name] += 1
                if example.form == "invented":
                    groups[name].add(example.group)
    return frozenset(
        name for name, found in groups.items() if len(found) >= _LEAST_KINDS and texts[name] >= _LEAST_TEXTS
    )


def _with_words(signals: Mapping[str, float], words: frozenset[str]) -> dict[str, float]:
    """The signals with those words only."""
    return {name: value for name, value in signals.items() if not name.startswith(WORD) or name in words}


def fit_kinds(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """The weights of the signals of each other kind."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    others = [example for example in examples if example.kind != POSTING]
    table = DictVectorizer()
    matrix = table.fit_transform([_with_words(example.signals, frozenset()) for example in others])
    fitted = LogisticRegression(C=_C_KINDS, max_iter=5000).fit(matrix, [example.kind for example in others])
    return {
        str(kind): _weights(table.feature_names_, fitted.coef_[number], fitted.intercept_[number])
        for number, kind in enumerate(fitted.classes_)
    }


def _weights(names: Sequence[str], values: Any, intercept: float) -> dict[str, float]:
    rounded = {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}
    return {name: value for name, value in rounded.items() if abs(value) >= _LEAST} | {
        "intercept": round(float(intercept), 3)
    }


def _scores(examples: Sequence[Example]) -> Any:
    from jdparse.readers.kind import score

    scores = np.zeros(len(examples))
    for fold in range(FOLDS):
        weights = fit([example for example in examples if example.fold != fold])
        for number, example in enumerate(examples):
            if example.fold == fold:
                scores[number] = score(example.signals, weights)
    return scores


def _write(
    path: Path, posting: Mapping[str, float], kinds: Mapping[str, Mapping[str, float]], threshold: float
) -> None:
    content = {
        "about": "How a posting and other kinds of text are told. Written by: python -m jdparse.train.kinds ../shared benchmarks/kinds",
        POSTING: {"threshold": round(threshold, 3), **dict(sorted(posting.items()))},
        **{kind: dict(sorted(weights.items())) for kind, weights in sorted(kinds.items())},
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
