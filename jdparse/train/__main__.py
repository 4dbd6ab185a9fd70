"""Fit the ranker: ``python -m jdparse.train``."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from jdparse.analysis import load_analyzer
from jdparse.data import LEXICONS
from jdparse.lexicon.load import load_lexicon
from jdparse.train.examples import FOLDS, read_examples, read_texts
from jdparse.train.trainer import Trainer
from jdparse.train.write import write, write_boilerplate


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, cross-validate and write; prints the cross-validated figures."""
    parser = argparse.ArgumentParser(description="Fit the ranker from annotated postings.")
    parser.add_argument("postings", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--unlabelled", type=Path, nargs="*", default=[], help="further postings, for boilerplate")
    parser.add_argument("--out", type=Path, default=LEXICONS)
    parser.add_argument("--no-cv", action="store_true", help="leave the cross-validation out")
    arguments = parser.parse_args(argv)
    texts = [*(read_texts(path) for path in (arguments.postings, *arguments.unlabelled))]
    write_boilerplate(arguments.out, [row for rows in texts for row in rows])
    load_lexicon.cache_clear()
    load_analyzer.cache_clear()
    trainer = Trainer(read_examples(arguments.postings, arguments.gold))
    figures = {} if arguments.no_cv else means(trainer.cross_validate())
    for name, value in figures.items():
        print(f"{name:13} {value:6.1%}   cross-validated, {len(trainer.examples)} postings, {FOLDS} folds by employer")
    digest = hashlib.sha256(arguments.postings.read_bytes() + arguments.gold.read_bytes()).hexdigest()[:16]
    write(arguments.out, trainer.fit(np.ones(len(trainer.examples), dtype=bool)), figures, digest)
    return 0


def means(judged: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The six figures of the score."""
    lines = ("pain.quote", "pain.cat", "metric.quote", "metric.cat", "tool", "all three")
    return {line: sum(row[line] for row in judged) / len(judged) for line in lines}


if __name__ == "__main__":
    sys.exit(main())
