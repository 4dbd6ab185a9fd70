"""Fit the choice of the story, and say how often it agrees with readers.

    python benchmarks/stories.py ../shared          # cross-validated
    python benchmarks/stories.py ../shared --fit    # and write lexicons/stories.toml

``benchmarks/stories/labels.jsonl``: 240 pairs of a posting of ``gold/train.jsonl`` and a profile (three of ours, six of ``letters/profiles``),
each labelled twice, independently, with the story that should lead, others as good, and those that would be plainly wrong. Only these measure.

``benchmarks/stories/third-reader.jsonl``: 1,094 pairs of 300 other postings and the 20 profiles beside it, labelled once, by a third reader who saw
title, summary, ranked sentences and tools, and left out what no story answers. They only teach, so that more than nine people do.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from jdparse import LEXICONS, Analysis, Kind, Posting, analyze, read_postings
from tailor.letter.match import FEATURES, match_stories, story_features
from tailor.letter.story_fields import fields_named, load_fields
from tailor.profile.load import load_profile
from tailor.profile.story import Profile

HERE = Path(__file__).resolve().parent / "stories"
OURS = Path(__file__).resolve().parent / "profiles"
#: The bars: agreement where both readers agree, and plainly wrong choices among all letters.
LEAST_AGREEMENT, MOST_WRONG = 0.80, 0.10
#: Inverse strength of the penalty, chosen by cross-validation among 0.01, 0.03, 0.1 and 1.
_C = 0.03
#: What a pair of the third reader counts beside one on which two readers agree.
_THIRD = 0.5
_FOLDS = 10
#: What keeps a field that hardly any posting names from counting without measure.
_FLOOR = 0.8


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair.

    Attributes:
        posting, profile: Their ids.
        features: One row a story.
        right: The place of the story that should lead.
        accepted: The places of those that a reader calls as good, the right one among them.
        wrong: The places of those that a reader calls plainly wrong.
        near: How near the best story is, by the first reader; empty where the third reader labelled.
        shipped: The place of the program's own choice.
    """

    posting: str
    profile: str
    features: Any
    right: int
    accepted: frozenset[int]
    wrong: frozenset[int]
    near: str
    shipped: int

    @property
    def weight(self) -> float:
        """What the case counts when weights are fitted."""
        return 1.0 if self.near else _THIRD


def _profiles(*folders: Path) -> dict[str, Profile]:
    return {path.stem: load_profile(path) for folder in folders for path in sorted(folder.glob("*.toml"))}


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def load_cases(shared: Path) -> tuple[list[Case], list[Case]]:
    """The pairs on which both readers agree, and those of the third reader."""
    postings = {posting.id: posting for posting in read_postings(shared / "gold" / "train.jsonl")}
    profiles = _profiles(OURS, shared / "letters" / "profiles")
    both = [
        _case(row, postings[row["posting"]], profiles[row["profile"]])
        for row in _rows("labels.jsonl")
        if len({label["story"] for label in row["labels"]}) == 1
    ]
    profiles = _profiles(HERE / "profiles")
    third = [
        _case(
            row | {"labels": [{"story": row["story"], "also": [], "wrong": [], "near": ""}]},
            postings[row["posting"]],
            profiles[row["profile"]],
        )
        for row in _rows("third-reader.jsonl")
    ]
    return both, third


@lru_cache(maxsize=8)
def _analyze(posting: Posting) -> Analysis:
    return analyze(posting)


def _case(row: Mapping[str, Any], posting: Posting, profile: Profile) -> Case:
    analysis = _analyze(posting)
    highlights = {kind: analysis.highlight(kind) for kind in Kind}
    names = [story.name for story in profile.stories]
    rows = [story_features(story, highlights, posting.text, posting.title)[0] for story in profile.stories]
    first = match_stories(profile.stories, highlights, posting.text, posting.title)[0]
    labels = row["labels"]
    return Case(
        posting=row["posting"],
        profile=row["profile"],
        features=np.array([[values[name] for name in FEATURES] for values in rows]),
        right=names.index(labels[0]["story"]),
        accepted=frozenset(names.index(name) for label in labels for name in (label["story"], *label["also"])),
        wrong=frozenset(names.index(name) for label in labels for name in label["wrong"]),
        near=labels[0]["near"],
        shipped=names.index(first.story.name),
    )


def fit(cases: Sequence[Case]) -> tuple[Any, Any, Any]:
    """Weights, means and spreads of the features: a regression over differences between the right story and each other one."""
    every = np.vstack([case.features for case in cases])
    mean, spread = every.mean(0), every.std(0) + 1e-9
    rows, signs, weights = [], [], []
    for case in cases:
        scaled = (case.features - mean) / spread
        for other in range(len(scaled)):
            if other != case.right:
                rows += [scaled[case.right] - scaled[other], scaled[other] - scaled[case.right]]
                signs += [1, 0]
                weights += [case.weight] * 2
    model = LogisticRegression(C=_C, fit_intercept=False, max_iter=2000)
    return model.fit(np.array(rows), signs, sample_weight=weights).coef_[0], mean, spread


def held_out(cases: Sequence[Case], group: Callable[[Case], str], more: Sequence[Case] = ()) -> list[tuple[Case, int]]:
    """Each case with the choice of a model that saw no case of its group, but all of `more`."""
    groups = sorted({group(case) for case in cases})
    folds = (
        [groups[number::_FOLDS] for number in range(_FOLDS)] if len(groups) > _FOLDS else [[name] for name in groups]
    )
    found = []
    for fold in folds:
        weights, mean, spread = fit([*(case for case in cases if group(case) not in fold), *more])
        found += [(case, _chosen(case, weights, mean, spread)) for case in cases if group(case) in fold]
    return found


def _chosen(case: Case, weights: Any, mean: Any, spread: Any) -> int:
    return int(np.argmax(((case.features - mean) / spread) @ weights))


def _line(name: str, chosen: Sequence[tuple[Case, int]]) -> str:
    right, accepted, wrong = (
        sum(choice in places(case) for case, choice in chosen) / len(chosen)
        for places in (lambda case: {case.right}, lambda case: case.accepted, lambda case: case.wrong)
    )
    return f"{name:<48}{right:>7.1%}{accepted:>10.1%}{wrong:>8.1%}{len(chosen):>6}"


def _chance(cases: Sequence[Case]) -> list[tuple[Case, int]]:
    """Each case with each of its choices, as often as each other case's."""
    times = math.lcm(*(len(case.features) for case in cases))
    return [
        (case, place)
        for case in cases
        for place in range(len(case.features))
        for _ in range(times // len(case.features))
    ]


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
    cases, third = load_cases(arguments.shared)
    by_posting = held_out(cases, lambda case: case.posting, third)
    by_profile = held_out(cases, lambda case: case.profile, third)
    only_third = fit(third)
    print(f"{'pairs on which both readers agree':<48}{'agrees':>7}{'accepted':>10}{'wrong':>8}{'pairs':>6}")
    print(_line("cross-validated by posting", by_posting))
    print(_line("cross-validated, one profile left out", by_profile))
    print(_line("  fitted without the third reader", held_out(cases, lambda case: case.profile)))
    print(_line("  fitted on the third reader alone", [(case, _chosen(case, *only_third)) for case in cases]))
    if not arguments.fit:
        print(_line("as shipped (fitted on these)", [(case, case.shipped) for case in cases]))
    print(_line("always the profile's first story", [(case, 0) for case in cases]))
    print(_line("chance", _chance(cases)).rsplit(maxsplit=1)[0])
    for near in ("near", "kin", "far"):
        print(_line(f"  one profile left out, best story {near}", [row for row in by_profile if row[0].near == near]))
    for profile in sorted({case.profile for case in cases}):
        print(_line(f"  left out: {profile}", [row for row in by_profile if row[0].profile == profile]))
    print(_line("the third reader's (wrong is not labelled)", held_out(third, lambda case: case.profile, cases)))
    if arguments.fit:
        weights, mean, spread = fit([*cases, *third])
        write(target, weights, mean, spread, fields)
        print("wrote lexicons/stories.toml")
    agreement = sum(choice == case.right for case, choice in by_posting) / len(by_posting)
    wrong = sum(choice in case.wrong for case, choice in by_posting) / len(by_posting)
    missed = agreement < LEAST_AGREEMENT or wrong > MOST_WRONG
    print(f"bars: {LEAST_AGREEMENT:.0%} agree, at most {MOST_WRONG:.0%} wrong{'  MISSED' if missed else ''}")
    return 1 if arguments.check and missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
