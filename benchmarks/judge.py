"""Fit the judge of sentences on what readers graded, and say how well it knows a fine one.

    python benchmarks/judge.py          # cross-validated
    python benchmarks/judge.py --fit    # and write lexicons/judge.toml

``benchmarks/judge/sentences.jsonl``: sentences of whole letters, graded fine, awkward or wrong by readers who saw posting, profile and
letter, by the row that they were made from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from fitted import fitted_weights, held_out, matrix, write_weights
from sklearn.metrics import roc_auc_score

from tailor.letter.rows import load_rows

GRADES = Path(__file__).resolve().parent / "judge"
#: Inverse strength of the penalty, chosen by cross-validation among 0.03, 0.1, 0.3 and 1.
ROW_C = 0.5


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def graded_sentences() -> Iterator[tuple[dict[str, float], bool, str]]:
    """The traits of each graded sentence of a row that is still there, whether it was fine, and its posting."""
    known = {row.id for rows in load_rows().values() for row in rows}
    for graded in _rows(GRADES / "sentences.jsonl"):
        name = graded["row"]
        if name not in known:
            continue
        traits = {f"row:{name}": 1.0}
        words = graded["words"]
        traits |= {f"trait:long>{count}": 1.0 for count in (18, 24, 30, 36) if words > count}
        traits |= {f"trait:short<{count}": 1.0 for count in (5, 7) if words < count}
        traits["trait:commas"] = float(min(graded["commas"], 5))
        yield traits, graded["grade"] == "fine", graded["posting"]


def main() -> int:
    """Print the judge's figures; write its weights with --fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write lexicons/judge.toml")
    arguments = parser.parse_args()
    sentences = list(graded_sentences())
    names, rows = matrix([sentence[0] for sentence in sentences])
    fine = np.array([sentence[1] for sentence in sentences])
    held = held_out(rows, fine, [sentence[2] for sentence in sentences], ROW_C)
    print(
        f"sentences of letters: {len(sentences)} graded of rows that are still there, {fine.mean():.1%} fine; cross-validated AUC {roc_auc_score(fine, held):.3f}"
    )
    if arguments.fit:
        weights = fitted_weights(names, rows, fine, ROW_C)
        tables = {
            table: {
                name.removeprefix(f"{table}:"): weight
                for name, weight in weights.items()
                if name.startswith(f"{table}:")
            }
            for table in ("row", "trait")
        }
        head = "How readers graded sentences, as weights in log-odds. Written by: python benchmarks/judge.py --fit"
        write_weights("judge.toml", head, tables)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
