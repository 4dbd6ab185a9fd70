"""Fit the judge of shortened duties on phrases that readers graded, and say how often the one that it takes is good.

    python benchmarks/tasks.py ../shared          # cross-validated by posting
    python benchmarks/tasks.py ../shared --fit    # and write lexicons/tasks.toml

``benchmarks/tasks/grades.jsonl``: phrases that `tailor.letter.task` made of lines of ``gold/train.jsonl``, each told by its posting, the
line's characters and a checksum of the phrase, since the text stays where it is. Readers saw line and phrase and said whether "You want somebody
to PHRASE." is good, weak (cut to emptiness, or awkward) or wrong (broken English, another meaning). What the program no longer
makes of a line is counted and left out.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from jdparse import LEXICONS
from tailor.letter.task import LEAST_SCORE, find_tasks

GRADES = Path(__file__).resolve().parent / "tasks" / "grades.jsonl"
#: Inverse strength of the penalty, chosen by cross-validation among 0.03, 0.1, 0.3 and 1.
_C = 0.1
_FOLDS = 10
#: A weight nearer to nothing is left out of the file.
_LEAST = 0.03


def checksum(phrase: str) -> int:
    """What a phrase is told by in the file of grades."""
    return zlib.crc32(phrase.casefold().encode())


def graded_tasks(shared: Path) -> tuple[list[tuple[dict[str, float], str, str]], Counter[str]]:
    """Traits, grade and posting of each graded phrase that is still made, and how many of each grade are no longer."""
    with (shared / "gold" / "train.jsonl").open(encoding="utf-8") as lines:
        postings = {row["id"]: row for row in map(json.loads, lines)}
    found: list[tuple[dict[str, float], str, str]] = []
    gone: Counter[str] = Counter()
    for graded in map(json.loads, GRADES.read_text(encoding="utf-8").splitlines()):
        posting = postings[graded["posting"]]
        quote = posting["text"][graded["start"] : graded["end"]]
        made = find_tasks(quote, posting.get("company") or "")
        task = next((one for one in made if checksum(one.text) == graded["phrase"]), None)
        if task is None:
            gone[graded["grade"]] += 1
        else:
            found.append((dict(task.traits), graded["grade"], graded["posting"]))
    return found, gone


def _held_out(x: Any, y: Any, groups: list[str]) -> Any:
    scores = np.zeros(len(y))
    for train, test in GroupKFold(_FOLDS).split(x, y, groups):
        scores[test] = LogisticRegression(C=_C, max_iter=3000).fit(x[train], y[train]).decision_function(x[test])
    return scores


def main() -> int:
    """Print the judge's figures; write its weights with --fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--fit", action="store_true", help="write lexicons/tasks.toml")
    arguments = parser.parse_args()
    tasks, gone = graded_tasks(arguments.shared)
    names = sorted({name for traits, _, _ in tasks for name in traits})
    rows = np.array([[traits.get(name, 0.0) for name in names] for traits, _, _ in tasks])
    good = np.array([grade == "good" for _, grade, _ in tasks])
    groups = [posting for _, _, posting in tasks]
    held = _held_out(rows, good, groups)
    shares = Counter(grade for _, grade, _ in tasks)
    print(f"{len(tasks)} graded phrases ({dict(shares)}), {sum(gone.values())} no longer made ({dict(gone)})")
    print(f"good against the others, cross-validated by posting: AUC {roc_auc_score(good, held):.3f}")
    best: dict[str, tuple[float, str]] = defaultdict(lambda: (-99.0, ""))
    for score, (_, grade, posting) in zip(held, tasks, strict=True):
        best[posting] = max(best[posting], (float(score), grade))
    taken = [grade for score, grade in best.values() if score >= LEAST_SCORE]
    print(
        f"the best phrase of a posting: taken in {len(taken) / len(best):.0%} of {len(best)}; of those "
        f"{taken.count('good') / len(taken):.0%} good, {taken.count('wrong') / len(taken):.1%} wrong"
    )
    if arguments.fit:
        _write(names, LogisticRegression(C=_C, max_iter=3000).fit(rows, good))
    return 0


def _write(names: list[str], model: LogisticRegression) -> None:
    lines = [
        "# How readers graded shortened duties, as weights in log-odds. Written by: python benchmarks/tasks.py ../shared --fit",
        "",
        "[trait]",
        f"bias = {model.intercept_[0]:.3f}",
    ]
    lines += [
        f'"{name}" = {weight:.3f}' for name, weight in zip(names, model.coef_[0], strict=True) if abs(weight) >= _LEAST
    ]
    (LEXICONS / "tasks.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("wrote lexicons/tasks.toml")


if __name__ == "__main__":
    raise SystemExit(main())
