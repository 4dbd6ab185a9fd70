"""Fit the choice of the story, and say how often it agrees with readers.

    python benchmarks/stories.py ../shared          # cross-validated
    python benchmarks/stories.py ../shared --fit    # and write lexicons/stories.toml

``benchmarks/stories/labels.jsonl``: 240 pairs of a posting of ``gold/train.jsonl`` and a profile (three of ours, six of ``letters/profiles``),
each labelled twice, independently, with the story that should lead, others as good, and those that would be plainly wrong.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from jdparse import LEXICONS, Kind, Posting, analyze, read_postings
from tailor.letter.match import FEATURES, match_stories, story_features
from tailor.letter.story_fields import fields_named, load_fields
from tailor.profile import Profile, load_profile

LABELS = Path(__file__).resolve().parent / "stories" / "labels.jsonl"
OURS = Path(__file__).resolve().parent / "profiles"
#: The bars: agreement where both readers agree, and plainly wrong choices among all letters.
LEAST_AGREEMENT, MOST_WRONG = 0.80, 0.10
#: Inverse strength of the penalty, chosen by cross-validation among 0.01, 0.03, 0.1 and 1.
_C = 0.03
_FOLDS = 10
#: What keeps a field that hardly any posting names from counting without measure.
_FLOOR = 0.4


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair on which both readers agree.

    Attributes:
        posting, profile: Their ids.
        features: One row a story.
        right: The place of the story that should lead.
        wrong: The places of those that a reader calls plainly wrong.
        near: How near the best story is, by the first reader.
        shipped: The place of the program's own choice.
    """

    posting: str
    profile: str
    features: Any
    right: int
    wrong: frozenset[int]
    near: str
    shipped: int


def load_cases(shared: Path) -> list[Case]:
    """The pairs on which both readers agree."""
    postings = {posting.id: posting for posting in read_postings(shared / "gold" / "train.jsonl")}
    paths = (*OURS.glob("*.toml"), *(shared / "letters" / "profiles").glob("*.toml"))
    profiles = {path.stem: load_profile(path) for path in paths}
    found = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        first, second = row["labels"]
        if first["story"] == second["story"]:
            found.append(_case(row, postings[row["posting"]], profiles[row["profile"]]))
    return found


def _case(row: Mapping[str, Any], posting: Posting, profile: Profile) -> Case:
    analysis = analyze(posting)
    highlights = {kind: analysis.highlight(kind) for kind in Kind}
    names = [story.name for story in profile.stories]
    rows = [story_features(story, highlights, posting.text, posting.title)[0] for story in profile.stories]
    wrong = {names.index(name) for label in row["labels"] for name in label["wrong"]}
    shipped = match_stories(profile.stories, highlights, posting.text, posting.title)[0].story.name
    features = np.array([[values[name] for name in FEATURES] for values in rows])
    label = row["labels"][0]
    return Case(
        row["posting"],
        row["profile"],
        features,
        names.index(label["story"]),
        frozenset(wrong),
        label["near"],
        names.index(shipped),
    )


def fit(cases: Sequence[Case]) -> tuple[Any, Any, Any]:
    """Weights, means and spreads of the features: a regression over differences between the right story and each other one."""
    every = np.vstack([case.features for case in cases])
    mean, spread = every.mean(0), every.std(0) + 1e-9
    rows, signs = [], []
    for case in cases:
        scaled = (case.features - mean) / spread
        for other in range(len(scaled)):
            if other != case.right:
                rows += [scaled[case.right] - scaled[other], scaled[other] - scaled[case.right]]
                signs += [1, 0]
    model = LogisticRegression(C=_C, fit_intercept=False, max_iter=2000).fit(np.array(rows), signs)
    return model.coef_[0], mean, spread


def held_out(cases: Sequence[Case], group: Callable[[Case], str]) -> list[tuple[Case, int]]:
    """Each case with the choice of a model that saw no case of its group."""
    groups = sorted({group(case) for case in cases})
    folds = (
        [groups[number::_FOLDS] for number in range(_FOLDS)] if len(groups) > _FOLDS else [[name] for name in groups]
    )
    found = []
    for fold in folds:
        weights, mean, spread = fit([case for case in cases if group(case) not in fold])
        for case in cases:
            if group(case) in fold:
                found.append((case, int(np.argmax(((case.features - mean) / spread) @ weights))))
    return found


def _line(name: str, chosen: Sequence[tuple[Case, int]]) -> str:
    right = sum(choice == case.right for case, choice in chosen) / len(chosen)
    wrong = sum(choice in case.wrong for case, choice in chosen) / len(chosen)
    return f"{name:<44}{right:>7.1%}{wrong:>9.1%}"


def field_numbers(shared: Path) -> Iterator[tuple[str, float, float]]:
    """How much postings speak of each field: the mean and the spread of the logarithm."""
    counts: dict[str, list[float]] = defaultdict(list)
    postings = list(read_postings(shared / "gold" / "train.jsonl"))
    for posting in postings:
        said = fields_named(f"{posting.title} . {posting.title} . {posting.title} . {posting.text}")
        for row in load_fields():
            counts[row.id].append(math.log1p(said.get(row.id, 0.0)))
    for name, values in counts.items():
        yield name, float(np.mean(values)), float(np.std(values)) + _FLOOR


def write(path: Path, weights: Any, mean: Any, spread: Any, fields: Sequence[tuple[str, float, float]]) -> None:
    """The numbers as TOML."""
    lines = ["# How the story of a letter is chosen. Written by: python benchmarks/stories.py ../shared --fit"]
    for table, values in (("weights", weights), ("mean", mean), ("spread", spread)):
        lines += ["", f"[{table}]", *(f'"{name}" = {value:.4f}' for name, value in zip(FEATURES, values, strict=True))]
    for table, place in (("field-mean", 1), ("field-spread", 2)):
        lines += ["", f"[{table}]", *(f'"{row[0]}" = {row[place]:.4f}' for row in fields)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Print the table; 1 with --check below a bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--fit", action="store_true", help="write lexicons/stories.toml")
    parser.add_argument("--check", action="store_true", help="exit with 1 below the bars")
    arguments = parser.parse_args()
    target = LEXICONS / "stories.toml"
    if arguments.fit:
        fields = list(field_numbers(arguments.shared))
        none = np.zeros(len(FEATURES))
        write(target, none, none, none + 1, fields)
    cases = load_cases(arguments.shared)
    by_posting = held_out(cases, lambda case: case.posting)
    print(f"{len(cases)} pairs on which both readers agree      agrees    wrong")
    print(_line("cross-validated by posting", by_posting))
    print(_line("cross-validated, one profile left out", held_out(cases, lambda case: case.profile)))
    if not arguments.fit:
        print(_line("as shipped (fitted on these)", [(case, case.shipped) for case in cases]))
    print(f"{'chance':<44}{sum(1 / len(case.features) for case in cases) / len(cases):>7.1%}")
    for near in ("near", "kin", "far"):
        print(_line(f"  by posting, best story {near}", [row for row in by_posting if row[0].near == near]))
    if arguments.fit:
        weights, mean, spread = fit(cases)
        write(target, weights, mean, spread, fields)
        print("wrote lexicons/stories.toml")
    agreement = sum(choice == case.right for case, choice in by_posting) / len(by_posting)
    wrong = sum(choice in case.wrong for case, choice in by_posting) / len(by_posting)
    missed = agreement < LEAST_AGREEMENT or wrong > MOST_WRONG
    print(f"bars: {LEAST_AGREEMENT:.0%} agree, at most {MOST_WRONG:.0%} wrong{'  MISSED' if missed else ''}")
    return 1 if arguments.check and missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
