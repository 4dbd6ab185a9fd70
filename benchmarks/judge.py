"""Fit the judge of sentences on what readers graded, and say how well it knows a fine one.

    python benchmarks/judge.py ../shared          # cross-validated
    python benchmarks/judge.py ../shared --fit    # and write lexicons/judge.toml

The grades lie in `benchmarks/judge`. ``needs.jsonl``: tellings of a posting's line, graded 0 (wrong) to 3 (could stand in an excellent
letter) by a reader who saw the line; the words are made again from the posting, and only their checksum is kept here.
``sentences.jsonl``: sentences of whole letters, graded fine, awkward or wrong by readers who saw posting, profile and letter, by the row
that they were made from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from jdparse import LEXICONS, Posting, read_postings
from tailor.letter.judge import need_traits
from tailor.letter.need import find_needs
from tailor.letter.rows import load_rows

GRADES = Path(__file__).resolve().parent / "judge"
#: A telling of this grade is fine.
FINE = 2
#: Inverse strength of the penalty, chosen by cross-validation among 0.03, 0.1, 0.3 and 1.
NEED_C, ROW_C = 0.1, 0.5
_FOLDS = 10
#: A weight nearer to nothing is left out of the file.
_LEAST = 0.03


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def graded_needs(postings: Mapping[str, Posting]) -> Iterator[tuple[dict[str, float], int, str, str]]:
    """The traits, the grade, the posting and the line of each graded telling that the program still makes."""
    for row in _rows(GRADES / "needs.jsonl"):
        posting = postings.get(row["posting"])
        if posting is None:
            continue
        quote = posting.text[row["start"] : row["end"]]
        for need in find_needs(quote, posting.company, (row["category"],)):
            if need.form == row["form"] and hashlib.sha1(need.text.casefold().encode()).hexdigest()[:12] == row["sha"]:
                yield (
                    need_traits(need.form, need.way, need.words, dict(need.traits)),
                    row["grade"],
                    row["posting"],
                    quote,
                )
                break


def graded_sentences() -> Iterator[tuple[dict[str, float], bool, str]]:
    """The traits of each graded sentence of a row that is still there, whether it was fine, and its posting."""
    known = {row.id: row for rows in load_rows().values() for row in rows}
    for graded in _rows(GRADES / "sentences.jsonl"):
        name = graded["row"]
        offer = name.startswith(("offer-", "ask-"))
        if name not in known and not offer:
            continue
        traits = {f"row:{name}": 1.0} if not offer else {"row:offer" if name.startswith("offer-") else "row:ask": 1.0}
        words = graded["words"]
        traits |= {f"trait:long>{count}": 1.0 for count in (18, 24, 30, 36) if words > count}
        traits |= {f"trait:short<{count}": 1.0 for count in (5, 7) if words < count}
        traits["trait:commas"] = float(min(graded["commas"], 5))
        yield traits, graded["grade"] == "fine", graded["posting"]


def _matrix(rows: Sequence[Mapping[str, float]]) -> tuple[list[str], Any]:
    names = sorted({name for row in rows for name in row})
    return names, np.array([[row.get(name, 0.0) for name in names] for row in rows])


def _held_out(x: Any, y: Any, groups: Sequence[str], c: float) -> Any:
    scores = np.zeros(len(y))
    for train, test in GroupKFold(_FOLDS).split(x, y, groups):
        model = LogisticRegression(C=c, max_iter=3000).fit(x[train], y[train])
        scores[test] = model.decision_function(x[test])
    return scores


def main() -> int:
    """Print the judge's figures; write its weights with --fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--fit", action="store_true", help="write lexicons/judge.toml")
    arguments = parser.parse_args()
    postings = {
        posting.id: posting
        for name in ("train", "dev", "unlabelled")
        for posting in read_postings(arguments.shared / "gold" / f"{name}.jsonl")
    }
    needs = list(graded_needs(postings))
    names, x = _matrix([need[0] for need in needs])
    y = np.array([need[1] >= FINE for need in needs])
    scores = _held_out(x, y, [need[2] for need in needs], NEED_C)
    _print_needs(needs, scores, y)
    sentences = list(graded_sentences())
    row_names, rows = _matrix([sentence[0] for sentence in sentences])
    fine = np.array([sentence[1] for sentence in sentences])
    held = _held_out(rows, fine, [sentence[2] for sentence in sentences], ROW_C)
    print(
        f"sentences of letters: {len(sentences)} graded of rows that are still there, {fine.mean():.1%} fine; cross-validated AUC {roc_auc_score(fine, held):.3f}"
    )
    if arguments.fit:
        need_model = LogisticRegression(C=NEED_C, max_iter=3000).fit(x, y)
        row_model = LogisticRegression(C=ROW_C, max_iter=3000).fit(rows, fine)
        _write(names, need_model, row_names, row_model)
    return 0


def _print_needs(needs: Sequence[tuple[dict[str, float], int, str, str]], scores: Any, y: Any) -> None:
    lines: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for need, score in zip(needs, scores, strict=True):
        lines[need[3]].append((float(score), need[1]))
    first = [max(found)[1] for found in lines.values()]
    some = [sum(grade for _, grade in found) / len(found) for found in lines.values()]
    print(
        f"tellings of needs: {len(needs)} graded over {len(lines)} lines, {y.mean():.1%} fine; cross-validated AUC {roc_auc_score(y, scores):.3f}"
    )
    print(
        f"  the judge's first of a line: {sum(grade >= FINE for grade in first) / len(first):.1%} fine, {sum(grade == 0 for grade in first) / len(first):.1%} wrong, mean grade {sum(first) / len(first):.2f}; any of them by lot: {sum(some) / len(some):.2f}"
    )
    sure = [max(found)[1] for found in lines.values() if max(found)[0] > 0]
    print(
        f"  where it is sure ({len(sure)} lines): {sum(grade >= FINE for grade in sure) / max(1, len(sure)):.1%} fine"
    )


def _write(names: Sequence[str], needs: LogisticRegression, row_names: Sequence[str], rows: LogisticRegression) -> None:
    lines = [
        "# How readers graded sentences, as weights in log-odds. Written by: python benchmarks/judge.py ../shared --fit",
        "",
        "[need]",
        f"bias = {needs.intercept_[0]:.3f}",
    ]
    lines += [
        f'"{name}" = {weight:.3f}' for name, weight in zip(names, needs.coef_[0], strict=True) if abs(weight) >= _LEAST
    ]
    for table, prefix in (("row", "row:"), ("trait", "trait:")):
        lines += ["", f"[{table}]"]
        lines += [
            f'"{name.removeprefix(prefix)}" = {weight:.3f}'
            for name, weight in zip(row_names, rows.coef_[0], strict=True)
            if name.startswith(prefix) and abs(weight) >= _LEAST
        ]
    (LEXICONS / "judge.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("wrote lexicons/judge.toml")


if __name__ == "__main__":
    raise SystemExit(main())
