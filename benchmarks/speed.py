"""Time to analyse a posting of some 700 words against the bare tokenizer on it, alternating in one run.

    python benchmarks/speed.py ../shared/gold/unlabelled.jsonl [--check]

The ratio is evidence, the milliseconds are not. With --check, exits with 1 above the bar.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

from jdparse import Posting, analyze, read_postings

#: The most that an analysis may take, in units of the tokenizer.
BAR = 12.0
#: How many words a posting has for this measure.
WORDS = range(600, 801)


def seconds(what: Callable[[Any], object], value: object) -> float:
    """Time of one call."""
    started = time.perf_counter()
    what(value)
    return time.perf_counter() - started


def main() -> int:
    """Print the ratio; 1 if --check and it is above the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("postings", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    chosen: list[Posting] = [
        posting for posting in read_postings(arguments.postings) if len(posting.text.split()) in WORDS
    ]
    tokenizer = spacy.blank("en")
    for posting in chosen:
        analyze(posting)
        tokenizer(posting.text)
    pairs = [(seconds(tokenizer, posting.text), seconds(analyze, posting)) for _ in range(5) for posting in chosen]
    base, ours = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    ratio = ours / base
    print(f"{len(chosen)} postings of {WORDS.start} to {WORDS.stop - 1} words, 5 runs, medians")
    print(f"tokenizer  {base:6.1f} ms")
    print(f"analyze    {ours:6.1f} ms")
    print(f"ratio      {ratio:6.1f} (bar {BAR:.0f})")
    return 1 if arguments.check and ratio > BAR else 0


if __name__ == "__main__":
    raise SystemExit(main())
