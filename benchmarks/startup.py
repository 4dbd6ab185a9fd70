"""Time of a whole `tailor analyze` process against `import spacy; spacy.blank("en")`, alternating in one run.

    python benchmarks/startup.py [--runs 7] [--check]

The ratio of the medians is evidence, the seconds are not. With --check, exits with 1 above the bar.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

#: The most that the command may take, in units of the baseline.
BAR = 1.6
_ROOT = Path(__file__).resolve().parent.parent


def seconds(command: list[str]) -> float:
    """Wall-clock time of one process."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> int:
    """Print the ratio; 1 if --check and it is above the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    baseline = [sys.executable, "-c", "import spacy; spacy.blank('en')"]
    command = [
        str(Path(sys.executable).with_name("tailor")),
        "analyze",
        str(_ROOT / "templates" / "sample-posting.txt"),
    ]
    for warm_up in (baseline, command):
        seconds(warm_up)
    pairs = [(seconds(baseline), seconds(command)) for _ in range(arguments.runs)]
    base, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = ours / base
    print(f"import spacy; spacy.blank('en')  {base:.2f} s")
    print(f"tailor analyze                   {ours:.2f} s")
    print(f"ratio                            {ratio:.2f} (bar {BAR}, {arguments.runs} runs, medians)")
    return 1 if arguments.check and ratio > BAR else 0


if __name__ == "__main__":
    sys.exit(main())
