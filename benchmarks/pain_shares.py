"""Print how common each pain category is in the annotated postings, as `share` in lexicons/pain_points.toml has it.

    python benchmarks/pain_shares.py ../shared/gold

A posting counts for each category that its reader chose or named as just as defensible. Exits with 1 if a share differs.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from jdparse import load_lexicon


def measure(gold: Path) -> dict[str, float]:
    """The share of train's postings that have each pain, to three decimals."""
    lines = (gold / "train.gold.jsonl").read_text(encoding="utf-8").splitlines()
    counts: Counter[str] = Counter()
    for line in lines:
        pain = json.loads(line)["pain"]
        if pain is not None:
            counts.update({pain["category"], *pain["also_categories"]})
    return {name: round(counts[name] / len(lines), 3) for name in load_lexicon().pains}


def main(argv: list[str]) -> int:
    """Print the table; 1 if the lexicon has other shares."""
    shares = measure(Path(argv[0]))
    pains = load_lexicon().pains
    for name in sorted(shares, key=lambda name: (-shares[name], name)):
        print(
            f"{name:<20} {shares[name]:.3f}{'' if shares[name] == pains[name].share else f'  lexicon: {pains[name].share}'}"
        )
    return int(any(shares[name] != pains[name].share for name in shares))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
