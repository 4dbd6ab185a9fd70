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

import numpy as np
from fitted import fitted_weights, held_out, matrix, write_weights
from sklearn.metrics import roc_auc_score

from tailor.letter.task import LEAST_SCORE, find_tasks

GRADES = Path(__file__).resolve().parent / "tasks" / "grades.jsonl"
#: Inverse strength of the penalty, chosen by cross-validation among 0.03, 0.1, 0.3 and 1.
_C = 0.1


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


def main() -> int:
    """Print the judge's figures; write its weights with --fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--fit", action="store_true", help="write lexicons/tasks.toml")
    arguments = parser.parse_args()
    tasks, gone = graded_tasks(arguments.shared)
    names, rows = matrix([traits for traits, _, _ in tasks])
    good = np.array([grade == "good" for _, grade, _ in tasks])
    groups = [posting for _, _, posting in tasks]
    held = held_out(rows, good, groups, _C)
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
        head = "How readers graded shortened duties, as weights in log-odds. Written by: python benchmarks/tasks.py ../shared --fit"
        write_weights("tasks.toml", head, {"trait": fitted_weights(names, rows, good, _C)})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
