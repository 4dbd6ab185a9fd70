"""Grade and fit the bank of rows: what a team wants, and what the applicant offers.

    python benchmarks/bank.py ../shared                            # cross-validated by posting
    python benchmarks/bank.py ../shared --fit                      # and write lexicons/bank.toml
    python benchmarks/bank.py ../shared --pack OUT --readers 6     # rows that fit but have no grade yet, for readers
    python benchmarks/bank.py ../shared --take OUT                 # add what they wrote to benchmarks/bank/grades.jsonl

A grade is told by its posting, by the line's characters for a want or the profile for an offer, and by the row with a checksum of its words:
no text of a posting stands here, and a row that was reworded is graded anew.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from fitted import fitted_weights, held_out, matrix, write_weights
from sklearn.metrics import roc_auc_score

from jdparse import Analysis, Posting, analyze
from tailor.highlights.near import MAX_PAIN_GAP, near_equals
from tailor.letter.bank import Fitting, wants_that_fit
from tailor.letter.letter import Options
from tailor.letter.needs import find_needed
from tailor.letter.plan import offered
from tailor.letter.write import choose_cast
from tailor.profile.load import load_profile
from tailor.profile.story import Profile

HERE = Path(__file__).resolve().parent
GRADES = HERE / "bank" / "grades.jsonl"
INSTRUCTIONS = """You are a hiring manager for machine-learning engineers, with sixty letters on the desk. Each item of items.jsonl shows a posting (title, employer, its line
that a letter will answer, and more of it) and ONE sentence that a letter to this team may hold. Grade the sentence for THIS posting:
- kind "want" (a sentence that says what the team needs): "good" = true by the line, in plain natural English, and so much about this
  team that you would nod; "weak" = true but so general that it could stand in any letter, or it takes up a side matter of the line; "wrong" = the line does not ask for that, it claims what the
  posting does not say, or it is odd English.
- kind "offer" (what the applicant would do in a first call; you also see the story of theirs that the letter tells): "good" = it fits this team's work and you would find it useful and
  not presumptuous; "weak" = it fits any team, or only half fits; "wrong" = it supposes what this team does not have, or does not fit at all.
Be hard: a good one makes you think the writer understood the posting. Judge each for itself.
Write out.jsonl: {"n": 17, "grade": "good"} one a line, for every item.
"""
#: Inverse strength of the penalty, chosen by cross-validation among 0.03, 0.1, 0.3 and 1.
_C = 0.3
#: So many lines of a posting, and so many rows of a posting and a profile, are graded.
_LINES, _ROWS = 2, 4
#: So much of a posting is shown to readers.
_SHOWN = 900


@dataclass(frozen=True, slots=True)
class Item:
    """A row that fits a posting.

    Attributes:
        key: What its grade is told by.
        fitting: The row with its traits.
        analysis: The posting.
        about: The line, or the story's own words.
    """

    key: tuple[str, str, str, str, int]
    fitting: Fitting
    analysis: Analysis
    about: str


def items(shared: Path) -> Iterator[Item]:
    """Each want that fits a line of a posting, and each offer that fits it beside the profile whose story fits it best."""
    profiles = [*sorted((shared / "letters" / "profiles").glob("*.toml")), *sorted((HERE / "profiles").glob("*.toml"))]
    for analysis in _analyses(shared):
        posting, pain = analysis.posting, analysis.pain
        if pain is None:
            continue
        for line in near_equals(pain, MAX_PAIN_GAP)[:_LINES]:
            for want in wants_that_fit(line, posting.text, None):
                key = ("want", posting.id, f"{line.span.start}-{line.span.end}", want.row.id, _checksum(want))
                yield Item(key, want, analysis, line.quote)
        # Why the best one: an applicant writes to jobs that fit, and readers call any offer of a stranger to the field wrong.
        casts = {path: choose_cast(analysis, _profile(path), Options()) for path in profiles}
        path, cast = max(casts.items(), key=lambda pair: (pair[1].lead.score, pair[0].stem))
        story = cast.lead.story
        for offer in offered(cast, find_needed(cast)):
            key = ("offer", posting.id, path.stem, offer.row.id, _checksum(offer))
            yield Item(key, offer, analysis, f"{story.system}: {story.wall}; {story.did}")


@lru_cache(maxsize=16)
def _profile(path: Path) -> Profile:
    return load_profile(path)


def _analyses(shared: Path) -> Iterator[Analysis]:
    with (shared / "gold" / "train.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield analyze(Posting(row["text"], row.get("title") or "", row.get("company") or "", id=row["id"]))


def _checksum(fitting: Fitting) -> int:
    return zlib.crc32(fitting.row.text.encode())


def read_grades() -> dict[tuple[str, str, str, str, int], str]:
    """The grades so far."""
    if not GRADES.exists():
        return {}
    rows = map(json.loads, GRADES.read_text(encoding="utf-8").splitlines())
    return {(row["kind"], row["posting"], row["of"], row["row"], row["text"]): row["grade"] for row in rows}


def pack(shared: Path, out: Path, readers: int, most: int, seed: int) -> None:
    """Write each reader's items: rows without a grade, few of each row, so that all rows are seen."""
    graded = read_grades()
    by_row: dict[str, list[Item]] = defaultdict(list)
    found = [item for item in items(shared) if item.key not in graded]
    random.Random(seed).shuffle(found)
    taken: Counter[tuple[str, str]] = Counter()
    for item in found:
        # Why: a reader who sees ten rows for one posting compares instead of judging.
        if taken[item.key[0], item.key[1]] < _ROWS:
            taken[item.key[0], item.key[1]] += 1
            by_row[item.key[3]].append(item)
    chosen: list[Item] = []
    while len(chosen) < most and any(by_row.values()):
        chosen += [rows.pop() for rows in by_row.values() if rows]
    chosen = sorted(chosen[:most], key=lambda item: (item.key[1], item.key[0]))
    keys: list[tuple[str, str, str, str, int]] = []
    for reader in range(readers):
        folder = out / f"reader{reader}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "INSTRUCTIONS.md").write_text(INSTRUCTIONS, encoding="utf-8")
        part = chosen[len(chosen) * reader // readers : len(chosen) * (reader + 1) // readers]
        with (folder / "items.jsonl").open("w", encoding="utf-8") as file:
            for item in part:
                file.write(json.dumps(_shown(len(keys), item), ensure_ascii=False) + "\n")
                keys.append(item.key)
    (out / "key.json").write_text(json.dumps(keys), encoding="utf-8")
    print(f"{len(chosen)} of {len(found)} rows without a grade for {readers} readers in {out}")


def _shown(number: int, item: Item) -> dict[str, Any]:
    posting = item.analysis.posting
    text = item.fitting.row.text
    said = f"{posting.company or 'Your team'} needs {text}." if item.fitting.kind == "want" else text
    pain = item.analysis.pain
    line = item.about if item.fitting.kind == "want" else pain.evidence.quote if pain else ""
    shown = {"n": number, "kind": item.fitting.kind, "title": posting.title, "employer": posting.company, "line": line}
    story = {"story": item.about} if item.fitting.kind == "offer" else {}
    return {**shown, **story, "sentence": said, "posting": posting.text[:_SHOWN]}


def take(out: Path) -> None:
    """Add readers' grades to those in the repo."""
    keys = json.loads((out / "key.json").read_text(encoding="utf-8"))
    graded = read_grades()
    for file in sorted(out.glob("reader*/out.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            kind, posting, of, row, text = keys[said["n"]]
            graded[kind, posting, of, row, text] = said["grade"]
    GRADES.parent.mkdir(exist_ok=True)
    names = ("kind", "posting", "of", "row", "text")
    rows = [json.dumps({**dict(zip(names, key, strict=True)), "grade": grade}) for key, grade in sorted(graded.items())]
    GRADES.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} grades in {GRADES}")


def fit(shared: Path, *, write: bool) -> None:
    """Print how well the judge tells good rows, cross-validated by posting; write its weights if asked."""
    graded = read_grades()
    wanted = {key[1] for key in graded}
    found: dict[str, list[tuple[dict[str, float], str, str]]] = {"want": [], "offer": []}
    for item in items(shared):
        if item.key[1] in wanted and (grade := graded.get(item.key)):
            found[item.key[0]].append((dict(item.fitting.traits), grade, f"{item.key[1]} {item.key[2]}"))
    weights: dict[str, dict[str, float]] = {}
    for kind, rows in found.items():
        names, x = matrix([traits for traits, _, _ in rows])
        y = np.array([grade == "good" for _, grade, _ in rows])
        held = held_out(x, y, [group.split()[0] for _, _, group in rows], _C)
        _report(kind, held, rows)
        weights[kind] = fitted_weights(names, x, y, _C)
    if write:
        head = "How readers graded rows beside postings, as weights in log-odds. Written by: python benchmarks/bank.py ../shared --fit"
        write_weights("bank.toml", head, weights)


def _report(kind: str, held: Any, rows: list[tuple[dict[str, float], str, str]]) -> None:
    shares = Counter(grade for _, grade, _ in rows)
    good = [grade == "good" for _, grade, _ in rows]
    print(f"{kind}: {len(rows)} graded ({dict(shares)}), AUC {roc_auc_score(good, held):.3f}")
    best: dict[str, tuple[float, str]] = defaultdict(lambda: (-99.0, ""))
    for score, (_, grade, group) in zip(held, rows, strict=True):
        best[group] = max(best[group], (float(score), grade))
    for least in (-1.0, -0.5, 0.0, 0.5, 1.0):
        taken = [grade for score, grade in best.values() if score >= least]
        if taken:
            print(
                f"  best of a line from {least:+.1f}: taken in {len(taken) / len(best):.0%} of {len(best)}; "
                f"{taken.count('good') / len(taken):.0%} good, {taken.count('wrong') / len(taken):.1%} wrong"
            )


def main() -> int:
    """Pack, take or fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--fit", action="store_true", help="write lexicons/bank.toml")
    parser.add_argument("--pack", type=Path, metavar="OUT")
    parser.add_argument("--take", type=Path, metavar="OUT")
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.pack:
        pack(given.shared, given.pack, given.readers, given.most, given.seed)
    elif given.take:
        take(given.take)
    else:
        fit(given.shared, write=given.fit)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
